// CLOSE-WAIT: the peer has finished, we have not. It sends as before, ignores what the peer might still say after its
// FIN, and lasts until the application calls CLOSE, which may be never.
#include <catch2/catch.hpp>

#include "tests/support/exchange.hpp"

// Each line of a story is a moment, which no formatter knows.
// clang-format off

using namespace finwait;
using namespace std::chrono_literals;

TEST_CASE("CLOSE-WAIT: lasts for ever if the application never closes") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::CloseWait).waits_for_ever().at(10000h).stays(State::CloseWait);
  }
}

TEST_CASE("CLOSE-WAIT: CLOSE sends our FIN and leads to LAST-ACK, as orphan or not") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::CloseWait).at(5s).shutdown_write().enters(State::LastAck, Cause::Close).sends(fin(1, 2));
    Exchange x(stack);
    x.in(State::CloseWait).at(5s).close().enters(State::LastAck, Cause::Close).sends(fin(1, 2));
    CHECK(x.endpoint().orphan());
  }
}

TEST_CASE("CLOSE-WAIT: what the application still sends comes before our FIN") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::CloseWait).send(100).sends(data(100, 1, 2)).close().enters(State::LastAck)
        .sends(fin(101, 2));
    Exchange(stack).in(State::CloseWait).send_more(100).close().enters(State::LastAck).sends(data_fin(100, 1, 2));
    Exchange(stack).peer_window(100).in(State::CloseWait).send(100).sends(data(100, 1, 2)).send(50).close()
        .enters(State::LastAck).sends_nothing()
        .at(100ms).receives(ack(2, 101)).sends(data_fin(50, 101, 2)).stays(State::LastAck);
  }
}

TEST_CASE("CLOSE-WAIT: data goes on being sent, acknowledged and repeated") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::CloseWait).send(100).sends(data(100, 1, 2))
        .at(stack == "linux" ? 300ms : 1s).sends(data(100, 1, 2))
        .at(1100ms - (stack == "linux" ? 700ms : 0ms)).receives(ack(2, 101)).sends_nothing().stays(State::CloseWait)
        .waits_for_ever();
  }
}

TEST_CASE("CLOSE-WAIT: data that nobody acknowledges ends it") {
  Exchange("textbook").in(State::CloseWait).send(100).sends(data(100, 1, 2)).repeats(data(100, 1, 2), {1s, 3s, 7s})
      .at(15s).enters(State::Closed, Cause::GiveUp).fails_with(SocketError::TimedOut).sends_nothing();
  Exchange("rfc9293").in(State::CloseWait).send(100).sends(data(100, 1, 2))
      .repeats(data(100, 1, 2), {1s, 3s, 7s, 15s, 31s, 63s})
      .at(123s).enters(State::Closed, Cause::GiveUp).fails_with(SocketError::TimedOut).sends_nothing();
  Exchange("linux").with([](StackProfile& p) { p.giveup_count = 3; }).in(State::CloseWait)
      .send(100).sends(data(100, 1, 2)).repeats(data(100, 1, 2), {300ms, 600ms, 1200ms, 2400ms})
      .at(4800ms).enters(State::Closed, Cause::GiveUp).fails_with(SocketError::TimedOut).sends_nothing();
}

TEST_CASE("CLOSE-WAIT: the user timeout ends it") {
  SocketOptions three;
  three.user_timeout = 3s;
  Exchange("linux").in(State::CloseWait).set(three).send(100).sends(data(100, 1, 2))
      .repeats(data(100, 1, 2), {300ms, 600ms, 1200ms, 2400ms})
      .at(3600ms).enters(State::Closed, Cause::UserTimeout).fails_with(SocketError::TimedOut);
}

TEST_CASE("CLOSE-WAIT: keepalive notices a peer that is gone") {
  SocketOptions probing;
  probing.keepalive = true;
  probing.keepalive_idle = 2s;
  probing.keepalive_interval = 1s;
  probing.keepalive_count = 3;
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::CloseWait).receives(ack(2, 1)).set(probing).repeats(ack(0, 2), {2s, 3s, 4s})
        .at(5s).enters(State::Closed, Cause::Keepalive).sends(rst_ack(1, 2)).fails_with(SocketError::TimedOut)
        .waits_for_ever();
  }
}

TEST_CASE("CLOSE-WAIT: text after the peer's FIN is ignored") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::CloseWait).receives(data(100, 2, 1)).receives(data_fin(100, 2, 1))
        .receives(data(100, 102, 1)).sends_nothing().stays(State::CloseWait).reads_eof();
  }
}

TEST_CASE("CLOSE-WAIT: but the ACK of such text counts") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::CloseWait).send(100).sends(data(100, 1, 2))
        .at(100ms).receives(data(9, 2, 101)).sends_nothing().stays(State::CloseWait).waits_for_ever();
  }
}

TEST_CASE("CLOSE-WAIT: old text and text beyond the window are answered by an ACK") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::CloseWait).receives(data(1, 0, 1)).sends(ack(1, 2)).stays(State::CloseWait);
    Exchange(stack).in(State::CloseWait).receives(data(9, 70002, 1)).sends(ack(1, 2)).stays(State::CloseWait);
    Exchange(stack).in(State::CloseWait).receives(fin(70002, 1)).sends(ack(1, 2)).stays(State::CloseWait);
    Exchange(stack).in(State::CloseWait).receives(ack(1, 1)).sends(ack(1, 2)).stays(State::CloseWait);  // a probe
  }
}

TEST_CASE("CLOSE-WAIT: an old ACK is ignored, one older than a window or of what was never sent is answered") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::CloseWait).send(100).sends(data(100, 1, 2))
        .at(100ms).receives(ack(2, 101)).receives(ack(2, 1)).sends_nothing().receives(ack(2, -70000)).sends(ack(101, 2))
        .at(1s).receives(ack(2, 102)).sends(ack(101, 2)).stays(State::CloseWait);
  }
}

TEST_CASE("CLOSE-WAIT: RST at RCV.NXT ends it; linux says EPIPE, the others ECONNRESET") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::CloseWait).receives(rst(2)).enters(State::Closed, Cause::Rst)
        .fails_with(stack == "linux" ? SocketError::BrokenPipe : SocketError::ConnectionReset).sends_nothing()
        .waits_for_ever();
  }
}

TEST_CASE("CLOSE-WAIT: RST one before RCV.NXT is of a peer that does not count its FIN: linux takes it") {
  for (const auto stack : {"textbook", "rfc9293"}) {
    Exchange(stack).in(State::CloseWait).receives(rst(1)).sends_nothing().stays(State::CloseWait);
  }
  Exchange("linux").in(State::CloseWait).receives(rst(1)).enters(State::Closed, Cause::Rst)
      .fails_with(SocketError::BrokenPipe).sends_nothing();
}

TEST_CASE("CLOSE-WAIT: any other RST is challenged in the window and dropped outside") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::CloseWait).receives(rst(3)).sends(ack(1, 2).because(Why::ChallengeAck))
        .receives(rst(70002)).sends_nothing().receives(rst(0)).sends_nothing().stays(State::CloseWait);
  }
}

TEST_CASE("CLOSE-WAIT: a SYN is answered by a challenge ACK, a segment without ACK by nothing") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::CloseWait).receives(syn(2)).sends(ack(1, 2)).stays(State::CloseWait);
    Exchange(stack).in(State::CloseWait).receives(data(9, 2, 1).without_ack()).sends_nothing().stays(State::CloseWait);
  }
}

TEST_CASE("CLOSE-WAIT: RECEIVE drains what came before the FIN, then meets the end") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().receives(data_fin(100, 1, 1)).enters(State::CloseWait)
        .at(stack == "linux" ? 40ms : 0ms).sends(ack(1, 102)).reads(60).reads(40).reads_eof().reads_eof();
  }
}

TEST_CASE("CLOSE-WAIT: ABORT, and close() with linger 0 or with unread data, send RST") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::CloseWait).abort().enters(State::Closed, Cause::Abort).sends(rst_ack(1, 2))
        .waits_for_ever();
    Exchange(stack).in(State::CloseWait).linger(0s).close().enters(State::Closed, Cause::Abort).sends(rst_ack(1, 2))
        .waits_for_ever();
    Exchange(stack).established().receives(data_fin(100, 1, 1)).enters(State::CloseWait)
        .at(stack == "linux" ? 40ms : 0ms).sends(ack(1, 102)).close().enters(State::Closed, Cause::UnreadData)
        .sends(rst_ack(1, 102)).waits_for_ever();
  }
}

TEST_CASE("CLOSE-WAIT: shutting the read side sends nothing") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).in(State::CloseWait).shutdown_read().sends_nothing().stays(State::CloseWait).reads_eof();
  }
}

TEST_CASE("CLOSE-WAIT: an orphan behind a closed window ends in LAST-ACK with its probes under linux") {
  Exchange x("linux");
  x.peer_window(100).in(State::CloseWait).send(100).sends(data(100, 1, 2)).send(50).close().enters(State::LastAck)
      .at(100ms).receives(ack(2, 101).window(0)).begins_now();
  for (const Duration t : {Duration(300ms), Duration(900ms), Duration(2100ms), Duration(4500ms), Duration(9300ms),
                           Duration(18900ms), Duration(38100ms), Duration(76500ms)}) {
    x.at(t).sends(window_probe());  // nobody answers
  }
  x.at(153300ms).enters(State::Closed, Cause::PersistLimit).sends_nothing();
}
