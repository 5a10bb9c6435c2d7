#include "sim/trace_ladder.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "sim/ladder_draw.hpp"
#include "sim/scenario.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

void put_paragraph(LadderDrawing& drawing, std::size_t indent, std::string_view text, Style style) {
  for (const std::string& part : wrap(text, drawing.layout().total() - indent)) {
    StyledLine line = drawing.line();
    line.pad_to(indent);
    line.put(part, style);
    line.end();
  }
}

void put_heading(LadderDrawing& drawing, const RunRecord& run) {
  const Scenario& scenario = *run.scenario;
  if (!scenario.about.empty()) {
    put_paragraph(drawing, 0, scenario.about, Style::Bold);
    drawing.line().end();
  }
  drawing.headings("a " + std::string(scenario.side(Side::A).profile.name),
                   "b " + std::string(scenario.side(Side::B).profile.name));
}

bool has_teardown(const LadderRows& rows) {
  return std::any_of(rows.begin(), rows.end(), [](const LadderRow& row) { return row.segment.teardown != 0; });
}

void put_rule(LadderDrawing& drawing) {
  StyledLine line = drawing.line();
  line.repeat(drawing.glyphs().rule, drawing.layout().total(), Style::Dim);
  line.end();
}

void put_legend(LadderDrawing& drawing) {
  const Glyphs& glyphs = drawing.glyphs();
  std::string text(glyphs.teardown[0]);
  text += " to " + std::string(glyphs.teardown[3]) + ": the four segments of the close; times in seconds since the SYN";
  put_paragraph(drawing, 0, text, Style::Dim);
}

std::string time_in_states(const SideEnd& side, std::string_view dot) {
  std::string text;
  for (std::size_t i = 0; i < kStateCount; ++i) {
    const auto state = static_cast<State>(i);
    if (side.time_in[i] == Duration::zero() || state == State::Closed || state == State::Listen) continue;
    if (!text.empty()) text += " " + std::string(dot) + " ";
    text += std::string(name(state)) + " " + duration_words(side.time_in[i]);
  }
  return text;
}

std::string counts(const SideEnd& side) {
  std::string text = std::to_string(side.sent) + (side.sent == 1 ? " segment sent, " : " segments sent, ");
  text += std::to_string(side.lost) + " lost, " + std::to_string(side.retransmissions);
  text += side.retransmissions == 1 ? " retransmission" : " retransmissions";
  if (side.error != SocketError::None) text += "; the application was told " + std::string(name(side.error));
  return text;
}

void put_side(LadderDrawing& drawing, Side which, const SideEnd& side) {
  constexpr std::size_t kIndent = 3;
  StyledLine line = drawing.line();
  line.put(name(which), Style::Bold);
  line.pad_to(kIndent);
  line.put(name(side.state), Style::State);
  line.put(" since " + duration_words(side.since - kStart));
  line.end();
  if (!side.why.empty()) put_paragraph(drawing, kIndent, side.why, Style::Plain);
  if (!side.decided_by.empty()) put_paragraph(drawing, kIndent, "decided by " + side.decided_by, Style::Note);
  const std::string times = time_in_states(side, drawing.glyphs().dot);
  if (!times.empty()) put_paragraph(drawing, kIndent, times, Style::Plain);
  put_paragraph(drawing, kIndent, counts(side), Style::Dim);
}

std::string reason_words(const EndRecord& end) {
  const std::string after = "After " + duration_words(end.t - kStart);
  if (end.reason == "quiet") return after + " nothing more can happen.";
  if (end.reason == "run-for") return after + " the run's time (run_for) is over.";
  return after + ": " + std::string(end.reason);
}

}  // namespace

void LadderSink::write(const TraceRecord& record) {
  if (const auto* run = std::get_if<RunRecord>(&record)) {
    run_ = *run;
    return;
  }
  rows_.take(record);
  const auto* end = std::get_if<EndRecord>(&record);
  if (end == nullptr) return;
  const LadderRows rows = fold_repeats(rows_.finish());
  LadderDrawing drawing(out_, options_, rows);
  put_heading(drawing, run_);
  drawing.draw(rows);
  put_rule(drawing);
  if (has_teardown(rows)) put_legend(drawing);
  put_paragraph(drawing, 0, reason_words(*end), Style::Plain);
  for (const Side side : kSides) put_side(drawing, side, end->sides[index(side)]);
}

}  // namespace finwait
