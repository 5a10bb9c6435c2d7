// RSTs: who sent them and why, where they ended something; and challenge ACKs.
#include <string>

#include "sim/story/story_tale.hpp"
#include "sim/story/story_words.hpp"

namespace finwait {
namespace {

// Whether the state change that goes with this RST, at the same instant, tells of it already.
bool told_elsewhere(const StoryFacts& facts, const SegmentRecord& rst) {
  for (const StateRecord& moved : facts.of(rst.from).states) {
    if (moved.t != rst.t) continue;
    switch (moved.cause) {
      case Cause::Abort:
      case Cause::AbortIntoTimeWait:
      case Cause::UnreadData:
      case Cause::DataAfterClose:
      case Cause::Linger2:
      case Cause::GiveUp:
      case Cause::UserTimeout:
      case Cause::Keepalive:
      case Cause::PersistLimit:
      case Cause::OutOfResources:
      case Cause::FinWait2Timeout:
      case Cause::LastAckTimeout:
        return true;
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
      case Cause::TimeWaitTimeout:
      case Cause::TimeWaitOverflow:
      case Cause::NewSyn:
        break;
    }
  }
  return false;
}

void tell_sending(const StoryFacts& facts, const Sending& rst, Tale& tale) {
  const Side side = rst->from;
  const SegmentRecord* cause = facts.arriving(side, rst->t);
  if (cause == nullptr) {
    tale.tell(rst.position, say(Message::RstSent, {side, rst->t}));
  } else if (facts.state_before(side, rst.position) == State::Closed) {
    tale.tell(rst.position, say(Message::RstFromNowhere, {part(plain_noun(*cause)), side, rst->t}));
  } else {
    tale.tell(rst.position, say(Message::RstAnswer, {side, rst->t, part(plain_noun(*cause))}));
  }
}

void tell_rsts_of(const StoryFacts& facts, Side side, Tale& tale) {
  std::uint64_t more = 0;
  bool told_loss = false;
  const Sending* first = nullptr;
  for (const Sending& sending : facts.of(side).sendings) {
    if (!sending->segment.flags.rst()) continue;
    if (!told_elsewhere(facts, *sending.record)) {
      if (first == nullptr) {
        first = &sending;
        tell_sending(facts, sending, tale);
      } else {
        ++more;
      }
    }
    if (sending->fate != Fate::Delivered && !told_loss) {
      told_loss = true;
      tale.tell(sending.position,
                say(Message::RstLost, {part(plain_noun(*sending.record)), part(blame(*sending.record))}));
    }
  }
  if (more > 0) tale.tell(first->position, say(Message::RstsMore, {side, Count{more}}));
}

// A RST that ended a connection; told of what nobody injected: an injected one says so itself.
void tell_rst_arrivals(const StoryFacts& facts, Side side, Tale& tale) {
  const SideFacts& of = facts.of(side);
  for (std::size_t i = 0; i < of.states.size(); ++i) {
    const StateRecord& moved = of.states[i];
    const Argument rst = part(say(Message::NounRst, {other(side)}));
    if (moved.cause == Cause::Rst || moved.cause == Cause::Refused) {
      const SegmentRecord* arrived = facts.arriving(side, moved.t);
      const bool injected = arrived != nullptr && arrived->why == Why::Injected;
      tale.tell(of.state_positions[i], injected ? say(Message::RstEnds, {moved.t, side, moved.from})
                                                : say(Message::RstToClosed, {rst, side, moved.t, moved.from}));
    } else if (moved.cause == Cause::ReturnToListen) {
      tale.tell(of.state_positions[i], say(Message::RstToListen, {rst, side, moved.t}));
    }
  }
}

void tell_challenges(const StoryFacts& facts, Side side, Tale& tale) {
  std::uint64_t times = 0;
  const Sending* first = nullptr;
  for (const Sending& sending : facts.of(side).sendings) {
    if (sending->why == Why::ChallengeAck && times++ == 0) first = &sending;
  }
  if (first == nullptr) return;
  tale.tell(first->position, say(Message::ChallengeSent, {(*first)->t, side, part(how_often(times))}));
}

}  // namespace

void tell_resets(const StoryFacts& facts, Tale& tale) {
  for (const Side side : kSides) {
    tell_rsts_of(facts, side, tale);
    tell_rst_arrivals(facts, side, tale);
    tell_challenges(facts, side, tale);
  }
}

}  // namespace finwait
