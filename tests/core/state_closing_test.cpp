// CLOSING: both FINs crossed; ours is not acknowledged. Only that ACK, a RST, or giving up ends it.
#include <catch2/catch.hpp>

#include "tests/support/exchange.hpp"

// Each line of a story is a moment, which no formatter knows.
// clang-format off

using namespace finwait;
using namespace std::chrono_literals;
using By = Exchange::By;

TEST_CASE("CLOSING: the ACK of our FIN leads to TIME-WAIT without a reply") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::Closing)
        .at(100ms).receives(ack(2, 2)).enters(State::TimeWait, Cause::AckOfFin).sends_nothing()
        .no_timer(Timer::Retransmission).no_timer(Timer::LossProbe)
        .at(stack == "rfc9293" ? 240100ms : 60100ms).enters(State::Closed, Cause::TimeWaitTimeout).sends_nothing();
  }
}

TEST_CASE("CLOSING: our FIN is repeated with the ACK of the peer's, and given up like in FIN-WAIT-1") {
  Exchange("textbook").in(State::Closing).repeats(fin(1, 2), {1s, 3s, 7s})
      .at(15s).enters(State::Closed, Cause::GiveUp).sends_nothing().waits_for_ever();
  Exchange("rfc9293").in(State::Closing).repeats(fin(1, 2), {1s, 3s, 7s, 15s, 31s, 63s})
      .at(123s).enters(State::Closed, Cause::GiveUp).sends_nothing().waits_for_ever();
  Exchange("linux").in(State::Closing)
      .repeats(fin(1, 2), {300ms, 600ms, 1200ms, 2400ms, 4800ms, 9600ms, 19200ms, 38400ms, 76800ms})
      .at(153600ms).enters(State::Closed, Cause::GiveUp).sends_nothing().waits_for_ever();
}

TEST_CASE("CLOSING: linux with the descriptor open goes by tcp_retries2, and by the user timeout if set") {
  Exchange("linux").with([](StackProfile& p) { p.giveup_count = 5; }).in(State::Closing, By::Shutdown)
      .repeats(fin(1, 2), {300ms, 600ms, 1200ms, 2400ms, 4800ms, 9600ms})
      .at(19200ms).enters(State::Closed, Cause::GiveUp).fails_with(SocketError::TimedOut).sends_nothing();
  SocketOptions three;
  three.user_timeout = 3s;
  Exchange("linux").in(State::Closing, By::Shutdown).set(three).repeats(fin(1, 2), {300ms, 600ms, 1200ms, 2400ms})
      .at(3600ms).enters(State::Closed, Cause::UserTimeout).fails_with(SocketError::TimedOut);
}

TEST_CASE("CLOSING: an ACK of the data before our FIN leaves it there") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().send(100).sends(data(100, 1, 1)).shutdown_write().sends(fin(101, 1))
        .enters(State::FinWait1)
        .at(50ms).receives(fin(1, 1)).enters(State::Closing).sends(ack(102, 2))
        .at(100ms).receives(ack(2, 101)).stays(State::Closing).sends_nothing()
        .at(120ms).receives(ack(2, 102)).enters(State::TimeWait).sends_nothing();
  }
}

TEST_CASE("CLOSING: text after the peer's FIN is ignored, even by an orphan") {
  for (const auto stack : kThreeStacks) {
    for (const By by : {By::Close, By::Shutdown}) {
      Exchange(stack).in(State::Closing, by).receives(data(100, 2, 1)).receives(data_fin(100, 2, 1)).sends_nothing()
          .stays(State::Closing);
    }
  }
}

TEST_CASE("CLOSING: old text and text beyond the window are answered by an ACK") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::Closing).at(10ms).receives(data(1, 0, 1)).sends(ack(2, 2)).stays(State::Closing);
    Exchange(stack).in(State::Closing).at(10ms).receives(data(9, 70002, 1)).sends(ack(2, 2)).stays(State::Closing);
    Exchange(stack).in(State::Closing).at(10ms).receives(fin(70002, 1)).sends(ack(2, 2)).stays(State::Closing);
    Exchange(stack).in(State::Closing).at(10ms).receives(ack(1, 1)).sends(ack(2, 2)).stays(State::Closing);
  }
}

TEST_CASE("CLOSING: an old ACK is ignored, one older than a window or of what was never sent is answered") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::Closing)
        .at(10ms).receives(ack(2, 1)).receives(ack(2, 0)).sends_nothing().receives(ack(2, -70000)).sends(ack(2, 2))
        .stays(State::Closing);
    Exchange(stack).in(State::Closing).at(10ms).receives(ack(2, 3)).sends(ack(2, 2)).stays(State::Closing);
  }
}

TEST_CASE("CLOSING: RST at RCV.NXT ends it, under linux also one before") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::Closing).receives(rst(2)).enters(State::Closed, Cause::Rst).sends_nothing()
        .waits_for_ever();
  }
  Exchange("linux").in(State::Closing).receives(rst(1)).enters(State::Closed, Cause::Rst).sends_nothing();
  for (const auto stack : {"textbook", "rfc9293"}) {
    Exchange(stack).in(State::Closing).receives(rst(1)).sends_nothing().stays(State::Closing);
  }
}

TEST_CASE("CLOSING: a RST is no error where both sides had finished (RFC 9293 3.10.7.4, second)") {
  for (const auto stack : {"textbook", "rfc9293"}) {
    Exchange(stack).in(State::Closing, By::Shutdown).receives(rst(2)).enters(State::Closed, Cause::Rst);
  }
}

TEST_CASE("CLOSING: any other RST is challenged in the window and dropped outside") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::Closing).receives(rst(3)).sends(ack(2, 2).because(Why::ChallengeAck)).receives(rst(70003))
        .sends_nothing().receives(rst(0)).sends_nothing().stays(State::Closing);
  }
}

TEST_CASE("CLOSING: a SYN is answered by a challenge ACK, a segment without ACK by nothing") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::Closing).receives(syn(2)).sends(ack(2, 2)).stays(State::Closing);
    Exchange(stack).in(State::Closing).receives(data(9, 2, 1).without_ack()).sends_nothing().stays(State::Closing);
  }
}

TEST_CASE("CLOSING: calls find the connection closing") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.in(State::Closing, By::Shutdown).shutdown_write(SocketError::NotConnected).send(1, SocketError::BrokenPipe)
        .reads_eof().sends_nothing().stays(State::Closing);
    x.close().sends_nothing().stays(State::Closing);
    CHECK(x.endpoint().orphan());
  }
}

TEST_CASE("CLOSING: ABORT closes without RST") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::Closing, By::Shutdown).abort().enters(State::Closed, Cause::Abort).sends_nothing()
        .waits_for_ever();
    Exchange(stack).in(State::Closing, By::Shutdown).linger(0s).close().enters(State::Closed, Cause::Abort)
        .sends_nothing().waits_for_ever();
  }
}

TEST_CASE("CLOSING: close() with unread data sends RST") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait1, By::Shutdown).receives(data_fin(100, 1, 1)).enters(State::Closing)
        .sends(ack(2, 102)).close().enters(State::Closed, Cause::UnreadData).sends(rst_ack(2, 102)).waits_for_ever();
  }
}
