// Segments: what occupies sequence numbers (RFC 9293 3.4), and how flags are spelled.
#include "core/segment.hpp"

#include <catch2/catch.hpp>

using namespace finwait;

namespace {

constexpr Segment make(std::uint8_t bits, std::uint32_t len = 0) {
  Segment segment;
  segment.seq = SeqNum(0xFFFFFFFF);
  segment.flags.bits = bits;
  segment.len = len;
  return segment;
}

// SYN and FIN count one each, ACK and RST nothing.
static_assert(make(Flags::kAck).seq_len() == 0);
static_assert(make(Flags::kRst).seq_len() == 0);
static_assert(make(Flags::kSyn).seq_len() == 1);
static_assert(make(Flags::kFin | Flags::kAck, 10).seq_len() == 11);
static_assert(make(Flags::kSyn | Flags::kFin, 10).seq_len() == 12);
// The FIN stands after the text, and the next number may be beyond 2^32.
static_assert(make(Flags::kFin, 10).fin_seq() == SeqNum(9));
static_assert(make(Flags::kFin, 10).end() == SeqNum(10));
static_assert(make(Flags::kFin).fin_seq() == SeqNum(0xFFFFFFFF));

}  // namespace

TEST_CASE("a pure ACK has the ACK bit and neither text, SYN, FIN nor RST") {
  CHECK(make(Flags::kAck).pure_ack());
  CHECK(make(Flags::kAck | Flags::kPsh).pure_ack());
  CHECK_FALSE(make(0).pure_ack());
  CHECK_FALSE(make(Flags::kAck, 1).pure_ack());
  CHECK_FALSE(make(Flags::kAck | Flags::kFin).pure_ack());
  CHECK_FALSE(make(Flags::kAck | Flags::kSyn).pure_ack());
  CHECK_FALSE(make(Flags::kAck | Flags::kRst).pure_ack());
}

TEST_CASE("flags are spelled in the order S F R P A, and every spelling reads back") {
  for (std::uint8_t bits = 0; bits < 32; ++bits) {
    const Flags flags{bits};
    const std::string letters(flag_letters(flags));
    INFO(letters);
    Flags back{0xFF};
    REQUIRE(parse_flag_letters(letters, back));
    CHECK(back == flags);
    std::string expected;
    if (flags.syn()) expected += 'S';
    if (flags.fin()) expected += 'F';
    if (flags.rst()) expected += 'R';
    if (flags.psh()) expected += 'P';
    if (flags.ack()) expected += 'A';
    CHECK(letters == expected);
  }
}

TEST_CASE("letters that name no flag, or one twice, are refused") {
  for (const char* wrong : {"X", "FX", "f", "AA", "FAF", "F A", "SYN"}) {
    Flags flags;
    INFO(wrong);
    CHECK_FALSE(parse_flag_letters(wrong, flags));
  }
  Flags flags;
  CHECK(parse_flag_letters("AF", flags));  // any order is understood
  CHECK(flag_letters(flags) == "FA");
}
