#include "core/time_text.hpp"

#include <array>
#include <cstdint>

namespace finwait {
namespace {

using namespace std::chrono_literals;

struct Unit {
  std::string_view suffix;
  std::string_view word;
  Duration length;
};

constexpr std::array<Unit, 6> kUnits{{
    {"ns", "nanoseconds", 1ns},
    {"us", "microseconds", 1us},
    {"ms", "milliseconds", 1ms},
    {"s", "seconds", 1s},
    {"min", "minutes", 1min},
    {"h", "hours", 1h},
}};

struct Misspelling {
  std::string_view written;
  std::string_view meant;
};

constexpr std::array<Misspelling, 16> kMisspellings{{
    {"sec", "s"},
    {"secs", "s"},
    {"second", "s"},
    {"seconds", "s"},
    {"S", "s"},
    {"msec", "ms"},
    {"msecs", "ms"},
    {"millis", "ms"},
    {"usec", "us"},
    {"nsec", "ns"},
    {"m", "min"},
    {"mins", "min"},
    {"minutes", "min"},
    {"hr", "h"},
    {"hour", "h"},
    {"hours", "h"},
}};

constexpr std::string_view kAllowed = "a number and a unit (ns, us, ms, s, min, h) as in \"1.5s\", or \"never\"";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

ParsedDuration failure(std::string_view text, std::string_view why) {
  std::string error = "\"";
  error.append(text).append("\" ").append(why);
  return {std::nullopt, std::move(error)};
}

struct SplitNumber {
  std::string_view whole;
  std::string_view fraction;
  std::string_view rest;
  bool ok = false;  // at least one digit before the point, and one after it if there is a point
};

SplitNumber split_number(std::string_view text) {
  SplitNumber split;
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  split.whole = text.substr(0, end);
  split.ok = end > 0;
  if (end < text.size() && text[end] == '.') {
    const std::size_t begin = ++end;
    while (end < text.size() && is_digit(text[end])) ++end;
    split.fraction = text.substr(begin, end - begin);
    split.ok = split.ok && !split.fraction.empty();
  }
  split.rest = text.substr(end);
  return split;
}

// whole.fraction times unit, exactly: what is not a whole number of nanoseconds is refused, never rounded.
ParsedDuration scale(std::string_view text, const SplitNumber& number, Duration unit) {
  constexpr std::string_view kTooLong = "is too long: at most 9223372036s (about 292 years), or \"never\"";
  const std::uint64_t limit = static_cast<std::uint64_t>(kForever.count()) - 1;
  const auto unit_ns = static_cast<std::uint64_t>(unit.count());
  std::uint64_t total = 0;
  for (const char c : number.whole) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (total > (limit - digit) / 10) return failure(text, kTooLong);
    total = total * 10 + digit;
  }
  if (total > limit / unit_ns) return failure(text, kTooLong);
  total *= unit_ns;
  // An hour, the longest unit, is 2^13 3^2 5^11 ns: no fraction of more than 13 digits comes out even.
  std::uint64_t numerator = 0;
  std::uint64_t denominator = 1;
  std::string_view fraction = number.fraction;
  while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
  if (fraction.size() > 13) return failure(text, "is finer than a nanosecond, the unit of the simulator's clock");
  for (const char c : fraction) {
    numerator = numerator * 10 + static_cast<std::uint64_t>(c - '0');
    denominator *= 10;
  }
  // Cancel 2 and 5 before multiplying: numerator * unit alone need not fit.
  std::uint64_t factor = unit_ns;
  for (const std::uint64_t prime : {std::uint64_t{2}, std::uint64_t{5}}) {
    while (denominator % prime == 0 && factor % prime == 0) {
      denominator /= prime;
      factor /= prime;
    }
  }
  if (denominator != 1 && numerator % denominator != 0) {
    return failure(text, "is finer than a nanosecond, the unit of the simulator's clock");
  }
  numerator /= denominator;
  // The fraction is below one unit, hence below 3.6e12 ns: no overflow in the product.
  const std::uint64_t extra = numerator * factor;
  if (total > limit - extra) return failure(text, kTooLong);
  return {Duration(static_cast<Duration::rep>(total + extra)), {}};
}

ParsedDuration wrong_unit(std::string_view text, const SplitNumber& number) {
  std::string why = "is not a duration: ";
  std::string_view rest = number.rest;
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  std::string_view meant;
  for (const Unit& unit : kUnits) {
    if (rest == unit.suffix) meant = unit.suffix;
  }
  for (const Misspelling& misspelling : kMisspellings) {
    if (rest == misspelling.written) meant = misspelling.meant;
  }
  if (!meant.empty()) {
    why.append("did you mean \"").append(text.substr(0, text.size() - number.rest.size())).append(meant);
    why.append("\"? Allowed: ");
  } else {
    why.append("allowed is ");
  }
  return failure(text, why.append(kAllowed));
}

}  // namespace

ParsedDuration parse_duration(std::string_view text) {
  if (text == "never") return {kForever, {}};
  if (text == "0") return {Duration{0}, {}};
  const std::string expected = std::string("is not a duration: allowed is ").append(kAllowed);
  if (!text.empty() && text.front() == '-') {
    return failure(text, std::string("is negative: allowed is ").append(kAllowed));
  }
  const SplitNumber number = split_number(text);
  if (!number.ok) {
    const bool endless = text == "inf" || text == "infinite" || text == "forever" || text == "Never" || text == "off";
    if (endless)
      return failure(text, std::string("is not a duration: did you mean \"never\"? Allowed: ").append(kAllowed));
    return failure(text, expected);
  }
  if (number.rest.empty()) {
    return failure(text, std::string("has no unit: allowed is ").append(kAllowed));
  }
  for (const Unit& unit : kUnits) {
    if (number.rest == unit.suffix) return scale(text, number, unit.length);
  }
  return wrong_unit(text, number);
}

ParsedDuration parse_duration_in(std::string_view number_text, Duration unit) {
  const SplitNumber number = split_number(number_text);
  if (!number.ok || !number.rest.empty()) {
    std::string why = "is not a plain decimal number";
    if (const std::string_view word = unit_word(unit); !word.empty()) why.append(" of ").append(word);
    return failure(number_text, why);
  }
  return scale(number_text, number, unit);
}

std::string format_duration(Duration duration) {
  if (duration == kForever) return "never";
  std::string text;
  auto magnitude = static_cast<std::uint64_t>(duration.count());
  if (duration.count() < 0) {
    text = "-";
    magnitude = ~magnitude + 1;
  }
  const auto hour = static_cast<std::uint64_t>(Duration(1h).count());
  if (magnitude != 0 && magnitude % hour == 0) return text + std::to_string(magnitude / hour) + "h";
  std::size_t chosen = 3;
  while (chosen > 0 && magnitude != 0 && magnitude < static_cast<std::uint64_t>(kUnits[chosen].length.count()))
    --chosen;
  const auto unit = static_cast<std::uint64_t>(kUnits[chosen].length.count());
  text += std::to_string(magnitude / unit);
  std::uint64_t rest = magnitude % unit;
  if (rest != 0) {
    text += '.';
    std::uint64_t place = unit / 10;
    for (; rest != 0; place /= 10) {
      text += static_cast<char>('0' + rest / place);
      rest %= place;
    }
  }
  return text.append(kUnits[chosen].suffix);
}

std::string_view unit_word(Duration unit) {
  for (const Unit& known : kUnits) {
    if (known.length == unit) return known.word;
  }
  return {};
}

}  // namespace finwait
