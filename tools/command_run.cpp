// finwait run: one scenario, once.
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "sim/suggest.hpp"
#include "tools/command_options.hpp"
#include "tools/commands.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/render.hpp"
#include "tools/scenario_input.hpp"
#include "tools/terminal.hpp"

namespace finwait::cli {
namespace {

struct RunOptions {
  ScenarioOptions scenario{};
  std::string format{};
  std::string output{};
  std::string colour = "auto";
  int width = 0;
  bool twice = false;
};

Format chosen_format(const RunOptions& options) {
  if (options.format.empty()) return options.output.empty() && stdout_is_terminal() ? Format::Ladder : Format::Text;
  return *parse_format(options.format);
}

// The same runner, so that a run that leaves something behind for the next one is found out too.
void require_same(Runner& runner, const Scenario& scenario) {
  const std::string first = render(runner, scenario, Format::Jsonl, {});
  const std::string second = render(runner, scenario, Format::Jsonl, {});
  if (first == second) return;
  std::size_t line = 1;
  for (std::size_t i = 0; i < first.size() && i < second.size() && first[i] == second[i]; ++i) line += first[i] == '\n';
  throw CommandError(ExitCode::Internal, "internal error: two runs of the same scenario differ, first in line " +
                                             std::to_string(line) + " of the trace; please report it");
}

void run(const RunOptions& options) {
  const Scenario scenario = ScenarioInput(options.scenario).scenario();
  Runner runner;
  if (options.twice) require_same(runner, scenario);
  const LadderOptions ladder = ladder_options(colour_mode(options.colour), options.width, !options.output.empty());
  const std::string text = render(runner, scenario, chosen_format(options), ladder);
  if (options.output.empty()) {
    write_stdout(text);
  } else {
    write_file(options.output, text);
  }
}

}  // namespace

void add_run(CLI::App& app, Context&) {
  CLI::App* command = app.add_subcommand("run", "Run a scenario and show what happens");
  const auto options = std::make_shared<RunOptions>();
  add_scenario_options(*command, options->scenario);
  add_choice(*command, "-f,--format", options->format, "How to show it (default: ladder on a terminal, text elsewhere)",
             format_names());
  command->add_option("-o,--output", options->output, "Write to FILE, whole or not at all, instead of stdout")
      ->type_name("FILE");
  add_display_options(*command, options->colour, options->width);
  command->add_flag("--twice", options->twice,
                    "Run twice and fail (exit code 3) unless both traces are the same bytes");
  command->callback([options] { run(*options); });
  command->footer(
      "Examples:\n"
      "  finwait run scenarios/lost-3-once.json\n"
      "  finwait run scenarios/lost-3-once.json --set stack=textbook --set link.delay=50ms\n"
      "  finwait run scenarios/four-way.json --set a.tcp_fin_timeout=5s --format jsonl -o trace.jsonl\n"
      "  jq '.run_for = \"1h\"' scenarios/four-way.json | finwait run -");
}

}  // namespace finwait::cli
