// TIME-WAIT: everything is said; the state only answers what comes late. What restarts it, what ends it early and what
// it answers differs: rfc9293 goes by the repeated FIN, linux by a table of its own (tcp_timewait_state_process).
#include <catch2/catch.hpp>

#include "tests/support/exchange.hpp"

// Each line of a story is a moment, which no formatter knows.
// clang-format off

using namespace finwait;
using namespace std::chrono_literals;
using By = Exchange::By;

namespace {

Duration length(std::string_view stack) { return stack == "rfc9293" ? Duration(240s) : Duration(60s); }

// Whether TIME-WAIT, asked 10 s after its start, has begun anew.
Exchange& ends_after_10s_more(Exchange& x, std::string_view stack, bool restarted) {
  const Duration end = length(stack) + (restarted ? Duration(10s) : Duration{0});
  return x.stays(State::TimeWait)
      .at(end - 1ms).stays(State::TimeWait)
      .at(end).enters(State::Closed, Cause::TimeWaitTimeout).sends_nothing().waits_for_ever();
}

constexpr bool kRestarted = true;
constexpr bool kUnchanged = false;

void with_rfc1337(StackProfile& p) { p.rfc1337 = true; }

}  // namespace

TEST_CASE("TIME-WAIT: lasts 2 MSL and ends without a word") {
  for (const auto stack : kThreeStacks) {
    for (const By by : {By::Close, By::Shutdown}) {
      Exchange(stack).in(State::TimeWait, by)
          .at(length(stack) - 1ms).stays(State::TimeWait)
          .at(length(stack)).enters(State::Closed, Cause::TimeWaitTimeout).sends_nothing().waits_for_ever();
    }
  }
}

TEST_CASE("TIME-WAIT: its length has nothing to do with tcp_fin_timeout or the RTO") {
  Exchange x("linux");
  x.with([](StackProfile& p) { p.finwait2_timeout = 1s; }).rtt(1s).in(State::TimeWait)
      .at(60s).enters(State::Closed, Cause::TimeWaitTimeout);
}

TEST_CASE("TIME-WAIT: a repeated FIN is acknowledged again and starts it anew") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.in(State::TimeWait).at(10s).receives(fin(1, 2)).sends(ack(2, 2));
    ends_after_10s_more(x, stack, kRestarted);
  }
}

TEST_CASE("TIME-WAIT: every copy of the FIN is answered, however fast they come") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.in(State::TimeWait);
    for (int i = 1; i <= 5; ++i) x.at(i * 100ms).receives(fin(1, 2)).sends(ack(2, 2));
    x.at(length(stack) + 500ms).enters(State::Closed);
  }
}

TEST_CASE("TIME-WAIT: a pure ACK is never answered; linux alone starts anew") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.in(State::TimeWait).at(10s).receives(ack(2, 2)).sends_nothing();
    ends_after_10s_more(x, stack, stack == "linux" ? kRestarted : kUnchanged);
  }
}

TEST_CASE("TIME-WAIT: old text is answered by an ACK; linux alone starts anew") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.in(State::TimeWait).at(10s).receives(data(1, 0, 2)).sends(ack(2, 2));
    ends_after_10s_more(x, stack, stack == "linux" ? kRestarted : kUnchanged);
    Exchange y(stack);
    y.in(State::TimeWait).at(10s).receives(ack(1, 2)).sends(ack(2, 2));  // a keepalive probe, or an old ACK
    ends_after_10s_more(y, stack, stack == "linux" ? kRestarted : kUnchanged);
  }
}

TEST_CASE("TIME-WAIT: text beyond the window is answered by an ACK; linux alone starts anew") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.in(State::TimeWait).at(10s).receives(data(9, 70002, 2)).sends(ack(2, 2));
    ends_after_10s_more(x, stack, stack == "linux" ? kRestarted : kUnchanged);
  }
}

TEST_CASE("TIME-WAIT: text after the FIN is answered like everything that is not empty; linux alone starts anew") {
  for (const auto stack : kThreeStacks) {  // RFC 9293 3.10.7.4, fifth and seventh: nothing but a repeat can arrive
    Exchange x(stack);
    x.in(State::TimeWait).at(10s).receives(data(9, 2, 2)).sends(ack(2, 2));
    ends_after_10s_more(x, stack, stack == "linux" ? kRestarted : kUnchanged);
  }
}

TEST_CASE("TIME-WAIT: linux answers empty segments out of window at most twice a second, but always starts anew") {
  Exchange x("linux");
  x.in(State::TimeWait)
      .at(9800ms).receives(ack(1, 2)).sends(ack(2, 2))
      .at(10s).receives(ack(1, 2)).sends_nothing();
  ends_after_10s_more(x, "linux", kRestarted);
}

TEST_CASE("TIME-WAIT: linux does not look at the number of an ACK: one of what was never sent starts anew too") {
  Exchange x("linux");
  x.in(State::TimeWait).at(10s).receives(ack(2, 3)).sends_nothing();
  ends_after_10s_more(x, "linux", kRestarted);
}

TEST_CASE("TIME-WAIT: RST at RCV.NXT ends it (the hazard of RFC 1337), unless tcp_rfc1337 forbids") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::TimeWait)
        .at(10s).receives(rst(2)).enters(State::Closed, Cause::Rst).sends_nothing().waits_for_ever();
    Exchange x(stack);
    x.with(with_rfc1337).in(State::TimeWait).at(10s).receives(rst(2)).sends_nothing();
    ends_after_10s_more(x, stack, kUnchanged);
  }
}

TEST_CASE("TIME-WAIT: any other RST changes nothing; the standard challenges one in the window") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.in(State::TimeWait).at(10s).receives(rst(1)).receives(rst(70002)).sends_nothing();
    ends_after_10s_more(x, stack, kUnchanged);
  }
  Exchange x("linux");
  x.in(State::TimeWait).at(10s).receives(rst(3)).sends_nothing();
  ends_after_10s_more(x, "linux", kUnchanged);
  for (const auto stack : {"textbook", "rfc9293"}) {
    Exchange y(stack);
    y.in(State::TimeWait).at(10s).receives(rst(3)).sends(ack(2, 2).because(Why::ChallengeAck));
    ends_after_10s_more(y, stack, kUnchanged);
  }
}

TEST_CASE("TIME-WAIT: a late segment of the peer ends it: it is answered, the answer meets no socket, and RST comes") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::TimeWait)
        .at(5s).receives(fin(1, 2)).sends(ack(2, 2))
        .at(5100ms).receives(rst(2)).enters(State::Closed, Cause::Rst);
  }
}

TEST_CASE("TIME-WAIT: a SYN beyond the old numbers opens a new connection with an ISS beyond ours") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.in(State::TimeWait).at(10s).receives(syn(1000)).enters(State::SynReceived, Cause::NewSyn);
    if (stack == "linux") x.sends(syn_ack(2 + 65537, 1001));  // tw_snd_nxt + 65537
    if (stack != "linux") {
      const Endpoint& e = x.endpoint();
      CHECK(e.tcb().snd.iss.after(e.tcb().snd.iss - 1));
      x.sends(syn_ack(e.tcb().snd.iss.minus(SeqNum(0x1000'0000)), 1001));
      CHECK(e.tcb().snd.iss.minus(SeqNum(0x1000'0000)) > 2);
    }
    x.no_timer(Timer::TimeWait);
  }
}

TEST_CASE("TIME-WAIT: the new connection works") {
  Exchange("linux").in(State::TimeWait)
      .at(10s).receives(syn(1000)).enters(State::SynReceived).sends(syn_ack(65539, 1001))
      .at(10100ms).receives(ack(1001, 65540)).enters(State::Established).receives(data(100, 1001, 65540))
      .sends(ack(65540, 1101)).reads(100);
}

TEST_CASE("TIME-WAIT: an old SYN is answered by an ACK, so that its sender finds out; nothing starts anew") {
  for (const auto stack : {"textbook", "linux"}) {
    Exchange x(stack);
    x.in(State::TimeWait).at(10s).receives(syn(0)).sends(ack(2, 2));
    ends_after_10s_more(x, stack, kUnchanged);
  }
}

TEST_CASE("TIME-WAIT: linux answers a FIN without ACK; nobody starts anew for a segment without ACK") {
  Exchange x("linux");
  x.in(State::TimeWait).at(10s).receives(fin(1, 0).without_ack()).sends(ack(2, 2));
  ends_after_10s_more(x, "linux", kUnchanged);
  for (const auto stack : {"textbook", "rfc9293"}) {
    Exchange y(stack);
    y.in(State::TimeWait).at(10s).receives(ack(2, 2).without_ack()).sends_nothing();
    ends_after_10s_more(y, stack, kUnchanged);
  }
}

TEST_CASE("TIME-WAIT: calls find the connection closing; what was received can still be read") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::TimeWait, By::Shutdown).shutdown_write(SocketError::NotConnected)
        .send(1, SocketError::BrokenPipe).reads_eof().sends_nothing().stays(State::TimeWait);
    Exchange(stack).in(State::FinWait2, By::Shutdown).receives(data_fin(100, 1, 2)).enters(State::TimeWait)
        .sends(ack(2, 102)).reads(100).reads_eof();
  }
}

TEST_CASE("TIME-WAIT: close() changes nothing, even with unread data") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::TimeWait, By::Shutdown)
        .at(1s).close().sends_nothing()
        .at(length(stack)).enters(State::Closed, Cause::TimeWaitTimeout);
    Exchange(stack).in(State::FinWait2, By::Shutdown).begins_now().receives(data_fin(100, 1, 2)).enters(State::TimeWait)
        .sends(ack(2, 102))
        .at(1s).close().sends_nothing().stays(State::TimeWait)
        .at(length(stack)).enters(State::Closed, Cause::TimeWaitTimeout);
  }
}

TEST_CASE("TIME-WAIT: ABORT closes without RST") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::TimeWait, By::Shutdown).abort().enters(State::Closed, Cause::Abort).sends_nothing()
        .waits_for_ever();
  }
}

TEST_CASE("TIME-WAIT: without room for it (tcp_max_tw_buckets) linux goes straight to CLOSED") {
  Exchange x("linux");
  x.with([](StackProfile& p) { p.max_tw_buckets = 0; }).in(State::FinWait1, By::Shutdown)
      .at(100ms).receives(ack(1, 2)).enters(State::FinWait2)
      .at(200ms).receives(fin(1, 2)).sends(ack(2, 2)).enters(State::Closed, Cause::TimeWaitOverflow).waits_for_ever();
}

TEST_CASE("TIME-WAIT: with timestamps a newer one opens a new connection even below the old numbers") {
  for (const auto stack : {"linux", "rfc9293"}) {
    Exchange x(stack);
    x.with([](StackProfile& p) { p.timestamps = true; }).peer_timestamps().in(State::TimeWait)
        .at(10s).receives(syn(-5000)).enters(State::SynReceived, Cause::NewSyn).sends(syn_ack(65539, -4999));
  }
  Exchange("textbook").in(State::TimeWait).at(10s).receives(syn(-5000)).sends(ack(2, 2)).stays(State::TimeWait);
}

TEST_CASE("TIME-WAIT: lwip accepts no SYN, and any FIN starts it anew") {
  Exchange("lwip").in(State::TimeWait).at(10s).receives(syn(1000)).sends(ack(2, 2)).stays(State::TimeWait);
  Exchange x("lwip");
  x.in(State::TimeWait).at(100s).receives(fin(500, 2)).sends(ack(2, 2)).stays(State::TimeWait).at(219s)
      .stays(State::TimeWait).at(219750ms).enters(State::Closed, Cause::TimeWaitTimeout);  // a tick early
}

TEST_CASE("TIME-WAIT: with equal timestamps RFC 6191 goes by the sequence number") {
  const auto stamps = [](StackProfile& p) { p.timestamps = true; };
  Exchange("rfc9293").with(stamps).peer_timestamps().in(State::TimeWait)
      .receives(syn(1000)).enters(State::SynReceived, Cause::NewSyn).sends(syn_ack(65539, 1001));
  Exchange("rfc9293").with(stamps).peer_timestamps().in(State::TimeWait)
      .receives(syn(-5000)).sends(ack(2, 2)).stays(State::TimeWait);
}

TEST_CASE("TIME-WAIT: under linux a segment with an old timestamp is answered and starts it anew") {
  Exchange x("linux");
  x.peer_timestamps().in(State::TimeWait).at(10s).receives(ack(2, 2).stamped(1)).sends(ack(2, 2));
  ends_after_10s_more(x, "linux", kRestarted);
}

TEST_CASE("TIME-WAIT: a new connection's cause is its SYN") {
  Exchange x("linux");
  x.in(State::TimeWait).receives(syn(1000)).enters(State::SynReceived, Cause::NewSyn).sends(syn_ack(65539, 1001));
  CHECK(x.endpoint().last_cause() == Cause::NewSyn);
  CHECK(x.endpoint().orphan() == false);
}
