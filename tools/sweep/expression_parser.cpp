#include "tools/sweep/expression_parser.hpp"

#include <algorithm>
#include <array>

#include "sim/suggest.hpp"

namespace finwait::cli {
namespace {

constexpr std::string_view kOperand = "a name, a number, a duration such as 5s, a \"string\" or (";

// A word of the language that was written in capitals; "" if it is none.
std::string in_small_letters(std::string_view word) {
  constexpr std::array<std::string_view, 8> kWords{"and", "or", "not", "true", "false", "never", "min", "max"};
  std::string small(word);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small != word && std::find(kWords.begin(), kWords.end(), small) != kWords.end() ? small : std::string();
}

}  // namespace

std::optional<Expression> ExpressionParser::parse() {
  out_.text_ = std::string(text_);
  if (at_end()) return fail(1, "the expression is empty", std::string(kOperand));
  if (!disjunction()) return std::nullopt;
  if (!at_end()) {
    if (take("=")) return fail(column() - 1, "= assigns nothing here", "== to compare", "==");
    if (take("&") || take("|")) return fail(column() - 1, "one sign of two", "&& or ||, or the words and, or");
    return over_before_this("an operator: == != < <= > >= + - * / and or");
  }
  return std::move(out_);
}

ExpressionParser::Place ExpressionParser::disjunction() {
  Place left = conjunction();
  while (left) {
    skip_spaces();
    const std::size_t at = column();
    if (!take("||") && !take_word("or")) break;
    wrote("or");
    const Place right = conjunction();
    left = right ? node(Op::Or, at, *left, *right) : std::nullopt;
  }
  return left;
}

ExpressionParser::Place ExpressionParser::conjunction() {
  Place left = negation();
  while (left) {
    skip_spaces();
    const std::size_t at = column();
    if (!take("&&") && !take_word("and")) break;
    wrote("and");
    const Place right = negation();
    left = right ? node(Op::And, at, *left, *right) : std::nullopt;
  }
  return left;
}

ExpressionParser::Place ExpressionParser::negation() {
  skip_spaces();
  const std::size_t at = column();
  const bool unequal = text_.substr(at_).starts_with("!=");
  if (unequal || (!take("!") && !take_word("not"))) return comparison();
  wrote("not");
  if (++depth_ > kDeepest) return fail(at, "nested too deeply", "at most 100 levels");
  const Place inner = negation();
  --depth_;
  return inner ? node(Op::Not, at, *inner) : std::nullopt;
}

ExpressionParser::Place ExpressionParser::comparison() {
  struct Sign {
    std::string_view text;
    Op op;
  };
  static constexpr std::array<Sign, 6> kSigns{Sign{"<=", Op::LessEqual}, {">=", Op::GreaterEqual}, {"==", Op::Equal},
                                              {"!=", Op::NotEqual},      {"<", Op::Less},          {">", Op::Greater}};
  Place left = sum();
  bool compared = false;
  while (left) {
    skip_spaces();
    const std::size_t at = column();
    const auto* sign = std::find_if(kSigns.begin(), kSigns.end(), [this](const Sign& s) { return take(s.text); });
    if (sign == kSigns.end()) break;
    if (compared) return fail(at, "three values in one comparison", "a < b and b < c");
    compared = true;
    wrote(sign->text);
    const Place right = sum();
    left = right ? node(sign->op, at, *left, *right) : std::nullopt;
  }
  return left;
}

ExpressionParser::Place ExpressionParser::sum() {
  Place left = product();
  while (left) {
    skip_spaces();
    const std::size_t at = column();
    const bool plus = take("+");
    if (!plus && !take("-")) break;
    wrote(plus ? "+" : "-");
    const Place right = product();
    left = right ? node(plus ? Op::Add : Op::Subtract, at, *left, *right) : std::nullopt;
  }
  return left;
}

ExpressionParser::Place ExpressionParser::product() {
  Place left = unary();
  while (left) {
    skip_spaces();
    const std::size_t at = column();
    const bool times = take("*");
    if (!times && !take("/")) break;
    wrote(times ? "*" : "/");
    const Place right = unary();
    left = right ? node(times ? Op::Multiply : Op::Divide, at, *left, *right) : std::nullopt;
  }
  return left;
}

ExpressionParser::Place ExpressionParser::unary() {
  skip_spaces();
  const std::size_t at = column();
  if (!take("-")) return operand();
  wrote("-");
  if (++depth_ > kDeepest) return fail(at, "nested too deeply", "at most 100 levels");
  const Place inner = unary();
  --depth_;
  return inner ? node(Op::Negate, at, *inner) : std::nullopt;
}

ExpressionParser::Place ExpressionParser::operand() {
  if (at_end()) return fail(column(), "a value is missing", std::string(kOperand));
  const std::size_t at = column();
  if (const auto known = known_name()) return use_name(*known, at);
  const char c = text_[at_];
  if (c == '(') return in_parentheses();
  if (c == '"' || c == '\'') return quoted();
  if (c >= '0' && c <= '9') return number();
  if (!peek_word().empty()) return word();
  if (c == '.') return fail(at, "a digit is missing before the point", "0.5");
  return fail(at, "a value is missing", std::string(kOperand));
}

ExpressionParser::Place ExpressionParser::in_parentheses() {
  const std::size_t at = column();
  (void)take("(");
  wrote("(");
  if (++depth_ > kDeepest) return fail(at, "nested too deeply", "at most 100 levels");
  const Place inner = disjunction();
  --depth_;
  if (!inner) return std::nullopt;
  skip_spaces();
  if (!take(")")) {
    return at_end() ? fail(column(), "the ( in column " + std::to_string(at) + " is not closed", ")")
                    : over_before_this("an operator or )");
  }
  wrote(")");
  return inner;
}

ExpressionParser::Place ExpressionParser::number() {
  const std::size_t at = column();
  const auto read = take_number();
  return read ? value(*read, at) : std::nullopt;
}

ExpressionParser::Place ExpressionParser::quoted() {
  const std::size_t at = column();
  auto text = take_quoted();
  if (!text) return std::nullopt;
  out_.strings_.push_back(std::move(*text));
  const Place place = value(ExpressionValue::string({}), at);
  out_.nodes_.back().right = static_cast<std::uint32_t>(out_.strings_.size() - 1);
  return place;
}

std::nullopt_t ExpressionParser::over_before_this(std::string allowed) {
  std::string meant = in_small_letters(peek_word());
  if (meant != "and" && meant != "or") meant = number_with_unit();
  return fail(column(), "the expression was over before this", std::move(allowed), std::move(meant));
}

ExpressionParser::Place ExpressionParser::word() {
  const std::size_t at = column();
  const std::string_view word = peek_word();
  at_ += word.size();
  const std::size_t behind = at_;
  const bool called = take("(");
  at_ = behind;
  if (!called) {
    if (word == "true" || word == "false" || word == "never") {
      wrote(word);
      return value(read_expression_value(word), at);
    }
    if (std::find(functions_.begin(), functions_.end(), word) == functions_.end()) return unknown_word(word, at);
    wrote(word);
    out_.calls_.push_back({std::string(word), {}, at});
    return node(Op::Call, at, 0, static_cast<std::uint32_t>(out_.calls_.size() - 1));
  }
  const bool least = word == "min";
  if (least || word == "max") {
    // With one argument it is the caller's (the least of an aggregate), with more it is ours.
    const std::string_view rest = text_.substr(at_);
    int depth = 0;
    for (const char c : rest) {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 1 && c == ',') return extreme(least ? Op::Min : Op::Max, at);
      if (depth == 0 && c == ')') break;
    }
  }
  return call(std::string(word), at);
}

ExpressionParser::Place ExpressionParser::extreme(Op op, std::size_t at) {
  wrote(op == Op::Min ? "min" : "max");
  (void)take("(");
  wrote("(");
  if (++depth_ > kDeepest) return fail(at, "nested too deeply", "at most 100 levels");
  Place left = sum();
  while (left) {
    if (!take(",")) break;
    wrote(",");
    const Place right = sum();
    left = right ? node(op, at, *left, *right) : std::nullopt;
  }
  --depth_;
  if (!left) return std::nullopt;
  if (!take(")")) return fail(column(), "the list of values is not closed", ", or )");
  wrote(")");
  return left;
}

ExpressionParser::Place ExpressionParser::call(std::string function, std::size_t at) {
  if (std::find(functions_.begin(), functions_.end(), function) == functions_.end()) {
    if (function == "min" || function == "max") {
      return fail(at, function + " needs two values, with a comma between them", function + "(x, y)");
    }
    std::string meant = in_small_letters(function);
    // "NOT (x)" looks like a call.
    if (meant == "and" || meant == "or" || meant == "not") {
      return fail(at, "\"" + function + "\" is no operator", "and, or, not", std::move(meant));
    }
    std::vector<std::string_view> known(functions_.begin(), functions_.end());
    for (const std::string_view own : {"min", "max"}) {
      if (std::find(known.begin(), known.end(), own) == known.end()) known.push_back(own);
    }
    if (meant.empty()) meant = suggest(function, known);
    return fail(at, "there is no function \"" + function + "\"", quoted_list(known), std::move(meant));
  }
  wrote(function);
  (void)take("(");
  wrote("(");
  Expression::Call made{std::move(function), {}, at};
  if (!take(")")) {
    do {
      if (!made.arguments.empty()) wrote(",");
      auto read = argument();
      if (!read) return std::nullopt;
      made.arguments.push_back(std::move(*read));
    } while (take(","));
    if (!take(")")) return fail(column(), "the arguments of " + made.function + " are not closed", ", or )");
  }
  wrote(")");
  out_.calls_.push_back(std::move(made));
  return node(Op::Call, at, 0, static_cast<std::uint32_t>(out_.calls_.size() - 1));
}

std::optional<Expression::Argument> ExpressionParser::argument() {
  constexpr std::string_view kAllowed = "a name, a \"string\" or a number";
  skip_spaces();
  Expression::Argument out;
  out.column = column();
  if (at_end()) return fail(out.column, "an argument is missing", std::string(kAllowed));
  if (const auto known = known_name()) {
    out.text = std::string(names_[*known]);
    at_ += out.text.size();
    wrote(out.text);
    return out;
  }
  const char c = text_[at_];
  if (c == '"' || c == '\'') {
    auto text = take_quoted();
    if (!text) return std::nullopt;
    out.kind = Expression::Argument::Kind::String;
    out.text = std::move(*text);
    return out;
  }
  if (c >= '0' && c <= '9') {
    const auto read = take_number();
    if (!read) return std::nullopt;
    out.kind = Expression::Argument::Kind::Number;
    out.value = *read;
    return out;
  }
  const std::string_view word = peek_word();
  if (word.empty()) return fail(out.column, "an argument is missing", std::string(kAllowed));
  (void)unknown_word(word, out.column);
  return std::nullopt;
}

ExpressionParser::Place ExpressionParser::unknown_word(std::string_view word, std::size_t at) {
  std::vector<std::string_view> known(names_.begin(), names_.end());
  known.insert(known.end(), functions_.begin(), functions_.end());
  constexpr std::size_t kMostListed = 12;
  std::string allowed = known.empty() || known.size() > kMostListed ? "" : quoted_list(known);
  std::string meant = in_small_letters(word);
  if (meant.empty()) meant = suggest(word, known);
  if (meant.empty()) allowed += (allowed.empty() ? "" : "; ") + std::string("a string stands between quotes");
  return fail(at, "\"" + std::string(word) + "\" is no name that is known here", std::move(allowed), std::move(meant));
}

}  // namespace finwait::cli
