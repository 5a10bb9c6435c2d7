// finwait sweep report: what a sweep found, as a page or as one picture.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "tools/command_options.hpp"
#include "tools/command_sweep.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/sweep/report_page.hpp"

namespace finwait::cli {
namespace {

struct SweepReportOptions {
  std::string path{};
  std::string picture{};
  std::string output{};
};

// A page in a file that is called x.pdf would be opened by the wrong program.
void require_ending(const SweepReportOptions& options) {
  const std::string ending = std::filesystem::path(options.output).extension().string();
  const bool picture = !options.picture.empty();
  if (ending.empty() || (picture ? ending == ".svg" : ending == ".html" || ending == ".htm")) return;
  throw CommandError(ExitCode::Usage, options.output + ": " +
                                          (picture ? "a picture of the report is SVG; allowed: a name that ends in .svg"
                                                   : "the report is HTML; allowed: a name that ends in .html, or "
                                                     "--picture NAME for a .svg"));
}

void run(const SweepReportOptions& options) {
  require_ending(options);
  ReportData data(options.path);
  if (options.picture.empty()) {
    write_output(options.output, sweep_report(data));
    return;
  }
  write_output(options.output, report_picture(data, options.picture));
}

}  // namespace

void add_sweep_report(CLI::App& sweep, Context&) {
  CLI::App* command = sweep.add_subcommand("report", "Show a sweep's results as an HTML page that needs nothing else");
  const auto options = std::make_shared<SweepReportOptions>();
  command->add_option("DIR", options->path, "The folder of a sweep's results, or a file of merge")->required();
  command
      ->add_option("--picture", options->picture,
                   "Only this picture, as SVG: outcomes, outcomes:WORDS, METRIC or METRIC:p99")
      ->type_name("NAME");
  command->add_option("-o,--output", options->output, "Write to FILE, whole or not at all, instead of stdout")
      ->type_name("FILE");
  command->callback([options] { run(*options); });
  command->footer(
      "The page begins with what was found, in words. With one axis: curves with bands, and the share of each outcome\n"
      "with its 95 % interval. With two: heat-maps, the most frequent outcome and the share of each. With more: the\n"
      "same for each value of the others; axes that go in lock-step count as one. A table stands behind each picture,\n"
      "and each of the worst rows has the command that replays it. A sweep that is not complete is shown as far as it\n"
      "is. outcomes:WORDS is the share of all outcomes that contain the words, like \"gave up\".\n"
      "\n"
      "Examples:\n"
      "  finwait sweep report loss -o loss.html\n"
      "  finwait sweep report loss --picture closed_at:p99 -o closed.svg");
}

}  // namespace finwait::cli
