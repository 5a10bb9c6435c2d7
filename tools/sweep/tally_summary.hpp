// A tally in the figures that the database keeps of it. Outcome classes with the same words are one outcome.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tools/sweep/tally.hpp"

namespace finwait::cli {

// Of n values; the figures mean nothing if n is 0.
struct MetricSummary {
  std::uint64_t n = 0;
  Mean mean{};
  std::int64_t median = 0;
  std::int64_t p90 = 0;
  std::int64_t p99 = 0;
  std::int64_t min = 0;
  std::int64_t max = 0;
  bool exact = true;  // false: the quantiles are lower bounds of buckets
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
