// Scenarios that nobody thought of: random applications on both sides, random stacks, losses, delays, copies and
// crafted segments, from fixed seeds. No invariant breaks, no impossible state is reached, and a run is the same twice.
#include <catch2/catch.hpp>

#include "loss_models/rng.hpp"
#include "tests/support/experiment.hpp"

using namespace finwait;
using namespace finwait::experiment;

namespace {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  // 0 .. n-1
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>((mix64(++state_ * 0x9E37U) >> 16U) % n); }
  bool one_in(std::uint32_t n) { return below(n) == 0; }
  Side side() { return one_in(2) ? Side::A : Side::B; }
  // From a tenth of a millisecond up to minutes, short ones more often.
  Duration duration() { return (100us * (1 + below(99))) * (1U << below(15)); }

 private:
  std::uint64_t state_;
};

SocketOptions random_options(Dice& dice) {
  SocketOptions options;
  if (dice.one_in(4)) options.linger = 1s * dice.below(4);
  if (dice.one_in(4)) options.linger2 = 1s * dice.below(120) - 10s;
  if (dice.one_in(4)) options.user_timeout = 1s * (1 + dice.below(30));
  if (dice.one_in(4)) options.receive_buffer = 1 + dice.below(5000);
  if (dice.one_in(3)) {
    options.keepalive = true;
    options.keepalive_idle = 1s * (1 + dice.below(20));
    options.keepalive_interval = 1s * (1 + dice.below(5));
    options.keepalive_count = 1 + dice.below(4);
  }
  return options;
}

Step random_step(Dice& dice) {
  switch (dice.below(12)) {
    case 0:
      return wait(dice.duration());
    case 1:
      return wait_until(dice.duration());
    case 2:
      return wait_error(dice.duration());
    case 3:
      return read_eof();
    case 4:
      return read_bytes(1 + dice.below(3000));
    case 5:
    case 6: {
      Step step = send_bytes(1 + dice.below(20000));
      step.more = dice.one_in(4);
      return step;
    }
    case 7:
      return shutdown(dice.one_in(3) ? ShutdownHow::Read : dice.one_in(2) ? ShutdownHow::Both : ShutdownHow::Write);
    case 8:
      return abort_now();
    case 9:
      return set(random_options(dice));
    default:
      return close();
  }
}

Trigger random_trigger(Dice& dice) {
  Trigger trigger;
  trigger.side = dice.side();
  switch (dice.below(4)) {
    case 0:
      break;
    case 1:
      trigger.kind = Trigger::Kind::AtTime;
      trigger.at = kStart + dice.duration();
      break;
    case 2:
      trigger.kind = Trigger::Kind::AtState;
      trigger.state = static_cast<State>(dice.below(kStateCount));
      trigger.plus = dice.duration();
      break;
    default:
      trigger.kind = Trigger::Kind::AtSegment;
      trigger.segment = static_cast<SegmentKind>(dice.below(kSegmentKindCount));
      trigger.nth = 1 + dice.below(3);
      trigger.plus = dice.duration();
      break;
  }
  return trigger;
}

FaultRule random_injection(Dice& dice) {
  const char* const flags[] = {"A", "FA", "R", "RA", "S", "SA", "PA", "F", "SF"};
  FaultRule rule = inject_at(0s, dice.side(), flags[dice.below(9)]);
  rule.after = random_trigger(dice);
  rule.injection.seq.offset = static_cast<std::int64_t>(dice.below(5)) - 2;
  if (dice.one_in(4)) rule.injection.seq.offset = static_cast<std::int64_t>(dice.below(200000)) - 100000;
  rule.injection.ack.offset = static_cast<std::int64_t>(dice.below(5)) - 2;
  rule.injection.len = dice.one_in(3) ? dice.below(2000) : 0;
  return rule;
}

FaultRule random_rule(Dice& dice) {
  if (dice.one_in(4)) return random_injection(dice);
  FaultRule rule;
  if (dice.one_in(3)) rule.teardown = static_cast<std::uint8_t>(1 + dice.below(4));
  if (dice.one_in(2)) rule.from = dice.side();
  if (dice.one_in(2)) rule.kind = static_cast<SegmentKind>(dice.below(kSegmentKindCount));
  if (!dice.one_in(3)) {
    const std::uint32_t first = 1 + dice.below(4);
    rule.nth = {{first, first + dice.below(3)}};
  }
  rule.after = random_trigger(dice);
  switch (dice.below(4)) {
    case 0:
      rule.action = FaultAction::Delay;
      rule.delay = dice.duration();
      break;
    case 1:
      rule.action = FaultAction::Duplicate;
      rule.copies = {dice.duration(), dice.duration()};
      break;
    case 2:
      rule.action = FaultAction::Corrupt;
      break;
    default:
      rule.action = FaultAction::Drop;
      break;
  }
  return rule;
}

Scenario random_scenario(std::uint64_t seed) {
  Dice dice(seed);
  Scenario scenario = between("linux", 1ms * (1 + dice.below(300)));
  scenario.seed = seed;
  scenario.run_for = 30min;
  for (SideSpec& side : scenario.sides) {
    side.profile = stacks()[dice.below(static_cast<std::uint32_t>(stacks().size()))];
    if (dice.one_in(4)) side.profile.jiffies_at_start = JiffiesAtStart{4'294'967'000U + dice.below(1000), 1};
    if (dice.one_in(8)) side.profile.max_tw_buckets = 0;
    if (dice.one_in(8)) side.profile.max_orphans = 0;
    if (dice.one_in(8)) side.profile.tw_after_sending_rst = true;
    if (dice.one_in(8)) side.profile.receive_buffer = 1 + dice.below(5000);
    if (dice.one_in(8)) side.profile.user_timeout = 1s * (1 + dice.below(60));
    if (dice.one_in(4)) side.reaction = 1us * dice.below(1000);
    for (std::uint32_t n = dice.below(8); n > 0; --n) side.app.push_back(random_step(dice));
  }
  for (std::uint32_t n = dice.below(5); n > 0; --n) scenario.faults.push_back(random_rule(dice));
  return scenario;
}

// Where nothing can happen any more nobody may be on the way: these states have a timer, or should have.
bool waits_for_nothing(State state) {
  return state == State::SynSent || state == State::SynReceived || state == State::FinWait1 ||
         state == State::Closing || state == State::LastAck || state == State::TimeWait;
}

}  // namespace

TEST_CASE("random scenarios break no invariant, and give the same trace twice") {
  Runner runner;
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    const Scenario scenario = random_scenario(seed);
    const std::string trace = trace_of(runner, scenario);
    INFO("seed " << seed);
    const Outcome& outcome = runner.run(scenario, nullptr);
    for (const std::string& violation : outcome.violations) FAIL_CHECK(violation);
    for (const Side side : kSides) {
      const State state = outcome.end.sides[index(side)].state;
      INFO(name(side) << " in " << name(state) << ", " << outcome.end.reason);
      CHECK_FALSE((outcome.end.reason == "quiet" && waits_for_nothing(state)));
    }
    const bool same = trace_of(runner, scenario) == trace;
    CHECK(same);
  }
}
