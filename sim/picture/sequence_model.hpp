// What a sequence diagram shows of a run, before anything has a place: arrows, the states of each side, timers from set
// to fired, the application's calls and news. Made from a trace log; knows neither heights nor SVG.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/side.hpp"
#include "core/state.hpp"
#include "core/time.hpp"
#include "core/timer_table.hpp"
#include "sim/trace_log.hpp"

namespace finwait {

struct SequenceArrow {
  const SegmentRecord* segment = nullptr;  // in the log
  Time end = kStart;                       // arrival; for a lost one, when it would have arrived by the link's delay
  bool hidden = false;                     // left out of the picture
  // What one side sends at one instant stands below each other, and so does what reaches it: places from the top.
  std::size_t start_slot = 0;
  std::size_t end_slot = 0;
  bool injected() const { return segment->why == Why::Injected; }
  bool lost() const { return segment->fate == Fate::Lost; }
};

struct SequenceState {
  Side side = Side::A;
  State state = State::Closed;
  Time from = kStart;
  Time to = kStart;
  bool lasts = false;    // the run ends in it
  bool entered = false;  // by a record of the trace; the first one of a side is not
  Cause cause = Cause::Open;
};

struct SequenceTimer {
  enum class End : std::uint8_t { Fired, Stopped, Running };
  Side side = Side::A;
  Timer timer = Timer::Retransmission;
  Time from = kStart;
  Time to = kStart;
  Time due = kNever;             // as set last
  std::vector<Time> restarts{};  // when it was set again while it ran
  End end = End::Running;
  std::size_t lane = 0;  // timers that run or end at the same time have different ones
  Time set_last() const { return restarts.empty() ? from : restarts.back(); }
};

struct SequenceNews {
  const AppRecord* record = nullptr;  // in the log
  std::string words{};
  bool hidden = false;
};

struct SequenceRun {
  const TraceLog* log = nullptr;
  std::vector<SequenceArrow> arrows{};  // in trace order
  std::vector<SequenceState> states{};  // by side, then by time
  std::vector<SequenceTimer> timers{};  // by side, then in the order of setting
  std::vector<SequenceNews> news{};
  std::array<std::size_t, 2> lanes{};  // of timers, by side
  Time end = kStart;
};

// The log must outlive it.
SequenceRun sequence_of(const TraceLog& log);

// A part of the runs whose segments are left out of the picture.
struct SequenceFold {
  Time from = kStart;  // the first segment left out is sent
  Time to = kStart;    // the last one is sent
  std::uint64_t segments = 0;
  std::uint64_t lost = 0;  // of these
};

// Hides what would make the picture too long: a cycle of up to six segments that repeats itself more than twenty times
// keeps its first four and its last two repetitions; of what remains, the first and the last part stay, together at
// most `most` segments. What happens at one time is hidden in all runs or in none.
std::vector<SequenceFold> fold_sequences(std::span<SequenceRun> runs, std::size_t most);

// Gives the arrows that are shown their slots.
void give_slots(SequenceRun& run);

}  // namespace finwait
