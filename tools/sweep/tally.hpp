// What many runs of one combination came to, in bounded memory: counts of each outcome class, and for each metric n,
// sum, extremes and quantiles. Tallies merge; the result does not depend on the order or grouping of what was added.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tools/outcome_class.hpp"

namespace finwait::cli {

// One metric's values. Exact as long as there are at most kExactValues different ones; beyond that quantiles come from
// fixed buckets of at most 1/128 relative width (their lower bound is reported).
class ValueTally {
 public:
  static constexpr std::size_t kExactValues = 1024;
  void add(std::int64_t value, std::uint64_t times = 1);  // not kAbsent
  void merge(const ValueTally& other);
  std::uint64_t count() const;
  // Of a tally that is not empty. `per_mille`: 500 median, 900, 990; nearest rank.
  std::int64_t quantile(std::uint32_t per_mille) const;
  std::int64_t min() const;
  std::int64_t max() const;
  std::int64_t mean() const;  // rounded to the nearest integer, ties away from zero
  bool exact() const;

 private:
  // its author's
};

struct ClassCount {
  std::uint64_t count = 0;
  std::uint64_t witness = 0;  // the least repetition that shows it
};

struct CombinationTally {
  std::map<OutcomeClass, ClassCount> classes{};
  std::vector<ValueTally> metrics{};  // in the plan's order

  void merge(const CombinationTally& other);
  // Bytes for a database, the same for the same content; read() returns false on anything it did not write.
  std::string write() const;
  static bool read(std::string_view bytes, CombinationTally& out);
};

// Wilson's 95 % interval of a share, in 10^-6, rounded outwards; n > 0.
struct ShareInterval {
  std::uint32_t low = 0;
  std::uint32_t high = 0;
};
ShareInterval wilson(std::uint64_t count, std::uint64_t n);

}  // namespace finwait::cli
