// One capture as tshark reads it: a line a frame, with the fields that the checks need. It knows nothing of finwait.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace finwait::capture {

struct Frame {
  std::string number{};
  std::int64_t t = 0;  // nanoseconds
  std::string interface {};
  std::string direction{};  // "1" inbound, "2" outbound
  std::string packet_id{};
  std::string source{};  // by its name
  std::string protocols{};
  std::string identification{};
  std::string ip_checksum{};   // "1" good, "0" bad
  std::string tcp_checksum{};  // likewise
  std::string flags{};
  std::uint32_t seq = 0;  // absolute
  std::uint32_t ack = 0;
  std::string window{};         // the field itself
  std::string window_scaled{};  // as tshark computes it
  std::uint32_t len = 0;
  std::string comment{};
  std::string malformed{};

  // tcp.analysis
  bool retransmission = false;  // fast and spurious ones too
  bool out_of_order = false;
  bool keep_alive = false;
  bool reused_ports = false;
  bool lost_segment = false;  // "previous segment not captured", "ACKed unseen segment"
};

// Whether there is a tshark to ask.
bool tshark_found();

// Every frame of the file. Throws std::runtime_error with tshark's own words if it cannot read it.
std::vector<Frame> read_with_tshark(const std::string& path);

}  // namespace finwait::capture
