// The report of a sweep: one HTML page that needs no other file and no network, or one of its pictures alone.
#pragma once

#include <string>
#include <vector>

#include "tools/sweep/report_data.hpp"

namespace finwait::cli {

// The whole page.
std::string sweep_report(ReportData& data);

// "outcomes", and each metric's name, with ":p99" for its 99th percentile: what --picture knows.
std::vector<std::string> report_pictures(const ReportData& data);
// One picture, of the first slice. The name must be one of report_pictures().
std::string report_picture(ReportData& data, const std::string& name);

// For the page: the picture of one slice.
std::string outcome_picture(ReportData& data, const ReportSlice& slice, bool hints);
std::string metric_picture(ReportData& data, const ReportSlice& slice, std::size_t metric, bool p99, bool hints);

}  // namespace finwait::cli
