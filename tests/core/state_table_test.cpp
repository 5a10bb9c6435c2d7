// The transition table beside RFC 9293 Figure 5: complete, deterministic, and with nothing that the figure or a
// documented departure does not have.
#include <catch2/catch.hpp>
#include <set>
#include <tuple>

#include "core/state.hpp"

using namespace finwait;
using enum State;

namespace {

static_assert(static_cast<std::size_t>(TimeWait) + 1 == kStateCount);
static_assert(static_cast<std::size_t>(Cause::NewSyn) + 1 == kCauseCount);
static_assert(!synchronized(Closed) && !synchronized(Listen) && !synchronized(SynSent));
static_assert(synchronized(SynReceived) && synchronized(Established) && synchronized(TimeWait));
static_assert(can_send(Established) && can_send(CloseWait) && !can_send(FinWait1) && !can_send(LastAck));
static_assert(fin_received(CloseWait) && fin_received(Closing) && fin_received(LastAck) && fin_received(TimeWait));
static_assert(!fin_received(Established) && !fin_received(FinWait1) && !fin_received(FinWait2));

State state(std::size_t i) { return static_cast<State>(i); }
Cause cause(std::size_t i) { return static_cast<Cause>(i); }

std::string row_text(const TransitionRow& row) {
  return std::string(name(row.from)) + " + " + std::string(name(row.cause)) + " -> " + std::string(name(row.to));
}

bool has(State from, Cause why, State to) { return next_state(from, why) == to; }

}  // namespace

TEST_CASE("states are spelled as RFC 9293 spells them, and every spelling reads back") {
  const char* const spelled[kStateCount] = {"CLOSED",      "LISTEN",     "SYN-SENT",   "SYN-RECEIVED",
                                            "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "CLOSE-WAIT",
                                            "CLOSING",     "LAST-ACK",   "TIME-WAIT"};
  for (std::size_t i = 0; i < kStateCount; ++i) {
    CHECK(name(state(i)) == spelled[i]);
    CHECK(parse_state(spelled[i]) == state(i));
  }
  for (const char* wrong : {"", "closed", "FIN_WAIT_1", "FIN-WAIT", "FIN-WAIT-12", "TIME-WAIT "}) {
    INFO(wrong);
    CHECK_FALSE(parse_state(wrong).has_value());
  }
}

TEST_CASE("every cause has a name of its own, in small letters") {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kCauseCount; ++i) {
    const std::string_view spelled = name(cause(i));
    INFO(spelled);
    CHECK(names.insert(spelled).second);
    CHECK_FALSE(spelled.empty());
    CHECK(spelled.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos);
  }
}

TEST_CASE("the table is deterministic, and next_state and transition_row read exactly its rows") {
  std::set<std::pair<State, Cause>> seen;
  for (const TransitionRow& row : transition_table()) {
    INFO(row_text(row));
    CHECK(seen.emplace(row.from, row.cause).second);
    CHECK(row.from != row.to);
  }
  for (std::size_t s = 0; s < kStateCount; ++s) {
    for (std::size_t c = 0; c < kCauseCount; ++c) {
      const std::size_t row = transition_row(state(s), cause(c));
      INFO(name(state(s)) << " + " << name(cause(c)));
      if (!seen.contains({state(s), cause(c)})) {
        CHECK(row == transition_table().size());
        CHECK_FALSE(next_state(state(s), cause(c)).has_value());
        continue;
      }
      REQUIRE(row < transition_table().size());
      CHECK(transition_table()[row].from == state(s));
      CHECK(transition_table()[row].cause == cause(c));
      CHECK(next_state(state(s), cause(c)) == transition_table()[row].to);
    }
  }
}

TEST_CASE("every arrow of RFC 9293 Figure 5 is there") {
  const TransitionRow figure[] = {
      {Closed, Cause::Listen, Listen},
      {Closed, Cause::Open, SynSent},
      {Listen, Cause::Close, Closed},
      {Listen, Cause::Syn, SynReceived},
      {SynSent, Cause::Close, Closed},
      {SynSent, Cause::Syn, SynReceived},
      {SynSent, Cause::SynAck, Established},
      {SynReceived, Cause::AckOfSyn, Established},
      {SynReceived, Cause::Close, FinWait1},
      {SynReceived, Cause::ReturnToListen, Listen},  // note 1
      {Established, Cause::Close, FinWait1},
      {Established, Cause::Fin, CloseWait},
      {FinWait1, Cause::AckOfFin, FinWait2},
      {FinWait1, Cause::Fin, Closing},
      {FinWait2, Cause::Fin, TimeWait},
      {CloseWait, Cause::Close, LastAck},
      {Closing, Cause::AckOfFin, TimeWait},
      {LastAck, Cause::AckOfFin, Closed},
      {TimeWait, Cause::TimeWaitTimeout, Closed},
  };
  for (const TransitionRow& arrow : figure) {
    INFO(row_text(arrow));
    CHECK(has(arrow.from, arrow.cause, arrow.to));
  }
}

TEST_CASE("what is not in the figure ends the connection, or is one of the known exceptions") {
  const std::set<Cause> of_the_figure = {Cause::Open,     Cause::Listen,   Cause::Syn,
                                         Cause::SynAck,   Cause::AckOfSyn, Cause::Close,
                                         Cause::AckOfFin, Cause::Fin,      Cause::ReturnToListen};
  for (const TransitionRow& row : transition_table()) {
    if (of_the_figure.contains(row.cause)) continue;
    INFO(row_text(row));
    const bool aborts_into_time_wait = row.cause == Cause::AbortIntoTimeWait && row.to == TimeWait;  // RFC 9293 3.5.2
    const bool new_incarnation = row.cause == Cause::NewSyn && row.from == TimeWait && row.to == SynReceived;  // 3.6.1
    const bool expected = row.to == Closed || aborts_into_time_wait || new_incarnation;
    CHECK(expected);
  }
}

TEST_CASE("a RST and an ABORT end every state that has a connection") {
  for (std::size_t i = 0; i < kStateCount; ++i) {
    const State s = state(i);
    INFO(name(s));
    CHECK(next_state(s, Cause::Abort).has_value() == (s != Closed));
    const bool handshake = s == Closed || s == Listen || s == SynSent || s == SynReceived;
    CHECK(next_state(s, Cause::Rst).has_value() == !handshake);
    CHECK(next_state(s, Cause::Refused).has_value() == (s == SynSent || s == SynReceived));
  }
}

TEST_CASE(
    "only a state with something of ours unacknowledged can give up; CLOSE-WAIT and FIN-WAIT-2 may wait for ever") {
  CHECK_FALSE(next_state(FinWait2, Cause::GiveUp).has_value());
  CHECK_FALSE(next_state(TimeWait, Cause::GiveUp).has_value());
  CHECK_FALSE(next_state(Listen, Cause::GiveUp).has_value());
  for (const State s : {SynSent, SynReceived, Established, FinWait1, CloseWait, Closing, LastAck}) {
    INFO(name(s));
    CHECK(has(s, Cause::GiveUp, Closed));
    CHECK(has(s, Cause::UserTimeout, Closed));
  }
}

TEST_CASE("no second FIN: CLOSE leads nowhere once it was called, nor does the peer's FIN once it was received") {
  for (const State s : {FinWait1, FinWait2, Closing, LastAck, TimeWait}) {
    INFO(name(s));
    CHECK_FALSE(next_state(s, Cause::Close).has_value());
  }
  for (const State s : {CloseWait, Closing, LastAck, TimeWait}) {
    INFO(name(s));
    CHECK_FALSE(next_state(s, Cause::Fin).has_value());
  }
}
