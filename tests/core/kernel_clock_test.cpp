// Where timers fire: exactly, at a tick, in lwIP's slow ticks, or where Linux's timer wheel puts them. The wheel's
// numbers are what a 6.18 kernel at HZ 250 was measured to do: armed for jiffy e it fires at (e / g + 1) g.
#include "core/kernel_clock.hpp"

#include <catch2/catch.hpp>

using namespace finwait;
using namespace std::chrono_literals;

namespace {

constexpr Time at(Duration d) { return kStart + d; }

// Granularities 1, 8, 64, 512, 4096 jiffies for delays below 63, 504, 4032, 32256, 258048 jiffies.
static_assert(wheel_fires_at(1000, 1000) == 1001);
static_assert(wheel_fires_at(1062, 1000) == 1063);
static_assert(wheel_fires_at(1063, 1000) == 1064);  // 1063 / 8 = 132, so 133 * 8
static_assert(wheel_fires_at(1064, 1000) == 1072);  // exactly on a multiple: one granule later
static_assert(wheel_fires_at(1503, 1000) == 1504);
static_assert(wheel_fires_at(1504, 1000) == 1536);
static_assert(wheel_fires_at(1000 + 4032, 1000) == 5120);
static_assert(wheel_fires_at(1000 + 32256, 1000) == 36864);
static_assert(wheel_fires_at(990, 1000) == 991);  // already due: at the next tick
static_assert(kWheelLevels[0].below == 63 && kWheelLevels[0].granularity == 1);
static_assert(kWheelLevels[4].below == 258048 && kWheelLevels[4].granularity == 4096);

// Late by more than nothing and by at most the granularity, wherever the clock stands.
consteval bool never_early() {
  for (std::uint64_t clock = 4'294'000'000; clock < 4'294'000'600; clock += 7) {
    for (std::uint64_t delta = 0; delta < 60'000; delta += delta / 16 + 1) {
      std::uint64_t granularity = 1;
      while (delta >= 63 * granularity) granularity *= 8;
      const std::uint64_t fires = wheel_fires_at(clock + delta, clock);
      if (fires <= clock + delta || fires > clock + delta + granularity || fires % granularity != 0) return false;
    }
  }
  return true;
}
static_assert(never_early());

StackProfile linux_at(std::uint64_t jiffies, std::uint32_t fraction = 0, std::uint32_t hz = 250) {
  StackProfile profile = *find_stack("linux");
  profile.hz = hz;
  profile.jiffies_at_start = JiffiesAtStart{jiffies, fraction};
  return profile;
}

StackProfile ticking(TimerQuantize quantize, Duration tick) {
  StackProfile profile;
  profile.timer_quantize = quantize;
  profile.timer_tick = tick;
  return profile;
}

}  // namespace

TEST_CASE("without ticks a timer fires exactly when it is due") {
  const KernelClock clock{StackProfile{}};
  CHECK(clock.deadline(at(123ns), 300ms, false) == at(300ms + 123ns));
  CHECK(clock.deadline(at(1s), kForever, false) == kNever);
  CHECK(clock.round_up(224500us) == 224500us);
}

TEST_CASE("linux without jiffies_at_start is exact: nobody can know where its ticks fall") {
  const KernelClock clock{*find_stack("linux")};
  CHECK(clock.deadline(at(20200us), 224ms, false) == at(244200us));
  CHECK(clock.round_up(220200us) == 220200us);
}

TEST_CASE("ceil: at the first tick that is not earlier") {
  const KernelClock clock(ticking(TimerQuantize::Ceil, 10ms));
  CHECK(clock.deadline(at(1s), 300ms, false) == at(1300ms));
  CHECK(clock.deadline(at(1s), 301ms, false) == at(1310ms));
  CHECK(clock.deadline(at(1001ms), 300ms, false) == at(1310ms));
}

TEST_CASE("tick phase: n slow ticks take more than n - 1 and at most n of them") {
  const KernelClock clock(ticking(TimerQuantize::TickPhase, 500ms));
  CHECK(clock.deadline(at(1s), 3s, false) == at(4s));
  CHECK(clock.deadline(at(1499ms), 3s, false) == at(4s));
  CHECK(clock.deadline(at(1500ms), 3s, false) == at(4500ms));
  CHECK(clock.deadline(at(1s), 1ns, false) == at(1500ms));
  for (Duration now = 0ms; now < 2s; now += 70ms) {
    const Duration wait = clock.deadline(at(now), 6 * 500ms, false) - at(now);
    CHECK(wait > 5 * 500ms);
    CHECK(wait <= 6 * 500ms);
  }
}

TEST_CASE("the wheel at HZ 250: nominal and actual, as measured") {
  const KernelClock clock(linux_at(1000));
  CHECK(clock.deadline(at(0ms), 224ms, false) == at(228ms));  // 56 jiffies: granularity 1
  // 448 ms are 112 jiffies: jiffy 1112 = 139 * 8 fires at 1120.
  CHECK(clock.deadline(at(0ms), 448ms, false) == at(480ms));
  CHECK(clock.deadline(at(4ms), 448ms, false) == at(480ms));
  // 60 s: up to 2.05 s late.
  CHECK(clock.deadline(at(0ms), 60s, false) - at(60s) <= 2048ms);
  CHECK(clock.deadline(at(0ms), 60s, false) > at(60s));
}

TEST_CASE("the wheel counts from the jiffy that has begun, whatever fraction of it has passed") {
  // At time 0 half of jiffy 1000 is over, so jiffy 1051 begins after 50.5 jiffies.
  const KernelClock clock(linux_at(1000, 500'000'000));
  CHECK(clock.deadline(at(0ms), 200ms, false) == at(202ms));
  CHECK(clock.deadline(at(1999us), 200ms, false) == at(202ms));
  CHECK(clock.deadline(at(2ms), 200ms, false) == at(206ms));
}

TEST_CASE("armed from a timer's own callback, the wheel's clock is one jiffy ahead") {
  const KernelClock clock(linux_at(1000));
  // 63 jiffies ahead belong to level 1 (granularity 8), seen from inside to level 0.
  CHECK(clock.deadline(at(4ms), 252ms, false) == at((1072 - 1000) * 4ms));
  CHECK(clock.deadline(at(4ms), 252ms, true) == at((1065 - 1000) * 4ms));
}

TEST_CASE("the jiffies counter may be anywhere, also beyond 32 bits, and HZ may be 1000") {
  const KernelClock late(linux_at(4'296'245'269, 323'000'000));
  const Time fires = late.deadline(at(0ms), 224ms, false);
  CHECK(fires > at(224ms));
  CHECK(fires <= at(228ms));
  const KernelClock fast(linux_at(1000, 0, 1000));
  CHECK(fast.deadline(at(0ms), 62ms, false) == at(63ms));
  CHECK(fast.deadline(at(0ms), 300ms, false) == at(304ms));
  CHECK(fast.round_up(220200us) == 221ms);
}

TEST_CASE("the RTO is rounded up to whole jiffies, and a wait of one jiffy means the next tick") {
  const KernelClock clock(linux_at(1000));
  CHECK(clock.round_up(220200us) == 224ms);
  CHECK(clock.round_up(224ms) == 224ms);
  CHECK(clock.round_up(kForever) == kForever);
  CHECK(clock.kernel_wait(4ms) == 0ms);
  CHECK(clock.kernel_wait(40ms) == 40ms);
  CHECK(clock.deadline(at(1ms), clock.kernel_wait(4ms), false) == at(4ms));
}
