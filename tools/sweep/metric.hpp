// The figures that a sweep keeps of each run, by name: times, counts and final states of both sides. A metric is read
// from a run's end alone; it knows no sweep and no database.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "sim/trace.hpp"

namespace finwait::cli {

// What a metric is counted in; a time is in nanoseconds.
enum class MetricUnit : std::uint8_t { Nanoseconds, Count, Octets };

// The value of a metric that a run does not have: the time to CLOSED of a side that never got there.
inline constexpr std::int64_t kAbsent = std::numeric_limits<std::int64_t>::min();

struct Metric {
  std::string_view name;  // "closed_at", "a.closed_at", "b.time_in.FIN-WAIT-2", "a.retransmissions.rto", "rsts"
  MetricUnit unit = MetricUnit::Count;
  std::string_view help;  // one sentence
  std::int64_t (*read)(const EndRecord&) = nullptr;
};

std::span<const Metric> metrics();
// nullptr if there is no such metric.
const Metric* find_metric(std::string_view name);

}  // namespace finwait::cli
