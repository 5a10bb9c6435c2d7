// Fault rules at work: who decides, what counts, and from when on.
#include "loss_models/fault_script.hpp"

#include <catch2/catch.hpp>

using namespace finwait;
using namespace std::chrono_literals;

namespace {

Segment with_flags(std::uint8_t bits, std::uint32_t len = 0) {
  Segment segment;
  segment.flags.bits = bits;
  segment.len = len;
  return segment;
}

const Segment kFin = with_flags(Flags::kFin | Flags::kAck);
const Segment kAck = with_flags(Flags::kAck);
const Segment kData = with_flags(Flags::kAck, 10);

FaultRule rule(FaultAction action = FaultAction::Drop) {
  FaultRule r;
  r.action = action;
  return r;
}

FaultRule drop_teardown(std::uint8_t number, Occurrences nth = {}) {
  FaultRule r = rule();
  r.teardown = number;
  r.nth = std::move(nth);
  return r;
}

// Plays sightings and tells which rule decided each: "0", "1", or "-".
class Wire {
 public:
  explicit Wire(std::vector<FaultRule> rules) : rules_(std::move(rules)) { script.restart(rules_); }
  Wire& sees(Duration at, Side from, const Segment& segment, std::uint8_t teardown = 0, bool covers = false) {
    const FaultVerdict verdict = script.judge({kStart + at, from, &segment, teardown, covers});
    told.append(verdict ? std::to_string(verdict.rule) : "-");
    return *this;
  }
  std::string told;
  FaultScript script;

 private:
  std::vector<FaultRule> rules_;
};

std::string due(FaultScript& script) {
  std::string told;
  for (const FaultScript::Due& d : script.take_due()) {
    told += std::to_string(d.rule) + "@" + std::to_string(nanoseconds(d.at) / 1'000'000) + " ";
  }
  script.take_due().clear();
  return told;
}

}  // namespace

TEST_CASE("no rules decide nothing") {
  Wire wire({});
  CHECK(wire.script.empty());
  CHECK(wire.sees(0s, Side::A, kFin, 1).told == "-");
}

TEST_CASE("the first rule that matches decides, and every rule counts what it matches") {
  // Rule 1 is asked for the second FIN: the first one counts for it although rule 0 decided.
  Wire wire({drop_teardown(3, {{1, 1}}), drop_teardown(3, {{2, 2}}), drop_teardown(3)});
  wire.sees(1s, Side::B, kFin, 3).sees(2s, Side::A, kAck, 2).sees(3s, Side::B, kFin, 3).sees(4s, Side::B, kFin, 3);
  CHECK(wire.told == "0-12");
}

TEST_CASE("all keys of a match must hold, and nth counts only what they let through") {
  FaultRule r = rule();
  r.from = Side::B;
  r.kind = SegmentKind::Data;
  r.nth = {{2, 3}};
  Wire wire({r});
  wire.sees(0s, Side::A, kData).sees(0s, Side::B, kAck);                            // neither counts
  wire.sees(0s, Side::B, kData).sees(0s, Side::B, kData).sees(0s, Side::B, kData);  // 1, 2, 3
  CHECK(wire.sees(0s, Side::B, kData).told == "---00-");
}

TEST_CASE("ack-of-fin is a pure ACK that covers the peer's FIN") {
  FaultRule r = rule();
  r.kind = SegmentKind::AckOfFin;
  Wire wire({r});
  wire.sees(0s, Side::B, kAck).sees(0s, Side::B, kAck, 0, true).sees(0s, Side::B, kFin, 3, true);
  CHECK(wire.told == "-0-");
}

TEST_CASE("after a time: nth counts only what passes once the rule is on") {
  FaultRule r = drop_teardown(1, {{1, 1}});
  r.after = {.kind = Trigger::Kind::AtTime, .at = kStart + 5s};
  Wire wire({r});
  wire.sees(1s, Side::A, kFin, 1).sees(4999ms, Side::A, kFin, 1).sees(5s, Side::A, kFin, 1).sees(6s, Side::A, kFin, 1);
  CHECK(wire.told == "--0-");
}

TEST_CASE("after a state: from the first time it holds, plus") {
  FaultRule r = rule();
  r.after = {.kind = Trigger::Kind::AtState, .side = Side::A, .state = State::FinWait2, .plus = 1s};
  Wire wire({r});
  wire.script.state_entered(Side::B, State::FinWait2, kStart + 1s);  // the other side
  wire.script.state_entered(Side::A, State::FinWait1, kStart + 1s);  // another state
  wire.sees(9s, Side::B, kAck);
  wire.script.state_entered(Side::A, State::FinWait2, kStart + 10s);
  wire.sees(10s, Side::B, kAck).sees(10999ms, Side::B, kAck).sees(11s, Side::B, kAck);
  wire.script.state_entered(Side::A, State::FinWait2, kStart + 12s);  // a second time: changes nothing
  CHECK(wire.sees(12s, Side::B, kAck).told == "---00");
}

TEST_CASE("after a segment: from when it was sent, and it is not matched itself") {
  FaultRule r = rule();
  r.kind = SegmentKind::Ack;
  r.after = {.kind = Trigger::Kind::AtSegment, .side = Side::B, .segment = SegmentKind::AckOfFin, .nth = 2};
  Wire wire({r});
  wire.sees(1s, Side::B, kAck, 2, true);                                    // the first one
  wire.sees(2s, Side::A, kAck, 0, true).sees(2s, Side::B, kAck, 0, false);  // another side; not of the FIN
  wire.sees(3s, Side::B, kAck, 2, true);                                    // the second: turns the rule on
  wire.sees(3s, Side::A, kAck).sees(4s, Side::B, kAck, 2, true);            // at the same instant, and later
  CHECK(wire.told == "----00");
}

TEST_CASE("what a rule does is in the verdict") {
  FaultRule delay = drop_teardown(1);
  delay.action = FaultAction::Delay;
  delay.delay = 7ms;
  FaultRule twice = drop_teardown(2);
  twice.action = FaultAction::Duplicate;
  twice.copies = {1ms, 2s};
  const std::vector<FaultRule> rules{delay, twice};
  FaultScript script;
  script.restart(rules);
  const FaultVerdict first = script.judge({kStart, Side::A, &kFin, 1, false});
  CHECK(first.action == FaultAction::Delay);
  CHECK(first.delay == 7ms);
  CHECK(script.name_of(first.rule) == "faults[0]");
  const FaultVerdict second = script.judge({kStart, Side::B, &kAck, 2, true});
  CHECK(second.action == FaultAction::Duplicate);
  CHECK(std::vector<Duration>(second.copies.begin(), second.copies.end()) == twice.copies);
}

TEST_CASE("injections match nothing; they are due when their trigger is known") {
  std::vector<FaultRule> rules(4, rule(FaultAction::Inject));
  rules[0].after = {.kind = Trigger::Kind::AtTime, .at = kStart + 3s};
  rules[1].after = {.kind = Trigger::Kind::AtState, .side = Side::B, .state = State::CloseWait, .plus = 5ms};
  rules[2].after = {.kind = Trigger::Kind::AtSegment, .side = Side::A, .segment = SegmentKind::Fin, .plus = 1ms};
  rules[3].after = {.kind = Trigger::Kind::AtState, .side = Side::B, .state = State::LastAck, .plus = kForever};
  Wire wire(rules);
  CHECK(due(wire.script) == "0@3000 ");
  wire.sees(1s, Side::A, kFin, 1).sees(2s, Side::A, kFin, 1);
  CHECK(due(wire.script) == "2@1001 ");
  wire.script.state_entered(Side::B, State::CloseWait, kStart + 1010ms);
  wire.script.state_entered(Side::B, State::LastAck, kStart + 1010ms);
  CHECK(due(wire.script) == "1@1015 ");
  CHECK(wire.told == "--");
}

TEST_CASE("a script that is restarted has forgotten everything") {
  const std::vector<FaultRule> once{drop_teardown(1, {{1, 1}})};
  FaultScript script;
  for (int run = 0; run < 3; ++run) {
    script.restart(once);
    CHECK(script.judge({kStart, Side::A, &kFin, 1, false}).rule == 0);
    CHECK(script.judge({kStart, Side::A, &kFin, 1, false}).rule == -1);
  }
  script.restart({});
  CHECK(script.judge({kStart, Side::A, &kFin, 1, false}).rule == -1);
}

TEST_CASE("occurrences: ranges from 1, empty means all") {
  CHECK(contains({}, 17));
  CHECK(contains({{1, 1}, {3, UINT32_MAX}}, 3));
  CHECK_FALSE(contains({{1, 1}, {3, UINT32_MAX}}, 2));
}
