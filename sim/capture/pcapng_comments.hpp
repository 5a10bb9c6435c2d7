// The comments on the packets of a capture: why a segment was sent, which of the four segments of the close it is, and
// what became of it. English, as the program that shows them. It knows records, not blocks or octets.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "core/timer_table.hpp"
#include "sim/trace.hpp"

namespace finwait {

class PcapngComments {
 public:
  // Every timer record, in trace order between the segments.
  void take(const TimerRecord& record);
  // "Retransmission timeout no. 2 after 600 ms: FIN,ACK, the third segment of the close, sent for the 3rd time." To be
  // called once for each sending, in trace order.
  std::string reason(const SegmentRecord& record);

 private:
  struct Running {
    std::optional<Time> set_at{};
    std::optional<Time> fired_at{};
    Duration ran{0};  // until fired_at
  };
  struct Timeouts {
    std::optional<SeqNum> seq{};  // of what was repeated last
    std::uint32_t count = 0;
  };
  // " after 600 ms" if this timer of the sender has fired at this very instant, else "".
  std::string after(const SegmentRecord& record, Timer timer) const;
  std::string cause(const SegmentRecord& record);
  std::string timeout(const SegmentRecord& record);

  std::array<std::array<Running, kTimerCount>, 2> timers_{};
  std::array<Timeouts, 2> timeouts_{};
};

// What follows the reason on the sender's interface; `end` is the end of the run.
std::string fate_comment(const SegmentRecord& record, Time end);
// What precedes the reason on the receiver's interface.
std::string arrival_comment(const SegmentRecord& record);

}  // namespace finwait
