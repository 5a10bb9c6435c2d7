// What can happen next in a run, as plain data. The order of the ranks IS the tie-break at one instant: an arrival
// before a timeout before an application's step (a's before b's), and then the order in which they were scheduled.
// An ACK that arrives together with a timeout wins.
#pragma once

#include <cstdint>

#include "core/side.hpp"
#include "core/time.hpp"

namespace finwait {

struct Event {
  // AppStepA before AppStepB: where both sides close at one instant, a counts as the first (interface, "teardown").
  enum class Rank : std::uint8_t { SegmentArrival, Injection, TimeoutDue, AppStepA, AppStepB };

  Time at = kStart;
  std::uint64_t id = 0;  // counts up with each event scheduled
  Rank rank = Rank::SegmentArrival;
  Side side = Side::A;        // who is concerned: the receiver, the endpoint whose timer is due, the application
  std::uint32_t payload = 0;  // SegmentArrival: where the segment is kept; Injection: the number of the fault rule
};

// Strictly before, in the total order (time, rank, id).
constexpr bool earlier(const Event& a, const Event& b) {
  if (a.at != b.at) return a.at < b.at;
  if (a.rank != b.rank) return a.rank < b.rank;
  return a.id < b.id;
}

}  // namespace finwait
