// What would change the end of a run, and what would not although people think so: found by running the scenario again
// with one value changed, never by reasoning.
#include <algorithm>
#include <string>

#include "core/parameter.hpp"
#include "sim/runner.hpp"
#include "sim/story/story_knobs.hpp"
#include "sim/story/story_sections.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

constexpr std::size_t kLongestRetold = 20'000;  // records; a longer run is not tried again

// A parameter of one side with another value, as one would write it after --set.
struct Trial {
  std::string_view parameter{};
  std::string_view value{};
};

bool same_end(const EndRecord& now, const EndRecord& then) {
  return std::all_of(kSides.begin(), kSides.end(), [&](Side side) {
    const SideEnd& x = now.sides[index(side)];
    const SideEnd& y = then.sides[index(side)];
    return x.state == y.state && (x.since == y.since || x.state != State::Closed);
  });
}

// How the sides would end instead, as far as words can tell the times apart.
Statements differences(const EndRecord& now, const EndRecord& then) {
  Statements told;
  for (const Side side : kSides) {
    const SideEnd& x = now.sides[index(side)];
    const SideEnd& y = then.sides[index(side)];
    if (x.state == y.state && (x.since == y.since || x.state != State::Closed)) continue;
    if (x.state == State::Closed && y.state == State::Closed) {
      if (duration_words(x.since - kStart) == duration_words(y.since - kStart)) continue;
      told.push_back(say(Message::WouldCloseAt, {side, y.since, x.since}));
    } else if (y.state == State::Closed) {
      told.push_back(say(Message::WouldCloseInstead, {side, y.since, x.state}));
    } else if (x.state == State::Closed) {
      told.push_back(say(Message::WouldStay, {side, y.state, x.since}));
    } else {
      told.push_back(say(Message::WouldBeIn, {side, y.state, x.state}));
    }
  }
  return told;
}

class Trials {
 public:
  Trials(const StoryFacts& facts, Side side, Statements& told) : facts_(facts), side_(side), told_(told) {}

  // Says what the change does; of one that does nothing, only if `even_if_nothing`: people expect it to.
  void change(const Trial& trial, bool even_if_nothing = false) {
    const StackProfile& profile = facts_.profile(side_);
    const std::string name = stack_name(trial.parameter, profile);
    const ParameterMatch match = find_parameter(name);
    if (match.parameter == nullptr) return;
    const std::string now = stack_value(trial.parameter, profile);
    if (now == trial.value) return;
    Scenario scenario = facts_.scenario();
    const bool number =
        std::all_of(trial.value.begin(), trial.value.end(), [](char c) { return c >= '0' && c <= '9'; });
    const std::string problem =
        match.parameter->assign(scenario.side(side_).profile, *match.parameter, match.alias, {trial.value, number});
    if (!problem.empty()) return;
    const std::string value(trial.value);
    const std::string set = std::string(finwait::name(side_)) + "." + name + "=" + value;
    const EndRecord& then = run(scenario);
    Statements changed = differences(facts_.log().end(), then);
    if (!changed.empty()) {
      const bool constant = is_kernel_constant(trial.parameter, profile);
      told_.push_back(say(constant ? Message::KnobConstant : Message::KnobChanges,
                          {name, now, value, part(joined(std::move(changed), Message::AndClause)), set}));
    } else if (even_if_nothing && same_end(facts_.log().end(), then)) {
      told_.push_back(say(Message::KnobNothing, {name, now, value, set}));
    }
  }

  // close() as it is without SO_LINGER.
  void without_linger() {
    Scenario scenario = facts_.scenario();
    bool any = false;
    for (Step& step : scenario.side(side_).app) {
      any = any || step.options.linger.has_value();
      step.options.linger.reset();
    }
    if (!any) return;
    Statements changed = differences(facts_.log().end(), run(scenario));
    if (!changed.empty())
      told_.push_back(say(Message::WithoutLinger, {part(joined(std::move(changed), Message::AndClause))}));
  }

  // Every shutdown() for writing as close(), or the other way round.
  void other_call(Step::Do from) {
    const bool to_close = from == Step::Do::Shutdown;
    Scenario scenario = facts_.scenario();
    bool any = false;
    for (Step& step : scenario.side(side_).app) {
      if (step.action != from) continue;
      step.action = to_close ? Step::Do::Close : Step::Do::Shutdown;
      step.how = ShutdownHow::Write;
      any = true;
    }
    if (!any) return;
    Statements changed = differences(facts_.log().end(), run(scenario));
    if (changed.empty()) return;
    told_.push_back(say(to_close ? Message::InsteadClose : Message::InsteadShutdown,
                        {side_, part(joined(std::move(changed), Message::AndClause))}));
  }

 private:
  const EndRecord& run(const Scenario& scenario) { return runner_.run_quietly(scenario).end; }

  const StoryFacts& facts_;
  Side side_;
  Statements& told_;
  Runner runner_{};
};

void try_limits(const StoryFacts& facts, Side side, Trials& trials) {
  const StackProfile& profile = facts.profile(side);
  const bool orphan = facts.end(side).parameter == "giveup_count_orphan";
  switch (profile.giveup_mode) {
    case GiveUp::SinceFirstTransmission:
      trials.change({"giveup_time", "30s"});
      break;
    case GiveUp::SinceFirstRetransmissionModel:
      trials.change({orphan ? "giveup_count_orphan" : "giveup_count", orphan ? "1" : "5"});
      trials.change({orphan ? "giveup_count" : "giveup_count_orphan", "3"}, true);
      trials.change({"tlp", "0"});
      if (facts.of(side).states.back().to == State::FinWait1 || facts.end(side).before == State::FinWait1) {
        trials.change({"finwait2_timeout", "5s"}, true);
      }
      break;
    case GiveUp::CountThenWait:
    case GiveUp::CountNow:
      trials.change({profile.name == "textbook" && orphan ? "giveup_count_orphan" : "giveup_count", "1"});
      break;
  }
  if (orphan) trials.other_call(Step::Do::Close);
}

void try_closed(const StoryFacts& facts, Side side, Trials& trials) {
  const SideEnd& end = facts.end(side);
  switch (end.cause) {
    case Cause::GiveUp:
    case Cause::PersistLimit:
      try_limits(facts, side, trials);
      return;
    case Cause::TimeWaitTimeout:
      trials.change({"time_wait", "30s"});
      trials.change({"finwait2_timeout", "5s"}, true);
      return;
    case Cause::FinWait2Timeout:
      trials.change({"finwait2_timeout", "30s"});
      trials.change({"time_wait", "30s"}, true);
      trials.other_call(Step::Do::Close);
      return;
    case Cause::AckOfFin:
      if (end.retransmissions > 0) trials.change({"rto_min", "50ms"});
      return;
    case Cause::Rst:
      if (end.before == State::TimeWait) trials.change({"rfc1337", "1"});
      return;
    case Cause::DataAfterClose:
      trials.change({"rst_on_data_after_close", "false"});
      trials.other_call(Step::Do::Close);
      return;
    case Cause::UnreadData:
      trials.change({"rst_on_close_unread", "false"});
      return;
    case Cause::Abort:
      trials.without_linger();
      return;
    case Cause::Keepalive:
      trials.change({"keepalive_idle", "10min"});
      trials.change({"keepalive_count", "3"});
      return;
    case Cause::TimeWaitOverflow:
      trials.change({"max_tw_buckets", "1000"});
      return;
    case Cause::OutOfResources:
      trials.change({"max_orphans", "1000"});
      return;
    case Cause::LastAckTimeout:
      trials.change({"last_ack_timeout", "60s"});
      return;
    case Cause::Open:
    case Cause::Listen:
    case Cause::Syn:
    case Cause::SynAck:
    case Cause::AckOfSyn:
    case Cause::ReturnToListen:
    case Cause::Close:
    case Cause::Fin:
    case Cause::Refused:
    case Cause::AbortIntoTimeWait:
    case Cause::Linger2:
    case Cause::UserTimeout:
    case Cause::NewSyn:
      return;
  }
}

void try_held(const StoryFacts& facts, Side side, Trials& trials, Statements& told) {
  switch (facts.end(side).state) {
    case State::CloseWait:
      told.push_back(say(Message::OnlyApplication, {side}));
      trials.change({"keepalive", "true"}, true);
      trials.change({"finwait2_timeout", "5s"}, true);
      return;
    case State::Established:
      trials.change({"keepalive", "true"}, true);
      return;
    case State::FinWait2:
      trials.change({"finwait2_timeout", "5s"}, true);
      trials.other_call(Step::Do::Shutdown);
      return;
    case State::FinWait1:
    case State::LastAck:
    case State::Closing:
      try_limits(facts, side, trials);
      return;
    case State::TimeWait:
      trials.change({"time_wait", "30s"});
      return;
    case State::Closed:
    case State::Listen:
    case State::SynSent:
    case State::SynReceived:
      return;
  }
}

}  // namespace

Statements tell_what_would_change(const StoryFacts& facts) {
  Statements told;
  if (facts.log().records().size() > kLongestRetold) {
    told.push_back(say(Message::KnobsNotTried));
    return told;
  }
  for (const Side side : kSides) {
    Trials trials(facts, side, told);
    if (facts.end(side).state == State::Closed) {
      try_closed(facts, side, trials);
    } else {
      try_held(facts, side, trials, told);
    }
  }
  if (told.empty()) told.push_back(say(Message::KnobsNone));
  return told;
}

}  // namespace finwait
