#include "core/wire.hpp"

#include <algorithm>
#include <array>

#include "core/window_scale.hpp"
#include "core/wire_options.hpp"

namespace finwait {
namespace {

constexpr std::size_t kHeader = 20;  // octets of the IPv4 and of the TCP header, without options
constexpr std::uint8_t kTimeToLive = 64;
constexpr std::uint8_t kTcp = 6;
constexpr std::uint16_t kDontFragment = 0x4000;
constexpr std::uint16_t kFragmentBits = 0x3fff;  // More Fragments and the offset
constexpr std::uint8_t kKnownFlags = Flags::kFin | Flags::kSyn | Flags::kRst | Flags::kPsh | Flags::kAck;

// Where fields stand (RFC 791 3.1, RFC 9293 3.1).
constexpr std::size_t kIpTotalLength = 2;
constexpr std::size_t kIpIdentification = 4;
constexpr std::size_t kIpFragment = 6;
constexpr std::size_t kIpProtocol = 9;
constexpr std::size_t kIpChecksum = 10;
constexpr std::size_t kIpSource = 12;
constexpr std::size_t kIpDestination = 16;
constexpr std::size_t kTcpSequence = 4;
constexpr std::size_t kTcpAcknowledgment = 8;
constexpr std::size_t kTcpDataOffset = 12;
constexpr std::size_t kTcpFlags = 13;
constexpr std::size_t kTcpWindow = 14;
constexpr std::size_t kTcpChecksum = 16;

char character(std::uint32_t octet) { return static_cast<char>(static_cast<std::uint8_t>(octet)); }

void set16(std::string& out, std::size_t at, std::uint32_t value) {
  out[at] = character(value >> 8U & 0xffU);
  out[at + 1] = character(value & 0xffU);
}

void set32(std::string& out, std::size_t at, std::uint32_t value) {
  set16(out, at, value >> 16U);
  set16(out, at + 2, value & 0xffffU);
}

std::uint8_t get8(std::string_view octets, std::size_t at) { return static_cast<std::uint8_t>(octets[at]); }

std::uint16_t get16(std::string_view octets, std::size_t at) {
  return static_cast<std::uint16_t>(get8(octets, at) << 8U | get8(octets, at + 1));
}

std::uint32_t get32(std::string_view octets, std::size_t at) {
  return static_cast<std::uint32_t>(get16(octets, at)) << 16U | get16(octets, at + 2);
}

char payload_octet(SeqNum seq) { return static_cast<char>('a' + seq.raw() % 26); }

std::uint32_t pseudo_header_sum(const WireContext& context, std::size_t tcp_length) {
  return (context.source >> 16U) + (context.source & 0xffffU) + (context.destination >> 16U) +
         (context.destination & 0xffffU) + kTcp + static_cast<std::uint32_t>(tcp_length);
}

std::size_t room_for_options(const Segment& segment) {
  const std::size_t used = 2 * kHeader + segment.len;
  return used < kLongestDatagram ? kLongestDatagram - used : 0;
}

void write_ip_header(std::string& out, std::size_t at, const WireContext& context, std::size_t length) {
  out[at] = 0x45;
  set16(out, at + kIpTotalLength, static_cast<std::uint32_t>(length));
  set16(out, at + kIpIdentification, context.identification);
  set16(out, at + kIpFragment, kDontFragment);
  out[at + 8] = kTimeToLive;
  out[at + kIpProtocol] = kTcp;
  set32(out, at + kIpSource, context.source);
  set32(out, at + kIpDestination, context.destination);
  set16(out, at + kIpChecksum, internet_checksum(std::string_view(out).substr(at, kHeader)));
}

std::uint32_t window_field(const Segment& segment, std::uint8_t shift) {
  return std::min(segment.wnd >> (segment.flags.syn() ? 0 : std::min(shift, kLargestWindowShift)), kLargestWindowField);
}

void write_tcp_header(std::string& out, std::size_t at, const Segment& segment, const WireContext& context,
                      const wire::OptionOctets& options) {
  set16(out, at, context.source_port);
  set16(out, at + 2, context.destination_port);
  set32(out, at + kTcpSequence, segment.seq.raw());
  set32(out, at + kTcpAcknowledgment, segment.flags.ack() ? segment.ack.raw() : 0);
  out[at + kTcpDataOffset] = character(static_cast<std::uint32_t>((kHeader + options.size) / 4) << 4U);
  out[at + kTcpFlags] = character(segment.flags.bits & kKnownFlags);
  set16(out, at + kTcpWindow, window_field(segment, context.window_shift));
  for (std::size_t i = 0; i < options.size; ++i) out[at + kHeader + i] = character(options.octets[i]);
}

WireError read_ip_header(std::string_view octets, std::size_t& header, std::size_t& total) {
  if (octets.empty()) return WireError::Truncated;
  if (get8(octets, 0) >> 4U != 4) return WireError::NotIpv4;
  header = (get8(octets, 0) & 0x0fU) * std::size_t{4};
  if (header < kHeader) return WireError::BadIpHeaderLength;
  if (octets.size() < header) return WireError::Truncated;
  if (internet_checksum(octets.substr(0, header)) != 0) return WireError::BadIpChecksum;
  if ((get16(octets, kIpFragment) & kFragmentBits) != 0) return WireError::Fragment;
  if (get8(octets, kIpProtocol) != kTcp) return WireError::NotTcp;
  total = get16(octets, kIpTotalLength);
  if (total < header + kHeader) return WireError::BadTotalLength;
  return octets.size() < total ? WireError::Truncated : WireError::None;
}

WireError read_tcp(std::string_view tcp, WireSegment& out) {
  const std::size_t header = (get8(tcp, kTcpDataOffset) >> 4U) * std::size_t{4};
  if (header < kHeader || header > tcp.size()) return WireError::BadTcpHeaderLength;
  if (internet_checksum(tcp, pseudo_header_sum(out.context, tcp.size())) != 0) return WireError::BadTcpChecksum;
  Segment& segment = out.segment;
  out.context.source_port = get16(tcp, 0);
  out.context.destination_port = get16(tcp, 2);
  segment.seq = SeqNum(get32(tcp, kTcpSequence));
  segment.flags.bits = get8(tcp, kTcpFlags) & kKnownFlags;
  if (segment.flags.ack()) segment.ack = SeqNum(get32(tcp, kTcpAcknowledgment));
  const std::uint32_t field = get16(tcp, kTcpWindow);
  segment.wnd = segment.flags.syn() ? field : field << out.context.window_shift;
  segment.len = static_cast<std::uint32_t>(tcp.size() - header);
  return wire::read_options(tcp.substr(kHeader, header - kHeader), segment.options) ? WireError::None
                                                                                    : WireError::BadOption;
}

}  // namespace

std::string_view describe(WireError error) {
  switch (error) {
    case WireError::None:
      return "";
    case WireError::Truncated:
      return "truncated: fewer octets than the headers say";
    case WireError::NotIpv4:
      return "not IPv4";
    case WireError::BadIpHeaderLength:
      return "the IPv4 header's length is below 20 octets";
    case WireError::BadTotalLength:
      return "the IPv4 total length has no room for both headers";
    case WireError::Fragment:
      return "a fragment of a datagram";
    case WireError::BadIpChecksum:
      return "the IPv4 header's checksum is wrong";
    case WireError::NotTcp:
      return "not TCP";
    case WireError::BadTcpHeaderLength:
      return "the TCP header's length is below 20 octets or beyond the end";
    case WireError::BadTcpChecksum:
      return "the TCP checksum is wrong";
    case WireError::BadOption:
      return "a TCP option has a wrong length";
    case WireError::TooLong:
      return "longer than the 65535 octets of an IPv4 datagram";
    case WireError::TooManyOptions:
      return "the options need more than 40 octets";
  }
  return "";
}

std::uint16_t internet_checksum(std::string_view octets, std::uint32_t sum) {
  for (; octets.size() >= 2; octets.remove_prefix(2)) sum += get16(octets, 0);
  if (!octets.empty()) sum += static_cast<std::uint32_t>(get8(octets, 0)) << 8U;
  while (sum > 0xffffU) sum = (sum & 0xffffU) + (sum >> 16U);
  return static_cast<std::uint16_t>(~sum & 0xffffU);
}

std::uint32_t wire_size(const Segment& segment) {
  const std::size_t options = wire::options_size(segment.options, room_for_options(segment));
  return static_cast<std::uint32_t>(2 * kHeader + options) + segment.len;
}

WireError write_segment(const Segment& segment, const WireContext& context, std::string& out) {
  if (segment.len > kLongestDatagram - 2 * kHeader) return WireError::TooLong;
  const wire::OptionOctets options = wire::write_options(segment.options, room_for_options(segment));
  if (!options.fits) {
    const bool alone = wire::write_options(segment.options, wire::kMostOptionOctets).fits;
    return alone ? WireError::TooLong : WireError::TooManyOptions;
  }
  const std::size_t headers = 2 * kHeader + options.size;
  const std::size_t length = headers + segment.len;
  const std::size_t start = out.size();
  const std::size_t tcp = start + kHeader;
  out.append(length, '\0');
  write_ip_header(out, start, context, length);
  write_tcp_header(out, tcp, segment, context, options);
  const SeqNum first = segment.seq + (segment.flags.syn() ? 1U : 0U);
  for (std::uint32_t i = 0; i < segment.len; ++i) out[start + headers + i] = payload_octet(first + i);
  const std::uint32_t sum = pseudo_header_sum(context, length - kHeader);
  set16(out, tcp + kTcpChecksum, internet_checksum(std::string_view(out).substr(tcp), sum));
  return WireError::None;
}

WireSegment read_segment(std::string_view octets, std::uint8_t window_shift) {
  WireSegment result;
  std::size_t header = 0;
  std::size_t total = 0;
  result.error = read_ip_header(octets, header, total);
  if (result.error != WireError::None) return result;
  result.context.source = get32(octets, kIpSource);
  result.context.destination = get32(octets, kIpDestination);
  result.context.identification = get16(octets, kIpIdentification);
  result.context.window_shift = std::min(window_shift, kLargestWindowShift);
  result.error = read_tcp(octets.substr(header, total - header), result);
  return result;
}

}  // namespace finwait
