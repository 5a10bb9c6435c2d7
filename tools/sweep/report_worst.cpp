// The rows that somebody will want to look at: the largest p99 of each metric and the rarest outcomes, each with the
// command that replays a run of it.
#include "tools/numbers.hpp"
#include "tools/sweep/report_sections.hpp"
#include "tools/sweep/report_words.hpp"

namespace finwait::cli {
namespace {

using Cell = ReportParts::Cell;

constexpr std::size_t kMostRare = 12;

// The run in which the metric is largest; if it is never, one that does not end as it should.
std::uint64_t worst_run(ReportData& data, const ReportWorst& worst) {
  if (worst.p99) return worst.witness;
  for (const ReportShare& share : data.shares(worst.combination)) {
    if (!data.outcomes()[share.outcome].normal()) return share.witness;
  }
  return worst.witness;
}

void slowest(ReportParts& page, ReportData& data) {
  const bool many = data.plan().repeats() > 1;
  const std::string run = many ? "replay its worst run" : "replay it";
  const std::string figure = many ? "p99" : "value";
  page.begin_table(many ? "For each metric the combinations with the largest p99"
                        : "For each metric the combinations with the largest values",
                   {{"metric"}, {figure, Cell::Number}, {"combination"}, {run, Cell::Code}}, true);
  std::size_t constant = 0;
  for (std::size_t i = 0; i < data.plan().metrics().size(); ++i) {
    const Metric& metric = *data.plan().metrics()[i];
    const ReportMetric& of = data.overview(i);
    if (data.combinations_done() > 1 && of.p99.constant()) {
      ++constant;
      continue;
    }
    for (const ReportWorst& each : of.worst) {
      page.row({std::string(metric.name), quantile_words(each.p99, metric.unit), data.place(each.combination),
                data.plan().replay_command(each.combination, worst_run(data, each), data.folder())});
    }
  }
  page.end_table();
  if (constant > 0) {
    page.paragraph(counted(constant, "metric is", "metrics are") + " the same in every combination and not listed.");
  }
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
