// What a capture must show, worked out from the trace and not from the capture: which frames there are, and which of
// them repeat octets that were seen before, by the rules that Wireshark documents for its TCP analysis.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "sim/trace_log.hpp"

namespace finwait::capture {

// A segment on the interface of one host.
struct Sight {
  Side at = Side::A;
  bool arrival = false;
  Time t = kStart;
  std::uint64_t packet = 0;  // the record's id, of a copy the original's
  const SegmentRecord* record = nullptr;
};

// All frames of a capture of this run, in their order; with `only`, those on that side's interface.
std::vector<Sight> expected_sights(const TraceLog& log, std::optional<Side> only);

// Sequence analysis of one interface (User's Guide, "TCP Analysis"), for one frame after the other.
class SequenceAnalysis {
 public:
  struct Finding {
    bool repeats = false;        // occupies numbers, and begins before the highest one seen from that side
    bool keep_alive = false;     // at most one octet, one before the next number, no SYN, FIN, RST
    bool soon = false;           // less than the handshake's round-trip time after the highest number was seen
    bool overtaken = false;      // sent before the segment with the highest number was
    bool new_handshake = false;  // a SYN or SYN,ACK with another initial number than that side's last
  };
  Finding see(const Sight& sight);

 private:
  struct Direction {
    std::optional<SeqNum> syn{};
    std::optional<SeqNum> next{};
    Time next_seen = kStart;
    std::uint64_t next_record = 0;
  };
  void watch_handshake(const Sight& sight);

  std::array<Direction, 2> directions_{};
  std::optional<Side> opener_{};
  Time syn_seen_ = kStart;
  std::optional<Duration> first_rtt_{};
};

}  // namespace finwait::capture
