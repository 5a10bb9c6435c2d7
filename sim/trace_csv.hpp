// A run as tables for spreadsheets: comma-separated values as RFC 4180 has them (a header row, lines end in CR LF,
// fields quoted where they must be). Times are seconds, exact decimals. No field can be taken for a formula.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/trace_log.hpp"

namespace finwait {

enum class CsvTable : std::uint8_t {
  Segments,  // a row a segment: what was sent, and what became of it
  States,    // a row a stay of one side in one state
};

std::string trace_csv(const TraceLog& run, CsvTable table);

// A field as it stands in the table. What a spreadsheet would compute (it begins with =, +, -, @ or a control
// character) gets an apostrophe before it, which spreadsheets take for "this is text".
std::string csv_field(std::string_view text);

}  // namespace finwait
