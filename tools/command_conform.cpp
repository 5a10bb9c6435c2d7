// finwait conform: recordings of a real kernel against the simulator.
#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "core/stack_profile.hpp"
#include "core/time_text.hpp"
#include "sim/conformance.hpp"
#include "sim/suggest.hpp"
#include "tools/check_report.hpp"
#include "tools/commands.hpp"
#include "tools/conform_report.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/json_files.hpp"

namespace finwait::cli {
namespace {

struct ConformOptions {
  std::vector<std::string> paths{};
  std::string stack{};
  std::string junit{};
  bool verbose = false;
};

void require_stack(const std::string& stack) {
  if (stack.empty() || find_stack(stack) != nullptr) return;
  std::vector<std::string_view> names;
  std::string allowed;
  for (const StackProfile& each : stacks()) {
    names.push_back(each.name);
    allowed += (allowed.empty() ? "" : ", ") + std::string(each.name);
  }
  const std::string meant = suggest(stack, names);
  throw CommandError(ExitCode::Usage, "--stack: no stack is called \"" + stack + "\"; allowed: " + allowed +
                                          (meant.empty() ? "" : "; did you mean \"" + meant + "\"?"));
}

// One recording; an unreadable one is an error of its own, and the others still run.
CheckedRun conform_file(ConformanceTest& test, const std::string& file, const ConformOptions& options,
                        FamilyTable& families) {
  CheckedRun result;
  result.scenario = file;
  result.stack = options.stack;
  RecordingResult read;
  try {
    read = read_recording(read_input(file), input_name(file), options.stack);
  } catch (const CommandError& error) {
    if (error.code() != ExitCode::Usage) throw;
    result.result = CheckResult::Error;
    result.problems.emplace_back(error.what());
  }
  for (const InputError& error : read.errors) {
    result.result = CheckResult::Error;
    result.problems.push_back(format(error));
  }
  if (!read.recording) {
    std::string text = "ERROR      " + file + "\n";
    for (const std::string& problem : result.problems) text += "    " + problem + "\n";
    write_stdout(text);
    return result;
  }
  const Conformance conformance = test.compare(*read.recording);
  families.add(read.recording->family, conformance);
  const RunComparison& best = conformance.runs[conformance.best];
  if (!conformance.reproduced) {
    result.result = CheckResult::Failed;
    result.problems.push_back("run " + std::to_string(conformance.best) + ": " + best.difference);
  }
  std::string text = verdict(conformance) + " " + read.recording->name;
  if (conformance.reproduced) text += "  (largest difference " + format_duration(best.worst) + ")";
  text += "\n";
  for (const std::string& problem : result.problems) text += "    " + problem + "\n";
  if (options.verbose) text += side_by_side(best);
  write_stdout(text);
  return result;
}

void conform(const ConformOptions& options, Context& context) {
  require_stack(options.stack);
  std::vector<std::string> files;
  for (const std::string& path : options.paths) {
    for (std::string& file : scenario_files(path)) files.push_back(std::move(file));
  }
  ConformanceTest test;
  FamilyTable families;
  std::vector<CheckedRun> results;
  for (const std::string& file : files) {
    results.push_back(conform_file(test, file, options, families));
    const CheckResult result = results.back().result;
    if (result == CheckResult::Error) context.exit_code = ExitCode::Usage;
    if (result == CheckResult::Failed && context.exit_code == ExitCode::Ok) {
      context.exit_code = ExitCode::ExpectationFailed;
    }
  }
  if (files.size() > 1) write_stdout("\n" + families.text());
  if (!options.junit.empty()) write_file(options.junit, junit_report(results, "finwait conform"));
}

}  // namespace

void add_conform(CLI::App& app, Context& context) {
  CLI::App* command = app.add_subcommand("conform", "Compare recordings of a real kernel with what the simulator does");
  const auto options = std::make_shared<ConformOptions>();
  command->add_option("PATH", options->paths, "Recordings, or folders of them")->required()->type_name("");
  command->add_option("--stack", options->stack, "Run this stack on both sides instead of the recorded one")
      ->type_name("NAME");
  command->add_option("--junit", options->junit, "Also write JUnit XML to FILE")->type_name("FILE");
  command->add_flag("-v,--verbose", options->verbose, "Show every segment, recorded and simulated, side by side");
  command->callback([options, &context] { conform(*options, context); });
  command->footer(
      "A recording is reproduced if, for one of its runs, the simulator sends the same segments in the same order at\n"
      "about the same times, and exact if every segment is within 8 ms; tests/reference/README.md has the rules.\n"
      "\n"
      "Examples:\n"
      "  finwait conform tests/reference/linux-6.18\n"
      "  finwait conform tests/reference/linux-6.18/lost3_x2_aclose_finto60.json -v\n"
      "  finwait conform tests/reference/linux-6.18 --stack rfc9293 --junit report.xml");
}

}  // namespace finwait::cli
