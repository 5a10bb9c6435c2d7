#include <algorithm>
#include <array>
#include <utility>

#include "sim/story/story_sections.hpp"
#include "sim/story/story_words.hpp"

namespace finwait {
namespace {

// What was lost, by sender and kind, in the order of the first loss.
Statements losses(const StoryFacts& facts) {
  struct Loss {
    Statement noun{};
    SegmentNoun kind{};
    Side from = Side::A;
    std::uint64_t times = 0;
    std::size_t first = 0;
  };
  std::vector<Loss> found;
  for (const Side side : kSides) {
    for (const Sending& sending : facts.of(side).sendings) {
      if (sending->fate == Fate::Delivered) continue;
      const SegmentNoun kind = noun_of(*sending.record);
      auto loss =
          std::find_if(found.begin(), found.end(), [&](const Loss& l) { return l.from == side && l.kind == kind; });
      if (loss == found.end()) {
        found.push_back({noun(*sending.record), kind, side, 0, sending.position});
        loss = found.end() - 1;
      }
      ++loss->times;
    }
  }
  std::sort(found.begin(), found.end(), [](const Loss& x, const Loss& y) { return x.first < y.first; });
  Statements list;
  for (Loss& loss : found) {
    list.push_back(say(Message::ShortLostItem, {part(std::move(loss.noun)), part(how_often(loss.times))}));
  }
  return list;
}

}  // namespace

Statements tell_in_short(const StoryFacts& facts) {
  Statements told;
  Statements lost = losses(facts);
  told.push_back(lost.empty() ? say(Message::ShortNothingLost) : say(Message::ShortLost, {std::move(lost)}));
  for (const Side side : kSides) {
    const SideEnd& end = facts.end(side);
    if (end.state == State::Closed) {
      told.push_back(say(Message::ShortClosed, {side, end.since, part(end.reason)}));
    } else {
      told.push_back(say(Message::ShortHeld, {side, end.state, end.since, part(end.reason)}));
    }
    if (end.decision) told.push_back(say(Message::ShortDecides, {side, part(*end.decision)}));
  }
  return told;
}

Statements tell_how_long(const StoryFacts& facts) {
  Statements told;
  for (const Side side : kSides) {
    const SideEnd& end = facts.end(side);
    Statements states;
    std::array<bool, kStateCount> told_of{};
    for (const StateRecord& moved : facts.of(side).states) {
      const auto i = static_cast<std::size_t>(moved.to);
      if (moved.to == State::Closed || moved.to == State::Listen || told_of[i]) continue;
      told_of[i] = true;
      const bool held = moved.to == end.state;
      if (end.time_in[i] == Duration::zero() && !held) {
        states.push_back(say(Message::HowLongInstant, {moved.to}));
      } else {
        states.push_back(say(held ? Message::HowLongHeld : Message::HowLongState, {moved.to, end.time_in[i]}));
      }
    }
    if (!states.empty()) told.push_back(say(Message::HowLong, {side, std::move(states)}));
  }
  return told;
}

}  // namespace finwait
