#include "sim/story/story_facts.hpp"

#include <algorithm>
#include <iterator>
#include <variant>

namespace finwait {

StoryFacts::StoryFacts(const TraceLog& log) : log_(&log) {
  const std::vector<TraceRecord>& records = log.records();
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (const auto* state = std::get_if<StateRecord>(&records[i])) {
      take(*state, i);
    } else if (const auto* segment = std::get_if<SegmentRecord>(&records[i])) {
      take(*segment, i);
    } else if (const auto* timer = std::get_if<TimerRecord>(&records[i])) {
      take(*timer, i);
    } else if (const auto* app = std::get_if<AppRecord>(&records[i])) {
      sides_[index(app->at)].apps.push_back(*app);
      sides_[index(app->at)].app_positions.push_back(i);
    }
  }
}

void StoryFacts::take(const StateRecord& record, std::size_t position) {
  SideFacts& side = sides_[index(record.at)];
  side.states.push_back(record);
  side.state_positions.push_back(position);
}

void StoryFacts::take(const SegmentRecord& record, std::size_t position) {
  SideFacts& side = sides_[index(record.from)];
  if (record.why == Why::Injected) {
    side.injected.push_back({&record, position});
    return;
  }
  if (record.duplicate) {
    side.duplicates.push_back({&record, position});
    return;
  }
  if (record.segment.flags.fin() && !first_closer_) first_closer_ = record.from;
  side.sendings.push_back({&record, position});
}

void StoryFacts::take(const TimerRecord& record, std::size_t position) {
  SideFacts& side = sides_[index(record.at)];
  std::size_t& running = running_[index(record.at)][static_cast<std::size_t>(record.timer)];
  const auto finish = [&](TimerLife::End end) {
    if (running == 0) return;
    TimerLife& life = side.timers[running - 1];
    life.end = end;
    life.ended = record.t;
    life.position = position;
    running = 0;
  };
  switch (record.event) {
    case TimerRecord::Event::Set: {
      finish(TimerLife::End::SetAnew);
      TimerLife life;
      life.set = record;
      life.set_position = position;
      life.position = position;
      side.timers.push_back(life);
      running = side.timers.size();
      return;
    }
    case TimerRecord::Event::Fired:
      finish(TimerLife::End::Fired);
      return;
    case TimerRecord::Event::Stopped:
      finish(TimerLife::End::Stopped);
      return;
  }
}

std::optional<Time> StoryFacts::entered(Side side, State state) const {
  for (const StateRecord& record : of(side).states) {
    if (record.to == state) return record.t;
  }
  return std::nullopt;
}

State StoryFacts::state_before(Side side, std::size_t position) const {
  const SideFacts& facts = of(side);
  const auto next = std::lower_bound(facts.state_positions.begin(), facts.state_positions.end(), position);
  const auto i = static_cast<std::size_t>(std::distance(facts.state_positions.begin(), next));
  if (i == 0) return side == Side::A ? State::Closed : State::Listen;
  return facts.states[i - 1].to;
}

std::optional<Duration> StoryFacts::round_trip() const {
  const std::vector<Sending>& a = of(Side::A).sendings;
  const std::vector<Sending>& b = of(Side::B).sendings;
  if (a.empty() || b.empty() || !a[0]->segment.flags.syn() || !b[0]->segment.flags.syn()) return std::nullopt;
  if (a[0]->fate != Fate::Delivered || b[0]->fate != Fate::Delivered) return std::nullopt;
  const bool repeated = (a.size() > 1 && a[1]->segment.flags.syn()) || (b.size() > 1 && b[1]->segment.flags.syn());
  if (repeated) return std::nullopt;
  return b[0]->rx - a[0]->t;
}

const SegmentRecord* StoryFacts::arriving(Side side, Time t) const {
  const SideFacts& peer = of(other(side));
  const SegmentRecord* found = nullptr;
  for (const std::vector<Sending>* list : {&peer.sendings, &peer.duplicates, &peer.injected}) {
    for (const Sending& sending : *list) {
      if (sending->t > t) break;
      if (sending->fate == Fate::Delivered && sending->rx == t) found = sending.record;
    }
  }
  return found;
}

const TimerLife* StoryFacts::fired(Side side, Timer timer, Time t) const {
  for (const TimerLife& life : of(side).timers) {
    if (life.set.timer == timer && life.end == TimerLife::End::Fired && life.ended == t) return &life;
  }
  return nullptr;
}

const Sending* StoryFacts::first_acknowledging(Side side) const {
  const Sending* fin = first_fin(other(side));
  if (fin == nullptr) return nullptr;
  const SeqNum end = (*fin)->segment.end();
  for (const Sending& sending : of(side).sendings) {
    const Segment& segment = sending->segment;
    if (sending.position < fin->position || !segment.flags.ack() || segment.flags.rst()) continue;
    if (segment.ack.at_or_after(end)) return &sending;
  }
  return nullptr;
}

const Sending* StoryFacts::first_fin(Side side) const {
  for (const Sending& sending : of(side).sendings) {
    if (sending->segment.flags.fin()) return &sending;
  }
  return nullptr;
}

}  // namespace finwait
