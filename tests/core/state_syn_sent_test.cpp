// SYN-SENT: our SYN is out (RFC 9293 3.10.7.3). Only a segment that acknowledges it, or a SYN, means anything.
#include <catch2/catch.hpp>

#include "tests/support/exchange.hpp"

// Each line of a story is a moment, which no formatter knows.
// clang-format off

using namespace finwait;
using namespace std::chrono_literals;

TEST_CASE("SYN-SENT: SYN,ACK establishes and is acknowledged") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynSent)
        .at(100ms).receives(syn_ack(0, 1)).enters(State::Established, Cause::SynAck).sends(ack(1, 1))
        .no_timer(Timer::Retransmission);
  }
}

TEST_CASE("SYN-SENT: a SYN alone is a simultaneous open") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynSent).at(50ms).receives(syn(0)).enters(State::SynReceived, Cause::Syn)
        .sends(syn_ack(0, 1))
        .at(100ms).receives(syn_ack(0, 1)).enters(State::Established).sends_nothing();  // RFC 9293 3.5, simultaneous
  }
}

TEST_CASE("SYN-SENT: an ACK of something else is answered by RST; it establishes nothing") {
  for (const auto stack : kThreeStacks) {
    for (const std::int64_t number : {0, 2, 70000}) {
      Exchange(stack).in(State::SynSent).receives(ack(1, number)).sends(rst(number)).stays(State::SynSent)
          .receives(syn_ack(0, number)).sends(rst(number)).stays(State::SynSent);
    }
  }
}

TEST_CASE("SYN-SENT: RST with the ACK of our SYN means refused") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynSent)
        .at(100ms).receives(rst_ack(0, 1)).enters(State::Closed, Cause::Refused)
        .fails_with(SocketError::ConnectionRefused).sends_nothing().waits_for_ever();
  }
}

TEST_CASE("SYN-SENT: RST without the ACK of our SYN is dropped") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynSent).receives(rst(0)).receives(rst_ack(0, 0)).receives(rst_ack(0, 2)).sends_nothing()
        .stays(State::SynSent);
  }
}

TEST_CASE("SYN-SENT: a segment with neither SYN nor RST is dropped, even if it acknowledges our SYN") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynSent).receives(ack(1, 1)).receives(fin(1, 1)).receives(data(9, 1, 0).without_ack())
        .sends_nothing().stays(State::SynSent);
  }
}

TEST_CASE("SYN-SENT: CLOSE and ABORT delete it without a word") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynSent).close().enters(State::Closed, Cause::Close).sends_nothing().waits_for_ever();
    Exchange(stack).in(State::SynSent).shutdown_write().enters(State::Closed, Cause::Close).sends_nothing();
    Exchange(stack).in(State::SynSent).abort().enters(State::Closed, Cause::Abort).sends_nothing().waits_for_ever();
    Exchange(stack).in(State::SynSent).linger(0s).close().enters(State::Closed).sends_nothing().waits_for_ever();
  }
}

TEST_CASE("SYN-SENT: SEND is queued until the connection is established, RECEIVE waits") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynSent).send(100).reads_nothing_yet().sends_nothing()
        .at(100ms).receives(syn_ack(0, 1)).enters(State::Established).sends(ack(1, 1)).sends(data(100, 1, 1));
  }
}

TEST_CASE("SYN-SENT: a second OPEN is refused") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynSent).open(SocketError::AlreadyConnected).sends_nothing().stays(State::SynSent);
  }
}

TEST_CASE("SYN-SENT: rfc9293 tries for more than three minutes, doubling up to 60 s") {
  Exchange("rfc9293").in(State::SynSent).repeats(syn(0).because(Why::Rto), {1s, 3s, 7s, 15s, 31s, 63s, 123s})
      .at(183s).enters(State::Closed, Cause::GiveUp).fails_with(SocketError::TimedOut).sends_nothing();
}

TEST_CASE("SYN-SENT: the lessons' six repetitions double without end") {
  Exchange("textbook").in(State::SynSent).repeats(syn(0), {1s, 3s, 7s, 15s, 31s, 63s})
      .at(127s).enters(State::Closed, Cause::GiveUp).fails_with(SocketError::TimedOut).sends_nothing();
}

TEST_CASE("SYN-SENT: linux repeats four times a second apart before it doubles") {
  Exchange("linux").in(State::SynSent).repeats(syn(0).because(Why::Rto), {1s, 2s, 3s, 4s, 5s, 7s, 11s, 19s, 35s, 67s})
      .at(131s).enters(State::Closed, Cause::GiveUp).fails_with(SocketError::TimedOut).sends_nothing();
}

TEST_CASE("SYN-SENT: after a repeated SYN the first RTO is 3 s, because there is no sample") {
  for (const auto stack : {"rfc9293", "linux"}) {  // RFC 6298 5.7; TCP_TIMEOUT_FALLBACK
    Exchange(stack).in(State::SynSent)
        .at(1s).sends(syn(0))
        .at(1100ms).receives(syn_ack(0, 1)).enters(State::Established).sends(ack(1, 1)).rto(3s);
  }
  Exchange("textbook").in(State::SynSent)
      .at(1s).sends(syn(0))
      .at(1100ms).receives(syn_ack(0, 1)).enters(State::Established).sends(ack(1, 1)).rto(1s);
}

TEST_CASE("SYN-SENT: with timestamps linux has a sample even of a repeated SYN") {
  Exchange("linux").peer_timestamps().in(State::SynSent)
      .at(1s).sends(syn(0))
      .at(1100ms).receives(syn_ack(0, 1)).enters(State::Established).sends(ack(1, 1)).rto(300ms);
}
