#include "core/state.hpp"

namespace finwait {

namespace {

using enum State;

// Read this beside RFC 9293 Figure 5. What the figure leaves out (abort, give-up, timers) follows the figure's rows.
constexpr TransitionRow kTable[] = {
    // Opening
    {Closed, Cause::Open, SynSent},
    {Closed, Cause::Listen, Listen},
    {Listen, Cause::Syn, SynReceived},
    {SynSent, Cause::Syn, SynReceived},
    {SynSent, Cause::SynAck, Established},
    {SynReceived, Cause::AckOfSyn, Established},
    {SynReceived, Cause::ReturnToListen, Listen},
    {SynSent, Cause::Refused, Closed},
    {SynReceived, Cause::Refused, Closed},
    // Closing: CLOSE calls
    {Listen, Cause::Close, Closed},
    {SynSent, Cause::Close, Closed},
    {SynReceived, Cause::Close, FinWait1},
    {Established, Cause::Close, FinWait1},
    {CloseWait, Cause::Close, LastAck},
    // Closing: the peer's FIN, the ACK of ours
    {Established, Cause::Fin, CloseWait},
    {FinWait1, Cause::Fin, Closing},
    {FinWait1, Cause::AckOfFin, FinWait2},
    {FinWait2, Cause::Fin, TimeWait},
    {Closing, Cause::AckOfFin, TimeWait},
    {LastAck, Cause::AckOfFin, Closed},
    {TimeWait, Cause::TimeWaitTimeout, Closed},
    {TimeWait, Cause::NewSyn, SynReceived},
    {FinWait2, Cause::TimeWaitOverflow, Closed},
    {Closing, Cause::TimeWaitOverflow, Closed},
    {FinWait2, Cause::FinWait2Timeout, Closed},
    {LastAck, Cause::LastAckTimeout, Closed},
    // RST received
    {Established, Cause::Rst, Closed},
    {FinWait1, Cause::Rst, Closed},
    {FinWait2, Cause::Rst, Closed},
    {CloseWait, Cause::Rst, Closed},
    {Closing, Cause::Rst, Closed},
    {LastAck, Cause::Rst, Closed},
    {TimeWait, Cause::Rst, Closed},
    // ABORT call
    {Listen, Cause::Abort, Closed},
    {SynSent, Cause::Abort, Closed},
    {SynReceived, Cause::Abort, Closed},
    {Established, Cause::Abort, Closed},
    {FinWait1, Cause::Abort, Closed},
    {FinWait2, Cause::Abort, Closed},
    {CloseWait, Cause::Abort, Closed},
    {Closing, Cause::Abort, Closed},
    {LastAck, Cause::Abort, Closed},
    {TimeWait, Cause::Abort, Closed},
    {SynReceived, Cause::AbortIntoTimeWait, TimeWait},
    {Established, Cause::AbortIntoTimeWait, TimeWait},
    {FinWait1, Cause::AbortIntoTimeWait, TimeWait},
    {FinWait2, Cause::AbortIntoTimeWait, TimeWait},
    {CloseWait, Cause::AbortIntoTimeWait, TimeWait},
    // RST sent because data is lost to the application
    {Established, Cause::UnreadData, Closed},
    {FinWait1, Cause::UnreadData, Closed},
    {FinWait2, Cause::UnreadData, Closed},
    {CloseWait, Cause::UnreadData, Closed},
    {Closing, Cause::UnreadData, Closed},
    {LastAck, Cause::UnreadData, Closed},
    {FinWait1, Cause::DataAfterClose, Closed},
    {FinWait2, Cause::DataAfterClose, Closed},
    {FinWait2, Cause::Linger2, Closed},
    // Giving up
    {SynSent, Cause::GiveUp, Closed},
    {SynReceived, Cause::GiveUp, Closed},
    {Established, Cause::GiveUp, Closed},
    {FinWait1, Cause::GiveUp, Closed},
    {CloseWait, Cause::GiveUp, Closed},
    {Closing, Cause::GiveUp, Closed},
    {LastAck, Cause::GiveUp, Closed},
    {SynSent, Cause::UserTimeout, Closed},
    {SynReceived, Cause::UserTimeout, Closed},
    {Established, Cause::UserTimeout, Closed},
    {FinWait1, Cause::UserTimeout, Closed},
    {CloseWait, Cause::UserTimeout, Closed},
    {Closing, Cause::UserTimeout, Closed},
    {LastAck, Cause::UserTimeout, Closed},
    {Established, Cause::Keepalive, Closed},
    {FinWait2, Cause::Keepalive, Closed},
    {CloseWait, Cause::Keepalive, Closed},
    {Established, Cause::PersistLimit, Closed},
    {FinWait1, Cause::PersistLimit, Closed},
    {CloseWait, Cause::PersistLimit, Closed},
    {Closing, Cause::PersistLimit, Closed},
    {LastAck, Cause::PersistLimit, Closed},
    {FinWait1, Cause::OutOfResources, Closed},
    {FinWait2, Cause::OutOfResources, Closed},
    {Closing, Cause::OutOfResources, Closed},
    {LastAck, Cause::OutOfResources, Closed},
};
constexpr std::size_t kRows = std::size(kTable);

constexpr std::size_t cell(State s, Cause c) {
  return static_cast<std::size_t>(s) * kCauseCount + static_cast<std::size_t>(c);
}

consteval std::array<std::uint8_t, kStateCount * kCauseCount> index_rows() {
  std::array<std::uint8_t, kStateCount * kCauseCount> rows{};
  rows.fill(static_cast<std::uint8_t>(kRows));
  for (std::size_t i = 0; i < kRows; ++i) rows[cell(kTable[i].from, kTable[i].cause)] = static_cast<std::uint8_t>(i);
  return rows;
}

consteval bool deterministic() {
  for (std::size_t i = 0; i < kRows; ++i) {
    for (std::size_t j = i + 1; j < kRows; ++j) {
      if (kTable[i].from == kTable[j].from && kTable[i].cause == kTable[j].cause) return false;
    }
  }
  return true;
}

constexpr std::array<std::uint8_t, kStateCount* kCauseCount> kRowOf = index_rows();

constexpr std::array<std::string_view, kStateCount> kStateNames{
    "CLOSED",     "LISTEN",     "SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", "FIN-WAIT-1",
    "FIN-WAIT-2", "CLOSE-WAIT", "CLOSING",  "LAST-ACK",     "TIME-WAIT"};

constexpr std::array<std::string_view, kCauseCount> kCauseNames{"open",
                                                                "listen",
                                                                "syn",
                                                                "syn-ack",
                                                                "ack-of-syn",
                                                                "return-to-listen",
                                                                "close",
                                                                "ack-of-fin",
                                                                "fin",
                                                                "rst",
                                                                "refused",
                                                                "abort",
                                                                "abort-into-time-wait",
                                                                "unread-data",
                                                                "data-after-close",
                                                                "linger2",
                                                                "give-up",
                                                                "user-timeout",
                                                                "keepalive",
                                                                "persist-limit",
                                                                "out-of-resources",
                                                                "fin-wait-2-timeout",
                                                                "last-ack-timeout",
                                                                "time-wait-timeout",
                                                                "time-wait-overflow",
                                                                "new-syn"};

static_assert(deterministic(), "one (state, cause) pair leads to two states");
static_assert(kRows < 255);
static_assert(static_cast<std::size_t>(TimeWait) + 1 == kStateCount && !kStateNames.back().empty());
static_assert(static_cast<std::size_t>(Cause::NewSyn) + 1 == kCauseCount && !kCauseNames.back().empty());

}  // namespace

std::span<const TransitionRow> transition_table() { return kTable; }

std::size_t transition_row(State from, Cause cause) { return kRowOf[cell(from, cause)]; }

std::optional<State> next_state(State from, Cause cause) {
  const std::size_t row = transition_row(from, cause);
  if (row == kRows) return std::nullopt;
  return kTable[row].to;
}

std::string_view name(State state) { return kStateNames[static_cast<std::size_t>(state)]; }

std::optional<State> parse_state(std::string_view spelled) {
  for (std::size_t i = 0; i < kStateCount; ++i) {
    if (kStateNames[i] == spelled) return static_cast<State>(i);
  }
  return std::nullopt;
}

std::string_view name(Cause cause) { return kCauseNames[static_cast<std::size_t>(cause)]; }

}  // namespace finwait
