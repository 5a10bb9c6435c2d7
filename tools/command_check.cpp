// finwait check: scenarios against their expectations and their golden traces.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "tools/check_report.hpp"
#include "tools/check_run.hpp"
#include "tools/commands.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/json_files.hpp"
#include "tools/scenario_input.hpp"

namespace finwait::cli {
namespace {

struct CheckOptions {
  std::vector<std::string> paths{};
  std::vector<std::string> sets{};
  std::string golden{};
  std::string junit{};
  bool tap = false;
  bool bless = false;
  bool no_golden = false;
};

GoldenPlan golden_plan(const CheckOptions& options) {
  GoldenPlan plan;
  plan.folder = options.golden;
  // Other values give another trace: a golden one says nothing about it.
  if (options.no_golden || !options.sets.empty()) plan.mode = GoldenPlan::Mode::Off;
  if (options.bless) plan.mode = GoldenPlan::Mode::Bless;
  return plan;
}

CheckedRun unreadable(const std::string& file, const std::string& stack, const CommandError& error) {
  if (error.code() != ExitCode::Usage) throw error;
  CheckedRun run;
  run.scenario = file;
  run.stack = stack;
  run.result = CheckResult::Error;
  run.problems.emplace_back(error.what());
  return run;
}

// As written, then under each stack of the scenario's own list.
template <typename Report>
void check_file(Runner& runner, const std::string& file, const CheckOptions& options, const Report& report) {
  const GoldenPlan plan = golden_plan(options);
  std::string stack;
  try {
    const ScenarioInput input({file, "", options.sets});
    const Scenario as_written = input.scenario();
    const Scenario textbook = input.scenario("textbook", "the textbook's account");
    report(check_run(runner, as_written, file, "", plan, &textbook));
    for (const std::string& name : as_written.stacks) {
      stack = name;
      try {
        report(check_run(runner, input.scenario(name, "\"stacks\""), file, name, plan, &textbook));
      } catch (const CommandError& error) {
        report(unreadable(file, name, error));
      }
    }
  } catch (const CommandError& error) {
    report(unreadable(file, stack, error));
  }
}

ExitCode exit_code_of(const std::vector<CheckedRun>& runs) {
  const auto any = [&](CheckResult result) {
    return std::any_of(runs.begin(), runs.end(), [&](const CheckedRun& run) { return run.result == result; });
  };
  return any(CheckResult::Error)    ? ExitCode::Usage
         : any(CheckResult::Failed) ? ExitCode::ExpectationFailed
                                    : ExitCode::Ok;
}

void check(const CheckOptions& options, Context& context) {
  std::vector<std::string> files;
  for (const std::string& path : options.paths) {
    for (std::string& file : scenario_files(path)) files.push_back(std::move(file));
  }
  std::vector<CheckedRun> runs;
  Runner runner;
  for (const std::string& file : files) {
    check_file(runner, file, options, [&](CheckedRun run) {
      if (!options.tap) write_stdout(line_report(run));
      runs.push_back(std::move(run));
    });
  }
  if (options.tap) write_stdout(tap_report(runs));
  if (!options.junit.empty()) write_file(options.junit, junit_report(runs, "finwait check"));
  write_stderr(summary_line(runs));
  context.exit_code = exit_code_of(runs);
}

}  // namespace

void add_check(CLI::App& app, Context& context) {
  CLI::App* command = app.add_subcommand("check", "Test scenarios: their expectations and their golden traces");
  const auto options = std::make_shared<CheckOptions>();
  command->add_option("PATH", options->paths, "Scenario files, or folders of them")->required()->type_name("");
  command->add_option("--set", options->sets, "Change a value of every scenario; golden traces are then not compared")
      ->type_name("KEY=VALUE")
      ->type_size(1)
      ->allow_extra_args(false);
  command
      ->add_option("--golden", options->golden,
                   "Folder of the golden traces (default: tests/golden, looked for upwards)")
      ->type_name("DIR");
  auto* no_golden = command->add_flag("--no-golden", options->no_golden, "Compare no golden traces");
  auto* bless = command->add_flag("--bless", options->bless,
                                  "Write the golden traces and explanations anew; the diff is the review");
  bless->excludes(no_golden)->excludes("--set");
  command->add_option("--junit", options->junit, "Also write JUnit XML to FILE")->type_name("FILE");
  command->add_flag("--tap", options->tap, "Print TAP instead of a line for each run");
  command->callback([options, &context] { check(*options, context); });
  command->footer(
      "A scenario runs as it is written and once under each stack of its list \"stacks\". Where the folder of golden\n"
      "traces has a folder \"explain\", the explanations in English and Chinese are compared too.\n"
      "\n"
      "Examples:\n"
      "  finwait check scenarios\n"
      "  finwait check scenarios/lost-3-once.json --junit report.xml\n"
      "  finwait check scenarios --bless && git diff tests/golden");
}

}  // namespace finwait::cli
