#include "tools/sweep/tally_summary.hpp"

#include <algorithm>

#include "tools/sweep/integer_root.hpp"

namespace finwait::cli {
namespace {

constexpr std::uint64_t kMillion = 1'000'000;

std::uint64_t nearest_rank(std::uint64_t runs, std::uint32_t per_mille) {
  return runs / 1000 * per_mille + (runs % 1000 * per_mille + 999) / 1000;
}

// The lower rank of the median's interval: n / 2 - 1.96 sqrt(n) / 2, rounded down. 0: there is none.
std::uint64_t median_rank(std::uint64_t runs) {
  constexpr Uint128 kSquare = 9604;  // of 1.96 / 2, in 10^-4
  constexpr std::uint64_t kHundred = 100;
  const std::uint64_t root = root_down(kSquare * runs) + 1;
  const Uint128 half = static_cast<Uint128>(runs) * (kHundred / 2);
  return half > root ? static_cast<std::uint64_t>((half - root) / kHundred) : 0;
}

MetricSummary summary_of(const ValueTally& tally, std::uint64_t runs) {
  MetricSummary summary;
  summary.n = tally.count();
  if (summary.n == 0) return summary;
  summary.mean = tally.mean();
  summary.median = tally.ranked(nearest_rank(runs, 500));
  summary.p90 = tally.ranked(nearest_rank(runs, 900));
  summary.p99 = tally.ranked(nearest_rank(runs, 990));
  if (const std::uint64_t low = median_rank(runs); low > 0) {
    summary.median_low = tally.ranked(low);
    summary.median_high = tally.ranked_at_most(runs + 1 - low);
  }
  summary.min = tally.min();
  summary.max = tally.max();
  summary.witness = tally.witness();
  summary.exact = tally.exact();
  return summary;
}

}  // namespace

CombinationSummary summary_of(const CombinationTally& tally) {
  CombinationSummary summary;
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
  summary.metrics.reserve(tally.metrics.size());
  for (const ValueTally& values : tally.metrics) summary.metrics.push_back(summary_of(values, runs));
  std::sort(summary.outcomes.begin(), summary.outcomes.end(),
            [](const OutcomeShare& x, const OutcomeShare& y) { return x.outcome < y.outcome; });
  for (OutcomeShare& share : summary.outcomes) {
    share.share = static_cast<std::uint32_t>((static_cast<Uint128>(share.n) * kMillion + runs / 2) / runs);
    share.interval = wilson(share.n, runs);
  }
  return summary;
}

}  // namespace finwait::cli
