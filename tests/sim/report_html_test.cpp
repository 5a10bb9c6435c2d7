// The HTML report of a run: everything is there, in both languages, and nothing of the scenario can break out of it.
#include "sim/report/report_html.hpp"

#include <catch2/catch.hpp>

#include "core/parameter.hpp"
#include "sim/report/html_text.hpp"
#include "sim/runner.hpp"
#include "sim/story/story.hpp"
#include "sim/xml_text.hpp"
#include "tests/sim/report_markup.hpp"
#include "tests/support/experiment.hpp"

using namespace finwait;
using namespace finwait::experiment;
using finwait::tests::MarkupAttribute;
using finwait::tests::MarkupReader;

namespace {

class Reported {
 public:
  explicit Reported(Scenario scenario, Language language = Language::English) : scenario_(std::move(scenario)) {
    Runner runner;
    runner.run(scenario_, &log_);
    lesson_ = scenario_;
    for (SideSpec& side : lesson_.sides) side.profile = *find_stack("textbook");
    runner.run(lesson_, &textbook_);
    options_.language = language;
    options_.textbook = &textbook_;
    options_.command = "finwait run 'my scenario.json' --seed 7 --format html";
    options_.version = "9.8.7";
    html_ = html_report(log_, options_);
  }

  const std::string& html() const { return html_; }
  const TraceLog& log() const { return log_; }
  std::string again() const { return html_report(log_, options_); }
  Story told() const { return tell_story(log_, &textbook_, options_.language); }

 private:
  Scenario scenario_;
  Scenario lesson_{};
  TraceLog log_{};
  TraceLog textbook_{};
  ReportOptions options_{};
  std::string html_{};
};

Scenario first_fin_lost() {
  Scenario scenario = usual_close("linux", {lose(1)});
  scenario.name = "first-fin-lost";
  scenario.about = "the first FIN is lost";
  scenario.seed = 7;
  return scenario;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

// From the first `begin` to the next `end` after it; "" if there is none.
std::string_view between(std::string_view text, std::string_view begin, std::string_view end) {
  const std::size_t from = text.find(begin);
  if (from == std::string_view::npos) return {};
  const std::size_t to = text.find(end, from + begin.size());
  return text.substr(from + begin.size(), to - from - begin.size());
}

// The table's row with these words in it.
std::string_view row_with(std::string_view table, std::string_view words) {
  const std::size_t at = table.find(words);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = table.rfind("<tr", at);
  return table.substr(begin, table.find("</tr>", at) - begin);
}

}  // namespace

TEST_CASE("a report is well-formed, in every language") {
  for (const Language language : {Language::English, Language::Chinese}) {
    const Reported report(first_fin_lost(), language);
    CHECK(MarkupReader(report.html()).problem() == "");
    CHECK(contains(report.html(), language == Language::English ? "<html lang=\"en\">" : "<html lang=\"zh-Hans\">"));
  }
}

TEST_CASE("a report has all its parts, and its contents lead to them") {
  const Reported report(first_fin_lost());
  const std::string& html = report.html();
  const std::string_view contents = between(html, "<nav", "</nav>");
  for (const std::string id : {"ends", "sequence", "story", "states", "trace", "parameters", "again"}) {
    CAPTURE(id);
    CHECK(contains(contents, "href=\"#" + id + "\""));
    CHECK(contains(html, "<section id=\"" + id + "\""));
  }
  CHECK(contains(between(html, "<section id=\"sequence\"", "</section>"), "<svg"));
  CHECK(contains(between(html, "<section id=\"states\"", "</section>"), "<svg"));
  CHECK(contains(html, "<h1>first-fin-lost</h1>"));
  CHECK(contains(html, "the first FIN is lost</p>"));
  CHECK(contains(html, "seed 7"));
  CHECK(contains(html, "finwait 9.8.7"));
  CHECK(contains(html, "<code>finwait run 'my scenario.json' --seed 7 --format html</code>"));
  CHECK(contains(between(html, "<section id=\"ends\"", "</section>"), "time_wait (TCP_TIMEWAIT_LEN) = 60s"));
}

TEST_CASE("a report tells the whole story, in its own language") {
  for (const Language language : {Language::English, Language::Chinese}) {
    const Reported report(first_fin_lost(), language);
    const std::string_view told = between(report.html(), "<section id=\"story\"", "</section>");
    const Story story = report.told();
    REQUIRE_FALSE(story.sections.empty());
    for (const StorySection& section : story.sections) {
      CHECK(contains(told, "<h3>" + xml_escaped(section.heading) + "</h3>"));
      for (const std::string& sentence : section.sentences)
        CHECK(contains(told, "<p>" + xml_escaped(sentence) + "</p>"));
    }
  }
}

TEST_CASE("a scenario's words stay words") {
  Scenario scenario = first_fin_lost();
  scenario.name = "</title><script>alert(\"1\")</script>";
  scenario.about = "<img src=x onerror='alert(2)'> & \"more\"";
  const Reported report(scenario);
  CHECK(MarkupReader(report.html()).problem() == "");
  CHECK(count(report.html(), "<script") == 1);
  CHECK_FALSE(contains(report.html(), "<img"));
  CHECK(contains(report.html(), "<h1>&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</h1>"));
  CHECK(contains(report.html(), "&lt;img src=x onerror='alert(2)'&gt; &amp; &quot;more&quot;"));
}

TEST_CASE("a scenario without a name has a title all the same") {
  Scenario scenario = first_fin_lost();
  scenario.name.clear();
  scenario.about.clear();
  const Reported report(scenario);
  CHECK_FALSE(between(report.html(), "<h1>", "</h1>").empty());
  CHECK_FALSE(between(report.html(), "<title>", "</title>").empty());
}

TEST_CASE("a report refers to nothing outside itself") {
  const Reported report(first_fin_lost());
  const MarkupReader markup(report.html());
  for (const MarkupAttribute& attribute : markup.attributes()) {
    CAPTURE(attribute.tag, attribute.name, attribute.value);
    if (attribute.name != "xmlns") CHECK_FALSE(contains(attribute.value, "://"));
    CHECK(attribute.name != "src");
    if (attribute.name == "href") CHECK(attribute.value.starts_with("#"));
    CHECK_FALSE(attribute.name.starts_with("on"));
  }
  CHECK_FALSE(contains(report.html(), "@import"));
  CHECK_FALSE(contains(report.html(), "<link"));
  CHECK_FALSE(contains(between(report.html(), "<style>", "</style>"), "url("));
}

TEST_CASE("the same run gives the same bytes") {
  const Reported report(first_fin_lost());
  CHECK(report.again() == report.html());
  CHECK(Reported(first_fin_lost()).html() == report.html());
}

TEST_CASE("every record of a run is a row of its table") {
  const Reported report(first_fin_lost());
  const std::string_view rows = between(report.html(), "<tbody id=\"rows\">", "</tbody>");
  CHECK(count(rows, "<tr") == report.log().records().size());
  CHECK(contains(report.html(), "All " + std::to_string(report.log().records().size()) + " rows are shown."));
  const std::string_view lost = row_with(rows, "class=\"lost\"");
  CHECK(contains(lost, "① FIN,ACK seq=1 ack=1"));
  CHECK(contains(lost, "A → B"));
  CHECK(contains(lost, "faults[0]"));
  const std::string_view probe = row_with(rows, "<code>loss-probe</code>");
  CHECK(contains(probe, "① FIN,ACK seq=1 ack=1"));
  CHECK(contains(probe, "sent for the 2nd time"));
  CHECK(contains(probe, "arrives at "));
  const std::string_view state = row_with(rows, "ESTABLISHED → FIN-WAIT-1");
  CHECK(contains(state, "data-k=\"state\" data-s=\"a\""));
  CHECK(contains(state, "1.000000"));
  CHECK(contains(row_with(rows, "2 MSL timer set"), "in 60 s"));
  CHECK(contains(rows, "2 MSL timer fired"));
  CHECK(contains(rows, "data-k=\"application\" data-s=\"b\""));
}

TEST_CASE("every parameter is listed with its value, evidence and source") {
  const Reported report(first_fin_lost());
  const std::string_view list = between(report.html(), "<details>", "</details>");
  const StackProfile& linux_stack = *find_stack("linux");
  for (const Parameter& parameter : parameters()) {
    CAPTURE(parameter.name);
    const std::string_view row = row_with(list, "<span class=\"id\">" + xml_escaped(parameter.name) + "</span>");
    const Provenance source = provenance("linux", parameter.name);
    REQUIRE_FALSE(row.empty());
    CHECK(contains(row, "<code>" + xml_escaped(parameter.format(linux_stack, parameter)) + "</code>"));
    CHECK(contains(row, "<td>" + std::string(name(source.evidence)) + "</td>"));
    CHECK(contains(row, ">" + xml_escaped(source.source) + "</td>"));
    if (kernel_name(parameter) != parameter.name) {
      CHECK(contains(row, "<code>" + xml_escaped(kernel_name(parameter)) + "</code>"));
    }
  }
  CHECK(contains(report.html(), "The scenario changes no parameter"));
  CHECK(count(report.html(), "<details>") == 1);
}

TEST_CASE("what the scenario changed comes first and is marked") {
  Scenario scenario = first_fin_lost();
  scenario.side(Side::B).profile.finwait2_timeout = 5s;
  const Reported report(scenario);
  const std::string_view section = between(report.html(), "<section id=\"parameters\"", "</section>");
  CHECK_FALSE(contains(section, "The scenario changes no parameter"));
  const std::string_view changed = row_with(section, "<tr class=\"changed\"");
  CHECK(contains(changed, "<td>B</td>"));
  CHECK(contains(changed, "tcp_fin_timeout"));
  CHECK(contains(changed, "<strong><code>5s</code></strong>"));
  CHECK(contains(changed, "<code>60s</code>"));
  CHECK(count(section, "<details>") == 2);
  const std::size_t second = section.rfind("<details>");
  CHECK_FALSE(contains(between(section, "<details>", "</details>"), "class=\"changed\""));
  const std::string_view body = between(section.substr(second), "<tbody>", "</tbody>");
  CHECK(body.substr(body.find("<tr"))
            .starts_with("<tr class=\"changed\"><th scope=\"row\"><span class=\"id\">finwait2_timeout<"));
  CHECK(count(body, "<tr class=\"changed\">") == 1);
}
