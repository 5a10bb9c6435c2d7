// The values of an axis as a command line writes them: "5s,10s,60s", "0..0.3:0.05", "1ms..1s:log7".
#include <utility>

#include "tools/sweep/axis_values.hpp"

namespace finwait::cli {
namespace {

constexpr std::string_view kAllowed =
    "values with commas between them (5s,10s,60s), FROM..TO:STEP (0..0.3:0.05), FROM..TO:linN, FROM..TO:logN "
    "(1ms..1s:log7), or FROM..TO between whole numbers";

// At the commas that stand outside of quotes and brackets.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out(1);
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\' && i + 1 < text.size()) {
      out.back().push_back(c);
      out.back().push_back(text[++i]);
      continue;
    }
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '[' || c == '{')) ++depth;
    if (!quoted && (c == ']' || c == '}')) --depth;
    if (c == ',' && !quoted && depth == 0) {
      out.emplace_back();
    } else {
      out.back().push_back(c);
    }
  }
  return out;
}

TextProblem counted(std::string_view how, AxisRange& range) {
  const bool logarithmic = how.starts_with("log");
  range.by = logarithmic ? AxisRange::By::Logarithmic : AxisRange::By::Linear;
  TextProblem problem = parse_integer(how.substr(3), 2, kMostAxisValues, range.count);
  if (problem) problem.why_not = "the count of :" + std::string(how) + ": " + problem.why_not;
  return problem;
}

TextProblem one_range(std::string_view text, std::size_t dots, std::vector<std::string>& out, bool& logarithmic) {
  AxisRange range;
  range.from = std::string(text.substr(0, dots));
  const std::string_view rest = text.substr(dots + 2);
  const std::size_t colon = rest.find(':');
  range.to = std::string(rest.substr(0, colon));
  if (colon == std::string_view::npos) {
    const auto digits = [](const std::string& s) {
      return !s.empty() && s.find_first_not_of("0123456789") == std::string::npos;
    };
    if (!digits(range.from) || !digits(range.to)) {
      return {"\"" + std::string(text) + "\" does not say which values between its ends", std::string(kAllowed), {}};
    }
    range.step = "1";
    return range_values(range, out);
  }
  const std::string_view how = rest.substr(colon + 1);
  if (how.starts_with("log") || how.starts_with("lin")) {
    logarithmic = logarithmic || how.starts_with("log");
    if (TextProblem problem = counted(how, range)) return problem;
  } else {
    range.step = std::string(how);
  }
  return range_values(range, out);
}

}  // namespace

TextProblem listed_values(std::string_view text, std::vector<std::string>& out, bool& logarithmic) {
  if (text.empty()) return {"the axis has no values", std::string(kAllowed), {}};
  for (std::string& part : split(text)) {
    if (part.empty()) return {"a value is missing beside a comma", std::string(kAllowed), {}};
    const bool json = part.front() == '"' || part.front() == '[' || part.front() == '{';
    const std::size_t dots = json ? std::string::npos : part.find("..");
    if (dots == std::string::npos) {
      out.push_back(std::move(part));
    } else if (TextProblem problem = one_range(part, dots, out, logarithmic)) {
      return problem;
    }
    if (out.size() > kMostAxisValues) {
      return {"too many values", "at most " + std::to_string(kMostAxisValues) + " on an axis", {}};
    }
  }
  return {};
}

}  // namespace finwait::cli
