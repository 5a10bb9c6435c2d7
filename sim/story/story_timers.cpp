#include "sim/story/story_timers.hpp"

#include <algorithm>
#include <string>

#include "sim/story/story_knobs.hpp"

namespace finwait {
namespace {

// The estimator's fractions of a nanosecond, and the kernel's unit of one microsecond.
constexpr Duration kCloseEnough = std::chrono::microseconds(1);

bool same(Duration x, Duration y) { return x - y <= kCloseEnough && y - x <= kCloseEnough; }

// Before any back-off.
struct Base {
  Duration rto{0};
  Statement how{};
};

Base unmeasured(const TimerRecord& set, const StackProfile& profile) {
  const bool fallback = set.rto != profile.rto_initial && profile.rto_after_syn_rtx == set.rto;
  const Duration rto = fallback ? profile.rto_after_syn_rtx : profile.rto_initial;
  const std::string name = stack_name(fallback ? "rto_after_syn_rtx" : "rto_initial", profile);
  // A stack that never measures has one RTO for all paths.
  const bool constant = !profile.rtt_from_handshake && profile.rto_initial == profile.rto_min;
  return {rto, say(constant ? Message::RtoConstant : Message::RtoInitial, {rto, name})};
}

Base measured(const TimerRecord& set, const StackProfile& profile) {
  const Duration term = 4 * set.rttvar;
  const std::string floor = stack_name("rto_min", profile);
  const std::string least = stack_value("rto_min", profile);
  if (profile.rto_min_mode == RtoMinMode::VarianceTerm) {
    const Duration counted = std::max(term, profile.rto_min);
    const Duration rto = set.srtt + counted;
    if (counted > profile.rto_min + kCloseEnough) return {rto, say(Message::RtoVariance, {set.srtt, term, rto})};
    return {rto, say(Message::RtoVarianceFloor, {set.srtt, counted, rto, floor, least})};
  }
  const Duration sum = set.srtt + term + profile.rto_slop;
  if (profile.rto_slop != Duration{0}) {
    const std::string slop = stack_name("rto_slop", profile);
    if (sum >= profile.rto_min) {
      return {sum, say(Message::RtoSlop, {set.srtt, term, sum, profile.rto_slop, slop})};
    }
    return {profile.rto_min,
            say(Message::RtoSlopFloor, {set.srtt, term, profile.rto_min, profile.rto_slop, slop, floor})};
  }
  if (sum >= profile.rto_min) return {sum, say(Message::RtoVariance, {set.srtt, term, sum})};
  return {profile.rto_min, say(Message::RtoFloor, {set.srtt, term, sum, floor, least})};
}

// The RTO as the record has it, or nothing if its parts do not explain it.
std::optional<Statement> why_rto(const TimerRecord& set, const StackProfile& profile) {
  const bool sampled = set.srtt != Duration{0};
  const Base base = sampled ? measured(set, profile) : unmeasured(set, profile);
  if (same(base.rto, set.rto)) return base.how;
  if (set.backoffs == 0 || set.backoffs > 20 || profile.rto_backoff != RtoBackoff::Double) return std::nullopt;
  const Duration doubled = std::min(base.rto * (std::int64_t{1} << set.backoffs), profile.rto_max);
  if (!same(doubled, set.rto)) return std::nullopt;
  return say(Message::RtoBackedOff, {part(base.how), Count{set.backoffs}, set.rto});
}

std::optional<Statement> why_probe(const TimerRecord& set, Duration wait, const StackProfile& profile) {
  if (set.srtt == Duration{0}) return std::nullopt;
  const Duration single = profile.tlp_extra_single == kForever ? profile.rto_min : profile.tlp_extra_single;
  for (const Duration extra : {single, profile.tlp_extra_several}) {
    const Duration own = 2 * set.srtt + extra;
    if (same(own, wait)) return say(Message::ProbeOwnTime, {set.srtt, extra, own});
  }
  if (!same(set.rto, wait)) return std::nullopt;
  const std::optional<Statement> rto = why_rto(set, profile);
  const Duration own = 2 * set.srtt + single;
  if (!rto || own <= set.rto) return std::nullopt;
  return say(Message::ProbeAtRto, {set.srtt, single, own, part(*rto)});
}

// Where the clock and not the arithmetic made the difference.
std::optional<Statement> why_late(const TimerLife& life, Duration wait, const StackProfile& profile) {
  const Duration waited = life.ended - life.set.t;
  if (same(waited, wait)) return std::nullopt;
  switch (profile.timer_quantize) {
    case TimerQuantize::None:
      return std::nullopt;
    case TimerQuantize::LinuxWheel:
      if (waited < wait || !profile.jiffies_at_start) return std::nullopt;
      return say(Message::ClockWheel, {wait, waited});
    case TimerQuantize::Ceil:
    case TimerQuantize::TickPhase: {
      const Duration off = waited > wait ? waited - wait : wait - waited;
      if (off > profile.timer_tick) return std::nullopt;
      return say(Message::ClockTick, {profile.timer_tick, wait, waited});
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Statement> why_then(const TimerLife& life, const StackProfile& profile) {
  const Duration waited = life.ended - life.set.t;
  const Duration asked = life.set.timer == Timer::Retransmission ? life.set.rto : waited;
  if (std::optional<Statement> late = why_late(life, asked, profile)) return late;
  if (life.set.timer == Timer::LossProbe) return why_probe(life.set, waited, profile);
  return same(life.set.rto, waited) ? why_rto(life.set, profile) : std::nullopt;
}

}  // namespace finwait
