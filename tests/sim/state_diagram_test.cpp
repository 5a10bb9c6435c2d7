// The state diagram must tell which way each side went through RFC 9293 Figure 5, in which order, and must not hide a
// move that the figure does not show.
#include "sim/picture/state_diagram.hpp"

#include <catch2/catch.hpp>

#include "sim/runner.hpp"
#include "tests/sim/trace_story.hpp"
#include "tests/support/experiment.hpp"
#include "tests/support/shipped_runs.hpp"

using namespace finwait;
using namespace finwait::experiment;

namespace {

// "a1 active OPEN, a2 rcv SYN,ACK, ...": a side's moves in their order, those not in the figure with a star.
std::string way(const StateDiagram& diagram, Side side) {
  std::vector<std::string> steps;
  for (const StateEdge& edge : diagram.edges) {
    for (const StateMove& move : edge.of(side)) {
      if (steps.size() < move.number) steps.resize(move.number);
      steps[move.number - 1] = edge.event + (edge.in_figure ? "" : "*");
    }
  }
  std::string text;
  for (const std::string& step : steps) text += (text.empty() ? "" : ", ") + step;
  return text;
}

StateDiagram diagram_of(const Scenario& scenario) {
  TraceLog log;
  Runner runner;
  runner.run(scenario, &log);
  return state_diagram(log);
}

const StateEdge* edge_of(const StateDiagram& diagram, StateNode from, StateNode to) {
  for (const StateEdge& edge : diagram.edges) {
    if (edge.from == from && edge.to == to) return &edge;
  }
  return nullptr;
}

StateDiagram diagram_of(const std::vector<StateRecord>& moves) {
  TraceLog log;
  log.write(RunRecord{});
  EndRecord end;
  for (const StateRecord& move : moves) {
    log.write(move);
    end.sides[index(move.at)].state = move.to;
  }
  log.write(end);
  return state_diagram(log);
}

}  // namespace

TEST_CASE("the third segment lost once: both sides walk through the figure, each with its own numbers") {
  const StateDiagram diagram = diagram_of(usual_close("linux", {lose(3)}));
  CHECK(way(diagram, Side::A) == "active OPEN, rcv SYN,ACK, CLOSE, rcv ACK of FIN, rcv FIN, Timeout=2MSL");
  CHECK(way(diagram, Side::B) == "rcv SYN, rcv ACK of SYN, rcv FIN, CLOSE, rcv ACK of FIN");
  CHECK(stay_words(diagram, Side::A, node_of(State::TimeWait)) == "a 60 s");
  CHECK(stay_words(diagram, Side::B, node_of(State::TimeWait)).empty());
  CHECK(stay_words(diagram, Side::B, kClosedAtEnd).rfind("b since ", 0) == 0);
  CHECK_FALSE(diagram.visited(node_of(State::Closing)));
}

TEST_CASE("a simultaneous close: both sides take the same edges, and the edge says so") {
  Scenario scenario = usual_close("linux");
  for (SideSpec& side : scenario.sides) side.app = {wait_until(kClose), experiment::close()};
  const StateDiagram diagram = diagram_of(scenario);
  CHECK(way(diagram, Side::A) == "active OPEN, rcv SYN,ACK, CLOSE, rcv FIN, rcv ACK of FIN, Timeout=2MSL");
  const StateEdge* edge = edge_of(diagram, node_of(State::FinWait1), node_of(State::Closing));
  REQUIRE(edge != nullptr);
  CHECK(move_numbers(*edge) == "a4 / b4");
}

TEST_CASE("giving up is no edge of the figure, and is there when the run did it") {
  const StateDiagram lost = diagram_of(usual_close("linux", {lose(1, 0)}));
  CHECK(way(lost, Side::A) == "active OPEN, rcv SYN,ACK, CLOSE, gives up*");
  const StateDiagram plain = diagram_of(usual_close("linux"));
  CHECK(std::all_of(plain.edges.begin(), plain.edges.end(), [](const StateEdge& edge) { return edge.in_figure; }));
}

TEST_CASE("a reset leads both sides to CLOSED outside the figure, for two reasons") {
  Scenario scenario = usual_close("linux");
  scenario.side(Side::A).app = {wait_until(kClose), abort_now()};
  const StateDiagram diagram = diagram_of(scenario);
  CHECK(way(diagram, Side::A) == "active OPEN, rcv SYN,ACK, ABORT*");
  CHECK(way(diagram, Side::B) == "rcv SYN, rcv ACK of SYN, RST received*");
}

TEST_CASE("an edge taken often gives its first numbers and the count") {
  std::vector<StateRecord> moves;
  for (int i = 0; i < 5; ++i) {
    moves.push_back({kStart + 1s * i, Side::B, State::Listen, State::SynReceived, Cause::Syn});
    moves.push_back({kStart + 1s * i, Side::B, State::SynReceived, State::Listen, Cause::ReturnToListen});
  }
  const StateDiagram diagram = diagram_of(moves);
  const StateEdge* edge = edge_of(diagram, node_of(State::Listen), node_of(State::SynReceived));
  REQUIRE(edge != nullptr);
  CHECK(move_numbers(*edge) == "b1, b3, ... (5 times)");
  moves.resize(3);
  const StateDiagram shorter = diagram_of(moves);
  CHECK(move_numbers(*edge_of(shorter, edge->from, edge->to)) == "b1, b3 (2 times)");
}

TEST_CASE("whatever move the table allows is on some edge") {
  for (const TransitionRow& row : transition_table()) {
    INFO(name(row.from) << " " << name(row.cause));
    const StateDiagram diagram =
        diagram_of(std::vector<StateRecord>{{kStart + 1s, Side::A, row.from, row.to, row.cause}});
    std::size_t taken = 0;
    for (const StateEdge& edge : diagram.edges) {
      if (!edge.taken()) continue;
      ++taken;
      CHECK(state_of(edge.from) == row.from);
      CHECK(state_of(edge.to) == row.to);
      CHECK_FALSE(edge.event.empty());
    }
    CHECK(taken == 1);
  }
}

TEST_CASE("the diagram of every shipped scenario has all moves of its trace") {
  tests::for_each_shipped_run([](const std::string& name, const TraceLog& run) {
    INFO(name);
    const auto moves = std::count_if(run.records().begin(), run.records().end(), [](const TraceRecord& record) {
      return std::holds_alternative<StateRecord>(record);
    });
    std::size_t drawn = 0;
    for (const StateEdge& edge : state_diagram(run).edges) drawn += edge.of(Side::A).size() + edge.of(Side::B).size();
    CHECK(drawn == static_cast<std::size_t>(moves));
  });
}
