// Reads a scenario for a subcommand: the file, the options that change it, and the errors of both.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/json_document.hpp"
#include "sim/json_overrides.hpp"
#include "sim/scenario.hpp"
#include "tools/recording_files.hpp"

namespace finwait::cli {

// What the command line says about a scenario.
struct ScenarioOptions {
  std::string path{};               // the file, "-" for stdin, or "FILE#/pointer" for a scenario within a file
  std::string seed{};               // --seed; "" if not given
  std::vector<std::string> sets{};  // --set, each KEY=VALUE
};

// "sweep.json#/scenario": the file and the JSON pointer in it.
struct ScenarioSource {
  std::string file{};
  std::string pointer{};  // "" if the file is the scenario
};
ScenarioSource source_of(const std::string& path);
// Leaves of the file's text what the pointer leads to. Throws CommandError (Usage) if that is nothing.
void take_part(JsonDocument& document, const ScenarioSource& source);

// The command that runs it again: "finwait run SCENARIO --set KEY=VALUE --seed N", as a shell reads it.
std::string run_command(const ScenarioOptions& options);

// Throws CommandError (Usage) if a name of --stacks is empty or there twice.
void require_distinct_stacks(const std::vector<std::string>& stacks);

// A scenario's text, read once, so that it can be read again under other stacks.
class ScenarioInput {
 public:
  // Throws CommandError: the file cannot be read, or an option is not of the form KEY=VALUE.
  explicit ScenarioInput(const ScenarioOptions& options);

  // The scenario; `stack`, if it is not empty, replaces the stack of both sides, and `origin` names the option that
  // asked for it. Throws CommandError with everything that is wrong, a line each.
  Scenario scenario(std::string_view stack = "", std::string_view origin = "") const;

 private:
  std::string name_;
  JsonDocument document_{};  // empty if the text is no JSON
  std::vector<InputError> unread_{};
  std::vector<Override> overrides_;
  RecordingFiles recordings_;
};

}  // namespace finwait::cli
