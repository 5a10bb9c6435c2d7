#include "tools/sweep/report_page.hpp"

#include <algorithm>

#include "loss_models/uint128.hpp"
#include "sim/report/html_page.hpp"
#include "sim/report/html_text.hpp"
#include "sim/report/report_style.hpp"
#include "tools/numbers.hpp"
#include "tools/sweep/report_chart.hpp"
#include "tools/version.hpp"

namespace finwait::cli {
namespace {

constexpr std::size_t kMostHints = 2500;  // cells with a title
constexpr std::size_t kMostRows = 1000;   // of a table behind a picture
constexpr std::size_t kMostOutcomes = 50;
constexpr std::size_t kMostListed = 12;  // values of an axis in the list of axes

class SweepReport {
 public:
  SweepReport(std::string& out, ReportData& data) : data_(data), plan_(data.plan()), html_(out) {}

  void write() {
    const std::string name = plan_.name().empty() ? "sweep" : plan_.name();
    const std::string title = "Sweep " + name;
    const std::string generator = "finwait " + std::string(version());
    const std::string style = report_style() +
                              ".rows thead th:first-child{text-align:left}figure{margin:0 0 "
                              "1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere}";
    const HtmlPage page{"en", title, generator, style, "", "Skip to the results"};
    begin_html_page(html_, page);
    header(name);
    contents();
    html_.open("main", {{"id", "main"}, {"tabindex", "-1"}}).end_line();
    swept();
    outcomes();
    pictures();
    worst();
    html_.close_line();
    html_.open("footer").element("p", "Made by " + generator + " from " + data_.database().path() + ".").close_line();
    end_html_page(html_, page);
  }

 private:
  void header(const std::string& name) {
    html_.open("header").element("p", {{"class", "kicker"}}, "A sweep").element("h1", name).end_line();
    html_.open("ul", {{"class", "facts"}});
    html_.element("li", grouped(plan_.combinations()) + " combinations");
    html_.element("li", grouped(plan_.repeats()) + (plan_.repeats() == 1 ? " run of each" : " runs of each"));
    html_.element("li", "seed " + std::to_string(plan_.seed()));
    html_.element("li", "finwait " + data_.state().identity.program);
    html_.close().end_line();
    if (!data_.state().complete() || data_.combinations_done() < plan_.combinations()) {
      html_.open("p").element("strong", "Not complete: ");
      html_.text(grouped(data_.combinations_done()) + " of " + grouped(plan_.combinations()) +
                 " combinations are there. The same command with --resume does the rest.");
      html_.close().end_line();
    }
    for (const std::string& cut : data_.cuts()) html_.element("p", cut).end_line();
    html_.close_line();
  }

  void contents() {
    html_.open("nav", {{"aria-label", "Contents"}}).open("ul");
    const auto link = [this](const std::string& target, const std::string& words) {
      html_.open("li").element("a", {{"href", target}}, words).close();
    };
    link("#swept", "What was swept");
    link("#outcomes", "Outcomes");
    for (std::size_t i = 0; i < data_.slices().size(); ++i) {
      const std::string& fixed = data_.slices()[i].fixed;
      link("#slice-" + std::to_string(i), fixed.empty() ? "Pictures" : fixed);
    }
    link("#worst", "Worst rows");
    html_.close().close_line();
  }

  void begin(const std::string& id, const std::string& heading) {
    html_.open("section", {{"id", id}, {"aria-labelledby", id + "-heading"}});
    html_.element("h2", {{"id", id + "-heading"}}, heading).end_line();
  }

  void row(const std::vector<std::string>& cells, bool head = false) {
    html_.open("tr");
    for (const std::string& cell : cells) {
      if (head) {
        html_.element("th", {{"scope", "col"}}, cell);
      } else {
        html_.element("td", cell);
      }
    }
    html_.close_line();
  }

  void begin_table(const std::string& caption, const std::vector<std::string>& columns) {
    html_.open("div", {{"class", "scroll rows"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", caption}});
    html_.open("table").element("caption", caption).open("thead");
    row(columns, true);
    html_.close().open("tbody").end_line();
  }
  void end_table() { html_.close().close().close_line(); }

  void swept() {
    begin("swept", "What was swept");
    begin_table("Axes", {"axis", "sets", "values", "how many"});
    for (const Axis& axis : plan_.axes()) {
      std::string targets;
      for (const std::string& target : axis.targets) targets += (targets.empty() ? "" : ", ") + target;
      std::string values;
      for (std::size_t i = 0; i < axis.values.size(); ++i) {
        if (i >= kMostListed && i + 1 < axis.values.size()) {
          values += ", ... " + axis.values.back().text;
          break;
        }
        values += (values.empty() ? "" : ", ") + axis.values[i].text;
      }
      row({axis.name, targets, values, grouped(axis.values.size())});
    }
    end_table();
    html_.open("details").element("summary", "The whole sweep, base scenario included, as a sweep file");
    html_.element("pre", plan_.text()).close_line();
    html_.open("p").text("To run it again: ");
    html_.element("code",
                  "finwait sweep repro " + data_.folder() + " > sweep.json && finwait sweep run sweep.json -o DIR");
    html_.close().close_line();
  }

  // Over all combinations, with the run that shows it.
  void outcomes() {
    begin("outcomes", "Outcomes");
    std::uint64_t all = 0;
    for (const ReportOutcome& outcome : data_.outcomes()) all += outcome.runs;
    begin_table("How often each outcome came, over all combinations", {"outcome", "runs", "share"});
    std::size_t listed = 0;
    for (const ReportOutcome& outcome : data_.outcomes()) {
      if (listed++ == kMostOutcomes) break;
      const auto share = static_cast<std::uint32_t>(static_cast<Uint128>(outcome.runs) * 1'000'000 / all);
      row({outcome.words, grouped(outcome.runs), share_words(share)});
    }
    end_table();
    if (data_.outcomes().size() > kMostOutcomes) {
      html_.element("p", grouped(data_.outcomes().size() - kMostOutcomes) + " rarer outcomes are not listed.");
    }
    html_.close_line();
  }

  bool hints() const { return data_.columns() * data_.rows() <= kMostHints; }

  void pictures() {
    const bool percentile = data_.y_axis() != SIZE_MAX && plan_.repeats() > 1;
    for (std::size_t i = 0; i < data_.slices().size(); ++i) {
      const ReportSlice& slice = data_.slices()[i];
      begin("slice-" + std::to_string(i), slice.fixed.empty() ? "Pictures" : slice.fixed);
      figure(outcome_picture(data_, slice, hints()));
      outcome_table(slice);
      for (std::size_t metric = 0; metric < plan_.metrics().size(); ++metric) {
        html_.element("h3", std::string(plan_.metrics()[metric]->name));
        html_.element("p", plan_.metrics()[metric]->help);
        figure(metric_picture(data_, slice, metric, false, hints()));
        if (percentile) figure(metric_picture(data_, slice, metric, true, hints()));
        metric_table(slice, metric);
      }
      html_.close_line();
    }
  }

  void figure(const std::string& svg) {
    html_.open("figure").open("div",
                              {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Picture"}});
    html_.raw(svg).close().close_line();
  }

  std::vector<std::string> place(std::uint64_t combination) const {
    const std::vector<std::uint32_t> at = plan_.values_of(combination);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < at.size(); ++i) out.push_back(plan_.axes()[i].values[at[i]].text);
    return out;
  }
  std::vector<std::string> axis_names() const {
    std::vector<std::string> out;
    for (const Axis& axis : plan_.axes()) out.push_back(axis.name);
    return out;
  }

  // A table behind a picture: `fill` writes the rows of a combination.
  template <typename Fill>
  void table_behind(const ReportSlice& slice, const std::string& caption, const std::vector<std::string>& more,
                    const Fill& fill) {
    html_.open("details").element("summary", caption + ", as a table");
    std::vector<std::string> columns = axis_names();
    columns.insert(columns.end(), more.begin(), more.end());
    begin_table(caption, columns);
    std::size_t written = 0;
    for (const std::uint64_t combination : slice.cells) {
      if (combination == kNoCombination) continue;
      if (written >= kMostRows) break;
      written += fill(combination);
    }
    end_table();
    if (written >= kMostRows) {
      html_.element("p", "Cut after " + grouped(written) + " rows; `finwait sweep query` shows all.");
    }
    html_.close_line();
  }

  void outcome_table(const ReportSlice& slice) {
    table_behind(slice, "Outcomes of each combination", {"outcome", "runs", "share", "95 % interval"},
                 [this](std::uint64_t combination) {
                   const auto shares = data_.shares(combination);
                   for (const ReportShare& share : shares) {
                     std::vector<std::string> cells = place(combination);
                     cells.push_back(data_.outcomes()[share.outcome].words);
                     cells.push_back(grouped(share.n));
                     cells.push_back(share_words(share.share));
                     cells.push_back(share_words(share.low) + " to " + share_words(share.high));
                     row(cells);
                   }
                   return shares.size();
                 });
  }

  void metric_table(const ReportSlice& slice, std::size_t metric) {
    const MetricUnit unit = plan_.metrics()[metric]->unit;
    table_behind(slice, std::string(plan_.metrics()[metric]->name) + " of each combination",
                 {"n", "min", "median", "p90", "p99", "max"}, [this, unit, metric](std::uint64_t combination) {
                   const ReportFigures of = data_.figures(combination, metric);
                   std::vector<std::string> cells = place(combination);
                   cells.push_back(grouped(of.n));
                   for (const std::int64_t value : {of.min, of.median, of.p90, of.p99, of.max}) {
                     cells.push_back(of.n == 0 ? "" : short_words(value, unit));
                   }
                   row(cells);
                   return std::size_t{1};
                 });
  }

  void worst() {
    begin("worst", "Worst rows");
    begin_table("For each metric the combinations with the largest p99",
                {"metric", "p99", "combination", "replay one run"});
    for (const Metric* metric : plan_.metrics()) {
      Statement rows = data_.database().prepare(
          "SELECT combination, p99 FROM metrics WHERE metric = ? AND n > 0 ORDER BY p99 DESC, combination LIMIT 3");
      rows.bind(1, metric->name);
      while (rows.step()) {
        const auto combination = static_cast<std::uint64_t>(rows.integer(0));
        row({std::string(metric->name), short_words(rows.integer(1), metric->unit), combination_words(combination),
             plan_.replay_command(combination, 0, data_.folder())});
      }
    }
    end_table();
    begin_table("The rarest outcomes, with a run that shows each", {"outcome", "runs", "combination", "replay"});
    Statement first = data_.database().prepare(
        "SELECT combination, witness FROM outcomes WHERE outcome = ? ORDER BY combination LIMIT 1");
    const auto& all = data_.outcomes();
    for (std::size_t i = all.size(), listed = 0; i-- > 0 && listed < kMostListed; ++listed) {
      first.bind(1, all[i].words);
      if (first.step()) {
        const auto combination = static_cast<std::uint64_t>(first.integer(0));
        const auto witness = static_cast<std::uint64_t>(first.integer(1));
        row({all[i].words, grouped(all[i].runs), combination_words(combination),
             plan_.replay_command(combination, witness, data_.folder())});
      }
      first.reset();
    }
    end_table();
    html_.close_line();
  }

  std::string combination_words(std::uint64_t combination) const {
    const std::vector<std::string> values = place(combination);
    std::string out;
    for (std::size_t i = 0; i < values.size(); ++i) {
      out += (i > 0 ? ", " : "") + plan_.axes()[i].name + " = " + values[i];
    }
    return out;
  }

  ReportData& data_;
  const SweepPlan& plan_;
  HtmlWriter html_;
};

}  // namespace

std::string sweep_report(ReportData& data) {
  std::string out;
  SweepReport(out, data).write();
  return out;
}

}  // namespace finwait::cli
