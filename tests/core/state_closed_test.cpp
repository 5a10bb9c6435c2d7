// CLOSED: no connection. RFC 9293 3.10.7.1 says how it answers, 3.10.1 to 3.10.5 what its user may do; no stack
// differs, and nothing ever moves it but an OPEN.
#include <catch2/catch.hpp>

#include "tests/support/exchange.hpp"

// Each line of a story is a moment, which no formatter knows.
// clang-format off

using namespace finwait;
using namespace std::chrono_literals;

TEST_CASE("CLOSED: a segment with ACK is answered by RST from its acknowledgment number") {
  for (const auto stack : kThreeStacks) {
    for (const Shape& segment : {ack(1, 7), data(100, 1, 7), fin(1, 7), data_fin(100, 1, 7), syn_ack(1, 7)}) {
      Exchange(stack).receives(segment).sends(rst(7)).stays(State::Closed).waits_for_ever();
    }
  }
}

TEST_CASE("CLOSED: a segment without ACK is answered by RST from zero that acknowledges all of it") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).receives(syn(0)).sends(rst_ack_from_zero(1)).stays(State::Closed);
    Exchange(stack).receives(data(100, 1, 0).without_ack()).sends(rst_ack_from_zero(101)).stays(State::Closed);
    Exchange(stack).receives(fin(1, 0).without_ack()).sends(rst_ack_from_zero(2)).stays(State::Closed);
    Exchange(stack).receives(data_fin(100, 1, 0).without_ack()).sends(rst_ack_from_zero(102)).stays(State::Closed);
  }
}

TEST_CASE("CLOSED: RST is never answered") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).receives(rst(1)).sends_nothing().receives(rst_ack(1, 7)).sends_nothing().stays(State::Closed);
  }
}

TEST_CASE("CLOSED: every call but OPEN says that there is no connection") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).shutdown_write(SocketError::NotConnected).shutdown_read(SocketError::NotConnected)
        .abort(SocketError::NotConnected).send(1, SocketError::NotConnected).reads_error(SocketError::NotConnected)
        .sends_nothing().stays(State::Closed).waits_for_ever();
  }
}

TEST_CASE("CLOSED: OPEN leads to SYN-SENT, a passive OPEN to LISTEN") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).open().enters(State::SynSent, Cause::Open).sends(syn(0));
    Exchange(stack).listen().enters(State::Listen, Cause::Listen).sends_nothing();
  }
}

TEST_CASE("CLOSED: a connection that has ended answers what is still under way with RST") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::LastAck)
        .at(100ms).receives(ack(2, 2)).enters(State::Closed).sends_nothing()
        .at(200ms).receives(fin(1, 2)).sends(rst(2)).stays(State::Closed)
        .at(300ms).receives(rst(2)).sends_nothing().stays(State::Closed).waits_for_ever();
  }
}

TEST_CASE("CLOSED: after the end, SEND meets a broken pipe, and shutdown finds no connection") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().abort().enters(State::Closed).sends(rst_ack(1, 1)).send(1, SocketError::BrokenPipe)
        .shutdown_write(SocketError::NotConnected).shutdown_read(SocketError::NotConnected).sends_nothing()
        .stays(State::Closed);
  }
}

TEST_CASE("CLOSED: who has called close() has no descriptor any more") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::FinWait1).close(SocketError::NotConnected).shutdown_write(SocketError::NotConnected)
        .shutdown_read(SocketError::NotConnected).send(1, SocketError::NotConnected).sends_nothing();
    Exchange(stack).established().abort().enters(State::Closed).sends(rst_ack(1, 1))
        .open(SocketError::AlreadyConnected).listen(SocketError::AlreadyConnected).sends_nothing();
  }
}

TEST_CASE("CLOSED: reset makes any endpoint like new") {
  for (const auto stack : kThreeStacks) {
    const StackProfile& profile = *find_stack(stack);
    for (std::size_t i = 0; i < kStateCount; ++i) {
      Exchange x(stack);
      x.in(static_cast<State>(i));
      SocketOptions options;
      options.linger = 0s;
      options.linger2 = 3s;
      options.user_timeout = 3s;
      options.keepalive = true;
      options.keepalive_count = 1;
      x.set(options);
      Endpoint used = x.endpoint();
      CHECK_FALSE(used == Endpoint(profile, SeqNum(77)));
      used.reset(profile, SeqNum(77));
      INFO(stack << " after " << name(static_cast<State>(i)));
      CHECK(used == Endpoint(profile, SeqNum(77)));
    }
  }
}
