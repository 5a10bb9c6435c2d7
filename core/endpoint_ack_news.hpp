// What one acknowledgment brought: shared by the files that process ACKs, private to the endpoint.
#pragma once

#include <cstdint>

#include "core/endpoint.hpp"

namespace finwait {

struct Endpoint::AckNews {
  SeqNum prior_una{};
  std::uint32_t removed = 0;       // entries cumulatively acknowledged
  std::uint32_t newly_sacked = 0;  // entries SACKed for the first time
  bool advanced = false;           // SND.UNA moved
  bool removed_retransmitted = false;
  bool dsack = false;
  bool duplicate = false;     // RFC 5681's duplicate ACK
  Time first_sent = kNever;   // of the oldest acknowledged entry that was sent once
  Time sacked_sent = kNever;  // of the oldest entry newly SACKed that was sent once
};

}  // namespace finwait
