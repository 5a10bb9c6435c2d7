// The map of a frontier: regions from border to border, each at its height, and nothing that is not known.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "tests/tools/command.hpp"
#include "tools/outcome_class.hpp"
#include "tools/sweep/frontier.hpp"

using namespace finwait::tests;
using namespace finwait::cli;

namespace {

const std::string kNormal{kNormalEnd};
const std::string kReset = "b reset in LAST-ACK";

FrontierPoint point(std::uint64_t step, const std::string& outcome) {
  FrontierPoint out;
  out.step = step;
  out.value = std::to_string(step + 1) + "s";
  out.outcome = outcome;
  return out;
}

// From 1s to 60s; at each of these values the outcome changes between the two.
FrontierCurve curve(const std::string& at, const std::vector<std::uint64_t>& borders) {
  FrontierCurve out;
  out.at = at;
  out.first = point(0, kReset);
  std::string below = kReset;
  for (const std::uint64_t second : borders) {
    const std::string above = below == kReset ? kNormal : kReset;
    out.changes.push_back({point(second - 2, below), point(second - 1, above)});
    below = above;
  }
  out.last = point(59, below);
  return out;
}

Frontier frontier(std::vector<FrontierCurve> curves) {
  Frontier out;
  out.scenario = "late";
  out.axis = "a.tcp_fin_timeout";
  if (!curves.front().at.empty()) out.second = "link.delay";
  out.lower = "1s";
  out.upper = "60s";
  out.unit = "1s";
  out.steps = 59;
  out.curves = std::move(curves);
  return out;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t out = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++out;
  return out;
}

// The rectangle with these words: "y height".
std::string box(const std::string& svg, const std::string& words) {
  const std::size_t title = svg.find("<title>" + words);
  REQUIRE(title != std::string::npos);
  const std::size_t begin = svg.rfind("<rect", title);
  const auto attribute = [&](const std::string& name) {
    const std::size_t at = svg.find(" " + name + "=\"", begin) + name.size() + 3;
    return svg.substr(at, svg.find('"', at) - at);
  };
  return attribute("y") + " " + attribute("height");
}

}  // namespace

TEST_CASE("each value of the first axis has its share of the height") {
  // 380 px for 60 values, from 62 px downwards; the border lies below the 39th.
  const std::string svg = frontier_svg(frontier({curve("50ms", {39})}));
  CHECK(box(svg, "a.tcp_fin_timeout = 1s to 38s, link.delay = 50ms: b reset in LAST-ACK") == "201.4 240.6");
  CHECK(box(svg, "a.tcp_fin_timeout = 39s to 60s, link.delay = 50ms: both CLOSED, normal") == "62 139.4");
  for (const char* label : {">1s<", ">39s<", ">60s<", ">50ms<", ">link.delay<", ">a.tcp_fin_timeout<"}) {
    CAPTURE(label);
    CHECK(count(svg, label) == 1);
  }
  CHECK_THAT(svg, Catch::Contains("A: both CLOSED, normal") && Catch::Contains("B: b reset in LAST-ACK"));
  CHECK(frontier_svg(frontier({curve("50ms", {39})})) == svg);
}

TEST_CASE("borders near the lower bound are drawn by the logarithm, so that none is lost") {
  // 2s of 1s to 60s: a sixth of the way, not a sixtieth: log 2 / log 60 = 0.169.
  const std::string svg = frontier_svg(frontier({curve("50ms", {2}), curve("60ms", {39})}));
  CHECK_THAT(svg, Catch::Contains("a.tcp_fin_timeout (logarithmic)"));
  CHECK(box(svg, "a.tcp_fin_timeout = 1s, link.delay = 50ms") == "377.7 64.3");
  CHECK(box(svg, "a.tcp_fin_timeout = 1s to 38s, link.delay = 60ms") == "102 340");
}

TEST_CASE("an island of one value can be seen") {
  Frontier wide = frontier({curve("", {})});
  wide.steps = 599'999;
  wide.lower = "1ms";
  wide.unit = "1ms";
  wide.curves.front().changes = {{point(299'999, kReset), point(300'000, kNormal)},
                                 {point(300'000, kNormal), point(300'001, kReset)}};
  const std::string island = box(frontier_svg(wide), "a.tcp_fin_timeout = 300001s: both CLOSED, normal");
  CHECK(island == "251 2");  // in the middle of 62 to 442
  // At either end it stays within the map.
  wide.curves.front().changes = {{point(0, kReset), point(1, kNormal)},
                                 {point(599'998, kNormal), point(599'999, kReset)}};
  wide.lower = "0s";
  const std::string ends = frontier_svg(wide);
  CHECK(box(ends, "a.tcp_fin_timeout = 0s to 1s: b reset") == "440 2");
  CHECK(box(ends, "a.tcp_fin_timeout = 600000s to 60s: b reset") == "62 2");
}

TEST_CASE("every letter lies on top, and the narrower the columns, the fewer have one") {
  std::vector<FrontierCurve> narrow;
  for (int i = 0; i < 200; ++i) narrow.push_back(curve(std::to_string(i) + "ms", {30}));
  const std::string svg = frontier_svg(frontier(std::move(narrow)));
  CHECK(svg.rfind("<rect", svg.find("<text")) < svg.find(">A<"));
  CHECK(svg.find("class=\"fwr-c", svg.find(">A<")) > svg.rfind(">B<"));  // what follows is the legend
  CHECK(count(svg, ">A<") == count(svg, ">B<"));
  CHECK(count(svg, ">A<") > 5);
  CHECK(count(svg, ">A<") < 20);
}

TEST_CASE("what is too long for the map is cut, and every column has its label") {
  std::vector<FrontierCurve> curves;
  for (int i = 0; i < 3; ++i) curves.push_back(curve(std::to_string(i) + std::string(300, 'm'), {30}));
  Frontier lengthy = frontier(std::move(curves));
  lengthy.second = std::string(400, 'n');
  lengthy.axis = std::string(400, 'o');
  lengthy.scenario = std::string(400, 'p');
  const std::string svg = frontier_svg(lengthy);
  for (const char* begin : {">0mm", ">1mm", ">2mm", "fwr-name\">nnn", "fwr-name\">ooo", ">ppp"}) {
    CAPTURE(begin);
    const std::size_t at = svg.find(begin, svg.find("</style>"));
    REQUIRE(at != std::string::npos);
    CHECK(svg.substr(at, svg.find('<', at) - at).find("\u2026") != std::string::npos);
  }
}

TEST_CASE("a column without a border is one region, and what was not looked at is crossed out") {
  Frontier mixed = frontier({curve("50ms", {}), curve("60ms", {30, 40})});
  const std::string whole = frontier_svg(mixed);
  CHECK(box(whole, "a.tcp_fin_timeout = 1s to 60s, link.delay = 50ms: b reset in LAST-ACK") == "62 380");
  CHECK(count(whole, "fwr-bar fwr-cross") == 0);
  mixed.curves.back().cut = true;
  const std::string cut = frontier_svg(mixed);
  CHECK_THAT(cut, Catch::Contains("a.tcp_fin_timeout = 40s to 60s, link.delay = 60ms: more changes") &&
                      Catch::Contains("more changes than 100, not drawn"));
  CHECK(count(cut, "fwr-bar fwr-cross") == 1);
}

TEST_CASE("with many outcomes the rest is one, and with repeats or by chance the map says what it holds for") {
  Frontier many = frontier({curve("50ms", {})});
  for (std::uint64_t i = 0; i < 12; ++i) {
    many.curves.front().changes.push_back(
        {point(4 * i + 3, "outcome " + std::to_string(i)), point(4 * i + 4, "outcome " + std::to_string(i + 1))});
  }
  many.curves.front().last = many.curves.front().changes.back().above;
  many.repeats = 1000;
  many.seed = 7;
  many.chance.others = 3;
  const std::string svg = frontier_svg(many);
  CHECK_THAT(svg, Catch::Contains("H: other") && !Catch::Contains(">I: "));
  // The last one has the most of the map.
  CHECK_THAT(svg, Catch::Contains("A: " + many.curves.front().last.outcome));
  CHECK_THAT(svg, Catch::Contains("The most frequent outcome of 1,000 runs of each value.") &&
                      Catch::Contains("the borders are those of seed 7 only"));
}

TEST_CASE("a file's ending asks for the map, and what a frontier is not written as is refused") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  const std::string command =
      "frontier lost.json --axis a.tcp_fin_timeout --between 1s 60s --axis2 link.delay=10ms,50ms";
  const Finished drawn = folder.finwait(command + " -o map.svg");
  CAPTURE(drawn.err);
  REQUIRE(drawn.code == 0);
  CHECK(drawn.out.empty());
  CHECK(folder.read("map.svg") == folder.finwait(command + " -f svg").out);
  for (const char* file : {"map.html", "map.png"}) {
    const Finished refused = folder.finwait(command + " -o " + file);
    CHECK(refused.code == 2);
    CHECK_THAT(refused.err, Catch::Contains(file));
    CHECK_FALSE(folder.has(file));
  }
  CHECK_THAT(folder.finwait(command + " -f svgg").err, Catch::Contains("did you mean svg?"));
}
