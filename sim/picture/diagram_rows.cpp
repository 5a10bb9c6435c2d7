#include "sim/picture/diagram_rows.hpp"

#include <array>
#include <iterator>
#include <string_view>
#include <utility>

#include "sim/ladder_canvas.hpp"
#include "sim/ladder_words.hpp"
#include "sim/scenario.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

constexpr Duration kSilence = std::chrono::seconds(1);
constexpr std::size_t kNoteWidth = 36;  // characters in a line
constexpr std::array<std::string_view, 4> kTeardown{"①", "②", "③", "④"};

using Rows = LadderRows::const_iterator;

LadderRow left_out(Rows first, Rows last) {
  std::size_t segments = 0;
  std::size_t lost = 0;
  for (Rows row = first; row != last; ++row) {
    if (row->kind != LadderRow::Kind::Segment) continue;
    ++segments;
    if (row->segment.fate == Fate::Lost) ++lost;
  }
  LadderRow row;
  row.kind = LadderRow::Kind::Folded;
  row.t = std::prev(last)->t;
  row.note = std::to_string(last - first) + " rows left out: " + seconds_words(first->t, 3) + " s to ";
  row.note += seconds_words(row.t, 3) + " s, " + std::to_string(segments);
  row.note += segments == 1 ? " segment" : " segments";
  row.note += " (" + std::to_string(lost) + " lost)";
  return row;
}

LadderRows shortened(LadderRows rows) {
  if (rows.size() <= kFirstDiagramRows + kLastDiagramRows + 1) return rows;
  const auto cut = rows.begin() + static_cast<std::ptrdiff_t>(kFirstDiagramRows);
  const auto resume = rows.end() - static_cast<std::ptrdiff_t>(kLastDiagramRows);
  LadderRows result(std::make_move_iterator(rows.begin()), std::make_move_iterator(cut));
  result.push_back(left_out(cut, resume));
  result.insert(result.end(), std::make_move_iterator(resume), std::make_move_iterator(rows.end()));
  return result;
}

}  // namespace

LadderRows diagram_rows(const TraceLog& run) {
  LadderRowMaker maker;
  for (const TraceRecord& record : run.records()) maker.take(record);
  maker.take(run.end());
  return shortened(fold_repeats(maker.finish()));
}

Duration silence_before(const LadderRow& row, Time before) {
  const Duration silence = row.t - before;
  return row.kind != LadderRow::Kind::Folded && silence > kSilence ? silence : Duration::zero();
}

std::string arrow_text(const LadderRow& row, int decimals) {
  const SegmentRecord& s = row.segment;
  std::string text = seconds_words(row.t, decimals) + " ";
  if (row.kind == LadderRow::Kind::Arrival) text += "arrives: ";
  if (s.teardown != 0) text += std::string(kTeardown[s.teardown - 1U]) + " ";
  text += std::string(flag_words(s.segment.flags)) + " " + number_words(s);
  if (const std::string remark = remark_words(row); !remark.empty()) text += " · " + remark;
  if (row.kind == LadderRow::Kind::Segment && s.fate != Fate::Delivered) {
    text += s.fate == Fate::Lost ? " · lost" : " · corrupted";
    if (!s.by.empty()) text += ": " + std::string(s.by);
  }
  return text;
}

std::vector<std::string> note_text(const LadderRow& row) {
  if (row.note.empty()) return {};
  return wrap(row.note, kNoteWidth);
}

std::string diagram_title(const TraceLog& run) { return run.scenario() == nullptr ? "" : run.scenario()->name; }

std::string life_line(const TraceLog& run, Side side) {
  std::string text(name(side));
  if (run.scenario() == nullptr) return text;
  text += " ";
  text += run.scenario()->side(side).profile.name;
  return text;
}

std::vector<std::string> ending_text(const TraceLog& run) {
  const EndRecord& end = run.end();
  std::vector<std::string> lines{"the run ends after " + duration_words(end.t - kStart)};
  for (const Side side : kSides) {
    const SideEnd& one = end.sides[index(side)];
    std::string line(name(side));
    line += ": ";
    line += name(one.state);
    line += " since " + duration_words(one.since - kStart);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace finwait
