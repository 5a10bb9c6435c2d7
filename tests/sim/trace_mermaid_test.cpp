// Mermaid text must say all that the ladder says, must survive any name, and must stay short enough to be drawn. That
// mermaid itself can read it is checked in tests/diagrams.
#include "sim/picture/trace_mermaid.hpp"

#include <catch2/catch.hpp>

#include "tests/sim/diagram_story.hpp"
#include "tests/support/shipped_runs.hpp"

using namespace finwait;
using namespace finwait::story;

TEST_CASE("mermaid tells the third segment's loss") {
  const Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  CHECK(mermaid_sequence(told(log, scenario)) == R"(sequenceDiagram
    title: lost-3-once
    accTitle: lost-3-once
    participant a as a textbook
    participant b as b textbook
    Note left of a: 0.000 SYN-SENT
    Note right of b: 0.000 LISTEN
    a->>b: 0.000 SYN seq=0
    Note right of b: 0.010 SYN-RECEIVED
    b->>a: 0.010 SYN,ACK seq=0 ack=1
    Note left of a: 0.020 ESTABLISHED
    a->>b: 0.020 ACK seq=1 ack=1
    Note right of b: 0.030 ESTABLISHED
    Note left of a: 0.300 close()<br/>FIN-WAIT-1
    a->>b: 0.300 ① FIN,ACK seq=1 ack=1
    Note right of b: 0.310 CLOSE-WAIT
    b->>a: 0.310 ② ACK seq=1 ack=2
    Note left of a: 0.320 FIN-WAIT-2 timer: 60 s<br/>FIN-WAIT-2
    Note right of b: 0.830 close()<br/>LAST-ACK
    b-xa: 0.830 ③ FIN,ACK seq=1 ack=2 · lost: faults[0]
    Note right of b: 1.830 retransmission timer 1 s#59; RTO<br/>doubled to 2 s
    b->>a: 1.830 ③ FIN,ACK seq=1 ack=2 · 2nd time
    Note left of a: 1.840 2 MSL timer: 60 s<br/>TIME-WAIT
    a->>b: 1.840 ④ ACK seq=2 ack=2
    Note right of b: 1.850 CLOSED
    Note over a,b: ... 59.99 s ...
    Note left of a: 61.840 2 MSL timer has run out (60 s)<br/>CLOSED
    Note over a,b: the run ends after 61.84 s<br/>a: CLOSED since 61.84 s<br/>b: CLOSED since 1.85 s
)");
}

TEST_CASE("mermaid's state diagram numbers what was taken and marks where each side was") {
  const Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  const std::string text = mermaid_states(told(log, scenario));
  CHECK(text.rfind("stateDiagram-v2\n", 0) == 0);
  for (const std::string_view line :
       {"FIN_WAIT_2 --> TIME_WAIT : <b>a5</b><br/>rcv FIN<br/>snd ACK\n",
        "FIN_WAIT_1 --> CLOSING : rcv FIN<br/>snd ACK\n", "LAST_ACK --> CLOSED_AT_END : <b>b6</b><br/>rcv ACK of FIN\n",
        "state \"TIME-WAIT<br/>a 60 s\" as TIME_WAIT\n", "class CLOSING unseen\n",
        "class SYN_SENT,FIN_WAIT_1,FIN_WAIT_2,TIME_WAIT onlyA\n"}) {
    INFO(line);
    CHECK(times(text, line) == 1);
  }
}

TEST_CASE("mermaid: no name can end a line or begin a comment, an entity or an element") {
  Scenario scenario = scenario_of_third_lost();
  scenario.name = "a;b#c%%d<e>\nend \"q\" $$x$$ & `m` \\n";
  TraceLog log;
  told(log, scenario);
  const std::string title = mermaid_escaped(scenario.name);
  CHECK(title.find_first_of("<>\"%$&`\n\\") == std::string::npos);
  CHECK(mermaid_escaped("a;b#c%") == "a#59;b#35;c#37;");
  for (const std::string& text : {mermaid_sequence(log), mermaid_states(log)}) {
    CHECK(times(text, title) >= 1);
    CHECK(times(text, "%") == 0);
  }
}

TEST_CASE("mermaid shows crossing, corrupted and copied segments as what they are") {
  Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  Story story(scenario);
  story.at(0ms).sends(Side::A, "A", 1, 1).arrives(50ms).at(20ms).sends(Side::B, "A", 1, 1).arrives(40ms);
  story.at(100ms).sends(Side::A, "A", 1, 1);
  story.segment().fate = Fate::Corrupted;
  story.segment().by = "link.corrupt";
  story.at(200ms).sends(Side::B, "A", 1, 1);
  story.segment().duplicate = true;
  story.segment().by = "link.duplicate";
  story.ends().tell(log);
  const std::string text = mermaid_sequence(log);
  CHECK(times(text, "a-)b: 0.000 ACK seq=1 ack=1\n") == 1);
  CHECK(times(text, "a-->>b: 0.050 arrives: ACK seq=1 ack=1 · sent 0.000\n") == 1);
  CHECK(times(text, "a--xb: 0.100 ACK seq=1 ack=1 · corrupted: link.corrupt\n") == 1);
  CHECK(times(text, "copy made by link.duplicate\n") == 1);
}

TEST_CASE("mermaid: 100,000 segments are a short text with both ends and what was left out") {
  const Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  tell_many(log, scenario, 100'000);
  const std::string text = mermaid_sequence(log);
  CHECK(text.size() < 50'000);
  CHECK(times(text, "a->>b: 0.000 ACK seq=0") == 1);
  CHECK(times(text, "a->>b: 9999.900 ACK") == 1);
  CHECK(times(text, "99801 rows left out: 14.000 s to 9994.000 s, 99801 segments (0 lost)\n") == 1);
}

TEST_CASE("mermaid draws each segment of every shipped scenario, or says that it does not") {
  tests::for_each_shipped_run([](const std::string& name, const TraceLog& run) {
    INFO(name);
    std::size_t lost = 0;
    std::size_t sent = 0;
    for (const TraceRecord& record : run.records()) {
      const auto* segment = std::get_if<SegmentRecord>(&record);
      if (segment == nullptr) continue;
      ++sent;
      if (segment->fate == Fate::Lost) ++lost;
    }
    const std::string text = mermaid_sequence(run);
    CHECK(text == mermaid_sequence(run));
    if (times(text, "left out") != 0 || times(text, " more times\n") != 0) return;
    CHECK(times(text, "-xb: ") + times(text, "-xa: ") >= lost);
    CHECK(times(text, " seq=") - times(text, " arrives: ") == sent);
  });
}
