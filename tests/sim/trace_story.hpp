// A trace told by hand, for the tests of the sinks: a handshake, a close whose third segment is lost once, the end.
// Nothing here comes from the runner, so a sink's test fails for the sink's faults only.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "core/stack_profile.hpp"
#include "sim/scenario.hpp"
#include "sim/trace.hpp"

namespace finwait::story {

using namespace std::chrono_literals;

inline Flags flags(std::string_view letters) {
  Flags f;
  parse_flag_letters(letters, f);
  return f;
}

class Story {
 public:
  explicit Story(const Scenario& scenario) { records.emplace_back(RunRecord{&scenario, scenario.seed}); }

  Story& at(Duration t) {
    now_ = kStart + t;
    return *this;
  }
  Story& enters(Side side, State to, Cause cause) {
    State& state = states_[index(side)];
    records.emplace_back(StateRecord{now_, side, std::exchange(state, to), to, cause});
    return *this;
  }
  Story& sends(Side from, std::string_view letters, std::uint32_t seq, std::uint32_t ack, std::uint8_t teardown = 0) {
    SegmentRecord r;
    r.t = now_;
    r.from = from;
    r.segment.flags = flags(letters);
    r.segment.wnd = 64240;
    r.seq = seq;
    r.ack = ack;
    r.teardown = teardown;
    r.rx = now_ + 10ms;
    r.id = records.size();
    records.emplace_back(r);
    return *this;
  }
  // Changes of the segment sent last.
  SegmentRecord& segment() { return std::get<SegmentRecord>(records.back()); }
  Story& lost(std::string_view by) {
    segment().fate = Fate::Lost;
    segment().by = by;
    return *this;
  }
  Story& again(std::uint16_t copy, Why why = Why::Rto) {
    segment().copy = copy;
    segment().why = why;
    return *this;
  }
  Story& arrives(Duration rx) {
    segment().rx = kStart + rx;
    return *this;
  }
  Story& app(Side side, std::string_view event) {
    records.emplace_back(AppRecord{now_, side, event, 0, SocketError::None});
    return *this;
  }
  Story& sets(Side side, Timer timer, Duration in, Duration rto = 0ms, std::uint32_t backoffs = 0) {
    records.emplace_back(TimerRecord{now_, side, timer, TimerRecord::Event::Set, now_ + in, rto, backoffs});
    return *this;
  }
  Story& fires(Side side, Timer timer, Duration rto = 0ms) {
    records.emplace_back(TimerRecord{now_, side, timer, TimerRecord::Event::Fired, kNever, rto, 0});
    return *this;
  }
  Story& stops(Side side, Timer timer) {
    records.emplace_back(TimerRecord{now_, side, timer, TimerRecord::Event::Stopped, kNever, 0ms, 0});
    return *this;
  }
  Story& ends(std::string_view reason = "quiet") {
    EndRecord end;
    end.t = now_;
    end.reason = reason;
    for (const Side side : kSides) end.sides[index(side)].state = states_[index(side)];
    records.emplace_back(end);
    return *this;
  }
  void tell(TraceSink& sink) const {
    for (const TraceRecord& record : records) sink.write(record);
  }

  std::vector<TraceRecord> records{};

 private:
  Time now_ = kStart;
  std::array<State, 2> states_{State::Closed, State::Closed};
};

inline Scenario scenario_of_third_lost() {
  Scenario scenario;
  scenario.name = "lost-3-once";
  scenario.about = "B's FIN, the third segment of the close, is lost once";
  scenario.side(Side::A).profile.name = "textbook";
  scenario.side(Side::B).profile.name = "textbook";
  return scenario;
}

inline Story& handshake(Story& story) {
  return story.at(0ms)
      .enters(Side::B, State::Listen, Cause::Listen)
      .enters(Side::A, State::SynSent, Cause::Open)
      .sends(Side::A, "S", 0, 0)
      .at(10ms)
      .enters(Side::B, State::SynReceived, Cause::Syn)
      .sends(Side::B, "SA", 0, 1)
      .at(20ms)
      .enters(Side::A, State::Established, Cause::SynAck)
      .sends(Side::A, "A", 1, 1)
      .app(Side::A, "connected")
      .at(30ms)
      .enters(Side::B, State::Established, Cause::AckOfSyn)
      .app(Side::B, "connected");
}

// A has closed and B has acknowledged: A is in FIN-WAIT-2, B in CLOSE-WAIT, at 320 ms.
inline Story& half_closed(Story& story) {
  return handshake(story)
      .at(300ms)
      .app(Side::A, "close")
      .enters(Side::A, State::FinWait1, Cause::Close)
      .sends(Side::A, "FA", 1, 1, 1)
      .sets(Side::A, Timer::Retransmission, 1s, 1s)
      .at(310ms)
      .enters(Side::B, State::CloseWait, Cause::Fin)
      .sends(Side::B, "A", 1, 2, 2)
      .app(Side::B, "eof")
      .at(320ms)
      .enters(Side::A, State::FinWait2, Cause::AckOfFin)
      .stops(Side::A, Timer::Retransmission)
      .sets(Side::A, Timer::FinWait2, 60s);
}

inline Story third_lost_once(const Scenario& scenario) {
  Story story(scenario);
  half_closed(story)
      .at(830ms)
      .app(Side::B, "close")
      .enters(Side::B, State::LastAck, Cause::Close)
      .sends(Side::B, "FA", 1, 2, 3)
      .lost("faults[0]")
      .sets(Side::B, Timer::Retransmission, 1s, 1s)
      .at(1830ms)
      .fires(Side::B, Timer::Retransmission, 1s)
      .sends(Side::B, "FA", 1, 2, 3)
      .again(2)
      .sets(Side::B, Timer::Retransmission, 2s, 2s, 1)
      .at(1840ms)
      .enters(Side::A, State::TimeWait, Cause::Fin)
      .sends(Side::A, "A", 2, 2, 4)
      .stops(Side::A, Timer::FinWait2)
      .sets(Side::A, Timer::TimeWait, 60s)
      .at(1850ms)
      .enters(Side::B, State::Closed, Cause::AckOfFin)
      .stops(Side::B, Timer::Retransmission)
      .at(61840ms)
      .fires(Side::A, Timer::TimeWait)
      .enters(Side::A, State::Closed, Cause::TimeWaitTimeout)
      .ends();
  EndRecord& end = std::get<EndRecord>(story.records.back());
  SideEnd& a = end.sides[0];
  a.since = kStart + 61840ms;
  a.why = "2 MSL passed in TIME-WAIT and no further FIN came.";
  a.decided_by = "time_wait (TCP_TIMEWAIT_LEN) = 60s";
  a.time_in[static_cast<std::size_t>(State::SynSent)] = 20ms;
  a.time_in[static_cast<std::size_t>(State::TimeWait)] = 60s;
  a.sent = 4;
  SideEnd& b = end.sides[1];
  b.since = kStart + 1850ms;
  b.why = "Its FIN was acknowledged.";
  b.sent = 4;
  b.lost = 1;
  b.retransmissions = 1;
  return story;
}

}  // namespace finwait::story
