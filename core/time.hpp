// Virtual time. SimClock is a chrono clock without now(): a wall-clock time cannot be passed by mistake, and the
// literals of <chrono> (200ms) work. Everything is an integer count of nanoseconds.
#pragma once

#include <chrono>
#include <cstdint>

namespace finwait {

struct SimClock {
  using duration = std::chrono::nanoseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<SimClock, duration>;
  static constexpr bool is_steady = true;
};

using Duration = SimClock::duration;
using Time = SimClock::time_point;

// Time 0 of a run: the instant at which the SYN is sent.
inline constexpr Time kStart{};
// "never", as a point in time and as a length of time. Arithmetic with them goes through later().
inline constexpr Time kNever = Time::max();
inline constexpr Duration kForever = Duration::max();

// `t + d`, saturating at kNever.
constexpr Time later(Time t, Duration d) {
  if (t == kNever || d == kForever || d > kNever - t) return kNever;
  return t + d;
}

constexpr std::int64_t nanoseconds(Time t) { return t.time_since_epoch().count(); }

}  // namespace finwait
