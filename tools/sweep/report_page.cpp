#include "tools/sweep/report_page.hpp"

#include "sim/report/html_page.hpp"
#include "tools/numbers.hpp"
#include "tools/shell_word.hpp"
#include "tools/sweep/report_parts.hpp"
#include "tools/sweep/report_sections.hpp"
#include "tools/sweep/report_words.hpp"
#include "tools/sweep/tally.hpp"
#include "tools/version.hpp"

namespace finwait::cli {
namespace {

using Cell = ReportParts::Cell;

constexpr std::size_t kMostOutcomes = 50;
constexpr std::size_t kMostListed = 12;  // values of an axis in the list of axes
constexpr std::size_t kMostLinks = 6;    // slices in the bar that stays at the top

class SweepReport {
 public:
  SweepReport(std::string& out, ReportData& data) : data_(data), plan_(data.plan()), page_(out), html_(page_.html()) {}

  void write() {
    const std::string name = plan_.name().empty() ? "sweep" : plan_.name();
    const std::string title = "Sweep " + name;
    const std::string generator = "finwait " + std::string(version());
    const std::string style = ReportParts::style();
    const HtmlPage page{"en", title, generator, style, "", "Skip to the results"};
    begin_html_page(html_, page);
    header(name);
    contents();
    html_.open("main", {{"id", "main"}, {"tabindex", "-1"}}).end_line();
    findings();
    outcomes();
    if (many_links()) list_of_slices();
    write_slices(page_, data_);
    write_worst(page_, data_);
    swept();
    html_.close_line();
    html_.open("footer").element("p", "Made by " + generator + " from " + data_.database().path() + ".").close_line();
    end_html_page(html_, page);
  }

 private:
  bool many_links() const { return data_.slices().size() > kMostLinks; }

  void header(const std::string& name) {
    html_.open("header").element("p", {{"class", "kicker"}}, "A sweep").element("h1", name).end_line();
    html_.open("ul", {{"class", "facts"}});
    html_.element("li", counted(plan_.combinations(), "combination", "combinations"));
    if (plan_.repeats() > 1) html_.element("li", grouped(plan_.repeats()) + " runs of each");
    html_.element("li", "seed " + std::to_string(plan_.seed()));
    html_.element("li", "finwait " + data_.state().identity.program);
    html_.close().end_line();
    if (!plan_.about().empty()) html_.element("p", {{"class", "about"}}, plan_.about()).end_line();
    if (!data_.state().complete() || data_.combinations_done() < plan_.combinations()) {
      html_.open("p").element("strong", "Not complete: ");
      html_.text(grouped(data_.combinations_done()) + " of " + grouped(plan_.combinations()) +
                 " combinations are there. The same command with --resume does the rest.");
      html_.close().end_line();
    }
    html_.close_line();
  }

  void link(const std::string& target, const std::string& words) {
    html_.open("li").element("a", {{"href", target}}, words).close();
  }

  void links_to_slices() {
    for (std::size_t i = 0; i < data_.slices().size(); ++i) {
      link("#slice-" + std::to_string(i), slice_heading(data_.slices()[i]));
    }
  }

  void contents() {
    html_.open("nav", {{"aria-label", "Contents"}}).open("ul");
    link("#findings", "In short");
    link("#outcomes", "Outcomes");
    if (many_links()) {
      link("#pictures", "Pictures");
    } else {
      links_to_slices();
    }
    link("#worst", "Worst rows");
    link("#swept", "What was swept");
    html_.close().close_line();
  }

  void findings() {
    page_.begin_section("findings", "In short");
    html_.open("ul", {{"class", "findings"}}).end_line();
    for (const std::string& words : report_findings(data_)) html_.element("li", words).end_line();
    html_.close_line();
    for (const std::string& cut : data_.cuts()) page_.paragraph(cut);
    buckets();
    page_.end_section();
  }

  // Which quantiles are less exact than they look.
  void buckets() {
    std::string names;
    for (std::size_t i = 0; i < plan_.metrics().size(); ++i) {
      const std::uint64_t inexact = data_.overview(i).inexact;
      if (inexact == 0) continue;
      names += (names.empty() ? "" : ", ") + std::string(plan_.metrics()[i]->name) + " (in " +
               counted(inexact, "combination", "combinations") + ")";
    }
    if (names.empty()) return;
    page_.paragraph("Of more than " + grouped(ValueTally::kExactValues) +
                    " different values medians and percentiles are known to a bucket, and given as its least value, "
                    "up to 0.8 % below the exact one: " +
                    names + ".");
  }

  void outcomes() {
    page_.begin_section("outcomes", "Outcomes");
    std::uint64_t all = 0;
    for (const ReportOutcome& outcome : data_.outcomes()) all += outcome.runs;
    page_.begin_table(
        "How often each outcome came, over all combinations",
        {{"outcome"}, {"runs", Cell::Number}, {"share", Cell::Number}, {"in combinations", Cell::Number}});
    std::size_t listed = 0;
    for (const ReportOutcome& outcome : data_.outcomes()) {
      if (listed++ == kMostOutcomes) break;
      page_.row({outcome.words, grouped(outcome.runs), share_words(outcome.runs, all), grouped(outcome.combinations)});
    }
    page_.end_table();
    if (data_.outcomes().size() > kMostOutcomes) {
      page_.paragraph(counted(data_.outcomes().size() - kMostOutcomes, "rarer outcome is", "rarer outcomes are") +
                      " not listed.");
    }
    page_.end_section();
  }

  void list_of_slices() {
    page_.begin_section("pictures", "Pictures");
    html_.open("ul", {{"class", "parts"}}).end_line();
    links_to_slices();
    html_.close_line();
    page_.end_section();
  }

  void axes() {
    if (plan_.axes().empty()) return page_.paragraph("No axis: the scenario as it is, with a seed for each run.");
    page_.begin_table("Axes", {{"axis"}, {"sets"}, {"values"}, {"how many", Cell::Number}});
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
      page_.row({axis.name, targets, values, grouped(axis.values.size())});
    }
    page_.end_table();
  }

  void swept() {
    page_.begin_section("swept", "What was swept");
    axes();
    html_.open("details").element("summary", "The whole sweep, base scenario included, as a sweep file");
    html_.element("pre", plan_.text()).close_line();
    html_.open("p").text("To run it again: ");
    html_.element("code", "finwait sweep repro " + shell_word(data_.folder()) +
                              " > sweep.json && finwait sweep run sweep.json -o DIR");
    html_.close().end_line();
    page_.end_section();
  }

  ReportData& data_;
  const SweepPlan& plan_;
  ReportParts page_;
  HtmlWriter& html_;
};

}  // namespace

std::string sweep_report(ReportData& data) {
  std::string out;
  SweepReport(out, data).write();
  return out;
}

}  // namespace finwait::cli
