// FIN-WAIT-1: our FIN is out and not acknowledged. What arrives meanwhile, and what the user may still do. How long
// the FIN is repeated stands in state_fin_wait_1_timers_test.cpp.
#include <catch2/catch.hpp>

#include "tests/support/exchange.hpp"

// Each line of a story is a moment, which no formatter knows.
// clang-format off

using namespace finwait;
using namespace std::chrono_literals;
using By = Exchange::By;

TEST_CASE("FIN-WAIT-1: the ACK of our FIN leads to FIN-WAIT-2") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait1)
        .at(100ms).receives(ack(1, 2)).enters(State::FinWait2, Cause::AckOfFin).sends_nothing()
        .no_timer(Timer::Retransmission).no_timer(Timer::LossProbe);
  }
}

TEST_CASE("FIN-WAIT-1: a FIN that acknowledges ours passes FIN-WAIT-2 within the one segment") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait1)
        .at(100ms).receives(fin(1, 2)).enters(State::FinWait2, Cause::AckOfFin).enters(State::TimeWait, Cause::Fin)
        .sends(ack(2, 2)).no_timer(Timer::Retransmission).no_timer(Timer::LossProbe);
  }
}

TEST_CASE("FIN-WAIT-1: a FIN that does not acknowledge ours is a simultaneous close, acknowledged at once") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait1)
        .at(50ms).receives(fin(1, 1)).enters(State::Closing, Cause::Fin).sends(ack(2, 2));
  }
}

TEST_CASE("FIN-WAIT-1: an ACK of the data before our FIN changes no state, and restarts the timer") {
  Exchange("rfc9293").established().send(100).sends(data(100, 1, 1)).close().sends(fin(101, 1)).enters(State::FinWait1)
      .at(100ms).receives(ack(1, 101)).stays(State::FinWait1).sends_nothing()
      .at(1100ms).sends(fin(101, 1));  // RFC 6298 5.3
  Exchange("textbook").established().send(100).sends(data(100, 1, 1)).close().sends(fin(101, 1)).enters(State::FinWait1)
      .at(100ms).receives(ack(1, 101)).stays(State::FinWait1).sends_nothing()
      .at(1100ms).sends(fin(101, 1));
  Exchange("linux").established().send(100).sends(data(100, 1, 1)).close().sends(fin(101, 1)).enters(State::FinWait1)
      .at(100ms).receives(ack(1, 101)).stays(State::FinWait1).sends_nothing()
      .at(400ms).sends(fin(101, 1).because(Why::LossProbe));
}

TEST_CASE("FIN-WAIT-1: data that the user sent with more to come carries the FIN") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().send_more(100).sends_nothing().close().sends(data_fin(100, 1, 1))
        .enters(State::FinWait1)
        .at(100ms).receives(ack(1, 102)).enters(State::FinWait2);
  }
}

TEST_CASE("FIN-WAIT-1: is entered with the CLOSE call, even while the FIN waits for the peer's window") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).peer_window(500).established().send(500).sends(data(500, 1, 1)).send(200).close()
        .enters(State::FinWait1, Cause::Close).sends_nothing()
        .at(100ms).receives(ack(1, 501)).sends(data_fin(200, 501, 1)).stays(State::FinWait1);
  }
}

TEST_CASE("FIN-WAIT-1: the FIN waits for the congestion window; under linux it may leave as the loss probe") {
  for (const auto stack : kThreeStacks) {
    Exchange room(stack);
    room.established().send(9 * 1460);
    for (int i = 0; i < 9; ++i) room.sends(data(1460, 1 + 1460 * i, 1));
    room.close().enters(State::FinWait1).sends(fin(13141, 1));
  }
  Exchange full("linux");
  full.established().send(10 * 1460);
  for (int i = 0; i < 10; ++i) full.sends(data(1460, 1 + 1460 * i, 1));
  full.close().enters(State::FinWait1).sends_nothing().at(202ms).sends(fin(14601, 1).because(Why::LossProbe));
}

TEST_CASE("FIN-WAIT-1: after shutdown, data is delivered and acknowledged as before") {
  const auto begin = [](Exchange& x) -> Exchange& {
    return x.in(State::FinWait1, By::Shutdown).at(50ms).receives(data(100, 1, 1)).stays(State::FinWait1).reads(100);
  };
  for (const auto stack : {"textbook", "linux"}) {
    Exchange x(stack);
    begin(x).sends(ack(2, 101));
  }
  Exchange delayed("rfc9293");
  begin(delayed).sends_nothing().at(250ms).sends(ack(2, 101).because(Why::DelayedAck));
}

TEST_CASE("FIN-WAIT-1: after close(), new data is answered by RST, and that is the end") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait1)
        .at(50ms).receives(data(100, 1, 1)).enters(State::Closed, Cause::DataAfterClose).sends(rst(1)).waits_for_ever();
  }
}

TEST_CASE("FIN-WAIT-1: with both directions shut, new data is answered by RST although the descriptor is open") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait1, By::Shutdown).shutdown_read().sends_nothing()
        .at(50ms).receives(data(100, 1, 1)).enters(State::Closed, Cause::DataAfterClose).sends(rst(1))
        .fails_with(SocketError::ConnectionReset);
  }
}

TEST_CASE("FIN-WAIT-1: FIN with data is data first, then FIN") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait1, By::Shutdown)
        .at(50ms).receives(data_fin(100, 1, 1)).enters(State::Closing).sends(ack(2, 102)).reads(100).reads_eof();
    Exchange(stack).in(State::FinWait1, By::Shutdown)
        .at(100ms).receives(data_fin(100, 1, 2)).enters(State::FinWait2).enters(State::TimeWait).sends(ack(2, 102))
        .reads(100).reads_eof();
  }
}

TEST_CASE("FIN-WAIT-1: a FIN out of order waits for the gap to fill, if anybody can still read") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait1, By::Shutdown)
        .at(50ms).receives(fin(101, 1)).stays(State::FinWait1).sends(ack(2, 1))
        .at(60ms).receives(data(100, 1, 1)).enters(State::Closing, Cause::Fin).sends(ack(2, 102)).reads(100)
        .reads_eof();
  }
}

TEST_CASE("FIN-WAIT-1: a FIN out of order after close() waits, but linux takes it for data and resets") {
  for (const auto stack : {"textbook", "rfc9293"}) {
    Exchange(stack).in(State::FinWait1).at(50ms).receives(fin(101, 1)).stays(State::FinWait1).sends(ack(2, 1));
  }
  Exchange("linux").in(State::FinWait1)
      .at(50ms).receives(fin(101, 1)).enters(State::Closed, Cause::DataAfterClose).sends(rst(1));
}

TEST_CASE("FIN-WAIT-1: old or out-of-window text is answered by an ACK and dropped") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait1).at(50ms).receives(data(1, 0, 1)).stays(State::FinWait1).sends(ack(2, 1));
    Exchange(stack).in(State::FinWait1).at(50ms).receives(data(9, 70001, 1)).stays(State::FinWait1).sends(ack(2, 1));
    Exchange(stack).in(State::FinWait1).at(50ms).receives(fin(70001, 1)).stays(State::FinWait1).sends(ack(2, 1));
  }
}

TEST_CASE("FIN-WAIT-1: a probe below the window, of a peer that waits for us, is answered by an ACK") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait1).at(50ms).receives(ack(0, 1)).stays(State::FinWait1).sends(ack(2, 1));
  }
}

TEST_CASE("FIN-WAIT-1: an old ACK is ignored; one older than a window, or of what was never sent, is answered") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait1).at(50ms).receives(ack(1, 0)).stays(State::FinWait1).sends_nothing();
    Exchange(stack).in(State::FinWait1).at(50ms).receives(ack(1, -70000)).stays(State::FinWait1).sends(ack(2, 1));
    Exchange(stack).in(State::FinWait1).at(50ms).receives(ack(1, 3)).stays(State::FinWait1).sends(ack(2, 1));
  }
}

TEST_CASE("FIN-WAIT-1: RST ends it only at exactly RCV.NXT") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait1, By::Shutdown)
        .at(50ms).receives(rst(1)).enters(State::Closed, Cause::Rst).fails_with(SocketError::ConnectionReset)
        .sends_nothing().waits_for_ever();
    Exchange(stack).in(State::FinWait1)
        .at(50ms).receives(rst(2)).stays(State::FinWait1).sends(ack(2, 1).because(Why::ChallengeAck))
        .at(60ms).receives(rst(70001)).stays(State::FinWait1).sends_nothing()
        .at(70ms).receives(rst(0)).stays(State::FinWait1).sends_nothing();
  }
}

TEST_CASE("FIN-WAIT-1: an inexact RST does not move the FIN's schedule") {
  Exchange("linux").in(State::FinWait1)
      .at(50ms).receives(rst(2)).sends(ack(2, 1))
      .at(300ms).sends(fin(1, 1));
  Exchange("rfc9293").in(State::FinWait1)
      .at(50ms).receives(rst(2)).sends(ack(2, 1))
      .at(1s).sends(fin(1, 1));
  Exchange("textbook").in(State::FinWait1)
      .at(50ms).receives(rst(2)).sends(ack(2, 1))
      .at(1s).sends(fin(1, 1));
}

TEST_CASE("FIN-WAIT-1: a SYN is answered by a challenge ACK, a segment without ACK by nothing") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait1).at(50ms).receives(syn(1)).stays(State::FinWait1).sends(ack(2, 1));
    Exchange(stack).in(State::FinWait1)
        .at(50ms).receives(fin(1, 1).without_ack()).stays(State::FinWait1).sends_nothing();
    Exchange(stack).in(State::FinWait1)
        .at(50ms).receives(data(9, 1, 1).without_ack()).stays(State::FinWait1).sends_nothing();
  }
}

TEST_CASE("FIN-WAIT-1: CLOSE again sends no second FIN; close() makes an orphan of it") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.in(State::FinWait1, By::Shutdown).at(50ms).shutdown_write().sends_nothing().stays(State::FinWait1);
    CHECK_FALSE(x.endpoint().orphan());
    x.close().sends_nothing().stays(State::FinWait1);
    CHECK(x.endpoint().orphan());
  }
}

TEST_CASE("FIN-WAIT-1: SEND is refused, RECEIVE waits for what may still come") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait1, By::Shutdown).send(1, SocketError::BrokenPipe).reads_nothing_yet()
        .sends_nothing().stays(State::FinWait1);
  }
}

TEST_CASE("FIN-WAIT-1: ABORT sends RST after our FIN and closes") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait1, By::Shutdown)
        .at(50ms).abort().enters(State::Closed, Cause::Abort).sends(rst_ack(2, 1)).waits_for_ever();
    Exchange(stack).in(State::FinWait1, By::Shutdown)
        .at(50ms).linger(0s).close().enters(State::Closed, Cause::Abort).sends(rst_ack(2, 1)).waits_for_ever();
  }
}

TEST_CASE("FIN-WAIT-1: close() with unread data sends RST") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.in(State::FinWait1, By::Shutdown).at(50ms).receives(data(100, 1, 1));
    if (stack != "rfc9293") x.sends(ack(2, 101));  // it would still wait 200 ms
    x.at(60ms).close().enters(State::Closed, Cause::UnreadData).sends(rst_ack(2, 101)).waits_for_ever();
  }
}

TEST_CASE("FIN-WAIT-1: TCP_LINGER2 below zero means no FIN-WAIT-2: RST instead, under linux") {
  SocketOptions none;
  none.linger2 = -1s;
  Exchange("linux").established().set(none).close().sends(fin(1, 1)).enters(State::FinWait1)
      .at(100ms).receives(ack(1, 2)).enters(State::FinWait2).enters(State::Closed, Cause::Linger2).sends(rst(2))
      .waits_for_ever();
}

TEST_CASE("FIN-WAIT-1: a lingering close() holds the descriptor until our FIN is acknowledged, or its time is over") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.established().linger(5s).begin_close().enters(State::FinWait1, Cause::Close).sends(fin(1, 1));
    CHECK_FALSE(x.endpoint().orphan());
    x.at(100ms).receives(ack(1, 2)).enters(State::FinWait2).tells(Notify::Event::FinAcked).release();
    CHECK(x.endpoint().orphan());
    Exchange y(stack);
    y.established().linger(200ms).begin_close().enters(State::FinWait1).sends(fin(1, 1))
        .at(200ms).release().stays(State::FinWait1).sends_nothing();  // TCP goes on
    CHECK(y.endpoint().orphan());
  }
}

TEST_CASE("FIN-WAIT-1: one orphan too many is reset, under linux after its FIN") {
  Exchange("linux").with([](StackProfile& p) { p.max_orphans = 0; }).established()
      .close().enters(State::FinWait1).sends(fin(1, 1)).enters(State::Closed, Cause::OutOfResources)
      .sends(rst_ack(2, 1)).waits_for_ever();
}

TEST_CASE("FIN-WAIT-1: a stack that obeys RFC 9293 3.5.2 enters TIME-WAIT after the RST that it sends") {
  Exchange("rfc9293").with([](StackProfile& p) { p.tw_after_sending_rst = true; }).in(State::FinWait1, By::Shutdown)
      .abort().enters(State::TimeWait, Cause::AbortIntoTimeWait).sends(rst_ack(2, 1))
      .at(240s).enters(State::Closed, Cause::TimeWaitTimeout).sends_nothing();
}
