// What a story is told from: the records of one run, sorted by side and kind, with the life of each timer from set to
// fired or stopped. Finds facts; has no words and no opinion. Points into the log, which must outlive it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/scenario.hpp"
#include "sim/trace_log.hpp"

namespace finwait {

// One timer from being set until it fired, was stopped or was set anew.
struct TimerLife {
  enum class End : std::uint8_t { Fired, Stopped, SetAnew, Pending };
  TimerRecord set{};
  Time ended = kNever;
  End end = End::Pending;
  std::size_t set_position = 0;  // of its records in the log: when it was set, and when it ended
  std::size_t position = 0;
};

// A sending and where it stands in the log.
struct Sending {
  const SegmentRecord* record = nullptr;
  std::size_t position = 0;

  const SegmentRecord* operator->() const { return record; }
};

struct SideFacts {
  std::vector<StateRecord> states{};
  std::vector<std::size_t> state_positions{};
  std::vector<Sending> sendings{};  // one for each time it sent something: no copies made by the link, nothing injected
  std::vector<Sending> duplicates{};  // copies that the link made of what it sent
  std::vector<Sending> injected{};    // what was made to look as if it had sent it
  std::vector<TimerLife> timers{};    // in the order in which they were set
  std::vector<AppRecord> apps{};
  std::vector<std::size_t> app_positions{};
};

class StoryFacts {
 public:
  explicit StoryFacts(const TraceLog& log);

  const TraceLog& log() const { return *log_; }
  const Scenario& scenario() const { return *log_->scenario(); }
  const StackProfile& profile(Side side) const { return scenario().side(side).profile; }
  const SideFacts& of(Side side) const { return sides_[index(side)]; }
  const SideEnd& end(Side side) const { return log_->end().sides[index(side)]; }
  bool quiet() const { return log_->end().reason == "quiet"; }

  // Who sent the first FIN; none if nobody did.
  std::optional<Side> first_closer() const { return first_closer_; }
  // When the side first entered the state.
  std::optional<Time> entered(Side side, State state) const;
  // The state in which the side was just before the record at `position`.
  State state_before(Side side, std::size_t position) const;
  // From the SYN to the arrival of the SYN,ACK, if neither was repeated.
  std::optional<Duration> round_trip() const;
  // The sending of the other side (or a copy of one, or what was injected) that arrives at `side` at `t`; null if none.
  const SegmentRecord* arriving(Side side, Time t) const;
  // The timer of the side that fired at `t`; null if none did.
  const TimerLife* fired(Side side, Timer timer, Time t) const;
  // The first segment of the side that acknowledges its peer's first FIN; null if there is none.
  const Sending* first_acknowledging(Side side) const;
  // The first FIN of the side; null if it sent none.
  const Sending* first_fin(Side side) const;

 private:
  void take(const StateRecord& record, std::size_t position);
  void take(const SegmentRecord& record, std::size_t position);
  void take(const TimerRecord& record, std::size_t position);

  const TraceLog* log_;
  std::array<SideFacts, 2> sides_{};
  std::array<std::array<std::size_t, kTimerCount>, 2> running_{};  // index in timers + 1; 0: not running
  std::optional<Side> first_closer_{};
};

}  // namespace finwait
