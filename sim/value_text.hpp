// Ratios, whole numbers and a few other values as people write them, read exactly: decimal digits into integers,
// never through a float. Durations have their own file, core/time_text.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "loss_models/ratio.hpp"

namespace finwait {

// What came of reading a value: `why_not` is empty if it was read, else a clause that says what is wrong.
// `allowed` and `did_you_mean` are as in InputError.
struct TextProblem {
  std::string why_not{};
  std::string allowed{};
  std::string did_you_mean{};
  explicit operator bool() const { return !why_not.empty(); }
};

// A probability, 0 to 1, in lowest terms: "1/100", "0.01", "1", "1e-3". At most 18 digits after the point; numerator
// and denominator of a fraction below 2^63.
TextProblem parse_ratio(std::string_view text, Ratio& out);

// The same without the bound of 1: "3", "2.5", "7/2", 1e3.
TextProblem parse_number(std::string_view text, Ratio& out);

// A whole number in least..most: digits without sign, point, exponent or leading zeros.
TextProblem parse_integer(std::string_view text, std::uint64_t least, std::uint64_t most, std::uint64_t& out);

// A rate in bits a second, above 0 and at most 2^62: "1.5Mbit", "64kbit"; the units are tc's, in any case: bit, kbit,
// Mbit, Gbit, Tbit, each 1000 of the one before.
TextProblem parse_rate(std::string_view text, std::uint64_t& bits);

// With the largest unit in which it has no more than three decimals, as parse_rate() reads it: "1.5Mbit".
std::string format_rate(std::uint64_t bits);

}  // namespace finwait
