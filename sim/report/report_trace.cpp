#include "sim/report/report_trace.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "sim/line_buffer.hpp"
#include "sim/story/message.hpp"
#include "sim/story/message_statement.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

constexpr std::array<std::pair<std::string_view, Message>, 4> kKinds{{{"segment", Message::ReportKindSegment},
                                                                      {"state", Message::ReportKindState},
                                                                      {"timer", Message::ReportKindTimer},
                                                                      {"application", Message::ReportKindApplication}}};
constexpr std::array<std::string_view, 2> kSideNames{"A", "B"};  // as in the story
constexpr std::array<std::string_view, 4> kTeardownMarks{"① ", "② ", "③ ", "④ "};

std::string seconds(Time t) {
  std::string text;
  LineBuffer line(text);
  put_seconds(line, t);
  line.flush();
  return text;
}

std::string counted(std::string_view label, std::uint64_t value) {
  std::string text(label);
  text += std::to_string(value);
  return text;
}

Time time_of(const TraceRecord& record) {
  return std::visit(
      [](const auto& r) {
        if constexpr (std::is_same_v<std::decay_t<decltype(r)>, RunRecord>) {
          return kStart;
        } else {
          return r.t;
        }
      },
      record);
}

// One row under construction: what comes before the event is the same for every kind of record.
class Row {
 public:
  Row(HtmlWriter& html, Language language) : html_(html), language_(language) {}

  void put(const SegmentRecord& r) {
    begin(r.t, r.from, 0);
    std::string what(r.teardown == 0 ? std::string_view() : kTeardownMarks.at(r.teardown - 1U));
    what += flag_words(r.segment.flags);
    what += counted(" seq=", r.seq);
    if (r.segment.flags.ack()) what += counted(" ack=", r.ack);
    if (r.segment.len != 0) what += counted(" len=", r.segment.len);
    what += counted(" wnd=", r.segment.wnd);
    event(what);
    put_fate(r);
    if (r.copy > 1) {
      part(filled(Message::ReportCopyNumber, {Ordinal{r.copy}}));
    }
    if (r.why != Why::New) code(name(r.why));
    if (r.duplicate) part(word(Message::ReportLinkCopy));
    end();
  }

  void put(const StateRecord& r) {
    begin(r.t, r.at, 1);
    std::string what(name(r.from));
    what += " → ";
    what += name(r.to);
    event(what);
    code(name(r.cause));
    end();
  }

  void put(const TimerRecord& r) {
    begin(r.t, r.at, 2);
    event(filled(event_message(r.event), {r.timer}));
    if (r.event == TimerRecord::Event::Set) {
      part(filled(Message::ReportTimerDue, {seconds(r.due), r.due - r.t}));
    }
    if (r.timer == Timer::Retransmission && r.event != TimerRecord::Event::Stopped) put_estimate(r);
    end();
  }

  void put(const AppRecord& r) {
    begin(r.t, r.at, 3);
    html_.open("td").element("code", r.event).close().open("td");
    if (r.bytes != 0) part(filled(Message::ReportOctets, {Count{r.bytes}}));
    if (r.error != SocketError::None) code(name(r.error));
    end();
  }

  // A log holds neither between its run and its end.
  void put(const RunRecord& /*unused*/) {}
  void put(const EndRecord& /*unused*/) {}

 private:
  std::string_view word(Message m) const { return words(m, language_); }
  std::string filled(Message m, std::vector<Argument> arguments) const {
    return render(say(m, std::move(arguments)), language_);
  }

  void begin(Time t, Side side, std::size_t kind) {
    html_.open("tr", {{"data-k", kKinds.at(kind).first}, {"data-s", name(side)}});
    html_.element("th", {{"scope", "row"}, {"class", "time"}}, seconds(t));
    // A segment is on its way from one side to the other, everything else happens on one.
    std::string where(kSideNames.at(index(side)));
    if (kind == 0) {
      where += " → ";
      where += kSideNames.at(index(other(side)));
    }
    html_.element("td", where).element("td", {{"class", "kind"}}, word(kKinds.at(kind).second));
    first_ = true;
  }
  void event(std::string_view what) { html_.element("td", what).open("td"); }
  void end() { html_.close().close_line(); }

  void separate() {
    if (!std::exchange(first_, false)) html_.text("; ");
  }
  void part(std::string_view text) {
    separate();
    html_.text(text);
  }
  void code(std::string_view name) {
    separate();
    html_.element("code", name);
  }

  void put_fate(const SegmentRecord& r) {
    separate();
    switch (r.fate) {
      case Fate::Delivered:
        html_.text(filled(Message::ReportArrives, {seconds(r.rx)}));
        break;
      case Fate::Lost:
        html_.element("strong", {{"class", "lost"}}, word(Message::ReportLostBy));
        break;
      case Fate::Corrupted:
        html_.element("strong", {{"class", "lost"}}, filled(Message::ReportCorruptedBy, {seconds(r.rx)}));
        break;
    }
    if (!r.by.empty()) html_.text(" (").text(word(Message::ReportBy)).text(" ").element("code", r.by).text(")");
  }

  void put_estimate(const TimerRecord& r) {
    estimate("RTO ", r.rto);
    if (r.backoffs != 0) part(filled(Message::ReportBackoffs, {Count{r.backoffs}}));
    if (r.srtt != Duration::zero()) {
      estimate("SRTT ", r.srtt);
      estimate("RTTVAR ", r.rttvar);
    }
  }

  void estimate(std::string_view label, Duration value) {
    std::string text(label);
    text += duration_words(value, language_);
    part(text);
  }

  static Message event_message(TimerRecord::Event event) {
    switch (event) {
      case TimerRecord::Event::Set:
        return Message::ReportTimerSet;
      case TimerRecord::Event::Fired:
        return Message::ReportTimerFired;
      case TimerRecord::Event::Stopped:
        return Message::ReportTimerStopped;
    }
    return Message::ReportTimerSet;
  }

  HtmlWriter& html_;
  Language language_;
  bool first_ = true;  // of the details
};

void put_rows(HtmlWriter& html, std::span<const TraceRecord> records, Language language) {
  Row row(html, language);
  for (const TraceRecord& record : records) {
    std::visit([&row](const auto& r) { row.put(r); }, record);
  }
}

void put_gap(HtmlWriter& html, std::span<const TraceRecord> left_out, Language language) {
  const auto segments = std::count_if(left_out.begin(), left_out.end(), [](const TraceRecord& record) {
    return std::holds_alternative<SegmentRecord>(record);
  });
  html.open("tr", {{"class", "gap"}});
  html.element("td", {{"colspan", "5"}},
               render(say(Message::ReportLeftOut,
                          {Count{left_out.size()}, seconds(time_of(left_out.front())),
                           seconds(time_of(left_out.back())), Count{static_cast<std::uint64_t>(segments)}}),
                      language));
  html.close_line();
}

void put_choices(HtmlWriter& html, std::string_view legend,
                 std::span<const std::pair<std::string_view, std::string_view>> choices) {
  html.open("fieldset").element("legend", legend).open("div", {{"class", "choices"}});
  for (const auto& [value, label] : choices) {
    html.open("label");
    html.empty("input", {{"type", "checkbox"}, {"value", value}, {"checked", "checked"}, {"autocomplete", "off"}});
    html.text(label).close();
  }
  html.close().close_line();
}

}  // namespace

void put_trace_filter(HtmlWriter& html, Language language) {
  const auto word = [language](Message w) { return words(w, language); };
  html.open("div", {{"class", "filter"},
                    {"id", "filter"},
                    {"role", "search"},
                    {"aria-label", word(Message::ReportFilterHeading)},
                    {"hidden", "hidden"}});
  html.end_line().open("div", {{"class", "text"}});
  html.element("label", {{"class", "above"}, {"for", "filter-text"}}, word(Message::ReportFilterText));
  html.empty("input", {{"type", "search"},
                       {"id", "filter-text"},
                       {"aria-describedby", "filter-hint"},
                       {"autocomplete", "off"},
                       {"spellcheck", "false"}});
  html.element("p", {{"class", "hint"}, {"id", "filter-hint"}}, word(Message::ReportFilterHint)).close_line();
  std::array<std::pair<std::string_view, std::string_view>, 4> kinds{};
  for (std::size_t i = 0; i < kinds.size(); ++i) kinds.at(i) = {kKinds.at(i).first, word(kKinds.at(i).second)};
  put_choices(html, word(Message::ReportFilterKinds), kinds);
  std::array<std::pair<std::string_view, std::string_view>, 2> sides{};
  for (const Side side : kSides) sides.at(index(side)) = {name(side), kSideNames.at(index(side))};
  put_choices(html, word(Message::ReportFilterSides), sides);
  html.element("button", {{"type", "button"}, {"id", "filter-reset"}}, word(Message::ReportFilterReset));
  html.close_line();
}

void put_trace_table(HtmlWriter& html, const TraceLog& run, Language language) {
  const auto word = [language](Message w) { return words(w, language); };
  const std::span<const TraceRecord> records = run.records();
  const bool whole = records.size() <= kReportFirstRows + kReportLastRows;
  const std::size_t shown = whole ? records.size() : kReportFirstRows + kReportLastRows;
  html.element("p",
               {{"class", "count"},
                {"id", "filter-count"},
                {"role", "status"},
                {"aria-live", "polite"},
                {"data-all", render(say(Message::ReportAllRows, {"{all}"}), language)},
                {"data-some", render(say(Message::ReportSomeRows, {"{shown}", "{all}"}), language)}},
               render(say(Message::ReportAllRows, {Count{shown}}), language));
  html.end_line();
  html.open("div",
            {{"class", "scroll rows"}, {"role", "group"}, {"aria-labelledby", "rows-caption"}, {"tabindex", "0"}});
  html.open("table").element("caption", {{"id", "rows-caption"}}, word(Message::ReportTraceCaption));
  html.open("thead").open("tr");
  for (const Message column : {Message::ReportColumnTime, Message::ReportColumnSide, Message::ReportColumnKind,
                               Message::ReportColumnEvent, Message::ReportColumnDetails}) {
    html.element("th", {{"scope", "col"}}, word(column));
  }
  html.close().close_line().open("tbody", {{"id", "rows"}}).end_line();
  if (whole) {
    put_rows(html, records, language);
  } else {
    put_rows(html, records.first(kReportFirstRows), language);
    put_gap(html, records.subspan(kReportFirstRows, records.size() - shown), language);
    put_rows(html, records.last(kReportLastRows), language);
  }
  html.close().close().close_line();
}

}  // namespace finwait
