// SYN-RECEIVED: both SYNs are out, ours is not acknowledged. It belongs to the synchronized states, and goes back to
// LISTEN when a passive OPEN made it.
#include <catch2/catch.hpp>

#include "tests/support/exchange.hpp"

// Each line of a story is a moment, which no formatter knows.
// clang-format off

using namespace finwait;
using namespace std::chrono_literals;

namespace {

// By a simultaneous open: our SYN crossed the peer's.
Exchange& active(Exchange& x) {
  return x.in(State::SynSent).receives(syn(0)).enters(State::SynReceived).sends(syn_ack(0, 1));
}

}  // namespace

TEST_CASE("SYN-RECEIVED: the ACK of our SYN establishes") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynReceived)
        .at(100ms).receives(ack(1, 1)).enters(State::Established, Cause::AckOfSyn).sends_nothing()
        .no_timer(Timer::Retransmission);
  }
}

TEST_CASE("SYN-RECEIVED: the same segment may carry data, or a FIN") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.in(State::SynReceived)
        .at(100ms).receives(data(100, 1, 1)).enters(State::Established).reads(100)
        .at(stack == "rfc9293" ? 300ms : 100ms).sends(ack(1, 101));
    Exchange(stack).in(State::SynReceived)
        .at(100ms).receives(fin(1, 1)).enters(State::Established).enters(State::CloseWait, Cause::Fin)
        .at(100ms + fin_ack_delay(stack)).sends(ack(1, 2));
  }
}

TEST_CASE("SYN-RECEIVED: an ACK of anything else is answered by RST from its number") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynReceived).receives(ack(1, 2)).sends(rst(2)).stays(State::SynReceived);
    Exchange(stack).in(State::SynReceived).receives(ack(1, 0)).sends(rst(0)).stays(State::SynReceived);
  }
}

TEST_CASE("SYN-RECEIVED: RST sends a passive OPEN back to LISTEN, where it serves the next") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynReceived).receives(rst(1)).enters(State::Listen, Cause::ReturnToListen).sends_nothing()
        .waits_for_ever().receives(syn(0)).enters(State::SynReceived).sends(syn_ack(0, 1));
  }
}

TEST_CASE("SYN-RECEIVED: RST means refused to an active OPEN") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    active(x).receives(rst(1)).enters(State::Closed, Cause::Refused).fails_with(SocketError::ConnectionRefused)
        .sends_nothing().waits_for_ever();
  }
}

TEST_CASE("SYN-RECEIVED: an inexact RST is challenged, one out of window dropped") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynReceived).receives(rst(2)).sends(ack(1, 1)).stays(State::SynReceived)
        .receives(rst(70001)).sends_nothing().stays(State::SynReceived).receives(rst(0)).sends_nothing()
        .stays(State::SynReceived);
  }
}

TEST_CASE("SYN-RECEIVED: a SYN in the window sends a passive OPEN back to LISTEN") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynReceived).receives(syn(1)).enters(State::Listen, Cause::ReturnToListen)
        .sends_nothing();
  }
}

TEST_CASE("SYN-RECEIVED: a segment without ACK is dropped") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynReceived).receives(fin(1, 0).without_ack()).receives(data(9, 1, 0).without_ack())
        .sends_nothing().stays(State::SynReceived);
  }
}

TEST_CASE("SYN-RECEIVED: text out of window is answered by an ACK") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynReceived).receives(data(9, 70001, 1)).sends(ack(1, 1)).stays(State::SynReceived);
  }
}

TEST_CASE("SYN-RECEIVED: CLOSE sends a FIN at once if nothing is queued") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynReceived).shutdown_write().enters(State::FinWait1, Cause::Close).sends(fin(1, 1))
        .at(100ms).receives(ack(1, 2)).enters(State::FinWait2);
  }
}

TEST_CASE("SYN-RECEIVED: ABORT sends RST and closes") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynReceived).abort().enters(State::Closed, Cause::Abort).sends(rst_ack(1, 1))
        .waits_for_ever();
  }
}

TEST_CASE("SYN-RECEIVED: SEND is queued until the connection is established, RECEIVE waits") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynReceived).send(100).reads_nothing_yet().sends_nothing()
        .at(100ms).receives(ack(1, 1)).enters(State::Established).sends(data(100, 1, 1));
  }
}

TEST_CASE("SYN-RECEIVED: CLOSE after SEND waits for ESTABLISHED; then the FIN rides on the data") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynReceived).send(100).shutdown_write().stays(State::SynReceived).sends_nothing()
        .at(100ms).receives(ack(1, 1)).enters(State::Established).enters(State::FinWait1, Cause::Close)
        .sends(data_fin(100, 1, 1));
  }
}

TEST_CASE("SYN-RECEIVED: SYN,ACK is repeated, and given up by its own count") {
  Exchange("textbook").in(State::SynReceived).repeats(syn_ack(0, 1), {1s, 3s, 7s, 15s, 31s})
      .at(63s).enters(State::Closed, Cause::GiveUp).sends_nothing();
  Exchange("linux").in(State::SynReceived).repeats(syn_ack(0, 1).because(Why::Rto), {1s, 3s, 7s, 15s, 31s})
      .at(63s).enters(State::Closed, Cause::GiveUp).sends_nothing();
  Exchange("rfc9293").in(State::SynReceived).repeats(syn_ack(0, 1), {1s, 3s, 7s, 15s, 31s, 63s, 123s})
      .at(183s).enters(State::Closed, Cause::GiveUp).sends_nothing();
}

TEST_CASE("SYN-RECEIVED: after CLOSE, an ACK of our SYN alone leaves the FIN to be acknowledged") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynReceived).shutdown_write().enters(State::FinWait1).sends(fin(1, 1))
        .at(50ms).receives(ack(1, 1)).stays(State::FinWait1).sends_nothing()
        .at(100ms).receives(fin(1, 2)).enters(State::FinWait2).enters(State::TimeWait).sends(ack(2, 2));
  }
}

TEST_CASE("SYN-RECEIVED: back in LISTEN nothing is left of the first attempt") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynReceived).at(10ms).receives(syn(1)).enters(State::Listen)
        .at(20ms).receives(syn(0)).enters(State::SynReceived).sends(syn_ack(0, 1))
        .at(120ms).receives(ack(1, 1)).enters(State::Established).sends_nothing().waits_for_ever()
        .send(10).sends(data(10, 1, 1));
  }
}
