// Where along an axis the outcome changes, in sentences: of sweeps with one or two dimensions, from all combinations
// and not only from those that the pictures show.
#include <algorithm>
#include <map>

#include "tools/numbers.hpp"
#include "tools/sweep/report_page.hpp"
#include "tools/sweep/report_words.hpp"

namespace finwait::cli {
namespace {

constexpr std::size_t kMostStretches = 6;
constexpr std::size_t kMostLines = 6;
constexpr std::size_t kMostChanges = 3;  // of one row; more are counted

// Neighbouring values of the longer dimension with the same outcome; only values that have results are neighbours.
struct Stretch {
  std::size_t outcome = 0;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  bool operator==(const Stretch&) const = default;
};

// One value of the shorter dimension.
struct Row {
  std::uint32_t at = 0;
  std::vector<Stretch> stretches{};
  std::size_t changes() const { return stretches.size() - 1; }
};

// Rows that follow each other and are alike, or differ only in where their one border lies, or have too many each.
struct Lines {
  const Row* first = nullptr;
  const Row* last = nullptr;
  bool moves = false;
};

std::string quoted(const ReportData& data, std::size_t outcome) { return "“" + data.outcomes()[outcome].words + "”"; }

std::string value(const ReportData& data, const ReportDimension& along, std::uint32_t at) {
  std::string out;
  for (const std::size_t axis : along.axes) {
    out += (out.empty() ? "" : " / ") + data.plan().axes()[axis].values[at].text;
  }
  return out;
}

// A dimension beside those of the pictures would hide borders of its own.
bool others_vary(const ReportData& data) {
  for (std::size_t axis = 0; axis < data.plan().axes().size(); ++axis) {
    const auto has = [axis](const ReportDimension& side) {
      return std::find(side.axes.begin(), side.axes.end(), axis) != side.axes.end();
    };
    if (data.plan().axes()[axis].values.size() > 1 && !has(data.x()) && !has(data.y())) return true;
  }
  return false;
}

// By the most frequent outcome of each combination.
std::vector<Row> rows_of(ReportData& data) {
  struct Cell {
    std::uint32_t y;
    std::uint32_t x;
    std::size_t outcome;
  };
  std::map<std::string, std::size_t, std::less<>> numbers;
  for (std::size_t i = 0; i < data.outcomes().size(); ++i) numbers[data.outcomes()[i].words] = i;
  std::vector<Cell> cells;
  Statement query =
      data.database().prepare("SELECT combination, outcome FROM outcomes ORDER BY combination, n DESC, outcome");
  std::int64_t before = -1;
  while (query.step()) {
    if (query.integer(0) == before) continue;
    before = query.integer(0);
    const std::vector<std::uint32_t> at = data.plan().values_of(static_cast<std::uint64_t>(before));
    cells.push_back({data.y().place(at), data.x().place(at), numbers.find(query.text(1))->second});
  }
  std::sort(cells.begin(), cells.end(),
            [](const Cell& a, const Cell& b) { return a.y != b.y ? a.y < b.y : a.x < b.x; });
  std::vector<Row> rows;
  for (const Cell& cell : cells) {
    if (rows.empty() || rows.back().at != cell.y) rows.push_back({cell.y, {}});
    std::vector<Stretch>& row = rows.back().stretches;
    if (row.empty() || row.back().outcome != cell.outcome) row.push_back({cell.outcome, cell.x, cell.x});
    row.back().last = cell.x;
  }
  return rows;
}

bool of_one_line(const Row& a, const Row& b) {
  if (a.changes() > kMostChanges || b.changes() > kMostChanges)
    return a.changes() > kMostChanges && b.changes() > kMostChanges;
  const bool one_border = a.changes() == 1 && b.changes() == 1;
  return a.stretches == b.stretches || (one_border && a.stretches.front().outcome == b.stretches.front().outcome &&
                                        a.stretches.back().outcome == b.stretches.back().outcome);
}

std::vector<Lines> grouped_rows(const std::vector<Row>& rows) {
  std::vector<Lines> out;
  for (const Row& row : rows) {
    if (out.empty() || !of_one_line(*out.back().last, row)) {
      out.push_back({&row, &row, false});
      continue;
    }
    out.back().moves = out.back().moves || out.back().last->stretches != row.stretches;
    out.back().last = &row;
  }
  return out;
}

// "12 times", "12 to 17 times".
std::string how_often(const Lines& lines) {
  const auto [least, most] = std::minmax_element(lines.first, lines.last + 1,
                                                 [](const Row& a, const Row& b) { return a.changes() < b.changes(); });
  const std::string times = counted(most->changes(), "time", "times");
  return least->changes() == most->changes() ? times : grouped(least->changes()) + " to " + times;
}

// "between a.tcp_fin_timeout = 38s and 39s".
std::string border(const ReportData& data, const Row& row, std::size_t i) {
  return "between " + data.x().name + " = " + value(data, data.x(), row.stretches[i - 1].last) + " and " +
         value(data, data.x(), row.stretches[i].first);
}

std::string line(const ReportData& data, const Lines& lines, bool all) {
  const std::vector<Stretch>& stretches = lines.first->stretches;
  const std::string& y = data.y().name;
  const std::string first = y + " = " + value(data, data.y(), lines.first->at);
  const std::string last = value(data, data.y(), lines.last->at);
  std::string out = all                         ? "Whatever " + y + " is, "
                    : lines.first == lines.last ? "With " + first + " "
                                                : "With " + first + " to " + last + " ";
  const std::string from = quoted(data, stretches.front().outcome);
  if (stretches.size() == 1) return out + "every run ends with " + from + ", whatever " + data.x().name + " is.";
  if (lines.first->changes() > kMostChanges) {
    return out + "the outcome changes " + how_often(lines) + " along " + data.x().name + ".";
  }
  out += "the outcome changes from " + from;
  if (lines.moves) {
    return out + " to " + quoted(data, stretches.back().outcome) + ": " + border(data, *lines.first, 1) + " with " +
           first + ", " + border(data, *lines.last, 1) + " with " + y + " = " + last + ".";
  }
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    out += (i == 1 ? " to " : ", to ") + quoted(data, stretches[i].outcome) + " " + border(data, *lines.first, i);
  }
  return out + ".";
}

std::vector<std::string> borders_of_map(const ReportData& data, const std::vector<Row>& rows) {
  std::vector<std::string> out;
  const std::vector<Lines> all = grouped_rows(rows);
  for (const Lines& lines : all) {
    if (out.size() == kMostLines) {
      const auto left = static_cast<std::uint64_t>(&rows.back() - lines.first) + 1;
      out.push_back(counted(left, "more value", "more values") + " of " + data.y().name +
                    " have borders of their own.");
      break;
    }
    out.push_back(line(data, lines, all.size() == 1));
  }
  return out;
}

// "Along a.tcp_fin_timeout: 1s to 38s: “X”; 39s to 60s: “Y”."
std::vector<std::string> borders_of_line(const ReportData& data, const std::vector<Stretch>& stretches) {
  if (stretches.size() == 1) return {};
  std::string out = (data.plan().repeats() > 1 ? "The most frequent outcome along " : "Along ") + data.x().name + ": ";
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    if (i == kMostStretches) {
      out += "; and " + counted(stretches.size() - i, "more stretch", "more stretches");
      break;
    }
    const Stretch& stretch = stretches[i];
    out += (i == 0 ? "" : "; ") + value(data, data.x(), stretch.first) +
           (stretch.last != stretch.first ? " to " + value(data, data.x(), stretch.last) : "") + ": " +
           quoted(data, stretch.outcome);
  }
  return {out + "."};
}

}  // namespace

std::vector<std::string> report_borders(ReportData& data) {
  if (data.outcomes().size() == 1 || data.combinations_done() > ReportData::kMostScanned || others_vary(data))
    return {};
  if (!data.flat()) return borders_of_line(data, rows_of(data).front().stretches);
  std::uint64_t ends = 0;
  for (const ReportOutcome& outcome : data.outcomes()) ends += outcome.combinations;
  // Where repeats end differently the borders are those of chance; the shares show them.
  return ends == data.combinations_done() ? borders_of_map(data, rows_of(data)) : std::vector<std::string>();
}

}  // namespace finwait::cli
