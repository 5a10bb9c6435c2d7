// FIN-WAIT-1: how often and how long the FIN is repeated when nobody answers, all times counted from the first FIN.
// Here the stacks differ most: a count (textbook), the age of the FIN (rfc9293), or the time since the first
// timeout-driven retransmission after one loss probe (linux).
#include <catch2/catch.hpp>

#include "tests/support/exchange.hpp"

// Each line of a story is a moment, which no formatter knows.
// clang-format off

using namespace finwait;
using namespace std::chrono_literals;
using By = Exchange::By;

namespace {

void without_loss_probe(StackProfile& p) { p.tlp = false; }

SocketOptions user_timeout(Duration length) {
  SocketOptions options;
  options.user_timeout = length;
  return options;
}

}  // namespace

TEST_CASE("FIN-WAIT-1: the lessons repeat a FIN three times, wait twice the last interval, and close") {
  for (const By by : {By::Close, By::Shutdown}) {
    Exchange x("textbook");
    x.in(State::FinWait1, by).rto(1s).repeats(fin(1, 1).because(Why::Rto), {1s, 3s, 7s})
        .at(15s).enters(State::Closed, Cause::GiveUp).sends_nothing().waits_for_ever();
    if (by == By::Shutdown) x.fails_with(SocketError::TimedOut);
  }
}

TEST_CASE("FIN-WAIT-1: rfc9293 gives up at the first timeout 100 s after the FIN was first sent") {
  Exchange("rfc9293").in(State::FinWait1).rto(1s).repeats(fin(1, 1).because(Why::Rto), {1s, 3s, 7s, 15s, 31s, 63s})
      .at(123s).enters(State::Closed, Cause::GiveUp).sends_nothing().waits_for_ever();
  Exchange("rfc9293").with([](StackProfile& p) { p.rto_max = 64s; }).in(State::FinWait1)
      .repeats(fin(1, 1), {1s, 3s, 7s, 15s, 31s, 63s}).at(127s).enters(State::Closed, Cause::GiveUp).sends_nothing();
  Exchange("rfc9293").in(State::FinWait1, By::Shutdown).repeats(fin(1, 1), {1s, 3s, 7s, 15s, 31s, 63s})
      .at(123s).enters(State::Closed, Cause::GiveUp).fails_with(SocketError::TimedOut);
}

TEST_CASE("FIN-WAIT-1: rfc9293 with R2 off and a user timeout of five minutes, which has a timer of its own") {
  Exchange("rfc9293").with([](StackProfile& p) {
    p.giveup_time = kForever;
    p.user_timeout = 300s;
  }).in(State::FinWait1).repeats(fin(1, 1), {1s, 3s, 7s, 15s, 31s, 63s, 123s, 183s, 243s})
      .at(300s).enters(State::Closed, Cause::UserTimeout).sends_nothing().waits_for_ever();
}

TEST_CASE("FIN-WAIT-1: linux repeats an orphan's FIN with one loss probe, and gives up after 102.2 s of timeouts") {
  Exchange("linux").in(State::FinWait1).rto(300ms)
      .at(300ms).sends(fin(1, 1).because(Why::LossProbe))
      .repeats(fin(1, 1).because(Why::Rto), {600ms, 1200ms, 2400ms, 4800ms, 9600ms, 19200ms, 38400ms, 76800ms})
      .at(153600ms).enters(State::Closed, Cause::GiveUp).sends_nothing().waits_for_ever();
}

TEST_CASE("FIN-WAIT-1: linux without the loss probe doubles from the first") {
  Exchange("linux").with(without_loss_probe).in(State::FinWait1)
      .repeats(fin(1, 1).because(Why::Rto), {300ms, 900ms, 2100ms, 4500ms, 9300ms, 18900ms, 38100ms, 76500ms})
      .at(153300ms).enters(State::Closed, Cause::GiveUp).sends_nothing();
  Exchange("linux").with([](StackProfile& p) { p.sack = false; }).in(State::FinWait1)  // no SACK, no probe
      .repeats(fin(1, 1).because(Why::Rto), {300ms, 900ms, 2100ms, 4500ms, 9300ms, 18900ms, 38100ms, 76500ms})
      .at(153300ms).enters(State::Closed, Cause::GiveUp).sends_nothing();
}

TEST_CASE("FIN-WAIT-1: linux with the descriptor open goes on for 924.6 s of timeouts and says ETIMEDOUT") {
  Exchange("linux").in(State::FinWait1, By::Shutdown)
      .repeats(fin(1, 1), {300ms, 600ms, 1200ms, 2400ms, 4800ms, 9600ms, 19200ms, 38400ms, 76800ms})
      .repeats(fin(1, 1), {153600ms, 273600ms, 393600ms, 513600ms, 633600ms, 753600ms, 873600ms})
      .at(993600ms).enters(State::Closed, Cause::GiveUp).sends_nothing().fails_with(SocketError::TimedOut);
  Exchange("linux").with(without_loss_probe).in(State::FinWait1, By::Shutdown)
      .repeats(fin(1, 1), {300ms, 900ms, 2100ms, 4500ms, 9300ms, 18900ms, 38100ms, 76500ms})
      .repeats(fin(1, 1), {153300ms, 273300ms, 393300ms, 513300ms, 633300ms, 753300ms, 873300ms})
      .at(993300ms).enters(State::Closed, Cause::GiveUp).sends_nothing().fails_with(SocketError::TimedOut);
}

TEST_CASE("FIN-WAIT-1: under linux the orphan's limit holds from close() on, by the same clock") {
  Exchange("linux").in(State::FinWait1, By::Shutdown)
      .repeats(fin(1, 1), {300ms, 600ms, 1200ms, 2400ms, 4800ms, 9600ms, 19200ms, 38400ms, 76800ms, 153600ms})
      .at(200s).close().sends_nothing()
      .at(273600ms).enters(State::Closed, Cause::GiveUp).sends_nothing();
}

TEST_CASE("FIN-WAIT-1: under linux the number of copies follows from the RTT; the loss probe from 2 SRTT") {
  Exchange("linux").rtt(300ms).in(State::FinWait1).rto(900ms)
      .at(800ms).sends(fin(1, 1).because(Why::LossProbe))
      .repeats(fin(1, 1).because(Why::Rto), {1700ms, 3500ms, 7100ms, 14300ms, 28700ms, 57500ms})
      .at(115100ms).enters(State::Closed, Cause::GiveUp).sends_nothing();
  Exchange("linux").rtt(20ms).in(State::FinWait1).rto(220ms)
      .at(220ms).sends(fin(1, 1).because(Why::LossProbe))
      .repeats(fin(1, 1).because(Why::Rto), {440ms, 880ms, 1760ms, 3520ms, 7040ms, 14080ms, 28160ms, 56320ms})
      .at(112640ms).enters(State::Closed, Cause::GiveUp).sends_nothing();
}

TEST_CASE("FIN-WAIT-1: tcp_orphan_retries is no count but a time from 200 ms steps, whatever the RTO") {
  Exchange("linux").with([](StackProfile& p) { p.giveup_count_orphan = 3; }).in(State::FinWait1)
      .repeats(fin(1, 1), {300ms, 600ms, 1200ms, 2400ms})
      .at(4800ms).enters(State::Closed, Cause::GiveUp).sends_nothing();
  Exchange("linux").with([](StackProfile& p) {
    p.giveup_count_orphan = 3;
    p.rto_min = 50ms;
  }).rtt(20ms).in(State::FinWait1).rto(70ms)  // measured: six copies
      .repeats(fin(1, 1), {70ms, 140ms, 280ms, 560ms, 1120ms, 2240ms})
      .at(4480ms).enters(State::Closed, Cause::GiveUp).sends_nothing();
}

TEST_CASE("FIN-WAIT-1: with a small tcp_rto_max an orphan dies as soon as its RTO has reached it") {
  Exchange("linux").with([](StackProfile& p) { p.rto_max = 1s; }).rtt(20ms).in(State::FinWait1)
      .repeats(fin(1, 1), {220ms, 440ms, 880ms, 1760ms})
      .at(2760ms).enters(State::Closed, Cause::GiveUp).sends_nothing();
}

TEST_CASE("FIN-WAIT-1: TCP_USER_TIMEOUT counts from the first timeout-driven retransmission, not from the FIN") {
  Exchange("linux").established().set(user_timeout(3s)).close().sends(fin(1, 1)).enters(State::FinWait1)
      .at(300ms).sends(fin(1, 1).because(Why::LossProbe)).repeats(fin(1, 1), {600ms, 1200ms, 2400ms})
      .at(3600ms).enters(State::Closed, Cause::UserTimeout).sends_nothing();
  Exchange("linux").established().set(user_timeout(3s)).shutdown_write().sends(fin(1, 1)).enters(State::FinWait1)
      .repeats(fin(1, 1), {300ms, 600ms, 1200ms, 2400ms})
      .at(3600ms).enters(State::Closed, Cause::UserTimeout).fails_with(SocketError::TimedOut);
}

TEST_CASE("FIN-WAIT-1: an ACK that comes together with the timeout wins") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait1)
        .at(stack == "linux" ? 300ms : 1s).receives(ack(1, 2)).enters(State::FinWait2).sends_nothing();
  }
}

TEST_CASE("FIN-WAIT-1: a late ACK of the FIN ends the series wherever it stands") {
  for (const auto stack : {"textbook", "rfc9293"}) {
    Exchange(stack).in(State::FinWait1).repeats(fin(1, 1), {1s, 3s})
        .at(6999ms).receives(ack(1, 2)).enters(State::FinWait2).no_timer(Timer::Retransmission);
  }
  Exchange("linux").in(State::FinWait1).repeats(fin(1, 1), {300ms, 600ms})
      .at(1199ms).receives(ack(1, 2)).enters(State::FinWait2).no_timer(Timer::Retransmission)
      .no_timer(Timer::LossProbe);
}

TEST_CASE("FIN-WAIT-1: copies of the FIN carry what we have received meanwhile") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.in(State::FinWait1, By::Shutdown).at(10ms).receives(data(100, 1, 1));
    if (stack == "rfc9293") x.at(210ms);
    x.sends(ack(2, 101)).at(stack == "linux" ? 300ms : 1s).sends(fin(1, 101));
  }
}

TEST_CASE("FIN-WAIT-1: behind a closed window the FIN is not sent; the window is probed with doubled waits") {
  for (const auto stack : kThreeStacks) {
    const Duration r = stack == "linux" ? Duration(300ms) : Duration(1s);
    Exchange x(stack);
    x.peer_window(500).established().send(500).sends(data(500, 1, 1)).send(200).close().enters(State::FinWait1);
    x
        .at(100ms).receives(ack(1, 501).window(0)).sends_nothing().begins_now()
        .at(r).sends(window_probe())
        .at(r + 100ms).receives(ack(1, 501).window(0))
        .at(3 * r + 100ms).sends(window_probe())
        .at(3 * r + 200ms).receives(ack(1, 501).window(0))
        .at(7 * r + 200ms).sends(window_probe())
        .at(7 * r + 300ms).receives(ack(1, 501).window(1000)).sends(data_fin(200, 501, 1)).no_timer(Timer::Persist);
  }
}

TEST_CASE("FIN-WAIT-1: linux probes with an old sequence number and no data") {
  Exchange("linux").peer_window(500).established().send(500).sends(data(500, 1, 1)).send(200).close()
      .enters(State::FinWait1).at(100ms).receives(ack(1, 501).window(0))
      .at(400ms).sends(ack(500, 1).because(Why::WindowProbe));  // tcp_xmit_probe_skb
}

TEST_CASE("FIN-WAIT-1: linux ends an orphan whose window probes are 120 s apart, even if each was answered") {
  Exchange x("linux");
  x.peer_window(500).established().send(500).sends(data(500, 1, 1)).send(200).close().enters(State::FinWait1)
      .at(100ms).receives(ack(1, 501).window(0)).begins_now();
  for (const Duration t : {Duration(300ms), Duration(1s), Duration(2300ms), Duration(4800ms), Duration(9700ms),
                           Duration(19400ms), Duration(38700ms), Duration(77200ms), Duration(154100ms)}) {
    x
        .at(t).sends(window_probe())
        .at(t + 100ms).receives(ack(1, 501).window(0));
  }
  x.at(274200ms).enters(State::Closed, Cause::PersistLimit).sends_nothing();
}

TEST_CASE("FIN-WAIT-1: the side that was opened passively repeats its FIN in the same way") {
  Exchange("textbook").accepted().close().sends(fin(1, 1)).enters(State::FinWait1).repeats(fin(1, 1), {1s, 3s, 7s})
      .at(15s).enters(State::Closed, Cause::GiveUp).sends_nothing();
  Exchange("rfc9293").accepted().close().sends(fin(1, 1)).enters(State::FinWait1)
      .repeats(fin(1, 1), {1s, 3s, 7s, 15s, 31s, 63s}).at(123s).enters(State::Closed, Cause::GiveUp).sends_nothing();
  Exchange("linux").accepted().close().sends(fin(1, 1)).enters(State::FinWait1)
      .repeats(fin(1, 1), {300ms, 600ms, 1200ms, 2400ms, 4800ms, 9600ms, 19200ms, 38400ms, 76800ms})
      .at(153600ms).enters(State::Closed, Cause::GiveUp).sends_nothing();
}

TEST_CASE("FIN-WAIT-1: data and FIN both lost: linux probes with the FIN, and then repeats both as one") {
  const auto begin = [](Exchange& x) -> Exchange& {
    return x.established().send(100).sends(data(100, 1, 1)).close().sends(fin(101, 1)).enters(State::FinWait1);
  };
  Exchange probing("linux");
  begin(probing).at(202ms).sends(fin(101, 1).because(Why::LossProbe))  // 2 SRTT + 2 ms: two are in flight
      .at(502ms).sends(data_fin(100, 1, 1).because(Why::Rto));
  Exchange plain("linux");
  plain.with(without_loss_probe);
  begin(plain).at(300ms).sends(data_fin(100, 1, 1).because(Why::Rto));  // tcp_retrans_try_collapse
  for (const auto stack : {"textbook", "rfc9293"}) {
    Exchange x(stack);
    begin(x).at(1s).sends(data(100, 1, 1).because(Why::Rto))
        .at(1100ms).receives(ack(1, 101)).sends(fin(101, 1)).at(1200ms).receives(ack(1, 102)).enters(State::FinWait2);
  }
}

TEST_CASE("FIN-WAIT-1: tcp_orphan_retries also counts the probes of an orphan that nobody answers") {
  Exchange("linux").with([](StackProfile& p) { p.giveup_count_orphan = 3; }).peer_window(500).established()
      .send(500).sends(data(500, 1, 1)).send(200).close().enters(State::FinWait1)
      .at(100ms).receives(ack(1, 501).window(0)).begins_now()
      .at(300ms).sends(window_probe()).at(900ms).sends(window_probe()).at(2100ms).sends(window_probe())
      .at(4500ms).enters(State::Closed, Cause::PersistLimit).sends_nothing();
}
