#include "tools/scenario_input.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "sim/scenario_json.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/json_files.hpp"
#include "tools/shell_word.hpp"

namespace finwait::cli {
namespace {

[[noreturn]] void refuse(const std::vector<InputError>& errors) { throw CommandError(ExitCode::Usage, format(errors)); }

}  // namespace

ScenarioSource source_of(const std::string& path) {
  const std::size_t hash = path.rfind("#/");
  std::error_code ignored;
  if (hash == std::string::npos || std::filesystem::exists(path, ignored)) return {path, ""};
  return {path.substr(0, hash), path.substr(hash + 1)};
}

void take_part(JsonDocument& document, const ScenarioSource& source) {
  if (source.pointer.empty()) return;
  const std::uint32_t node = node_at(document, source.pointer);
  if (node == JsonNode::kNone) {
    throw CommandError(ExitCode::Usage, source.file + ": nothing stands at " + source.pointer +
                                            "; allowed: a JSON pointer to a scenario, as " + source.file +
                                            "#/scenario");
  }
  document = part_of(document, node);
}

std::string run_command(const ScenarioOptions& options) {
  std::string command = "finwait run " + shell_word(options.path);
  for (const std::string& set : options.sets) command += " --set " + shell_word(set);
  if (!options.seed.empty()) command += " --seed " + shell_word(options.seed);
  return command;
}

void require_distinct_stacks(const std::vector<std::string>& stacks) {
  for (auto it = stacks.begin(); it != stacks.end(); ++it) {
    if (std::find(stacks.begin(), it, *it) != it) {
      throw CommandError(ExitCode::Usage, "--stacks: " + *it + " is there twice");
    }
  }
}

ScenarioInput::ScenarioInput(const ScenarioOptions& options)
    : name_(input_name(source_of(options.path).file)), recordings_(source_of(options.path).file) {
  const ScenarioSource source = source_of(options.path);
  InputErrors unread;
  if (!parse_json(read_input(source.file), name_, document_, unread)) {
    document_.nodes.clear();
  } else {
    take_part(document_, source);
    if (is_sweep(document_)) {
      throw CommandError(ExitCode::Usage, name_ + ": this is a sweep, not a scenario; run it with finwait sweep run " +
                                              source.file + ", or its base scenario as " + source.file + "#/scenario");
    }
  }
  unread_ = unread.take();
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
  if (document_.nodes.empty()) refuse(unread_);
  ScenarioResult result = read_scenario(document_, name_, overrides, &recordings_);
  if (!result.scenario) refuse(result.errors);
  return std::move(*result.scenario);
}

}  // namespace finwait::cli
