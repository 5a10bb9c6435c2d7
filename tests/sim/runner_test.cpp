// The runner: one queue, one loop. Ties, injections, copies and corruption, what is counted, and when a run ends.
#include "sim/runner.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "tests/support/experiment.hpp"

using namespace finwait;
using namespace finwait::experiment;

namespace {

FaultRule doing(FaultAction action, SegmentKind kind, Side from) {
  FaultRule rule = lose_kind(kind, from);
  rule.action = action;
  return rule;
}

Duration time_in(const Run& run, Side side, State state) {
  return run.end(side).time_in[static_cast<std::size_t>(state)];
}

}  // namespace

TEST_CASE("a run begins with a's SYN at time 0, with b listening, and its times are virtual") {
  const Run r = run(usual_close("rfc9293"));
  REQUIRE(r.states.size() >= 2);
  CHECK(r.states[0].t == kStart);
  CHECK(r.states[0].at == Side::A);
  CHECK(r.states[0].to == State::SynSent);
  CHECK(r.states[1].at == Side::B);
  CHECK(r.states[1].from == State::Listen);
  CHECK(sent(r, Side::A, 0s) == "S 0, A 1 1, FA 1 1, A 2 2");
  CHECK(sent(r, Side::B, 0s) == "SA 0 1, A 1 2, FA 1 2");
}

TEST_CASE("a run ends when nothing can happen any more, or when its time is up, whichever is first") {
  const Run quiet = run(usual_close("rfc9293"));
  CHECK(quiet.outcome.end.reason == "quiet");
  CHECK(quiet.outcome.end.t == kStart + kClose + 240200ms);
  Scenario short_run = usual_close("rfc9293");
  short_run.run_for = 5s;
  const Run cut = run(short_run);
  CHECK(cut.outcome.end.reason == "run-for");
  CHECK(cut.outcome.end.t == kStart + 5s);
  CHECK(cut.end(Side::A).state == State::TimeWait);
  CHECK(cut.outcome.violations.empty());
  // What is due exactly then still happens.
  short_run.run_for = kClose + 240200ms;
  CHECK(run(short_run).end(Side::A).state == State::Closed);
}

TEST_CASE("without applications two sides sit in ESTABLISHED, and the run is quiet at once") {
  const Run r = run(between("linux"));
  CHECK(r.end(Side::A).state == State::Established);
  CHECK(r.end(Side::B).state == State::Established);
  CHECK(r.outcome.end.t == kStart + 150ms);
}

TEST_CASE("an ACK that arrives together with a timeout wins") {
  // RTT exactly the RTO: the ACK of the FIN and the retransmission timer fall on the same instant.
  Scenario scenario = between("rfc9293", 500ms);
  scenario = with(scenario, [](StackProfile& p) {
    p.rtt_from_handshake = false;  // so that the RTO stays at its initial second
    p.rto_initial = 1s;
  });
  scenario.side(Side::A).app = {wait_until(10s), close()};
  scenario.side(Side::B).app = {read_eof()};
  const Run r = run(scenario);
  CHECK(path(r, Side::A, 10s) == "0 FIN-WAIT-1, 1 FIN-WAIT-2");
  CHECK(fin_copies(r, Side::A).empty());
}

TEST_CASE("where both close at one instant a is the first") {
  Scenario scenario = usual_close("rfc9293");
  scenario.side(Side::B).app = scenario.side(Side::A).app;
  const Run r = run(scenario);
  for (const SegmentRecord& s : r.segments) {
    if (s.segment.flags.fin()) CHECK(s.teardown == (s.from == Side::A ? 1 : 3));
  }
}

TEST_CASE("every segment is accounted for: sent, lost, sent again") {
  const Run r = run(usual_close("rfc9293", {lose(1), lose(3)}));
  CHECK(r.end(Side::A).sent == 5);  // SYN, ACK, FIN, FIN again, ACK
  CHECK(r.end(Side::A).lost == 1);
  CHECK(r.end(Side::A).retransmissions == 1);
  CHECK(r.end(Side::B).sent == 4);  // SYN,ACK; ACK; FIN, FIN again
  CHECK(r.end(Side::B).lost == 1);
  CHECK(r.end(Side::B).retransmissions == 1);
  std::uint64_t id = 0;
  for (const SegmentRecord& s : r.segments) {
    CHECK(s.id == ++id);
    CHECK((s.by == "faults[0]" || s.by == "faults[1]") == (s.fate == Fate::Lost));
    if (s.fate == Fate::Delivered) CHECK(s.rx == s.t + 50ms);
  }
}

TEST_CASE("the time in each state adds up to the whole run") {
  const Run r = run(usual_close("linux", {lose(4)}));
  CHECK(time_in(r, Side::A, State::SynSent) == 100ms);
  CHECK(time_in(r, Side::A, State::Established) == kClose - 100ms);
  CHECK(time_in(r, Side::A, State::FinWait1) == 104ms);
  CHECK(time_in(r, Side::A, State::TimeWait) == 60300ms);
  for (const Side side : kSides) {
    Duration sum{0};
    for (const Duration d : r.end(side).time_in) sum += d;
    CHECK(kStart + sum == r.outcome.end.t);
  }
}

TEST_CASE("a corrupted segment arrives and is never seen, so it counts as lost") {
  FaultRule rule = doing(FaultAction::Corrupt, SegmentKind::Fin, Side::A);
  rule.nth = {{1, 1}};
  const Run r = run(usual_close("rfc9293", {rule}));
  CHECK(r.end(Side::A).lost == 1);
  CHECK(path(r, Side::B).starts_with("1.05 CLOSE-WAIT"));
  CHECK(std::any_of(r.segments.begin(), r.segments.end(),
                    [](const SegmentRecord& s) { return s.fate == Fate::Corrupted && s.segment.flags.fin(); }));
}

TEST_CASE("a delayed segment comes later, and its copy may come first") {
  FaultRule rule = doing(FaultAction::Delay, SegmentKind::Fin, Side::A);
  rule.nth = {{1, 1}};
  rule.delay = 3s;
  const Run r = run(usual_close("rfc9293", {rule}));
  CHECK(arrivals(r, Side::A, "FA") == "3.05 1.05");  // in the order sent
  CHECK(path(r, Side::B).starts_with("1.05 CLOSE-WAIT, 1.15 LAST-ACK"));
  // b has closed when the late one comes and answers with a RST, whose number is the one that the late FIN
  // acknowledged: not exact, so that TIME-WAIT goes on.
  CHECK(arrivals(r, Side::B, "R") == "3.1");
  CHECK(path(r, Side::A).ends_with("1.2 TIME-WAIT, 241.2 CLOSED"));
}

TEST_CASE("copies made by the link are further records of one sending") {
  FaultRule rule = doing(FaultAction::Duplicate, SegmentKind::Fin, Side::A);
  rule.copies = {1ms, 2s};
  const Run r = run(usual_close("rfc9293", {rule}));
  CHECK(arrivals(r, Side::A, "FA") == "0.05 0.051 2.05");
  CHECK(r.end(Side::A).sent == 4);
  CHECK(r.end(Side::A).retransmissions == 0);
  const auto copies =
      std::count_if(r.segments.begin(), r.segments.end(), [](const SegmentRecord& s) { return s.duplicate; });
  CHECK(copies == 2);
  CHECK(r.outcome.violations.empty());
}

TEST_CASE("an injected segment arrives as if the other side had sent it, and is counted as nobody's") {
  const Run plain = run(usual_close("rfc9293"));
  const Run r = run(usual_close("rfc9293", {inject_in(Side::A, State::TimeWait, 1s, Side::A, "A", -1)}));
  CHECK(r.end(Side::B).sent == plain.end(Side::B).sent + 1);  // the RST in answer to a's ACK
  const auto injected =
      std::find_if(r.segments.begin(), r.segments.end(), [](const SegmentRecord& s) { return s.why == Why::Injected; });
  REQUIRE(injected != r.segments.end());
  CHECK(injected->from == Side::B);
  CHECK(injected->t == kStart + kClose + 1200ms);
}

TEST_CASE("a late copy answered by a closed side ends TIME-WAIT early, unless tcp_rfc1337 is set, as measured") {
  FaultRule late = doing(FaultAction::Duplicate, SegmentKind::Fin, Side::B);
  late.copies = {2s};
  const Run killed = run(usual_close("linux", {late}));
  CHECK(path(killed, Side::A) == "0 FIN-WAIT-1, 0.104 FIN-WAIT-2, 0.2 TIME-WAIT, 2.3 CLOSED");
  CHECK(killed.took(Side::A, State::TimeWait, Cause::Rst));
  const Run kept = run(with(usual_close("linux", {late}), [](StackProfile& p) { p.rfc1337 = true; }));
  CHECK(path(kept, Side::A) == "0 FIN-WAIT-1, 0.104 FIN-WAIT-2, 0.2 TIME-WAIT, 62.2 CLOSED");
}

TEST_CASE("one lost SYN,ACK costs one timeout of the handshake, under every stack") {
  for (const StackProfile& stack : stacks()) {
    FaultRule rule = lose_kind(SegmentKind::SynAck, Side::B);
    rule.nth = {{1, 1}};
    Scenario scenario = usual_close(stack.name, {rule});
    scenario.side(Side::A).app.clear();
    const Run r = run(scenario);
    INFO(stack.name);
    CHECK(r.end(Side::A).state == State::Established);
    CHECK(r.end(Side::B).state == State::Established);
    CHECK_FALSE(r.took(Side::B, State::SynReceived, Cause::ReturnToListen));
    CHECK(r.end(Side::A).retransmissions <= 1);
  }
}

TEST_CASE("the seed moves the initial sequence numbers and nothing else of a run without chance") {
  std::set<std::uint32_t> isns;
  Scenario scenario = usual_close("linux", {lose(3)});
  std::string expected;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    scenario.seed = seed;
    const Run r = run(scenario);
    isns.insert(r.segments.front().segment.seq.raw());
    const std::string story = path(r, Side::A) + "; " + path(r, Side::B) + "; " + sent(r, Side::A);
    if (expected.empty()) expected = story;
    CHECK(story == expected);
  }
  CHECK(isns.size() == 20);
}

TEST_CASE("a quiet run is the same run without its sentences") {
  Runner runner;
  const Scenario scenario = usual_close("linux", {lose(3, 0)});
  const Outcome told_run = runner.run(scenario, nullptr);
  const Outcome quiet = runner.run_quietly(scenario);
  CHECK(quiet.end.t == told_run.end.t);
  for (const Side side : kSides) {
    CHECK(quiet.end.sides[index(side)].state == told_run.end.sides[index(side)].state);
    CHECK(quiet.end.sides[index(side)].time_in == told_run.end.sides[index(side)].time_in);
    CHECK(quiet.end.sides[index(side)].why.empty());
    CHECK_FALSE(told_run.end.sides[index(side)].why.empty());
  }
}
