#include "tools/sweep/report_parts.hpp"

#include <utility>

#include "sim/report/report_style.hpp"

namespace finwait::cli {

std::string ReportParts::style() {
  return report_style() + R"css(
.findings { max-width: 60rem; margin: 0 0 0.6rem; padding-left: 1.2rem; font-size: 1.05rem; }
.findings li { margin: 0.35rem 0; overflow-wrap: anywhere; }
.parts { columns: 18rem; margin: 0 0 0.6rem; padding-left: 1.2rem; }
figure { margin: 0 0 1rem; }
.rows table { min-width: 0; }
.rows.wide table { min-width: 60rem; }
.scroll.rows { margin: 0 0 1rem; }
details .scroll.rows { margin: 0; border-width: 0 0 1px; border-radius: 0; }
.rows thead th:first-child { text-align: left; }
.rows thead th.number, td.number { text-align: right; }
td.number { white-space: nowrap; font-variant-numeric: tabular-nums; }
.rows td:nth-child(2) { white-space: normal; }
.rows td.number:nth-child(2) { white-space: nowrap; }
code { overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  .rows thead th { white-space: normal; }
}
@media print {
  figure svg { width: 100%; height: auto; }
  .rows.wide table { min-width: 0; }
  figure, .scroll.rows { break-inside: auto; }
}
)css";
}

void ReportParts::begin_section(const std::string& id, const std::string& heading) {
  html_.open("section", {{"id", id}, {"aria-labelledby", id + "-heading"}});
  html_.element("h2", {{"id", id + "-heading"}}, heading).end_line();
}

void ReportParts::begin_table(const std::string& caption, std::vector<Column> columns, bool wide) {
  columns_ = std::move(columns);
  const std::string_view css_class = wide ? "scroll rows wide" : "scroll rows";
  html_.open("div", {{"class", css_class}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", caption}});
  html_.open("table").element("caption", caption).open("thead").open("tr");
  for (const Column& column : columns_) {
    if (column.kind == Cell::Number) {
      html_.element("th", {{"scope", "col"}, {"class", "number"}}, column.head);
    } else {
      html_.element("th", {{"scope", "col"}}, column.head);
    }
  }
  html_.close().close().open("tbody").end_line();
}

void ReportParts::row(const std::vector<std::string>& cells) {
  html_.open("tr");
  for (std::size_t i = 0; i < cells.size(); ++i) {
    switch (columns_[i].kind) {
      case Cell::Words:
        html_.element("td", cells[i]);
        break;
      case Cell::Number:
        html_.element("td", {{"class", "number"}}, cells[i]);
        break;
      case Cell::Code:
        html_.open("td").element("code", cells[i]).close();
        break;
    }
  }
  html_.close_line();
}

void ReportParts::picture(const std::string& svg, const std::string& name) {
  html_.open("figure").open("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", name}});
  html_.raw(svg).close().close_line();
}

}  // namespace finwait::cli
