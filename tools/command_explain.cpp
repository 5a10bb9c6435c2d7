// finwait explain: the story of a run in plain sentences, in English or Chinese.
#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "sim/runner.hpp"
#include "sim/story/story.hpp"
#include "tools/command_options.hpp"
#include "tools/commands.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/format.hpp"
#include "tools/render.hpp"
#include "tools/scenario_input.hpp"
#include "tools/stories.hpp"
#include "tools/terminal.hpp"

namespace finwait::cli {
namespace {

struct ExplainOptions {
  ScenarioOptions scenario{};
  std::string language{};
  std::vector<std::string> stacks{};
  std::string output{};
  int width = 0;
};

void explain(const ExplainOptions& options) {
  require_distinct_stacks(options.stacks);
  const ScenarioInput input(options.scenario);
  const LadderOptions display = ladder_options(ColourMode::Never, options.width, !options.output.empty());
  const std::string text =
      stories(input, options.stacks, chosen_language(options.language), static_cast<std::size_t>(display.width));
  write_output(options.output, text);
  Runner runner;
  tell_idle_faults(runner, input.scenario());
}

}  // namespace

void add_explain(CLI::App& app, Context&) {
  CLI::App* command = app.add_subcommand("explain", "Tell in plain sentences what happens in a run, and why");
  const auto options = std::make_shared<ExplainOptions>();
  add_scenario_options(*command, options->scenario);
  add_choice(*command, "-l,--lang", options->language,
             "The language (default: zh if LC_ALL, LC_MESSAGES or LANG asks for Chinese in UTF-8, else en)",
             kLanguages);
  command->add_option("--stacks", options->stacks, "Tell it for each of these stacks, and where they part")
      ->type_name("NAME,NAME...")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_option("-o,--output", options->output, "Write to FILE, whole or not at all, instead of stdout")
      ->type_name("FILE");
  command->add_option("--width", options->width, "Columns of the text (default: the terminal's, else 80)")
      ->type_name("N")
      ->check(CLI::Range(20, 1000).description(""));
  command->callback([options] { explain(*options); });
  command->footer(
      "Every sentence is derived from the trace and the parameters in force, never from the scenario's name or its\n"
      "\"about\". What a parameter would change is found by running the scenario with it.\n"
      "\n"
      "Examples:\n"
      "  finwait explain scenarios/lost-3-once.json\n"
      "  finwait explain scenarios/lost-1-always.json --lang zh\n"
      "  finwait explain scenarios/lost-1-always.json --stacks textbook,linux --set link.delay=10ms");
}

}  // namespace finwait::cli
