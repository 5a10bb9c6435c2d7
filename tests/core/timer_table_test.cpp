// The timers of an endpoint: one deadline each, and cancelling leaves nothing behind.
#include "core/timer_table.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace finwait;
using namespace std::chrono_literals;

namespace {

constexpr Time at(Duration d) { return kStart + d; }

static_assert(static_cast<std::size_t>(Timer::LastAck) + 1 == kTimerCount);
static_assert(TimerTable{}.next() == kNever);
static_assert(!TimerTable{}.pending(Timer::Retransmission));

constexpr Time earliest_of_two() {
  TimerTable table;
  table.set(Timer::TimeWait, kStart + 60s);
  table.set(Timer::Retransmission, kStart + 1s);
  return table.next();
}
static_assert(earliest_of_two() == kStart + 1s);

}  // namespace

TEST_CASE("every timer has a name of its own") {
  const char* const names[kTimerCount] = {"retransmission", "loss-probe", "reorder",      "delayed-ack", "fin-wait-2",
                                          "time-wait",      "keepalive",  "user-timeout", "persist",     "last-ack"};
  for (std::size_t i = 0; i < kTimerCount; ++i) CHECK(name(static_cast<Timer>(i)) == names[i]);
}

TEST_CASE("setting a timer again moves it, stopping it takes it away, and the others stay") {
  TimerTable table;
  table.set(Timer::Retransmission, at(1s));
  table.set(Timer::Keepalive, at(2h));
  table.set(Timer::Retransmission, at(3s));
  CHECK(table.deadline(Timer::Retransmission) == at(3s));
  CHECK(table.next() == at(3s));
  table.stop(Timer::Retransmission);
  CHECK_FALSE(table.pending(Timer::Retransmission));
  CHECK(table.next() == at(2h));
  table.stop(Timer::Retransmission);  // twice is no error
  table.stop_all();
  CHECK(table.next() == kNever);
  CHECK(table == TimerTable{});
}

TEST_CASE("tables compare by their deadlines, so that two equal endpoints have equal futures") {
  TimerTable a;
  TimerTable b;
  a.set(Timer::Persist, at(200ms));
  CHECK_FALSE(a == b);
  b.set(Timer::Persist, at(200ms));
  CHECK(a == b);
  b.set(Timer::Reorder, at(200ms));
  CHECK_FALSE(a == b);
}

TEST_CASE("any timer may be the earliest") {
  for (std::size_t i = 0; i < kTimerCount; ++i) {
    TimerTable table;
    for (std::size_t j = 0; j < kTimerCount; ++j) table.set(static_cast<Timer>(j), at(10s));
    table.set(static_cast<Timer>(i), at(9s));
    CHECK(table.next() == at(9s));
  }
}
