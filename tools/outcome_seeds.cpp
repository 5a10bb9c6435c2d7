#include "tools/outcome_seeds.hpp"

#include <limits>

#include "sim/value_text.hpp"
#include "tools/context.hpp"
#include "tools/numbers.hpp"

namespace finwait::cli {
namespace {

[[noreturn]] void refuse(const std::string& text, const std::string& message) {
  throw CommandError(ExitCode::Usage, "--seeds " + text + ": " + message +
                                          "; allowed: N for the seeds 1 to N, or FROM..TO, at most " +
                                          std::to_string(kMostSeeds) + " seeds");
}

std::uint64_t number(const std::string& text, const std::string& part) {
  if (part.empty()) refuse(text, text.empty() ? "no number" : "one end of the range is missing");
  std::uint64_t value = 0;
  if (const TextProblem problem = parse_integer(part, 0, std::numeric_limits<std::uint64_t>::max(), value)) {
    refuse(text, problem.why_not);
  }
  return value;
}

}  // namespace

SeedRange parse_seeds(const std::string& text) {
  SeedRange range;
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos) {
    range.last = number(text, text);
    if (range.last == 0) refuse(text, "no seed at all");
  } else {
    range.first = number(text, text.substr(0, dots));
    range.last = number(text, text.substr(dots + 2));
    if (range.last < range.first) {
      refuse(text, "the range goes down; did you mean " + std::to_string(range.last) + ".." +
                       std::to_string(range.first) + "?");
    }
  }
  // The difference, not the count: the count of all seeds there are does not fit.
  if (range.last - range.first >= kMostSeeds) refuse(text, "too many seeds");
  return range;
}

}  // namespace finwait::cli
