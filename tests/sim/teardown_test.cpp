// Which of the four segments of the close a segment is, told from the segments alone.
#include "sim/teardown.hpp"

#include <catch2/catch.hpp>

using namespace finwait;

namespace {

constexpr SeqNum kA{0xFFFFFFFE};  // a's next number, so that its FIN's ACK is beyond 2^32
constexpr SeqNum kB{7000};

Segment make(std::string_view letters, SeqNum seq, SeqNum ack, std::uint32_t len = 0) {
  Segment segment;
  parse_flag_letters(letters, segment.flags);
  segment.seq = seq;
  segment.ack = ack;
  segment.len = len;
  return segment;
}

struct Close {
  Teardown teardown{};
  int a(std::string_view letters, SeqNum seq, SeqNum ack, std::uint32_t len = 0) {
    return teardown.place(Side::A, make(letters, seq, ack, len)).number;
  }
  int b(std::string_view letters, SeqNum seq, SeqNum ack, std::uint32_t len = 0) {
    return teardown.place(Side::B, make(letters, seq, ack, len)).number;
  }
};

}  // namespace

TEST_CASE("the four segments, and their repetitions") {
  Close close;
  CHECK(close.a("A", kA, kB) == 0);  // before the close
  CHECK(close.a("FA", kA, kB) == 1);
  CHECK(close.b("A", kB, kA + 1) == 2);
  CHECK(close.a("FA", kA, kB) == 1);
  CHECK(close.b("A", kB, kA + 1) == 2);
  CHECK(close.b("FA", kB, kA + 1) == 3);
  CHECK(close.a("A", kA + 1, kB + 1) == 4);
  CHECK(close.b("FA", kB, kA + 1) == 3);
  CHECK(close.a("A", kA + 1, kB + 1) == 4);
}

TEST_CASE("the other side may be the first") {
  Close close;
  CHECK(close.b("FA", kB, kA) == 1);
  CHECK(close.a("A", kA, kB + 1) == 2);
  CHECK(close.a("FA", kA, kB + 1) == 3);
  CHECK(close.b("A", kB + 1, kA + 1) == 4);
}

TEST_CASE("a FIN that carries the ACK of the first one is the third, and there is no second") {
  Close close;
  CHECK(close.a("FA", kA, kB) == 1);
  CHECK(close.b("FA", kB, kA + 1) == 3);
  CHECK(close.a("A", kA + 1, kB + 1) == 4);
}

TEST_CASE("only a pure ACK that covers the FIN is the second or the fourth") {
  Close close;
  CHECK(close.a("FPA", kA, kB, 100) == 1);      // a FIN on data
  CHECK(close.b("A", kB, kA + 100) == 0);       // acknowledges the data, not the FIN
  CHECK(close.b("PA", kB, kA + 101, 10) == 0);  // covers the FIN, but is data
  CHECK(close.b("A", kB + 10, kA + 101) == 2);
  CHECK(close.b("RA", kB + 10, kA + 101) == 0);  // a RST is no segment of the close
  CHECK(close.a("A", kA + 101, kB + 10) == 0);   // acknowledges data of a half-close
  const Teardown::Place place = close.teardown.place(Side::B, make("A", kB + 10, kA + 101));
  CHECK(place.covers_peer_fin);
}

TEST_CASE("simultaneous close: whoever sent first is the first, and both ACKs keep their number") {
  Close close;
  CHECK(close.a("FA", kA, kB) == 1);
  CHECK(close.b("FA", kB, kA) == 3);
  CHECK(close.a("A", kA + 1, kB + 1) == 4);
  CHECK(close.b("A", kB + 1, kA + 1) == 2);
}

TEST_CASE("restart forgets who was first") {
  Close close;
  close.a("FA", kA, kB);
  close.teardown.restart();
  CHECK(close.b("A", kB, kA + 1) == 0);
  CHECK(close.b("FA", kB, kA) == 1);
}
