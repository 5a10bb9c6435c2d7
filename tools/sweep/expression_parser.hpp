// Reads an expression by recursive descent, one function a line of the grammar. Private to expression.cpp.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "tools/sweep/expression.hpp"

namespace finwait::cli {

class ExpressionParser {
 public:
  ExpressionParser(std::string_view text, std::span<const std::string_view> names,
                   std::span<const std::string_view> functions, ExpressionProblem& problem)
      : text_(text), names_(names), functions_(functions), problem_(&problem) {}
  std::optional<Expression> parse();

 private:
  using Op = Expression::Op;
  using Node = Expression::Node;
  using Place = std::optional<std::uint32_t>;  // of a node; nullopt: reported

  Place disjunction();
  Place conjunction();
  Place negation();
  Place comparison();
  Place sum();
  Place product();
  Place unary();
  Place operand();
  Place in_parentheses();
  Place number();
  Place quoted();
  Place word();
  Place extreme(Op op, std::size_t column);
  Place call(std::string function, std::size_t column);
  std::optional<Expression::Argument> argument();
  Place unknown_word(std::string_view word, std::size_t column);
  std::nullopt_t over_before_this(std::string allowed);

  // Scanning. Spaces are skipped before a token.
  void skip_spaces();
  bool at_end();
  bool take(std::string_view sign);       // a sign such as "<="
  bool take_word(std::string_view word);  // a whole word
  // The first of the spellings that stands here; what is written into the canonical text is the last spelling.
  std::string_view peek_word() const;
  std::optional<std::size_t> known_name() const;
  std::optional<std::string> take_quoted();
  std::optional<ExpressionValue> take_number();
  std::string number_with_unit() const;
  void wrote(std::string_view token);

  Place node(Op op, std::size_t column, std::uint32_t left = 0, std::uint32_t right = 0);
  Place value(const ExpressionValue& value, std::size_t column);
  Place use_name(std::size_t known, std::size_t column);
  std::nullopt_t fail(std::size_t column, std::string message, std::string allowed = {}, std::string meant = {});
  std::size_t column() const { return at_ + 1; }

  static constexpr int kDeepest = 100;
  std::string_view text_;
  std::span<const std::string_view> names_;
  std::span<const std::string_view> functions_;
  ExpressionProblem* problem_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Expression out_{};
};

}  // namespace finwait::cli
