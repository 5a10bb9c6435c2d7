#include "tools/check_run.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

#include "sim/expectation_observer.hpp"
#include "sim/story/story.hpp"
#include "sim/trace_text.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"

namespace finwait::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDifferencesShown = 6;  // lines of each side

fs::path nearest_golden_folder(const std::string& scenario_file) {
  std::error_code error;
  fs::path folder = fs::absolute(scenario_file, error).lexically_normal().parent_path();
  for (;; folder = folder.parent_path()) {
    // A folder that is not there is reported as an error too: it is an answer like any other.
    std::error_code missing;
    if (fs::is_directory(folder / "tests" / "golden", missing)) return folder / "tests" / "golden";
    if (folder == folder.parent_path()) return {};
  }
}

// "links/jitter" of "some/where/scenarios/links/jitter.json"; the bare name of a file that is in no such folder.
fs::path below_scenarios(const std::string& scenario_file) {
  std::error_code error;
  const fs::path file = fs::absolute(scenario_file, error).lexically_normal();
  fs::path below = file.filename();
  fs::path above = file.parent_path();
  for (fs::path path = below; above.has_filename(); above = above.parent_path()) {
    if (above.filename() == "scenarios") {
      below = path;
      break;
    }
    path = above.filename() / path;
  }
  return below.replace_extension();
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// The first place where they differ, as a diff shows it.
std::string difference(const std::string& path, std::string_view what, std::string_view golden, std::string_view now) {
  const std::vector<std::string_view> before = lines_of(golden);
  const std::vector<std::string_view> after = lines_of(now);
  const auto [x, y] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  const auto at = static_cast<std::size_t>(x - before.begin());
  std::string text = path + ":" + std::to_string(at + 1) + ": the " + std::string(what) +
                     " is no longer the golden one (--bless accepts it)";
  if (at > 0) text += "\n    " + std::string(before[at - 1]);
  const auto show = [&text](auto begin, auto end, std::string_view mark) {
    const auto left = static_cast<std::size_t>(std::distance(begin, end));
    for (std::size_t i = 0; i < std::min(left, kDifferencesShown); ++i) {
      text += "\n  " + std::string(mark) + " " + std::string(*(begin + static_cast<std::ptrdiff_t>(i)));
    }
    if (left > kDifferencesShown) text += "\n  " + std::string(mark) + " ...";
  };
  show(x, before.end(), "-");
  show(y, after.end(), "+");
  return text;
}

// `what`: "trace" or "explanation".
void compare_golden(CheckedRun& checked, const GoldenPlan& plan, const std::string& path, std::string_view what,
                    const std::string& trace) {
  std::error_code error;
  const bool exists = fs::exists(path, error);
  const std::string golden = exists ? read_file(path) : "";
  checked.golden = true;
  if (exists && golden == trace) return;
  if (plan.mode == GoldenPlan::Mode::Bless) {
    fs::create_directories(fs::path(path).parent_path(), error);
    write_file(path, trace);
    checked.result = CheckResult::Blessed;
    return;
  }
  checked.problems.push_back(exists ? difference(path, what, golden, trace)
                                    : path + ": there is no golden " + std::string(what) + " yet (--bless writes it)");
}

void compare_trace(CheckedRun& checked, const GoldenPlan& plan, const std::string& trace) {
  if (plan.mode == GoldenPlan::Mode::Off) return;
  const std::string path = golden_path(plan, checked.scenario, checked.stack);
  if (!path.empty()) compare_golden(checked, plan, path, "trace", trace);
}

void compare_stories(CheckedRun& checked, const GoldenPlan& plan, Runner& runner, const Scenario& scenario,
                     const Scenario& textbook) {
  constexpr std::size_t kWidth = 80;
  if (plan.mode == GoldenPlan::Mode::Off) return;
  TraceLog log;
  TraceLog account;
  std::error_code error;
  for (const auto& [language, name] : {std::pair(Language::English, "en"), std::pair(Language::Chinese, "zh")}) {
    const std::string path = golden_story_path(plan, checked.scenario, checked.stack, name);
    if (path.empty() || (!checked.stack.empty() && !fs::exists(path, error))) continue;
    if (log.scenario() == nullptr) {
      runner.run(scenario, &log);
      runner.run(textbook, &account);
    }
    compare_golden(checked, plan, path, "explanation", story_text(tell_story(log, &account, language), kWidth));
  }
}

fs::path golden_folder(const GoldenPlan& plan, const std::string& scenario_file) {
  return plan.folder.empty() ? nearest_golden_folder(scenario_file) : fs::path(plan.folder);
}

// Short where it can be: below the folder one is in.
std::string spelled(const fs::path& path) {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  const fs::path relative = path.is_absolute() && !error ? path.lexically_relative(here) : path;
  return relative.empty() || *relative.begin() == ".." ? path.string() : relative.string();
}

std::string dotted(std::string_view stack) { return stack.empty() ? "" : "." + std::string(stack); }

}  // namespace

std::string golden_path(const GoldenPlan& plan, const std::string& scenario_file, std::string_view stack) {
  const fs::path folder = golden_folder(plan, scenario_file);
  if (folder.empty()) return "";
  fs::path path = folder / below_scenarios(scenario_file);
  path += dotted(stack) + ".trace";
  return spelled(path);
}

std::string golden_story_path(const GoldenPlan& plan, const std::string& scenario_file, std::string_view stack,
                              std::string_view language) {
  const fs::path folder = golden_folder(plan, scenario_file) / "explain";
  std::error_code error;
  if (!fs::is_directory(folder, error)) return "";
  fs::path path = folder / below_scenarios(scenario_file);
  path += dotted(stack) + "." + std::string(language) + ".txt";
  return spelled(path);
}

CheckedRun check_run(Runner& runner, const Scenario& scenario, const std::string& file, std::string_view stack,
                     const GoldenPlan& plan, const Scenario* textbook) {
  CheckedRun checked;
  checked.scenario = file;
  checked.stack = stack;
  std::string trace;
  TextSink text(trace);
  ExpectationObserver observer(scenario, &text);
  const Outcome& outcome = runner.run(scenario, &observer);
  for (const ExpectationFailure& failure : observer.failures()) checked.problems.push_back(format(failure, file));
  for (const std::string& violation : outcome.violations)
    checked.problems.emplace_back(file).append(": broken invariant: ").append(violation);
  if (!observer.complete()) checked.problems.push_back(file + ": the run did not come to its end");
  checked.tested = observer.tested();
  compare_trace(checked, plan, trace);
  if (textbook != nullptr) compare_stories(checked, plan, runner, scenario, *textbook);
  if (!checked.problems.empty()) checked.result = CheckResult::Failed;
  return checked;
}

}  // namespace finwait::cli
