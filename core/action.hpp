// What an endpoint wants done after one input, in order: segments to send, state changes to record, and news for
// the application. Plain data; the runner performs it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "core/segment.hpp"
#include "core/state.hpp"

namespace finwait {

// Why a segment was sent; the trace's "why".
enum class Why : std::uint8_t {
  New,
  Rto,
  LossProbe,
  Fast,
  Ack,
  DelayedAck,
  DuplicateAck,
  ChallengeAck,
  Reset,
  Keepalive,
  WindowProbe,
  Injected,
};
inline constexpr std::size_t kWhyCount = 12;
std::string_view name(Why why);

// Errors as the application sees them (POSIX names).
enum class SocketError : std::uint8_t {
  None,
  ConnectionReset,    // ECONNRESET
  ConnectionRefused,  // ECONNREFUSED
  TimedOut,           // ETIMEDOUT
  BrokenPipe,         // EPIPE
  NotConnected,       // ENOTCONN: CLOSED or never connected
  AlreadyConnected,   // EISCONN
};
// "ECONNRESET" and so on; "" for None.
std::string_view name(SocketError error);

struct Send {
  Segment segment{};
  Why why = Why::New;
  std::uint16_t copy = 1;  // how often this sequence range has been sent, this time included
};

struct Transition {
  State from = State::Closed;
  State to = State::Closed;
  Cause cause = Cause::Open;
};

struct Notify {
  enum class Event : std::uint8_t {
    Connected,  // ESTABLISHED was entered
    Data,       // `bytes` more octets can be read
    Eof,        // the peer's FIN was received in order
    FinAcked,   // our FIN was acknowledged: a lingering close() may return
    Error,      // the connection is gone, `error` says why
  };
  Event event = Event::Connected;
  SocketError error = SocketError::None;
  std::uint32_t bytes = 0;
};

using Action = std::variant<Send, Transition, Notify>;
// The caller clears and reuses the list, so a run allocates nothing per event.
using Actions = std::vector<Action>;

}  // namespace finwait
