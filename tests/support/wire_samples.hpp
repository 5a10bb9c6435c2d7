// Segments and octets for the tests of core/wire: random ones from a seed, and checksums made right again after a test
// has changed a header.
#pragma once

#include <cstdint>
#include <string>

#include "core/wire.hpp"

namespace finwait::tests {

// 192.0.2.1:49152 to 198.51.100.1:12345, the first datagram, no scaling.
WireContext between_a_and_b();

// A small generator (xorshift) whose numbers are the same everywhere.
class WireDice {
 public:
  explicit WireDice(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::uint32_t next();
  // 0 .. below - 1
  std::uint32_t below(std::uint32_t below) { return next() % below; }

 private:
  std::uint64_t state_;
};

// Bits 1, 2, 4, 8: MSS, window scale, SACK-permitted, timestamps.
Options options_from(unsigned bits, std::uint8_t blocks);
// Any segment whose window the shift can say; its options may need more than there is room for.
Segment random_segment(WireDice& dice, std::uint8_t shift);

// The checksums of IPv4 and, if there is a whole TCP header, of TCP, as they must be for these octets.
std::string with_right_checksums(std::string octets);

// Whatever of `octets` reads as a segment must write to octets that read as the same segment. false: it does not.
bool reads_back(std::string_view octets, std::uint8_t shift);

}  // namespace finwait::tests
