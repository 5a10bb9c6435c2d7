// How the rows of the parameter table read and write a field of a StackProfile: one reader and one writer a kind of
// value, each bound to its field and limits at compile time. Only the parameter table includes this.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/parameter.hpp"

namespace finwait::parameter_access {

// What a duration may be, in nanoseconds; `never` admits kForever as well.
struct TimeLimits {
  std::int64_t low = 0;
  std::int64_t high = 0;
  bool never = false;
};

// What a count may be; `unlimited` admits kUnlimited as well.
struct CountLimits {
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  bool unlimited = false;
};

// The refusal: `NAME: "TEXT" is not allowed: RANGE`, with the name and the range that apply to `alias`.
std::string refusal(const Parameter& parameter, const Alias* alias, std::string_view text, std::string_view why);

// Each reads `input` into `value`, or returns the refusal and leaves `value` alone.
std::string read_time(const Parameter& parameter, const Alias* alias, ParameterInput input, TimeLimits limits,
                      Duration& value);
std::string read_count(const Parameter& parameter, const Alias* alias, ParameterInput input, CountLimits limits,
                       std::uint32_t& value);
std::string read_switch(const Parameter& parameter, const Alias* alias, ParameterInput input, bool& value);
std::string read_choice(const Parameter& parameter, const Alias* alias, ParameterInput input, std::uint8_t& value);

std::string assign_backoff_table(StackProfile& profile, const Parameter& parameter, const Alias* alias,
                                 ParameterInput input);
std::string format_backoff_table(const StackProfile& profile, const Parameter& parameter);
std::string assign_jiffies(StackProfile& profile, const Parameter& parameter, const Alias* alias, ParameterInput input);
std::string format_jiffies(const StackProfile& profile, const Parameter& parameter);

std::string format_time(Duration value);
std::string format_count(std::uint32_t value);

template <Duration StackProfile::*field, TimeLimits limits>
std::string assign_time(StackProfile& profile, const Parameter& parameter, const Alias* alias, ParameterInput input) {
  return read_time(parameter, alias, input, limits, profile.*field);
}

template <std::uint32_t StackProfile::*field, CountLimits limits>
std::string assign_count(StackProfile& profile, const Parameter& parameter, const Alias* alias, ParameterInput input) {
  return read_count(parameter, alias, input, limits, profile.*field);
}

template <bool StackProfile::*field>
std::string assign_switch(StackProfile& profile, const Parameter& parameter, const Alias* alias, ParameterInput input) {
  return read_switch(parameter, alias, input, profile.*field);
}

// The choices of the row stand in the order of the enumerators.
template <auto field>
std::string assign_choice(StackProfile& profile, const Parameter& parameter, const Alias* alias, ParameterInput input) {
  auto value = static_cast<std::uint8_t>(profile.*field);
  std::string error = read_choice(parameter, alias, input, value);
  using Choice = std::remove_reference_t<decltype(profile.*field)>;
  if (error.empty()) profile.*field = static_cast<Choice>(value);
  return error;
}

// A row's assign: the alias's own meaning if it has one, else the row's.
template <ParameterAssign own>
std::string assign_or_alias(StackProfile& profile, const Parameter& parameter, const Alias* alias,
                            ParameterInput input) {
  if (alias != nullptr && alias->assign != nullptr) return alias->assign(profile, parameter, alias, input);
  return own(profile, parameter, alias, input);
}

template <auto field>
std::string format_field(const StackProfile& profile, const Parameter& parameter) {
  const auto& value = profile.*field;
  using Value = std::remove_cvref_t<decltype(value)>;
  if constexpr (std::same_as<Value, Duration>) {
    return format_time(value);
  } else if constexpr (std::same_as<Value, bool>) {
    return value ? "true" : "false";
  } else if constexpr (std::same_as<Value, std::uint32_t>) {
    return format_count(value);
  } else {
    return std::string(parameter.choices[static_cast<std::size_t>(value)]);
  }
}

}  // namespace finwait::parameter_access
