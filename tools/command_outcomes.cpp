// finwait outcomes: one scenario under many seeds, and what the runs came to.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "sim/runner.hpp"
#include "tools/command_options.hpp"
#include "tools/commands.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/outcome_report.hpp"
#include "tools/scenario_input.hpp"

namespace finwait::cli {
namespace {

constexpr std::array<std::string_view, 3> kFormats{"text", "csv", "json"};

struct OutcomesOptions {
  ScenarioOptions scenario{};
  std::string seeds = "10000";
  std::vector<std::string> stacks{};
  std::string format = "text";
  std::string output{};
};

void require_sense(const OutcomesOptions& options) {
  require_distinct_stacks(options.stacks);
  for (const std::string& set : options.scenario.sets) {
    if (set.rfind("seed=", 0) == 0) {
      throw CommandError(ExitCode::Usage, "--set " + set + ": the seeds are those of --seeds; use --seeds " +
                                              set.substr(5) + ".." + set.substr(5) + " for one");
    }
  }
}

OutcomeSummary run_all(Scenario scenario, const SeedRange& seeds) {
  Runner runner;
  OutcomeTally tally;
  for (std::uint64_t i = 0; i < seeds.count(); ++i) {
    scenario.seed = seeds.first + i;
    const Outcome& outcome = runner.run_quietly(scenario);
    if (!outcome.violations.empty()) {
      throw CommandError(ExitCode::Internal, "internal error: the run with seed " + std::to_string(scenario.seed) +
                                                 " broke an invariant: " + outcome.violations.front() +
                                                 "; please report it");
    }
    tally.add(scenario.seed, outcome.end);
  }
  return tally.summary();
}

std::string replay_command(const ScenarioOptions& options, const std::string& stack) {
  std::string command = run_command(options);
  if (!stack.empty()) command += " --set stack=" + stack;
  return command;
}

std::string stacks_of(const Scenario& scenario) {
  const std::string a(scenario.side(Side::A).profile.name);
  const std::string b(scenario.side(Side::B).profile.name);
  return a == b ? a : a + " and " + b;
}

void outcomes(const OutcomesOptions& options) {
  OutcomeReport report;
  report.seeds = parse_seeds(options.seeds);
  require_sense(options);
  const ScenarioInput input(options.scenario);
  const std::vector<std::string> stacks = options.stacks.empty() ? std::vector<std::string>{""} : options.stacks;
  // All are read before the first is run: an error in the last one is not worth waiting for.
  std::vector<Scenario> scenarios;
  scenarios.reserve(stacks.size());
  for (const std::string& stack : stacks) scenarios.push_back(input.scenario(stack, "--stacks " + stack));
  if (!options.output.empty()) require_output(options.output);
  report.scenario = scenarios.front().name;
  report.about = scenarios.front().about;
  for (std::size_t i = 0; i < stacks.size(); ++i) {
    report.stacks.push_back({stacks_of(scenarios[i]), replay_command(options.scenario, stacks[i]),
                             run_all(std::move(scenarios[i]), report.seeds)});
  }
  const std::string text = options.format == "csv"    ? outcomes_csv(report)
                           : options.format == "json" ? outcomes_json(report)
                                                      : outcomes_text(report);
  write_output(options.output, text);
}

}  // namespace

void add_outcomes(CLI::App& app, Context&) {
  CLI::App* command = app.add_subcommand("outcomes", "Run a scenario under many seeds and count what it comes to");
  const auto options = std::make_shared<OutcomesOptions>();
  add_scenario_source(*command, options->scenario);
  command->add_option("--seeds", options->seeds, "The seeds 1 to N, or those from FROM to TO (default: 10000)")
      ->type_name("N|FROM..TO");
  command->add_option("--stacks", options->stacks, "Stacks, with commas; both sides run each of them in turn")
      ->type_name("NAME,NAME...")
      ->delimiter(',')
      ->allow_extra_args(false);
  add_choice(*command, "-f,--format", options->format, "How to show them (default: text)", kFormats);
  command->add_option("-o,--output", options->output, "Write to FILE, whole or not at all, instead of stdout")
      ->type_name("FILE");
  command->callback([options] { outcomes(*options); });
  command->footer(
      "Runs with the same end of both sides, for the same reasons, are one outcome. For each: how many, the smallest\n"
      "seed that shows it, and the time from the SYN until both sides are CLOSED. Text shows exact times with their "
      "unit,\n"
      "csv and json nanoseconds.\n"
      "\n"
      "Examples:\n"
      "  finwait outcomes scenarios/links/close-under-loss.json --stacks textbook,linux\n"
      "  finwait outcomes scenarios/links/close-under-loss.json --seeds 100000 --set link.changes.0.loss.p=3/10\n"
      "  finwait outcomes scenarios/links/bernoulli.json --seeds 500..999 --format csv -o outcomes.csv");
}

}  // namespace finwait::cli
