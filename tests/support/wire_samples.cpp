#include "tests/support/wire_samples.hpp"

#include <algorithm>

namespace finwait::tests {

WireContext between_a_and_b() { return {0xC0000201, 0xC6336401, 49152, 12345, 1, 0}; }

std::uint32_t WireDice::next() {
  state_ ^= state_ << 13U;
  state_ ^= state_ >> 7U;
  state_ ^= state_ << 17U;
  return static_cast<std::uint32_t>(state_ >> 32U);
}

Options options_from(unsigned bits, std::uint8_t blocks) {
  Options options;
  if ((bits & 1U) != 0) options.mss = 1460;
  if ((bits & 2U) != 0) options.window_scale = 7;
  options.sack_permitted = (bits & 4U) != 0;
  if ((bits & 8U) != 0) {
    options.has_timestamps = true;
    options.ts_value = 0x01020304;
    options.ts_echo = 0xfffefdfc;
  }
  options.sack_count = blocks;
  for (std::uint32_t i = 0; i < blocks; ++i) options.sack[i] = {SeqNum(1000 * i), SeqNum(1000 * i + 500)};
  return options;
}

Segment random_segment(WireDice& dice, std::uint8_t shift) {
  Segment segment;
  segment.seq = SeqNum(dice.next());
  segment.flags.bits = static_cast<std::uint8_t>(dice.below(32));
  if (segment.flags.ack()) segment.ack = SeqNum(dice.next());
  segment.wnd = dice.below(65536) << (segment.flags.syn() ? 0U : shift);
  if (dice.below(2) == 0) segment.len = dice.below(3000);
  segment.options = options_from(dice.below(16), static_cast<std::uint8_t>(dice.below(5)));
  if (segment.options.mss != 0) segment.options.mss = static_cast<std::uint16_t>(1 + dice.below(65535));
  if (segment.options.window_scale >= 0) segment.options.window_scale = static_cast<std::int8_t>(dice.below(15));
  if (segment.options.has_timestamps) segment.options.ts_value = dice.next();
  for (std::uint8_t i = 0; i < segment.options.sack_count; ++i) {
    segment.options.sack[i] = {SeqNum(dice.next()), SeqNum(dice.next())};
  }
  return segment;
}

std::string with_right_checksums(std::string octets) {
  const auto octet = [&](std::size_t at) { return static_cast<std::uint32_t>(static_cast<std::uint8_t>(octets[at])); };
  const auto put = [&](std::size_t at, std::uint16_t sum) {
    octets[at] = static_cast<char>(static_cast<std::uint8_t>(sum >> 8U));
    octets[at + 1] = static_cast<char>(static_cast<std::uint8_t>(sum & 0xffU));
  };
  if (octets.size() < 20) return octets;
  const std::size_t header = std::clamp<std::size_t>((octet(0) & 15U) * 4, 20, octets.size());
  put(10, 0);
  put(10, internet_checksum(std::string_view(octets).substr(0, header)));
  const std::size_t total = std::min<std::size_t>(octets.size(), octet(2) << 8U | octet(3));
  if (total < header + 20) return octets;
  std::uint32_t sum = 6 + static_cast<std::uint32_t>(total - header);
  for (std::size_t i = 12; i < 20; i += 2) sum += octet(i) << 8U | octet(i + 1);
  put(header + 16, 0);
  put(header + 16, internet_checksum(std::string_view(octets).substr(header, total - header), sum));
  return octets;
}

bool reads_back(std::string_view octets, std::uint8_t shift) {
  const WireSegment first = read_segment(octets, shift);
  if (first.error != WireError::None) return true;
  std::string again;
  if (write_segment(first.segment, first.context, again) != WireError::None) return false;
  const WireSegment second = read_segment(again, shift);
  return second.error == WireError::None && second.segment == first.segment && second.context == first.context;
}

}  // namespace finwait::tests
