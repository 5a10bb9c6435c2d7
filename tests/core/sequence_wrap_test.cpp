// The whole life of a connection whose sequence numbers cross 2^32: in the SYN, in the data, in the FIN, on either
// side or on both. Relative to the ISS nothing may look different.
#include <catch2/catch.hpp>

#include "tests/support/exchange.hpp"

// Each line of a story is a moment, which no formatter knows.
// clang-format off

using namespace finwait;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t kTop = 0xFFFF'FFFFU;

// Every distance at which something of a close stands at the edge: the SYN, the first octet, text, the FIN, its ACK.
template <typename Story>
void at_every_edge(Story story) {
  for (std::uint32_t back = 0; back <= 210; ++back) {
    INFO("2^32 comes " << back + 1 << " after the ISS");
    story(kTop - back, 0x2000'0000U);
    story(0x1000'0000U, kTop - back);
    story(kTop - back, kTop - back);
  }
}

}  // namespace

TEST_CASE("wrap: the whole close of the active side, with data before it") {
  for (const auto stack : kThreeStacks) {
    at_every_edge([&](std::uint32_t ours, std::uint32_t peers) {
      Exchange(stack).iss(ours, peers).established().send(100).sends(data(100, 1, 1))
          .at(100ms).receives(ack(1, 101)).sends_nothing().close().enters(State::FinWait1).sends(fin(101, 1))
          .at(200ms).receives(ack(1, 102)).enters(State::FinWait2)
          .at(300ms).receives(fin(1, 102)).enters(State::TimeWait).sends(ack(102, 2))
          .at(1s).receives(fin(1, 102)).sends(ack(102, 2))
          .at(stack == "rfc9293" ? 241s : 61s).enters(State::Closed, Cause::TimeWaitTimeout);
    });
  }
}

TEST_CASE("wrap: the whole close of the passive side, with data before it and a FIN out of order") {
  for (const auto stack : kThreeStacks) {
    at_every_edge([&](std::uint32_t ours, std::uint32_t peers) {
      Exchange(stack).iss(ours, peers).accepted().receives(fin(201, 1)).sends(ack(1, 1)).receives(data(200, 1, 1))
          .enters(State::CloseWait).sends(ack(1, 202)).reads(200).reads_eof()
          .at(100ms).send(100).sends(data(100, 1, 202)).close().enters(State::LastAck).sends(fin(101, 202))
          .at(200ms).receives(ack(202, 101)).stays(State::LastAck).receives(ack(202, 102))
          .enters(State::Closed, Cause::AckOfFin).sends_nothing();
    });
  }
}

TEST_CASE("wrap: losses, old and impossible numbers around the edge") {
  for (const auto stack : kThreeStacks) {
    at_every_edge([&](std::uint32_t ours, std::uint32_t peers) {
      Exchange x(stack);
      x.iss(ours, peers).established().send(100).sends(data(100, 1, 1)).at(100ms).receives(ack(1, 101))
          .begins_now().close().enters(State::FinWait1).sends(fin(101, 1))
          .receives(ack(1, 1)).sends_nothing()           // old
          .at(10ms).receives(ack(1, 103)).sends(ack(102, 1))  // of what was never sent
          .receives(rst(0)).sends_nothing()
          .at(stack == "linux" ? 300ms : 1s).sends(fin(101, 1))
          .at(stack == "linux" ? 400ms : 1100ms).receives(fin(1, 101)).enters(State::Closing).sends(ack(102, 2))
          .receives(ack(2, 102)).enters(State::TimeWait).sends_nothing()
          .receives(rst(2)).enters(State::Closed, Cause::Rst);
    });
  }
}

TEST_CASE("wrap: ten segments in flight across the edge, the peer's window beyond it") {
  for (const auto stack : kThreeStacks) {
    for (const std::uint32_t back : {0U, 1U, 1459U, 1460U, 1461U, 7000U, 14599U, 14600U, 14601U, 65534U, 65535U}) {
      INFO("2^32 comes " << back + 1 << " after the ISS");
      Exchange x(stack);
      x.iss(kTop - back, kTop - back).established().send(10 * 1460);
      for (int i = 0; i < 10; ++i) x.sends(data(1460, 1 + 1460 * i, 1));
      x
          .at(100ms).receives(ack(1, 14601)).sends_nothing().waits_for_ever().close().enters(State::FinWait1)
          .sends(fin(14601, 1))
          .at(200ms).receives(fin(1, 14602)).enters(State::FinWait2).enters(State::TimeWait).sends(ack(14602, 2));
    }
  }
}
