// Keepalive and window probes, each kind told once; and what the scenario or the link did to single segments.
#include <algorithm>
#include <string>

#include "sim/story/story_tale.hpp"
#include "sim/story/story_words.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

// How many of these probes were followed by something from the other side before the next one went out.
std::uint64_t answered(const StoryFacts& facts, const std::vector<Sending>& probes) {
  std::uint64_t n = 0;
  const std::vector<Sending>& answers = facts.of(other(probes.front()->from)).sendings;
  auto answer = answers.begin();
  for (std::size_t i = 0; i < probes.size(); ++i) {
    const Time until = i + 1 < probes.size() ? probes[i + 1]->t : kNever;
    while (answer != answers.end() && (*answer)->t <= probes[i]->t) ++answer;
    bool any = false;
    for (; answer != answers.end() && (*answer)->t <= until; ++answer) {
      any = any || ((*answer)->fate == Fate::Delivered && !(*answer)->segment.flags.rst());
    }
    n += any ? 1U : 0U;
  }
  return n;
}

Statement answers_to(const StoryFacts& facts, const std::vector<Sending>& probes) {
  const std::uint64_t n = answered(facts, probes);
  if (n == 0) return say(Message::ProbesUnanswered);
  return n == probes.size() ? say(Message::ProbesAnswered, {Count{n}}) : say(Message::ProbesAnsweredSome, {Count{n}});
}

std::vector<Sending> sent_because(const StoryFacts& facts, Side side, Why why) {
  std::vector<Sending> found;
  for (const Sending& sending : facts.of(side).sendings) {
    if (sending->why == why) found.push_back(sending);
  }
  return found;
}

// The last arrival at the side before `t`.
std::optional<Time> last_heard(const StoryFacts& facts, Side side, Time t) {
  std::optional<Time> last;
  for (const Sending& sending : facts.of(other(side)).sendings) {
    if (sending->fate != Fate::Delivered || sending->rx >= t) continue;
    if (!last || sending->rx > *last) last = sending->rx;
  }
  return last;
}

void tell_keepalive(const StoryFacts& facts, Side side, Tale& tale) {
  const std::vector<Sending> probes = sent_because(facts, side, Why::Keepalive);
  if (probes.empty()) return;
  const Sending& first = probes.front();
  const Argument answers = part(answers_to(facts, probes));
  if (const std::optional<Time> heard = last_heard(facts, side, first->t)) {
    tale.tell(first.position, say(Message::KeepaliveProbes, {side, *heard, first->t, Count{probes.size()}, answers}));
  } else {
    tale.tell(first.position, say(Message::KeepaliveProbesPlain, {side, first->t, Count{probes.size()}, answers}));
  }
}

void tell_window(const StoryFacts& facts, Side side, Tale& tale) {
  const std::vector<Sending> probes = sent_because(facts, side, Why::WindowProbe);
  if (probes.empty()) return;
  if (probes.size() == 1) {
    tale.tell(probes.front().position, say(Message::WindowProbeOnce, {side, other(side), probes.front()->t}));
    return;
  }
  std::vector<Duration> waits;
  for (const TimerLife& life : facts.of(side).timers) {
    const bool probe =
        life.set.timer == Timer::Persist && life.end == TimerLife::End::Fired && life.ended <= probes.back()->t;
    if (probe) waits.push_back(life.ended - life.set.t);
  }
  tale.tell(probes.front().position, say(Message::WindowProbes, {side, other(side), probes.front()->t, probes.back()->t,
                                                                 Count{probes.size()}, waits}));
}

std::string spelled(const SegmentRecord& r) {
  std::string text(flag_words(r.segment.flags));
  text += " seq=" + std::to_string(r.seq);
  if (r.segment.flags.ack()) text += " ack=" + std::to_string(r.ack);
  if (r.segment.len > 0) text += " len=" + std::to_string(r.segment.len);
  return text;
}

void tell_injected(const StoryFacts& facts, const Sending& sending, Tale& tale) {
  const SegmentRecord& r = *sending.record;
  const Side to = other(r.from);
  const bool moves = std::any_of(facts.of(to).states.begin(), facts.of(to).states.end(),
                                 [&](const StateRecord& s) { return s.t == r.rx; });
  std::vector<Argument> arguments{r.rx, std::string(r.by), to, r.from, spelled(r)};
  if (moves) {
    tale.tell(sending.position, say(Message::InjectedAt, std::move(arguments)));
  } else {
    arguments.emplace_back(facts.state_before(to, sending.position));
    tale.tell(sending.position, say(Message::InjectedNoEffect, std::move(arguments)));
  }
}

// What was delayed or reordered by a rule: the first by name, the others counted.
void tell_held_back(const StoryFacts& facts, Side side, Tale& tale) {
  const Sending* first = nullptr;
  std::uint64_t more = 0;
  for (const Sending& sending : facts.of(side).sendings) {
    if (sending->fate != Fate::Delivered || sending->by.empty() || sending->by == "jitter") continue;
    if (first == nullptr) {
      first = &sending;
      continue;
    }
    ++more;
  }
  if (first == nullptr) return;
  const SegmentRecord& r = *first->record;
  tale.tell(first->position, say(Message::HeldBack, {part(noun(r)), std::string(r.by), r.t, r.rx}));
  if (more > 0) tale.tell(first->position, say(Message::HeldBackMore, {Count{more}, side, std::string(r.by)}));
}

}  // namespace

void tell_probes(const StoryFacts& facts, Tale& tale) {
  for (const Side side : kSides) {
    tell_keepalive(facts, side, tale);
    tell_window(facts, side, tale);
  }
}

void tell_path(const StoryFacts& facts, Tale& tale) {
  for (const Side side : kSides) {
    const SideFacts& of = facts.of(side);
    for (const Sending& sending : of.injected) tell_injected(facts, sending, tale);
    tell_held_back(facts, side, tale);
    if (!of.duplicates.empty()) {
      const Sending& first = of.duplicates.front();
      tale.tell(first.position, say(Message::Duplicated, {Count{of.duplicates.size()}, side, std::string(first->by)}));
    }
  }
}

}  // namespace finwait
