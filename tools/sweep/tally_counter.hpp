// The tallies of the runs under way: what a worker counts with, made for a million runs a second. Buffers are kept from
// one combination to the next; what was counted leaves as a CombinationTally.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/trace.hpp"
#include "tools/sweep/metric.hpp"
#include "tools/sweep/tally.hpp"

namespace finwait::cli {

// A hash table of one metric's values, exact or by buckets by the same rule as ValueTally.
class ValueCounter {
 public:
  ValueCounter() : slots_(kFirstSlots) {}

  // Repetitions come in ascending order.
  void add(std::int64_t value, std::uint64_t repetition) {
    ++count_;
    sum_ += value;
    if (value == last_) {  // the rule for most metrics
      ++*last_count_;
      return;
    }
    if (value < min_) min_ = value;
    if (value > max_) {
      max_ = value;
      witness_ = repetition;
    }
    last_ = value;
    last_count_ = &count_of(exact_ ? value : ValueTally::bucket(value));
  }
  // What was added since the last call; empty afterwards.
  ValueTally take();

 private:
  struct Slot {
    std::int64_t value = 0;
    std::uint64_t count = 0;  // 0: free
  };
  static constexpr std::size_t kFirstSlots = 64;

  // Also counts one.
  std::uint64_t& count_of(std::int64_t value);
  Slot& slot_of(std::int64_t value);
  void enlarge();
  void coarsen();
  void clear();

  std::vector<Slot> slots_;          // a power of two of them, at most half in use
  std::vector<std::uint32_t> used_;  // which
  std::uint64_t count_ = 0;
  Int128 sum_ = 0;
  std::int64_t min_ = std::numeric_limits<std::int64_t>::max();
  std::int64_t max_ = std::numeric_limits<std::int64_t>::min();
  std::uint64_t witness_ = 0;
  std::int64_t last_ = kAbsent;  // no metric has this value
  std::uint64_t* last_count_ = nullptr;
  bool exact_ = true;
};

// The outcome classes in the order in which they were first seen.
class ClassCounter {
 public:
  struct Seen {
    std::uint64_t key = 0;
    OutcomeClass outcome{};
    std::int64_t number = 0;  // number_of(outcome)
    ClassCount count{};
  };

  // Repetitions come in ascending order. Returns the place of the class in seen().
  std::size_t add(const EndRecord& end, std::uint64_t repetition) {
    const std::uint64_t key = key_of(end);
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      if (seen_[i].key != key) continue;
      ++seen_[i].count.count;
      return i;
    }
    const OutcomeClass outcome = outcome_of(end);
    seen_.push_back({key, outcome, number_of(outcome), {1, repetition}});
    return seen_.size() - 1;
  }
  const std::vector<Seen>& seen() const { return seen_; }
  void clear() { seen_.clear(); }

 private:
  // All of a run's end that outcome_of() looks at, so that equal keys have equal classes.
  static std::uint64_t key_of(const EndRecord& end) {
    std::uint64_t key = end.reason.size();  // "quiet", "run-for"
    for (const SideEnd& side : end.sides) {
      key = key << 8U | static_cast<std::uint64_t>(side.state) << 4U | static_cast<std::uint64_t>(side.before);
      key = key << 8U | static_cast<std::uint64_t>(side.cause);
      key = key << 4U | static_cast<std::uint64_t>(side.error);
    }
    return key;
  }
  std::vector<Seen> seen_;
};

// One combination's runs.
class RunCounter {
 public:
  explicit RunCounter(const std::vector<const Metric*>& metrics) : metrics_(metrics), values_(metrics.size()) {}

  // Repetitions come in ascending order. Writes the values of the metrics to `row`, unless it is null. Returns the
  // place of the run's outcome in classes().
  std::size_t add(const EndRecord& end, std::uint64_t repetition, std::int64_t* row) {
    for (std::size_t i = 0; i < metrics_.size(); ++i) {
      const std::int64_t value = metrics_[i]->read(end);
      if (value != kAbsent) values_[i].add(value, repetition);
      if (row != nullptr) row[i] = value;
    }
    return classes_.add(end, repetition);
  }
  const std::vector<ClassCounter::Seen>& classes() const { return classes_.seen(); }
  // What was added since the last call; empty afterwards.
  CombinationTally take();

 private:
  std::vector<const Metric*> metrics_;
  std::vector<ValueCounter> values_;
  ClassCounter classes_;
};

}  // namespace finwait::cli
