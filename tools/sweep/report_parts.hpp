// What the parts of a sweep's page are made of: sections, tables, pictures. It knows HTML and no results.
#pragma once

#include <string>
#include <vector>

#include "sim/report/html_text.hpp"

namespace finwait::cli {

class ReportParts {
 public:
  enum class Cell : std::uint8_t { Words, Number, Code };
  struct Column {
    std::string head{};
    Cell kind = Cell::Words;
  };

  explicit ReportParts(std::string& out) : html_(out) {}
  HtmlWriter& html() { return html_; }

  void begin_section(const std::string& id, const std::string& heading);
  void end_section() { html_.close_line(); }
  // `wide`: rather to be scrolled than broken into narrow columns.
  void begin_table(const std::string& caption, std::vector<Column> columns, bool wide = false);
  void row(const std::vector<std::string>& cells);
  void end_table() { html_.close().close().close_line(); }
  void paragraph(const std::string& words) { html_.element("p", words).end_line(); }
  void picture(const std::string& svg, const std::string& name);

  // The rules of style that a sweep's page has besides those of all reports.
  static std::string style();

 private:
  HtmlWriter html_;
  std::vector<Column> columns_{};
};

}  // namespace finwait::cli
