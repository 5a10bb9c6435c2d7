// A reader of pcapng for tests, written from the draft and not from the writer: every length is checked, and what the
// draft forbids fails the test.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace finwait::tests {

struct PcapngBlock {
  std::uint32_t type = 0;
  std::string fixed{};                                          // the body before the options, without packet data
  std::string data{};                                           // of an enhanced packet, without padding
  std::map<std::uint16_t, std::vector<std::string>> options{};  // values by code
};

struct PcapngFrame {
  std::uint32_t interface = 0;
  std::uint64_t nanoseconds = 0;
  bool inbound = false;
  std::uint64_t id = 0;
  std::string comment{};
  std::string octets{};
};

struct PcapngFile {
  std::vector<PcapngBlock> blocks{};
  std::vector<PcapngFrame> frames{};
  std::vector<std::string> interfaces{};         // names
  std::map<std::uint32_t, std::string> names{};  // by address
};

// Fails the test if the file is not well-formed.
PcapngFile read_pcapng(std::string_view octets);

}  // namespace finwait::tests
