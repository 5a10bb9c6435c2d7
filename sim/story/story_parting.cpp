// Where two runs of one scenario part: the last thing that both do, what each does next, and how each side ends.
#include <algorithm>
#include <string>
#include <variant>

#include "sim/story/story_sections.hpp"
#include "sim/story/story_words.hpp"

namespace finwait {
namespace {

constexpr std::size_t kShownAfter = 4;  // landmarks of each run from the difference on

// A state entered or a segment of the connection's beginning or end sent: what one tells the story by.
struct Landmark {
  const StateRecord* state = nullptr;
  const SegmentRecord* segment = nullptr;

  Time t() const { return state != nullptr ? state->t : segment->t; }
};

std::vector<Landmark> landmarks(const StoryFacts& facts) {
  std::vector<Landmark> found;
  for (const TraceRecord& record : facts.log().records()) {
    if (const auto* state = std::get_if<StateRecord>(&record)) {
      found.push_back({state, nullptr});
    } else if (const auto* segment = std::get_if<SegmentRecord>(&record)) {
      if (!segment->duplicate) found.push_back({nullptr, segment});
    }
  }
  return found;
}

bool same(const Landmark& x, const Landmark& y) {
  if (x.t() != y.t()) return false;
  if (x.state != nullptr || y.state != nullptr) {
    return x.state != nullptr && y.state != nullptr && x.state->at == y.state->at && x.state->to == y.state->to;
  }
  return x.segment->from == y.segment->from && x.segment->segment.flags == y.segment->segment.flags &&
         x.segment->seq == y.segment->seq && x.segment->ack == y.segment->ack && x.segment->fate == y.segment->fate &&
         x.segment->segment.len == y.segment->segment.len;
}

Statement told(const Landmark& mark) {
  if (mark.state != nullptr) return say(Message::MarkState, {mark.state->at, mark.state->to, mark.state->t});
  const SegmentRecord& r = *mark.segment;
  const bool lost = r.fate != Fate::Delivered;
  std::vector<Argument> arguments{r.t, part(plain_noun(r))};
  if (r.copy < 2) return say(lost ? Message::MarkSendsLost : Message::MarkSends, std::move(arguments));
  arguments.emplace_back(Ordinal{r.copy});
  return say(lost ? Message::MarkSendsCopyLost : Message::MarkSendsCopy, std::move(arguments));
}

void tell_next(const StoryFacts& facts, const std::vector<Landmark>& marks, std::size_t from, const std::string& stack,
               Statements& list) {
  if (from >= marks.size()) {
    list.push_back(say(Message::PartNext, {stack, part(say(Message::PartNothing, {facts.log().end().t}))}));
    return;
  }
  Statements next;
  for (std::size_t i = from; i < marks.size() && i < from + kShownAfter; ++i) next.push_back(told(marks[i]));
  list.push_back(say(Message::PartNext, {stack, part(joined(std::move(next), Message::NextClause))}));
}

Statement ending(const StoryFacts& facts, Side side, const std::string& stack) {
  const SideEnd& end = facts.end(side);
  if (end.state == State::Closed) return say(Message::PartEndClosed, {end.since, stack});
  return say(Message::PartEndHeld, {end.state, stack});
}

}  // namespace

bool same_course(const StoryFacts& one, const StoryFacts& two) {
  const std::vector<Landmark> x = landmarks(one);
  const std::vector<Landmark> y = landmarks(two);
  return std::equal(x.begin(), x.end(), y.begin(), y.end(), same);
}

Statements tell_parting(const StoryFacts& one, const std::string& name, const StoryFacts& two,
                        const std::string& other_name) {
  Statements list;
  const std::vector<Landmark> x = landmarks(one);
  const std::vector<Landmark> y = landmarks(two);
  std::size_t i = 0;
  while (i < x.size() && i < y.size() && same(x[i], y[i])) ++i;
  if (i == x.size() && i == y.size()) {
    list.push_back(say(Message::PartSame, {name, other_name}));
    return list;
  }
  if (i > 0) list.push_back(say(Message::PartLast, {x[i - 1].t(), part(told(x[i - 1]))}));
  tell_next(one, x, i, name, list);
  tell_next(two, y, i, other_name, list);
  for (const Side side : kSides) {
    Statements ends{ending(one, side, name), ending(two, side, other_name)};
    list.push_back(say(Message::PartEnd, {side, part(joined(std::move(ends), Message::NextClause))}));
  }
  return list;
}

}  // namespace finwait
