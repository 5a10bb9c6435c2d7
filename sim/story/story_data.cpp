// Data, told in sums however much there is of it, and the losses of what is neither FIN nor its ACK.
#include <utility>

#include "sim/story/story_tale.hpp"
#include "sim/story/story_words.hpp"

namespace finwait {
namespace {

struct Sum {
  std::uint64_t octets = 0;
  std::uint64_t segments = 0;
  Sending first{};

  void add(const Sending& sending) {
    if (segments++ == 0) first = sending;
    octets += sending->segment.len;
  }
};

void tell_sum(const Sum& sum, Side side, Message message, Tale& tale) {
  if (sum.segments == 0) return;
  tale.tell(sum.first.position, say(message, {side, Count{sum.octets}, Count{sum.segments}, sum.first->t}));
}

void tell_data_of(const StoryFacts& facts, Side side, Tale& tale) {
  Sum before;
  Sum late;
  std::uint64_t lost = 0;
  std::uint64_t timeouts = 0;
  std::uint64_t probes = 0;
  std::uint64_t fast = 0;
  const Sending* first_trouble = nullptr;
  for (const Sending& sending : facts.of(side).sendings) {
    if (sending->segment.len == 0) continue;
    if (sending->copy == 1) {
      const State state = facts.state_before(side, sending.position);
      (fin_received(state) ? late : before).add(sending);
    } else if (sending->why == Why::Rto) {
      ++timeouts;
    } else if (sending->why == Why::LossProbe) {
      ++probes;
    } else {
      ++fast;
    }
    if (sending->fate != Fate::Delivered) ++lost;
    if ((sending->fate != Fate::Delivered || sending->copy > 1) && first_trouble == nullptr) first_trouble = &sending;
  }
  tell_sum(before, side, Message::DataSent, tale);
  tell_sum(late, side, Message::DataSentLate, tale);
  if (first_trouble == nullptr) return;
  const std::uint64_t again = timeouts + probes + fast;
  if (again == 0) {
    tale.tell(first_trouble->position, say(Message::DataOnlyLost, {side, Count{lost}}));
    return;
  }
  Statements how;
  if (timeouts > 0) how.push_back(say(Message::AgainByTimeout, {Count{timeouts}}));
  if (probes > 0) how.push_back(say(Message::AgainAsProbe, {Count{probes}}));
  if (fast > 0) how.push_back(say(Message::AgainFast, {Count{fast}}));
  if (lost == 0) {
    tale.tell(first_trouble->position, say(Message::DataOnlyAgain, {side, Count{again}, std::move(how)}));
    return;
  }
  tale.tell(first_trouble->position, say(Message::DataLost, {side, Count{lost}, Count{again}, std::move(how)}));
}

// ACKs of data, probes: the first loss by name, the others counted.
void tell_other_losses(const StoryFacts& facts, Side side, Tale& tale) {
  std::uint64_t acks = 0;
  std::uint64_t others = 0;
  const Sending* first_ack = nullptr;
  const Sending* first_other = nullptr;
  for (const Sending& sending : facts.of(side).sendings) {
    if (sending->fate == Fate::Delivered) continue;
    const SegmentNoun kind = noun_of(*sending.record);
    if (kind == SegmentNoun::Ack && ++acks == 1) first_ack = &sending;
    if (kind == SegmentNoun::Probe && ++others == 1) first_other = &sending;
  }
  if (first_ack != nullptr) tale.tell(first_ack->position, say(Message::AcksLost, {side, Count{acks}}));
  if (first_other == nullptr) return;
  const Argument what = part(plain_noun(*first_other->record));
  tale.tell(first_other->position, say(Message::OtherLost, {what, part(blame(*first_other->record))}));
  if (others > 1) tale.tell(first_other->position, say(Message::MoreLost, {Count{others - 1}, side}));
}

}  // namespace

void tell_data(const StoryFacts& facts, Tale& tale) {
  for (const Side side : kSides) {
    tell_data_of(facts, side, tale);
    tell_other_losses(facts, side, tale);
  }
}

}  // namespace finwait
