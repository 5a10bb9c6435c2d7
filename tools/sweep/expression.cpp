#include "tools/sweep/expression.hpp"

#include "core/time_text.hpp"
#include "sim/value_text.hpp"
#include "tools/sweep/expression_parser.hpp"

namespace finwait::cli {

std::string_view name(ExpressionValue::Kind kind) {
  switch (kind) {
    case ExpressionValue::Kind::Boolean:
      return "true or false";
    case ExpressionValue::Kind::Number:
      return "a number";
    case ExpressionValue::Kind::Duration:
      return "a duration";
    case ExpressionValue::Kind::Rate:
      return "a rate";
    case ExpressionValue::Kind::String:
      return "a string";
  }
  return "";
}

ExpressionValue read_expression_value(std::string_view text) {
  if (text == "true" || text == "false") return ExpressionValue::boolean(text == "true");
  Ratio number;
  if (!parse_number(text, number)) {
    return ExpressionValue::plain({static_cast<Int128>(number.num), static_cast<Int128>(number.den)});
  }
  std::uint64_t bits = 0;
  if (!parse_rate(text, bits)) return ExpressionValue::rate(whole(static_cast<std::int64_t>(bits)));
  const ParsedDuration duration = parse_duration(text);
  if (!duration.value) return ExpressionValue::string(text);
  return ExpressionValue::duration(*duration.value == kForever ? kInfinite : whole(duration.value->count()));
}

std::string format(const ExpressionProblem& problem, std::string_view what, std::string_view text) {
  std::string out(what);
  out.append(": column ").append(std::to_string(problem.column)).append(": ").append(problem.message);
  if (!problem.allowed.empty()) out.append("; allowed: ").append(problem.allowed);
  if (!problem.did_you_mean.empty()) out.append("; did you mean ").append(problem.did_you_mean).append("?");
  out.append("\n  ");
  // A caret stands below characters, the column counts octets.
  std::size_t before = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool control = static_cast<unsigned char>(text[i]) < 0x20 || text[i] == 0x7f;
    out.push_back(control ? ' ' : text[i]);
    const bool continues = (static_cast<unsigned char>(text[i]) & 0xc0U) == 0x80U;
    if (i + 1 < problem.column && !continues) ++before;
  }
  if (problem.column > text.size() + 1) before = text.size();
  out.append("\n  ").append(before, ' ').append("^");
  return out;
}

std::optional<Expression> Expression::parse(std::string_view text, std::span<const std::string_view> names,
                                            std::span<const std::string_view> functions, ExpressionProblem& problem) {
  constexpr std::size_t kLongest = 10'000;
  if (text.size() > kLongest) {
    problem = {kLongest, "the expression is too long", "at most 10000 characters", {}};
    return std::nullopt;
  }
  return ExpressionParser(text, names, functions, problem).parse();
}

}  // namespace finwait::cli
