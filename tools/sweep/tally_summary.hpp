// A tally in the figures that the database keeps of it. Outcome classes with the same words are one outcome.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/sweep/tally.hpp"

namespace finwait::cli {

// Quantiles are of all runs, by nearest rank, and a run without a value counts as later than all others: one that never
// gets to CLOSED must not make the others' median look better. nullopt: the quantile falls among those.
struct MetricSummary {
  using Quantile = std::optional<std::int64_t>;
  std::uint64_t n = 0;  // of the runs that have a value; if it is 0, mean, min, max and witness mean nothing
  Mean mean{};
  Quantile median{};
  // Distribution-free 95 % interval of the median, from the ranks that a binomial's normal approximation gives; nullopt
  // as well where there are too few runs for one. It covers what it stands for, also where values are known to a
  // bucket: median_low is the least value of one bucket, median_high the greatest of the other.
  Quantile median_low{};
  Quantile median_high{};
  Quantile p90{};
  Quantile p99{};
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::uint64_t witness = 0;  // the least repetition with the largest value
  bool exact = true;          // false: median, p90 and p99 are the least values of buckets
};

struct OutcomeShare {
  std::string outcome{};  // in words
  std::uint64_t n = 0;
  std::uint32_t share = 0;  // in 10^-6, to the nearest
  ShareInterval interval{};
  std::uint64_t witness = 0;  // the least repetition
};

struct CombinationSummary {
  std::vector<MetricSummary> metrics{};  // in the plan's order
  std::vector<OutcomeShare> outcomes{};  // by their words
};

CombinationSummary summary_of(const CombinationTally& tally);

}  // namespace finwait::cli
