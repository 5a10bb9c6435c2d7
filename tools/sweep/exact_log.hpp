// Logarithms in integers, for axes with logarithmic steps: every machine gets the same values. It knows no axis.
#pragma once

#include <cstdint>

#include "tools/sweep/exact.hpp"

namespace finwait::cli {

// 64-bit fixed point: the logarithm to base 2 of a positive number, in units of 2^-56, within 2^-50 of the true one.
std::int64_t log2_fixed(const Exact& x);

// 2^(exponent / 2^56) as digits * 10^power with `significant` (1 to 15) decimal digits, rounded to nearest.
struct Digits {
  std::int64_t digits = 0;
  int power = 0;
};
Digits exp2_digits(std::int64_t exponent, int significant);

}  // namespace finwait::cli
