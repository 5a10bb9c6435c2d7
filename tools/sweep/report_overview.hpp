// What a sweep's results are like as a whole: how often each outcome came and where most, and for each metric where its
// figures are smallest and largest. One pass over each table, whatever their size.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/outcome_class.hpp"
#include "tools/sweep/sqlite.hpp"
#include "tools/sweep/sweep_plan.hpp"

namespace finwait::cli {

struct ReportOutcome {
  std::string words{};
  std::uint64_t runs = 0;
  std::uint64_t combinations = 0;  // in which it came
  std::uint64_t most = 0;          // where it came most often, the first of these
  std::uint64_t most_runs = 0;     // how often there
  std::uint64_t witness = 0;       // a repetition of `most` that shows it
  bool normal() const { return words == kNormalEnd; }
};

// A quantile of all runs: nothing if it falls among those that have no value, which are later than all others.
using ReportQuantile = std::optional<std::int64_t>;

// The smallest or largest value of a figure, the first combination that has it, and how many have.
struct ReportExtreme {
  ReportQuantile value{};
  std::uint64_t combination = 0;
  std::uint64_t combinations = 0;
};

struct ReportFigureRange {
  ReportExtreme low{};    // of the combinations that have a value
  ReportExtreme high{};   // the same
  ReportExtreme never{};  // those that have none
  const ReportExtreme& largest() const { return never.combinations > 0 ? never : high; }
  bool constant() const { return low.combinations == 0 || (never.combinations == 0 && low.value == high.value); }
};

// One of the largest p99, of equal ones that of the combination with the larger maximum: the first combination that has
// both, the repetition in which the metric is largest there, and how many combinations have both.
struct ReportWorst {
  ReportQuantile p99{};
  std::int64_t max = 0;  // 0 if p99 is nothing
  std::uint64_t combination = 0;
  std::uint64_t witness = 0;
  std::uint64_t combinations = 1;
};

struct ReportMetric {
  static constexpr std::size_t kWorst = 3;
  std::uint64_t n = 0;             // runs that have it
  std::uint64_t combinations = 0;  // with such a run
  std::uint64_t inexact = 0;       // combinations whose quantiles are known to a bucket
  ReportFigureRange median{};
  ReportFigureRange p99{};
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::vector<ReportWorst> worst{};  // the largest first
  // Of a sweep with so many runs: each has the same value, or none has one.
  bool same(std::uint64_t runs) const { return n == 0 || (min == max && n == runs); }
};

struct ReportOverview {
  std::uint64_t done = 0;                 // combinations
  std::vector<ReportOutcome> outcomes{};  // the most frequent first, then by their words
  std::vector<ReportMetric> metrics{};    // in the plan's order
};

// What stands in a column of a row.
ReportQuantile quantile(const Statement& row, int column);

ReportOverview report_overview(Database& database, const SweepPlan& plan);

}  // namespace finwait::cli
