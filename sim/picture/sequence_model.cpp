#include "sim/picture/sequence_model.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "sim/ladder_words.hpp"
#include "sim/scenario.hpp"

namespace finwait {
namespace {

// The link's one-way delay when the segment was sent: the trace does not say when a lost one would have arrived.
Duration link_delay(const Scenario* scenario, const SegmentRecord& segment) {
  if (scenario == nullptr) return LinkValues{}.delay;
  const DirectionSpec& direction = scenario->link.from(segment.from);
  Duration delay = direction.delay;
  for (const LinkChange& change : direction.changes) {
    if (change.at <= segment.t) delay = change.values.delay;
  }
  return delay;
}

class Maker {
 public:
  explicit Maker(const TraceLog& log) {
    run_.log = &log;
    run_.end = log.end().t;
  }

  void take(const TraceRecord& record) {
    if (const auto* segment = std::get_if<SegmentRecord>(&record)) {
      take_segment(*segment);
    } else if (const auto* state = std::get_if<StateRecord>(&record)) {
      take_state(*state);
    } else if (const auto* timer = std::get_if<TimerRecord>(&record)) {
      take_timer(*timer);
    } else if (const auto* app = std::get_if<AppRecord>(&record)) {
      take_news(*app);
    }
  }

  SequenceRun finish() {
    for (const Side side : kSides) {
      finish_states(side);
      finish_timers(side);
    }
    return std::move(run_);
  }

 private:
  void take_segment(const SegmentRecord& r) {
    const Time end = r.fate == Fate::Lost ? later(r.t, link_delay(run_.log->scenario(), r)) : r.rx;
    run_.arrows.push_back({&r, end});
    run_.end = std::max(run_.end, r.t);
  }

  void take_state(const StateRecord& r) {
    std::vector<SequenceState>& states = states_[index(r.at)];
    if (states.empty()) states.push_back({.side = r.at, .state = r.from});
    states.back().to = r.t;
    states.push_back({.side = r.at, .state = r.to, .from = r.t, .to = r.t, .entered = true, .cause = r.cause});
    run_.end = std::max(run_.end, r.t);
  }

  void take_timer(const TimerRecord& r) {
    std::optional<SequenceTimer>& running = running_[index(r.at)][static_cast<std::size_t>(r.timer)];
    run_.end = std::max(run_.end, r.t);
    if (r.event == TimerRecord::Event::Set) {
      if (running) {
        running->restarts.push_back(r.t);
        running->due = r.due;
      } else {
        running = SequenceTimer{.side = r.at, .timer = r.timer, .from = r.t, .due = r.due};
      }
      return;
    }
    if (!running) return;
    running->to = r.t;
    running->end = r.event == TimerRecord::Event::Fired ? SequenceTimer::End::Fired : SequenceTimer::End::Stopped;
    timers_[index(r.at)].push_back(std::move(*running));
    running.reset();
  }

  void take_news(const AppRecord& r) {
    std::string words = app_words(r);
    if (!words.empty()) run_.news.push_back({&r, std::move(words)});
    run_.end = std::max(run_.end, r.t);
  }

  void finish_states(Side side) {
    std::vector<SequenceState>& states = states_[index(side)];
    if (states.empty()) states.push_back({.side = side, .state = run_.log->end().sides[index(side)].state});
    states.back().to = run_.end;
    states.back().lasts = true;
    // A side's first state is a state only if it lasts.
    if (states.size() > 1 && states.front().from == states.front().to) states.erase(states.begin());
    run_.states.insert(run_.states.end(), states.begin(), states.end());
  }

  void finish_timers(Side side) {
    std::vector<SequenceTimer>& timers = timers_[index(side)];
    for (std::optional<SequenceTimer>& running : running_[index(side)]) {
      if (!running) continue;
      running->to = run_.end;
      timers.push_back(std::move(*running));
    }
    std::stable_sort(timers.begin(), timers.end(),
                     [](const SequenceTimer& l, const SequenceTimer& r) { return l.from < r.from; });
    // A timer that starts when another one ends stands beside it: both marks are to be seen.
    std::vector<Time> busy_until;
    for (SequenceTimer& timer : timers) {
      const auto free =
          std::find_if(busy_until.begin(), busy_until.end(), [&](Time until) { return until < timer.from; });
      timer.lane = static_cast<std::size_t>(free - busy_until.begin());
      if (free == busy_until.end()) busy_until.push_back(kStart);
      busy_until[timer.lane] = timer.to;
    }
    run_.lanes[index(side)] = busy_until.size();
    run_.timers.insert(run_.timers.end(), timers.begin(), timers.end());
  }

  SequenceRun run_{};
  std::array<std::vector<SequenceState>, 2> states_{};
  std::array<std::vector<SequenceTimer>, 2> timers_{};
  std::array<std::array<std::optional<SequenceTimer>, kTimerCount>, 2> running_{};
};

}  // namespace

SequenceRun sequence_of(const TraceLog& log) {
  Maker maker(log);
  for (const TraceRecord& record : log.records()) maker.take(record);
  return maker.finish();
}

}  // namespace finwait
