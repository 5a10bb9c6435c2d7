#include "tools/scenario_input.hpp"

#include <algorithm>
#include <utility>

#include "sim/scenario_json.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/shell_word.hpp"

namespace finwait::cli {
namespace {

[[noreturn]] void refuse(const std::vector<InputError>& errors) {
  std::string message;
  for (const InputError& error : errors) message += (message.empty() ? "" : "\n") + format(error);
  throw CommandError(ExitCode::Usage, message);
}

}  // namespace

std::string run_command(const ScenarioOptions& options) {
  std::string command = "finwait run " + shell_word(options.path);
  for (const std::string& set : options.sets) command += " --set " + shell_word(set);
  if (!options.seed.empty()) command += " --seed " + shell_word(options.seed);
  return command;
}

void require_distinct_stacks(const std::vector<std::string>& stacks) {
  for (auto it = stacks.begin(); it != stacks.end(); ++it) {
    if (it->empty()) throw CommandError(ExitCode::Usage, "--stacks: a name is missing; give e.g. textbook,linux");
    if (std::find(stacks.begin(), it, *it) != it) {
      throw CommandError(ExitCode::Usage, "--stacks: " + *it + " is there twice");
    }
  }
}

ScenarioInput::ScenarioInput(const ScenarioOptions& options)
    : name_(input_name(options.path)), text_(read_input(options.path)), recordings_(options.path) {
  InputErrors errors;
  for (const std::string& set : options.sets) {
    Override change;
    if (parse_override(set, change, errors)) overrides_.push_back(std::move(change));
  }
  if (!errors.empty()) refuse(errors.take());
  if (!options.seed.empty()) overrides_.push_back({"seed", options.seed, "--seed " + options.seed});
}

Scenario ScenarioInput::scenario(std::string_view stack, std::string_view origin) const {
  std::vector<Override> overrides = overrides_;
  if (!stack.empty()) {
    // As a JSON string: "7" must be read as a name that does not exist, not as a number.
    overrides.push_back({"stack", "\"" + std::string(stack) + "\"", std::string(origin)});
  }
  ScenarioResult result = read_scenario(text_, name_, overrides, &recordings_);
  if (!result.scenario) refuse(result.errors);
  return std::move(*result.scenario);
}

}  // namespace finwait::cli
