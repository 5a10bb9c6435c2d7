// The long sections of a sweep's page: its pictures with the tables behind them, and its worst rows.
#pragma once

#include "tools/sweep/report_data.hpp"
#include "tools/sweep/report_parts.hpp"

namespace finwait::cli {

// A section "slice-N" for each slice.
void write_slices(ReportParts& page, ReportData& data);
// "worst".
void write_worst(ReportParts& page, ReportData& data);

// "Pictures", or what the slice's other axes are.
std::string slice_heading(const ReportSlice& slice);

}  // namespace finwait::cli
