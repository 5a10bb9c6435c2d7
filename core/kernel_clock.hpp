// Where a stack's timers fire. A model of the clock alone: given "now" and a delay it says when the timer goes off,
// exactly, at the next tick, or where Linux's timer wheel puts it (kernel/time/timer.c, calc_wheel_index).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/stack_profile.hpp"
#include "core/time.hpp"

namespace finwait {

// The wheel's levels: a timer that many jiffies ahead or less far goes to this level, whose granularity is 8^level
// jiffies (LVL_START, LVL_GRAN; LVL_CLK_SHIFT is 3, LVL_BITS is 6).
struct WheelLevel {
  std::uint64_t below;        // delta in jiffies, exclusive
  std::uint64_t granularity;  // jiffies
};
inline constexpr std::size_t kWheelDepth = 9;
consteval std::array<WheelLevel, kWheelDepth> wheel_levels() {
  std::array<WheelLevel, kWheelDepth> levels{};
  std::uint64_t granularity = 1;
  for (WheelLevel& level : levels) {
    level = {63 * granularity, granularity};
    granularity *= 8;
  }
  return levels;
}
inline constexpr std::array<WheelLevel, kWheelDepth> kWheelLevels = wheel_levels();
static_assert(kWheelLevels[1].below == 504 && kWheelLevels[2].below == 4032 && kWheelLevels[3].below == 32256);

// The jiffy at which a timer for jiffy `expires` fires, armed when the wheel's clock shows `clock`:
// ((E >> 3L) + 1) << 3L. Always later than `expires`, by at most the granularity.
constexpr std::uint64_t wheel_fires_at(std::uint64_t expires, std::uint64_t clock) {
  const std::uint64_t delta = expires > clock ? expires - clock : 0;
  std::uint64_t granularity = kWheelLevels.back().granularity;
  for (const WheelLevel& level : kWheelLevels) {
    if (delta < level.below) {
      granularity = level.granularity;
      break;
    }
  }
  return (expires / granularity + 1) * granularity;
}

class KernelClock {
 public:
  explicit KernelClock(const StackProfile& profile);

  bool operator==(const KernelClock&) const = default;

  // When a timer fires that is armed at `now` for `delay` from now. `in_timeout`: armed from inside a timer's own
  // callback, where the wheel's clock is one jiffy ahead (__run_timers).
  Time deadline(Time now, Duration delay, bool in_timeout) const;
  // `d` rounded up to whole ticks where the stack counts its timeouts in them (usecs_to_jiffies); else `d`.
  Duration round_up(Duration d) const;
  // A wait that the kernel counts from the current jiffy. A wait of one jiffy stands for "the next tick": on the
  // wheel that is a timer of zero jiffies.
  Duration kernel_wait(Duration d) const {
    return quantize_ == TimerQuantize::LinuxWheel && d <= tick_ ? Duration{0} : d;
  }

 private:
  std::uint64_t jiffies(Time now) const;
  Time time_of(std::uint64_t jiffy) const;

  TimerQuantize quantize_ = TimerQuantize::None;
  Duration tick_{0};
  std::uint32_t hz_ = 250;
  JiffiesAtStart start_{};
};

}  // namespace finwait
