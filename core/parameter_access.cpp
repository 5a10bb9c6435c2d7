#include "core/parameter_access.hpp"

#include <algorithm>

#include "core/time_text.hpp"

namespace finwait::parameter_access {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

// A whole number up to `most`; nothing if it is none, or larger.
std::optional<std::uint64_t> whole_number(std::string_view text, std::uint64_t most) {
  if (!all_digits(text)) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (digit > most || value > (most - digit) / 10) return std::nullopt;
    value = value * 10 + digit;
  }
  return value;
}

bool bare_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '.'; });
}

std::string_view range_of(const Parameter& parameter, const Alias* alias) {
  return alias != nullptr && !alias->range.empty() ? alias->range : parameter.range;
}

std::string bare_number_counts(const Alias* alias) {
  const std::string_view unit = alias != nullptr ? unit_word(alias->unit) : std::string_view{};
  return unit.empty() ? std::string{} : std::string(" (a bare number counts ").append(unit).append(")");
}

}  // namespace

std::string refusal(const Parameter& parameter, const Alias* alias, std::string_view text, std::string_view why) {
  std::string error(alias != nullptr ? alias->name : parameter.name);
  error.append(": \"").append(text).append("\" ").append(why);
  error.append("; allowed: ").append(range_of(parameter, alias));
  return error.append(bare_number_counts(alias));
}

std::string read_time(const Parameter& parameter, const Alias* alias, ParameterInput input, TimeLimits limits,
                      Duration& value) {
  const bool counted = alias != nullptr && alias->unit > Duration{0} && bare_number(input.text);
  const ParsedDuration parsed = counted ? parse_duration_in(input.text, alias->unit) : parse_duration(input.text);
  if (!parsed.value) {
    std::string error(alias != nullptr ? alias->name : parameter.name);
    error.append(": ").append(parsed.error);
    return error.append("; in range: ").append(range_of(parameter, alias)).append(bare_number_counts(alias));
  }
  const Duration wanted = *parsed.value;
  const bool fits = wanted == kForever ? limits.never : wanted.count() >= limits.low && wanted.count() <= limits.high;
  if (!fits) return refusal(parameter, alias, input.text, "is out of range");
  value = wanted;
  return {};
}

std::string read_count(const Parameter& parameter, const Alias* alias, ParameterInput input, CountLimits limits,
                       std::uint32_t& value) {
  if (limits.unlimited && input.text == "unlimited") {
    value = kUnlimited;
    return {};
  }
  if (!all_digits(input.text)) return refusal(parameter, alias, input.text, "is not a whole number");
  const std::optional<std::uint64_t> wanted = whole_number(input.text, limits.high);
  if (!wanted || *wanted < limits.low) return refusal(parameter, alias, input.text, "is out of range");
  value = static_cast<std::uint32_t>(*wanted);
  return {};
}

std::string read_switch(const Parameter& parameter, const Alias* alias, ParameterInput input, bool& value) {
  const bool on = input.text == "true" || input.text == "1" || input.text == "on";
  const bool off = input.text == "false" || input.text == "0" || input.text == "off";
  if (!on && !off) return refusal(parameter, alias, input.text, "is neither on nor off");
  value = on;
  return {};
}

std::string read_choice(const Parameter& parameter, const Alias* alias, ParameterInput input, std::uint8_t& value) {
  const auto found = std::find(parameter.choices.begin(), parameter.choices.end(), input.text);
  if (found == parameter.choices.end()) return refusal(parameter, alias, input.text, "is not one of the choices");
  value = static_cast<std::uint8_t>(found - parameter.choices.begin());
  return {};
}

std::string assign_backoff_table(StackProfile& profile, const Parameter& parameter, const Alias* alias,
                                 ParameterInput input) {
  auto table = profile.backoff_table;
  std::size_t count = 0;
  std::string_view rest = input.text;
  for (bool more = true; more; ++count) {
    const std::size_t comma = rest.find(',');
    more = comma != std::string_view::npos;
    std::string_view entry = rest.substr(0, comma);
    rest = more ? rest.substr(comma + 1) : std::string_view{};
    while (!entry.empty() && entry.front() == ' ') entry.remove_prefix(1);
    const std::optional<std::uint64_t> factor = whole_number(entry, UINT16_MAX);
    if (count == table.size()) return refusal(parameter, alias, input.text, "has too many entries");
    if (!factor || *factor == 0) return refusal(parameter, alias, input.text, "is no list of factors");
    table[count] = static_cast<std::uint16_t>(*factor);
  }
  std::fill(table.begin() + static_cast<std::ptrdiff_t>(count), table.end(), table[count - 1]);
  profile.backoff_table = table;
  return {};
}

std::string format_backoff_table(const StackProfile& profile, const Parameter&) {
  std::size_t count = profile.backoff_table.size();
  while (count > 1 && profile.backoff_table[count - 1] == profile.backoff_table[count - 2]) --count;
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += ',';
    text += std::to_string(profile.backoff_table[i]);
  }
  return text;
}

std::string assign_jiffies(StackProfile& profile, const Parameter& parameter, const Alias* alias,
                           ParameterInput input) {
  if (input.text == "none") {
    profile.jiffies_at_start.reset();
    return {};
  }
  const std::size_t point = input.text.find('.');
  const bool has_fraction = point != std::string_view::npos;
  const std::string_view fraction = has_fraction ? input.text.substr(point + 1) : std::string_view{};
  const std::optional<std::uint64_t> whole = whole_number(input.text.substr(0, point), INT64_MAX);
  if (has_fraction && (!all_digits(fraction) || fraction.size() > 9)) {
    return refusal(parameter, alias, input.text, "is no count of jiffies");
  }
  if (!whole) return refusal(parameter, alias, input.text, "is no count of jiffies");
  JiffiesAtStart start{*whole, 0};
  for (std::size_t i = 0; i < 9; ++i) {
    start.fraction = start.fraction * 10 + (i < fraction.size() ? static_cast<std::uint32_t>(fraction[i] - '0') : 0U);
  }
  profile.jiffies_at_start = start;
  return {};
}

std::string format_jiffies(const StackProfile& profile, const Parameter&) {
  if (!profile.jiffies_at_start) return "none";
  std::string text = std::to_string(profile.jiffies_at_start->jiffies);
  if (profile.jiffies_at_start->fraction == 0) return text;
  const std::string digits = std::to_string(profile.jiffies_at_start->fraction);
  text.append(".").append(9 - digits.size(), '0').append(digits);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

std::string format_time(Duration value) { return format_duration(value); }

std::string format_count(std::uint32_t value) { return value == kUnlimited ? "unlimited" : std::to_string(value); }

}  // namespace finwait::parameter_access
