#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "sim/ladder_canvas.hpp"
#include "sim/trace_format.hpp"
#include "tools/comparison.hpp"

namespace finwait::cli {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowestCell = 16;

struct TableRow {
  std::string label{};
  std::vector<std::string> cells{};
};

std::string seconds(Time t) { return duration_words(t - kStart); }

// "1 s, 3 s, 7 s after the first" of a side's FINs.
std::string fin_times(const ComparedRun& run, Side side) {
  std::vector<const SegmentRecord*> fins;
  for (const TraceRecord& record : run.log.records()) {
    const auto* segment = std::get_if<SegmentRecord>(&record);
    if (segment == nullptr || segment->from != side || segment->duplicate || !segment->segment.flags.fin()) continue;
    if (segment->why != Why::Injected) fins.push_back(segment);
  }
  if (fins.empty()) return "never";
  std::string text = "at " + seconds(fins.front()->t);
  for (std::size_t i = 1; i < fins.size(); ++i) {
    text += (i == 1 ? "; again after " : ", ") + duration_words(fins[i]->t - fins.front()->t);
    if (fins[i]->why == Why::LossProbe) text += " (loss probe)";
  }
  return text;
}

// "9 (1 loss-probe, 8 rto)"
std::string retransmissions(const ComparedRun& run, Side side) {
  const std::uint32_t total = run.log.end().sides[index(side)].retransmissions;
  if (total == 0) return "0";
  std::vector<std::pair<Why, unsigned>> kinds;
  for (const TraceRecord& record : run.log.records()) {
    const auto* segment = std::get_if<SegmentRecord>(&record);
    if (segment == nullptr || segment->from != side || segment->copy < 2 || segment->duplicate) continue;
    const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.first == segment->why; });
    if (found == kinds.end()) {
      kinds.emplace_back(segment->why, 1);
    } else {
      ++found->second;
    }
  }
  std::string text;
  for (const auto& [why, count] : kinds) {
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(name(why));
  }
  return std::to_string(total) + (text.empty() ? "" : " (" + text + ")");
}

std::string end_state(const SideEnd& end) {
  std::string text = std::string(name(end.state)) + " since " + seconds(end.since);
  if (end.error != SocketError::None) text += ", " + std::string(name(end.error));
  return text;
}

template <typename Cell>
void add_row(std::vector<TableRow>& rows, std::string label, std::span<const ComparedRun> runs, const Cell& cell) {
  TableRow row;
  row.label = std::move(label);
  for (const ComparedRun& run : runs) row.cells.push_back(cell(run));
  const bool empty = std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& s) { return s.empty(); });
  if (!empty) rows.push_back(std::move(row));
}

void add_side(std::vector<TableRow>& rows, Side side, std::span<const ComparedRun> runs) {
  const std::string who(name(side));
  const auto end = [side](const ComparedRun& run) -> const SideEnd& { return run.log.end().sides[index(side)]; };
  add_row(rows, who + " ends in", runs, [&](const ComparedRun& r) { return end_state(end(r)); });
  add_row(rows, "  because", runs, [&](const ComparedRun& r) { return end(r).why; });
  add_row(rows, "  decided by", runs, [&](const ComparedRun& r) { return end(r).decided_by; });
  for (std::size_t i = 0; i < kStateCount; ++i) {
    const auto state = static_cast<State>(i);
    if (state == State::Closed || state == State::Listen) continue;
    add_row(rows, "  " + std::string(name(state)), runs, [&](const ComparedRun& r) {
      return end(r).time_in[i] == Duration::zero() ? std::string() : duration_words(end(r).time_in[i]);
    });
  }
  add_row(rows, "  sends its FIN", runs, [&](const ComparedRun& r) { return fin_times(r, side); });
  add_row(rows, "  retransmissions", runs, [&](const ComparedRun& r) { return retransmissions(r, side); });
  add_row(rows, "  segments", runs, [&](const ComparedRun& r) {
    return std::to_string(end(r).sent) + " sent, " + std::to_string(end(r).lost) + " lost";
  });
}

void put_row(std::string& out, const TableRow& row, std::size_t label_width, std::size_t cell_width) {
  std::vector<std::vector<std::string>> wrapped;
  std::size_t height = 1;
  for (const std::string& cell : row.cells) {
    wrapped.push_back(wrap(cell.empty() ? "-" : cell, cell_width));
    height = std::max(height, wrapped.back().size());
  }
  for (std::size_t line = 0; line < height; ++line) {
    StyledLine text(out, false);
    if (line == 0) text.put(row.label);
    for (std::size_t i = 0; i < wrapped.size(); ++i) {
      text.pad_to(label_width + i * (cell_width + kGap));
      if (line < wrapped[i].size()) text.put(wrapped[i][line]);
    }
    text.end();
  }
}

}  // namespace

std::string comparison_table(std::span<const ComparedRun> runs, std::size_t width) {
  std::vector<TableRow> rows;
  add_row(rows, "", runs, [](const ComparedRun& run) { return run.stack; });
  add_row(rows, "the run ends", runs, [](const ComparedRun& run) {
    return seconds(run.log.end().t) +
           (run.log.end().reason == "quiet" ? "" : " (" + std::string(run.log.end().reason) + ")");
  });
  for (const Side side : kSides) add_side(rows, side, runs);
  std::size_t label_width = 0;
  for (const TableRow& row : rows) label_width = std::max(label_width, row.label.size() + kGap);
  const std::size_t room = width > label_width ? width - label_width : 0;
  const std::size_t cell_width = std::max(kNarrowestCell, room / runs.size() - std::min(room / runs.size(), kGap));
  std::string out;
  for (const TableRow& row : rows) put_row(out, row, label_width, cell_width);
  return out;
}

}  // namespace finwait::cli
