// Segments as octets: known packets come out octet by octet, whatever is written reads back the same, and what is no
// whole, correct segment is refused with the reason.
#include "core/wire.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "tests/support/wire_samples.hpp"

using namespace finwait;
using namespace finwait::tests;

namespace {

std::string hex(std::string_view octets) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < octets.size(); ++i) {
    const auto octet = static_cast<std::uint8_t>(octets[i]);
    if (i > 0 && i % 4 == 0) text += ' ';
    text += kDigits[octet >> 4U];
    text += kDigits[octet & 15U];
  }
  return text;
}

std::string written(const Segment& segment, const WireContext& context = between_a_and_b()) {
  std::string octets;
  REQUIRE(write_segment(segment, context, octets) == WireError::None);
  CHECK(octets.size() == wire_size(segment));
  return octets;
}

Segment segment_of(std::string_view letters, std::uint32_t seq, std::uint32_t ack, std::uint32_t len = 0) {
  Segment segment;
  parse_flag_letters(letters, segment.flags);
  segment.seq = SeqNum(seq);
  segment.ack = SeqNum(ack);
  segment.wnd = 64240;
  segment.len = len;
  return segment;
}

// Reads back what was written, with the shift it was written with.
void check_round_trip(const Segment& segment, const WireContext& context = between_a_and_b()) {
  const std::string octets = written(segment, context);
  const WireSegment read = read_segment(octets, context.window_shift);
  INFO(hex(octets));
  CHECK(describe(read.error) == "");
  CHECK(read.segment == segment);
  CHECK(read.context == context);
}

WireError error_of(std::string octets) { return read_segment(octets, 0).error; }

// The octets with one changed and both checksums made right again: only what was changed is wrong.
std::string changed(std::string octets, std::size_t at, unsigned value) {
  octets[at] = static_cast<char>(static_cast<std::uint8_t>(value));
  return with_right_checksums(octets);
}

}  // namespace

TEST_CASE("a SYN with Linux's options comes out octet by octet") {
  Segment syn = segment_of("S", 0x01020304, 0);
  syn.options = {.mss = 1460, .window_scale = 7, .sack_permitted = true, .has_timestamps = true, .ts_value = 1000000};
  // Both checksums were computed apart from this code.
  CHECK(hex(written(syn)) ==
        "4500003c 00014000 40064e85 c0000201 c6336401 c0003039 01020304 00000000 a002faf0 2a4a0000 "
        "020405b4 0402080a 000f4240 00000000 01030307");
}

TEST_CASE("a FIN without options is two bare headers, and data has letters that follow from their numbers") {
  CHECK(written(segment_of("FA", 1, 1)).size() == 40);
  const std::string text = written(segment_of("PA", 26, 1, 30)).substr(40);
  CHECK(text == "abcdefghijklmnopqrstuvwxyzabcd");
  // Sent again as part of a longer segment, the octets are the same; a SYN's own number carries none.
  CHECK(written(segment_of("A", 16, 1, 20)).substr(50) == "abcdefghij");
  CHECK(written(segment_of("S", 25, 0, 3)).substr(40) == "abc");
}

TEST_CASE("every combination of options reads back, aligned as real stacks do or packed if it must be") {
  std::size_t refused = 0;
  for (unsigned bits = 0; bits < 16; ++bits) {
    for (std::uint8_t blocks = 0; blocks <= 4; ++blocks) {
      Segment segment = segment_of("A", 5, 6, 7);
      segment.options = options_from(bits, blocks);
      INFO(bits << " with " << unsigned{blocks} << " blocks");
      std::string octets;
      if (write_segment(segment, between_a_and_b(), octets) == WireError::TooManyOptions) {
        CHECK(octets.empty());
        ++refused;
        continue;
      }
      check_round_trip(segment);
    }
  }
  // Four blocks beside timestamps (8 combinations); three beside timestamps and two or more others (4); four beside MSS
  // and window scale (2).
  CHECK(refused == 14);
}

TEST_CASE("sequence numbers, acknowledgments and SACK blocks wrap around") {
  Segment segment = segment_of("FPA", 0xfffffff0, 0xffffffff, 100);
  segment.options.sack_count = 1;
  segment.options.sack[0] = {SeqNum(0xfffffffe), SeqNum(3)};
  check_round_trip(segment);
}

TEST_CASE("windows are scaled by the sender's shift, but never on a SYN") {
  WireContext scaled = between_a_and_b();
  scaled.window_shift = 7;
  Segment ack = segment_of("A", 1, 1);
  ack.wnd = 65535U << 7U;
  check_round_trip(ack, scaled);
  ack.wnd = 0;
  check_round_trip(ack, scaled);
  Segment syn = segment_of("SA", 1, 1);
  syn.wnd = 65535;
  check_round_trip(syn, scaled);
  // What sixteen bits cannot say is cut, as far as they can.
  ack.wnd = 1000;
  CHECK(read_segment(written(ack, scaled), 7).segment.wnd == 896);
  ack.wnd = 1'000'000;
  CHECK(read_segment(written(ack), 0).segment.wnd == 65535);
}

TEST_CASE("random segments read back as they were") {
  WireDice dice(1);
  for (int i = 0; i < 20000; ++i) {
    WireContext context = between_a_and_b();
    context.identification = static_cast<std::uint16_t>(dice.below(65536));
    context.window_shift = static_cast<std::uint8_t>(dice.below(15));
    const Segment segment = random_segment(dice, context.window_shift);
    std::string octets;
    const WireError error = write_segment(segment, context, octets);
    if (error == WireError::TooManyOptions) continue;
    REQUIRE(error == WireError::None);
    const WireSegment read = read_segment(octets, context.window_shift);
    REQUIRE(read.error == WireError::None);
    REQUIRE(read.segment == segment);
    REQUIRE(read.context == context);
  }
}

TEST_CASE("a datagram holds 65535 octets and no more") {
  check_round_trip(segment_of("A", 1, 1, 65495));
  std::string octets("before");
  CHECK(write_segment(segment_of("A", 1, 1, 65496), between_a_and_b(), octets) == WireError::TooLong);
  CHECK(write_segment(segment_of("A", 1, 1, UINT32_MAX), between_a_and_b(), octets) == WireError::TooLong);
  CHECK(octets == "before");
}

TEST_CASE("options that came packed in a full datagram find room again") {
  Segment segment = segment_of("A", 1, 1, 65495 - 16);
  segment.options = {.mss = 1460, .has_timestamps = true};  // 14 octets packed, 16 with NOPs
  check_round_trip(segment);
  segment.options.window_scale = 7;  // 17 packed: four too many
  std::string octets;
  CHECK(write_segment(segment, between_a_and_b(), octets) == WireError::TooLong);
  segment.len = 65495 - 20;
  check_round_trip(segment);
}

TEST_CASE("whatever reads as a segment writes to octets that read as the same segment") {
  WireDice dice(2);
  int segments = 0;
  for (int i = 0; i < 100'000; ++i) {
    std::string octets;
    if (write_segment(random_segment(dice, 0), between_a_and_b(), octets) != WireError::None) continue;
    for (std::uint32_t changes = dice.below(4); changes > 0; --changes) {
      octets[dice.below(static_cast<std::uint32_t>(std::min<std::size_t>(octets.size(), 80)))] =
          static_cast<char>(static_cast<std::uint8_t>(dice.below(256)));
    }
    if (dice.below(8) == 0) octets.resize(dice.below(static_cast<std::uint32_t>(octets.size() + 1)));
    octets = with_right_checksums(octets);
    const auto shift = static_cast<std::uint8_t>(dice.below(20));
    if (read_segment(octets, shift).error == WireError::None) ++segments;
    REQUIRE(reads_back(octets, shift));
  }
  CHECK(segments > 20'000);
}

TEST_CASE("a datagram cut anywhere is truncated, and one with octets behind it is read") {
  Segment segment = segment_of("PA", 1, 1, 10);
  segment.options = options_from(8, 3);
  const std::string whole = written(segment);
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK(error_of(whole.substr(0, size)) == WireError::Truncated);
  CHECK(read_segment(whole + std::string(6, '\0'), 0).segment == segment);
}

TEST_CASE("what is wrong with the IPv4 header is named") {
  const std::string whole = written(segment_of("A", 1, 1));
  CHECK(error_of(changed(whole, 0, 0x65)) == WireError::NotIpv4);
  CHECK(error_of(changed(whole, 0, 0x44)) == WireError::BadIpHeaderLength);
  CHECK(error_of(changed(whole, 9, 17)) == WireError::NotTcp);
  CHECK(error_of(changed(whole, 6, 0x20)) == WireError::Fragment);
  CHECK(error_of(changed(whole, 7, 1)) == WireError::Fragment);
  CHECK(error_of(changed(whole, 3, 39)) == WireError::BadTotalLength);
  CHECK(error_of(changed(whole, 3, 41)) == WireError::Truncated);
  std::string flipped = whole;
  flipped[8] = 63;
  CHECK(error_of(flipped) == WireError::BadIpChecksum);
}

TEST_CASE("options of IPv4 are skipped") {
  const Segment segment = segment_of("PA", 1, 1, 4);
  const std::string whole = written(segment);
  std::string octets = whole.substr(0, 20) + std::string(4, '\x01') + whole.substr(20);
  octets[0] = 0x46;
  octets[3] = 48;
  CHECK(read_segment(with_right_checksums(octets), 0).segment == segment);
}

TEST_CASE("what is wrong with the TCP header is named") {
  const std::string whole = written(segment_of("A", 1, 1));
  CHECK(error_of(changed(whole, 32, 0x40)) == WireError::BadTcpHeaderLength);
  CHECK(error_of(changed(whole, 32, 0xf0)) == WireError::BadTcpHeaderLength);
  for (std::size_t i = 20; i < 40; ++i) {
    if (i == 32) continue;
    std::string flipped = whole;
    flipped[i] = static_cast<char>(flipped[i] ^ 1);
    CHECK(error_of(flipped) == WireError::BadTcpChecksum);
  }
  std::string to_another = whole;
  to_another[19] = 2;  // the addresses count for the TCP checksum
  to_another[10] = to_another[11] = 0;
  const std::uint16_t sum = internet_checksum(std::string_view(to_another).substr(0, 20));
  to_another[10] = static_cast<char>(sum >> 8U);
  to_another[11] = static_cast<char>(sum & 0xffU);
  CHECK(error_of(to_another) == WireError::BadTcpChecksum);
}

TEST_CASE("options whose length is wrong are refused, unknown ones are skipped") {
  // One option in a header of 24 octets or, with two lines, 28.
  const auto with_options = [](std::string_view octets) {
    Segment segment = segment_of("A", 1, 1, static_cast<std::uint32_t>(octets.size()));
    std::string datagram = written(segment);
    datagram.replace(40, octets.size(), octets);
    datagram[32] = static_cast<char>(static_cast<std::uint8_t>((20 + octets.size()) / 4 << 4U));
    return read_segment(with_right_checksums(datagram), 0);
  };
  using namespace std::string_view_literals;
  for (const std::string_view bad :
       {"\x02\x03\x05\x00"sv,                        // an MSS of one octet
        "\x01\x01\x01\x02"sv,                        // a kind without its length
        "\x02\x00\x05\xb4"sv, "\x02\x01\x05\xb4"sv,  // lengths that do not even cover themselves
        "\x02\x05\x05\xb4"sv,                        // beyond the header
        "\x03\x04\x07\x00"sv, "\x04\x03\x00\x00"sv,
        "\x05\x02\x01\x01"sv,  // SACK without a block
        "\x08\x08\x00\x00\x00\x00\x00\x00"sv, "\x05\x08\x00\x00\x00\x00\x00\x00"sv, "\xfe\x00\x00\x00"sv,
        "\xfe\x05\x00\x00"sv}) {
    INFO(hex(bad));
    CHECK(with_options(bad).error == WireError::BadOption);
  }
  const WireSegment unknown = with_options("\xfe\x04\x12\x34\x02\x04\x05\xb4"sv);
  CHECK(unknown.error == WireError::None);
  CHECK(unknown.segment.options == Options{.mss = 1460});
  CHECK(with_options("\x00\x02\x05\xb4"sv).segment.options == Options{});  // nothing counts after the end
  CHECK(with_options("\x03\x03\x0f\x00"sv).segment.options.window_scale == 14);
}

TEST_CASE("the sizes are those of real packets") {
  Segment segment = segment_of("A", 1, 1);
  CHECK(wire_size(segment) == 40);
  segment.options.has_timestamps = true;
  CHECK(wire_size(segment) == 52);
  segment.options.sack_count = 3;
  CHECK(wire_size(segment) == 80);
  segment.options = {.mss = 1460};
  CHECK(wire_size(segment) == 44);
  segment.options.sack_permitted = true;
  CHECK(wire_size(segment) == 48);
  segment.options.has_timestamps = true;
  segment.options.window_scale = 7;
  CHECK(wire_size(segment) == 60);
}
