#include "sim/value_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace finwait {
namespace {

constexpr std::uint64_t kLargestTerm = (std::uint64_t{1} << 63U) - 1;
constexpr int kMostPlaces = 18;  // 10^18 < 2^63
constexpr std::string_view kProbabilityAllowed = "a probability from 0 to 1, as \"1/100\", \"0.01\" or 0.01";
constexpr std::string_view kNumberAllowed = "a number, as 3, 2.5 or \"7/2\"";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Digits only, at least one; false also beyond `most`.
bool read_digits(std::string_view digits, std::uint64_t most, std::uint64_t& out) {
  if (digits.empty()) return false;
  std::uint64_t value = 0;
  for (const char c : digits) {
    if (!is_digit(c)) return false;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (value > (UINT64_MAX - digit) / 10) return false;
    value = value * 10 + digit;
    if (value > most) return false;
  }
  out = value;
  return true;
}

enum class Bound : std::uint8_t { One, None };

TextProblem problem(Bound bound, std::string_view text, std::string_view why, std::string meant = {}) {
  std::string message = "\"";
  message.append(text).append("\" ").append(why);
  return {std::move(message), std::string(bound == Bound::One ? kProbabilityAllowed : kNumberAllowed),
          std::move(meant)};
}

TextProblem above_one(Bound bound, std::string_view text) {
  return problem(bound, text, bound == Bound::One ? "is more than 1, which no probability is" : "is too large");
}

TextProblem store(Bound bound, std::uint64_t num, std::uint64_t den, std::string_view text, Ratio& out) {
  if (bound == Bound::One && num > den) return above_one(bound, text);
  out = reduced(num, den);
  return {};
}

TextProblem parse_fraction(Bound bound, std::string_view text, std::size_t slash, Ratio& out) {
  std::uint64_t num = 0;
  std::uint64_t den = 0;
  if (!read_digits(text.substr(0, slash), kLargestTerm, num) ||
      !read_digits(text.substr(slash + 1), kLargestTerm, den)) {
    return problem(bound, text, "is not a ratio of two whole numbers below 2^63");
  }
  if (den == 0) return problem(bound, text, "divides by zero");
  return store(bound, num, den, text, out);
}

// digits [. digits] [e [sign] digits], split into the digits without the point and the places after it.
struct Decimal {
  std::string digits{};
  int places = 0;
  bool ok = false;
};

Decimal split_decimal(std::string_view text) {
  constexpr std::size_t kLongest = 400;
  Decimal d;
  std::size_t i = 0;
  if (text.size() > kLongest) return d;
  while (i < text.size() && is_digit(text[i])) d.digits.push_back(text[i++]);
  if (i == 0) return d;
  if (i < text.size() && text[i] == '.') {
    const std::size_t begin = ++i;
    while (i < text.size() && is_digit(text[i])) d.digits.push_back(text[i++]);
    if (i == begin) return d;
    d.places = static_cast<int>(i - begin);
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    const bool negative = i < text.size() && text[i] == '-';
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    std::uint64_t exponent = 0;
    if (!read_digits(text.substr(i), kLongest, exponent)) return d;
    d.places += negative ? static_cast<int>(exponent) : -static_cast<int>(exponent);
    i = text.size();
  }
  d.ok = i == text.size();
  return d;
}

TextProblem parse_decimal(Bound bound, std::string_view text, Ratio& out) {
  Decimal d = split_decimal(text);
  if (!d.ok) return problem(bound, text, bound == Bound::One ? "is not a probability" : "is not a number");
  if (d.digits.find_first_not_of('0') == std::string::npos) {
    out = {0, 1};
    return {};
  }
  while (d.places > 0 && d.digits.back() == '0') {
    d.digits.pop_back();
    --d.places;
  }
  while (d.places < 0) {
    d.digits.push_back('0');
    ++d.places;
  }
  if (d.places > kMostPlaces) return problem(bound, text, "has more than 18 digits after the point");
  std::uint64_t num = 0;
  std::uint64_t den = 1;
  for (int i = 0; i < d.places; ++i) den *= 10;
  if (!read_digits(d.digits, kLargestTerm, num)) return above_one(bound, text);  // den is at most 10^18 < 2^63
  return store(bound, num, den, text, out);
}

TextProblem parse(Bound bound, std::string_view text, Ratio& out) {
  const std::string as_written(text);
  if (!text.empty() && text.front() == '-') return problem(bound, text, "is negative");
  if (text.size() > 1 && text.back() == '%') {
    const std::string number = as_written.substr(0, text.size() - 1);
    std::uint64_t whole = 0;
    const bool simple = read_digits(number, 100, whole);
    return problem(bound, text, "is written in percent", simple ? "\"" + number + "/100\"" : "");
  }
  if (!text.empty() && text.front() == '.') {
    return problem(bound, text, "lacks a digit before the point", "\"0" + as_written + "\"");
  }
  const std::size_t slash = text.find('/');
  return slash == std::string_view::npos ? parse_decimal(bound, text, out) : parse_fraction(bound, text, slash, out);
}

constexpr std::string_view kRateAllowed =
    "\"none\", or a number above 0 with bit, kbit, Mbit, Gbit or Tbit: \"1.5Mbit\"";

// Bits a second in a unit as tc writes it, in any case; 0 if there is no such unit.
std::uint64_t rate_unit(std::string_view unit) {
  std::string spelled;
  for (const char c : unit) spelled.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  constexpr std::array<std::string_view, 5> kUnits{"bit", "kbit", "mbit", "gbit", "tbit"};
  std::uint64_t bits = 1;
  for (const std::string_view known : kUnits) {
    if (spelled == known) return bits;
    bits *= 1000;
  }
  return 0;
}

}  // namespace

TextProblem parse_ratio(std::string_view text, Ratio& out) { return parse(Bound::One, text, out); }

TextProblem parse_number(std::string_view text, Ratio& out) { return parse(Bound::None, text, out); }

TextProblem parse_integer(std::string_view text, std::uint64_t least, std::uint64_t most, std::uint64_t& out) {
  const std::string range = "a whole number, " + std::to_string(least) + " to " + std::to_string(most);
  // The bound of 64 bits is worth a word only to who has met it.
  std::string allowed = most == UINT64_MAX ? "a whole number, at least " + std::to_string(least) : range;
  const std::string quoted(text);
  if (text.size() > 1 && text.front() == '-' && text.substr(1).find_first_not_of("0123456789") == std::string::npos) {
    return {quoted + " is negative", std::move(allowed), {}};
  }
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos ||
      (text.size() > 1 && text.front() == '0')) {
    return {quoted + " is not a whole number", std::move(allowed), {}};
  }
  std::uint64_t value = 0;
  if (!read_digits(text, most, value)) return {quoted + " is too large", range, {}};
  if (value < least) return {quoted + " is too small", std::move(allowed), {}};
  out = value;
  return {};
}

TextProblem parse_rate(std::string_view text, std::uint64_t& bits) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789./"), text.size());
  const std::string_view unit = text.substr(digits);
  const std::uint64_t scale = rate_unit(unit);
  if (scale == 0) {
    const bool octets = unit.size() >= 3 && unit.substr(unit.size() - 3) == "bps";
    return {octets ? "\"bps\" means octets a second in tc and bits elsewhere" : "no rate with its unit",
            std::string(kRateAllowed),
            {}};
  }
  Ratio number;
  if (const TextProblem problem = parse_number(text.substr(0, digits), number)) {
    return {"a rate's number: " + problem.why_not, std::string(kRateAllowed), {}};
  }
  const Uint128 exact = Uint128{number.num} * scale;
  if (exact == 0) return {"nothing passes at rate 0", "a rate above 0; for a dead link \"loss\": \"1\"", {}};
  if (exact % number.den != 0 || exact / number.den > (std::uint64_t{1} << 62U)) {
    return {"not a whole number of bits a second that fits", std::string(kRateAllowed), {}};
  }
  bits = static_cast<std::uint64_t>(exact / number.den);
  return {};
}

std::string format_rate(std::uint64_t bits) {
  constexpr std::array<std::string_view, 5> kSpelled{"bit", "kbit", "Mbit", "Gbit", "Tbit"};
  std::size_t unit = 0;
  std::uint64_t scale = 1;
  for (; unit + 1 < kSpelled.size() && bits >= scale * 1000 && bits % scale == 0; ++unit) scale *= 1000;
  const std::uint64_t thousandths = bits % scale / (scale >= 1000 ? scale / 1000 : 1);
  std::string text = std::to_string(bits / scale);
  if (bits % scale != 0) {
    std::string decimals = std::to_string(1000 + thousandths).substr(1);
    text += "." + decimals.substr(0, decimals.find_last_not_of('0') + 1);
  }
  return text.append(kSpelled[unit]);
}

}  // namespace finwait
