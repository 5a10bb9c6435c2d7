// Segments as octets: an IPv4 and a TCP header with correct checksums (RFC 791, RFC 9293 3.1) before a payload that
// follows from the sequence number, and back. For captures and for whoever wants to read one; it knows no connection,
// so the shift of window scaling and the addresses come from the caller.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/segment.hpp"

namespace finwait {

inline constexpr std::uint32_t kLongestDatagram = 65'535;  // octets; IPv4's total length has 16 bits

// What stands in the headers beside the segment.
struct WireContext {
  std::uint32_t source = 0;       // IPv4 addresses; 192.0.2.1 is 0xC0000201
  std::uint32_t destination = 0;  //
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  std::uint16_t identification = 0;  // of the IPv4 header; each transmission has its own
  std::uint8_t window_shift = 0;     // Snd.Wind.Shift of whoever sent it, 0..14; never applied to a SYN (RFC 7323 2.2)

  constexpr bool operator==(const WireContext&) const = default;
};

enum class WireError : std::uint8_t {
  None,
  Truncated,          // fewer octets than the headers say
  NotIpv4,            // version other than 4
  BadIpHeaderLength,  // IHL below 5
  BadTotalLength,     // too short for the headers
  Fragment,           // offset or More Fragments: no whole segment
  BadIpChecksum,
  NotTcp,              // protocol other than 6
  BadTcpHeaderLength,  // data offset below 5, or beyond the end
  BadTcpChecksum,
  BadOption,       // an option's length is not its kind's, or goes beyond the header
  TooLong,         // writing: more than the 65,535 octets of an IPv4 datagram
  TooManyOptions,  // writing: more than the 40 octets that a TCP header has for them
};
// What is wrong, in a few words; "" for None.
std::string_view describe(WireError error);

// Octets of the segment as IPv4 datagram: both headers, the options as write_segment() lays them out, the payload.
std::uint32_t wire_size(const Segment& segment);

// Appends the segment as IPv4 datagram: TTL 64, Don't Fragment, no IPv4 options; options of TCP in the order and with
// the padding of Linux (tcp_options_write), or packed if they would not fit otherwise. The window is what 16 bits can
// say, at most 65,535 << shift, the rest of a division by 2^shift is lost. The octet of the payload with the absolute
// sequence number n is a letter that follows from n, so a retransmission carries the same text. Nothing is appended on
// TooLong and TooManyOptions; no segment of an Endpoint gives either.
WireError write_segment(const Segment& segment, const WireContext& context, std::string& out);

struct WireSegment {
  WireError error = WireError::None;  // unless None, the rest means nothing
  Segment segment{};
  WireContext context{};  // with the window_shift that was given
};

// Reads one IPv4 datagram with a TCP segment. Octets after its total length are ignored (Ethernet pads), so are options
// of IPv4, unknown options of TCP, ECN, URG and the payload's octets; of an option that stands there twice the last one
// counts. A shift above 14 is 14 (RFC 7323 2.3). An acknowledgment number without the ACK bit is 0.
WireSegment read_segment(std::string_view octets, std::uint8_t window_shift);

// The one's complement sum of RFC 1071, ready for a header; 0 if it stands in the octets already and is right.
std::uint16_t internet_checksum(std::string_view octets, std::uint32_t sum = 0);

}  // namespace finwait
