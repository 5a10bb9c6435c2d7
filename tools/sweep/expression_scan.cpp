// The parser's eyes: spaces, signs, words, numbers, strings; and its hands, which build the tree.
#include <algorithm>

#include "core/time_text.hpp"
#include "sim/value_text.hpp"
#include "tools/sweep/expression_parser.hpp"

namespace finwait::cli {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
// What goes on a name: "a.tcp_fin_timeout".
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '.'; }

}  // namespace

void ExpressionParser::skip_spaces() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) {
    ++at_;
  }
}

bool ExpressionParser::at_end() {
  skip_spaces();
  return at_ == text_.size();
}

bool ExpressionParser::take(std::string_view sign) {
  skip_spaces();
  if (!text_.substr(at_).starts_with(sign)) return false;
  at_ += sign.size();
  return true;
}

bool ExpressionParser::take_word(std::string_view word) {
  skip_spaces();
  if (peek_word() != word || known_name()) return false;
  at_ += word.size();
  return true;
}

std::string_view ExpressionParser::peek_word() const {
  std::size_t end = at_;
  if (end < text_.size() && is_letter(text_[end])) {
    while (end < text_.size() && is_word(text_[end])) ++end;
  }
  return text_.substr(at_, end - at_);
}

std::optional<std::size_t> ExpressionParser::known_name() const {
  std::optional<std::size_t> best;
  const std::string_view rest = text_.substr(at_);
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const std::string_view name = names_[i];
    if (name.empty() || !rest.starts_with(name)) continue;
    // "min" of "min_rto" is not the name; neither is "a.rto" of "a.rto.x".
    if (rest.size() > name.size() && is_word(rest[name.size()])) continue;
    if (!best || name.size() > names_[*best].size()) best = i;
  }
  return best;
}

std::optional<std::string> ExpressionParser::take_quoted() {
  const std::size_t begin = at_;
  const char quote = text_[at_++];
  std::string out;
  while (at_ < text_.size() && text_[at_] != quote) {
    if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
    out.push_back(text_[at_++]);
  }
  if (at_ == text_.size()) return fail(begin + 1, "the string is not closed", std::string(1, quote));
  ++at_;
  std::string canonical = "\"";
  for (const char c : out) {
    if (c == '"' || c == '\\') canonical.push_back('\\');
    canonical.push_back(c);
  }
  wrote(canonical.append("\""));
  return out;
}

// Digits with a point, an exponent, a unit or a percent sign.
std::optional<ExpressionValue> ExpressionParser::take_number() {
  const std::size_t begin = at_;
  while (at_ < text_.size() && (is_word(text_[at_]))) {
    const bool exponent = text_[at_] == 'e' || text_[at_] == 'E';
    ++at_;
    const bool sign = at_ < text_.size() && (text_[at_] == '-' || text_[at_] == '+');
    if (exponent && sign && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])) ++at_;
  }
  const std::string_view token = text_.substr(begin, at_ - begin);
  wrote(token);
  Ratio plain;
  if (!parse_number(token, plain)) {
    Exact n{static_cast<Int128>(plain.num), static_cast<Int128>(plain.den)};
    if (at_ < text_.size() && text_[at_] == '%') {
      ++at_;
      wrote("%");
      n = make_exact(n.num, 100 * n.den).value_or(n);
    }
    return ExpressionValue::plain(n);
  }
  const ParsedDuration parsed = parse_duration(token);
  if (parsed.value) return ExpressionValue::duration(whole(parsed.value->count()));
  std::uint64_t bits = 0;
  if (!parse_rate(token, bits)) return ExpressionValue::rate(whole(static_cast<std::int64_t>(bits)));
  const std::string minutes = std::string(token) + "in";  // 5m
  return fail(begin + 1, "\"" + std::string(token) + "\" is no number, no duration and no rate",
              "3, 0.5, 1e-3, 5%, a duration with ns, us, ms, s, min or h, or a rate such as 1Mbit",
              token.back() == 'm' && parse_duration(minutes).value ? minutes : "");
}

// What stands here is a unit and before it a number, with a space between them: "5 ms" for 5ms. "" if it is not so.
std::string ExpressionParser::number_with_unit() const {
  std::size_t end = at_;
  while (end > 0 && text_[end - 1] == ' ') --end;
  std::size_t begin = end;
  while (begin > 0 && is_word(text_[begin - 1])) --begin;
  std::string together = std::string(text_.substr(begin, end - begin)) + std::string(peek_word());
  return begin < end && is_digit(text_[begin]) && parse_duration(together).value ? together : "";
}

// Spaces between all tokens: the same for everyone.
void ExpressionParser::wrote(std::string_view token) {
  if (!out_.canonical_.empty()) out_.canonical_.push_back(' ');
  out_.canonical_.append(token);
}

ExpressionParser::Place ExpressionParser::node(Op op, std::size_t column, std::uint32_t left, std::uint32_t right) {
  Node made;
  made.op = op;
  made.left = left;
  made.right = right;
  made.column = column;
  out_.nodes_.push_back(made);
  return static_cast<std::uint32_t>(out_.nodes_.size() - 1);
}

ExpressionParser::Place ExpressionParser::value(const ExpressionValue& value, std::size_t column) {
  const Place place = node(Op::Value, column);
  out_.nodes_.back().value = value;
  return place;
}

ExpressionParser::Place ExpressionParser::use_name(std::size_t known, std::size_t column) {
  at_ += names_[known].size();
  wrote(names_[known]);
  std::vector<std::size_t>& used = out_.names_;
  auto found = std::find(used.begin(), used.end(), known);
  if (found == used.end()) found = used.insert(used.end(), known);
  return node(Op::Name, column, 0, static_cast<std::uint32_t>(found - used.begin()));
}

std::nullopt_t ExpressionParser::fail(std::size_t column, std::string message, std::string allowed, std::string meant) {
  *problem_ = {column, std::move(message), std::move(allowed), std::move(meant)};
  return std::nullopt;
}

}  // namespace finwait::cli
