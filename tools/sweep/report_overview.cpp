#include "tools/sweep/report_overview.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace finwait::cli {
namespace {

void take(ReportExtreme& extreme, bool better, ReportQuantile value, std::uint64_t combination) {
  if (better || extreme.combinations == 0) {
    extreme = {value, combination, 1};
  } else if (value == extreme.value) {
    ++extreme.combinations;
  }
}

void take(ReportFigureRange& range, ReportQuantile value, std::uint64_t combination) {
  if (!value) {
    take(range.never, false, value, combination);
    return;
  }
  take(range.low, value < range.low.value, value, combination);
  take(range.high, value > range.high.value, value, combination);
}

// Never is worse than any time; the first one of equally bad ones stays.
void take_worst(std::vector<ReportWorst>& worst, const ReportWorst& next) {
  const auto not_worse = [&next](const ReportWorst& known) {
    if (known.p99 != next.p99) return next.p99 && (!known.p99 || *known.p99 > *next.p99);
    return known.max >= next.max;
  };
  const auto at = std::find_if_not(worst.begin(), worst.end(), not_worse);
  if (at != worst.begin()) {
    ReportWorst& before = *std::prev(at);
    if (before.p99 == next.p99 && before.max == next.max) {
      ++before.combinations;
      return;
    }
  }
  worst.insert(at, next);
  if (worst.size() > ReportMetric::kWorst) worst.pop_back();
}

void read_outcomes(Database& database, ReportOverview& overview) {
  std::map<std::string, ReportOutcome, std::less<>> known;
  Statement rows = database.prepare("SELECT combination, outcome, n, witness FROM outcomes ORDER BY combination");
  bool first = true;
  for (std::int64_t last = 0; rows.step(); first = false) {
    if (first || rows.integer(0) != last) ++overview.done;
    last = rows.integer(0);
    const auto n = static_cast<std::uint64_t>(rows.integer(2));
    auto at = known.find(rows.text(1));
    if (at == known.end()) at = known.emplace(std::string(rows.text(1)), ReportOutcome{}).first;
    ReportOutcome& outcome = at->second;
    outcome.runs += n;
    ++outcome.combinations;
    if (n <= outcome.most_runs) continue;
    outcome.most_runs = n;
    outcome.most = static_cast<std::uint64_t>(last);
    outcome.witness = static_cast<std::uint64_t>(rows.integer(3));
  }
  for (auto& [words, outcome] : known) {
    outcome.words = words;
    overview.outcomes.push_back(std::move(outcome));
  }
  std::stable_sort(overview.outcomes.begin(), overview.outcomes.end(),
                   [](const auto& a, const auto& b) { return a.runs > b.runs; });
}

void read_metrics(Database& database, const SweepPlan& plan, ReportOverview& overview) {
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < plan.metrics().size(); ++i) places[plan.metrics()[i]->name] = i;
  overview.metrics.resize(plan.metrics().size());
  Statement rows = database.prepare(
      "SELECT combination, metric, n, median, p99, min, max, witness, exact FROM metrics ORDER BY combination");
  while (rows.step()) {
    const auto place = places.find(rows.text(1));
    if (place == places.end()) continue;
    ReportMetric& metric = overview.metrics[place->second];
    const auto combination = static_cast<std::uint64_t>(rows.integer(0));
    const ReportQuantile p99 = quantile(rows, 4);
    take(metric.median, quantile(rows, 3), combination);
    take(metric.p99, p99, combination);
    take_worst(metric.worst,
               {p99, p99 ? rows.integer(6) : 0, combination, static_cast<std::uint64_t>(rows.integer(7))});
    if (rows.integer(8) == 0) ++metric.inexact;
    if (rows.integer(2) == 0) continue;
    metric.n += static_cast<std::uint64_t>(rows.integer(2));
    const bool first = metric.combinations++ == 0;
    metric.min = first ? rows.integer(5) : std::min(metric.min, rows.integer(5));
    metric.max = first ? rows.integer(6) : std::max(metric.max, rows.integer(6));
  }
}

}  // namespace

ReportQuantile quantile(const Statement& row, int column) {
  return row.null(column) ? std::nullopt : ReportQuantile(row.integer(column));
}

ReportOverview report_overview(Database& database, const SweepPlan& plan) {
  ReportOverview overview;
  read_outcomes(database, overview);
  read_metrics(database, plan, overview);
  return overview;
}

}  // namespace finwait::cli
