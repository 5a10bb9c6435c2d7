// Exact: a rational number of 128-bit terms, for values whose comparison must not depend on rounding. Arithmetic that
// does not fit says so instead of rounding.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>

#include "loss_models/uint128.hpp"

namespace finwait::cli {

// num/den in lowest terms, den > 0; or +infinity, 1/0 ("never").
struct Exact {
  Int128 num = 0;
  Int128 den = 1;

  constexpr bool operator==(const Exact&) const = default;
  constexpr bool is_whole() const { return den == 1; }
  constexpr bool is_infinite() const { return den == 0; }
};

inline constexpr Exact kInfinite{1, 0};

constexpr Exact whole(std::int64_t n) { return {n, 1}; }
// Lowest terms; nothing if both are 0. A negative denominator moves its sign up.
std::optional<Exact> make_exact(Int128 num, Int128 den);

// Nothing: it does not fit in 128 bits, or has no value (infinity - infinity, 0 * infinity, 1 / 0).
std::optional<Exact> add(const Exact& x, const Exact& y);
std::optional<Exact> subtract(const Exact& x, const Exact& y);
std::optional<Exact> multiply(const Exact& x, const Exact& y);
std::optional<Exact> divide(const Exact& x, const Exact& y);
// Always right: by continued fractions where the products do not fit.
std::strong_ordering compare(const Exact& x, const Exact& y);
// The nearest whole number, halves up.
Int128 rounded(const Exact& x);
// For plots.
double as_double(const Exact& x);

}  // namespace finwait::cli
