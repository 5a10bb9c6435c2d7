// FIN-WAIT-2: our FIN is acknowledged, the peer's has not come. Data may still come to somebody who reads; the state
// has no retransmission, and whether it ever ends by itself is the stack's own choice.
#include <catch2/catch.hpp>

#include "tests/support/exchange.hpp"

// Each line of a story is a moment, which no formatter knows.
// clang-format off

using namespace finwait;
using namespace std::chrono_literals;
using By = Exchange::By;

namespace {

// close() under linux leaves a small object behind (tcp_time_wait with substate TCP_FIN_WAIT2), with rules of its own.
constexpr const char* kReduced = "linux";
constexpr const char* kFull[] = {"textbook", "rfc9293"};

Duration data_ack_delay(std::string_view stack) { return stack == "rfc9293" ? Duration(200ms) : Duration{0}; }

}  // namespace

TEST_CASE("FIN-WAIT-2: the peer's FIN leads to TIME-WAIT, is acknowledged at once, and stops every other timer") {
  for (const auto stack : kThreeStacks) {
    for (const By by : {By::Close, By::Shutdown}) {
      Exchange(stack).in(State::FinWait2, by)
          .at(50ms).receives(fin(1, 2)).enters(State::TimeWait, Cause::Fin).sends(ack(2, 2)).no_timer(Timer::FinWait2)
          .no_timer(Timer::Retransmission).no_timer(Timer::Keepalive);
    }
  }
}

TEST_CASE("FIN-WAIT-2: after shutdown, data is delivered and acknowledged, and the FIN after it ends the stream") {
  for (const auto stack : kThreeStacks) {
    const Duration wait = data_ack_delay(stack);
    Exchange(stack).in(State::FinWait2, By::Shutdown)
        .at(50ms).receives(data(100, 1, 2)).stays(State::FinWait2).reads(100)
        .at(50ms + wait).sends(ack(2, 101))
        .at(1s).receives(fin(101, 2)).enters(State::TimeWait).sends(ack(2, 102)).reads_eof();
  }
}

TEST_CASE("FIN-WAIT-2: data with FIN is delivered and acknowledged as one") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait2, By::Shutdown)
        .at(50ms).receives(data_fin(100, 1, 2)).enters(State::TimeWait).sends(ack(2, 102)).reads(100).reads_eof();
  }
}

TEST_CASE("FIN-WAIT-2: after close(), new data is answered by RST, and that is the end") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait2)
        .at(50ms).receives(data(100, 1, 2)).enters(State::Closed, Cause::DataAfterClose).sends(rst(2)).waits_for_ever();
    Exchange(stack).in(State::FinWait2)
        .at(50ms).receives(data_fin(100, 1, 2)).enters(State::Closed, Cause::DataAfterClose).sends(rst(2))
        .waits_for_ever();
  }
}

TEST_CASE("FIN-WAIT-2: with both directions shut, new data is answered by RST although the descriptor is open") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait2, By::Shutdown).shutdown_read().sends_nothing()
        .at(50ms).receives(data(100, 1, 2)).enters(State::Closed, Cause::DataAfterClose).sends(rst(2))
        .fails_with(SocketError::ConnectionReset);
  }
}

TEST_CASE("FIN-WAIT-2: a FIN out of order waits for the gap to fill, if anybody can still read") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait2, By::Shutdown)
        .at(50ms).receives(fin(101, 2)).stays(State::FinWait2).sends(ack(2, 1))
        .at(60ms).receives(data(100, 1, 2)).enters(State::TimeWait, Cause::Fin).sends(ack(2, 102)).reads(100)
        .reads_eof();
  }
}

TEST_CASE("FIN-WAIT-2: a FIN out of order after close() waits, but linux takes it for data and resets") {
  for (const auto stack : kFull) {
    Exchange(stack).in(State::FinWait2).at(50ms).receives(fin(101, 2)).stays(State::FinWait2).sends(ack(2, 1));
  }
  Exchange(kReduced).in(State::FinWait2)
      .at(50ms).receives(fin(101, 2)).enters(State::Closed, Cause::DataAfterClose).sends(rst(2));
}

TEST_CASE("FIN-WAIT-2: old text is answered by an ACK") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait2, By::Shutdown)
        .at(50ms).receives(data(1, 0, 2)).stays(State::FinWait2).sends(ack(2, 1));
    Exchange(stack).in(State::FinWait2, By::Shutdown).at(50ms).receives(ack(0, 2)).stays(State::FinWait2)
        .sends(ack(2, 1));  // a keepalive or window probe
    Exchange(stack).in(State::FinWait2).at(50ms).receives(ack(0, 2)).stays(State::FinWait2).sends(ack(2, 1));
  }
}

TEST_CASE("FIN-WAIT-2: text beyond the window is answered by an ACK and dropped") {
  for (const auto stack : kThreeStacks) {
    for (const By by : {By::Close, By::Shutdown}) {
      Exchange(stack).in(State::FinWait2, by)
          .at(50ms).receives(data(9, 70001, 2)).stays(State::FinWait2).sends(ack(2, 1));
      Exchange(stack).in(State::FinWait2, by).at(50ms).receives(fin(70001, 2)).stays(State::FinWait2).sends(ack(2, 1));
    }
  }
}

TEST_CASE("FIN-WAIT-2: linux's small object answers at most one empty segment out of window in 500 ms") {
  Exchange(kReduced).in(State::FinWait2)
      .at(50ms).receives(ack(0, 2)).sends(ack(2, 1))
      .at(60ms).receives(ack(0, 2)).sends_nothing()
      .at(549ms).receives(ack(0, 2)).sends_nothing()
      .at(550ms).receives(ack(0, 2)).sends(ack(2, 1));
}

TEST_CASE("FIN-WAIT-2: ACKs that say nothing new are ignored, one of what was never sent is answered") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait2, By::Shutdown)
        .at(50ms).receives(ack(1, 2)).sends_nothing().receives(ack(1, 1)).sends_nothing().stays(State::FinWait2)
        .receives(ack(1, 3)).sends(ack(2, 1)).stays(State::FinWait2);
    Exchange(stack).in(State::FinWait2, By::Shutdown)
        .at(50ms).receives(ack(1, -70000)).sends(ack(2, 1)).stays(State::FinWait2);
  }
  Exchange(kReduced).in(State::FinWait2).at(50ms).receives(ack(1, 2)).sends_nothing().receives(ack(1, 1))
      .sends_nothing().receives(ack(1, 3)).sends_nothing().stays(State::FinWait2);  // empty: dropped unseen
}

TEST_CASE("FIN-WAIT-2: RST ends it only at exactly RCV.NXT, except in linux's small object") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait2, By::Shutdown)
        .at(50ms).receives(rst(2)).stays(State::FinWait2).sends(ack(2, 1).because(Why::ChallengeAck))
        .receives(rst(70001)).stays(State::FinWait2).sends_nothing().receives(rst(0)).stays(State::FinWait2)
        .sends_nothing().receives(rst(1)).enters(State::Closed, Cause::Rst).fails_with(SocketError::ConnectionReset)
        .sends_nothing().waits_for_ever();
  }
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait2).at(50ms).receives(rst(1)).enters(State::Closed, Cause::Rst).sends_nothing();
  }
  Exchange(kReduced).in(State::FinWait2)
      .at(50ms).receives(rst(70001)).stays(State::FinWait2).sends_nothing()
      .at(60ms).receives(rst(2)).enters(State::Closed, Cause::Rst).sends_nothing();  // anywhere in the window
}

TEST_CASE("FIN-WAIT-2: a SYN is answered by a challenge ACK; linux's small object resets and is gone") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait2, By::Shutdown).at(50ms).receives(syn(1)).stays(State::FinWait2).sends(ack(2, 1));
  }
  for (const auto stack : kFull) {
    Exchange(stack).in(State::FinWait2).at(50ms).receives(syn(1)).stays(State::FinWait2).sends(ack(2, 1));
  }
  Exchange(kReduced).in(State::FinWait2).at(50ms).receives(syn(1)).enters(State::Closed).sends(rst_ack_from_zero(2));
}

TEST_CASE("FIN-WAIT-2: a segment without the ACK bit is dropped") {
  for (const auto stack : kThreeStacks) {
    for (const By by : {By::Close, By::Shutdown}) {
      Exchange(stack).in(State::FinWait2, by)
          .at(50ms).receives(fin(1, 2).without_ack()).stays(State::FinWait2).receives(data(9, 1, 2).without_ack())
          .stays(State::FinWait2).sends_nothing();
    }
  }
}

TEST_CASE("FIN-WAIT-2: CLOSE again sends nothing, SEND is refused, RECEIVE waits") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait2, By::Shutdown).shutdown_write().send(1, SocketError::BrokenPipe)
        .reads_nothing_yet().sends_nothing().stays(State::FinWait2);
  }
}

TEST_CASE("FIN-WAIT-2: ABORT, and close() with linger 0, send RST and close") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait2, By::Shutdown)
        .at(50ms).abort().enters(State::Closed, Cause::Abort).sends(rst_ack(2, 1)).waits_for_ever();
    Exchange(stack).in(State::FinWait2, By::Shutdown)
        .at(50ms).linger(0s).close().enters(State::Closed, Cause::Abort).sends(rst_ack(2, 1)).waits_for_ever();
  }
}

TEST_CASE("FIN-WAIT-2: close() with unread data sends RST") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait2, By::Shutdown)
        .at(50ms).receives(data(100, 1, 2))
        .at(50ms + data_ack_delay(stack)).sends(ack(2, 101))
        .at(1s).close().enters(State::Closed, Cause::UnreadData).sends(rst_ack(2, 101)).waits_for_ever();
  }
}

// --- How long it lasts ---

TEST_CASE("FIN-WAIT-2: after shutdown it lasts for ever, whatever is shut, under all three") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait2, By::Shutdown).waits_for_ever()
        .at(240h).stays(State::FinWait2).shutdown_read().waits_for_ever()
        .at(480h).stays(State::FinWait2);
  }
}

TEST_CASE("FIN-WAIT-2: after close() it lasts for ever under rfc9293 and 60 s under the others, without a word") {
  Exchange("rfc9293").in(State::FinWait2).waits_for_ever();
  for (const auto stack : {"textbook", "linux"}) {
    Exchange(stack).in(State::FinWait2)
        .at(59999ms).stays(State::FinWait2)
        .at(60s).enters(State::Closed, Cause::FinWait2Timeout).sends_nothing().waits_for_ever();
  }
}

TEST_CASE("FIN-WAIT-2: close() in the state starts the limit") {
  for (const auto stack : {"textbook", "linux"}) {
    Exchange(stack).in(State::FinWait2, By::Shutdown)
        .at(100s).close().sends_nothing().stays(State::FinWait2)
        .at(160s).enters(State::Closed, Cause::FinWait2Timeout).sends_nothing();
  }
}

TEST_CASE("FIN-WAIT-2: a FIN after the limit finds no connection and is answered by RST") {
  for (const auto stack : {"textbook", "linux"}) {
    Exchange(stack).in(State::FinWait2)
        .at(60s).enters(State::Closed)
        .at(70s).receives(fin(1, 2)).sends(rst(2)).stays(State::Closed);
  }
}

TEST_CASE("FIN-WAIT-2: probes of the peer are answered and do not extend it") {
  for (const auto stack : {"textbook", "linux"}) {
    Exchange(stack).in(State::FinWait2)
        .at(50s).receives(ack(0, 2)).sends(ack(2, 1))
        .at(60s).enters(State::Closed, Cause::FinWait2Timeout);
  }
}

TEST_CASE("FIN-WAIT-2: tcp_fin_timeout below 3.5 RTO is raised to it, by the RTO of the moment") {
  Exchange("linux").with([](StackProfile& p) { p.finwait2_timeout = 1s; }).rtt(300ms).in(State::FinWait2)
      .at(3150ms).enters(State::Closed, Cause::FinWait2Timeout);  // 3.5 x 900 ms; measured 3.2 s
  Exchange("linux").with([](StackProfile& p) { p.finwait2_timeout = 5s; }).in(State::FinWait2)
      .at(5s).enters(State::Closed, Cause::FinWait2Timeout);
  // Acknowledged only after two timeouts: without timestamps no sample resets the doubled RTO, 3.5 x 1.2 s.
  Exchange("linux").with([](StackProfile& p) { p.finwait2_timeout = 1s; }).in(State::FinWait1)
      .repeats(fin(1, 1), {300ms, 600ms, 1200ms}).at(1300ms).receives(ack(1, 2)).enters(State::FinWait2)
      .at(1300ms + 4200ms).enters(State::Closed, Cause::FinWait2Timeout);
}

TEST_CASE("FIN-WAIT-2: above 60 s, linux waits twice the excess, whether by the sysctl or by TCP_LINGER2") {
  for (const Duration given : {Duration(61s), Duration(65s), Duration(90s), Duration(120s)}) {
    SocketOptions linger2;
    linger2.linger2 = given;
    Exchange("linux").rtt(20ms).established().set(linger2).close().sends(fin(1, 1)).enters(State::FinWait1)
        .at(20ms).receives(ack(1, 2)).enters(State::FinWait2).begins_now()
        .at(2 * (given - 60s)).enters(State::Closed, Cause::FinWait2Timeout).sends_nothing();
  }
  Exchange("linux").rtt(20ms).with([](StackProfile& p) { p.finwait2_timeout = 61s; }).in(State::FinWait2)
      .at(2s).enters(State::Closed, Cause::FinWait2Timeout).sends_nothing();
  Exchange("linux").with([](StackProfile& p) { p.finwait2_timeout = 130s; }).in(State::FinWait2)
      .at(140s).enters(State::Closed, Cause::FinWait2Timeout).sends_nothing();
  // The second half is a small object's and has its floor of 3.5 RTO: 1 s + 1.05 s.
  Exchange("linux").with([](StackProfile& p) { p.finwait2_timeout = 61s; }).in(State::FinWait2)
      .at(2050ms).enters(State::Closed, Cause::FinWait2Timeout).sends_nothing();
}

TEST_CASE("FIN-WAIT-2: TCP_LINGER2 takes the place of tcp_fin_timeout") {
  SocketOptions three;
  three.linger2 = 3s;
  Exchange("linux").in(State::FinWait2, By::Shutdown).set(three).close()
      .at(3s).enters(State::Closed, Cause::FinWait2Timeout).sends_nothing();
  Exchange("textbook").in(State::FinWait2, By::Shutdown).set(three).close()
      .at(3s).enters(State::Closed, Cause::FinWait2Timeout).sends_nothing();
}

TEST_CASE("FIN-WAIT-2: TCP_LINGER2 below zero resets at close()") {
  SocketOptions none;
  none.linger2 = -1s;
  Exchange("linux").in(State::FinWait2, By::Shutdown).set(none).close().enters(State::Closed, Cause::Linger2)
      .sends(rst_ack(2, 1)).waits_for_ever();
}

TEST_CASE("FIN-WAIT-2: keepalive is what can end it after shutdown") {
  SocketOptions probing;
  probing.keepalive = true;
  probing.keepalive_idle = 2s;
  probing.keepalive_interval = 1s;
  probing.keepalive_count = 3;
  Exchange("linux").established().set(probing).shutdown_write().sends(fin(1, 1)).enters(State::FinWait1)
      .at(100ms).receives(ack(1, 2)).enters(State::FinWait2).begins_now()
      .at(2s).sends(ack(1, 1).because(Why::Keepalive)).at(2100ms).receives(ack(1, 2))  // alive
      .at(4100ms).sends(ack(1, 1)).repeats(ack(1, 1), {5100ms, 6100ms})
      .at(7100ms).enters(State::Closed, Cause::Keepalive).sends(rst_ack(2, 1)).fails_with(SocketError::TimedOut);
}

TEST_CASE("FIN-WAIT-2: with timestamps a late ACK brings a sample, and the floor is 3.5 fresh RTOs") {
  Exchange("linux").with([](StackProfile& p) { p.finwait2_timeout = 1s; }).peer_timestamps().in(State::FinWait1)
      .repeats(fin(1, 1), {300ms, 600ms, 1200ms}).at(1300ms).receives(ack(1, 2)).enters(State::FinWait2).rto(300ms)
      .at(1300ms + 1050ms).enters(State::Closed, Cause::FinWait2Timeout);
}

TEST_CASE("FIN-WAIT-2: without room for its small object (tcp_max_tw_buckets 0) linux is gone; the FIN meets a RST") {
  Exchange("linux").with([](StackProfile& p) { p.max_tw_buckets = 0; }).in(State::FinWait1)
      .at(100ms).receives(ack(1, 2)).enters(State::FinWait2).enters(State::Closed, Cause::TimeWaitOverflow)
      .sends_nothing().at(200ms).receives(fin(1, 2)).sends(rst(2)).stays(State::Closed);
}

TEST_CASE("FIN-WAIT-2: where the limit goes by the receive side being shut, shutdown of both sides starts it") {
  Exchange("freebsd").in(State::FinWait2, By::Shutdown).no_timer(Timer::FinWait2).at(10s).shutdown_read()
      .at(685s).enters(State::Closed, Cause::FinWait2Timeout).sends_nothing();
  Exchange("macos").in(State::FinWait2)
      .at(60s).enters(State::Closed, Cause::FinWait2Timeout).sends(rst_ack(2, 1));  // tcp_drop: with a RST
}
