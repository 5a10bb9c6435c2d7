// The queue of events in their total order (time, rank, id): schedule, cancel, pop, and nothing else. A sorted array,
// because a run rarely has more than eight events pending: tests/bench/scheduler_bench.cpp compares it with heaps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/event.hpp"

namespace finwait {

class Scheduler {
 public:
  void clear() {
    pending_.clear();
    next_id_ = 1;
  }
  bool empty() const { return pending_.empty(); }
  std::size_t size() const { return pending_.size(); }
  // The earliest event. The queue must not be empty.
  const Event& next() const { return pending_.back(); }

  // Returns the event's id, for cancel().
  std::uint64_t schedule(Time at, Event::Rank rank, Side side, std::uint32_t payload = 0) {
    const Event event{at, next_id_++, rank, side, payload};
    // Kept with the latest first, so that the earliest is popped from the back.
    pending_.push_back(event);
    std::size_t i = pending_.size() - 1;
    while (i > 0 && earlier(pending_[i - 1], event)) {
      pending_[i] = pending_[i - 1];
      --i;
    }
    pending_[i] = event;
    return event.id;
  }

  // False if the event is not pending any more.
  bool cancel(std::uint64_t id) {
    for (std::size_t i = pending_.size(); i-- > 0;) {
      if (pending_[i].id == id) {
        pending_.erase(pending_.begin() + static_cast<std::ptrdiff_t>(i));
        return true;
      }
    }
    return false;
  }

  Event pop() {
    const Event event = pending_.back();
    pending_.pop_back();
    return event;
  }

 private:
  std::vector<Event> pending_;
  std::uint64_t next_id_ = 1;
};

}  // namespace finwait
