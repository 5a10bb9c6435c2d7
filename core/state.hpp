// The eleven states of RFC 9293 Figure 5, the causes that move a connection between them, and the one table of
// allowed moves. The table knows nothing of segments or timers; the endpoint has one writer (enter) that reads it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace finwait {

enum class State : std::uint8_t {
  Closed,
  Listen,
  SynSent,
  SynReceived,
  Established,
  FinWait1,
  FinWait2,
  CloseWait,
  Closing,
  LastAck,
  TimeWait,
};
inline constexpr std::size_t kStateCount = 11;

// Why a connection changes state.
enum class Cause : std::uint8_t {
  Open,               // active OPEN call
  Listen,             // passive OPEN call
  Syn,                // a SYN arrived
  SynAck,             // a SYN with the ACK of our SYN arrived
  AckOfSyn,           // our SYN was acknowledged
  ReturnToListen,     // RST or SYN to a passive open in SYN-RECEIVED
  Close,              // CLOSE call (shutdown for writing, or close)
  AckOfFin,           // our FIN was acknowledged
  Fin,                // the peer's FIN arrived in order
  Rst,                // an acceptable RST arrived
  Refused,            // RST in answer to our SYN
  Abort,              // ABORT call (close with SO_LINGER 0)
  AbortIntoTimeWait,  // ABORT by a stack that obeys RFC 9293 3.5.2: whoever sends the RST enters TIME-WAIT
  UnreadData,         // close with data the application never read
  DataAfterClose,     // new data reached a socket that nobody can read any more
  Linger2,            // TCP_LINGER2 < 0: no FIN-WAIT-2 at all
  GiveUp,             // the retransmission limit was reached
  UserTimeout,        // TCP_USER_TIMEOUT, or RFC 9293's user timeout
  Keepalive,          // keepalive probes went unanswered
  PersistLimit,       // zero-window probes of an orphan reached their limit
  OutOfResources,     // too many orphans
  FinWait2Timeout,    // tcp_fin_timeout and its kin
  LastAckTimeout,     // lwIP's limit on LAST-ACK
  TimeWaitTimeout,    // 2 MSL passed
  TimeWaitOverflow,   // no room for a TIME-WAIT socket (tcp_max_tw_buckets)
  NewSyn,             // a new incarnation's SYN was accepted in TIME-WAIT
};
inline constexpr std::size_t kCauseCount = 26;

// One allowed move. A (from, cause) pair occurs at most once: asserted at compile time in state.cpp.
struct TransitionRow {
  State from;
  Cause cause;
  State to;
};

std::span<const TransitionRow> transition_table();
// Where `cause` leads from `from`; nothing if the table has no such row.
std::optional<State> next_state(State from, Cause cause);
// The index of the row in transition_table(), or its size if there is none.
std::size_t transition_row(State from, Cause cause);

// RFC 9293's spelling ("FIN-WAIT-1"), and back.
std::string_view name(State state);
std::optional<State> parse_state(std::string_view spelled);
// The spelling used in traces ("ack-of-fin").
std::string_view name(Cause cause);

// From SYN-RECEIVED on: the peer's initial sequence number is known.
constexpr bool synchronized(State s) { return s != State::Closed && s != State::Listen && s != State::SynSent; }
// Our side may still queue data: CLOSE has not been called.
constexpr bool can_send(State s) { return s == State::Established || s == State::CloseWait; }
// The peer's FIN has been received in order.
constexpr bool fin_received(State s) {
  return s == State::CloseWait || s == State::Closing || s == State::LastAck || s == State::TimeWait;
}

}  // namespace finwait
