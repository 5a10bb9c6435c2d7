// FINs and their ACKs that arrived and moved a state.
#include "sim/story/story_tale.hpp"

namespace finwait {
namespace {

// FIN-WAIT-2: the timer that was set on entry, or why there is none.
Statement into_fin_wait_2(const StoryFacts& facts, const StateRecord& moved) {
  for (const TimerLife& life : facts.of(moved.at).timers) {
    if (life.set.timer != Timer::FinWait2 || life.set.t != moved.t) continue;
    const bool orphan = facts.profile(moved.at).finwait2_when == FinWait2When::Orphan;
    const Message since = orphan ? Message::SinceOrphan : Message::SinceReceiveShut;
    return say(Message::AckToFinWait2Timer, {moved.at, moved.t, part(say(since)), life.set.due - moved.t});
  }
  const auto because = [&] {
    switch (facts.profile(moved.at).finwait2_when) {
      case FinWait2When::Never:
        return Message::SinceNoLimit;
      case FinWait2When::Orphan:
        return Message::SinceHeld;
      case FinWait2When::ReceiveShut:
        break;
    }
    return Message::SinceReceives;
  }();
  return say(Message::AckToFinWait2NoTimer, {moved.at, moved.t, part(say(because))});
}

// The state is left in the instant in which it is entered.
bool passes(const SideFacts& of, std::size_t i) {
  return i + 1 < of.states.size() && of.states[i + 1].t == of.states[i].t;
}

// Whether a FIN arrives at this very instant; else one that had come earlier counts now.
bool fin_arrives(const StoryFacts& facts, Side side, Time t) {
  const SideFacts& peer = facts.of(other(side));
  for (const std::vector<Sending>* list : {&peer.sendings, &peer.duplicates, &peer.injected}) {
    for (const Sending& sending : *list) {
      if (sending->segment.flags.fin() && sending->fate == Fate::Delivered && sending->rx == t) return true;
    }
  }
  return false;
}

// In the trace the ACK that a FIN calls for stands before the state it leads to; in a story the FIN comes first.
std::size_t before_its_ack(const SideFacts& of, std::size_t i) {
  const std::size_t position = of.state_positions[i];
  const std::size_t earliest = i > 0 ? of.state_positions[i - 1] : 0;
  for (const Sending& sending : of.sendings) {
    if (sending->t == of.states[i].t && sending.position > earliest && sending.position < position) {
      return sending.position;
    }
  }
  return position;
}

void tell_fin(const StoryFacts& facts, Side side, std::size_t i, Tale& tale) {
  const SideFacts& of = facts.of(side);
  const StateRecord& moved = of.states[i];
  const Side peer = other(side);
  const std::size_t position = before_its_ack(of, i);
  const auto tell = [&](Message message) { tale.tell(position, say(message, {peer, side, moved.t})); };
  if (!fin_arrives(facts, side, moved.t)) {
    tale.tell(position, say(Message::FinCountsNow, {peer, side, moved.t, moved.to}));
    return;
  }
  if (moved.to == State::CloseWait) {
    tell(Message::FinToCloseWait);
  } else if (moved.to == State::Closing) {
    tell(Message::FinToClosing);
  } else if (moved.to == State::TimeWait) {
    const bool both = i > 0 && of.states[i - 1].cause == Cause::AckOfFin && passes(of, i - 1);
    tell(both ? Message::FinAndAckToTimeWait : Message::FinToTimeWait);
  }
}

void tell_ack(const StoryFacts& facts, Side side, std::size_t i, Tale& tale) {
  const SideFacts& of = facts.of(side);
  const StateRecord& moved = of.states[i];
  const auto tell = [&](Statement statement) { tale.tell(of.state_positions[i], std::move(statement)); };
  if (moved.to == State::TimeWait) {
    tell(say(Message::AckToTimeWait, {side, moved.t}));
  } else if (moved.to == State::Closed) {
    tell(say(Message::AckToClosed, {side, moved.t}));
  } else if (!passes(of, i)) {
    tell(into_fin_wait_2(facts, moved));
  } else if (of.states[i + 1].cause != Cause::Fin && of.states[i + 1].cause != Cause::Linger2) {
    tell(say(Message::AckToFinWait2, {side, moved.t}));
  }
}

}  // namespace

void tell_arrivals(const StoryFacts& facts, Tale& tale) {
  for (const Side side : kSides) {
    for (std::size_t i = 0; i < facts.of(side).states.size(); ++i) {
      const Cause cause = facts.of(side).states[i].cause;
      if (cause == Cause::Fin) tell_fin(facts, side, i, tale);
      if (cause == Cause::AckOfFin) tell_ack(facts, side, i, tale);
    }
  }
}

}  // namespace finwait
