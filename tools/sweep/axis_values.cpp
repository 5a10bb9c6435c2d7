#include "tools/sweep/axis_values.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "core/time_text.hpp"
#include "tools/sweep/exact.hpp"
#include "tools/sweep/exact_log.hpp"
#include "tools/sweep/expression.hpp"

namespace finwait::cli {
namespace {

using Kind = ExpressionValue::Kind;

constexpr std::string_view kEndAllowed =
    "a duration such as 5s, a rate such as 1Mbit, or a number such as 0.3, 1/100 or 8";

// An end of a range or its step.
struct Quantity {
  Exact value{};  // nanoseconds of a duration, bits a second of a rate
  Kind kind = Kind::Number;
  bool plain_whole = false;  // written as digits alone
};

std::optional<Quantity> read_quantity(std::string_view text) {
  const ExpressionValue value = read_expression_value(text);
  if (!value.is_quantity() || value.number.is_infinite()) return std::nullopt;
  const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
  return Quantity{value.number, value.kind, digits};
}

TextProblem no_quantity(std::string_view what, std::string_view text) {
  const bool digits = !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
  return {std::string(what) + " \"" + std::string(text) + "\" " +
              (digits ? "has more digits than can be exact" : "is no duration, no rate and no number"),
          std::string(kEndAllowed),
          {}};
}

// Twos and fives only: a decimal that ends.
std::optional<int> decimal_places(Int128 den) {
  int twos = 0;
  int fives = 0;
  for (; den % 2 == 0; den /= 2) ++twos;
  for (; den % 5 == 0; den /= 5) ++fives;
  if (den != 1 || std::max(twos, fives) > 18) return std::nullopt;
  return std::max(twos, fives);
}

std::string digits_of(Int128 n) {
  std::string out;
  for (; n > 0; n /= 10) out.insert(out.begin(), static_cast<char>('0' + static_cast<int>(n % 10)));
  return out.empty() ? "0" : out;
}

std::string number_text(const Exact& x) {
  const std::optional<int> places = decimal_places(x.den);
  Int128 scaled = x.num;
  for (int i = 0; places && i < *places; ++i) scaled *= 10;
  if (!places) return digits_of(x.num) + "/" + digits_of(x.den);
  std::string digits = digits_of(scaled / x.den);
  const auto width = static_cast<std::size_t>(*places);
  if (width == 0) return digits;
  if (digits.size() <= width) digits.insert(0, width + 1 - digits.size(), '0');
  digits.insert(digits.size() - width, ".");
  return digits;
}

}  // namespace

std::string quantity_text(const Exact& x, Kind kind) {
  if (kind == Kind::Number) return number_text(x);
  if (kind == Kind::Rate) return format_rate(static_cast<std::uint64_t>(rounded(x)));
  return format_duration(Duration(static_cast<std::int64_t>(rounded(x))));
}

namespace {

struct Ends {
  Quantity from{};
  Quantity to{};
  Kind kind = Kind::Number;
};

TextProblem read_ends(const AxisRange& range, Ends& out) {
  const auto from = read_quantity(range.from);
  if (!from) return no_quantity("the range's begin", range.from);
  const auto to = read_quantity(range.to);
  if (!to) return no_quantity("the range's end", range.to);
  const bool zero =
      from->value == whole(0) && from->kind == Kind::Number && to->kind == Kind::Duration;  // 0 is one too
  if (from->kind != to->kind && !zero) {
    return {"the range goes from " + range.from + " to " + range.to + ": one is " + std::string(name(from->kind)) +
                ", the other " + std::string(name(to->kind)),
            "two durations, two rates or two numbers",
            {}};
  }
  if (compare(from->value, to->value) > 0) {
    return {"the range goes down, from " + range.from + " to " + range.to, {}, range.to + ".." + range.from};
  }
  out = {*from, *to, to->kind};
  return {};
}

TextProblem too_many() { return {"too many values", "at most " + std::to_string(kMostAxisValues) + " on an axis", {}}; }

TextProblem by_step(const AxisRange& range, const Ends& ends, std::vector<std::string>& out) {
  const auto step = read_quantity(range.step);
  if (!step) return no_quantity("the step", range.step);
  if (step->value.num <= 0) return {"a step of 0 never arrives", "a step above 0", {}};
  if (step->kind != ends.kind) {
    return {"the step " + range.step + " is " + std::string(name(step->kind)) + ", the ends are not",
            std::string(name(ends.kind)) + (ends.kind == Kind::Duration ? " such as 5s" : ""),
            {}};
  }
  const auto length = subtract(ends.to.value, ends.from.value);
  const auto steps = length ? divide(*length, step->value) : std::nullopt;
  if (!steps || compare(*steps, whole(kMostAxisValues - 1)) > 0) return too_many();
  if (!steps->is_whole()) {
    const auto last = static_cast<std::int64_t>(steps->num / steps->den);
    const auto below = add(ends.from.value, *multiply(step->value, whole(last)));
    const auto above = add(ends.from.value, *multiply(step->value, whole(last + 1)));
    return {"steps of " + range.step + " from " + range.from + " never meet " + range.to,
            "an end that is met, as " + quantity_text(*below, ends.kind) + " or " + quantity_text(*above, ends.kind),
            {}};
  }
  Exact value = ends.from.value;
  for (Int128 i = 0; i <= steps->num; ++i) {
    out.push_back(quantity_text(value, ends.kind));
    const auto next = add(value, step->value);
    if (!next) return {"the values do not fit", std::string(kEndAllowed), {}};
    value = *next;
  }
  return {};
}

TextProblem by_count(const AxisRange& range, const Ends& ends, std::vector<std::string>& out) {
  const auto length = subtract(ends.to.value, ends.from.value);
  for (std::uint64_t i = 0; i < range.count; ++i) {
    const auto part = make_exact(static_cast<Int128>(i), static_cast<Int128>(range.count - 1));
    const auto offset = length ? multiply(*length, *part) : std::nullopt;
    const auto value = offset ? add(ends.from.value, *offset) : std::nullopt;
    if (!value) return {"the values do not fit", std::string(kEndAllowed), {}};
    out.push_back(quantity_text(*value, ends.kind));
  }
  return {};
}

// digits * 10^power as an exact number; whole if it has to be.
std::optional<Exact> exact_of(Digits d, bool must_be_whole) {
  Exact value{d.digits, 1};
  constexpr int kMostPlaces = 18;
  if (d.power < -kMostPlaces || d.power > kMostPlaces) return std::nullopt;
  for (; d.power > 0; --d.power) value.num *= 10;
  for (; d.power < 0; ++d.power) value.den *= 10;
  if (must_be_whole) return Exact{rounded(value), 1};
  return make_exact(value.num, value.den);
}

TextProblem by_logarithm(const AxisRange& range, const Ends& ends, std::vector<std::string>& out) {
  if (ends.from.value.num <= 0) return {"a logarithmic range cannot begin at 0", "a begin above 0", {}};
  const std::int64_t low = log2_fixed(ends.from.value);
  const std::int64_t high = log2_fixed(ends.to.value);
  const bool must_be_whole = ends.kind != Kind::Number || (ends.from.plain_whole && ends.to.plain_whole);
  constexpr int kLeastDigits = 3;
  constexpr int kMostDigits = 12;
  for (int digits = kLeastDigits; digits <= kMostDigits; ++digits) {
    std::vector<Exact> values{ends.from.value};
    bool apart = true;
    for (std::uint64_t i = 1; apart && i < range.count; ++i) {
      const Int128 offset = static_cast<Int128>(high - low) * static_cast<Int128>(i);
      const auto exponent = low + static_cast<std::int64_t>(offset / static_cast<Int128>(range.count - 1));
      const Digits rounded_digits = exp2_digits(exponent, digits);
      const auto value = i + 1 == range.count ? std::optional(ends.to.value) : exact_of(rounded_digits, must_be_whole);
      if (!value) return {"the values need more than 18 decimal places", "ends that are nearer to 1", {}};
      apart = compare(values.back(), *value) < 0;
      values.push_back(*value);
    }
    if (!apart) continue;
    for (const Exact& value : values) out.push_back(quantity_text(value, ends.kind));
    return {};
  }
  return {std::to_string(range.count) + " values from " + range.from + " to " + range.to + " are too many to differ",
          "fewer values",
          {}};
}

}  // namespace

TextProblem range_values(const AxisRange& range, std::vector<std::string>& out) {
  Ends ends;
  if (TextProblem problem = read_ends(range, ends)) return problem;
  if (range.by == AxisRange::By::Step) return by_step(range, ends, out);
  if (range.count < 2) return {"a range of fewer than two values", "a count of 2 or more", {}};
  if (range.count > kMostAxisValues) return too_many();
  if (ends.from.value == ends.to.value) return {"the range begins where it ends, at " + range.from, {}, {}};
  return range.by == AxisRange::By::Linear ? by_count(range, ends, out) : by_logarithm(range, ends, out);
}

std::string canonical_value(std::string_view text) {
  const bool number_like = !text.empty() && text.front() >= '0' && text.front() <= '9';
  if (!number_like) return std::string(text);
  const bool padded = text.size() > 1 && text.front() == '0' && text[1] >= '0' && text[1] <= '9';
  if (padded) return std::string(text);  // "0010" is a pattern, no ten
  const auto quantity = read_quantity(text);
  return quantity ? quantity_text(quantity->value, quantity->kind) : std::string(text);
}

AxisValue axis_value(std::string text) {
  AxisValue out;
  const ExpressionValue value = read_expression_value(text);
  constexpr double kNanosecondsPerSecond = 1e9;
  out.number = std::numeric_limits<double>::quiet_NaN();
  if (value.kind == Kind::Number || value.kind == Kind::Rate) out.number = as_double(value.number);
  if (value.kind == Kind::Duration && !value.number.is_infinite()) {
    out.number = as_double(value.number) / kNanosecondsPerSecond;
  }
  out.text = std::move(text);
  return out;
}

}  // namespace finwait::cli
