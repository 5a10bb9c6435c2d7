// A very long run: the report shows its first and last part, says what it leaves out, and stays small.
#include <catch2/catch.hpp>

#include "sim/report/report_html.hpp"
#include "sim/report/report_trace.hpp"
#include "tests/sim/report_markup.hpp"
#include "tests/sim/trace_story.hpp"

using namespace finwait;
using namespace finwait::story;
using finwait::tests::MarkupReader;

namespace {

constexpr std::uint32_t kSegments = 100'000;

// A sends data, one segment each millisecond, and B acknowledges every other one.
void tell_long_run(const Scenario& scenario, TraceLog& log) {
  Story story(scenario);
  handshake(story);
  for (std::uint32_t i = 0; i < kSegments - 3; ++i) {
    story.at(1s + 1ms * i);
    if (i % 3 == 2) {
      story.sends(Side::B, "A", 1, 1 + 1000 * (i / 3 * 2 + 2)).arrives(1s + 1ms * i + 10ms);
    } else {
      story.sends(Side::A, "PA", 1 + 1000 * (i / 3 * 2 + i % 3), 1).arrives(1s + 1ms * i + 10ms);
      story.segment().segment.len = 1000;
    }
  }
  story.ends("run-for");
  story.tell(log);
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

}  // namespace

TEST_CASE("a report of 100,000 segments stays below 5 MB and says what it leaves out") {
  Scenario scenario = scenario_of_third_lost();
  for (SideSpec& side : scenario.sides) side.profile = *find_stack("linux");
  TraceLog log;
  tell_long_run(scenario, log);
  ReportOptions options;
  options.version = "0.0.0";
  const std::string html = html_report(log, options);
  CHECK(html.size() < 5'000'000);
  CHECK(MarkupReader(html).problem() == "");
  CHECK(count(html, "<tr data-k=") == kReportFirstRows + kReportLastRows);
  const std::size_t left_out = log.records().size() - kReportFirstRows - kReportLastRows;
  CHECK(count(html, std::to_string(left_out) + " rows are left out here") == 1);
  CHECK(html.find(std::to_string(left_out) + " of them are segments") != std::string::npos);
  CHECK(html.find("All 3000 rows are shown.") != std::string::npos);
  // The last segment is sent 99,996 ms after the first.
  CHECK(html.find(">100.996000</th>") != std::string::npos);
}

TEST_CASE("a run of as many records as a report shows is shown whole") {
  const Scenario scenario = scenario_of_third_lost();
  Story story(scenario);
  story.records.reserve(kReportFirstRows + kReportLastRows + 2);
  while (story.records.size() < kReportFirstRows + kReportLastRows + 1) story.app(Side::A, "send");
  std::string html;
  HtmlWriter writer(html);
  TraceLog log;
  story.tell(log);
  put_trace_table(writer, log, Language::Chinese);
  CHECK(count(html, "<tr data-k=") == kReportFirstRows + kReportLastRows);
  CHECK(html.find("省略") == std::string::npos);
}
