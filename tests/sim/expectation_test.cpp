// A story told by hand, a four-segment close whose third segment is lost once, and what expectations say of it: each
// kind holds when it should and fails with expected and actual when it should not.
#include <catch2/catch.hpp>

#include "sim/expectation_observer.hpp"
#include "sim/scenario_json.hpp"
#include "sim/segment_pattern.hpp"

using namespace finwait;
using namespace std::chrono_literals;

namespace {

constexpr std::uint8_t kAckFin = Flags::kAck | Flags::kFin;

// Writes the records of the story to a sink. The close begins at 320 ms; every way takes 10 ms.
class Story {
 public:
  explicit Story(TraceSink& sink) : sink_(sink) {}

  void tell(const Scenario& scenario) {
    sink_.write(RunRecord{&scenario, 1});
    state(0ms, Side::B, State::Closed, State::Listen);
    state(0ms, Side::A, State::Closed, State::SynSent);
    segment(0ms, Side::A, Flags::kSyn, 0, 0);
    segment(10ms, Side::B, Flags::kSyn | Flags::kAck, 0, 1);
    state(10ms, Side::B, State::Listen, State::SynReceived);
    state(20ms, Side::A, State::SynSent, State::Established);
    segment(20ms, Side::A, Flags::kAck, 1, 1);
    state(30ms, Side::B, State::SynReceived, State::Established);
    sink_.write(AppRecord{kStart + 100ms, Side::B, "data", 40, {}});
    sink_.write(AppRecord{kStart + 110ms, Side::B, "data", 2, {}});
    close();
    end();
  }

 private:
  void close() {
    state(320ms, Side::A, State::Established, State::FinWait1);
    segment(320ms, Side::A, kAckFin, 1, 1);
    state(330ms, Side::B, State::Established, State::CloseWait);
    segment(330ms, Side::B, Flags::kAck, 1, 2);
    state(340ms, Side::A, State::FinWait1, State::FinWait2);
    state(830ms, Side::B, State::CloseWait, State::LastAck);
    segment(830ms, Side::B, kAckFin, 1, 2, {.fate = Fate::Lost, .by = "faults[0]"});
    segment(1041ms, Side::B, kAckFin, 1, 2, {.copy = 2, .why = Why::Rto});
    state(1051ms, Side::A, State::FinWait2, State::TimeWait);
    segment(1051ms, Side::A, Flags::kAck, 2, 2);
    state(1061ms, Side::B, State::LastAck, State::Closed);
    state(61051ms, Side::A, State::TimeWait, State::Closed);
  }
  void end() {
    EndRecord end{kStart + 61051ms, "quiet", {}};
    SideEnd& a = end.sides[0];
    a.decided_by = "time_wait (TCP_TIMEWAIT_LEN)";
    a.time_in[static_cast<std::size_t>(State::TimeWait)] = 60s;
    a.time_in[static_cast<std::size_t>(State::FinWait2)] = 711ms;
    a.sent = 4;
    SideEnd& b = end.sides[1];
    b.sent = 4;
    b.lost = 1;
    b.retransmissions = 1;
    b.error = SocketError::ConnectionReset;
    sink_.write(end);
  }

  struct More {
    std::uint16_t copy = 1;
    Why why = Why::New;
    Fate fate = Fate::Delivered;
    std::string_view by{};
  };
  void segment(Duration t, Side from, std::uint8_t flags, std::uint32_t seq, std::uint32_t ack) {
    segment(t, from, flags, seq, ack, More{});
  }
  void segment(Duration t, Side from, std::uint8_t flags, std::uint32_t seq, std::uint32_t ack, More more) {
    SegmentRecord r;
    r.t = kStart + t;
    r.from = from;
    r.segment.flags = Flags{flags};
    const std::uint32_t iss = from == Side::A ? 1000 : 4'294'967'290;  // b's numbers wrap on the way
    const std::uint32_t irs = from == Side::A ? 4'294'967'290 : 1000;
    r.segment.seq = SeqNum(iss) + seq;
    r.segment.ack = SeqNum(irs) + ack;
    r.seq = seq;
    r.ack = ack;
    r.copy = more.copy;
    r.why = more.why;
    r.fate = more.fate;
    r.by = more.by;
    r.id = ++id_;
    sink_.write(r);
  }
  void state(Duration t, Side at, State from, State to) {
    sink_.write(StateRecord{kStart + t, at, from, to, Cause::Open});
  }

  TraceSink& sink_;
  std::uint64_t id_ = 0;
};

struct Verdict {
  std::string text{};  // one line a failure
  std::size_t tested = 0;
};

Verdict judge(const std::string& expectations, const std::string& stacks = R"("a": {}, "b": {},)") {
  const ScenarioResult r = read_scenario("{" + stacks + "\n\"expect\": [" + expectations + "]}", "s.json");
  INFO(expectations);
  for (const InputError& e : r.errors) INFO(format(e));
  REQUIRE(r.scenario);
  ExpectationObserver observer(*r.scenario);
  CHECK_FALSE(observer.complete());
  Story(observer).tell(*r.scenario);
  CHECK(observer.complete());
  Verdict out;
  out.tested = observer.tested();
  for (const ExpectationFailure& f : observer.failures()) out.text += format(f, "s.json") + "\n";
  return out;
}

void holds(const std::string& expectation) {
  const Verdict v = judge(expectation);
  INFO(expectation);
  CHECK(v.text.empty());
  CHECK(v.tested > 0);
}

// The expectation fails with this and nothing else.
void fails(const std::string& expectation, const std::string& with) {
  INFO(expectation);
  CHECK(judge(expectation).text == "s.json:2: /expect/0: " + with + "\n");
}

}  // namespace

TEST_CASE("how each side ends") {
  holds(R"({"end": {"a": "CLOSED", "b": "CLOSED"}})");
  fails(R"({"end": {"a": "TIME-WAIT"}})", "a end state: expected TIME-WAIT, got CLOSED");
  holds(R"({"error": {"a": null, "b": "ECONNRESET"}})");
  fails(R"({"error": {"b": null}})", "b error: expected none, got ECONNRESET");
  fails(R"({"error": {"a": "EPIPE"}})", "a error: expected EPIPE, got none");
  holds(R"({"decided_by": {"a": "TIMEWAIT", "b": null}})");
  fails(R"({"decided_by": {"a": "tcp_fin_timeout"}})",
        "a decided by: expected \"tcp_fin_timeout\", got \"time_wait (TCP_TIMEWAIT_LEN)\"");
  fails(R"({"decided_by": {"b": "fin"}})", "b decided by: expected \"fin\", got no parameter");
  fails(R"({"decided_by": {"a": null}})", "a decided by: expected no parameter, got \"time_wait (TCP_TIMEWAIT_LEN)\"");
  holds(R"({"ends_at": "61.051s"}, {"ends_at": {"min": "1min"}})");
  fails(R"({"ends_at": "61s"})", "end of the run: expected 61s, got 61.051s");
}

TEST_CASE("counts, exact and within bounds") {
  holds(
      R"({"sent": {"a": 4, "b": {"min": 4}}, "lost": {"b": 1, "a": 0}, "retransmissions": {"b": {"min": 1, "max": 2}}})");
  holds(R"({"received": {"b": 42, "a": 0}})");
  fails(R"({"sent": {"a": 5}})", "a segments sent: expected 5, got 4");
  fails(R"({"lost": {"b": {"max": 0}}})", "b segments lost: expected 0, got 1");
  fails(R"({"retransmissions": {"b": {"min": 2, "max": 4}}})", "b retransmissions: expected 2 to 4, got 1");
  fails(R"({"retransmissions": {"b": {"min": 2}}})", "b retransmissions: expected at least 2, got 1");
  fails(R"({"received": {"b": 40}})", "b octets received: expected 40, got 42");
}

TEST_CASE("the whole path of states, LISTEN or not") {
  holds(R"({"states": {"a": ["SYN-SENT", "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT", "CLOSED"]}})");
  holds(R"({"states": {"b": ["SYN-RECEIVED", "ESTABLISHED", "CLOSE-WAIT", "LAST-ACK", "CLOSED"]}})");
  holds(R"({"states": {"b": ["LISTEN", "SYN-RECEIVED", "ESTABLISHED", "CLOSE-WAIT", "LAST-ACK", "CLOSED"]}})");
  fails(R"({"states": {"b": ["SYN-RECEIVED", "ESTABLISHED", "CLOSED"]}})",
        "b states: expected SYN-RECEIVED ESTABLISHED CLOSED, got LISTEN SYN-RECEIVED ESTABLISHED CLOSE-WAIT LAST-ACK "
        "CLOSED");
}

TEST_CASE("when a state is entered, from the SYN or from what the lesson counts from") {
  holds(R"({"enters": {"a": {"state": "TIME-WAIT", "at": "1.051s"}}})");
  holds(R"({"enters": {"a": {"state": "TIME-WAIT", "at": "1.05s", "within": "1ms"}}})");
  holds(R"({"enters": {"a": {"state": "TIME-WAIT", "at": "731ms", "after": {"first": "fin", "from": "a"}}}})");
  holds(R"({"enters": {"a": {"state": "CLOSED", "at": "60s", "after": {"at": "a", "state": "TIME-WAIT"}}}})");
  holds(R"({"enters": {"b": {"state": "LAST-ACK", "at": "500ms", "after": {"first": "ack-of-fin", "from": "b"}}}})");
  holds(
      R"({"enters": {"b": [{"state": "TIME-WAIT", "at": "never"}, {"state": "CLOSED", "at": {"min": "1s", "max": "2s"}}]}})");
  fails(R"({"enters": {"a": {"state": "TIME-WAIT", "at": "1.05s"}}})",
        "a enters TIME-WAIT: expected 1.05s, got 1.051s");
  fails(R"({"enters": {"a": {"state": "TIME-WAIT", "at": "1s", "within": "50ms"}}})",
        "a enters TIME-WAIT: expected 950ms to 1.05s, got 1.051s");
  fails(R"({"enters": {"a": {"state": "CLOSING", "at": "1s"}}})", "a enters CLOSING: expected 1s, got never");
  fails(R"({"enters": {"a": {"state": "TIME-WAIT", "at": "never"}}})",
        "a enters TIME-WAIT: expected never, got 1.051s");
  fails(R"({"enters": {"a": {"state": "TIME-WAIT", "at": "1s", "after": {"first": "rst", "from": "b"}}}})",
        "a enters TIME-WAIT after the first rst from b: expected 1s, got the reference never came");
  fails(R"({"enters": {"a": {"state": "TIME-WAIT", "at": "1s", "after": {"at": "a", "state": "FIN-WAIT-1"}}}})",
        "a enters TIME-WAIT after a enters FIN-WAIT-1: expected 1s, got 731ms");
}

TEST_CASE("how long a state lasts") {
  holds(R"({"time_in": {"a": {"TIME-WAIT": "60s", "FIN-WAIT-2": {"min": "700ms", "max": "1s"}, "CLOSING": "0s"}}})");
  fails(R"({"time_in": {"a": {"TIME-WAIT": "120s"}}})", "a time in TIME-WAIT: expected 120s, got 60s");
  fails(R"({"time_in": {"a": {"FIN-WAIT-2": {"max": "0.5s"}}}})",
        "a time in FIN-WAIT-2: expected at most 500ms, got 711ms");
}

TEST_CASE("the segments after the handshake, in order") {
  holds(
      R"({"segments": ["a FA seq=1 ack=1", "b A seq=1 ack=2", "b FA lost", "b FA copy=2 why=rto +211ms", "a A at=1.051s"]})");
  holds(R"({"segments": ["a FA", "...", "b FA lost", "...", "a A seq=2"]}, {"segments": ["..."]},
           {"segments": ["...", "b FA", "a A"]}, {"segments": ["a FA", "b A", "b FA lost", "b FA", "a A", "..."]})");
  fails(R"({"segments": ["a FA", "b A", "b FA"]})",
        "segment 3: expected \"b FA\", got \"b FA seq=1 ack=2 lost at=830ms\"");
  fails(R"({"segments": ["a FA", "b A", "b FA lost", "b FA +200ms", "a A"]})",
        "segment 4: expected \"b FA +200ms\", got \"b FA seq=1 ack=2 +211ms at=1.041s\"");
  fails(R"({"segments": ["a FA", "b A lost"]})", "segment 2: expected \"b A lost\", got \"b A seq=1 ack=2 at=330ms\"");
  fails(R"({"segments": ["a FA", "b A", "b FA lost", "b FA"]})",
        "segment 5: expected no further segment, got \"a A seq=2 ack=2 at=1.051s\"");
  fails(R"({"segments": ["...", "a A", "b A"]})", "segment 6: expected \"b A\", got no further segment");
  fails(R"({"segments": ["...", "b R", "..."]})", "segment 6: expected \"b R\", got no further segment");
}

TEST_CASE("the segments from a reference on, with times counted from it") {
  holds(
      R"({"segments": {"after": {"first": "fin", "from": "b"}, "are": ["b FA lost at=0s", "b FA at=211ms", "a A"]}})");
  holds(R"({"segments": {"after": {"at": "a", "state": "FIN-WAIT-1"}, "within": "1ms",
            "are": ["a FA at=0s", "b A +9ms", "...", "a A at=730ms"]}})");
  holds(R"({"segments": {"after": {"at": "a", "state": "TIME-WAIT"}, "are": ["a A"]}})");
  fails(R"({"segments": {"after": {"first": "fin", "from": "b"}, "are": ["b FA lost", "b FA at=200ms", "a A"]}})",
        "segment 2 after the first fin from b: expected \"b FA at=200ms\", got \"b FA seq=1 ack=2 at=211ms\"");
  fails(R"({"segments": {"after": {"first": "rst", "from": "b"}, "are": []}})",
        "segments after the first rst from b: expected some, got the reference never came");
}

TEST_CASE("an expectation under a stack counts only if both sides run it") {
  const std::string wrong = R"({"under": ["linux", "textbook"], "end": {"a": "LISTEN"}})";
  CHECK(judge(wrong).tested == 0);
  CHECK(judge(wrong, R"("a": {"stack": "linux"}, "b": {"stack": "linux"},)").text ==
        "s.json:2: /expect/0: a end state: expected LISTEN, got CLOSED\n");
  CHECK(judge(wrong, R"("a": {"stack": "linux"}, "b": {"stack": "textbook"},)").tested == 0);
  CHECK(judge(R"({"under": "rfc9293", "end": {"a": "CLOSED"}})").tested == 1);
}

TEST_CASE("every check of every expectation is reported with its place") {
  const Verdict v = judge(
      "{\"end\": {\"a\": \"CLOSED\"}},\n {\"end\": {\"a\": \"LISTEN\", \"b\": \"LISTEN\"}},\n {\"lost\": {\"a\": 3}}");
  CHECK(v.tested == 4);
  CHECK(v.text ==
        "s.json:3: /expect/1: a end state: expected LISTEN, got CLOSED\n"
        "s.json:3: /expect/1: b end state: expected LISTEN, got CLOSED\n"
        "s.json:4: /expect/2: a segments lost: expected 3, got 0\n");
}

TEST_CASE("one observer watches run after run and passes everything on") {
  struct Count final : TraceSink {
    std::size_t records = 0;
    void write(const TraceRecord&) override { ++records; }
  };
  const ScenarioResult r = read_scenario(R"({"expect": [{"sent": {"a": 5}, "received": {"b": 42}}]})", "s.json");
  REQUIRE(r.scenario);
  Count next;
  ExpectationObserver observer(*r.scenario, &next);
  Story(observer).tell(*r.scenario);
  const std::size_t records = next.records;
  CHECK(records > 20);
  Story(observer).tell(*r.scenario);
  CHECK(next.records == 2 * records);
  CHECK(observer.failures().size() == 1);
}

TEST_CASE("a pattern is read back from what it is shown as") {
  for (const std::string_view text : {"a FA seq=1 ack=1", "b S seq=0", "a R seq=7 lost",
                                      "b PA seq=1 ack=2 len=100 corrupted", "a A seq=2 ack=2 duplicate"}) {
    SegmentPattern pattern;
    REQUIRE_FALSE(parse_segment_pattern(text, pattern));
    SegmentRecord r;
    r.from = pattern.from;
    r.segment.flags = pattern.flags;
    r.segment.len = pattern.len.value_or(0);
    r.seq = pattern.seq.value_or(0);
    r.ack = pattern.ack.value_or(0);
    r.fate = (pattern.fate == SegmentPattern::Fate::Delivered ? Fate::Delivered
              : pattern.fate == SegmentPattern::Fate::Lost    ? Fate::Lost
                                                              : Fate::Corrupted);
    r.duplicate = pattern.duplicate;
    CHECK(matches(pattern, r));
    CHECK(pattern_text(r, &pattern) == text);
    ++r.seq;
    CHECK_FALSE(matches(pattern, r));
  }
}
