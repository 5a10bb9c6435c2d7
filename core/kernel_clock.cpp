#include "core/kernel_clock.hpp"

namespace finwait {

namespace {

constexpr std::uint64_t kNanosecondsPerSecond = 1'000'000'000;

constexpr Duration ceil_to(Duration d, Duration tick) {
  const Duration::rep n = (d.count() + tick.count() - 1) / tick.count();
  return Duration(n * tick.count());
}

}  // namespace

KernelClock::KernelClock(const StackProfile& profile)
    : quantize_(profile.timer_quantize), tick_(profile.timer_tick), hz_(profile.hz) {
  if (quantize_ == TimerQuantize::LinuxWheel) {
    if (profile.jiffies_at_start) {
      start_ = *profile.jiffies_at_start;
      tick_ = Duration(static_cast<Duration::rep>(kNanosecondsPerSecond / hz_));
    } else {
      quantize_ = TimerQuantize::None;  // without the kernel's phase there is no telling where the ticks fall
    }
  }
  if (tick_ == Duration{0}) quantize_ = TimerQuantize::None;
}

Time KernelClock::deadline(Time now, Duration delay, bool in_timeout) const {
  if (delay == kForever) return kNever;
  switch (quantize_) {
    case TimerQuantize::None:
      return later(now, delay);
    case TimerQuantize::Ceil:
      return Time(ceil_to(later(now, delay).time_since_epoch(), tick_));
    case TimerQuantize::TickPhase: {
      const Duration::rep passed = now.time_since_epoch() / tick_;
      const Duration::rep ticks = ceil_to(delay, tick_) / tick_;
      return Time((passed + (ticks > 0 ? ticks : 1)) * tick_);
    }
    case TimerQuantize::LinuxWheel: {
      const std::uint64_t clock = jiffies(now);
      const std::uint64_t expires = clock + static_cast<std::uint64_t>(ceil_to(delay, tick_) / tick_);
      return time_of(wheel_fires_at(expires, in_timeout ? clock + 1 : clock));
    }
  }
  return later(now, delay);
}

Duration KernelClock::round_up(Duration d) const {
  return quantize_ == TimerQuantize::LinuxWheel && d != kForever ? ceil_to(d, tick_) : d;
}

std::uint64_t KernelClock::jiffies(Time now) const {
  const auto ns = static_cast<std::uint64_t>(nanoseconds(now));
  const std::uint64_t whole = ns / kNanosecondsPerSecond * hz_;
  const std::uint64_t part = (ns % kNanosecondsPerSecond * hz_ + start_.fraction) / kNanosecondsPerSecond;
  return start_.jiffies + whole + part;
}

Time KernelClock::time_of(std::uint64_t jiffy) const {
  const std::uint64_t since = jiffy - start_.jiffies;
  const auto seconds = static_cast<std::int64_t>(since / hz_);
  // The first nanosecond at which jiffies() shows `jiffy`; the fraction that had already passed at time 0 comes off.
  const auto rest =
      static_cast<std::int64_t>(since % hz_ * kNanosecondsPerSecond) - static_cast<std::int64_t>(start_.fraction);
  const auto rounded = (rest + static_cast<std::int64_t>(hz_) - 1) / static_cast<std::int64_t>(hz_);
  return Time(Duration(seconds * static_cast<std::int64_t>(kNanosecondsPerSecond) + rounded));
}

}  // namespace finwait
