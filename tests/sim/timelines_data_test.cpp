// The close with data in front of it: what a Linux 6.18 kernel was measured to do over a round trip of 20 ms, here
// without its ticks, so that each time is the rule's own: RTO 220 ms (RTT + 200), loss probe after 2 RTT + 2 ms.
#include <algorithm>
#include <catch2/catch.hpp>
#include <utility>

#include "tests/support/experiment.hpp"

using namespace finwait;
using namespace finwait::experiment;

namespace {

constexpr std::uint32_t kFull = 1448;  // octets in a full segment: 1460 less 12 of timestamps

Scenario short_path(std::vector<Step> a, std::vector<Step> b, std::vector<FaultRule> faults) {
  Scenario scenario = between("linux", 10ms);
  scenario.side(Side::A).app = std::move(a);
  scenario.side(Side::B).app = std::move(b);
  scenario.faults = std::move(faults);
  return scenario;
}

// a sends 100 octets and closes; b closes a while after EOF.
Scenario data_and_close(std::vector<FaultRule> faults) {
  return short_path({wait_until(kClose), send_bytes(100), close()}, {read_eof(), wait(2s), close()}, std::move(faults));
}

FaultRule once(FaultRule rule) {
  rule.nth = {{1, 1}};
  return rule;
}

// What the side sent after `origin`, with times: "0.027 PA 1 +100 fast".
std::string sendings(const Run& run, Side side, Duration from, Duration origin = kClose) {
  std::string story;
  for (const SegmentRecord& s : run.segments) {
    if (s.from != side || s.t < kStart + origin + from) continue;
    if (!story.empty()) story += ", ";
    story +=
        seconds(s.t - kStart - origin) + " " + std::string(flag_letters(s.segment.flags)) + " " + std::to_string(s.seq);
    if (s.segment.len > 0) story += " +" + std::to_string(s.segment.len);
    story += " " + std::string(name(s.why));
  }
  return story;
}

}  // namespace

TEST_CASE("send() and close(): the FIN has a segment of its own; held-back data carries it") {
  CHECK(sent(run(data_and_close({})), Side::A) == "A 1 1 +100, FA 101 1, A 102 2");
  Step more = send_bytes(100);
  more.more = true;
  const Run held = run(short_path({wait_until(kClose), more, close()}, {read_eof(), close()}, {}));
  CHECK(sent(held, Side::A) == "FA 1 1 +100, A 102 2");
}

TEST_CASE("the FIN is lost, its data was acknowledged: the timer starts afresh at the ACK") {
  const Run r = run(data_and_close({lose(1)}));
  CHECK(fin_copies(r, Side::A) == "0.24");  // the ACK came at 0.02
  CHECK(path(r, Side::B).starts_with("0.25 CLOSE-WAIT"));
}

TEST_CASE("the data is lost, the FIN arrives: b tells of the FIN by its number, the data goes again without timeout") {
  const Run r = run(data_and_close({once(lose_kind(SegmentKind::Data, Side::A))}));
  const auto sack = std::find_if(r.segments.begin(), r.segments.end(), [](const SegmentRecord& s) {
    return s.from == Side::B && s.segment.options.sack_count > 0;
  });
  REQUIRE(sack != r.segments.end());
  CHECK(sack->segment.options.sack[0].size() == 1);
  CHECK(sack->segment.options.sack[0].begin == r.segments.front().segment.seq + 101);
  // A quarter of the round trip for reordering, and 2 ms: measured .031 with ticks.
  CHECK(sendings(r, Side::A, 1ms).starts_with("0.027 PA 1 +100 fast, "));
  CHECK(told(r, Side::B, kClose) == "data 100, eof, close");
}

TEST_CASE("data and FIN are lost: the probe repeats the FIN only, a timeout the data; without probe both in one") {
  const std::vector<FaultRule> both = {once(lose_kind(SegmentKind::Data, Side::A)), lose(1)};
  const Run probed = run(data_and_close(both));
  CHECK(sendings(probed, Side::A, 1ms).starts_with("0.042 FA 101 loss-probe, "));
  const Run plain = run(with(data_and_close(both), [](StackProfile& p) { p.tlp = false; }));
  CHECK(sendings(plain, Side::A, 1ms).starts_with("0.22 FPA 1 +100 rto, "));
  for (const Run* r : {&probed, &plain}) CHECK(told(*r, Side::B, kClose) == "data 100, eof, close");
}

TEST_CASE("the FIN obeys the congestion window: behind nine segments it leaves at once, behind ten with the probe") {
  for (const std::uint32_t segments : {9U, 10U}) {
    const Run r = run(short_path({wait_until(kClose), send_bytes(segments * kFull), shutdown()}, {read_eof()},
                                 {silence(Side::B, kClose)}));
    INFO(segments << " segments before it");
    const auto fin = std::find_if(r.segments.begin(), r.segments.end(),
                                  [](const SegmentRecord& s) { return s.segment.flags.fin(); });
    REQUIRE(fin != r.segments.end());
    CHECK(seconds(fin->t - kStart - kClose) == (segments == 9 ? "0" : "0.042"));
    CHECK(fin->why == (segments == 9 ? Why::New : Why::LossProbe));
    CHECK(r.took(Side::A, State::Established, Cause::Close));
  }
}

TEST_CASE("data for a side that has closed: RST at once, ECONNRESET, or EPIPE where EOF was read before") {
  const Run in_established = run(short_path({wait_until(kClose), close()},
                                            {wait_until(kClose + 500ms), send_bytes(10), wait_error()}, {lose(1, 0)}));
  CHECK(in_established.took(Side::A, State::FinWait1, Cause::DataAfterClose));
  CHECK(told(in_established, Side::B, kClose) == "send 10, error ECONNRESET");
  const Run in_close_wait = run(short_path({wait_until(kClose), close()},
                                           {read_eof(), wait(100ms), send_bytes(10), wait(1s), send_bytes(10)}, {}));
  CHECK(in_close_wait.took(Side::A, State::FinWait2, Cause::DataAfterClose));
  CHECK(told(in_close_wait, Side::B, kClose) == "eof, send 10, error EPIPE");
}

TEST_CASE("the RST that answers data is lost: the data's repetition meets no socket and brings another") {
  const Run r = run(short_path({wait_until(kClose), close()}, {read_eof(), wait(100ms), send_bytes(10), wait_error()},
                               {once(lose_kind(SegmentKind::Rst, Side::A))}));
  CHECK(sendings(r, Side::A, 1ms) == "0.12 R 2 reset, 0.34 R 2 reset");
  CHECK(r.took(Side::B, State::CloseWait, Cause::Rst));
}

TEST_CASE("half-close: FIN-WAIT-2 of an open descriptor takes data and acknowledges it") {
  const Run r = run(short_path({wait_until(kClose), shutdown(), read_eof(), close()},
                               {read_eof(), send_bytes(3 * kFull), wait(300ms), send_bytes(5), close()}, {}));
  CHECK(told(r, Side::A, kClose).ends_with("data 5, eof, close"));
  CHECK(r.end(Side::A).state == State::Closed);
  CHECK(r.took(Side::A, State::TimeWait, Cause::TimeWaitTimeout));
  std::uint32_t read = 0;
  for (const AppRecord& a : r.apps) read += a.at == Side::A && a.event == "data" ? a.bytes : 0;
  CHECK(read == 3 * kFull + 5);
}

TEST_CASE("the handshake needed two SYNs: no sample, so 3 s (RFC 6298 5.7), unless timestamps tell the copies apart") {
  const auto copies = [](const char* stack, bool timestamps) {
    Scenario scenario = usual_close(stack, {once(lose_kind(SegmentKind::Syn, Side::A)), lose(1, 0)});
    scenario.side(Side::A).app = {wait_until(10s), close()};
    scenario = with(scenario, [&](StackProfile& p) { p.timestamps = timestamps; });
    return fin_copies(run(scenario), Side::A);
  };
  CHECK(copies("rfc9293", false).starts_with("3 9 21"));
  CHECK(copies("linux", true).starts_with("0.3 0.6 1.2"));
  CHECK(copies("linux", false).starts_with("1 4 10"));  // the probe of a path never measured: 1 s
}

TEST_CASE("a simultaneous close with data behind the window: CLOSING still sends the data, and the FIN after it") {
  for (const StackProfile& stack : stacks()) {
    Scenario scenario = between(stack.name, 10ms);
    scenario.side(Side::A).app = {wait_until(kClose), send_bytes(40000), close()};
    scenario.side(Side::B).app = {wait_until(kClose), shutdown(), read_eof(), close()};
    const Run r = run(scenario);
    INFO(stack.name);
    CHECK(r.took(Side::A, State::FinWait1, Cause::Fin));
    CHECK(r.took(Side::A, State::Closing, Cause::AckOfFin));
    CHECK(r.end(Side::A).state == State::Closed);
    CHECK(r.end(Side::B).state == State::Closed);
    std::uint32_t read = 0;
    for (const AppRecord& a : r.apps) read += a.at == Side::B && a.event == "data" ? a.bytes : 0;
    CHECK(read == 40000);
  }
}
