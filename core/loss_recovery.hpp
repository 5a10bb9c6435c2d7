// The memory of loss detection and congestion control: the recovery phase, cwnd, duplicate ACKs, and what RACK and
// the tail loss probe (RFC 8985) remember. The rules that use it stand in endpoint_recovery.cpp.
#pragma once

#include <cstdint>

#include "core/seq_num.hpp"
#include "core/time.hpp"

namespace finwait {

struct LossRecovery {
  enum class Phase : std::uint8_t { Open, Disorder, Recovery, Loss };

  Phase phase = Phase::Open;
  SeqNum high_seq{};             // recovery ends when this is acknowledged
  std::uint32_t cwnd = 10;       // segments
  std::uint32_t cwnd_count = 0;  // acknowledged since cwnd last grew, in congestion avoidance
  std::uint32_t ssthresh = UINT32_MAX;
  std::uint32_t dup_acks = 0;

  bool tlp_outstanding = false;
  bool tlp_was_retransmission = false;
  SeqNum tlp_end{};

  bool rack_valid = false;
  Time rack_sent = kStart;  // when the latest delivered segment was sent
  SeqNum rack_end{};
  Duration rack_rtt{0};

  bool operator==(const LossRecovery&) const = default;
};

}  // namespace finwait
