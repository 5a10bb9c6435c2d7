// LossModel: the one virtual interface of a link. It judges each segment once, when the segment is sent, and knows
// nothing of the simulation but what stands in Transmission.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/segment.hpp"
#include "core/state.hpp"
#include "core/time.hpp"

namespace finwait {

// The circumstances of one segment's sending.
struct Transmission {
  Time now = kStart;
  State sender_state = State::Closed;  // of the sending endpoint, after it decided to send
  std::uint32_t size = 40;             // octets on the wire: IPv4 and TCP header, options, payload
};

// Lost or not. A model that composes others says which of them decided through `by`.
struct Verdict {
  bool lost = false;
  std::string_view by{};  // which model decided, e.g. "bernoulli"; must outlive the run; empty if not lost
};

class LossModel {
 public:
  LossModel() = default;
  LossModel(const LossModel&) = delete;
  LossModel& operator=(const LossModel&) = delete;
  virtual ~LossModel() = default;

  virtual Verdict judge(const Segment& segment, const Transmission& transmission) = 0;
  // Back to the beginning, with the random stream of a new run.
  virtual void restart(std::uint64_t stream_key) = 0;
};

}  // namespace finwait
