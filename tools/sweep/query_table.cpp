#include "tools/sweep/query_table.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "sim/json_document.hpp"

namespace finwait::cli {
namespace {

struct Cell {
  std::string text{};
  bool number = false;
};
using Row = std::vector<Cell>;

// Characters, not octets, of UTF-8.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

std::string line_of(const Row& row, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::size_t own = width_of(row[i].text);
    const std::string space(own < widths[i] ? widths[i] - own : 0, ' ');
    if (i > 0) line += "  ";
    line += row[i].number ? space + row[i].text : row[i].text + space;
  }
  return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

Row row_of(const Statement& query) {
  Row row;
  for (int i = 0; i < query.columns(); ++i) {
    Cell cell{std::string(query.text(i)), query.numeric(i)};
    // A line of a table stays one.
    for (char& c : cell.text) c = static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    row.push_back(std::move(cell));
  }
  return row;
}

}  // namespace

void write_table(Statement& query, const std::function<void(std::string_view)>& write) {
  Row header;
  for (int i = 0; i < query.columns(); ++i) header.push_back({std::string(query.column_name(i)), false});
  std::vector<Row> first;
  bool more = query.step();
  for (; more && first.size() < kMeasuredRows; more = query.step()) first.push_back(row_of(query));
  std::vector<std::size_t> widths(header.size());
  for (std::size_t i = 0; i < widths.size(); ++i) {
    widths[i] = width_of(header[i].text);
    for (const Row& row : first) {
      widths[i] = std::max(widths[i], width_of(row[i].text));
      header[i].number = header[i].number || row[i].number;
    }
  }
  write(line_of(header, widths));
  for (const Row& row : first) write(line_of(row, widths));
  for (; more; more = query.step()) write(line_of(row_of(query), widths));
}

void write_json(Statement& query, const std::function<void(std::string_view)>& write) {
  std::vector<std::string> keys;
  std::map<std::string, int, std::less<>> seen;
  for (int i = 0; i < query.columns(); ++i) {
    std::string name(query.column_name(i));
    const int before = seen[name]++;
    if (before > 0) name += ":" + std::to_string(before);
    keys.push_back(json_quoted(name) + ":");
  }
  bool any = false;
  while (query.step()) {
    std::string line(any ? ",\n{" : "[\n{");
    any = true;
    for (int i = 0; i < query.columns(); ++i) {
      if (i > 0) line += ',';
      line += keys[static_cast<std::size_t>(i)];
      const std::string_view text = query.text(i);
      // SQLite writes numbers as JSON does, but for those that JSON has not.
      const bool infinite = query.numeric(i) && text.find("Inf") != std::string_view::npos;
      line += query.null(i) || infinite ? "null" : query.numeric(i) ? std::string(text) : json_quoted(text);
    }
    write(line + "}");
  }
  write(any ? "\n]\n" : "[]\n");
}

}  // namespace finwait::cli
