// finwait frontier: the exact value of a parameter at which the outcome changes.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "tools/command_options.hpp"
#include "tools/commands.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/format.hpp"
#include "tools/sweep/frontier.hpp"

namespace finwait::cli {
namespace {

constexpr std::array<std::string_view, 4> kFormats{"text", "csv", "json", "svg"};
constexpr std::uint32_t kMostLooks = 100'000;

struct FrontierCommand {
  FrontierOptions frontier{};
  std::vector<std::string> between{};
  std::string format{};
  std::string output{};
};

Format chosen_format(const FrontierCommand& options) {
  const Format format = choose_format(options.format, options.output, Format::Text);
  if (std::find(kFormats.begin(), kFormats.end(), name(format)) != kFormats.end()) return format;
  throw CommandError(ExitCode::Usage, options.output + ": a frontier is written as text, csv, json or svg, not as " +
                                          std::string(name(format)) + "; choose with --format");
}

std::string text_of(const Frontier& frontier, Format format) {
  if (format == Format::Csv) return frontier_csv(frontier);
  if (format == Format::Json) return frontier_json(frontier);
  return format == Format::Svg ? frontier_svg(frontier) : frontier_text(frontier);
}

void run(FrontierCommand options) {
  const Format format = chosen_format(options);
  options.frontier.lower = options.between.at(0);
  options.frontier.upper = options.between.at(1);
  if (!options.output.empty()) options.frontier.before = [&options] { require_output(options.output); };
  const Frontier found = find_frontier(options.frontier);
  write_output(options.output, text_of(found, format));
}

}  // namespace

void add_frontier(CLI::App& app, Context&) {
  CLI::App* command = app.add_subcommand("frontier", "Find the exact value at which the outcome changes");
  const auto options = std::make_shared<FrontierCommand>();
  FrontierOptions& frontier = options->frontier;
  command->add_option("SCENARIO", frontier.path, "The scenario, a JSON file; - is stdin")
      ->required()
      ->type_name("FILE");
  command->add_option("--axis", frontier.axis, "What to vary: a.tcp_fin_timeout, link.loss.p, /b/app/1/for")
      ->required()
      ->type_name("TARGET");
  command->add_option("--between", options->between, "The bounds, both included: two durations or two numbers")
      ->required()
      ->expected(2)
      ->type_name("X Y");
  command
      ->add_option("--unit", frontier.unit,
                   "How exactly (default: the finer unit of the two bounds: 1.5s is 100ms; of a number that may be a "
                   "fraction, 1000 steps and more: 0 1 is 0.001)")
      ->type_name("STEP");
  command->add_option("--axis2", frontier.second, "Do it for each of these values of something else")
      ->type_name("TARGET=VALUES");
  command->add_option("--looks", frontier.looks, "The even parts of the first, coarse look (default: 64)")
      ->type_name("N")
      ->check(CLI::Range(1U, kMostLooks));
  command
      ->add_option("--repeats", frontier.repeats, "Runs of each value; the most frequent outcome counts (default: 1)")
      ->type_name("N");
  command->add_option("--seed", frontier.seed, "The seed of the first run of each value (default: the scenario's)")
      ->type_name("N");
  command->add_option("--set", frontier.sets, "Change a value of the scenario")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  add_choice(*command, "-f,--format", options->format,
             "How to show it (default: as -o ends, else text); svg: a map of what lies between the borders", kFormats);
  command->add_option("-o,--output", options->output, "Write to FILE, whole or not at all, instead of stdout")
      ->type_name("FILE");
  command->callback([options] { run(*options); });
  command->footer(
      "An outcome is how each side ended and why, in the words of `finwait outcomes`. Evenly spaced values are looked\n"
      "at first, and closer ones towards the lower bound; between neighbours that differ, halves, until two values "
      "one\n"
      "unit apart differ. An island that lies between two looks can be missed: --looks brings them closer. All values\n"
      "are run with the same seeds. If nothing changes, that is said, and the exit code is 0.\n"
      "\n"
      "Examples:\n"
      "  finwait frontier scenarios/lost-3-late-meets-closed-port.json --axis a.tcp_fin_timeout --between 1s 60s "
      "--unit 1ms\n"
      "  finwait frontier scenarios/links/close-under-loss.json --axis link.changes.0.loss.p --between 0 1\n"
      "  finwait frontier 'scenarios/sweeps/late-fin.json#/scenario' --axis b.tcp_orphan_retries --between 1 15\n"
      "  finwait frontier 'scenarios/sweeps/late-fin.json#/scenario' --axis a.tcp_fin_timeout --between 1s 60s --axis2 "
      "b.tcp_orphan_retries=5..9");
}

}  // namespace finwait::cli
