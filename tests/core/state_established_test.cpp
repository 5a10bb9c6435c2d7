// ESTABLISHED: what each kind of segment and each call does to a connection at rest, and how the peer's FIN is
// acknowledged: at once (textbook), together with what the application does at that instant (rfc9293), or after a
// delay in which the application's own FIN may join it (linux).
#include <catch2/catch.hpp>

#include "tests/support/exchange.hpp"

// Each line of a story is a moment, which no formatter knows.
// clang-format off

using namespace finwait;
using namespace std::chrono_literals;

TEST_CASE("ESTABLISHED: data in order is delivered and acknowledged, under rfc9293 after 200 ms") {
  for (const auto stack : {"textbook", "linux"}) {  // linux begins in quick-ACK mode
    Exchange(stack).established().receives(data(100, 1, 1)).sends(ack(1, 101)).reads(100).stays(State::Established);
  }
  Exchange("rfc9293").established().receives(data(100, 1, 1)).reads(100).sends_nothing()
      .at(200ms).sends(ack(1, 101).because(Why::DelayedAck));
}

TEST_CASE("ESTABLISHED: every second full segment is acknowledged at once") {
  Exchange("rfc9293").established().receives(data(1460, 1, 1)).sends_nothing()
      .at(1ms).receives(data(1460, 1461, 1)).sends(ack(1, 2921))
      .at(1s).sends_nothing().reads(2920);
}

TEST_CASE("ESTABLISHED: what the user sends carries the ACK that was still to come") {
  Exchange("rfc9293").established().receives(data(100, 1, 1)).reads(100)
      .at(10ms).send(50).sends(data(50, 1, 101))
      .at(110ms).receives(ack(101, 51))
      .at(1s).sends_nothing();
}

TEST_CASE("ESTABLISHED: under linux, once a request was answered, the ACK of the next waits 40 ms for the answer") {
  Exchange("linux").established().receives(data(100, 1, 1)).sends(ack(1, 101)).reads(100).send(50)
      .sends(data(50, 1, 101))
      .at(100ms).receives(data(100, 101, 51)).sends_nothing().reads(100)
      .at(110ms).send(50).sends(data(50, 51, 201))
      .at(210ms).receives(data(100, 201, 101)).reads(100)
      .at(250ms).sends(ack(101, 301).because(Why::DelayedAck));
}

TEST_CASE("ESTABLISHED: old text is acknowledged again at once, under linux with a DSACK") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.established().receives(data(100, 1, 1)).reads(100)
        .at(stack == "rfc9293" ? 200ms : 0ms).sends(ack(1, 101))
        .at(1s).receives(data(100, 1, 1));
    if (stack == "linux") {
      x.sends(ack(1, 101).sack(1, 101));
    } else {
      x.sends(ack(1, 101));
    }
    x.reads_nothing_yet().stays(State::Established);
  }
}

TEST_CASE("ESTABLISHED: text that is old in part delivers the rest") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.established().receives(data(100, 1, 1)).reads(100)
        .at(stack == "rfc9293" ? 200ms : 0ms).sends(ack(1, 101))
        .at(1s).receives(data(150, 1, 1)).reads(50)
        .at(stack == "rfc9293" ? 1200ms : 1s).sends(ack(1, 151));
  }
}

TEST_CASE("ESTABLISHED: text beyond the window is answered by an ACK and dropped") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().receives(data(100, 70001, 1)).sends(ack(1, 1)).reads_nothing_yet()
        .receives(fin(70001, 1)).sends(ack(1, 1)).stays(State::Established);
  }
}

TEST_CASE("ESTABLISHED: text after a gap is acknowledged at once, and delivered when the gap is filled") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.established().receives(data(100, 101, 1));
    if (stack == "linux") {
      x.sends(ack(1, 1).sack(101, 201));
    } else {
      x.sends(ack(1, 1));
    }
    x.reads_nothing_yet().at(10ms).receives(data(100, 1, 1)).sends(ack(1, 201)).reads(200);
  }
}

TEST_CASE("ESTABLISHED: a FIN in order leads to CLOSE-WAIT; its ACK is the stack's own matter") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().receives(fin(1, 1)).enters(State::CloseWait, Cause::Fin).reads_eof()
        .at(fin_ack_delay(stack)).sends(ack(1, 2)).waits_for_ever();
  }
  Exchange("linux").established().receives(data(10, 1, 1)).sends(ack(1, 11)).reads(10)  // data once: 40 ms
      .at(1s).receives(fin(11, 1)).enters(State::CloseWait).at(1040ms).sends(ack(1, 12).because(Why::DelayedAck));
}

TEST_CASE("ESTABLISHED: an application that closes at the FIN merges its FIN with the ACK, except in the lessons") {
  Exchange("textbook").established().receives(fin(1, 1)).enters(State::CloseWait).sends(ack(1, 2)).close()
      .enters(State::LastAck).sends(fin(1, 2));
  Exchange("rfc9293").established().receives(fin(1, 1)).enters(State::CloseWait).close().enters(State::LastAck)
      .sends(fin(1, 2)).sends_nothing();
  Exchange("linux").established().receives(fin(1, 1)).enters(State::CloseWait)
      .at(3ms).close().enters(State::LastAck).sends(fin(1, 2))
      .at(100ms).sends_nothing();
  Exchange("linux").established().receives(data(10, 1, 1)).sends(ack(1, 11)).reads(10)
      .at(1s).receives(fin(11, 1)).enters(State::CloseWait)
      .at(1039ms).close().enters(State::LastAck).sends(fin(1, 12))
      .at(1200ms).sends_nothing();
}

TEST_CASE("ESTABLISHED: an application that closes later sends its FIN after the ACK") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().receives(fin(1, 1)).enters(State::CloseWait)
        .at(fin_ack_delay(stack)).sends(ack(1, 2))
        .at(5ms).close().enters(State::LastAck).sends(fin(1, 2));
  }
}

TEST_CASE("ESTABLISHED: FIN with data is data first, then FIN, and one ACK for both") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().receives(data_fin(100, 1, 1)).enters(State::CloseWait).reads(100).reads_eof()
        .at(stack == "linux" ? 40ms : 0ms).sends(ack(1, 102)).waits_for_ever();
  }
}

TEST_CASE("ESTABLISHED: under linux the FIN tips the scale: with one segment of the peer's size the ACK goes at once") {
  // __tcp_ack_snd_check compares with the size learnt from the segment itself; recording piggyback_1000B_fin_lost0.
  Exchange("linux").established().receives(data_fin(1000, 1, 1)).enters(State::CloseWait).sends(ack(1, 1002));
  // Below 536 octets nothing is learnt, and the ACK waits for the application's FIN.
  Exchange("linux").established().receives(data_fin(100, 1, 1)).enters(State::CloseWait).sends_nothing()
      .at(40ms).sends(ack(1, 102));
}

TEST_CASE("ESTABLISHED: under linux a FIN with more than a full segment unacknowledged is acknowledged at once") {
  Exchange("linux").established().receives(data_fin(2920, 1, 1)).enters(State::CloseWait).sends(ack(1, 2922))
      .reads(2920).reads_eof();
}

TEST_CASE("ESTABLISHED: a FIN after a gap changes nothing until the gap is filled, then it is acknowledged at once") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().receives(fin(101, 1)).stays(State::Established).sends(ack(1, 1)).reads_nothing_yet()
        .at(30ms).receives(data(100, 1, 1)).enters(State::CloseWait, Cause::Fin).sends(ack(1, 102)).reads(100)
        .reads_eof().waits_for_ever();
  }
}

TEST_CASE("ESTABLISHED: under linux the gap's ACK tells the FIN's own sequence number") {
  Exchange("linux").established().receives(fin(101, 1)).sends(ack(1, 1).sack(101, 102));
}

TEST_CASE("ESTABLISHED: where text does not fit into the window it is cut, and its FIN with it") {
  for (const auto stack : {"textbook", "rfc9293"}) {
    Exchange(stack).with([](StackProfile& p) { p.receive_buffer = 1000; }).established()
        .receives(data_fin(1500, 1, 1)).stays(State::Established)
        .at(stack == std::string_view("rfc9293") ? 200ms : 0ms).sends(ack(1, 1001).window(0))
        .reads(1000).sends(ack(1, 1001).window(1000))
        .at(1s).receives(data_fin(500, 1001, 1)).enters(State::CloseWait).sends(ack(1, 1502)).reads(500).reads_eof();
  }
}

TEST_CASE("ESTABLISHED: an ACK of our data stops the timers") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().send(100).sends(data(100, 1, 1))
        .at(100ms).receives(ack(1, 101)).sends_nothing().stays(State::Established).waits_for_ever();
  }
}

TEST_CASE("ESTABLISHED: an old ACK is ignored, one older than the largest window is answered") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().send(100).sends(data(100, 1, 1))
        .at(100ms).receives(ack(1, 101)).receives(ack(1, 1)).sends_nothing().receives(ack(1, -70000)).sends(ack(101, 1))
        .stays(State::Established);
  }
}

TEST_CASE("ESTABLISHED: an ACK of what was never sent is answered, except under linux") {
  for (const auto stack : {"textbook", "rfc9293"}) {
    Exchange(stack).established().receives(ack(1, 2)).sends(ack(1, 1)).stays(State::Established);
  }
  Exchange("linux").established().receives(ack(1, 2)).sends_nothing().stays(State::Established)
      .receives(data(100, 1, 2)).sends_nothing().reads_nothing_yet();
}

TEST_CASE("ESTABLISHED: RST ends it only at exactly RCV.NXT") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().receives(rst(1)).enters(State::Closed, Cause::Rst)
        .fails_with(SocketError::ConnectionReset).sends_nothing().waits_for_ever();
    Exchange(stack).established().receives(rst_ack(1, 1)).enters(State::Closed, Cause::Rst)
        .fails_with(SocketError::ConnectionReset).sends_nothing();
    Exchange(stack).established().receives(rst(2)).sends(ack(1, 1).because(Why::ChallengeAck)).stays(State::Established)
        .receives(rst(70001)).sends_nothing().stays(State::Established).receives(rst(0)).sends_nothing()
        .stays(State::Established);
  }
}

TEST_CASE("ESTABLISHED: a SYN, wherever it is, is answered by a challenge ACK") {
  for (const auto stack : kThreeStacks) {
    for (const std::int64_t number : {1, 500, 70001}) {
      Exchange(stack).established().receives(syn(number)).sends(ack(1, 1)).stays(State::Established);
    }
  }
}

TEST_CASE("ESTABLISHED: a segment without the ACK bit is dropped with its text and FIN") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().receives(data(100, 1, 1).without_ack()).receives(fin(1, 1).without_ack())
        .sends_nothing().reads_nothing_yet().stays(State::Established);
  }
}

TEST_CASE("ESTABLISHED: a probe is answered: of our life, or of our closed window") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().receives(ack(0, 1)).sends(ack(1, 1)).stays(State::Established);
    Exchange x(stack);
    x.with([](StackProfile& p) { p.receive_buffer = 100; }).established().receives(data(100, 1, 1))
        .at(stack == "rfc9293" ? 200ms : 0ms).sends(ack(1, 101).window(0))
        .at(1s).receives(data(1, 101, 1)).sends(ack(1, 101).window(0))
        .reads(100).sends(ack(1, 101).window(100)).stays(State::Established);
  }
}

TEST_CASE("ESTABLISHED: CLOSE sends a FIN and enters FIN-WAIT-1, alone or with the descriptor") {
  for (const auto stack : kThreeStacks) {
    Exchange x(stack);
    x.established().shutdown_write().enters(State::FinWait1, Cause::Close).sends(fin(1, 1));
    CHECK_FALSE(x.endpoint().orphan());
    Exchange y(stack);
    y.established().close().enters(State::FinWait1, Cause::Close).sends(fin(1, 1));
    CHECK(y.endpoint().orphan());
  }
}

TEST_CASE("ESTABLISHED: the FIN follows data that is still on its way") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().send(100).sends(data(100, 1, 1)).close().sends(fin(101, 1)).enters(State::FinWait1);
  }
}

TEST_CASE("ESTABLISHED: shutting the read side sends nothing; shutting both sends one FIN and makes no orphan") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().shutdown_read().sends_nothing().stays(State::Established).reads_eof();
    Exchange x(stack);
    x.established().shutdown_both().sends(fin(1, 1)).sends_nothing().enters(State::FinWait1);
    CHECK_FALSE(x.endpoint().orphan());
  }
}

TEST_CASE("ESTABLISHED: ABORT, and close() with linger 0, send one RST and never repeat it") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().abort().enters(State::Closed, Cause::Abort).sends(rst_ack(1, 1)).waits_for_ever();
    Exchange(stack).established().linger(0s).close().enters(State::Closed, Cause::Abort).sends(rst_ack(1, 1))
        .waits_for_ever();
    Exchange(stack).established().send(100).sends(data(100, 1, 1)).abort().enters(State::Closed).sends(rst_ack(101, 1))
        .waits_for_ever();
  }
}

TEST_CASE("ESTABLISHED: close() with a linger time is a normal close on the wire") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().linger(5s).close().enters(State::FinWait1, Cause::Close).sends(fin(1, 1));
  }
}

TEST_CASE("ESTABLISHED: close() with unread data sends RST instead of FIN; shutdown does not") {
  for (const auto stack : kThreeStacks) {
    const auto unread = [&](Exchange& x) -> Exchange& {
      return x.established().receives(data(100, 1, 1))
          .at(stack == "rfc9293" ? 200ms : 0ms).sends(ack(1, 101))
          .at(1s);
    };
    Exchange x(stack);
    unread(x).close().enters(State::Closed, Cause::UnreadData).sends(rst_ack(1, 101)).waits_for_ever();
    Exchange y(stack);
    unread(y).shutdown_write().enters(State::FinWait1).sends(fin(1, 101)).reads(100);
  }
}

TEST_CASE("ESTABLISHED: a small window takes what fits (RFC 9293 3.8.6.2.1)") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).peer_window(100).established().send(250).sends(data(100, 1, 1)).sends_nothing()
        .at(100ms).receives(ack(1, 101)).sends(data(100, 101, 1))
        .at(200ms).receives(ack(1, 201)).sends(data(50, 201, 1));
  }
}

TEST_CASE("ESTABLISHED: SEND and RECEIVE, and OPEN that is refused") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).established().reads_nothing_yet().send(3000).sends(data(1460, 1, 1)).sends(data(1460, 1461, 1))
        .sends(data(80, 2921, 1))
        .at(100ms).receives(ack(1, 3001)).open(SocketError::AlreadyConnected).listen(SocketError::AlreadyConnected)
        .stays(State::Established);
  }
}

TEST_CASE("ESTABLISHED: the user hears of each thing once: connected, data, the end of the stream") {
  for (const auto stack : kThreeStacks) {
    Exchange(stack).open().sends(syn(0)).enters(State::SynSent)
        .at(100ms).receives(syn_ack(0, 1)).enters(State::Established).sends(ack(1, 1)).tells(Notify::Event::Connected)
        .at(1s).receives(data_fin(10, 1, 1)).enters(State::CloseWait).tells(Notify::Event::Data)
        .tells(Notify::Event::Eof).at(stack == "linux" ? 1040ms : 1s).sends(ack(1, 12));
  }
}

TEST_CASE("ESTABLISHED: freebsd and macos acknowledge a FIN before anything else, lwip merges what its callback does") {
  for (const auto stack : {"freebsd", "macos"}) {
    Exchange(stack).established().receives(fin(1, 1)).enters(State::CloseWait).close().enters(State::LastAck)
        .sends(ack(1, 2)).sends(fin(1, 2));
  }
  Exchange("lwip").established().receives(fin(1, 1)).enters(State::CloseWait).close().enters(State::LastAck)
      .sends(fin(1, 2)).sends_nothing();
  Exchange("lwip").established().receives(fin(1, 1)).enters(State::CloseWait).sends(ack(1, 2))
      .at(1ms).close().enters(State::LastAck).sends(fin(1, 2));
}

TEST_CASE("ESTABLISHED: freebsd sends a FIN although data is unread") {
  Exchange("freebsd").established().receives(data(100, 1, 1)).at(40ms).sends(ack(1, 101)).at(1s)
      .close().enters(State::FinWait1, Cause::Close).sends(fin(1, 101));
}

TEST_CASE("ESTABLISHED: what the application still sends at the FIN carries its ACK, and our FIN follows") {
  for (const auto stack : {"rfc9293", "linux"}) {
    Exchange(stack).established().receives(fin(1, 1)).enters(State::CloseWait)
        .send(100).sends(data(100, 1, 2)).close().enters(State::LastAck).sends(fin(101, 2)).at(100ms).sends_nothing();
  }
}

TEST_CASE("ESTABLISHED: with a peer that knows no SACK linux tells no ranges, neither of gaps nor of repeats") {
  Exchange("linux").peer_without_sack().established().receives(data(100, 101, 1)).sends(ack(1, 1).without_sack())
      .receives(data(100, 1, 1)).sends(ack(1, 201)).reads(200)
      .at(1s).receives(data(100, 1, 1)).sends(ack(1, 201).without_sack())
      .at(2s).receives(data(1, 0, 1)).sends(ack(1, 201).without_sack());
}

TEST_CASE("ESTABLISHED: the other stacks negotiate no SACK and tell no ranges") {
  for (const auto stack : {"textbook", "rfc9293"}) {
    Exchange(stack).established().receives(data(100, 101, 1)).sends(ack(1, 1).without_sack());
  }
}

TEST_CASE("ESTABLISHED: PAWS answers a segment with an old timestamp and drops it, but takes an equal one") {
  Exchange("linux").peer_timestamps().established()
      .receives(data(100, 1, 1)).sends(ack(1, 101)).receives(data(100, 101, 1)).sends(ack(1, 201)).reads(200)
      .at(1s).receives(data(100, 201, 1).stamped(1)).sends(ack(1, 201)).reads_nothing_yet()
      .receives(rst(201).stamped(1)).enters(State::Closed, Cause::Rst).fails_with(SocketError::ConnectionReset);
}

TEST_CASE("ESTABLISHED: linux's first sixteen ACKs go at once, the next waits 40 ms") {
  Exchange x("linux");
  x.established();
  for (std::int64_t i = 0; i < 16; ++i) {
    x.at(i * 10ms).receives(data(100, 1 + 100 * i, 1)).sends(ack(1, 101 + 100 * i)).reads(100);
  }
  x.at(160ms).receives(data(100, 1601, 1)).sends_nothing().at(200ms).sends(ack(1, 1701).because(Why::DelayedAck));
}

TEST_CASE("ESTABLISHED: without DSACK a repeat is answered by a plain ACK although SACK is agreed") {
  Exchange("linux").with([](StackProfile& p) { p.dsack = false; }).established()
      .receives(data(100, 1, 1)).sends(ack(1, 101)).reads(100)
      .at(1s).receives(data(100, 1, 1)).sends(ack(1, 101).without_sack())
      .at(2s).receives(data(100, 201, 1)).sends(ack(1, 101).sack(201, 301));
}

TEST_CASE("ESTABLISHED: the right edge of the window is outside, but inside under linux") {
  Exchange("rfc9293").established().receives(ack(65535, 1)).sends_nothing().receives(ack(65536, 1)).sends(ack(1, 1));
  Exchange("linux").established().receives(ack(64241, 1)).sends_nothing().receives(ack(64242, 1)).sends(ack(1, 1));
}
