// finwait compare: the same scenario under several stacks.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "tools/command_options.hpp"
#include "tools/commands.hpp"
#include "tools/comparison.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/render.hpp"
#include "tools/scenario_input.hpp"

namespace finwait::cli {
namespace {

struct CompareOptions {
  ScenarioOptions scenario{};
  std::vector<std::string> stacks{};
  int width = 0;
};

void require_several(const std::vector<std::string>& stacks) {
  if (stacks.size() < 2) throw CommandError(ExitCode::Usage, "--stacks: give two stacks or more, e.g. textbook,linux");
  for (auto it = stacks.begin(); it != stacks.end(); ++it) {
    if (std::find(stacks.begin(), it, *it) != it)
      throw CommandError(ExitCode::Usage, "--stacks: " + *it + " is there twice");
  }
}

void compare(const CompareOptions& options) {
  require_several(options.stacks);
  const ScenarioInput input(options.scenario);
  std::vector<Scenario> scenarios;
  for (const std::string& stack : options.stacks) scenarios.push_back(input.scenario(stack, "--stacks " + stack));
  Runner runner;
  std::vector<ComparedRun> runs(scenarios.size());
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    runs[i].stack = options.stacks[i];
    require_sound(runner.run(scenarios[i], &runs[i].log));
  }
  const LadderOptions display = ladder_options(ColourMode::Never, options.width, false);
  const auto width = static_cast<std::size_t>(display.width);
  std::string text;
  if (!scenarios.front().about.empty()) text += scenarios.front().about + "\n\n";
  text += comparison_table(runs, width);
  for (std::size_t i = 1; i < runs.size(); ++i) text += "\n" + first_difference(runs.front(), runs[i], width);
  write_stdout(text);
}

}  // namespace

void add_compare(CLI::App& app, Context&) {
  CLI::App* command = app.add_subcommand("compare", "Run a scenario under several stacks and show where they part");
  const auto options = std::make_shared<CompareOptions>();
  add_scenario_options(*command, options->scenario);
  command->add_option("--stacks", options->stacks, "Two stacks or more, with commas; both sides run each of them")
      ->type_name("NAME,NAME...")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->required();
  command->add_option("--width", options->width, "Columns of the table (default: the terminal's, else 80)")
      ->type_name("N")
      ->check(CLI::Range(40, 1000).description(""));
  command->callback([options] { compare(*options); });
  command->footer(
      "Examples:\n"
      "  finwait compare scenarios/lost-1-always.json --stacks textbook,linux\n"
      "  finwait compare scenarios/lost-3-once.json --stacks textbook,rfc9293,linux --set link.delay=100ms");
}

}  // namespace finwait::cli
