// The rows of a ladder before they are drawn: what happened at one instant on one side, in words but without columns,
// widths or colours. ladder_rows makes them from a trace, ladder_fold shortens long series, ladder_draw draws them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/side.hpp"
#include "core/time.hpp"
#include "sim/trace.hpp"

namespace finwait {

struct LadderRow {
  enum class Kind : std::uint8_t {
    Segment,  // an arrow from `side`
    Arrival,  // the end of an arrow whose beginning stands further up; `side` is where it arrives
    Note,     // words on `side`
    States,   // nothing but state changes
    Folded,   // stands for rows that were left out
  };
  // What a note is about; two notes on the same topic are the same event with other numbers.
  enum class Topic : std::uint8_t { None, TimerFired, TimerStarts, TimerRestarts, Application, Cause };

  Kind kind = Kind::States;
  Topic topic = Topic::None;
  bool in_flight = false;  // Segment: its Arrival has a row of its own
  Time t = kStart;
  Side side = Side::A;
  SegmentRecord segment{};                    // Segment, Arrival
  Timer timer = Timer::Retransmission;        // for the timer topics
  std::array<std::string_view, 2> entered{};  // the state that each side enters at this instant; "" if none
  std::string note{};
  std::string brief{};  // the note in fewer words, for narrow ladders; "" if there are none
};
using LadderRows = std::vector<LadderRow>;

// Makes rows of the records of one run, in trace order.
class LadderRowMaker {
 public:
  void take(const TraceRecord& record);
  // To be called once, after the last record.
  LadderRows finish();

 private:
  struct RunningTimer {
    Time set_at = kStart;
    Time due = kNever;
    Duration rto{0};
    bool running = false;
    Time stopped_at = kNever;
  };
  struct InFlight {
    SegmentRecord segment{};
    std::size_t row = 0;
  };

  void take_state(const StateRecord& r);
  void take_segment(const SegmentRecord& r);
  void take_timer(const TimerRecord& r);
  void take_app(const AppRecord& r);
  void timer_set(const TimerRecord& r, RunningTimer& timer);
  void timer_fired(const TimerRecord& r, const RunningTimer& timer);

  void advance(Time t);
  void land(const InFlight& arrival);
  void flush_states();
  void flush_causes();
  bool last_row_is(Time t, Side side) const;
  LadderRow& add(LadderRow row);
  void add_note(Time t, Side side, LadderRow::Topic topic, Timer timer, std::string note);
  RunningTimer& timer_of(Side side, Timer timer);

  static constexpr std::size_t kNoRow = static_cast<std::size_t>(-1);

  LadderRows rows_{};
  std::vector<InFlight> in_flight_{};                     // by arrival, then in the order of sending
  std::array<std::string_view, 2> pending_states_{};      // entered at now_, not yet on a row
  std::array<std::string, 2> pending_causes_{};           // why, where it is not plain from the rows around it
  std::array<std::size_t, 2> fired_row_{kNoRow, kNoRow};  // the row of the timer that fired at now_, for what follows
  std::array<Duration, 2> rto_before_{};
  std::array<std::array<RunningTimer, kTimerCount>, 2> timers_{};
  Time now_ = kStart;
};

// Shortens what repeats itself more than twelve times (a cycle of up to six rows): the first four and the last two
// repetitions stay, and a Folded row says what was left out.
LadderRows fold_repeats(LadderRows rows);

}  // namespace finwait
