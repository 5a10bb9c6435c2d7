// The matrix of semantics 1.5: what a repeated FIN does in each state that has had one, under the standard read
// literally and under each stack. In simultaneous closes it may carry the ACK of our own FIN, and there they differ.
#include <catch2/catch.hpp>

#include "tests/support/exchange.hpp"

// Each line of a story is a moment, which no formatter knows.
// clang-format off

using namespace finwait;
using namespace std::chrono_literals;

namespace {

constexpr std::array<std::string_view, 7> kAll{"textbook", "rfc9293", "linux", "freebsd", "macos", "windows", "lwip"};

}  // namespace

TEST_CASE("duplicate FIN in CLOSE-WAIT: every stack acknowledges it again, at once") {
  for (const auto stack : kAll) {
    Exchange(stack).in(State::CloseWait)
        .at(1s).receives(fin(1, 1)).sends(ack(1, 2)).stays(State::CloseWait)
        .at(1001ms).receives(fin(1, 1)).sends(ack(1, 2)).stays(State::CloseWait);
  }
}

TEST_CASE("duplicate FIN in CLOSE-WAIT: linux says by DSACK which number came twice") {
  Exchange("linux").in(State::CloseWait).at(1s).receives(fin(1, 1)).sends(ack(1, 2).sack(1, 2));
}

TEST_CASE("duplicate FIN in CLOSE-WAIT before the delayed ACK has gone out makes it go at once") {
  Exchange("linux").established().receives(data(10, 1, 1)).sends(ack(1, 11)).reads(10)
      .at(1s).receives(fin(11, 1)).enters(State::CloseWait).sends_nothing()
      .at(1010ms).receives(fin(11, 1)).sends(ack(1, 12).sack(11, 12))
      .at(2s).sends_nothing();
}

TEST_CASE("duplicate FIN in CLOSING that acknowledges nothing new is answered, and changes nothing") {
  for (const auto stack : kAll) {
    Exchange(stack).in(State::Closing).at(10ms).receives(fin(1, 1)).sends(ack(2, 2)).stays(State::Closing);
  }
}

TEST_CASE("duplicate FIN in CLOSING that acknowledges our FIN: read literally the standard answers and ignores it") {
  Exchange("rfc9293").in(State::Closing)
      .at(10ms).receives(fin(1, 2)).sends(ack(2, 2)).stays(State::Closing)
      .at(20ms).receives(ack(2, 2)).enters(State::TimeWait, Cause::AckOfFin).sends_nothing();
}

TEST_CASE("duplicate FIN in CLOSING that acknowledges our FIN: linux consumes it, TIME-WAIT without a reply") {
  Exchange("linux").in(State::Closing)
      .at(10ms).receives(fin(1, 2)).enters(State::TimeWait, Cause::AckOfFin).sends_nothing();
}

TEST_CASE("duplicate FIN in CLOSING that acknowledges our FIN: the others enter TIME-WAIT and answer") {
  for (const auto stack : {"textbook", "freebsd", "macos", "windows", "lwip"}) {
    Exchange(stack).in(State::Closing)
        .at(10ms).receives(fin(1, 2)).enters(State::TimeWait, Cause::AckOfFin).sends(ack(2, 2));
  }
}

TEST_CASE("duplicate FIN in LAST-ACK that acknowledges nothing new is answered, and changes nothing") {
  for (const auto stack : kAll) {
    Exchange(stack).in(State::LastAck).at(10ms).receives(fin(1, 1)).sends(ack(2, 2)).stays(State::LastAck);
  }
}

TEST_CASE("duplicate FIN in LAST-ACK that acknowledges our FIN: the standard ignores the ACK, every stack closes") {
  Exchange("rfc9293").in(State::LastAck).at(10ms).receives(fin(1, 2)).sends(ack(2, 2)).stays(State::LastAck);
  for (const auto stack : {"textbook", "linux", "freebsd", "macos", "windows", "lwip"}) {
    Exchange(stack).in(State::LastAck)
        .at(10ms).receives(fin(1, 2)).enters(State::Closed, Cause::AckOfFin).sends_nothing().waits_for_ever();
  }
}

TEST_CASE("duplicate FIN in TIME-WAIT: all acknowledge it again") {
  for (const auto stack : kAll) {
    Exchange(stack).in(State::TimeWait).at(5s).receives(fin(1, 2)).sends(ack(2, 2)).stays(State::TimeWait);
  }
}

TEST_CASE("duplicate FIN in TIME-WAIT: all start 2 MSL anew, except macos") {
  for (const auto stack : {"textbook", "linux", "freebsd"}) {
    Exchange(stack).in(State::TimeWait)
        .at(50s).receives(fin(1, 2)).sends(ack(2, 2))
        .at(109999ms).stays(State::TimeWait)
        .at(110s).enters(State::Closed, Cause::TimeWaitTimeout);
  }
  Exchange("rfc9293").in(State::TimeWait)
      .at(50s).receives(fin(1, 2)).sends(ack(2, 2))
      .at(289999ms).stays(State::TimeWait)
      .at(290s).enters(State::Closed, Cause::TimeWaitTimeout);
  Exchange("macos").in(State::TimeWait)
      .at(20s).receives(fin(1, 2)).sends(ack(2, 2))
      .at(30s).enters(State::Closed, Cause::TimeWaitTimeout);
}

TEST_CASE("a FIN whose octet is not the one received: freebsd answers without restarting") {
  Exchange x("freebsd");
  x.in(State::TimeWait)
      .at(50s).receives(fin(0, 2)).sends(ack(2, 2))
      .at(60s).enters(State::Closed, Cause::TimeWaitTimeout);
}

TEST_CASE("a first FIN in linux's small FIN-WAIT-2 object leads to TIME-WAIT with its full 60 s") {
  Exchange("linux").in(State::FinWait2)
      .at(50s).receives(fin(1, 2)).enters(State::TimeWait, Cause::Fin).sends(ack(2, 2))
      .at(109999ms).stays(State::TimeWait)
      .at(110s).enters(State::Closed, Cause::TimeWaitTimeout);
}

TEST_CASE("duplicate FIN without a socket: RST from its acknowledgment number") {
  for (const auto stack : kAll) {
    Exchange(stack).in(State::LastAck)
        .at(100ms).receives(ack(2, 2)).enters(State::Closed)
        .at(1s).receives(fin(1, 2)).sends(rst(2)).stays(State::Closed);
  }
}

TEST_CASE("both ACKs of a simultaneous close lost: the crossing copies of the FINs end it") {
  Exchange("linux").in(State::Closing)
      .at(300ms).sends(fin(1, 2))
      .at(350ms).receives(fin(1, 2)).enters(State::TimeWait, Cause::AckOfFin).sends_nothing();
  Exchange("rfc9293").in(State::Closing)
      .at(1s).sends(fin(1, 2))
      .at(1050ms).receives(fin(1, 2)).sends(ack(2, 2))
      .at(1100ms).receives(ack(2, 2)).enters(State::TimeWait, Cause::AckOfFin).sends_nothing();
}
