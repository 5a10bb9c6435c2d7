#include "sim/value_text.hpp"

#include <cstddef>
#include <utility>

namespace finwait {
namespace {

constexpr std::uint64_t kLargestTerm = (std::uint64_t{1} << 63U) - 1;
constexpr int kMostPlaces = 18;  // 10^18 < 2^63
constexpr std::string_view kRatioAllowed = "a probability from 0 to 1, as \"1/100\", \"0.01\" or 0.01";

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

TextProblem ratio_problem(std::string why, std::string meant = {}) {
  return {std::move(why), std::string(kRatioAllowed), std::move(meant)};
}

TextProblem as_probability(std::uint64_t num, std::uint64_t den, std::string_view text, Ratio& out) {
  if (num > den) return ratio_problem("\"" + std::string(text) + "\" is more than 1, which no probability is");
  out = reduced(num, den);
  return {};
}

TextProblem parse_fraction(std::string_view text, std::size_t slash, Ratio& out) {
  std::uint64_t num = 0;
  std::uint64_t den = 0;
  if (!read_digits(text.substr(0, slash), kLargestTerm, num) ||
      !read_digits(text.substr(slash + 1), kLargestTerm, den)) {
    return ratio_problem("\"" + std::string(text) + "\" is not a ratio of two whole numbers below 2^63");
  }
  if (den == 0) return ratio_problem("\"" + std::string(text) + "\" divides by zero");
  return as_probability(num, den, text, out);
}

// digits [. digits] [e [sign] digits], split into the digits without the point and the places after it.
struct Decimal {
  std::string digits{};
  int places = 0;
  bool ok = false;
};

Decimal split_decimal(std::string_view text) {
  Decimal d;
  std::size_t i = 0;
  while (i < text.size() && is_digit(text[i])) d.digits.push_back(text[i++]);
  if (i == 0) return d;
  if (i < text.size() && text[i] == '.') {
    const std::size_t begin = ++i;
    while (i < text.size() && is_digit(text[i])) d.digits.push_back(text[i++]);
    if (i == begin || i - begin > 1000) return d;
    d.places = static_cast<int>(i - begin);
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    const bool negative = i < text.size() && text[i] == '-';
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    std::uint64_t exponent = 0;
    if (!read_digits(text.substr(i), 1000, exponent)) return d;
    d.places += negative ? static_cast<int>(exponent) : -static_cast<int>(exponent);
    i = text.size();
  }
  d.ok = i == text.size();
  return d;
}

TextProblem parse_decimal(std::string_view text, Ratio& out) {
  Decimal d = split_decimal(text);
  if (!d.ok) return ratio_problem("\"" + std::string(text) + "\" is not a probability");
  while (d.places > 0 && d.digits.size() > 1 && d.digits.back() == '0') {
    d.digits.pop_back();
    --d.places;
  }
  if (d.digits.find_first_not_of('0') == std::string::npos) {
    out = {0, 1};
    return {};
  }
  if (d.places > kMostPlaces) {
    return ratio_problem("\"" + std::string(text) + "\" has more than " + std::to_string(kMostPlaces) +
                         " digits after the point");
  }
  std::uint64_t num = 0;
  std::uint64_t den = 1;
  for (int i = 0; i < d.places; ++i) den *= 10;
  // What is too large for a number of 63 bits, or has an exponent left, is above 1 in any case.
  if (d.places < 0 || !read_digits(d.digits, kLargestTerm, num)) {
    return ratio_problem("\"" + std::string(text) + "\" is more than 1, which no probability is");
  }
  return as_probability(num, den, text, out);
}

}  // namespace

TextProblem parse_ratio(std::string_view text, Ratio& out) {
  if (!text.empty() && text.front() == '-') {
    return ratio_problem("\"" + std::string(text) + "\" is negative, which no probability is");
  }
  if (text.size() > 1 && text.back() == '%') {
    const std::string_view number = text.substr(0, text.size() - 1);
    std::uint64_t whole = 0;
    if (read_digits(number, 100, whole)) {
      return ratio_problem("\"" + std::string(text) + "\" is written in percent",
                           "\"" + std::string(number) + "/100\"");
    }
    return ratio_problem("\"" + std::string(text) + "\" is written in percent");
  }
  if (!text.empty() && text.front() == '.') {
    return ratio_problem("\"" + std::string(text) + "\" lacks a digit before the point",
                         "\"0" + std::string(text) + "\"");
  }
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
    return parse_fraction(text, slash, out);
  }
  return parse_decimal(text, out);
}

TextProblem parse_integer(std::string_view text, std::uint64_t least, std::uint64_t most, std::uint64_t& out) {
  std::string allowed = most == UINT64_MAX ? "a whole number, at least " + std::to_string(least)
                                           : "a whole number, " + std::to_string(least) + " to " + std::to_string(most);
  const std::string quoted(text);
  if (text.size() > 1 && text.front() == '-' && text.substr(1).find_first_not_of("0123456789") == std::string::npos) {
    return {quoted + " is negative", std::move(allowed), {}};
  }
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos ||
      (text.size() > 1 && text.front() == '0')) {
    return {quoted + " is not a whole number", std::move(allowed), {}};
  }
  std::uint64_t value = 0;
  if (!read_digits(text, most, value)) return {quoted + " is too large", std::move(allowed), {}};
  if (value < least) return {quoted + " is too small", std::move(allowed), {}};
  out = value;
  return {};
}

}  // namespace finwait
