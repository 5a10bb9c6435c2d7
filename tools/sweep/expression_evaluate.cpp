// The value of an expression: kinds are checked where they meet, and arithmetic is exact or refused.
#include <utility>
#include <vector>

#include "tools/sweep/expression.hpp"

namespace finwait::cli {

using Value = ExpressionValue;
using Kind = Value::Kind;

class ExpressionEvaluation {
 public:
  ExpressionEvaluation(const Expression& expression, std::span<const Value> names, std::span<const Value> calls,
                       ExpressionProblem& problem, bool all_of_it)
      : expression_(&expression), names_(names), calls_(calls), problem_(&problem), all_of_it_(all_of_it) {}

  std::optional<Value> root() const { return value(expression_->nodes_.size() - 1); }

 private:
  using Op = Expression::Op;
  using Node = Expression::Node;

  std::optional<Value> value(std::size_t at) const {
    const Node& n = expression_->nodes_[at];
    switch (n.op) {
      case Op::Value:
        return n.value.kind == Kind::String ? Value::string(expression_->strings_[n.right]) : n.value;
      case Op::Name:
        return names_[n.right];
      case Op::Call:
        return calls_[n.right];
      case Op::Or:
      case Op::And:
        return junction(n);
      case Op::Not: {
        const auto inner = truth(n.left, n);
        return inner ? std::optional(Value::boolean(!*inner)) : std::nullopt;
      }
      case Op::Negate: {
        const auto inner = value(n.left);
        return inner ? negate(n, *inner) : std::nullopt;
      }
      case Op::Less:
      case Op::LessEqual:
      case Op::Greater:
      case Op::GreaterEqual:
      case Op::Equal:
      case Op::NotEqual:
      case Op::Add:
      case Op::Subtract:
      case Op::Multiply:
      case Op::Divide:
      case Op::Min:
      case Op::Max:
        return of_two(n);
    }
    return std::nullopt;
  }

  std::nullopt_t fail(const Node& n, std::string message, std::string allowed = {}) const {
    *problem_ = {n.column, std::move(message), std::move(allowed), {}};
    return std::nullopt;
  }

  std::optional<bool> truth(std::size_t at, const Node& n) const {
    const auto v = value(at);
    if (!v) return std::nullopt;
    if (v->kind == Kind::Boolean) return v->number.num != 0;
    return fail(n, "this needs true or false, and got " + std::string(name(v->kind)), "a comparison on each side");
  }

  // The right side is not looked at where the left one decides, unless all of it is.
  std::optional<Value> junction(const Node& n) const {
    const auto left = truth(n.left, n);
    if (!left) return std::nullopt;
    const bool decided = *left == (n.op == Op::Or);
    if (decided && !all_of_it_) return Value::boolean(*left);
    const auto right = truth(n.right, n);
    return right ? std::optional(Value::boolean(decided ? *left : *right)) : std::nullopt;
  }

  std::optional<Value> negate(const Node& n, Value v) const {
    if (!v.is_quantity() || v.number.is_infinite()) {
      return fail(n, "there is no negative of " + std::string(v.number.is_infinite() ? "never" : name(v.kind)));
    }
    v.number.num = -v.number.num;
    return v;
  }

  std::optional<Value> of_two(const Node& n) const {
    const auto left = value(n.left);
    const auto right = left ? value(n.right) : std::nullopt;
    if (!right) return std::nullopt;
    const bool compares = n.op == Op::Less || n.op == Op::LessEqual || n.op == Op::Greater ||
                          n.op == Op::GreaterEqual || n.op == Op::Equal || n.op == Op::NotEqual;
    if (n.op == Op::Multiply || n.op == Op::Divide) return scale(n, *left, *right);
    // 0 is a duration too, and a rate.
    const auto zero = [](const Value& v) { return v.kind == Kind::Number && v.number == whole(0); };
    const bool alike =
        left->kind == right->kind || (left->is_quantity() && zero(*right)) || (right->is_quantity() && zero(*left));
    if (!alike) {
      return fail(n,
                  std::string(name(left->kind)) + " on the left, " + std::string(name(right->kind)) + " on the right",
                  "the same kind on both sides: 5s is a duration, 5 a number");
    }
    return compares ? compared(n, *left, *right) : combined(n, *left, *right);
  }

  std::optional<Value> compared(const Node& n, const Value& left, const Value& right) const {
    if (n.op == Op::Equal || n.op == Op::NotEqual) {
      const bool equal = left.kind == Kind::String ? left.text == right.text : left.number == right.number;
      return Value::boolean(equal == (n.op == Op::Equal));
    }
    if (left.kind == Kind::String || left.kind == Kind::Boolean) {
      return fail(n, std::string(name(left.kind)) + " has no order", "== or !=");
    }
    const auto order = compare(left.number, right.number);
    const bool holds = n.op == Op::Less        ? order < 0
                       : n.op == Op::LessEqual ? order <= 0
                       : n.op == Op::Greater   ? order > 0
                                               : order >= 0;
    return Value::boolean(holds);
  }

  std::optional<Value> combined(const Node& n, const Value& left, const Value& right) const {
    if (left.kind == Kind::String || left.kind == Kind::Boolean) {
      return fail(n, "one cannot calculate with " + std::string(name(left.kind)));
    }
    Value out = left.kind == Kind::Number ? right : left;
    std::optional<Exact> number;
    if (n.op == Op::Min || n.op == Op::Max) {
      const bool left_wins = (compare(left.number, right.number) <= 0) == (n.op == Op::Min);
      number = left_wins ? left.number : right.number;
    } else {
      number = n.op == Op::Add ? add(left.number, right.number) : subtract(left.number, right.number);
    }
    if (!number) return fail(n, "the result is too large to be exact");
    out.number = *number;
    return out;
  }

  // A duration times a number is a duration, a duration by a duration a number; rates likewise.
  std::optional<Value> scale(const Node& n, const Value& left, const Value& right) const {
    for (const Value* v : {&left, &right}) {
      if (!v->is_quantity()) return fail(n, "one cannot calculate with " + std::string(name(v->kind)));
    }
    const bool both = left.kind != Kind::Number && right.kind != Kind::Number;
    const bool ratio = n.op == Op::Divide && both && left.kind == right.kind;
    if (both && !ratio) {
      return fail(n, std::string(name(left.kind)) + (n.op == Op::Multiply ? " times " : " by ") +
                         std::string(name(right.kind)) + " is neither");
    }
    if (n.op == Op::Divide && left.kind == Kind::Number && right.kind != Kind::Number) {
      return fail(n, "a number by " + std::string(name(right.kind)) + " is neither");
    }
    if (n.op == Op::Divide && right.number == whole(0)) return fail(n, "division by zero");
    const auto number = n.op == Op::Multiply ? multiply(left.number, right.number) : divide(left.number, right.number);
    if (!number) return fail(n, "the result is too large to be exact");
    return Value{ratio ? Kind::Number : left.kind == Kind::Number ? right.kind : left.kind, *number, {}};
  }

  const Expression* expression_;
  std::span<const Value> names_;
  std::span<const Value> calls_;
  ExpressionProblem* problem_;
  bool all_of_it_;
};

std::optional<ExpressionValue> Expression::evaluate(std::span<const ExpressionValue> names,
                                                    std::span<const ExpressionValue> calls,
                                                    ExpressionProblem& problem) const {
  return ExpressionEvaluation(*this, names, calls, problem, false).root();
}

std::optional<bool> Expression::holds(std::span<const ExpressionValue> names, std::span<const ExpressionValue> calls,
                                      ExpressionProblem& problem) const {
  return truth_of(evaluate(names, calls, problem), problem);
}

bool Expression::kinds_agree(std::span<const ExpressionValue> names, std::span<const ExpressionValue> calls,
                             ExpressionProblem& problem) const {
  return truth_of(ExpressionEvaluation(*this, names, calls, problem, true).root(), problem).has_value();
}

std::optional<bool> Expression::truth_of(const std::optional<ExpressionValue>& value, ExpressionProblem& problem) {
  if (!value) return std::nullopt;
  if (value->kind == ExpressionValue::Kind::Boolean) return value->number.num != 0;
  problem = {1,
             "this is " + std::string(name(value->kind)) + ", neither true nor false",
             "a comparison such as a.tcp_fin_timeout < 10s",
             {}};
  return std::nullopt;
}

}  // namespace finwait::cli
