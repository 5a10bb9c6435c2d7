// Ratio: an exact fraction, and Chance: the same ready to be compared with a random number. Probabilities never pass
// through a float, so that every machine decides alike.
#pragma once

#include <cstdint>
#include <numeric>

#include "loss_models/uint128.hpp"

namespace finwait {

// num/den with den > 0. Probabilities lie in 0..1; other uses (a mean length) may be larger. Comparison is of the
// numbers as written: keep both in lowest terms, as reduced() and the scenario loader do.
struct Ratio {
  std::uint64_t num = 0;
  std::uint64_t den = 1;

  constexpr bool operator==(const Ratio&) const = default;
  constexpr bool is_zero() const { return num == 0; }
  constexpr bool is_probability() const { return den > 0 && num <= den; }
  constexpr bool less_than(Ratio other) const { return Uint128{num} * other.den < Uint128{other.num} * den; }
};

constexpr Ratio reduced(std::uint64_t num, std::uint64_t den) {
  const std::uint64_t divisor = std::gcd(num, den);
  return divisor == 0 ? Ratio{} : Ratio{num / divisor, den / divisor};
}

// A probability as a threshold: a uniform 64-bit number u says yes if u < below, or always if `certain`. The
// probability realised is floor(2^64 * num/den) / 2^64: never above the one asked for, and less than 2^-64 below it;
// 0 and 1 are exact.
struct Chance {
  std::uint64_t below = 0;
  bool certain = false;

  constexpr Chance() = default;
  constexpr explicit Chance(Ratio p)
      : below(p.num < p.den ? static_cast<std::uint64_t>((Uint128{p.num} << 64U) / p.den) : 0),
        certain(p.num >= p.den) {}
  // num <= den, den > 0, both below 2^127: the first 64 binary digits of num/den by long division.
  constexpr Chance(Uint128 num, Uint128 den) : certain(num >= den) {
    Uint128 rest = certain ? 0 : num;
    for (int bit = 0; bit < 64; ++bit) {
      const bool one = rest >= den - rest;
      rest = one ? rest - (den - rest) : rest + rest;
      below = (below << 1U) | (one ? 1U : 0U);
    }
  }
  constexpr bool operator==(const Chance&) const = default;
};

}  // namespace finwait
