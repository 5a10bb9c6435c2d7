// What a sweep found, in sentences, so that the answer stands before the pictures.
#include <algorithm>

#include "loss_models/uint128.hpp"
#include "tools/numbers.hpp"
#include "tools/sweep/report_page.hpp"
#include "tools/sweep/report_words.hpp"
#include "tools/sweep/tally.hpp"

namespace finwait::cli {
namespace {

constexpr std::size_t kMostEnds = 4;
constexpr std::size_t kMostMetrics = 8;

std::string quoted(const std::string& words) { return "“" + words + "”"; }

// "60.0 % ended with “X”, 40.0 % with “Y”."
std::string ends(const ReportData& data) {
  std::uint64_t all = 0;
  for (const ReportOutcome& outcome : data.outcomes()) all += outcome.runs;
  const auto& outcomes = data.outcomes();
  if (outcomes.size() == 1) {
    return (all == 1 ? "The one run ended with " : "All " + grouped(all) + " runs ended with ") +
           quoted(outcomes.front().words) + ".";
  }
  std::string out = "Of " + grouped(all) + " runs, ";
  const std::size_t named = outcomes.size() > kMostEnds + 1 ? kMostEnds : outcomes.size();
  for (std::size_t i = 0; i < named; ++i) {
    const ReportOutcome& outcome = outcomes[i];
    out += (i == 0                     ? ""
            : i + 1 == outcomes.size() ? " and "
                                       : ", ") +
           grouped(outcome.runs) + " (" + share_words(outcome.runs, all) + ")" + (i == 0 ? " ended with " : " with ") +
           quoted(outcome.words);
  }
  if (named < outcomes.size()) out += " and the rest in " + grouped(outcomes.size() - named) + " other ways";
  return out + ".";
}

// Where runs most often do not end as they should.
std::string unusual(const ReportData& data) {
  const std::uint64_t repeats = data.plan().repeats();
  if (repeats == 1 || data.outcomes().size() == 1 || data.combinations_done() == 1) return "";
  const auto found = std::find_if(data.outcomes().begin(), data.outcomes().end(),
                                  [](const ReportOutcome& outcome) { return !outcome.normal(); });
  const ReportOutcome& outcome = *found;
  const ShareInterval interval = wilson(outcome.most_runs, repeats);
  return quoted(outcome.words) + " comes most often at " + data.place(outcome.most) + ": in " +
         grouped(outcome.most_runs) + " of " + grouped(repeats) + " runs, " + share_words(outcome.most_runs, repeats) +
         " (95 % interval " + share_words(interval.low) + " to " + share_words(interval.high) + ").";
}

// "65.1s (loss = 0, delay = 1ms)"; where many have it, only how many.
std::string extreme(const ReportData& data, const ReportExtreme& of, MetricUnit unit) {
  std::string out = quantile_words(of.value, unit) + " (";
  if (of.combinations * 2 > data.combinations_done()) {
    out += "in " + grouped(of.combinations) + " of " + grouped(data.combinations_done()) + " combinations";
  } else {
    out += data.place(of.combination);
    if (of.combinations > 1) out += ", and " + grouped(of.combinations - 1) + " more";
  }
  return out + ")";
}

// "2.5 times as much"; "" if there is nothing to compare with.
std::string ratio(const ReportFigureRange& range) {
  if (range.low.value.value_or(0) <= 0 || range.never.combinations > 0) return "";
  const Int128 low = *range.low.value;
  const auto tenths = static_cast<std::int64_t>((Int128{*range.high.value} * 10 + low / 2) / low);
  if (tenths <= 10) return "";
  const std::string part = tenths < 100 && tenths % 10 != 0 ? "." + std::to_string(tenths % 10) : "";
  return ", " + grouped(static_cast<std::uint64_t>(tenths / 10)) + part + " times as much";
}

std::string missing(const ReportData& data, const ReportMetric& of) {
  const std::uint64_t all = data.combinations_done() * data.plan().repeats();
  return of.n == all ? "" : " " + counted(all - of.n, "run has", "runs have") + " none.";
}

std::string varying(const ReportData& data, std::size_t metric) {
  const ReportMetric& of = data.overview(metric);
  const MetricUnit unit = data.plan().metrics()[metric]->unit;
  const std::string name(data.plan().metrics()[metric]->name);
  const bool many = data.plan().repeats() > 1;
  if (data.combinations_done() == 1) {
    return name + ": median " + quantile_words(of.median.largest().value, unit) + ", p99 " +
           quantile_words(of.p99.largest().value, unit) + ", from " + short_words(of.min, unit) + " to " +
           short_words(of.max, unit) + "." + missing(data, of);
  }
  std::string out = name + (many ? ": its p99 is " : ": ");
  if (of.p99.constant()) {
    out += quantile_words(of.p99.largest().value, unit) + " in every combination, single runs have up to " +
           short_words(of.max, unit);
  } else {
    out += "from " + extreme(data, of.p99.low, unit) + " to " + extreme(data, of.p99.largest(), unit) + ratio(of.p99);
  }
  if (many && !of.median.constant()) {
    out += "; its median from " + quantile_words(of.median.low.value, unit) + " to " +
           quantile_words(of.median.largest().value, unit);
  } else if (many) {
    out += "; its median is " + quantile_words(of.median.largest().value, unit) + " everywhere";
  }
  return out + "." + missing(data, of);
}

}  // namespace

std::vector<std::string> report_findings(ReportData& data) {
  // Borders are the answer; shares depend on how far the axes go.
  std::vector<std::string> out = report_borders(data);
  const bool map_of_borders = data.flat() && !out.empty();
  out.push_back(ends(data));
  if (!map_of_borders) out.push_back(unusual(data));
  std::string constant;
  std::string never;
  std::size_t told = 0;
  for (std::size_t i = 0; i < data.plan().metrics().size(); ++i) {
    const ReportMetric& of = data.overview(i);
    const std::string name(data.plan().metrics()[i]->name);
    if (of.n == 0) {
      never += (never.empty() ? "" : ", ") + name;
    } else if (of.min == of.max) {
      constant += (constant.empty() ? "" : ", ") + name + " " + short_words(of.min, data.plan().metrics()[i]->unit);
      if (!missing(data, of).empty()) constant += " (where there is one)";
    } else if (told++ < kMostMetrics) {
      out.push_back(varying(data, i));
    }
  }
  if (told > kMostMetrics) out.push_back(counted(told - kMostMetrics, "more metric", "more metrics") + " below.");
  if (!constant.empty() && data.combinations_done() * data.plan().repeats() > 1) {
    out.push_back("The same in every run: " + constant + ".");
  }
  if (!never.empty()) out.push_back("No run has a value of: " + never + ".");
  out.erase(std::remove(out.begin(), out.end(), ""), out.end());
  return out;
}

}  // namespace finwait::cli
