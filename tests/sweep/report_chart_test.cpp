// The pictures of a sweep's page one by one: what a colour means can be read off the legend, and what was never seen
// covers nothing.
#include "tools/sweep/report_chart.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "tests/sweep/sweep_report.hpp"
#include "tools/sweep/report_words.hpp"

using namespace finwait::cli;
using finwait::tests::count;

namespace {

std::string heat(MetricUnit unit, std::vector<std::int64_t> values) {
  HeatMap map;
  map.title = "heat";
  map.x.name = "x";
  map.y.name = "y";
  map.y.values = {"y"};
  map.unit = unit;
  map.range = {values.front(), values.back()};
  for (const std::int64_t value : values) {
    map.x.values.push_back("v" + std::to_string(value));
    map.cells.emplace_back(value);
  }
  return heat_svg(map, true);
}

// The shade of the cell with this value.
std::string shade(const std::string& svg, std::int64_t value) {
  const std::size_t title = svg.find("<title>x = v" + std::to_string(value) + ",");
  REQUIRE(title != std::string::npos);
  return svg.substr(svg.rfind("fwr-h", title), 6);
}

// The words of the legend, which are in the middle of their places and have no title.
bool has_mark(const std::string& svg, const std::string& words) {
  return svg.find(">" + words + "</text>", svg.find(">x</text>")) != std::string::npos;
}

}  // namespace

TEST_CASE("each shade of a heat-map has its bounds in the legend") {
  const std::string svg = heat(MetricUnit::Count, {0, 9, 10, 45, 79, 80, 89, 90});
  for (const char* mark : {"0", "10", "20", "30", "40", "50", "60", "70", "80", "90"}) CHECK(has_mark(svg, mark));
  CHECK(shade(svg, 9) == "fwr-h0");
  CHECK(shade(svg, 10) == "fwr-h1");
  CHECK(shade(svg, 45) == "fwr-h4");
  CHECK(shade(svg, 79) == "fwr-h7");
  CHECK(shade(svg, 80) == "fwr-h8");
  CHECK(shade(svg, 90) == "fwr-h8");
}

TEST_CASE("of a logarithmic scale too") {
  const std::string svg = heat(MetricUnit::Count, {1, 3, 4, 255, 256, 512});
  for (const char* mark : {"1", "2", "4", "8", "16", "32", "64", "128", "256", "512", "logarithmic"}) {
    CHECK(has_mark(svg, mark));
  }
  CHECK(shade(svg, 3) == "fwr-h1");
  CHECK(shade(svg, 4) == "fwr-h2");
  CHECK(shade(svg, 255) == "fwr-h7");
  CHECK(shade(svg, 256) == "fwr-h8");
}

TEST_CASE("a shade that no whole number has is not in the legend") {
  // 1 to 20 by the logarithm: 1.39 and 1.95 are bounds, with nothing between them.
  const std::string svg = heat(MetricUnit::Count, {1, 2, 20});
  CHECK(shade(svg, 2) == "fwr-h2");
  CHECK(count(svg.substr(svg.find(">x</text>")), "fwr-h1\"") == 0);
  CHECK(count(svg.substr(svg.find(">x</text>")), "fwr-h2\"") == 2);  // the cell's and its own
}

TEST_CASE("bounds that lie close together have the digits that tell them apart") {
  constexpr std::int64_t kMillisecond = 1'000'000;
  const std::string svg = heat(MetricUnit::Nanoseconds, {65'080 * kMillisecond, 65'170 * kMillisecond});
  CHECK(has_mark(svg, "65.08s"));
  CHECK(has_mark(svg, "65.09s"));
  CHECK(has_mark(svg, "65.17s"));
  CHECK(distinct_words({1'000'000'000, 2'000'000'000}, MetricUnit::Nanoseconds) ==
        std::vector<std::string>{"1s", "2s"});
}

TEST_CASE("the interval of what was not seen is told and not drawn") {
  CurveChart chart;
  chart.title = "shares";
  chart.x = {"stack", {"linux", "rfc9293", "textbook"}, {}};  // names: a bar for each
  chart.shares = true;
  ChartBand& band = chart.bands.emplace_back();
  band.name = "gave up";
  band.low = {0, 0, 40'000};
  band.middle = {0, 0, 100'000};
  band.high = {71'000, 71'000, 220'000};
  band.unseen = {true, true, false};
  const std::string svg = curve_svg(chart, true);
  CHECK(count(svg, "class=\"fwr-bar fwr-l0\"") == 2);  // the ends of one bar
  CHECK(count(svg, "(0 % to 7.1 %)</title>") == 2);
  CHECK(count(svg, "(4.0 % to 22.0 %)</title>") == 1);
  // Between numbers the band is as thin as its line where nothing was seen.
  chart.x.numbers = {1, 2, 3};
  const std::string line = curve_svg(chart, true);
  band.unseen.clear();
  const std::string all = curve_svg(chart, true);
  const auto area = [](const std::string& text) {
    const std::size_t end = text.find("class=\"fwr-band fwr-c0\"");
    return text.substr(text.rfind("<path", end), end - text.rfind("<path", end));
  };
  CHECK(count(area(line), "90 330") == 2);  // there and back, at the first point
  CHECK(count(area(all), "90 330") == 1);
}
