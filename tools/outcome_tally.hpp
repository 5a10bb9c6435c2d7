// Counts what many runs of one scenario came to: which outcomes, how often, the smallest seed that shows each, and how
// long it took until both sides were CLOSED. Knows neither scenario nor runner.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/time.hpp"
#include "tools/outcome_class.hpp"

namespace finwait::cli {

// Percentiles by nearest rank: the smallest time that at least this share of the runs did not exceed. Exact, and each
// of them is the time of a run.
struct TimeSummary {
  Duration median{0};
  Duration p99{0};
  Duration longest{0};
  bool operator==(const TimeSummary&) const = default;
};

// The ceil(percent * n / 100)-th of n ascending values, counted from 1; `ascending` is not empty, 1 <= percent <= 100.
Duration nearest_rank(const std::vector<Duration>& ascending, std::uint64_t percent);
// Nothing of no times.
std::optional<TimeSummary> summary_of(std::vector<Duration> times);

struct OutcomeRow {
  OutcomeClass outcome{};
  std::uint64_t count = 0;
  std::uint64_t witness = 0;           // the smallest seed
  std::optional<TimeSummary> times{};  // from the SYN until both sides were CLOSED; nothing if they never were
};

struct OutcomeSummary {
  std::uint64_t runs = 0;
  std::vector<OutcomeRow> rows{};      // the most frequent first, equals by their witness
  std::uint64_t closed = 0;            // runs in which both sides were CLOSED in the end
  std::optional<TimeSummary> times{};  // of these
};

class OutcomeTally {
 public:
  void add(std::uint64_t seed, const EndRecord& end);
  OutcomeSummary summary() const;

 private:
  struct Entry {
    std::uint64_t count = 0;
    std::uint64_t witness = 0;
    std::vector<Duration> times{};  // until both sides were CLOSED
  };
  std::map<OutcomeClass, Entry> entries_;
};

}  // namespace finwait::cli
