// LISTEN: a passive OPEN waits for a SYN (RFC 9293 3.10.7.2). There is nothing to repeat, to close or to abort.
#include <catch2/catch.hpp>

#include "tests/support/exchange.hpp"

// Each line of a story is a moment, which no formatter knows.
// clang-format off

using namespace finwait;
using namespace std::chrono_literals;

TEST_CASE("LISTEN: a SYN leads to SYN-RECEIVED and is answered by SYN,ACK") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::Listen).receives(syn(0)).enters(State::SynReceived, Cause::Syn).sends(syn_ack(0, 1));
  }
}

TEST_CASE("LISTEN: RST is ignored") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::Listen).receives(rst(1)).receives(rst_ack(1, 1)).receives(syn(0).with(Flags::kRst))
        .sends_nothing().stays(State::Listen).waits_for_ever();
  }
}

TEST_CASE("LISTEN: anything with ACK belongs to no connection of ours and is answered by RST") {
  for (const auto stack : kThreeStacks) {
    for (const Shape& segment : {ack(1, 7), data(100, 1, 7), fin(1, 7), syn_ack(0, 7)}) {
      Exchange(stack).in(State::Listen).receives(segment).sends(rst(7)).stays(State::Listen);
    }
  }
}

TEST_CASE("LISTEN: a segment with neither SYN, ACK nor RST is dropped") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::Listen).receives(fin(1, 0).without_ack()).receives(data(9, 1, 0).without_ack())
        .sends_nothing().stays(State::Listen);
  }
}

TEST_CASE("LISTEN: CLOSE and ABORT delete it without a word") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::Listen).close().enters(State::Closed, Cause::Close).sends_nothing().waits_for_ever();
    Exchange(stack).in(State::Listen).shutdown_write().enters(State::Closed, Cause::Close).sends_nothing();
    Exchange(stack).in(State::Listen).abort().enters(State::Closed, Cause::Abort).sends_nothing();
    Exchange(stack).in(State::Listen).linger(0s).close().enters(State::Closed).sends_nothing();
  }
}

TEST_CASE("LISTEN: SEND needs a connection") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::Listen).send(1, SocketError::NotConnected).sends_nothing().stays(State::Listen);
  }
}

TEST_CASE("LISTEN: a second OPEN of either kind is refused") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::Listen).listen(SocketError::AlreadyConnected).open(SocketError::AlreadyConnected)
        .sends_nothing().stays(State::Listen);
  }
}

TEST_CASE("LISTEN: waits for ever") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::Listen).waits_for_ever().at(1000h).sends_nothing().stays(State::Listen);
  }
}
