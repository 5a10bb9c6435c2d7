#include "sim/report/report_html.hpp"

#include <array>
#include <utility>

#include "sim/picture/state_svg.hpp"
#include "sim/report/html_page.hpp"
#include "sim/report/html_text.hpp"
#include "sim/report/report_parameters.hpp"
#include "sim/report/report_sheets.hpp"
#include "sim/report/report_style.hpp"
#include "sim/report/report_trace.hpp"
#include "sim/scenario.hpp"
#include "sim/story/message.hpp"
#include "sim/story/message_statement.hpp"
#include "sim/story/story.hpp"

namespace finwait {
namespace {

struct Section {
  std::string_view id;
  Message heading;
};
constexpr Section kEnds{"ends", Message::ReportEndHeading};
constexpr Section kPicture{"sequence", Message::ReportPictureHeading};
constexpr Section kStory{"story", Message::ReportStoryHeading};
constexpr Section kStates{"states", Message::ReportStatesHeading};
constexpr Section kTrace{"trace", Message::ReportTraceHeading};
constexpr Section kParameters{"parameters", Message::ReportParametersHeading};
constexpr Section kAgain{"again", Message::ReportAgainHeading};
constexpr std::array<Section, 7> kSections{kEnds, kPicture, kStory, kStates, kTrace, kParameters, kAgain};

class Report {
 public:
  Report(std::string& out, const TraceLog& run, const ReportOptions& options)
      : run_(run), scenario_(*run.scenario()), options_(options), html_(out) {}

  void write() {
    const std::string title = title_words() + " · finwait";
    const std::string generator = "finwait " + std::string(options_.version);
    const std::string style = report_style();
    const HtmlPage page{word(Message::ReportLanguageTag), title, generator, style, report_script(),
                        word(Message::ReportSkip)};
    begin_html_page(html_, page);
    put_header();
    put_contents();
    html_.open("main", {{"id", "main"}, {"tabindex", "-1"}}).end_line();
    put_ends();
    html_.open("div", {{"class", "beside"}}).end_line();
    put_picture();
    put_story();
    put_states();
    html_.close_line();
    put_trace();
    put_parameter_section();
    put_again();
    html_.close_line();
    html_.open("footer");
    html_.element("p", filled(Message::ReportMadeBy, {std::string(options_.version)})).close_line();
    end_html_page(html_, page);
  }

 private:
  std::string_view word(Message m) const { return words(m, options_.language); }
  std::string filled(Message m, std::vector<Argument> arguments) const {
    return render(say(m, std::move(arguments)), options_.language);
  }

  std::string title_words() const {
    return scenario_.name.empty() ? std::string(word(Message::ReportUntitled)) : scenario_.name;
  }

  void put_header() {
    html_.open("header").element("p", {{"class", "kicker"}}, word(Message::ReportRunOf));
    html_.element("h1", title_words()).end_line();
    if (!scenario_.about.empty()) html_.element("p", {{"class", "about"}}, scenario_.about).end_line();
    html_.open("ul", {{"class", "facts"}});
    for (const Side side : kSides) {
      html_.element("li", filled(Message::ReportSideAndStack, {side, std::string(scenario_.side(side).profile.name)}));
    }
    html_.element("li", filled(Message::ReportSeed, {Count{run_.run().seed}}));
    const EndRecord& end = run_.end();
    html_.element("li",
                  filled(end.reason == "quiet" ? Message::ReportRunEndedQuiet : Message::ReportRunEndedTime, {end.t}));
    html_.close().close_line();
  }

  void put_contents() {
    html_.open("nav", {{"aria-label", word(Message::ReportContents)}}).open("ul");
    for (const Section& section : kSections) {
      std::string target = "#";
      target += section.id;
      html_.open("li").element("a", {{"href", target}}, word(section.heading)).close();
    }
    html_.close().close_line();
  }

  void begin(const Section& section) {
    std::string heading_id(section.id);
    heading_id += "-heading";
    html_.open("section", {{"id", section.id}, {"aria-labelledby", heading_id}});
    html_.element("h2", {{"id", heading_id}}, word(section.heading)).end_line();
  }
  void end() { html_.close_line(); }

  void put_ends() {
    begin(kEnds);
    html_.open("div", {{"class", "ends"}}).end_line();
    for (const Side side : kSides) put_end(side, run_.end().sides[index(side)]);
    html_.close();
    end();
  }

  void put_end(Side side, const SideEnd& end) {
    html_.open("div", {{"class", "end"}});
    html_.element("h3", filled(Message::ReportSideAndStack, {side, std::string(scenario_.side(side).profile.name)}));
    html_.open("p", {{"class", "last"}}).text(name(end.state)).text(" ");
    html_.element("span", filled(Message::ReportEndSince, {end.since}));
    html_.close();
    if (!end.why.empty()) html_.element("p", sentence(end.reason, options_.language));
    html_.open("dl");
    if (end.decision) fact(Message::ReportDecidedBy, render(*end.decision, options_.language));
    put_times(end);
    fact(Message::ReportSegments,
         filled(Message::ReportSegmentCounts, {Count{end.sent}, Count{end.lost}, Count{end.retransmissions}}));
    if (end.error != SocketError::None) fact(Message::ReportToldError, name(end.error));
    html_.close().close_line();
  }

  void fact(Message label, std::string_view value) { html_.element("dt", word(label)).element("dd", value); }

  void put_times(const SideEnd& end) {
    html_.element("dt", word(Message::ReportTimeInStates)).open("dd");
    for (std::size_t i = 0; i < kStateCount; ++i) {
      const auto state = static_cast<State>(i);
      if (end.time_in[i] == Duration::zero() || state == State::Closed || state == State::Listen) continue;
      html_.open("span", {{"class", "pair"}})
          .text(name(state))
          .text(" ")
          .text(duration_words(end.time_in[i], options_.language))
          .close();
      html_.text(" ");
    }
    html_.close();
  }

  // The pictures' words are English.
  void put_figure(Message note, std::string_view section, std::string_view svg) {
    std::string heading_id(section);
    heading_id += "-heading";
    std::string picture_id(section);
    picture_id += "-picture";
    const PictureSheets parts = in_sheets(svg, picture_id);
    html_.open("figure", {{"class", parts.sheets.empty() ? "whole" : "tall"}});
    html_.element("figcaption", word(note)).end_line();
    html_.open("div", {{"class", "scroll picture"},
                       {"role", "group"},
                       {"aria-labelledby", heading_id},
                       {"tabindex", "0"},
                       {"lang", "en"}});
    html_.raw(parts.picture).close_line();
    if (!parts.sheets.empty()) {
      html_.open("div", {{"class", "sheets"}, {"aria-hidden", "true"}}).raw(parts.sheets).close_line();
    }
    html_.close_line();
  }

  void put_picture() {
    begin(kPicture);
    const std::array<const TraceLog*, 1> runs{&run_};
    PictureOptions picture;
    picture.axis = options_.axis;
    picture.standalone = false;
    put_figure(Message::ReportPictureNote, kPicture.id, sequence_svg(runs, picture));
    end();
  }

  void put_story() {
    begin(kStory);
    html_.open("div", {{"class", "story"}}).end_line();
    for (const StorySection& section : tell_story(run_, options_.textbook, options_.language).sections) {
      if (!section.heading.empty()) html_.element("h3", section.heading).end_line();
      for (const std::string& sentence : section.sentences) html_.element("p", sentence).end_line();
    }
    html_.close();
    end();
  }

  void put_states() {
    begin(kStates);
    PictureOptions picture;
    picture.standalone = false;
    put_figure(Message::ReportStatesNote, kStates.id, state_svg(run_, picture));
    end();
  }

  void put_trace() {
    begin(kTrace);
    html_.element("p", {{"class", "faint"}}, word(Message::ReportTraceNote)).end_line();
    put_trace_filter(html_, options_.language);
    put_trace_table(html_, run_, options_.language);
    end();
  }

  void put_parameter_section() {
    begin(kParameters);
    put_parameters(html_, scenario_, options_.language);
    end();
  }

  void put_again() {
    begin(kAgain);
    html_.open("pre").element("code", options_.command).close_line();
    html_.element("p", {{"class", "faint"}}, word(Message::ReportAgainNote)).end_line();
    end();
  }

  const TraceLog& run_;
  const Scenario& scenario_;
  const ReportOptions& options_;
  HtmlWriter html_;
};

}  // namespace

std::string html_report(const TraceLog& run, const ReportOptions& options) {
  std::string out;
  Report(out, run, options).write();
  return out;
}

}  // namespace finwait
