// The ACKs of FINs: why the first one waited or did not, which were lost, and that only a copy of the FIN brings
// another.
#include <algorithm>

#include "sim/story/story_knobs.hpp"
#include "sim/story/story_tale.hpp"
#include "sim/story/story_words.hpp"

namespace finwait {
namespace {

bool is_ack_of_fin(const SegmentRecord& r) { return noun_of(r) == SegmentNoun::AckOfFin; }

void tell_first(const StoryFacts& facts, const Sending& ack, Tale& tale) {
  const Side side = ack->from;
  const Argument what = part(noun(*ack.record));
  if (ack->why == Why::Ack) {
    // In FIN-WAIT-1 and FIN-WAIT-2 the arrival of the FIN tells it.
    const State state = facts.state_before(side, ack.position);
    if (state == State::CloseWait) tale.tell(ack.position, say(Message::AckAtOnce, {what, ack->t}));
    return;
  }
  if (ack->why != Why::DelayedAck) return;
  const TimerLife* life = facts.fired(side, Timer::DelayedAck, ack->t);
  if (life == nullptr) return;
  const Duration waited = ack->t - life->set.t;
  const StackProfile& profile = facts.profile(side);
  const SideFacts& peer = facts.of(other(side));
  const bool had_data = std::any_of(peer.sendings.begin(), peer.sendings.end(), [&](const Sending& s) {
    return s->segment.len > 0 && s->fate == Fate::Delivered && s->rx <= life->set.t;
  });
  if (!had_data && waited == profile.fin_ack_delay_no_data) {
    const std::string name = stack_name("fin_ack_delay_no_data", profile);
    tale.tell(ack.position, say(Message::AckWaitedNoData, {what, waited, side, ack->t, name}));
  } else if (had_data) {
    tale.tell(ack.position, say(Message::AckWaitedData, {what, waited, side, ack->t}));
  } else {
    tale.tell(ack.position, say(Message::AckWaited, {what, waited, side, ack->t}));
  }
}

// Does the side's own FIN, sent after this ACK, carry the same acknowledgment to a side that still waits for it?
bool carried_by_fin(const StoryFacts& facts, const Sending& ack) {
  const Sending* fin = facts.first_fin(ack->from);
  if (ack->teardown != 2 || fin == nullptr || fin->position < ack.position) return false;
  const std::vector<Sending>& peer = facts.of(other(ack->from)).sendings;
  const bool repeated_between = std::any_of(peer.begin(), peer.end(), [&](const Sending& s) {
    return s->segment.flags.fin() && s.position > ack.position && s.position < fin->position;
  });
  return !repeated_between;
}

void tell_lost(const StoryFacts& facts, const Sending& ack, Tale& tale) {
  const Argument what = part(noun(*ack.record));
  const Message message = carried_by_fin(facts, ack) ? Message::AckLostCarried : Message::AckLost;
  std::vector<Argument> arguments{what, part(blame(*ack.record)), ack->from};
  if (message == Message::AckLost) arguments.emplace_back(other(ack->from));
  tale.tell(ack.position, say(message, std::move(arguments)));
}

Statement fates_of(const std::vector<Sending>& acks) {
  const auto lost = static_cast<std::uint64_t>(
      std::count_if(acks.begin(), acks.end(), [](const Sending& s) { return s->fate != Fate::Delivered; }));
  if (acks.size() == 1) return say(lost == 1 ? Message::CopyOneLost : Message::CopyOneArrives);
  if (lost == acks.size()) return say(Message::CopiesLost);
  if (lost == 0) return say(Message::CopiesArrive);
  return say(Message::CopiesLostSome, {Count{lost}});
}

}  // namespace

void tell_acks(const StoryFacts& facts, Tale& tale) {
  for (const Side side : kSides) {
    std::vector<Sending> again;
    std::vector<Sending> others;
    bool first = true;
    bool told_loss = false;
    for (const Sending& sending : facts.of(side).sendings) {
      if (!is_ack_of_fin(*sending.record)) continue;
      if (first) {
        tell_first(facts, sending, tale);
      } else if (sending->why == Why::DuplicateAck || sending->why == Why::Ack) {
        const SegmentRecord* cause = facts.arriving(side, sending->t);
        const bool fin = cause == nullptr || cause->segment.flags.fin();
        (fin ? again : others).push_back(sending);
      }
      if (sending->fate != Fate::Delivered && !told_loss) {
        if (first) tell_lost(facts, sending, tale);
        told_loss = true;
      }
      first = false;
    }
    if (!others.empty()) {
      const SegmentRecord* cause = facts.arriving(side, others.front()->t);
      tale.tell(others.front().position,
                say(Message::AckAnswersOther,
                    {others.front()->t, side, part(plain_noun(*cause)), part(how_often(others.size()))}));
    }
    if (again.empty()) continue;
    std::vector<Duration> times;
    times.reserve(again.size());
    for (const Sending& ack : again) times.push_back(ack->t - kStart);
    tale.tell(again.front().position,
              say(Message::AcksAgain, {side, other(side), Count{again.size()}, times, part(fates_of(again))}));
  }
}

}  // namespace finwait
