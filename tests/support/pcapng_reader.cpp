#include "tests/support/pcapng_reader.hpp"

#include <catch2/catch.hpp>

namespace finwait::tests {
namespace {

std::uint64_t little(std::string_view octets, std::size_t at, std::size_t size) {
  REQUIRE(at + size <= octets.size());
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8U | static_cast<std::uint8_t>(octets[at + i]);
  return value;
}

std::uint32_t u32(std::string_view octets, std::size_t at) { return static_cast<std::uint32_t>(little(octets, at, 4)); }
std::uint16_t u16(std::string_view octets, std::size_t at) { return static_cast<std::uint16_t>(little(octets, at, 2)); }
std::size_t padded(std::size_t size) { return (size + 3) / 4 * 4; }

void read_options(std::string_view rest, PcapngBlock& block) {
  while (true) {
    const std::uint16_t code = u16(rest, 0);
    const std::uint16_t size = u16(rest, 2);
    if (code == 0) {
      REQUIRE(size == 0);
      REQUIRE(rest.size() == 4);  // nothing behind opt_endofopt
      return;
    }
    REQUIRE(4 + padded(size) < rest.size());
    block.options[code].emplace_back(rest.substr(4, size));
    for (std::size_t i = size; i < padded(size); ++i) REQUIRE(rest[4 + i] == '\0');
    rest.remove_prefix(4 + padded(size));
  }
}

void read_names(std::string_view body, PcapngFile& file) {
  while (u16(body, 0) != 0) {
    REQUIRE(u16(body, 0) == 1);  // IPv4
    const std::uint16_t size = u16(body, 2);
    std::uint32_t address = 0;
    for (std::size_t i = 0; i < 4; ++i) address = address << 8U | static_cast<std::uint8_t>(body[4 + i]);
    REQUIRE(body[4 + size - 1U] == '\0');
    file.names[address] = std::string(body.substr(8, size - 5U));
    body.remove_prefix(4 + padded(size));
  }
  REQUIRE(body.size() == 4);
}

void read_packet(std::string_view body, PcapngBlock& block, PcapngFile& file) {
  const std::size_t size = u32(body, 12);
  REQUIRE(u32(body, 16) == size);  // nothing was cut off
  block.data = std::string(body.substr(20, size));
  read_options(body.substr(20 + padded(size)), block);
  REQUIRE(block.options[2].size() == 1);
  REQUIRE(block.options[5].size() == 1);
  const std::uint32_t flags = u32(block.options[2][0], 0);
  REQUIRE((flags == 1 || flags == 2));
  REQUIRE(u32(body, 0) < file.interfaces.size());
  file.frames.push_back({u32(body, 0), static_cast<std::uint64_t>(u32(body, 4)) << 32U | u32(body, 8), flags == 1,
                         little(block.options[5][0], 0, 8), block.options[1].empty() ? "" : block.options[1][0],
                         block.data});
}

void read_body(std::string_view body, PcapngBlock& block, PcapngFile& file) {
  switch (block.type) {
    case 0x0A0D0D0A:
      REQUIRE(file.blocks.empty());
      REQUIRE(u32(body, 0) == 0x1A2B3C4D);
      REQUIRE(u32(body, 4) == 1);  // version 1.0
      block.fixed = std::string(body.substr(0, 16));
      read_options(body.substr(16), block);
      return;
    case 1:
      REQUIRE(u16(body, 0) == 101);  // LINKTYPE_RAW
      block.fixed = std::string(body.substr(0, 8));
      read_options(body.substr(8), block);
      REQUIRE(block.options[2].size() == 1);
      REQUIRE(block.options[9] == std::vector<std::string>{"\x09"});
      file.interfaces.push_back(block.options[2][0]);
      return;
    case 4:
      read_names(body, file);
      return;
    case 6:
      read_packet(body, block, file);
      return;
    default:
      FAIL("block of type " << block.type);
  }
}

}  // namespace

PcapngFile read_pcapng(std::string_view octets) {
  PcapngFile file;
  while (!octets.empty()) {
    PcapngBlock block;
    block.type = u32(octets, 0);
    const std::size_t length = u32(octets, 4);
    REQUIRE(length % 4 == 0);
    REQUIRE(length >= 12);
    REQUIRE(u32(octets, length - 4) == length);
    read_body(octets.substr(8, length - 12), block, file);
    file.blocks.push_back(block);
    octets.remove_prefix(length);
  }
  REQUIRE_FALSE(file.blocks.empty());
  REQUIRE(file.blocks[0].type == 0x0A0D0D0A);
  return file;
}

}  // namespace finwait::tests
