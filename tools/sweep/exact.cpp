#include "tools/sweep/exact.hpp"

#include <limits>
#include <utility>

namespace finwait::cli {
namespace {

Int128 magnitude(Int128 n) { return n < 0 ? -n : n; }

Int128 common_divisor(Int128 a, Int128 b) {
  a = magnitude(a);
  b = magnitude(b);
  while (b != 0) a = std::exchange(b, a % b);
  return a;
}

std::optional<Int128> product(Int128 a, Int128 b) {
  Int128 out = 0;
  if (__builtin_mul_overflow(a, b, &out)) return std::nullopt;
  return out;
}

Int128 floor_quotient(Int128 a, Int128 b) {
  const Int128 q = a / b;
  return a % b < 0 ? q - 1 : q;
}

}  // namespace

std::optional<Exact> make_exact(Int128 num, Int128 den) {
  if (den < 0) {
    num = -num;
    den = -den;
  }
  const Int128 divisor = common_divisor(num, den);
  if (divisor == 0) return std::nullopt;
  const Exact out{num / divisor, den / divisor};
  if (out.den == 0 && out.num < 0) return std::nullopt;  // there is no use for -infinity
  return out;
}

std::optional<Exact> add(const Exact& x, const Exact& y) {
  if (x.is_infinite() || y.is_infinite()) return kInfinite;
  // Over the least common denominator, which keeps the terms small.
  const Int128 divisor = common_divisor(x.den, y.den);
  const auto den = product(x.den / divisor, y.den);
  const auto left = product(x.num, y.den / divisor);
  const auto right = product(y.num, x.den / divisor);
  Int128 sum = 0;
  if (!den || !left || !right || __builtin_add_overflow(*left, *right, &sum)) return std::nullopt;
  return make_exact(sum, *den);
}

std::optional<Exact> subtract(const Exact& x, const Exact& y) {
  if (y.is_infinite()) return std::nullopt;
  return add(x, Exact{-y.num, y.den});
}

std::optional<Exact> multiply(const Exact& x, const Exact& y) {
  const Int128 left = common_divisor(x.num, y.den);
  const Int128 right = common_divisor(y.num, x.den);
  if (left == 0 || right == 0) return std::nullopt;
  const auto num = product(x.num / left, y.num / right);
  const auto den = product(x.den / right, y.den / left);
  if (!num || !den) return std::nullopt;
  return make_exact(*num, *den);
}

std::optional<Exact> divide(const Exact& x, const Exact& y) {
  if (y.num == 0) return std::nullopt;
  return multiply(x, y.num < 0 ? Exact{-y.den, -y.num} : Exact{y.den, y.num});
}

std::strong_ordering compare(const Exact& x, const Exact& y) {
  if (x.is_infinite() || y.is_infinite()) return x.is_infinite() <=> y.is_infinite();
  if (x.den == y.den) return x.num <=> y.num;
  const auto left = product(x.num, y.den);
  const auto right = product(y.num, x.den);
  if (left && right) return *left <=> *right;
  // Whole parts first; then the rests, upside down.
  Exact a = x;
  Exact b = y;
  for (bool swapped = false;; swapped = !swapped) {
    const Int128 whole_a = floor_quotient(a.num, a.den);
    const Int128 whole_b = floor_quotient(b.num, b.den);
    const auto order = whole_a <=> whole_b;
    if (order != 0) return swapped ? 0 <=> order : order;
    const Int128 rest_a = a.num - whole_a * a.den;
    const Int128 rest_b = b.num - whole_b * b.den;
    if (rest_a == 0 || rest_b == 0) {
      const auto rests = rest_a <=> rest_b;
      return swapped ? 0 <=> rests : rests;
    }
    a = {a.den, rest_a};
    b = {b.den, rest_b};
  }
}

Int128 rounded(const Exact& x) { return floor_quotient(2 * x.num + x.den, 2 * x.den); }

double as_double(const Exact& x) {
  if (x.is_infinite()) return std::numeric_limits<double>::infinity();
  return static_cast<double>(x.num) / static_cast<double>(x.den);
}

}  // namespace finwait::cli
