#include "tools/command_options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>

#include "sim/suggest.hpp"

namespace finwait::cli {
namespace {

constexpr std::array<std::string_view, 3> kColourModes{"auto", "always", "never"};
constexpr int kWidest = 1000;

}  // namespace

void add_scenario_source(CLI::App& command, ScenarioOptions& options) {
  command.add_option("SCENARIO", options.path, "The scenario's file, or - for stdin")->required()->type_name("");
  command
      .add_option("--set", options.sets,
                  "Change a value of the scenario, e.g. a.tcp_fin_timeout=5s, link.delay=50ms, stack=linux; repeatable")
      ->type_name("KEY=VALUE")
      ->type_size(1)
      ->allow_extra_args(false);
}

void add_scenario_options(CLI::App& command, ScenarioOptions& options) {
  add_scenario_source(command, options);
  command.add_option("--seed", options.seed, "The seed of the random numbers, instead of the scenario's")
      ->type_name("N");
}

CLI::Option* add_choice(CLI::App& command, const std::string& names, std::string& value, const std::string& help,
                        std::span<const std::string_view> choices) {
  std::string allowed;
  for (const std::string_view choice : choices) allowed += (allowed.empty() ? "" : "|") + std::string(choice);
  const auto check = [choices](const std::string& typed) -> std::string {
    if (std::find(choices.begin(), choices.end(), typed) != choices.end()) return "";
    const std::string near = suggest(typed, choices);
    return "\"" + typed + "\" is not one of " + quoted_list(choices) +
           (near.empty() ? "" : "; did you mean " + near + "?");
  };
  return command.add_option(names, value, help)->type_name(allowed)->check(CLI::Validator(check, ""));
}

void add_display_options(CLI::App& command, std::string& colour, int& width) {
  add_choice(command, "--colour,--color", colour, "Colours (default: auto, on a terminal unless NO_COLOR is set)",
             kColourModes);
  command.add_option("--width", width, "Columns of a ladder (default: the terminal's, else 80)")
      ->type_name("N")
      ->check(CLI::Range(1, kWidest).description(""));
}

ColourMode colour_mode(std::string_view name) {
  return name == "always" ? ColourMode::Always : name == "never" ? ColourMode::Never : ColourMode::Auto;
}

}  // namespace finwait::cli
