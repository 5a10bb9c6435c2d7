#include "tools/outcome_tally.hpp"

#include <algorithm>
#include <utility>

namespace finwait::cli {

Duration nearest_rank(const std::vector<Duration>& ascending, std::uint64_t percent) {
  const std::uint64_t rank = (percent * ascending.size() + 99) / 100;
  return ascending[static_cast<std::size_t>(rank) - 1];
}

std::optional<TimeSummary> summary_of(std::vector<Duration> times) {
  if (times.empty()) return std::nullopt;
  std::sort(times.begin(), times.end());
  return TimeSummary{nearest_rank(times, 50), nearest_rank(times, 99), times.back()};
}

void OutcomeTally::add(std::uint64_t seed, const EndRecord& end) {
  const OutcomeClass outcome = outcome_of(end);
  Entry& entry = entries_[outcome];
  if (entry.count == 0 || seed < entry.witness) entry.witness = seed;
  ++entry.count;
  if (outcome.both_closed()) {
    entry.times.push_back(std::max(end.sides[0].since, end.sides[1].since).time_since_epoch());
  }
}

OutcomeSummary OutcomeTally::summary() const {
  OutcomeSummary summary;
  std::vector<Duration> all;
  for (const auto& [outcome, entry] : entries_) {
    summary.rows.push_back({outcome, entry.count, entry.witness, summary_of(entry.times)});
    summary.runs += entry.count;
    all.insert(all.end(), entry.times.begin(), entry.times.end());
  }
  summary.closed = all.size();
  summary.times = summary_of(std::move(all));
  std::sort(summary.rows.begin(), summary.rows.end(), [](const OutcomeRow& x, const OutcomeRow& y) {
    return x.count != y.count ? x.count > y.count : x.witness < y.witness;
  });
  return summary;
}

}  // namespace finwait::cli
