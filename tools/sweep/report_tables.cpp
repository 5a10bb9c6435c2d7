// The pictures of each slice, and behind each picture the table from which it was drawn.
#include "tools/numbers.hpp"
#include "tools/sweep/report_page.hpp"
#include "tools/sweep/report_sections.hpp"
#include "tools/sweep/report_words.hpp"

namespace finwait::cli {
namespace {

using Cell = ReportParts::Cell;
using Columns = std::vector<ReportParts::Column>;

constexpr std::size_t kMostHints = 2500;  // cells with a title
constexpr std::size_t kMostRows = 1000;   // of a table behind a picture

class SliceWriter {
 public:
  SliceWriter(ReportParts& page, ReportData& data) : page_(page), data_(data), plan_(data.plan()) {}

  void write(std::size_t number) {
    const ReportSlice& slice = data_.slices()[number];
    page_.begin_section("slice-" + std::to_string(number), slice_heading(slice));
    figures(outcome_figures(data_, slice, hints()), "Outcomes" + suffix(slice));
    outcome_table(slice);
    std::string same;
    for (std::size_t metric = 0; metric < plan_.metrics().size(); ++metric) {
      const ReportMetricFigures of = metric_figures(data_, slice, metric, hints());
      if (!of.same.empty()) {
        same += (same.empty() ? "" : ", ") + of.same;
        continue;
      }
      const std::string name(plan_.metrics()[metric]->name);
      page_.html().element("h3", name).end_line();
      page_.paragraph(std::string(plan_.metrics()[metric]->help));
      figures(of.figures, name + suffix(slice));
      metric_table(slice, metric);
    }
    if (!same.empty()) {
      page_.paragraph("The same in every run" + (slice.fixed.empty() ? "" : " with " + slice.fixed) + ": " + same +
                      ".");
    }
    page_.end_section();
  }

 private:
  bool hints() const { return data_.columns() * data_.rows() <= kMostHints; }
  static std::string suffix(const ReportSlice& slice) { return slice.fixed.empty() ? "" : ", " + slice.fixed; }

  void figures(const std::vector<ReportFigure>& all, const std::string& name) {
    std::size_t number = 0;
    for (const ReportFigure& figure : all) {
      if (!figure.svg.empty()) {
        const std::string which = number++ == 0 ? "" : " " + std::to_string(number);
        page_.picture(figure.svg, "Picture" + which + ": " + name);
      } else {
        page_.paragraph(figure.words);
      }
    }
  }

  // `fill` writes the rows of a combination and says how many.
  template <typename Fill>
  void table(const ReportSlice& slice, const std::string& caption, const Columns& more, const Fill& fill) {
    page_.html().open("details").element("summary", caption + ", as a table");
    Columns columns;
    for (const Axis& axis : plan_.axes()) columns.push_back({axis.name, Cell::Words});
    columns.insert(columns.end(), more.begin(), more.end());
    page_.begin_table(caption + suffix(slice), columns);
    std::size_t written = 0;
    for (const std::uint64_t combination : slice.cells) {
      if (combination == kNoCombination) continue;
      if (written >= kMostRows) break;
      written += fill(combination);
    }
    page_.end_table();
    if (written >= kMostRows) {
      page_.paragraph("Cut after " + grouped(written) + " rows; `finwait sweep query` shows all.");
    }
    page_.html().close_line();
  }

  void outcome_table(const ReportSlice& slice) {
    const Columns columns{
        {"outcome"}, {"runs", Cell::Number}, {"share", Cell::Number}, {"95 % interval", Cell::Number}};
    table(slice, "Outcomes of each combination", columns, [this](std::uint64_t combination) {
      const auto shares = data_.shares(combination);
      for (const ReportShare& share : shares) {
        std::vector<std::string> cells = data_.values(combination);
        cells.push_back(data_.outcomes()[share.outcome].words);
        cells.push_back(grouped(share.n));
        cells.push_back(share_words(share.share));
        cells.push_back(share_words(share.low) + " to " + share_words(share.high));
        page_.row(cells);
      }
      return shares.size();
    });
  }

  void metric_table(const ReportSlice& slice, std::size_t metric) {
    const MetricUnit unit = plan_.metrics()[metric]->unit;
    const Columns columns{{"n", Cell::Number},   {"min", Cell::Number}, {"median", Cell::Number},
                          {"p90", Cell::Number}, {"p99", Cell::Number}, {"max", Cell::Number}};
    table(slice, std::string(plan_.metrics()[metric]->name) + " of each combination", columns,
          [this, unit, metric](std::uint64_t combination) {
            const ReportFigures of = data_.figures(combination, metric);
            std::vector<std::string> cells = data_.values(combination);
            cells.push_back(grouped(of.n));
            if (!of.there) return std::size_t{0};
            cells.push_back(of.n == 0 ? "" : short_words(of.min, unit));
            for (const ReportQuantile& value : {of.median, of.p90, of.p99}) {
              cells.push_back(quantile_words(value, unit));
            }
            cells.push_back(of.n == 0 ? "" : short_words(of.max, unit));
            page_.row(cells);
            return std::size_t{1};
          });
  }

  ReportParts& page_;
  ReportData& data_;
  const SweepPlan& plan_;
};

}  // namespace

std::string slice_heading(const ReportSlice& slice) { return slice.fixed.empty() ? "Pictures" : slice.fixed; }

void write_slices(ReportParts& page, ReportData& data) {
  for (std::size_t i = 0; i < data.slices().size(); ++i) SliceWriter(page, data).write(i);
}

}  // namespace finwait::cli
