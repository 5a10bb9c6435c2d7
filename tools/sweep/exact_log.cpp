#include "tools/sweep/exact_log.hpp"

#include <array>

#include "tools/sweep/integer_root.hpp"

namespace finwait::cli {
namespace {

constexpr int kFraction = 56;
constexpr std::uint64_t kOne = std::uint64_t{1} << 63U;  // 1.0 as a mantissa in [1, 2)

struct Scaled {
  std::uint64_t mantissa = kOne;  // in [2^63, 2^64)
  int exponent = 0;
};

// The 64 leading binary digits of a/b.
Scaled quotient(Uint128 a, Uint128 b) {
  Scaled out;
  while (a >= 2 * b) {
    b *= 2;
    ++out.exponent;
  }
  while (a < b) {
    a *= 2;
    --out.exponent;
  }
  out.mantissa = 0;
  for (int bit = 0; bit < 64; ++bit) {
    out.mantissa <<= 1U;
    if (a >= b) {
      a -= b;
      out.mantissa |= 1U;
    }
    a *= 2;
  }
  return out;
}

std::uint64_t times(std::uint64_t x, std::uint64_t y) { return static_cast<std::uint64_t>((Uint128{x} * y) >> 63U); }

// 2^(2^-i) for i = 1 to kFraction, as mantissas: each the square root of the one before.
std::array<std::uint64_t, kFraction + 1> roots_of_two() {
  std::array<std::uint64_t, kFraction + 1> out{};
  out[0] = 0;
  Uint128 square = Uint128{1} << 127U;  // 2.0 with 126 places
  for (std::size_t i = 1; i < out.size(); ++i) {
    out[i] = root_down(square);
    square = Uint128{out[i]} << 63U;
  }
  return out;
}

}  // namespace

std::int64_t log2_fixed(const Exact& x) {
  Scaled s = quotient(static_cast<Uint128>(x.num), static_cast<Uint128>(x.den));
  std::int64_t out = s.exponent;
  // Each squaring of the mantissa gives the next binary digit of its logarithm.
  for (int bit = 0; bit < kFraction; ++bit) {
    const Uint128 square = Uint128{s.mantissa} * s.mantissa;  // in [2^126, 2^128)
    const bool carried = (square >> 127U) != 0;
    s.mantissa = static_cast<std::uint64_t>(square >> (carried ? 64U : 63U));
    out = out * 2 + (carried ? 1 : 0);
  }
  return out;
}

Digits exp2_digits(std::int64_t exponent, int significant) {
  static const std::array<std::uint64_t, kFraction + 1> kRoots = roots_of_two();
  const std::int64_t unit = std::int64_t{1} << kFraction;
  std::int64_t whole_part = exponent / unit;
  std::int64_t fraction = exponent % unit;
  if (fraction < 0) {
    fraction += unit;
    --whole_part;
  }
  std::uint64_t mantissa = kOne;
  for (std::size_t i = 1; i < kRoots.size(); ++i) {
    if ((fraction & (unit >> i)) != 0) mantissa = times(mantissa, kRoots[i]);
  }
  // value = mantissa * 2^shift; scaled by tens until it has the digits that were asked for.
  std::int64_t limit = 1;
  for (int i = 0; i < significant; ++i) limit *= 10;
  Digits out;
  Uint128 value = Uint128{mantissa} << 60U;  // kept in the upper half, where rounding does not reach the digits
  std::int64_t shift = whole_part - 63 - 60;
  // Bring it to shift 0 .. by multiplying with 10 or dividing by 10 while halving or doubling.
  const Uint128 top = Uint128{1} << 123U;
  while (shift < -60) {  // too small a scale: multiply by 10, keeping the magnitude in range
    while (value >= top) {
      value >>= 1U;
      ++shift;
    }
    if (shift >= -60) break;
    value *= 10;
    --out.power;
  }
  while (shift > -60) {
    while (value < top && shift > -60) {
      value <<= 1U;
      --shift;
    }
    if (shift <= -60) break;
    value /= 10;
    ++out.power;
  }
  while (shift < -60) {
    value >>= 1U;
    ++shift;
  }
  // value * 2^-60: whole digits above, fraction below. Too many digits go by tens.
  const Uint128 least = Uint128{static_cast<std::uint64_t>(limit)} << 60U;
  while (value >= least) {
    value /= 10;
    ++out.power;
  }
  while (value * 10 < least) {
    value *= 10;
    --out.power;
  }
  out.digits = static_cast<std::int64_t>((value + (Uint128{1} << 59U)) >> 60U);
  if (out.digits >= limit) {
    out.digits /= 10;
    ++out.power;
  }
  return out;
}

}  // namespace finwait::cli
