// ESTABLISHED: what ends a connection at which nobody called CLOSE: data that is never acknowledged, keepalive
// probes, the user timeout; and what keeps it alive.
#include <catch2/catch.hpp>

#include "tests/support/exchange.hpp"

// Each line of a story is a moment, which no formatter knows.
// clang-format off

using namespace finwait;
using namespace std::chrono_literals;

namespace {

// The options of linux-measured's keepalive case: 2 s, 1 s, 3 probes.
SocketOptions probing() {
  SocketOptions options;
  options.keepalive = true;
  options.keepalive_idle = 2s;
  options.keepalive_interval = 1s;
  options.keepalive_count = 3;
  return options;
}

}  // namespace

TEST_CASE("ESTABLISHED: at rest it lasts for ever") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().waits_for_ever().at(10000h).stays(State::Established);
    Exchange(stack).accepted().waits_for_ever();
  }
}

TEST_CASE("ESTABLISHED: data is repeated like a FIN, and the user is told of the timeout") {
  Exchange("textbook").established().send(100).sends(data(100, 1, 1)).repeats(data(100, 1, 1), {1s, 3s, 7s})
      .at(15s).enters(State::Closed, Cause::GiveUp).fails_with(SocketError::TimedOut).sends_nothing();
  Exchange("rfc9293").established().send(100).sends(data(100, 1, 1))
      .repeats(data(100, 1, 1), {1s, 3s, 7s, 15s, 31s, 63s})
      .at(123s).enters(State::Closed, Cause::GiveUp).fails_with(SocketError::TimedOut).sends_nothing();
  Exchange("linux").established().send(100).sends(data(100, 1, 1))
      .at(300ms).sends(data(100, 1, 1).because(Why::LossProbe))
      .repeats(data(100, 1, 1), {600ms, 1200ms, 2400ms, 4800ms, 9600ms, 19200ms, 38400ms, 76800ms, 153600ms})
      .repeats(data(100, 1, 1), {273600ms, 393600ms, 513600ms, 633600ms, 753600ms, 873600ms})
      .at(993600ms).enters(State::Closed, Cause::GiveUp).fails_with(SocketError::TimedOut).sends_nothing();
}

TEST_CASE("ESTABLISHED: tcp_retries2 gives linux the time of its model") {
  Exchange("linux").with([](StackProfile& p) { p.giveup_count = 3; }).established().send(100).sends(data(100, 1, 1))
      .repeats(data(100, 1, 1), {300ms, 600ms, 1200ms, 2400ms})
      .at(4800ms).enters(State::Closed, Cause::GiveUp).fails_with(SocketError::TimedOut);
}

TEST_CASE("ESTABLISHED: the user timeout bounds data") {
  SocketOptions three;
  three.user_timeout = 3s;
  Exchange("linux").established().set(three).send(100).sends(data(100, 1, 1))
      .repeats(data(100, 1, 1), {300ms, 600ms, 1200ms, 2400ms})
      .at(3600ms).enters(State::Closed, Cause::UserTimeout).fails_with(SocketError::TimedOut);
  three.user_timeout = 2500ms;
  Exchange("rfc9293").established().set(three).send(100).sends(data(100, 1, 1)).repeats(data(100, 1, 1), {1s})
      .at(2500ms).enters(State::Closed, Cause::UserTimeout).fails_with(SocketError::TimedOut);
}

TEST_CASE("ESTABLISHED: keepalive probes an idle peer below the window and gives up after the last interval") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().receives(ack(1, 1)).set(probing())
        .repeats(ack(0, 1).because(Why::Keepalive), {2s, 3s, 4s})
        .at(5s).enters(State::Closed, Cause::Keepalive).sends(rst_ack(1, 1)).fails_with(SocketError::TimedOut)
        .waits_for_ever();
  }
}

TEST_CASE("ESTABLISHED: an answer to a keepalive probe, or data, begins the idle time again") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().receives(ack(1, 1)).set(probing())
        .at(2s).sends(ack(0, 1))
        .at(2100ms).receives(ack(1, 1))
        .at(4100ms).sends(ack(0, 1)).repeats(ack(0, 1), {5100ms, 6100ms})
        .at(6200ms).receives(ack(1, 1))
        .at(8200ms).sends(ack(0, 1));
  }
}

TEST_CASE("ESTABLISHED: keepalive meets a peer that has restarted: RST") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().receives(ack(1, 1)).set(probing())
        .at(2s).sends(ack(0, 1))
        .at(2100ms).receives(rst(1)).enters(State::Closed, Cause::Rst).fails_with(SocketError::ConnectionReset)
        .waits_for_ever();
  }
}

TEST_CASE("ESTABLISHED: the defaults of keepalive are two hours, 75 s and nine probes") {
  SocketOptions on;
  on.keepalive = true;
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.established().receives(ack(1, 1)).set(on);
    for (int i = 0; i < 9; ++i) x.at(2h + i * 75s).sends(ack(0, 1));
    x.at(2h + 9 * 75s).enters(State::Closed, Cause::Keepalive).sends(rst_ack(1, 1))
        .fails_with(SocketError::TimedOut);  // 2 h 11 min 15 s
  }
}

TEST_CASE("ESTABLISHED: a peer that never opens its window is probed for ever as long as it answers") {
  for (const auto stack : kThreeStacks) {
    const Duration r = stack == "linux" ? Duration(300ms) : Duration(1s);
    Exchange x(stack);
    x.peer_window(500).established().send(500).sends(data(500, 1, 1)).send(200)
        .at(100ms).receives(ack(1, 501).window(0)).sends_nothing().begins_now()
        .at(r).sends(window_probe())
        .at(r + 100ms).receives(ack(1, 501).window(0))
        .at(3 * r + 100ms).sends(window_probe())
        .at(3 * r + 200ms).receives(ack(1, 501).window(1000)).sends(data(200, 501, 1)).no_timer(Timer::Persist);
  }
}

TEST_CASE("ESTABLISHED: fast retransmission after three duplicate ACKs") {
  for (const auto stack : {"textbook", "rfc9293"}) {
    Exchange x(stack);
    x.established().send(5 * 1460);
    for (int i = 0; i < 5; ++i) x.sends(data(1460, 1 + 1460 * i, 1));
    x
        .at(100ms).receives(ack(1, 1)).receives(ack(1, 1)).sends_nothing().receives(ack(1, 1))
        .sends(data(1460, 1, 1).because(Why::Fast))
        .at(200ms).receives(ack(1, 7301)).waits_for_ever();
  }
}

TEST_CASE("ESTABLISHED: after a timeout everything in flight counts as lost, and ACKs bring it again") {
  for (const auto stack : {"textbook", "rfc9293"}) {
    Exchange(stack).established().send(3 * 1460)
        .sends(data(1460, 1, 1)).sends(data(1460, 1461, 1)).sends(data(1460, 2921, 1))
        .at(1s).sends(data(1460, 1, 1).because(Why::Rto))
        .at(1100ms).receives(ack(1, 1461)).sends(data(1460, 1461, 1)).sends(data(1460, 2921, 1))
        .at(1200ms).receives(ack(1, 4381)).sends_nothing().waits_for_ever();
  }
}

TEST_CASE("ESTABLISHED: when the window closes a second time, probing begins anew") {
  Exchange x("rfc9293");
  x.peer_window(500).established().send(500).sends(data(500, 1, 1)).send(500).send(500)
      .at(100ms).receives(ack(1, 501).window(0)).sends_nothing()
      .at(1100ms).sends(window_probe()).at(1200ms).receives(ack(1, 501).window(0))
      .at(3200ms).sends(window_probe()).at(3300ms).receives(ack(1, 501)).sends(data(500, 501, 1))
      .at(3400ms).receives(ack(1, 1001).window(0)).sends_nothing()
      .at(4400ms).sends(window_probe());
}

TEST_CASE("ESTABLISHED: under linux TCP_USER_TIMEOUT takes the place of keepalive's count, after one probe at least") {
  const auto options = [](Duration limit) {
    SocketOptions o = probing();
    o.keepalive_count = 9;
    o.user_timeout = limit;
    return o;
  };
  Exchange("linux").established().receives(ack(1, 1)).set(options(4s)).repeats(ack(0, 1), {2s, 3s})
      .at(4s).enters(State::Closed).sends(rst_ack(1, 1)).fails_with(SocketError::TimedOut);
  Exchange("linux").established().receives(ack(1, 1)).set(options(1s)).repeats(ack(0, 1), {2s})
      .at(3s).enters(State::Closed).sends(rst_ack(1, 1)).fails_with(SocketError::TimedOut);
}
