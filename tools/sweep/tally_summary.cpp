#include "tools/sweep/tally_summary.hpp"

#include <algorithm>

namespace finwait::cli {
namespace {

constexpr std::uint64_t kMillion = 1'000'000;

MetricSummary summary_of(const ValueTally& tally) {
  MetricSummary summary;
  summary.n = tally.count();
  if (summary.n == 0) return summary;
  summary.mean = tally.precise_mean();
  summary.median = tally.quantile(500);
  summary.p90 = tally.quantile(900);
  summary.p99 = tally.quantile(990);
  summary.min = tally.min();
  summary.max = tally.max();
  summary.exact = tally.exact();
  return summary;
}

}  // namespace

CombinationSummary summary_of(const CombinationTally& tally) {
  CombinationSummary summary;
  summary.metrics.reserve(tally.metrics.size());
  for (const ValueTally& values : tally.metrics) summary.metrics.push_back(summary_of(values));
  std::uint64_t runs = 0;
  for (const auto& [outcome, count] : tally.classes) {
    runs += count.count;
    std::string text = words(outcome);
    const auto same = std::find_if(summary.outcomes.begin(), summary.outcomes.end(),
                                   [&text](const OutcomeShare& share) { return share.outcome == text; });
    if (same == summary.outcomes.end()) {
      summary.outcomes.push_back({std::move(text), count.count, 0, {}, count.witness});
    } else {
      same->n += count.count;
      same->witness = std::min(same->witness, count.witness);
    }
  }
  std::sort(summary.outcomes.begin(), summary.outcomes.end(),
            [](const OutcomeShare& x, const OutcomeShare& y) { return x.outcome < y.outcome; });
  for (OutcomeShare& share : summary.outcomes) {
    share.share = static_cast<std::uint32_t>((static_cast<Uint128>(share.n) * kMillion + runs / 2) / runs);
    share.interval = wilson(share.n, runs);
  }
  return summary;
}

}  // namespace finwait::cli
