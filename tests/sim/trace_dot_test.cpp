// The dot text must carry every edge of the figure and what the run took of it. That Graphviz can read it is checked in
// tests/diagrams.
#include "sim/picture/trace_dot.hpp"

#include <catch2/catch.hpp>

#include "tests/sim/trace_story.hpp"
#include "tests/support/shipped_runs.hpp"

using namespace finwait;
using namespace finwait::story;

namespace {

TraceLog& told(TraceLog& log, const Scenario& scenario) {
  third_lost_once(scenario).tell(log);
  return log;
}

std::size_t times(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("dot has what was taken bold and numbered, and the rest grey") {
  const Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  const std::string text = dot_states(told(log, scenario));
  for (
      const std::string_view line :
      {R"(  FIN_WAIT_2 -> TIME_WAIT [label=<<b>a5</b><br/>rcv FIN<br/>snd ACK>, color="#0067a3", fontcolor="#1b1f24", penwidth=2.5])",
       R"(  FIN_WAIT_1 -> CLOSING [label=<rcv FIN<br/>snd ACK>])",
       R"(  LAST_ACK -> CLOSED_AT_END [label=<<b>b6</b><br/>rcv ACK of FIN>, color="#b84a00", fontcolor="#1b1f24", penwidth=2.5])",
       R"(  CLOSING [label="CLOSING"])", "<b>lost-3-once: a textbook, b textbook</b>"}) {
    INFO(line);
    CHECK(times(text, line) == 1);
  }
  CHECK(times(text, " -> ") == 20 + 5);  // the figure's edges, and those that keep the rows in order
}

TEST_CASE("dot: an edge that both took has both colours, one outside the figure is dashed") {
  Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  Story story(scenario);
  handshake(story).at(1s).enters(Side::A, State::Closed, Cause::Abort).enters(Side::B, State::Closed, Cause::Rst);
  story.ends().tell(log);
  const std::string text = dot_states(log);
  CHECK(times(text, "ESTABLISHED -> CLOSED_AT_END [label=<<b>a3</b><br/>ABORT>") == 1);
  CHECK(times(text, "style=dashed") == 2);
  TraceLog both;
  Story second(scenario);
  handshake(second)
      .at(1s)
      .enters(Side::A, State::FinWait1, Cause::Close)
      .enters(Side::B, State::FinWait1, Cause::Close);
  second.ends().tell(both);
  CHECK(times(dot_states(both), "<b>a3 / b4</b><br/>CLOSE<br/>snd FIN>, color=\"#0067a3:#b84a00\"") == 1);
}

TEST_CASE("dot: names are quoted") { CHECK(dot_quoted("a\"b\\c\n") == R"("a\"b\\c ")"); }

TEST_CASE("dot draws every shipped scenario, the same each time") {
  tests::for_each_shipped_run([](const std::string& name, const TraceLog& run) {
    INFO(name);
    const std::string text = dot_states(run);
    CHECK(text == dot_states(run));
    CHECK(times(text, " [label=<<b>") >= 2);
  });
}
