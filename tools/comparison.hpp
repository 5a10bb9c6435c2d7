// Several runs of the same scenario under different stacks: what came of each, side by side, and the first point at
// which their traces part. Knows no command line and no terminal but its width.
#pragma once

#include <span>
#include <string>

#include "sim/trace_log.hpp"

namespace finwait::cli {

// One run: its stack's name and what it did.
struct ComparedRun {
  std::string stack{};
  TraceLog log{};
};

// The table: a row for each thing worth comparing, a column for each run, wrapped to `width` columns.
std::string comparison_table(std::span<const ComparedRun> runs, std::size_t width);
// Where `other` first does something that `base` does not, in words and with what led to it.
std::string first_difference(const ComparedRun& base, const ComparedRun& other, std::size_t width);

}  // namespace finwait::cli
