// The rows that somebody will want to look at: the largest p99 of each metric and the rarest outcomes, each with the
// command that replays a run of it.
#include "tools/numbers.hpp"
#include "tools/sweep/report_sections.hpp"
#include "tools/sweep/report_words.hpp"

namespace finwait::cli {
namespace {

using Cell = ReportParts::Cell;

constexpr std::size_t kMostRare = 12;

// The run of a combination in which the metric is largest; nothing but the first run is known if no rows were kept.
class WorstRun {
 public:
  WorstRun(ReportData& data, const Metric& metric) : repeats_(data.plan().repeats()) {
    if (data.state().identity.keep != name(Keep::Rows)) return;
    rows_ = data.database().prepare("SELECT repetition FROM runs WHERE run BETWEEN ? AND ? ORDER BY " +
                                    sql_name(metric.name) + " DESC, run LIMIT 1");
    known_ = true;
  }
  std::uint64_t repetition(std::uint64_t combination) {
    if (!known_) return 0;
    rows_.bind(1, static_cast<std::int64_t>(combination * repeats_));
    rows_.bind(2, static_cast<std::int64_t>(combination * repeats_ + repeats_ - 1));
    const std::uint64_t found = rows_.step() ? static_cast<std::uint64_t>(rows_.integer(0)) : 0;
    rows_.reset();
    return found;
  }

 private:
  std::uint64_t repeats_;
  Statement rows_{};
  bool known_ = false;
};

void slowest(ReportParts& page, ReportData& data) {
  const bool many = data.plan().repeats() > 1;
  const bool rows = data.state().identity.keep == name(Keep::Rows);
  const std::string run = !many ? "replay it" : rows ? "replay its worst run" : "replay its first run";
  const std::string figure = many ? "p99" : "value";
  page.begin_table(many ? "For each metric the combinations with the largest p99"
                        : "For each metric the combinations with the largest values",
                   {{"metric"}, {figure, Cell::Number}, {"combination"}, {run, Cell::Code}}, true);
  std::size_t constant = 0;
  for (std::size_t i = 0; i < data.plan().metrics().size(); ++i) {
    const Metric& metric = *data.plan().metrics()[i];
    const ReportMetric& of = data.overview(i);
    if (of.combinations > 1 && of.p99.constant()) {
      ++constant;
      continue;
    }
    WorstRun worst(data, metric);
    for (const ReportExtreme& each : of.worst) {
      page.row({std::string(metric.name), short_words(each.value, metric.unit), data.place(each.combination),
                data.plan().replay_command(each.combination, worst.repetition(each.combination), data.folder())});
    }
  }
  page.end_table();
  if (constant > 0) {
    page.paragraph(counted(constant, "metric is", "metrics are") + " the same in every combination and not listed.");
  }
  if (many && !rows) page.paragraph("With --keep rows the sweep knows the worst run of each combination, too.");
}

void rarest(ReportParts& page, ReportData& data) {
  page.begin_table("The rarest outcomes, with a run that shows each",
                   {{"outcome"}, {"runs", Cell::Number}, {"most often at"}, {"replay one", Cell::Code}}, true);
  const auto& all = data.outcomes();
  for (std::size_t i = all.size(), listed = 0; i-- > 0 && listed < kMostRare; ++listed) {
    page.row({all[i].words, grouped(all[i].runs), data.place(all[i].most),
              data.plan().replay_command(all[i].most, all[i].witness, data.folder())});
  }
  page.end_table();
}

}  // namespace

void write_worst(ReportParts& page, ReportData& data) {
  page.begin_section("worst", "Worst rows");
  slowest(page, data);
  rarest(page, data);
  page.end_section();
}

}  // namespace finwait::cli
