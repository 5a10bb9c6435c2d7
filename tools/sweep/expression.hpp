// A small language for `where` and for assertions: numbers, durations and strings, compared and calculated exactly. It
// knows what the words mean to nobody: names and calls are listed for the caller, who gives their values.
//
//   expression := and {("or" | "||") and}           name   := a known name, with its dots, dashes and slashes
//   and        := not {("and" | "&&") not}          call   := word "(" {name | string | number} ")"
//   not        := {"not" | "!"} comparison          number := 3 | 0.5 | 1e-3 | 5% | 20ms | 1Mbit | never
//   comparison := sum [("<" | "<=" | ">" | ">=" | "==" | "!=") sum]
//   sum        := product {("+" | "-") product}     product := unary {("*" | "/") unary}
//   unary      := {"-"} (number | "string" | true | false | name | call | ("min" | "max") "(" sum "," sum ... ")"
//                 | "(" expression ")")
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/sweep/exact.hpp"

namespace finwait::cli {

struct ExpressionValue {
  enum class Kind : std::uint8_t {
    Boolean,   // number is 0 or 1
    Number,    // plain
    Duration,  // in nanoseconds; infinite: "never"
    Rate,      // in bits a second
    String,
  };
  // It has an order, can be calculated with and stand on a scale.
  bool is_quantity() const { return kind == Kind::Number || kind == Kind::Duration || kind == Kind::Rate; }
  Kind kind = Kind::Number;
  Exact number{};
  std::string_view text{};  // lives as long as what gave the value

  static ExpressionValue boolean(bool b) { return {Kind::Boolean, whole(b ? 1 : 0), {}}; }
  static ExpressionValue plain(Exact n) { return {Kind::Number, n, {}}; }
  static ExpressionValue duration(Exact nanoseconds) { return {Kind::Duration, nanoseconds, {}}; }
  static ExpressionValue rate(Exact bits) { return {Kind::Rate, bits, {}}; }
  static ExpressionValue string(std::string_view s) { return {Kind::String, {}, s}; }
};
// "a duration", "a rate", "a number", "a string", "true or false".
std::string_view name(ExpressionValue::Kind kind);

// What a value that somebody wrote means here: "5s", "1/100", "0.5", "1Mbit", "never", "true"; anything else is a
// string, which views `text`.
ExpressionValue read_expression_value(std::string_view text);

struct ExpressionProblem {
  std::size_t column = 1;  // of the expression's text, from 1
  std::string message{};
  std::string allowed{};
  std::string did_you_mean{};
};
// Three lines: the message, the text, and a caret below the column. `what` comes first: "where", "--assert".
std::string format(const ExpressionProblem& problem, std::string_view what, std::string_view text);

class Expression {
 public:
  struct Argument {
    enum class Kind : std::uint8_t { Name, String, Number };
    Kind kind = Kind::Name;
    std::string text{};  // the name, or what stood between the quotes
    ExpressionValue value{};
    std::size_t column = 1;
  };
  // A word with arguments: "p99(closed_at)", or a word that the caller knows as a function without any: "n".
  struct Call {
    std::string function{};
    std::vector<Argument> arguments{};
    std::size_t column = 1;
  };

  // `names` are matched whole, the longest first, so that they may hold dots, dashes and slashes; `functions` are the
  // words that may be called. nullopt and `problem` if the text is no expression.
  static std::optional<Expression> parse(std::string_view text, std::span<const std::string_view> names,
                                         std::span<const std::string_view> functions, ExpressionProblem& problem);

  // The names it uses, as indices into `names` of parse(); each once, in the order of their first use.
  const std::vector<std::size_t>& names() const { return names_; }
  const std::vector<Call>& calls() const { return calls_; }
  const std::string& text() const { return text_; }
  // One spelling for all that differ only in spaces, in && and "and", || and "or", ! and "not".
  const std::string& canonical() const { return canonical_; }

  // The value, given those of names() and calls() in their order. nullopt and `problem`: kinds that do not go together,
  // a division by zero, a result beyond 128 bits.
  std::optional<ExpressionValue> evaluate(std::span<const ExpressionValue> names,
                                          std::span<const ExpressionValue> calls, ExpressionProblem& problem) const;
  // The same where it has to be true or false.
  std::optional<bool> holds(std::span<const ExpressionValue> names, std::span<const ExpressionValue> calls,
                            ExpressionProblem& problem) const;
  // Whether values of these kinds can be put in: also in what holds() would not look at, because the other side of an
  // "or" or "and" decides.
  bool kinds_agree(std::span<const ExpressionValue> names, std::span<const ExpressionValue> calls,
                   ExpressionProblem& problem) const;

 private:
  friend class ExpressionParser;
  friend class ExpressionEvaluation;
  enum class Op : std::uint8_t {
    Value,
    Name,
    Call,
    Or,
    And,
    Not,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    Min,
    Max,
  };
  // The tree as a list: the operands of a node are nodes before it.
  struct Node {
    Op op = Op::Value;
    std::uint32_t left = 0;
    std::uint32_t right = 0;  // of Name, Call: the index in names_, calls_; of a string Value: in strings_
    std::size_t column = 1;
    ExpressionValue value{};
  };
  static std::optional<bool> truth_of(const std::optional<ExpressionValue>& value, ExpressionProblem& problem);

  std::string text_{};
  std::string canonical_{};
  std::vector<Node> nodes_{};  // the last one is the root
  std::vector<std::size_t> names_{};
  std::vector<Call> calls_{};
  std::vector<std::string> strings_{};
};

}  // namespace finwait::cli
