// The trace: what happened, as plain records, and TraceSink, which takes them. One sink a file. Times are virtual;
// sequence numbers are relative (each side's SYN is 0).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/action.hpp"
#include "core/side.hpp"
#include "core/state.hpp"
#include "core/time.hpp"
#include "core/timer_table.hpp"
#include "sim/story/message_statement.hpp"

namespace finwait {

inline constexpr std::string_view kTraceSchema = "finwait-trace/1";

struct Scenario;

struct RunRecord {
  const Scenario* scenario = nullptr;
  std::uint64_t seed = 0;
};

struct StateRecord {
  Time t = kStart;
  Side at = Side::A;
  State from = State::Closed;
  State to = State::Closed;
  Cause cause = Cause::Open;
};

enum class Fate : std::uint8_t { Delivered, Lost, Corrupted };
std::string_view name(Fate fate);

struct SegmentRecord {
  Time t = kStart;
  Side from = Side::A;
  Segment segment{};      // absolute sequence numbers, for captures
  std::uint32_t seq = 0;  // relative
  std::uint32_t ack = 0;  // relative; meaningful with the ACK bit
  std::uint16_t copy = 1;
  Why why = Why::New;
  std::uint8_t teardown = 0;  // 1..4, 0 = none
  Fate fate = Fate::Delivered;
  Time rx = kStart;  // arrival, unless lost
  std::string_view
      by{};  // the rule or model that lost, delayed, repeated or corrupted it; "" if none. Lives as long as the Runner
  bool duplicate = false;  // a copy made by the link: the second record of one sending
  std::uint64_t id = 0;    // numbers the records of a run from 1
};

struct TimerRecord {
  enum class Event : std::uint8_t { Set, Fired, Stopped };
  Time t = kStart;
  Side at = Side::A;
  Timer timer = Timer::Retransmission;
  Event event = Event::Set;
  Time due = kNever;           // for Set
  Duration rto{0};             // the endpoint's RTO now
  std::uint32_t backoffs = 0;  // how often it has been backed off
  Duration srtt{0};            // the estimate behind the RTO; 0: nothing was measured yet
  Duration rttvar{0};          // RTTVAR
};
std::string_view name(TimerRecord::Event event);

struct AppRecord {
  Time t = kStart;
  Side at = Side::A;
  std::string_view event{};  // a step's name, or connected, eof, data, error
  std::uint32_t bytes = 0;   // for data, send, read
  SocketError error = SocketError::None;
};

// How one side ended.
struct SideEnd {
  State state = State::Closed;
  Time since = kStart;
  std::string why{};         // one sentence
  std::string decided_by{};  // the parameter that decided it, by its names; "" if none did
  std::array<Duration, kStateCount> time_in{};
  std::uint32_t sent = 0;  // segments, those lost on the way included
  std::uint32_t lost = 0;  // of these
  std::uint32_t retransmissions = 0;
  // By the index of Why: those retransmissions, and the probes of a silent peer or a closed window, which repeat
  // nothing and are none.
  std::array<std::uint32_t, kWhyCount> by_reason{};
  std::uint32_t rsts = 0;                 // segments with RST that it sent
  std::uint64_t octets_read = 0;          // by its application
  SocketError error = SocketError::None;  // the last error the application was given
  State before = State::Closed;           // the state it left for `state`
  Cause cause = Cause::Open;              // what made it leave; meaningless if it never left its first state
  Statement reason{};                     // `why` before it was put into English
  std::optional<Statement> decision{};    // `decided_by`, likewise
  std::string_view parameter{};           // the own name of the parameter in it; "" if none, or a socket's option
};

struct EndRecord {
  Time t = kStart;
  std::string_view reason{};  // "quiet": nothing can happen any more; "run-for": the time was up
  std::array<SideEnd, 2> sides{};
};

using TraceRecord = std::variant<RunRecord, StateRecord, SegmentRecord, TimerRecord, AppRecord, EndRecord>;

class TraceSink {
 public:
  TraceSink() = default;
  TraceSink(const TraceSink&) = delete;
  TraceSink& operator=(const TraceSink&) = delete;
  virtual ~TraceSink() = default;
  virtual void write(const TraceRecord& record) = 0;
};

}  // namespace finwait
