// The queue of events: the stated total order (time, rank, id), and cancelling.
#include "sim/scheduler.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace finwait;
using namespace std::chrono_literals;
using Rank = Event::Rank;

namespace {

constexpr Time at(Duration d) { return kStart + d; }

// The tie-break is the order of the ranks, and a's application comes before b's.
static_assert(Rank::SegmentArrival < Rank::Injection && Rank::Injection < Rank::TimeoutDue);
static_assert(Rank::TimeoutDue < Rank::AppStepA && Rank::AppStepA < Rank::AppStepB);
static_assert(earlier({at(1s), 9, Rank::AppStepB}, {at(2s), 1, Rank::SegmentArrival}));
static_assert(earlier({at(1s), 9, Rank::SegmentArrival}, {at(1s), 1, Rank::TimeoutDue}));
static_assert(earlier({at(1s), 1, Rank::TimeoutDue}, {at(1s), 2, Rank::TimeoutDue}));
static_assert(!earlier({at(1s), 1, Rank::TimeoutDue}, {at(1s), 1, Rank::TimeoutDue}));

std::vector<std::uint32_t> drain(Scheduler& scheduler) {
  std::vector<std::uint32_t> payloads;
  while (!scheduler.empty()) payloads.push_back(scheduler.pop().payload);
  return payloads;
}

}  // namespace

TEST_CASE("time decides first, whatever the order of scheduling") {
  Scheduler scheduler;
  for (const std::uint32_t s : {5U, 1U, 4U, 2U, 3U}) {
    scheduler.schedule(at(std::chrono::seconds(s)), Rank::SegmentArrival, Side::A, s);
  }
  CHECK(scheduler.size() == 5);
  CHECK(scheduler.next().payload == 1);
  CHECK(drain(scheduler) == std::vector<std::uint32_t>{1, 2, 3, 4, 5});
}

TEST_CASE("at one instant an arrival wins over a timeout, and both over an application's step") {
  Scheduler scheduler;
  scheduler.schedule(at(1s), Rank::AppStepB, Side::B, 5);
  scheduler.schedule(at(1s), Rank::AppStepA, Side::A, 4);
  scheduler.schedule(at(1s), Rank::TimeoutDue, Side::A, 3);
  scheduler.schedule(at(1s), Rank::Injection, Side::A, 2);
  scheduler.schedule(at(1s), Rank::SegmentArrival, Side::B, 1);
  CHECK(drain(scheduler) == std::vector<std::uint32_t>{1, 2, 3, 4, 5});
}

TEST_CASE("equals leave in the order in which they came, also eight of them") {
  Scheduler scheduler;
  std::vector<std::uint32_t> expected;
  for (std::uint32_t i = 0; i < 8; ++i) {
    scheduler.schedule(at(1s), Rank::TimeoutDue, Side::A, i);
    expected.push_back(i);
  }
  CHECK(drain(scheduler) == expected);
}

TEST_CASE("what is cancelled does not come, and can be cancelled once") {
  Scheduler scheduler;
  scheduler.schedule(at(1s), Rank::TimeoutDue, Side::A, 1);
  const std::uint64_t second = scheduler.schedule(at(2s), Rank::TimeoutDue, Side::A, 2);
  scheduler.schedule(at(3s), Rank::TimeoutDue, Side::A, 3);
  CHECK(scheduler.cancel(second));
  CHECK_FALSE(scheduler.cancel(second));
  CHECK_FALSE(scheduler.cancel(4711));
  CHECK(drain(scheduler) == std::vector<std::uint32_t>{1, 3});
}

TEST_CASE("ids count from 1 again after clear, so that a reused queue gives the same run") {
  Scheduler scheduler;
  CHECK(scheduler.schedule(at(1s), Rank::TimeoutDue, Side::A) == 1);
  CHECK(scheduler.schedule(at(1s), Rank::TimeoutDue, Side::A) == 2);
  scheduler.clear();
  CHECK(scheduler.empty());
  CHECK(scheduler.schedule(at(1s), Rank::TimeoutDue, Side::A) == 1);
}

TEST_CASE("any mixture leaves in the total order") {
  Scheduler scheduler;
  std::vector<Event> expected;
  std::uint32_t x = 12345;
  for (std::uint32_t i = 0; i < 500; ++i) {
    x = x * 1664525U + 1013904223U;  // a fixed sequence
    const Time t = at(std::chrono::milliseconds(x >> 28U));
    const Rank rank = static_cast<Rank>((x >> 20U) % 5U);
    const std::uint64_t id = scheduler.schedule(t, rank, Side::B, i);
    expected.push_back({t, id, rank, Side::B, i});
    if (x % 3 == 0 && scheduler.cancel(id)) expected.pop_back();
  }
  std::sort(expected.begin(), expected.end(), earlier);
  for (const Event& event : expected) {
    const Event popped = scheduler.pop();
    CHECK(popped.id == event.id);
    CHECK(popped.at == event.at);
    CHECK(popped.side == event.side);
  }
  CHECK(scheduler.empty());
}
