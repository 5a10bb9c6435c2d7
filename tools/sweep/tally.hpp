// What many runs of one combination came to, in bounded memory: counts of each outcome class, and for each metric n,
// sum, extremes and quantiles. Tallies merge; the result does not depend on the order or grouping of what was added.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loss_models/uint128.hpp"
#include "tools/outcome_class.hpp"

namespace finwait::cli {

// A mean, exactly to 10^-6: `whole` + `millionths` / 10^6, rounded to the nearest millionth, ties away from zero. Both
// have the sign of the mean.
struct Mean {
  std::int64_t whole = 0;
  std::int32_t millionths = 0;
  bool operator==(const Mean&) const = default;
};

// One metric's values. Exact as long as there are at most kExactValues different ones; beyond that quantiles come from
// fixed buckets of at most 1/128 relative width (the least value of one is reported, or min() if that is larger).
class ValueTally {
 public:
  static constexpr std::size_t kExactValues = 1024;
  // A value that was seen, or the lower bound of a bucket.
  struct Entry {
    std::int64_t value = 0;
    std::uint64_t count = 0;
    bool operator==(const Entry&) const = default;
  };

  ValueTally() = default;
  // Not kAbsent; `repetition` is the least one that has it. For many values, see ValueCounter.
  void add(std::int64_t value, std::uint64_t times = 1, std::uint64_t repetition = 0);
  void merge(const ValueTally& other);
  std::uint64_t count() const { return count_; }
  // The value with this place, from 1, in ascending order; nullopt if there are fewer.
  std::optional<std::int64_t> ranked(std::uint64_t rank) const;
  // The greatest that it can be: the same if exact(), otherwise the last value of its bucket, or max() if that is less.
  std::optional<std::int64_t> ranked_at_most(std::uint64_t rank) const;
  // Of a tally that is not empty:
  std::int64_t min() const { return min_; }
  std::int64_t max() const { return max_; }
  std::uint64_t witness() const { return witness_; }  // the least repetition with the largest value
  Mean mean() const;
  bool exact() const { return exact_; }
  bool operator==(const ValueTally&) const = default;

  // The least and the greatest value of the bucket that holds `value`.
  static std::int64_t bucket(std::int64_t value);
  static std::int64_t bucket_last(std::int64_t value);

 private:
  friend class ValueCounter;
  friend class TallyText;
  void coarsen();

  std::uint64_t count_ = 0;
  Int128 sum_ = 0;
  std::int64_t min_ = 0;
  std::int64_t max_ = 0;
  std::uint64_t witness_ = 0;
  bool exact_ = true;
  std::vector<Entry> entries_{};  // ascending
};

struct ClassCount {
  std::uint64_t count = 0;
  std::uint64_t witness = 0;  // the least repetition that shows it
  bool operator==(const ClassCount&) const = default;
};

struct CombinationTally {
  std::map<OutcomeClass, ClassCount> classes{};
  std::vector<ValueTally> metrics{};  // in the plan's order

  void merge(const CombinationTally& other);
  bool operator==(const CombinationTally&) const = default;
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
