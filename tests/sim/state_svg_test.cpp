// The picture of Figure 5: every state and edge is in it with a title, nothing lies on another thing, and a move that
// the figure does not show has a way of its own.
#include "sim/picture/state_svg.hpp"

#include <catch2/catch.hpp>

#include "sim/picture/state_places.hpp"
#include "tests/sim/trace_story.hpp"
#include "tests/support/shipped_runs.hpp"

using namespace finwait;
using namespace finwait::story;

namespace {

std::size_t times(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

bool level_or_upright(const std::vector<Point>& way) {
  for (std::size_t i = 1; i < way.size(); ++i) {
    if ((way[i].x == way[i - 1].x) == (way[i].y == way[i - 1].y)) return false;
  }
  return way.size() > 1;
}

bool on_border(Point p, const Box& box) {
  const bool inside = p.x >= box.left && p.x <= box.right && p.y >= box.top && p.y <= box.bottom;
  return inside && (p.x == box.left || p.x == box.right || p.y == box.top || p.y == box.bottom);
}

// The piece of a way as a box of no breadth; touching a border does not count.
bool cuts(Point from, Point to, const Box& box) {
  return std::min(from.x, to.x) < box.right && std::max(from.x, to.x) > box.left &&
         std::min(from.y, to.y) < box.bottom && std::max(from.y, to.y) > box.top;
}

void check_place(const EdgePlace& place) {
  INFO(node_name(place.from) << " to " << node_name(place.to));
  CHECK(level_or_upright(place.way));
  CHECK(on_border(place.way.front(), state_box(place.from)));
  CHECK(on_border(place.way.back(), state_box(place.to)));
  for (StateNode node = 0; node < kStateNodes; ++node) {
    for (std::size_t i = 1; i < place.way.size(); ++i)
      CHECK_FALSE(cuts(place.way[i - 1], place.way[i], state_box(node)));
  }
}

}  // namespace

TEST_CASE("no box lies on another") {
  for (StateNode one = 0; one < kStateNodes; ++one) {
    for (StateNode two = 0; two < one; ++two) CHECK_FALSE(state_box(one).overlaps(state_box(two)));
  }
}

TEST_CASE("every edge of the figure and every other move has a way between its boxes and around the others") {
  TraceLog log;
  Scenario scenario;
  log.write(RunRecord{&scenario, 1});
  for (const TransitionRow& row : transition_table())
    log.write(StateRecord{kStart, Side::A, row.from, row.to, row.cause});
  log.write(EndRecord{});
  int lane = 0;
  for (const StateEdge& edge : state_diagram(log).edges) {
    INFO(node_name(edge.from) << " to " << node_name(edge.to));
    const auto place = edge.in_figure ? figure_place(edge.from, edge.to) : other_place(edge.from, edge.to, lane++);
    REQUIRE(place.has_value());
    check_place(*place);
  }
}

TEST_CASE("the third segment's loss: what was taken has its number, what was not says so") {
  const Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  third_lost_once(scenario).tell(log);
  const std::string svg = state_svg(log, {});
  CHECK(times(svg, "<title>FIN-WAIT-2 to TIME-WAIT: rcv FIN / snd ACK, a's move 5 at 1.840 s</title>") == 1);
  CHECK(times(svg, "<title>FIN-WAIT-1 to CLOSING: rcv FIN / snd ACK, not taken</title>") == 1);
  CHECK(times(svg, "<title>TIME-WAIT, a 60 s</title>") == 1);
  CHECK(times(svg, "<title>CLOSING, not visited</title>") == 1);
  CHECK(times(svg, ">a5</text>") == 1);
  CHECK(times(svg, ">b6</text>") == 1);
  CHECK(times(svg, "not in RFC 9293 Figure 5") == 0);
  CHECK(times(svg, "prefers-color-scheme:dark") == 1);
  CHECK(times(svg, "<script") == 0);
}

TEST_CASE("giving up is dashed, and makes room for itself") {
  Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  Story story(scenario);
  half_closed(story).at(60320ms).enters(Side::A, State::Closed, Cause::FinWait2Timeout).ends().tell(log);
  const std::string svg = state_svg(log, {});
  CHECK(times(svg, "class=\"fws-way fws-a fws-dashed\"") == 1);
  CHECK(times(svg, "FIN-WAIT-2 timer has run out</text>") == 1);
  CHECK(times(svg, "not in RFC 9293 Figure 5</text>") == 1);
}

TEST_CASE("inside a page the picture is an element only, and its names are its own") {
  const Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  third_lost_once(scenario).tell(log);
  PictureOptions options;
  CHECK(state_svg(log, options).rfind("<?xml", 0) == 0);
  options.standalone = false;
  const std::string svg = state_svg(log, options);
  CHECK(svg.rfind("<svg ", 0) == 0);
  CHECK(times(svg, " id=") == 0);
  CHECK(times(svg, "class=\"") == times(svg, "class=\"fws-"));
}

TEST_CASE("a scenario's name is text and nothing else") {
  Scenario scenario = scenario_of_third_lost();
  scenario.name = "<script>alert(1)</script>";
  TraceLog log;
  third_lost_once(scenario).tell(log);
  CHECK(times(state_svg(log, {}), "<script") == 0);
}

TEST_CASE("every shipped scenario has its picture, the same each time") {
  tests::for_each_shipped_run([](const std::string& name, const TraceLog& run) {
    INFO(name);
    const std::string svg = state_svg(run, {});
    CHECK(svg == state_svg(run, {}));
    std::size_t edges = state_diagram(run).edges.size();
    CHECK(times(svg, "<title>") >= 1 + kStateNodes + 20);
    CHECK(times(svg, " to ") >= std::min<std::size_t>(edges, 20));
    CHECK(svg.size() < 60'000);
  });
}
