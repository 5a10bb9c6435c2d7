// Which rule decided how each side ended, with the numbers of the trace. A rule whose numbers do not fit the trace is
// told without them.
#include <algorithm>
#include <bit>
#include <string>

#include "core/parameter.hpp"
#include "sim/story/story_knobs.hpp"
#include "sim/story/story_sections.hpp"

namespace finwait {
namespace {

// The timeout-driven sendings at the end of what the side sent: the last segment over and over.
std::vector<Sending> last_series(const StoryFacts& facts, Side side) {
  const std::vector<Sending>& all = facts.of(side).sendings;
  std::vector<Sending> series;
  for (auto it = all.rbegin(); it != all.rend(); ++it) {
    if ((*it)->segment.flags.rst()) continue;
    if ((*it)->why != Why::Rto || (!series.empty() && (*it)->seq != series.front()->seq)) break;
    series.push_back(*it);
  }
  std::reverse(series.begin(), series.end());
  return series;
}

struct Budget {
  Duration time{0};
  Statement how{};
};

// Endpoint::model_budget, told by its parts.
Budget budget(const StackProfile& profile, std::uint32_t n) {
  const Duration base = profile.giveup_model_base;
  const auto ratio = static_cast<std::uint64_t>(std::max<Duration::rep>(profile.rto_max / base, 1));
  const auto threshold = std::min(static_cast<std::uint32_t>(std::bit_width(ratio) - 1), 20U);
  const std::uint32_t doublings = std::min(n, threshold);
  const Duration doubled = ((Duration::rep{2} << doublings) - 1) * base;
  if (n <= threshold) {
    return {doubled, say(Message::BudgetDoublings, {std::to_string(doublings + 1), base, doubled})};
  }
  const std::uint32_t steps = n - threshold;
  const Duration step = std::min<Duration>(profile.rto_max, doubled);
  const Duration time = doubled + static_cast<Duration::rep>(steps) * step;
  return {time, say(Message::BudgetCeiling, {std::to_string(doublings + 1), base, std::to_string(steps), step, time})};
}

void tell_model(const StoryFacts& facts, Side side, Statements& told) {
  const SideEnd& end = facts.end(side);
  const StackProfile& profile = facts.profile(side);
  const bool orphan = end.parameter == "giveup_count_orphan";
  const std::string limit = stack_name(orphan ? "giveup_count_orphan" : "giveup_count", profile);
  const std::string unused = stack_name(orphan ? "giveup_count" : "giveup_count_orphan", profile);
  told.push_back(say(orphan ? Message::RuleOrphan : Message::RuleHolder, {side, limit, unused}));
  const TimerLife* last = facts.fired(side, Timer::Retransmission, end.since);
  const std::vector<Sending> series = last_series(facts, side);
  if (last == nullptr || series.empty()) return;
  const bool zero = orphan && profile.giveup_count_orphan == 0 && last->set.rto < profile.rto_max;
  const std::uint32_t n =
      !orphan ? profile.giveup_count : (zero ? profile.giveup_orphan_zero_means : profile.giveup_count_orphan);
  const Budget b = budget(profile, n);
  const Time from = series.front()->t;
  const Time before = series.back()->t;
  if (end.since - from < b.time || (before != from && before - from >= b.time)) return;
  const std::string value = stack_value(end.parameter, profile);
  if (zero) {
    told.push_back(say(Message::RuleModelZero, {side, limit, value, part(b.how), std::to_string(n)}));
  } else {
    told.push_back(say(Message::RuleModel, {side, limit, value, part(b.how)}));
  }
  told.push_back(say(Message::RuleModelTested, {side, from, before, before - from, end.since, end.since - from}));
}

void tell_since_first(const StoryFacts& facts, Side side, Statements& told) {
  const SideEnd& end = facts.end(side);
  const StackProfile& profile = facts.profile(side);
  const std::vector<Sending> series = last_series(facts, side);
  if (series.empty()) return;
  Time first = kNever;
  for (const Sending& sending : facts.of(side).sendings) {
    if (sending->seq == series.front()->seq && sending->segment.seq_len() > 0 && first == kNever) first = sending->t;
  }
  const Time before = series.back()->t;
  if (first == kNever || end.since - first < profile.giveup_time || before - first >= profile.giveup_time) return;
  told.push_back(
      say(Message::RuleSinceFirst, {side, stack_name("giveup_time", profile), stack_value("giveup_time", profile),
                                    before, before - first, end.since, end.since - first}));
}

void tell_count(const StoryFacts& facts, Side side, Statements& told) {
  const SideEnd& end = facts.end(side);
  const StackProfile& profile = facts.profile(side);
  const std::vector<Sending> series = last_series(facts, side);
  if (series.empty()) return;
  const bool now = profile.giveup_mode == GiveUp::CountNow;
  // Stacks that hold orphans to the same number have one name for both.
  std::string name = stack_name(end.parameter, profile);
  if (name == end.parameter) name = stack_name("giveup_count", profile);
  told.push_back(
      say(now ? Message::RuleCountNow : Message::RuleCountThenWait,
          {side, name, stack_value(end.parameter, profile), Count{series.size()}, end.since - series.back()->t}));
}

void tell_gave_up(const StoryFacts& facts, Side side, Statements& told) {
  const std::size_t before = told.size();
  const bool handshake = facts.end(side).parameter == "syn_retries" || facts.end(side).parameter == "synack_retries";
  if (!handshake) {
    switch (facts.profile(side).giveup_mode) {
      case GiveUp::SinceFirstTransmission:
        tell_since_first(facts, side, told);
        break;
      case GiveUp::SinceFirstRetransmissionModel:
        tell_model(facts, side, told);
        break;
      case GiveUp::CountThenWait:
      case GiveUp::CountNow:
        tell_count(facts, side, told);
        break;
    }
  }
  if (told.size() > before) return;
  const SideEnd& end = facts.end(side);
  if (end.decision) told.push_back(say(Message::RulePlainDecided, {side, part(end.reason), part(*end.decision)}));
}

// Only where the application set it and the kernel counts it from the first timeout.
bool tell_user_timeout(const StoryFacts& facts, Side side, Statements& told) {
  const SideEnd& end = facts.end(side);
  const std::vector<Sending> series = last_series(facts, side);
  if (series.empty() || facts.profile(side).giveup_mode != GiveUp::SinceFirstRetransmissionModel) return false;
  for (const Step& step : facts.scenario().side(side).app) {
    if (!step.options.user_timeout || series.front()->t + *step.options.user_timeout != end.since) continue;
    told.push_back(say(Message::RuleUserTimeout, {side, *step.options.user_timeout, series.front()->t, end.since}));
    return true;
  }
  return false;
}

void tell_time_wait_rule(const StoryFacts& facts, Side side, Statements& told) {
  const StackProfile& profile = facts.profile(side);
  const std::string name = stack_name("time_wait", profile);
  const bool constant = is_kernel_constant("time_wait", profile);
  told.push_back(say(constant ? Message::RuleTimeWaitConstant : Message::RuleTimeWait,
                     {side, name, stack_value("time_wait", profile)}));
  std::vector<const TimerLife*> lives;
  for (const TimerLife& life : facts.of(side).timers) {
    if (life.set.timer == Timer::TimeWait) lives.push_back(&life);
  }
  if (lives.empty()) return;
  const Duration ran = lives.back()->ended - lives.back()->set.t;
  if (lives.size() > 1) {
    told.push_back(
        say(Message::RuleTimeWaitFrom, {side, lives.back()->set.t, lives.back()->ended - lives.front()->set.t}));
  } else if (profile.close_timers_origin == CloseTimersOrigin::LastReceiveBeforeClose && ran < profile.time_wait) {
    told.push_back(say(Message::RuleLastReceive, {side, ran}));
  }
}

void tell_fin_wait_2_rule(const StoryFacts& facts, Side side, Statements& told) {
  const StackProfile& profile = facts.profile(side);
  const SideEnd& end = facts.end(side);
  const Duration waited = end.time_in[static_cast<std::size_t>(State::FinWait2)];
  if (end.parameter != "finwait2_timeout") {  // TCP_LINGER2
    if (end.decision) told.push_back(say(Message::RulePlainDecided, {side, part(end.reason), part(*end.decision)}));
    return;
  }
  const bool orphan = profile.finwait2_when == FinWait2When::Orphan;
  told.push_back(
      say(Message::RuleFinWait2, {side, part(say(orphan ? Message::SinceOrphan : Message::SinceReceiveShut)),
                                  stack_name("finwait2_timeout", profile), stack_value("finwait2_timeout", profile)}));
  const Duration limit = profile.finwait2_timeout;
  if (waited == limit || limit == kForever) return;
  const TimerLife* life = facts.fired(side, Timer::FinWait2, end.since);
  const Duration floor = life == nullptr ? Duration{0} : life->set.rto * profile.finwait2_rto_floor_tenths / 10;
  if (floor > limit && waited == floor) {
    const std::uint32_t tenths = profile.finwait2_rto_floor_tenths;
    const std::string times = std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10));
    told.push_back(say(Message::RuleFinWait2Floor, {side, times, floor}));
  } else if (profile.finwait2_split_above != kForever && limit > profile.finwait2_split_above &&
             waited == 2 * (limit - profile.finwait2_split_above)) {
    told.push_back(say(Message::RuleFinWait2Split, {side, profile.finwait2_split_above, waited}));
  } else if (profile.close_timers_origin == CloseTimersOrigin::LastReceiveBeforeClose && waited < limit) {
    told.push_back(say(Message::RuleLastReceive, {side, waited}));
  }
}

void tell_held(const StoryFacts& facts, Side side, Statements& told) {
  const StackProfile& profile = facts.profile(side);
  const SideEnd& end = facts.end(side);
  if (end.state == State::CloseWait) {
    told.push_back(say(Message::RuleCloseWait, {side}));
  } else if (end.state == State::Established) {
    told.push_back(say(Message::RuleEstablished, {side}));
  } else if (end.state == State::FinWait2 && end.parameter == "finwait2_when") {
    const auto since = [&] {
      switch (profile.finwait2_when) {
        case FinWait2When::Never:
          return Message::SinceNoLimit;
        case FinWait2When::Orphan:
          return Message::SinceHeld;
        case FinWait2When::ReceiveShut:
          break;
      }
      return Message::SinceReceives;
    }();
    told.push_back(say(Message::RuleFinWait2Held,
                       {side, part(say(since)), std::string(end.parameter), stack_value(end.parameter, profile)}));
  } else if (end.decision) {
    told.push_back(say(Message::RulePlainDecided, {side, part(end.reason), part(*end.decision)}));
  } else {
    told.push_back(say(Message::RulePlain, {side, part(end.reason)}));
  }
}

}  // namespace

Statements tell_which_rule(const StoryFacts& facts) {
  Statements told;
  for (const Side side : kSides) {
    const SideEnd& end = facts.end(side);
    if (end.state != State::Closed) {
      tell_held(facts, side, told);
    } else if (end.cause == Cause::AckOfFin) {
      told.push_back(say(Message::RuleAcked, {side}));
    } else if (end.cause == Cause::TimeWaitTimeout) {
      tell_time_wait_rule(facts, side, told);
    } else if (end.cause == Cause::FinWait2Timeout) {
      tell_fin_wait_2_rule(facts, side, told);
    } else if (end.cause == Cause::GiveUp) {
      tell_gave_up(facts, side, told);
    } else if (end.cause == Cause::UserTimeout && tell_user_timeout(facts, side, told)) {
      continue;
    } else if (end.cause == Cause::Rst && end.before != State::TimeWait) {
      told.push_back(say(Message::RuleRst, {side, end.before}));
    } else if (end.decision) {
      told.push_back(say(Message::RulePlainDecided, {side, part(end.reason), part(*end.decision)}));
    } else {
      told.push_back(say(Message::RulePlain, {side, part(end.reason)}));
    }
  }
  return told;
}

}  // namespace finwait
