// The three-way handshake: it is here so that the RTT estimate, and with it every timeout of the close, is real.
#include <catch2/catch.hpp>

#include "tests/support/exchange.hpp"

// Each line of a story is a moment, which no formatter knows.
// clang-format off

using namespace finwait;
using namespace std::chrono_literals;

TEST_CASE("handshake: three segments with the numbers as taught") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).open().enters(State::SynSent, Cause::Open).sends(syn(0))
        .at(100ms).receives(syn_ack(0, 1)).enters(State::Established, Cause::SynAck).sends(ack(1, 1)).waits_for_ever();
    Exchange(stack).listen().enters(State::Listen, Cause::Listen)
        .at(50ms).receives(syn(0)).enters(State::SynReceived, Cause::Syn).sends(syn_ack(0, 1))
        .at(150ms).receives(ack(1, 1)).enters(State::Established, Cause::AckOfSyn).sends_nothing().waits_for_ever();
  }
}

TEST_CASE("handshake: the RTO under linux is the RTT and at least 200 ms, on both sides") {
  const std::pair<Duration, Duration> measured[] = {  // linux-measured 1, before the kernel rounds to its ticks
      {2ms, 202ms}, {20ms, 220ms}, {100ms, 300ms}, {300ms, 900ms}, {600ms, 1800ms}};
  for (const auto& [rtt, rto] : measured) {
    Exchange("linux").rtt(rtt).established().rto(rto);
    Exchange("linux").rtt(rtt).accepted().rto(rto);
  }
}

TEST_CASE("handshake: the RTO under rfc9293 is SRTT + 4 RTTVAR and at least 1 s") {
  const std::pair<Duration, Duration> rows[] = {{2ms, 1s}, {100ms, 1s}, {333ms, 1s}, {400ms, 1200ms}, {900ms, 2700ms}};
  for (const auto& [rtt, rto] : rows) {  // RFC 6298 2.2: RTTVAR = R/2
    Exchange("rfc9293").rtt(rtt).established().rto(rto);
    Exchange("rfc9293").rtt(rtt).accepted().rto(rto);
  }
}

TEST_CASE("handshake: the lessons know one timeout whatever the RTT") {
  for (const Duration rtt : {Duration(2ms), Duration(100ms), Duration(900ms)}) {
    Exchange("textbook").rtt(rtt).established().rto(1s);
  }
}

TEST_CASE("handshake: a further sample moves the RTO as RFC 6298 2.3 says") {
  Exchange("rfc9293").rtt(800ms).established().rto(2400ms)  // SRTT 800, RTTVAR 400
      .send(100).sends(data(100, 1, 1)).at(800ms).receives(ack(1, 101)).rto(2s);  // RTTVAR 300
}

TEST_CASE("handshake: under linux the RTO tends to the RTT + 200 ms") {
  Exchange x("linux");
  x.rtt(300ms).established().rto(900ms);
  for (std::int64_t i = 0; i < 40; ++i) {
    x
        .at(i * 400ms).send(10).sends(data(10, 1 + 10 * i, 1))
        .at(i * 400ms + 300ms).receives(ack(1, 11 + 10 * i));
  }
  CHECK(x.endpoint().rto() >= Duration(500ms));
  CHECK(x.endpoint().rto() < Duration(520ms));  // measured after 20 rounds: about 504 ms
}

TEST_CASE("handshake: a lost SYN is repeated, and Karn's rule leaves no sample") {
  Exchange("rfc9293").open().sends(syn(0)).enters(State::SynSent)
      .at(1s).sends(syn(0).because(Why::Rto))
      .at(1100ms).receives(syn_ack(0, 1)).enters(State::Established).sends(ack(1, 1)).rto(3s).close().sends(fin(1, 1))
      .enters(State::FinWait1)
      .at(4100ms).sends(fin(1, 1))
      .at(10100ms).sends(fin(1, 1));
}

TEST_CASE("handshake: a lost SYN,ACK is repeated, also for a SYN that comes again") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynReceived)
        .at(1s).sends(syn_ack(0, 1).because(Why::Rto))
        .at(1100ms).receives(ack(1, 1)).enters(State::Established).sends_nothing();
  }
}

TEST_CASE("handshake: a lost third segment is made good by the first data or FIN, which carries the same ACK") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::SynReceived)
        .at(200ms).receives(data(10, 1, 1)).enters(State::Established)
        .at(stack == "rfc9293" ? 400ms : 200ms).sends(ack(1, 11)).reads(10);
  }
}

TEST_CASE("handshake: a repeated SYN,ACK in ESTABLISHED is answered by an ACK, because ours may be lost") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().at(1s).receives(syn_ack(0, 1)).sends(ack(1, 1)).stays(State::Established);
  }
}

TEST_CASE("handshake: both sides open at once") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).open().enters(State::SynSent).sends(syn(0))
        .at(50ms).receives(syn(0)).enters(State::SynReceived).sends(syn_ack(0, 1))
        .at(100ms).receives(syn_ack(0, 1)).enters(State::Established).sends_nothing()
        .at(1s).close().enters(State::FinWait1).sends(fin(1, 1));
  }
}
