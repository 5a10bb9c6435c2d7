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

// One of a tie, and not the least figure: all combinations together are no worst ones.
void worst_rows(ReportParts& page, ReportData& data, std::size_t number) {
  const Metric& metric = *data.plan().metrics()[number];
  std::uint64_t told = 0;
  for (const ReportWorst& each : data.overview(number).worst) {
    if (told > 0 && told + each.combinations == data.combinations_done()) return;
    told += each.combinations;
    std::vector<std::string> cells{std::string(metric.name), quantile_words(each.p99, metric.unit)};
    if (data.plan().repeats() > 1) cells.push_back(each.p99 ? short_words(each.max, metric.unit) : "");
    const std::string more = each.combinations > 1 ? ", and " + grouped(each.combinations - 1) + " more" : "";
    cells.push_back(data.place(each.combination) + more);
    cells.push_back(data.plan().replay_command(each.combination, worst_run(data, each), data.folder()));
    page.row(cells);
  }
}

void slowest(ReportParts& page, ReportData& data) {
  const bool many = data.plan().repeats() > 1;
  const std::string run = many ? "replay its worst run" : "replay it";
  const std::string figure = many ? "p99" : "value";
  std::vector<ReportParts::Column> columns{{"metric"}, {figure, Cell::Number}};
  if (many) columns.push_back({"max", Cell::Number});
  columns.insert(columns.end(), {{"combination"}, {run, Cell::Code}});
  page.begin_table(many ? "For each metric the combinations with the largest p99"
                        : "For each metric the combinations with the largest values",
                   columns, true);
  const std::uint64_t runs = data.combinations_done() * data.plan().repeats();
  std::size_t same = 0;
  for (std::size_t i = 0; i < data.plan().metrics().size(); ++i) {
    if (runs > 1 && data.overview(i).same(runs)) {
      ++same;
    } else {
      worst_rows(page, data, i);
    }
  }
  page.end_table();
  if (same > 0) page.paragraph(counted(same, "metric is", "metrics are") + " the same in every run and not listed.");
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
