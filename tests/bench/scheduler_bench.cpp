// The scheduler's sorted array against a binary heap, in the pattern of a run: so many events pending, one is popped
// and one scheduled a little later, and every fourth time the timeout of a side is cancelled and set again.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "loss_models/rng.hpp"
#include "sim/scheduler.hpp"

namespace {

using finwait::Duration;
using finwait::Event;
using finwait::later;
using finwait::Scheduler;
using finwait::Side;
using finwait::Stream;
using finwait::Time;

// The usual alternative: a binary heap that leaves cancelled events in place and skips them when they come up.
class HeapScheduler {
 public:
  std::uint64_t schedule(Time at, Event::Rank rank, Side side) {
    heap_.push_back({at, next_id_, rank, side, 0});
    std::push_heap(heap_.begin(), heap_.end(), after);
    return next_id_++;
  }
  void cancel(std::uint64_t id) { cancelled_.insert(id); }
  Event pop() {
    while (true) {
      std::pop_heap(heap_.begin(), heap_.end(), after);
      const Event event = heap_.back();
      heap_.pop_back();
      if (cancelled_.empty() || cancelled_.erase(event.id) == 0) return event;
    }
  }

 private:
  static bool after(const Event& a, const Event& b) { return finwait::earlier(b, a); }
  std::vector<Event> heap_;
  std::unordered_set<std::uint64_t> cancelled_;
  std::uint64_t next_id_ = 1;
};

template <class Queue>
void steady_state(benchmark::State& state) {
  Queue queue;
  Stream stream(1);
  const auto some_delay = [&] { return Duration(static_cast<Duration::rep>(stream.below(1'000'000))); };
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    queue.schedule(Time(some_delay()), Event::Rank::SegmentArrival, Side::A);
  }
  std::uint64_t timeout = queue.schedule(Time(Duration(1)), Event::Rank::TimeoutDue, Side::B);
  std::uint64_t n = 0;
  for (auto _ : state) {
    const Event event = queue.pop();
    if (event.id == timeout) {
      timeout = queue.schedule(later(event.at, some_delay()), Event::Rank::TimeoutDue, Side::B);
      continue;
    }
    queue.schedule(later(event.at, some_delay()), Event::Rank::SegmentArrival, Side::A);
    if (++n % 4 == 0) {
      queue.cancel(timeout);
      timeout = queue.schedule(later(event.at, some_delay()), Event::Rank::TimeoutDue, Side::B);
    }
  }
}

}  // namespace

BENCHMARK_TEMPLATE(steady_state, Scheduler)->Arg(2)->Arg(4)->Arg(8)->Arg(16)->Arg(64)->Arg(256);
BENCHMARK_TEMPLATE(steady_state, HeapScheduler)->Arg(2)->Arg(4)->Arg(8)->Arg(16)->Arg(64)->Arg(256);
