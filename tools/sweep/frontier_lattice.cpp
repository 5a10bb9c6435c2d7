#include "tools/sweep/frontier_lattice.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "tools/context.hpp"
#include "tools/sweep/axis_values.hpp"
#include "tools/sweep/expression.hpp"

namespace finwait::cli {
namespace {

using Kind = ExpressionValue::Kind;

constexpr std::string_view kAllowed =
    "allowed: two durations (1s 60s), two rates (1Mbit 10Mbit) or two numbers (1 15, 0 0.3)";
constexpr std::int64_t kMostSteps = std::int64_t{1} << 62U;

[[noreturn]] void refuse(const std::string& message) { throw CommandError(ExitCode::Usage, message); }

struct Bound {
  Exact value{};
  Kind kind = Kind::Number;
};

Bound read_bound(const std::string& option, const std::string& text) {
  const ExpressionValue value = read_expression_value(text);
  if (!value.is_quantity()) {
    refuse(option + ": \"" + text +
           "\" is no duration, no rate and no number, and what has no order has no values between; " +
           std::string(kAllowed));
  }
  if (value.number.is_infinite()) refuse(option + ": nothing lies halfway to \"never\"; " + std::string(kAllowed));
  return {value.number, value.kind};
}

std::string between(const std::string& lower, const std::string& upper) { return "--between " + lower + " " + upper; }

void require_order(const std::string& option, const Bound& lower, const Bound& upper, const std::string& meant) {
  const auto order = compare(lower.value, upper.value);
  if (order == 0) refuse(option + ": both bounds are the same, and nothing lies between them");
  if (order > 0) refuse(option + ": the first bound is above the second; did you mean " + meant + "?");
}

// What one more in the last decimal place of a text means, as a part of its whole unit.
Exact last_place(std::string_view digits) {
  const std::size_t point = digits.find('.');
  Int128 den = 1;
  if (point != std::string_view::npos) {
    for (std::size_t i = point + 1; i < digits.size(); ++i) den *= 10;
  }
  return {1, den};
}

// Nothing for a bound of 0, which every unit divides.
std::optional<Exact> unit_of(const WrittenBound& bound) {
  const Exact value = read_expression_value(bound.canonical).number;
  if (value.num == 0) return std::nullopt;
  const std::string_view written = bound.written;
  const std::size_t letters = std::min(written.find_first_not_of("0123456789."), written.size());
  const std::string_view suffix = written.substr(letters);
  const ExpressionValue plain = read_expression_value(written.substr(0, letters));
  const Exact place = last_place(written.substr(0, letters));
  // A fraction, an exponent or a percentage: one part of the denominator.
  if (!suffix.empty() && read_expression_value(written).kind == ExpressionValue::Kind::Number) {
    return make_exact(1, value.den);
  }
  // 60s, and 60 of a name that counts in seconds: what stands for one of the 60.
  const auto one = divide(value, plain.number);
  return one ? multiply(*one, place) : std::nullopt;
}

}  // namespace

void require_range(const std::string& lower, const std::string& upper) {
  const std::string option = between(lower, upper);
  const Bound first = read_bound(option, lower);
  const Bound second = read_bound(option, upper);
  if (first.kind == second.kind) require_order(option, first, second, between(upper, lower));
}

FrontierLattice::FrontierLattice(const WrittenBound& lower, const WrittenBound& upper, const std::string& unit) {
  const std::string option = between(lower.written, upper.written);
  const Bound first = read_bound(option, lower.canonical);
  const Bound second = read_bound(option, upper.canonical);
  const bool zero = first.value.num == 0 && second.kind == Kind::Duration;  // 0 is one too
  if (first.kind != second.kind && !zero) {
    refuse(option + ": one is " + std::string(name(first.kind)) + ", the other " + std::string(name(second.kind)) +
           "; " + std::string(kAllowed));
  }
  require_order(option, first, second, between(upper.written, lower.written));
  lower_ = first.value;
  kind_ = second.kind;
  if (unit.empty()) {
    const auto of_lower = unit_of(lower);
    const auto of_upper = unit_of(upper);
    unit_ = of_upper.value_or(of_lower.value_or(whole(1)));
    if (of_lower && compare(*of_lower, unit_) < 0) unit_ = *of_lower;
  } else {
    const Bound given = read_bound("--unit " + unit, unit);
    if (given.value.num <= 0) refuse("--unit " + unit + ": steps of 0 lead nowhere; allowed: a unit above 0");
    if (given.kind != kind_) {
      refuse("--unit " + unit + ": each of the bounds is " + std::string(name(kind_)) + "; allowed: " +
             (kind_ == Kind::Duration ? "a duration, such as 1ms"
              : kind_ == Kind::Rate   ? "a rate, such as 1kbit"
                                      : "a number, such as 1 or 0.01"));
    }
    unit_ = given.value;
  }
  const auto length = subtract(second.value, first.value);
  const auto steps = length ? divide(*length, unit_) : std::nullopt;
  if (!steps || compare(*steps, whole(kMostSteps)) > 0) {
    refuse(option + ": too many values, " + FrontierLattice::unit() + " apart; allowed: a larger --unit");
  }
  if (compare(*steps, whole(1)) < 0) {
    const std::string most = quantity_text(*length, kind_);
    refuse(unit.empty() ? option + ": as they are written they lie closer together than their unit, " +
                              FrontierLattice::unit() + "; allowed: a --unit of at most " + most
                        : "--unit " + unit + ": larger than the range, which is " + most + " long (" + option +
                              "); allowed: at most " + most);
  }
  if (!steps->is_whole()) {
    steps_ = static_cast<std::uint64_t>(steps->num / steps->den);
    refuse(option + ": steps of " + FrontierLattice::unit() + " from " + lower.canonical + " never meet " +
           upper.canonical + "; allowed: a bound that is met, as " + value(steps_) + " or " + value(steps_ + 1) +
           ", or another --unit");
  }
  steps_ = static_cast<std::uint64_t>(steps->num);
}

std::string FrontierLattice::value(std::uint64_t step) const {
  const auto offset = multiply(unit_, whole(static_cast<std::int64_t>(step)));
  const auto sum = offset ? add(lower_, *offset) : std::nullopt;
  return quantity_text(sum.value_or(lower_), kind_);
}

bool FrontierLattice::coarse() const {
  constexpr std::uint64_t kFew = 100;
  return kind_ == Kind::Number && steps_ < kFew;
}

std::string FrontierLattice::half_step() const {
  const auto half = divide(unit_, whole(2));
  const auto sum = half ? add(lower_, *half) : std::nullopt;
  return quantity_text(sum.value_or(lower_), kind_);
}

void FrontierLattice::refine() {
  constexpr std::uint64_t kEnough = 1000;
  while (steps_ < kEnough) {
    const auto tenth = divide(unit_, whole(10));
    if (!tenth) return;
    unit_ = *tenth;
    steps_ *= 10;
  }
}

std::string FrontierLattice::length(std::uint64_t steps) const {
  const auto length = multiply(unit_, whole(static_cast<std::int64_t>(steps)));
  return quantity_text(length.value_or(unit_), kind_);
}

}  // namespace finwait::cli
