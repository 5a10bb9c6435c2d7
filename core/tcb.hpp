// The transmission control block: RFC 9293 3.3.1's variables by their names, and what else both directions remember.
#pragma once

#include <cstdint>

#include "core/seq_num.hpp"
#include "core/time.hpp"

namespace finwait {

struct SendSequence {
  SeqNum iss{};
  SeqNum una{};
  SeqNum nxt{};
  SeqNum queued{};  // after the last octet (or SYN, FIN) that the user has queued
  std::uint32_t wnd = 0;
  std::uint32_t max_wnd = 0;  // MAX.SND.WND, RFC 5961 5.2
  SeqNum wl1{};
  SeqNum wl2{};
  SeqNum small_end{};  // after the last segment sent that was less than full (Nagle with Minshall's change)

  bool operator==(const SendSequence&) const = default;
};

struct ReceiveSequence {
  SeqNum irs{};
  SeqNum nxt{};
  SeqNum acked{};       // RCV.NXT as last acknowledged (the kernel's rcv_wup)
  SeqNum right_edge{};  // RCV.NXT + RCV.WND: never moves left
  std::uint32_t buffer = 0;
  std::uint8_t shift = 0;  // Rcv.Wind.Shift of RFC 7323: 0 unless both sides offered to scale

  bool operator==(const ReceiveSequence&) const = default;
  std::uint32_t wnd() const { return right_edge.after(nxt) ? static_cast<std::uint32_t>(right_edge.minus(nxt)) : 0; }
};

struct Tcb {
  SendSequence snd{};
  ReceiveSequence rcv{};
  std::uint32_t mss = 536;  // RFC 9293 MUST-15, until the peer says otherwise
  bool sack = false;        // negotiated
  bool timestamps = false;  // negotiated
  bool scaling = false;     // of windows, negotiated
  std::uint32_t ts_recent = 0;

  bool operator==(const Tcb&) const = default;
};

}  // namespace finwait
