// Exhaustive: the first eight segments after the handshake lost or not, in every combination, for every order of
// closing and three stacks. No invariant breaks, nobody hangs who has no right to, and a run is the same twice.
#include <catch2/catch.hpp>

#include "tests/support/experiment.hpp"

using namespace finwait;
using namespace finwait::experiment;

namespace {

constexpr unsigned kSegments = 8;
constexpr Duration kAfterHandshake = 160ms;

// Bit i of the pattern: segment i + 1 after the handshake is lost.
FaultRule lose_pattern(unsigned pattern) {
  FaultRule rule;
  rule.after.kind = Trigger::Kind::AtTime;
  rule.after.at = kStart + kAfterHandshake;
  for (std::uint32_t i = 0; i < kSegments; ++i) {
    if ((pattern >> i & 1U) != 0) rule.nth.push_back({i + 1, i + 1});
  }
  return rule;
}

struct CloseOrder {
  const char* story;
  std::vector<Step> a;
  std::vector<Step> b;
};

std::vector<CloseOrder> close_orders() {
  const Step later = wait_until(kClose);
  return {
      {"a first", {later, close()}, {read_eof(), close()}},
      {"a first, b after a while", {later, close()}, {read_eof(), wait(100ms), close()}},
      {"b first", {read_eof(), wait(30ms), close()}, {later, close()}},
      {"both at once", {later, close()}, {later, close()}},
      {"both nearly at once", {later, close()}, {wait_until(kClose + 20ms), close()}},
      {"shutdown on both sides", {later, shutdown(), read_eof()}, {read_eof(), wait(100ms), shutdown(), wait_error()}},
      {"shutdown, then close", {later, shutdown(), read_eof(), close()}, {read_eof(), wait(10ms), close()}},
      {"data before a's FIN", {later, send_bytes(3000), close()}, {read_eof(), close()}},
      {"half-close: data before b's FIN",
       {later, shutdown(), read_eof(), close()},
       {read_eof(), send_bytes(3000), close()}},
      {"request and response",
       {later, send_bytes(100), read_bytes(200), close()},
       {read_bytes(100), send_bytes(200), read_eof(), close()}},
      {"data for a side that has closed", {later, close()}, {wait_until(kClose + 20ms), send_bytes(100), close()}},
      {"abort after a half-close", {later, shutdown(), wait(500ms), abort_now()}, {read_eof(), wait(200ms), close()}},
  };
}

bool gave_up_or_was_reset(const Run& run, Side side) {
  for (const StateRecord& s : run.states) {
    if (s.at == side && s.to == State::Closed) {
      return s.cause == Cause::GiveUp || s.cause == Cause::DataAfterClose || s.cause == Cause::Abort ||
             s.cause == Cause::Rst;
    }
  }
  return false;
}

// May this side stay where it is for ever? Only if the other one is gone without a word, and only in a state that
// this stack gives no timer.
bool legitimately_stuck(const Scenario& scenario, const Run& run, Side side) {
  if (!gave_up_or_was_reset(run, other(side))) return false;
  const StackProfile& profile = scenario.side(side).profile;
  switch (run.end(side).state) {
    case State::Established:
      return !profile.keepalive;
    case State::FinWait2: {
      const bool closed = told(run, side).ends_with("close");
      return profile.finwait2_when == FinWait2When::Never || (profile.finwait2_when == FinWait2When::Orphan && !closed);
    }
    case State::CloseWait:  // only while the application has not closed: none of these applications leaves it so
    case State::Closed:
    case State::Listen:
    case State::SynSent:
    case State::SynReceived:
    case State::FinWait1:
    case State::Closing:
    case State::LastAck:
    case State::TimeWait:
      return false;
  }
  return false;
}

void check_end(const Scenario& scenario, const Run& run) {
  CHECK(run.outcome.end.reason == "quiet");
  for (const Side side : kSides) {
    const State end = run.end(side).state;
    if (end == State::Closed) continue;
    INFO(name(side) << " ends in " << name(end));
    CHECK(legitimately_stuck(scenario, run, side));
  }
}

// The pattern was what happened: no less and no more was lost.
void check_losses(const Run& run, unsigned pattern) {
  unsigned i = 0;
  for (const SegmentRecord& s : run.segments) {
    if (s.t < kStart + kAfterHandshake) continue;
    const bool lost = i < kSegments && (pattern >> i & 1U) != 0;
    CHECK((s.fate == Fate::Lost) == lost);
    ++i;
  }
}

// What one side sent the other read, whole, unless somebody was told of an error or the reader gave up reading.
void check_stream(const Run& run) {
  bool error = false;
  std::uint64_t wrote[2] = {0, 0};
  std::uint64_t read[2] = {0, 0};
  bool eof[2] = {false, false};
  for (const AppRecord& a : run.apps) {
    if (a.error != SocketError::None) error = true;
    if (a.event == "send") wrote[index(a.at)] += a.bytes;
    if (a.event == "data") read[index(a.at)] += a.bytes;
    if (a.event == "eof") eof[index(a.at)] = true;
  }
  for (const Side side : kSides) {
    CHECK(read[index(side)] <= wrote[index(other(side))]);
    if (!error && eof[index(side)]) CHECK(read[index(side)] == wrote[index(other(side))]);
  }
}

void try_all_patterns(const CloseOrder& order, std::string_view stack) {
  Scenario scenario = between(stack);
  scenario.side(Side::A).app = order.a;
  scenario.side(Side::B).app = order.b;
  Runner reused;
  for (unsigned pattern = 0; pattern < (1U << kSegments); ++pattern) {
    scenario.faults.clear();
    if (pattern != 0) scenario.faults = {lose_pattern(pattern)};
    scenario.seed = pattern;  // and with it the initial sequence numbers
    INFO(order.story << ", " << stack << ", lost (bit i: segment i+1): " << pattern);
    const Run r = run(scenario);
    for (const std::string& violation : r.outcome.violations) FAIL_CHECK(violation);
    check_losses(r, pattern);
    check_end(scenario, r);
    check_stream(r);
    const bool same = trace_of(reused, scenario) == trace_of(reused, scenario);
    CHECK(same);
  }
}

}  // namespace

TEST_CASE("every pattern of losses, every order of closing: the lessons' account") {
  for (const CloseOrder& order : close_orders()) try_all_patterns(order, "textbook");
}
TEST_CASE("every pattern of losses, every order of closing: RFC 9293") {
  for (const CloseOrder& order : close_orders()) try_all_patterns(order, "rfc9293");
}
TEST_CASE("every pattern of losses, every order of closing: Linux") {
  for (const CloseOrder& order : close_orders()) try_all_patterns(order, "linux");
}
TEST_CASE("every pattern of losses when a closes first: the other stacks") {
  const std::vector<CloseOrder> orders = close_orders();
  for (const char* stack : {"freebsd", "macos", "windows", "lwip"}) {
    try_all_patterns(orders[1], stack);
    try_all_patterns(orders[3], stack);
  }
}

TEST_CASE("a runner that is used again gives what a fresh one gives, whatever it ran before") {
  const std::vector<CloseOrder> orders = close_orders();
  Runner reused;
  for (const char* stack : {"linux", "rfc9293", "lwip"}) {
    for (const CloseOrder& order : orders) {
      Scenario scenario = between(stack);
      scenario.side(Side::A).app = order.a;
      scenario.side(Side::B).app = order.b;
      scenario.faults = {lose_pattern(0x5A)};
      Runner fresh;
      INFO(order.story << ", " << stack);
      CHECK(trace_of(reused, scenario) == trace_of(fresh, scenario));
    }
  }
}
