// FIN-WAIT-1 under the stacks that count their retransmissions: how often the FIN is repeated, what ends it, and
// whether the peer is told (semantics 4.3).
#include <catch2/catch.hpp>

#include "tests/support/exchange.hpp"

using namespace finwait;
using namespace std::chrono_literals;

// Each line of a story is a moment, which no formatter knows.
// clang-format off

TEST_CASE("FIN-WAIT-1: freebsd repeats twelve times, its RTO 200 ms longer than its estimate, and ends with RST") {
  Exchange("freebsd").in(State::FinWait1)
      .repeats(fin(1, 1), {500ms, 1300ms, 2700ms, 5300ms, 10300ms, 20100ms, 39500ms, 78100ms})
      .repeats(fin(1, 1), {142100ms, 206100ms, 270100ms, 334100ms})
      .at(398100ms).enters(State::Closed, Cause::GiveUp).sends(rst_ack(2, 1)).waits_for_ever();
}

TEST_CASE("FIN-WAIT-1: macos loses its SRTT after the fourth timeout, waits less from then on, and ends with RST") {
  Exchange("macos").in(State::FinWait1)
      .repeats(fin(1, 1), {500ms, 1300ms, 2700ms, 5300ms, 10300ms, 17700ms, 32300ms, 46900ms, 61500ms, 76100ms})
      .repeats(fin(1, 1), {90700ms, 105300ms})
      .at(119900ms).enters(State::Closed, Cause::GiveUp).sends(rst_ack(2, 1)).waits_for_ever();
}

TEST_CASE("FIN-WAIT-1: windows repeats five times") {
  Exchange("windows").in(State::FinWait1).repeats(fin(1, 1), {300ms, 900ms, 2100ms, 4500ms, 9300ms})
      .at(18900ms).enters(State::Closed, Cause::GiveUp).sends(rst_ack(2, 1)).waits_for_ever();
}

TEST_CASE("FIN-WAIT-1: lwip counts in ticks of 500 ms and is gone one tick after the twelfth repetition, silently") {
  Exchange("lwip").in(State::FinWait1)
      .repeats(fin(1, 1), {2900ms, 8900ms, 20900ms, 44900ms, 92900ms, 188900ms, 380900ms, 764900ms})
      .repeats(fin(1, 1), {1148900ms, 1532900ms, 1916900ms, 2300900ms})
      .at(2301400ms).enters(State::Closed, Cause::GiveUp).sends_nothing().waits_for_ever();
}
