// A run as a capture for Wireshark (--format pcapng): real IPv4 and TCP headers, nanosecond times from the run's time
// 0, one interface for each host, and on every packet a comment that says why it was sent and what became of it.
//
// A segment that arrives stands there twice with the same octets: on the sender's interface when it leaves, on the
// receiver's when it arrives. One that is lost stands on the sender's only, one that was injected or copied by the link
// on the receiver's only, and one that is corrupted arrives with a wrong checksum. The two packets of a segment share
// the IP identification and epb_packetid; a retransmission has its own.
//
// Wireshark's TCP analysis takes whatever it sees again for a retransmission. To read both interfaces in one file, tell
// it to ignore duplicate frames (Wireshark 4.2 and later: Edit, Preferences, Protocols, or `tshark -o
// protocols.ignore_dup_frames:TRUE`), or take them out (`editcap -D 1000000 IN OUT`); what remains is each segment when
// it was sent. To see what one host saw, take a capture of its side alone: `only`. A filter on frame.interface_name
// does not help, it hides packets from the list and not from the analysis.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/capture/pcapng_comments.hpp"
#include "sim/trace.hpp"

namespace finwait {

class PcapngSink final : public TraceSink {
 public:
  // Appends to `out` at the end of the run; `version` is finwait's own. Both must outlive the sink. With `only` the
  // file has the interface of that side alone.
  PcapngSink(std::string& out, std::string_view version, std::optional<Side> only = std::nullopt)
      : out_(out), version_(version), only_(only) {}
  void write(const TraceRecord& record) override;

  // 192.0.2.1 and 198.51.100.1, of the blocks for documentation (RFC 5737).
  static constexpr std::array<std::uint32_t, 2> kAddresses{0xC0000201, 0xC6336401};
  static constexpr std::array<std::uint16_t, 2> kPorts{49152, 12345};

 private:
  // One segment as it was sent, or a copy that the link made of it.
  struct Sending {
    SegmentRecord record{};
    std::uint64_t packet_id = 0;  // of a copy: the original's
    std::uint16_t identification = 0;
    std::uint8_t window_shift = 0;
    std::string reason{};
  };
  // A sending at one of its ends.
  struct Sight {
    Time t = kStart;
    std::uint32_t sending = 0;
    bool arrival = false;
  };

  void take(const SegmentRecord& record);
  std::uint8_t window_shift(const SegmentRecord& record);
  bool shown(Side side) const { return !only_ || *only_ == side; }
  void write_file(Time end);
  void write_sight(class PcapngWriter& writer, const Sight& sight, Time end) const;

  std::string& out_;
  std::string_view version_;
  std::optional<Side> only_;
  RunRecord run_{};
  PcapngComments comments_{};
  std::vector<Sending> sendings_{};
  std::vector<Sight> sights_{};
  std::array<std::uint32_t, 2> sent_{};         // by each side, for the IP identification
  std::uint32_t injected_ = 0;                  // likewise of what nobody sent
  std::array<std::int8_t, 2> offered_{-1, -1};  // the window scale of each side's last SYN
};

}  // namespace finwait
