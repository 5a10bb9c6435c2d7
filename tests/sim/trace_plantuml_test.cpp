// PlantUML text must say all that the ladder says, must survive any name, and must stay short enough to be drawn. That
// PlantUML itself can read it is checked in tests/diagrams.
#include "sim/picture/trace_plantuml.hpp"

#include <catch2/catch.hpp>

#include "tests/sim/diagram_story.hpp"
#include "tests/support/shipped_runs.hpp"

using namespace finwait;
using namespace finwait::story;

TEST_CASE("PlantUML tells the third segment's loss") {
  const Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  CHECK(plantuml_sequence(told(log, scenario)) == R"~(@startuml
' UTF-8: plantuml -charset UTF-8
!if (%version() > "1.2023")
!$slant8 = "(24)"
!else
!$slant8 = ""
!endif
hide footbox
title lost-3-once
participant "a textbook" as a
participant "b textbook" as b
hnote over a : 0.000 SYN-SENT
hnote over b : 0.000 LISTEN
a ->$slant8 b : 0.000 SYN seq=0
hnote over b : 0.010 SYN-RECEIVED
b ->$slant8 a : 0.010 SYN,ACK seq=0 ack=1
hnote over a : 0.020 ESTABLISHED
a ->$slant8 b : 0.020 ACK seq=1 ack=1
hnote over b : 0.030 ESTABLISHED
rnote left of a : 0.300 close()
hnote over a : 0.300 FIN-WAIT-1
a ->$slant8 b : 0.300 ① FIN,ACK seq=1 ack=1
hnote over b : 0.310 CLOSE-WAIT
b ->$slant8 a : 0.310 ② ACK seq=1 ack=2
rnote left of a : 0.320 FIN-WAIT-2 timer: 60 s
hnote over a : 0.320 FIN-WAIT-2
rnote right of b : 0.830 close()
hnote over b : 0.830 LAST-ACK
b ->x a : 0.830 ③ FIN,ACK seq=1 ack=2 · lost: faults[0]
rnote right of b : 1.830 retransmission timer 1 s; RTO\ndoubled to 2 s
b ->$slant8 a : 1.830 ③ FIN,ACK seq=1 ack=2 · 2nd time
rnote left of a : 1.840 2 MSL timer: 60 s
hnote over a : 1.840 TIME-WAIT
a ->$slant8 b : 1.840 ④ ACK seq=2 ack=2
hnote over b : 1.850 CLOSED
... 59.99 s ...
rnote left of a : 61.840 2 MSL timer has run out (60 s)
hnote over a : 61.840 CLOSED
note over a, b : the run ends after 61.84 s\na: CLOSED since 61.84 s\nb: CLOSED since 1.85 s
@enduml
)~");
}

TEST_CASE("PlantUML's arrows slant by their delay") {
  Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  Story story(scenario);
  story.at(0ms).sends(Side::A, "A", 1, 1).arrives(80ms);
  story.at(100ms).sends(Side::A, "A", 2, 1).arrives(140ms);
  story.at(200ms).sends(Side::A, "A", 3, 1).arrives(200ms);
  story.ends().tell(log);
  const std::string text = plantuml_sequence(log);
  CHECK(times(text, "!$slant4 = \"(12)\"\n!$slant8 = \"(24)\"\n!else\n") == 1);
  CHECK(times(text, "a ->$slant8 b : 0.000 ") == 1);
  CHECK(times(text, "a ->$slant4 b : 0.100 ") == 1);
  CHECK(times(text, "a -> b : 0.200 ") == 1);
}

TEST_CASE("PlantUML's state diagram has what was taken bold, and dashed what the figure does not show") {
  Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  Story story(scenario);
  half_closed(story).at(60320ms).enters(Side::A, State::Closed, Cause::FinWait2Timeout).ends().tell(log);
  const std::string text = plantuml_states(log);
  for (const std::string_view line :
       {"FIN_WAIT_1 -[#0067a3,bold]-> FIN_WAIT_2 : <b>a4</b>\\nrcv ACK of FIN\n",
        "FIN_WAIT_2 -[#8c959f]-> TIME_WAIT : rcv FIN\\nsnd ACK\n",
        "FIN_WAIT_2 -[#0067a3,dashed]-> CLOSED_AT_END : <b>a5</b>\\nFIN-WAIT-2 timer has run out\n",
        "FIN_WAIT_2 : a 60 s\n", "state \"CLOSING\" as CLOSING #ffffff\n"}) {
    INFO(line);
    CHECK(times(text, line) == 1);
  }
}

TEST_CASE("PlantUML: no name can be a command, a variable or a style") {
  CHECK(plantuml_escaped("a%b$c<d>\n**e** //f// __g__ --h--") ==
        "a<U+0025>b<U+0024>c<U+003C>d<U+003E> <U+002A><U+002A>e<U+002A><U+002A> <U+002F><U+002F>f<U+002F><U+002F> "
        "_<U+005F>g_<U+005F> -<U+002D>h-<U+002D>");
  CHECK(plantuml_escaped("FIN-WAIT-1: faults[0], 60 s") == "FIN-WAIT-1: faults[0], 60 s");
}

TEST_CASE("PlantUML: 100,000 segments are a short text with both ends and what was left out") {
  const Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  tell_many(log, scenario, 100'000);
  const std::string text = plantuml_sequence(log);
  CHECK(text.size() < 50'000);
  CHECK(times(text, "b : 0.000 ACK seq=0") == 1);
  CHECK(times(text, "b : 9999.900 ACK") == 1);
  CHECK(times(text, "99801 rows left out") == 1);
}

TEST_CASE("PlantUML draws every shipped scenario, the same each time") {
  tests::for_each_shipped_run([](const std::string& name, const TraceLog& run) {
    INFO(name);
    const std::string text = plantuml_sequence(run);
    CHECK(text == plantuml_sequence(run));
    CHECK(text.substr(text.size() - 8) == "@enduml\n");
    CHECK(times(plantuml_states(run), "]-> ") >= 20);
  });
}
