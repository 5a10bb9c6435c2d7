// The sequence diagram as text: well-formed whatever it is given, a title for everything that stands for something,
// the same bytes every time, and never too large to be looked at.
#include "sim/picture/sequence_svg.hpp"

#include <catch2/catch.hpp>

#include "sim/picture/sequence_words.hpp"
#include "sim/picture/svg_writer.hpp"
#include "sim/xml_text.hpp"
#include "tests/sim/report_markup.hpp"
#include "tests/sim/trace_story.hpp"
#include "tests/support/shipped_runs.hpp"

using namespace finwait;
using namespace finwait::story;

namespace {

constexpr PictureOptions kInPage{.axis = TimeAxis::Compressed, .standalone = false, .id = {}};

std::string picture_of(const TraceLog& log, const PictureOptions& options = kInPage) {
  const TraceLog* const only = &log;
  return sequence_svg({&only, 1}, options);
}

std::size_t times(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// A log can be neither copied nor moved.
struct Told {
  explicit Told(const Story& story) { story.tell(log); }
  TraceLog log{};
};

std::string picture_of(const Told& told, const PictureOptions& options = kInPage) {
  return picture_of(told.log, options);
}

// A hundred thousand segments, no two neighbours alike, one in ten lost.
void tell_long_run(const Scenario& scenario, TraceLog& log) {
  log.write(RunRecord{&scenario, scenario.seed});
  std::uint32_t state = 1;
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    state = state * 1'103'515'245U + 12'345U;
    SegmentRecord r;
    r.t = kStart + i * 10ms;
    r.rx = r.t + 10ms;
    r.from = i % 2 == 0 ? Side::A : Side::B;
    r.segment.flags = flags("A");
    r.segment.len = state >> 20U;
    r.seq = i;
    if ((state >> 8U) % 10 == 0) r.fate = Fate::Lost;
    r.id = i + 1;
    log.write(r);
  }
  EndRecord end;
  end.t = kStart + 1000s;
  log.write(end);
}

}  // namespace

TEST_CASE("the picture of every shipped scenario is well-formed and shows every segment with a title") {
  tests::for_each_shipped_run([](const std::string& name, const TraceLog& log) {
    INFO(name);
    const std::string svg = picture_of(log);
    CHECK(tests::MarkupReader(svg).problem() == "");
    const SequenceRun run = sequence_of(log);
    CHECK(times(svg, "class=\"fw-arrow\"") == run.arrows.size());
    for (const SequenceArrow& arrow : run.arrows) {
      CHECK(contains(svg, "<title>" + xml_escaped(arrow_title(arrow)) + "</title>"));
    }
    for (const SequenceState& state : run.states) {
      if (state.from == state.to && !state.lasts) continue;
      CHECK(contains(svg, "<title>" + xml_escaped(state_title(state)) + "</title>"));
    }
    for (const SequenceTimer& timer : run.timers) {
      CHECK(contains(svg, "<title>" + xml_escaped(timer_title(timer)) + "</title>"));
    }
    for (const SequenceNews& news : run.news) {
      CHECK(contains(svg, "<title>" + xml_escaped(news_title(news)) + "</title>"));
    }
    CHECK(svg.size() < 200'000);
  });
}

TEST_CASE("a picture needs nothing but itself and names itself to a screen reader") {
  const Scenario scenario = scenario_of_third_lost();
  const std::string svg = picture_of(Told(third_lost_once(scenario)));
  CHECK_FALSE(contains(svg, "<script"));
  CHECK_FALSE(contains(svg, "href"));
  CHECK_FALSE(contains(svg, "url("));
  CHECK_FALSE(contains(svg, "@import"));
  CHECK(times(svg, "http") == 1);  // the name space
  CHECK(contains(svg, "role=\"img\""));
  CHECK(contains(svg, "prefers-color-scheme:dark"));
  const std::size_t ids = svg.find("aria-labelledby=\"") + 17;
  const std::string title_id = svg.substr(ids, svg.find(' ', ids) - ids);
  CHECK(contains(svg, "<title id=\"" + title_id + "\">Sequence diagram of lost-3-once, textbook, seed 1</title>"));
}

TEST_CASE("no rule of the picture's style sheet reaches out of the picture") {
  const Scenario scenario = scenario_of_third_lost();
  const std::string svg = picture_of(Told(third_lost_once(scenario)));
  const std::size_t begin = svg.find("<style>") + 8;
  std::string sheet = svg.substr(begin, svg.find("</style>") - begin);
  std::size_t selectors = 0;
  for (std::size_t at = 0; at < sheet.size();) {
    const std::size_t end = std::min(sheet.find('\n', at), sheet.size());
    const std::string line = sheet.substr(at, end - at);
    at = end + 1;
    const std::string list = line.substr(0, line.find('{'));
    if (line.front() == '@' || line.front() == '}') continue;
    for (std::size_t from = 0; from <= list.size();) {
      const std::size_t comma = std::min(list.find(',', from), list.size());
      CHECK(list.substr(from, 12) == ".fw-sequence");
      ++selectors;
      from = comma + 1;
    }
  }
  CHECK(selectors > 50);
}

TEST_CASE("two pictures in one page share no id") {
  const Scenario scenario = scenario_of_third_lost();
  Scenario other = scenario;
  other.seed = 2;
  const auto id = [](const std::string& svg) {
    const std::size_t at = svg.find("aria-labelledby=\"");
    return svg.substr(at, svg.find('"', at + 17) - at);
  };
  const Told first(third_lost_once(scenario));
  const Told second(third_lost_once(other));
  CHECK(id(picture_of(first)) != id(picture_of(second)));
  const PictureOptions to_scale{.axis = TimeAxis::TrueToScale, .standalone = false, .id = {}};
  CHECK(id(picture_of(first)) != id(picture_of(first, to_scale)));
  const PictureOptions named{.axis = TimeAxis::Compressed, .standalone = false, .id = "third"};
  CHECK(contains(picture_of(first, named), "aria-labelledby=\"third-title third-desc\""));
}

TEST_CASE("a lost segment ends in a cross and says what lost it; the others end in heads") {
  const Scenario scenario = scenario_of_third_lost();
  const std::string svg = picture_of(Told(third_lost_once(scenario)));
  const std::size_t legend = svg.rfind("class=\"fw-arrow-label\"");
  const std::string drawing = svg.substr(svg.find("</style>"), legend - svg.find("</style>"));
  CHECK(times(drawing, "class=\"fw-cross\"") == 1);
  CHECK(times(drawing, "class=\"fw-head\"") == 7);
  CHECK(contains(svg, ">lost: faults[0]</text>"));
  CHECK(contains(svg, ">\u2462 FIN,ACK seq=1 ack=2</text>"));
  CHECK(contains(svg, ">\u2462 FIN,ACK seq=1 ack=2 \u00b7 2nd time</text>"));
}

TEST_CASE("names cannot break the picture") {
  Scenario scenario = scenario_of_third_lost();
  scenario.name = "</svg><script>\"a\" & b\x01\xff";
  scenario.about = "a < b && c > d";
  const std::string svg = picture_of(Told(third_lost_once(scenario)));
  CHECK(tests::MarkupReader(svg).problem() == "");
  CHECK_FALSE(contains(svg, "<script"));
  CHECK(contains(svg, "&lt;/svg&gt;&lt;script&gt;&quot;a&quot; &amp; b\ufffd\ufffd"));
  CHECK(contains(svg, "a &lt; b &amp;&amp; c &gt; d"));
}

TEST_CASE("the same trace gives the same bytes, and a file of its own says what it is") {
  const Scenario scenario = scenario_of_third_lost();
  const Told log(third_lost_once(scenario));
  const Told again(third_lost_once(scenario));
  const std::string file = picture_of(log, {});
  CHECK(file == picture_of(again, {}));
  CHECK(file.substr(0, 38) == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
  CHECK(file.substr(39) == picture_of(log));
  CHECK(file.back() == '\n');
}

TEST_CASE("a run of 100,000 segments shows its beginning and its end, and says what it left out") {
  const Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  tell_long_run(scenario, log);
  for (const TimeAxis axis : {TimeAxis::Compressed, TimeAxis::TrueToScale}) {
    const std::string svg = picture_of(log, {.axis = axis, .standalone = false, .id = {}});
    CHECK(svg.size() < 400'000);
    CHECK(tests::MarkupReader(svg).problem() == "");
    CHECK(contains(svg, "99,880 segments left out, "));
    CHECK(contains(svg, "sent from 720 ms to 16 min 40 s"));
  }
}

TEST_CASE("two stacks stand side by side, each with its name") {
  const Scenario textbook = scenario_of_third_lost();
  Scenario linux = textbook;
  for (SideSpec& side : linux.sides) side.profile.name = "linux";
  const Told first(third_lost_once(textbook));
  const Told second(third_lost_once(linux));
  const std::vector<const TraceLog*> both{&first.log, &second.log};
  const std::string svg = sequence_svg(both, kInPage);
  CHECK(tests::MarkupReader(svg).problem() == "");
  CHECK(times(svg, "class=\"fw-arrow\"") == 16);
  CHECK(contains(svg, "class=\"fw-stack\">textbook</text>"));
  CHECK(contains(svg, "class=\"fw-stack\">linux</text>"));
  CHECK(contains(svg, "side by side: textbook and linux"));
  CHECK(sequence_svg({}, kInPage).empty());
}

TEST_CASE("whatever the fate of a segment, its arrow tells") {
  const Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  log.write(RunRecord{&scenario, scenario.seed});
  SegmentRecord r;
  r.segment.flags = flags("A");
  r.seq = 1;
  r.rx = kStart + 10ms;
  r.fate = Fate::Corrupted;
  r.by = "link.corrupt";
  log.write(r);
  r.fate = Fate::Delivered;
  r.by = {};
  r.seq = 2;
  log.write(r);
  r.duplicate = true;
  r.by = "link.duplicate";
  log.write(r);
  r.duplicate = false;
  r.from = Side::B;
  r.segment.flags = flags("R");
  r.seq = 7;
  r.why = Why::Injected;
  r.rx = r.t;
  r.by = "faults[3]";
  log.write(r);
  log.write(EndRecord{});
  const std::string svg = picture_of(log);
  CHECK(contains(svg, "arrives at 10 ms corrupted and is thrown away, by link.corrupt."));
  CHECK(contains(svg, ">corrupted: link.corrupt</text>"));
  CHECK(contains(svg, "the link makes a copy of ACK seq=2 ack=0"));
  CHECK(contains(svg, "class=\"fw-line fw-copy\""));
  CHECK(contains(svg, "a segment that nobody sent reaches a: RST seq=7"));
  CHECK(contains(svg, "class=\"fw-line fw-injected\""));
  CHECK(contains(svg, "injected by faults[3]"));
}
