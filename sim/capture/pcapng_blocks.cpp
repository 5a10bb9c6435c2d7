#include "sim/capture/pcapng_blocks.hpp"

#include <algorithm>

namespace finwait {
namespace {

constexpr std::uint32_t kSectionHeader = 0x0A0D0D0A;
constexpr std::uint32_t kInterfaceDescription = 1;
constexpr std::uint32_t kNameResolution = 4;
constexpr std::uint32_t kEnhancedPacket = 6;
constexpr std::uint32_t kByteOrderMagic = 0x1A2B3C4D;
constexpr std::uint16_t kLinkTypeRaw = 101;

constexpr std::uint16_t kComment = 1;
constexpr std::uint16_t kUserApplication = 4;   // shb_userappl
constexpr std::uint16_t kInterfaceName = 2;     // if_name
constexpr std::uint16_t kDescription = 3;       // if_description
constexpr std::uint16_t kInterfaceAddress = 4;  // if_IPv4addr
constexpr std::uint16_t kTimeResolution = 9;    // if_tsresol
constexpr std::uint16_t kPacketFlags = 2;       // epb_flags
constexpr std::uint16_t kPacketId = 5;          // epb_packetid
constexpr std::uint16_t kIpv4Record = 1;        // nrb_record_ipv4

constexpr std::string_view kNanoseconds("\x09", 1);
constexpr std::uint32_t kInbound = 1;
constexpr std::uint32_t kOutbound = 2;
constexpr std::size_t kLongestOption = 65'535;

char low_octet(std::uint64_t value) { return static_cast<char>(static_cast<std::uint8_t>(value & 0xffU)); }

std::size_t padding(std::size_t size) { return (4 - size % 4) % 4; }

// No longer than an option may be, and not in the middle of a character.
std::string_view fitting(std::string_view text) {
  if (text.size() <= kLongestOption) return text;
  std::size_t size = kLongestOption;
  while (size > 0 && (static_cast<std::uint8_t>(text[size]) & 0xC0U) == 0x80U) --size;
  return text.substr(0, size);
}

}  // namespace

void PcapngWriter::put16(std::uint16_t value) {
  out_ += low_octet(value);
  out_ += low_octet(static_cast<std::uint64_t>(value) >> 8U);
}

void PcapngWriter::put32(std::uint32_t value) {
  for (unsigned shift = 0; shift < 32; shift += 8) out_ += low_octet(value >> shift);
}

void PcapngWriter::put64(std::uint64_t value) {
  for (unsigned shift = 0; shift < 64; shift += 8) out_ += low_octet(value >> shift);
}

// Addresses stand in network order.
void PcapngWriter::put_address(std::uint32_t address) {
  for (unsigned shift = 32; shift > 0; shift -= 8) out_ += low_octet(address >> (shift - 8));
}

void PcapngWriter::padded(std::string_view octets) { out_.append(octets).append(padding(octets.size()), '\0'); }

void PcapngWriter::option(std::uint16_t code, std::string_view value) {
  put16(code);
  put16(static_cast<std::uint16_t>(value.size()));
  padded(value);
}

// A block states its length before and after its body; the first is filled in when the body is there.
std::size_t PcapngWriter::begin(std::uint32_t type) {
  const std::size_t start = out_.size();
  put32(type);
  put32(0);
  return start;
}

void PcapngWriter::end(std::size_t start) {
  const std::size_t length = out_.size() + 4 - start;
  for (unsigned i = 0; i < 4; ++i) out_[start + 4 + i] = low_octet(length >> (8 * i));
  put32(static_cast<std::uint32_t>(length));
}

void PcapngWriter::section(std::string_view application, std::span<const std::string> comments) {
  const std::size_t start = begin(kSectionHeader);
  put32(kByteOrderMagic);
  put16(1);  // version 1.0
  put16(0);
  put64(UINT64_MAX);  // length of the section: not said
  for (const std::string& comment : comments) {
    if (!comment.empty()) option(kComment, fitting(comment));
  }
  option(kUserApplication, fitting(application));
  end_of_options();
  end(start);
}

void PcapngWriter::interface(std::string_view name, std::string_view description, std::uint32_t address) {
  const std::size_t start = begin(kInterfaceDescription);
  put16(kLinkTypeRaw);
  put16(0);
  put32(0);  // no limit to a packet's length
  option(kInterfaceName, fitting(name));
  option(kDescription, fitting(description));
  put16(kInterfaceAddress);
  put16(8);
  put_address(address);
  put_address(0xFFFFFFFF);  // the mask
  option(kTimeResolution, kNanoseconds);
  end_of_options();
  end(start);
}

void PcapngWriter::names(std::span<const PcapngName> names) {
  const std::size_t start = begin(kNameResolution);
  for (const PcapngName& n : names) {
    const std::size_t size = 4 + n.name.size() + 1;
    put16(kIpv4Record);
    put16(static_cast<std::uint16_t>(size));
    put_address(n.address);
    out_.append(n.name).append(1 + padding(size), '\0');
  }
  put32(0);  // nrb_record_end
  end(start);
}

void PcapngWriter::packet(const PcapngPacket& packet) {
  const std::size_t start = begin(kEnhancedPacket);
  const auto t = static_cast<std::uint64_t>(nanoseconds(packet.t));
  put32(packet.interface);
  put32(static_cast<std::uint32_t>(t >> 32U));
  put32(static_cast<std::uint32_t>(t & UINT32_MAX));
  put32(static_cast<std::uint32_t>(packet.octets.size()));  // captured
  put32(static_cast<std::uint32_t>(packet.octets.size()));  // on the wire
  padded(packet.octets);
  if (!packet.comment.empty()) option(kComment, fitting(packet.comment));
  put16(kPacketFlags);
  put16(4);
  put32(packet.inbound ? kInbound : kOutbound);
  put16(kPacketId);
  put16(8);
  put64(packet.id);
  end_of_options();
  end(start);
}

}  // namespace finwait
