// Options that several subcommands have, added in one place so that they are spelled and checked alike.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tools/scenario_input.hpp"
#include "tools/terminal.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own name
class App;
class Option;
}  // namespace CLI

namespace finwait::cli {

// SCENARIO and --set.
void add_scenario_source(CLI::App& command, ScenarioOptions& options);
// The same and --seed.
void add_scenario_options(CLI::App& command, ScenarioOptions& options);
// An option that takes one of `choices`; anything else is a usage error that lists them.
CLI::Option* add_choice(CLI::App& command, const std::string& names, std::string& value, const std::string& help,
                        std::span<const std::string_view> choices);
// --colour (also --color) and --width.
void add_display_options(CLI::App& command, std::string& colour, int& width);
ColourMode colour_mode(std::string_view name);

}  // namespace finwait::cli
