// The limits that ended a state, and what restarted TIME-WAIT.
#include <string>

#include "sim/story/story_knobs.hpp"
#include "sim/story/story_tale.hpp"
#include "sim/story/story_words.hpp"

namespace finwait {
namespace {

Duration stay(const SideFacts& of, std::size_t i) { return i > 0 ? of.states[i].t - of.states[i - 1].t : Duration{0}; }

// Whether the side sent a RST at this instant.
bool resets(const StoryFacts& facts, Side side, Time t) {
  for (const Sending& sending : facts.of(side).sendings) {
    if (sending->t == t && sending->segment.flags.rst()) return true;
  }
  return false;
}

Statement gave_up(const StoryFacts& facts, const StateRecord& moved) {
  const Argument told = part(say(resets(facts, moved.at, moved.t) ? Message::ARstIsSent : Message::NothingSent));
  for (const Timer timer : {Timer::Retransmission, Timer::Persist, Timer::Keepalive, Timer::UserTimeout}) {
    if (facts.fired(moved.at, timer, moved.t) != nullptr) {
      return say(Message::GaveUpAt, {moved.t, moved.at, timer, told});
    }
  }
  return say(Message::GaveUpPlain, {moved.t, moved.at, told});
}

Statement no_room(const StoryFacts& facts, const SideFacts& of, std::size_t i) {
  const StateRecord& moved = of.states[i];
  const StackProfile& profile = facts.profile(moved.at);
  // The peer's FIN brings TIME-WAIT; before it, the kernel's small object would have been FIN-WAIT-2.
  const bool fin =
      i > 0 && facts.arriving(moved.at, moved.t) != nullptr && facts.arriving(moved.at, moved.t)->segment.flags.fin();
  return say(
      Message::TimeWaitNoRoom,
      {moved.t, moved.at, std::string(name(fin || moved.from == State::Closing ? State::TimeWait : State::FinWait2)),
       stack_name("max_tw_buckets", profile), stack_value("max_tw_buckets", profile)});
}

Statement data_after_close(const StoryFacts& facts, const StateRecord& moved) {
  const SegmentRecord* data = facts.arriving(moved.at, moved.t);
  const Argument what = data != nullptr ? part(plain_noun(*data)) : part(say(Message::NounData, {other(moved.at)}));
  return say(Message::DataAfterCloseAt, {what, moved.at, moved.t, moved.from});
}

void tell_leaving_one(const StoryFacts& facts, Side side, std::size_t i, Tale& tale) {
  const SideFacts& of = facts.of(side);
  const StateRecord& moved = of.states[i];
  const StackProfile& profile = facts.profile(side);
  const auto tell = [&](Statement statement) { tale.tell(of.state_positions[i], std::move(statement)); };
  switch (moved.cause) {
    case Cause::TimeWaitTimeout:
      tell(say(Message::TimeWaitOver, {moved.t, side, stay(of, i)}));
      return;
    case Cause::FinWait2Timeout: {
      const Argument told = part(say(resets(facts, side, moved.t) ? Message::ARstIsSent : Message::NothingSent));
      tell(say(Message::FinWait2Over, {moved.t, side, stay(of, i), other(side), told}));
      return;
    }
    case Cause::GiveUp:
    case Cause::UserTimeout:
    case Cause::Keepalive:
    case Cause::PersistLimit:
      tell(gave_up(facts, moved));
      return;
    case Cause::LastAckTimeout:
      tell(say(Message::LastAckOver, {moved.t, side, stay(of, i)}));
      return;
    case Cause::TimeWaitOverflow:
      tell(no_room(facts, of, i));
      return;
    case Cause::DataAfterClose:
      tell(data_after_close(facts, moved));
      return;
    case Cause::Linger2:
      tell(say(Message::Linger2Over, {moved.t, side}));
      return;
    case Cause::OutOfResources:
      tell(say(Message::OrphansAt,
               {moved.t, side, stack_name("max_orphans", profile), stack_value("max_orphans", profile)}));
      return;
    case Cause::NewSyn:
      tell(say(Message::TimeWaitReopened, {moved.t, side}));
      return;
    case Cause::Open:
    case Cause::Listen:
    case Cause::Syn:
    case Cause::SynAck:
    case Cause::AckOfSyn:
    case Cause::ReturnToListen:
    case Cause::Close:
    case Cause::AckOfFin:
    case Cause::Fin:
    case Cause::Rst:
    case Cause::Refused:
    case Cause::Abort:
    case Cause::AbortIntoTimeWait:
    case Cause::UnreadData:
      return;
  }
}

// Copies of the peer's FIN that a stack without restarts gets in TIME-WAIT.
const Sending* copy_in_time_wait(const StoryFacts& facts, Side side) {
  const std::optional<Time> entered = facts.entered(side, State::TimeWait);
  if (!entered) return nullptr;
  for (const Sending& sending : facts.of(other(side)).sendings) {
    if (!sending->segment.flags.fin() || sending->fate != Fate::Delivered || sending->rx <= *entered) continue;
    if (facts.end(side).state == State::Closed && sending->rx >= facts.end(side).since) continue;
    return &sending;
  }
  return nullptr;
}

}  // namespace

void tell_leaving(const StoryFacts& facts, Tale& tale) {
  for (const Side side : kSides) {
    for (std::size_t i = 0; i < facts.of(side).states.size(); ++i) tell_leaving_one(facts, side, i, tale);
  }
}

void tell_time_wait(const StoryFacts& facts, Tale& tale) {
  for (const Side side : kSides) {
    std::vector<const TimerLife*> lives;
    for (const TimerLife& life : facts.of(side).timers) {
      if (life.set.timer == Timer::TimeWait) lives.push_back(&life);
    }
    if (lives.size() == 2) {
      const TimerRecord& set = lives[1]->set;
      tale.tell(lives[1]->set_position, say(Message::TimeWaitRestartedOnce, {set.t, side, set.due - set.t}));
    } else if (lives.size() > 2) {
      const TimerRecord& set = lives.back()->set;
      tale.tell(lives[1]->set_position,
                say(Message::TimeWaitRestarted, {set.t, side, part(how_often(lives.size() - 1)), set.due - set.t}));
    } else if (lives.size() == 1 && facts.profile(side).tw_restart == TimeWaitRestart::None) {
      const Sending* copy = copy_in_time_wait(facts, side);
      if (copy == nullptr) continue;
      const std::string rule = "tw_restart = " + stack_value("tw_restart", facts.profile(side));
      tale.tell(copy->position, say(Message::TimeWaitNotRestarted, {side, other(side), rule}));
    }
  }
}

}  // namespace finwait
