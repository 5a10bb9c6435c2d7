#include "tools/check_report.hpp"

#include <algorithm>
#include <string_view>

#include "sim/xml_text.hpp"

namespace finwait::cli {
namespace {

bool passed(const CheckedRun& run) { return run.result == CheckResult::Ok || run.result == CheckResult::Blessed; }

std::string indented(std::string_view text, std::string_view indent) {
  std::string out(indent);
  for (const char c : text) {
    out += c;
    if (c == '\n') out += indent;
  }
  return out + "\n";
}

std::string word(CheckResult result) {
  switch (result) {
    case CheckResult::Ok:
      return "ok     ";
    case CheckResult::Blessed:
      return "blessed";
    case CheckResult::Failed:
      return "FAILED ";
    case CheckResult::Error:
      return "ERROR  ";
  }
  return "";
}

std::string what_was_tested(const CheckedRun& run) {
  if (run.result == CheckResult::Error) return "";
  std::string text = std::to_string(run.tested) + (run.tested == 1 ? " expectation" : " expectations");
  return "  (" + text + (run.golden ? ", golden)" : ")");
}

// Line breaks survive in attributes only as characters of their own.
std::string xml(std::string_view text) {
  std::string out = xml_escaped(text);
  for (std::size_t at = out.find('\n'); at != std::string::npos; at = out.find('\n', at)) out.replace(at, 1, "&#10;");
  return out;
}

std::string all_problems(const CheckedRun& run) {
  std::string text;
  for (const std::string& problem : run.problems) text += (text.empty() ? "" : "\n") + problem;
  return text;
}

}  // namespace

std::string line_report(const CheckedRun& run) {
  std::string text = word(run.result) + " " + run.name() + what_was_tested(run) + "\n";
  for (const std::string& problem : run.problems) text += indented(problem, "        ");
  return text;
}

std::string summary_line(std::span<const CheckedRun> runs) {
  const auto good = std::count_if(runs.begin(), runs.end(), passed);
  const auto bad =
      std::count_if(runs.begin(), runs.end(), [](const CheckedRun& r) { return r.result == CheckResult::Failed; });
  const auto errors =
      std::count_if(runs.begin(), runs.end(), [](const CheckedRun& r) { return r.result == CheckResult::Error; });
  std::string text =
      std::to_string(runs.size()) + (runs.size() == 1 ? " run: " : " runs: ") + std::to_string(good) + " ok";
  if (bad > 0) text += ", " + std::to_string(bad) + " failed";
  if (errors > 0) text += ", " + std::to_string(errors) + " with errors";
  return text + "\n";
}

std::string tap_report(std::span<const CheckedRun> runs) {
  std::string text = "TAP version 13\n1.." + std::to_string(runs.size()) + "\n";
  std::size_t number = 0;
  for (const CheckedRun& run : runs) {
    text += (passed(run) ? "ok " : "not ok ") + std::to_string(++number) + " - " + run.name() + "\n";
    for (const std::string& problem : run.problems) text += indented(problem, "# ");
  }
  return text;
}

std::string junit_report(std::span<const CheckedRun> runs, std::string_view suite) {
  const auto of = [&](CheckResult result) {
    return std::to_string(
        std::count_if(runs.begin(), runs.end(), [&](const CheckedRun& r) { return r.result == result; }));
  };
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"" + xml(suite) + "\" tests=\"" +
                     std::to_string(runs.size()) + "\" failures=\"" + of(CheckResult::Failed) + "\" errors=\"" +
                     of(CheckResult::Error) + "\">\n";
  for (const CheckedRun& run : runs) {
    text += "  <testcase classname=\"" + xml(run.scenario) + "\" name=\"" +
            xml(run.stack.empty() ? "as written" : run.stack) + "\"";
    if (passed(run)) {
      text += "/>\n";
      continue;
    }
    const std::string kind = run.result == CheckResult::Error ? "error" : "failure";
    const std::string first =
        run.problems.empty() ? "" : run.problems.front().substr(0, run.problems.front().find('\n'));
    text.append(">\n    <").append(kind).append(" message=\"").append(xml(first)).append("\">");
    text.append(xml(all_problems(run))).append("</").append(kind).append(">\n  </testcase>\n");
  }
  return text + "</testsuite>\n";
}

}  // namespace finwait::cli
