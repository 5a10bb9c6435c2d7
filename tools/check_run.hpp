// One run of `finwait check`: a scenario under one stack, its expectations, its golden trace and golden explanations.
// Knows no output format and no command line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/runner.hpp"
#include "sim/scenario.hpp"

namespace finwait::cli {

enum class CheckResult : unsigned char { Ok, Blessed, Failed, Error };

struct CheckedRun {
  std::string scenario{};  // the file as it was given
  std::string stack{};     // "" as written, else the stack of both sides
  CheckResult result = CheckResult::Ok;
  std::size_t tested = 0;               // expectations that applied
  bool golden = false;                  // a golden trace was compared
  std::vector<std::string> problems{};  // one or more lines each
  // "scenarios/four-way.json" or "scenarios/four-way.json [linux]"
  std::string name() const { return stack.empty() ? scenario : scenario + " [" + stack + "]"; }
};

// Where golden traces are and what to do with them.
struct GoldenPlan {
  enum class Mode : unsigned char { Off, Compare, Bless };
  Mode mode = Mode::Compare;
  std::string folder{};  // "": the nearest tests/golden above the scenario
};

// The golden trace of a scenario: `<folder>/<path below "scenarios">/<name>[.<stack>].trace`; "" if there is no folder.
std::string golden_path(const GoldenPlan& plan, const std::string& scenario_file, std::string_view stack);

// The golden explanation beside it, in one of the languages ("en", "zh"): `<folder>/explain/<name>[.<stack>].en.txt`.
// "" where there is no folder `explain`. As written a scenario must have one; under a stack it may.
std::string golden_story_path(const GoldenPlan& plan, const std::string& scenario_file, std::string_view stack,
                              std::string_view language);

// Runs it and tests everything; the explanations too if `textbook`, the same scenario under that stack, is given.
// Throws CommandError only if a golden trace cannot be written.
CheckedRun check_run(Runner& runner, const Scenario& scenario, const std::string& file, std::string_view stack,
                     const GoldenPlan& plan, const Scenario* textbook = nullptr);

}  // namespace finwait::cli
