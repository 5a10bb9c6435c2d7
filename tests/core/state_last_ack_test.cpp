// LAST-ACK: the peer finished first, our FIN is out. The ACK of it ends the connection without TIME-WAIT; without it
// the FIN is repeated and given up like any other.
#include <catch2/catch.hpp>

#include "tests/support/exchange.hpp"

// Each line of a story is a moment, which no formatter knows.
// clang-format off

using namespace finwait;
using namespace std::chrono_literals;
using By = Exchange::By;

TEST_CASE("LAST-ACK: the ACK of our FIN ends the connection at once and silently") {
  for (const auto stack : kThreeStacks) {
    for (const By by : {By::Close, By::Shutdown}) {
      Exchange(stack).in(State::LastAck, by)
          .at(100ms).receives(ack(2, 2)).enters(State::Closed, Cause::AckOfFin).sends_nothing().waits_for_ever();
    }
  }
}

TEST_CASE("LAST-ACK: our FIN is repeated and given up") {
  Exchange("textbook").in(State::LastAck).repeats(fin(1, 2), {1s, 3s, 7s})
      .at(15s).enters(State::Closed, Cause::GiveUp).sends_nothing().waits_for_ever();
  Exchange("rfc9293").in(State::LastAck).repeats(fin(1, 2), {1s, 3s, 7s, 15s, 31s, 63s})
      .at(123s).enters(State::Closed, Cause::GiveUp).sends_nothing().waits_for_ever();
  Exchange("linux").in(State::LastAck)
      .at(300ms).sends(fin(1, 2).because(Why::LossProbe))
      .repeats(fin(1, 2), {600ms, 1200ms, 2400ms, 4800ms, 9600ms, 19200ms, 38400ms, 76800ms})
      .at(153600ms).enters(State::Closed, Cause::GiveUp).sends_nothing().waits_for_ever();
}

TEST_CASE("LAST-ACK: linux with the descriptor open goes by tcp_retries2, and by the user timeout if set") {
  Exchange("linux").in(State::LastAck, By::Shutdown)
      .repeats(fin(1, 2), {300ms, 600ms, 1200ms, 2400ms, 4800ms, 9600ms, 19200ms, 38400ms, 76800ms, 153600ms})
      .repeats(fin(1, 2), {273600ms, 393600ms, 513600ms, 633600ms, 753600ms, 873600ms})
      .at(993600ms).enters(State::Closed, Cause::GiveUp).fails_with(SocketError::TimedOut).sends_nothing();
  SocketOptions three;
  three.user_timeout = 3s;
  Exchange("linux").in(State::LastAck, By::Shutdown).set(three).repeats(fin(1, 2), {300ms, 600ms, 1200ms, 2400ms})
      .at(3600ms).enters(State::Closed, Cause::UserTimeout).fails_with(SocketError::TimedOut);
}

TEST_CASE("LAST-ACK: only lwIP limits the state itself: two minutes from the last segment before our FIN") {
  Exchange("lwip").in(State::LastAck)  // ticks of 500 ms: each wait of n ticks is up to one shorter
      .repeats(fin(1, 2), {2850ms, 8850ms, 20850ms, 44850ms, 92850ms})
      .at(119850ms).enters(State::Closed, Cause::LastAckTimeout).sends_nothing().waits_for_ever();
}

TEST_CASE("LAST-ACK: a peer whose TIME-WAIT is over answers a late FIN with RST, which is no error") {
  for (const auto stack : {"textbook", "rfc9293"}) {
    Exchange(stack).in(State::LastAck, By::Shutdown)
        .at(1s).sends(fin(1, 2))
        .at(1100ms).receives(rst(2)).enters(State::Closed, Cause::Rst).sends_nothing().waits_for_ever();
  }
  Exchange("linux").in(State::LastAck, By::Shutdown)
      .at(300ms).sends(fin(1, 2))
      .at(400ms).receives(rst(2)).enters(State::Closed, Cause::Rst).fails_with(SocketError::ConnectionReset)
      .sends_nothing();
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::LastAck).at(100ms).receives(rst(2)).enters(State::Closed, Cause::Rst).sends_nothing();
  }
}

TEST_CASE("LAST-ACK: RST one before RCV.NXT counts under linux only; others are challenged or dropped") {
  Exchange("linux").in(State::LastAck).receives(rst(1)).enters(State::Closed, Cause::Rst).sends_nothing();
  for (const auto stack : {"textbook", "rfc9293"}) {
    Exchange(stack).in(State::LastAck).receives(rst(1)).sends_nothing().stays(State::LastAck);
  }
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::LastAck).receives(rst(3)).sends(ack(2, 2).because(Why::ChallengeAck)).receives(rst(70003))
        .sends_nothing().receives(rst(0)).sends_nothing().stays(State::LastAck);
  }
}

TEST_CASE("LAST-ACK: an ACK of the data before our FIN leaves it there and restarts the timer") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::CloseWait)
        .at(1s).begins_now().send(100).sends(data(100, 1, 2)).close().enters(State::LastAck).sends(fin(101, 2))
        .at(100ms).receives(ack(2, 101)).stays(State::LastAck).sends_nothing()
        .at(stack == "linux" ? 400ms : 1100ms).sends(fin(101, 2))
        .at(stack == "linux" ? 500ms : 1200ms).receives(ack(2, 102)).enters(State::Closed, Cause::AckOfFin)
        .sends_nothing();
  }
}

TEST_CASE("LAST-ACK: text after the peer's FIN is ignored, but its ACK counts") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::LastAck).receives(data(100, 2, 1)).receives(data_fin(100, 2, 1)).sends_nothing()
        .stays(State::LastAck);
    Exchange(stack).in(State::LastAck).receives(data(100, 2, 2)).enters(State::Closed, Cause::AckOfFin).sends_nothing();
  }
}

TEST_CASE("LAST-ACK: old text and text beyond the window are answered by an ACK") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::LastAck).at(10ms).receives(data(1, 0, 1)).sends(ack(2, 2)).stays(State::LastAck);
    Exchange(stack).in(State::LastAck).at(10ms).receives(data(9, 70002, 1)).sends(ack(2, 2)).stays(State::LastAck);
    Exchange(stack).in(State::LastAck).at(10ms).receives(fin(70002, 1)).sends(ack(2, 2)).stays(State::LastAck);
    Exchange(stack).in(State::LastAck).at(10ms).receives(ack(1, 1)).sends(ack(2, 2)).stays(State::LastAck);
  }
}

TEST_CASE("LAST-ACK: an old ACK is ignored, one older than a window or of what was never sent is answered") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::LastAck)
        .at(10ms).receives(ack(2, 1)).receives(ack(2, 0)).sends_nothing().receives(ack(2, -70000)).sends(ack(2, 2))
        .stays(State::LastAck);
    Exchange(stack).in(State::LastAck).at(10ms).receives(ack(2, 3)).sends(ack(2, 2)).stays(State::LastAck);
  }
}

TEST_CASE("LAST-ACK: a SYN is answered by a challenge ACK, a segment without ACK by nothing") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::LastAck).receives(syn(2)).sends(ack(2, 2)).stays(State::LastAck);
    Exchange(stack).in(State::LastAck).receives(data(9, 2, 2).without_ack()).sends_nothing().stays(State::LastAck);
  }
}

TEST_CASE("LAST-ACK: calls find the connection closing") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.in(State::LastAck, By::Shutdown).shutdown_write(SocketError::NotConnected).send(1, SocketError::BrokenPipe)
        .reads_eof().sends_nothing().stays(State::LastAck);
    x.close().sends_nothing().stays(State::LastAck);
    CHECK(x.endpoint().orphan());
  }
}

TEST_CASE("LAST-ACK: ABORT closes without RST") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::LastAck, By::Shutdown).abort().enters(State::Closed, Cause::Abort).sends_nothing()
        .waits_for_ever();
    Exchange(stack).in(State::LastAck, By::Shutdown).linger(0s).close().enters(State::Closed, Cause::Abort)
        .sends_nothing().waits_for_ever();
  }
}

TEST_CASE("LAST-ACK: close() with unread data sends RST") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().receives(data_fin(100, 1, 1)).enters(State::CloseWait)
        .at(stack == "linux" ? 40ms : 0ms).sends(ack(1, 102)).shutdown_write().enters(State::LastAck).sends(fin(1, 102))
        .close().enters(State::Closed, Cause::UnreadData).sends(rst_ack(2, 102)).waits_for_ever();
  }
}
