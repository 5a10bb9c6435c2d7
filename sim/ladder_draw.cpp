#include "sim/ladder_draw.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/ladder_words.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

constexpr Duration kGap = std::chrono::seconds(1);  // a longer silence is marked
constexpr std::size_t kNearShaft = 2;               // columns of an arrow before its label
// What an arrow needs besides its label: both shafts, a space on each side of the label, head or cross.
constexpr std::size_t kArrowFrame = kNearShaft + 2 + 1 + 1;

std::size_t time_width(const LadderRows& rows, int decimals) {
  return std::max<std::size_t>(6, rows.empty() ? 0 : seconds_words(rows.back().t, decimals).size());
}

// "③ FIN,ACK" and "③ FIN,ACK seq=1 ack=2".
std::string flags_text(const SegmentRecord& s, const Glyphs& glyphs) {
  const std::string number = s.teardown == 0 ? "" : std::string(glyphs.teardown[s.teardown - 1]) + " ";
  return number + std::string(flag_words(s.segment.flags));
}
std::string numbers_text(const SegmentRecord& s, const Glyphs& glyphs) {
  return flags_text(s, glyphs) + " " + number_words(s);
}

}  // namespace

LadderDrawing::LadderDrawing(std::string& out, const LadderOptions& options, const LadderRows& rows)
    : out_(out),
      options_(options),
      glyphs_(finwait::glyphs(options.unicode)),
      decimals_(decimals_needed(rows)),
      layout_(options.width, time_width(rows, decimals_)) {}

std::string LadderDrawing::time_text(Time t) const { return seconds_words(t, decimals_); }

void LadderDrawing::headings(std::string_view left, std::string_view right) {
  StyledLine heading = line();
  if (layout_.state == 0) {
    heading.pad_to(layout_.left_bar());
    heading.put(left, Style::Bold);
    heading.pad_to(std::max(heading.column() + 1, layout_.right_bar() + 1 - std::min(columns(right), layout_.lane)));
  } else {
    heading.pad_to(layout_.left_bar() - std::min(layout_.left_bar(), 1 + columns(left)));
    heading.put(left, Style::Bold);
    heading.pad_to(layout_.right_bar() + 2);
  }
  heading.put(right, Style::Bold);
  heading.end();
}

// "③ FIN,ACK seq=1 ack=2 · 2nd time", as much of it as there is room for.
std::string LadderDrawing::arrow_label(const LadderRow& row, std::size_t room) const {
  const SegmentRecord& s = row.segment;
  const std::string words = flags_text(s, glyphs_);
  const std::string numbers = numbers_text(s, glyphs_);
  std::string full = numbers;
  std::string brief = words;
  if (const std::string remark = remark_words(row); !remark.empty()) {
    full += " " + std::string(glyphs_.dot) + " " + remark;
    brief += " " + std::string(glyphs_.dot) + " " + remark;
  }
  // Where the words say more than the numbers, they come first: an arrival says when its segment was sent.
  const bool words_first =
      row.kind == LadderRow::Kind::Arrival || s.duplicate || (s.fate == Fate::Delivered && !s.by.empty());
  for (const std::string& choice : {full, words_first ? brief : numbers, brief, numbers}) {
    if (columns(choice) <= room) return choice;
  }
  return std::string(clip(words, room));
}

// Who lost it, in as many words as leave room for the numbers of the segment.
std::string LadderDrawing::fate_text(const LadderRow& row) const {
  const SegmentRecord& s = row.segment;
  std::string word = s.fate == Fate::Lost ? "lost" : "corrupted";
  if (s.by.empty()) return word;
  std::string by(s.by);
  std::string both = word + ": ";
  both += by;
  const std::size_t numbers = columns(numbers_text(s, glyphs_));
  for (const std::string* text : {&both, &by}) {
    if (kArrowFrame + numbers + 2 + columns(*text) <= layout_.lane) return *text;
  }
  return columns(by) + kArrowFrame + 12 <= layout_.lane ? by : word;
}

// The lane of an arrow from left to right, or its mirror image.
void LadderDrawing::draw_arrow(StyledLine& line, const LadderRow& row) {
  const SegmentRecord& s = row.segment;
  const std::size_t lane = layout_.lane;
  const bool ends_here = s.fate != Fate::Delivered && row.kind == LadderRow::Kind::Segment;
  const std::string fate = ends_here ? fate_text(row) : "";
  const std::size_t behind = fate.empty() ? 0 : columns(fate) + 2;
  const std::string label = arrow_label(row, lane - std::min(lane, kArrowFrame + behind));
  // A lost segment comes two thirds of the way, or as far as its label and the words behind it allow.
  std::size_t length = lane;
  if (ends_here && s.fate == Fate::Lost) {
    length = std::clamp(lane * 2 / 3, std::min(kArrowFrame + columns(label), lane - behind), lane - behind);
  } else if (ends_here) {
    length = lane - behind;
  }
  const std::size_t used = kNearShaft + 2 + columns(label) + 1;
  const std::size_t shaft = length > used ? length - used : 0;
  const Style style = ends_here ? Style::Lost : s.teardown != 0 ? Style::Bold : Style::Plain;
  const bool begins = row.kind == LadderRow::Kind::Segment;
  const std::string_view near_line = begins ? glyphs_.line : glyphs_.dashed;
  const std::string_view far_line = row.in_flight ? glyphs_.dashed : glyphs_.line;
  const Side from = s.from;
  const std::string_view head = from == Side::A ? glyphs_.head_right : glyphs_.head_left;
  const std::string_view tip = ends_here ? glyphs_.cross : row.in_flight ? glyphs_.dashed : head;
  const std::string spaced = " " + label + " ";
  const std::size_t start = line.column();
  if (from == Side::A) {
    line.repeat(near_line, kNearShaft, style);
    line.put(spaced, style);
    line.repeat(far_line, shaft, style);
    line.put(tip, style);
    if (!fate.empty()) line.put(" " + fate, Style::Lost);
  } else {
    line.pad_to(start + lane - length - (fate.empty() ? 0 : columns(fate) + 1));
    if (!fate.empty()) line.put(fate + " ", Style::Lost);
    line.put(tip, style);
    line.repeat(far_line, shaft, style);
    line.put(spaced, style);
    line.repeat(near_line, kNearShaft, style);
  }
}

std::vector<std::string> LadderDrawing::note_lines(const LadderRow& row) const {
  const std::size_t room = layout_.lane - 2;
  return wrap(columns(row.note) > room && !row.brief.empty() ? row.brief : row.note, room);
}

void LadderDrawing::put_note(StyledLine& line, Side side, std::string_view note) {
  const std::string_view text = clip(note, layout_.lane - 2);
  const std::size_t start = line.column();
  line.pad_to(side == Side::A ? start + 1 : start + layout_.lane - 1 - columns(text));
  line.put(text, Style::Note);
}

void LadderDrawing::draw_lane(StyledLine& line, const LadderRow& row) {
  switch (row.kind) {
    case LadderRow::Kind::Segment:
    case LadderRow::Kind::Arrival:
      draw_arrow(line, row);
      break;
    case LadderRow::Kind::Note:
      put_note(line, row.side, note_lines(row).front());
      break;
    case LadderRow::Kind::Folded: {
      const std::string text = std::string(glyphs_.ellipsis) + " " + row.note + " " + std::string(glyphs_.ellipsis);
      const std::string_view shown = clip(text, layout_.lane);
      line.pad_to(line.column() + (layout_.lane - columns(shown)) / 2);
      line.put(shown, Style::Note);
      break;
    }
    case LadderRow::Kind::States:
      break;
  }
}

// Without state columns the states stand between the bars, above what happens next.
void LadderDrawing::draw_inner_states(const LadderRow& row, std::string_view bar) {
  StyledLine inner = line();
  const std::string time = row.t == last_ && !first_ ? "" : time_text(row.t);
  inner.pad_to(layout_.time - columns(time));
  inner.put(time, Style::Dim);
  inner.pad_to(layout_.left_bar());
  inner.put(bar, Style::Dim);
  inner.pad_to(layout_.left_bar() + 2);
  inner.put(row.entered[0], Style::State);
  inner.pad_to(layout_.right_bar() - 1 - columns(row.entered[1]));
  inner.put(row.entered[1], Style::State);
  inner.pad_to(layout_.right_bar());
  inner.put(bar, Style::Dim);
  inner.end();
  last_ = row.t;
  first_ = false;
}

// The lines of a note after its first.
void LadderDrawing::draw_more_note(const LadderRow& row, std::string_view bar) {
  const std::vector<std::string> lines = note_lines(row);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    StyledLine more = line();
    more.pad_to(layout_.left_bar());
    more.put(bar, Style::Dim);
    put_note(more, row.side, lines[i]);
    more.pad_to(layout_.right_bar());
    more.put(bar, Style::Dim);
    more.end();
  }
}

void LadderDrawing::draw_gap(Duration gap) {
  StyledLine empty = line();
  const std::string text =
      std::string(glyphs_.ellipsis) + " " + duration_words(gap) + " " + std::string(glyphs_.ellipsis);
  empty.pad_to(layout_.left_bar());
  empty.put(glyphs_.gap_bar, Style::Dim);
  empty.pad_to(layout_.left_bar() + 1 + (layout_.lane - columns(text)) / 2);
  empty.put(text, Style::Dim);
  empty.pad_to(layout_.right_bar());
  empty.put(glyphs_.gap_bar, Style::Dim);
  empty.end();
}

void LadderDrawing::draw_row(const LadderRow& row, bool after_gap) {
  const std::string_view bar = after_gap || row.kind == LadderRow::Kind::Folded ? glyphs_.gap_bar : glyphs_.bar;
  const bool states = !row.entered[0].empty() || !row.entered[1].empty();
  if (layout_.state == 0 && states) {
    draw_inner_states(row, bar);
    if (row.kind == LadderRow::Kind::States) return;
  }
  StyledLine row_line = line();
  const bool timeless = row.kind == LadderRow::Kind::Folded || (row.t == last_ && !first_);
  const std::string time = timeless ? "" : time_text(row.t);
  row_line.pad_to(layout_.time - columns(time));
  row_line.put(time, Style::Dim);
  if (layout_.state != 0) {
    row_line.pad_to(layout_.left_bar() - 1 - columns(row.entered[0]));
    row_line.put(row.entered[0], Style::State);
  }
  row_line.pad_to(layout_.left_bar());
  row_line.put(bar, Style::Dim);
  draw_lane(row_line, row);
  row_line.pad_to(layout_.right_bar());
  row_line.put(bar, Style::Dim);
  if (layout_.state != 0) {
    row_line.pad_to(layout_.right_bar() + 2);
    row_line.put(row.entered[1], Style::State);
  }
  row_line.end();
  if (row.kind == LadderRow::Kind::Note) draw_more_note(row, bar);
  last_ = row.t;
  first_ = false;
}

void LadderDrawing::draw(const LadderRows& rows) {
  for (const LadderRow& row : rows) {
    const bool gap = !first_ && row.t - last_ >= kGap && row.kind != LadderRow::Kind::Folded;
    // A timer that fires says itself how long it has been running.
    const bool says_so = row.kind == LadderRow::Kind::Note && row.topic == LadderRow::Topic::TimerFired;
    if (gap && !says_so) draw_gap(row.t - last_);
    draw_row(row, gap && says_so);
  }
}

}  // namespace finwait
