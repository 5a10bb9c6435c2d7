// The blocks of a pcapng file (draft-ietf-opsawg-pcapng), as many as a capture of a run needs: section header,
// interface description, name resolution, enhanced packet. Little-endian on every machine, so the same run gives the
// same bytes. It knows octets and options, not segments.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/time.hpp"

namespace finwait {

struct PcapngName {
  std::uint32_t address = 0;  // IPv4, 192.0.2.1 is 0xC0000201
  std::string_view name{};
};

struct PcapngPacket {
  std::uint32_t interface = 0;  // counts the interface blocks before it from 0
  Time t = kStart;              // since 1970 in the file
  bool inbound = false;
  std::uint64_t id = 0;  // the same for one packet on several interfaces (epb_packetid)
  std::string_view comment{};
  std::string_view octets{};
};

class PcapngWriter {
 public:
  // Appends to `out`, which must outlive the writer.
  explicit PcapngWriter(std::string& out) : out_(out) {}

  // First of all, once. Empty comments are left out. Texts are UTF-8; an option holds 65,535 octets, the rest is cut.
  void section(std::string_view application, std::span<const std::string> comments);
  // LINKTYPE_RAW: packets begin with their IP header; times are nanoseconds.
  void interface(std::string_view name, std::string_view description, std::uint32_t address);
  void names(std::span<const PcapngName> names);
  void packet(const PcapngPacket& packet);

 private:
  std::size_t begin(std::uint32_t type);
  void end(std::size_t start);
  void option(std::uint16_t code, std::string_view value);
  void end_of_options() { put32(0); }
  void padded(std::string_view octets);
  void put16(std::uint16_t value);
  void put32(std::uint32_t value);
  void put64(std::uint64_t value);
  void put_address(std::uint32_t address);

  std::string& out_;
};

}  // namespace finwait
