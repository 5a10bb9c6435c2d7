// The report of a sweep: one HTML page that needs no other file and no network, or one of its pictures alone.
#pragma once

#include <string>
#include <vector>

#include "tools/sweep/report_data.hpp"

namespace finwait::cli {

// The whole page.
std::string sweep_report(ReportData& data);

// What --picture knows: "outcomes", "outcomes:WORDS", and each metric's name, with ":p99" for its 99th percentile.
std::vector<std::string> report_pictures(const ReportData& data);
// One picture, of the first slice. Throws CommandError if there is none of this name. "outcomes:WORDS" is the share of
// all outcomes that contain the words.
std::string report_picture(ReportData& data, const std::string& name);

// What a place of the page shows: a picture, or a sentence where a picture would have one colour.
struct ReportFigure {
  std::string svg{};
  std::string words{};
};
std::vector<ReportFigure> outcome_figures(ReportData& data, const ReportSlice& slice, bool hints);
struct ReportMetricFigures {
  std::string same{};  // "rsts 0": what all runs of the slice have; then there are no figures
  std::vector<ReportFigure> figures{};
};
ReportMetricFigures metric_figures(ReportData& data, const ReportSlice& slice, std::size_t metric, bool hints);

// Where along the axes the outcome changes, a few sentences; none if there are more than two dimensions, or if with two
// the repeats of a combination end differently.
std::vector<std::string> report_borders(ReportData& data);
// The answer in a few sentences: where outcomes change, how runs end and where else than usual, where each metric is
// smallest and largest.
std::vector<std::string> report_findings(ReportData& data);

}  // namespace finwait::cli
