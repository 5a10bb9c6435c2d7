// The table of every parameter of a StackProfile: its name, its kernel names, unit, range and meaning, and how to
// read and write it by name. `finwait stacks` prints it; a scenario's "set" goes through it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "core/stack_profile.hpp"

namespace finwait {

// How well a value is known: read in source or RFC text, in a vendor's document, or assumed until confirmed.
enum class Evidence : std::uint8_t { Verified, Documented, Assumed };
std::string_view name(Evidence evidence);

enum class ParameterKind : std::uint8_t { Duration, Count, Boolean, Choice, Jiffies, Table };

// Another name under which a parameter is accepted, with the unit of a bare number ("60" for tcp_fin_timeout means
// seconds). `unit` is zero where a bare number is a count or a switch.
struct Alias {
  std::string_view name;
  Duration unit{0};
};

// A value as somebody wrote it, before it is checked against a parameter.
struct ParameterInput {
  std::string_view text;  // "5s", "true", "any_ack", or the digits of a number
  bool is_number = false;  // written as a bare number
};

struct Parameter {
  std::string_view name;
  ParameterKind kind = ParameterKind::Count;
  std::string_view unit;   // "time", "segments", "octets", "tenths", ... for the listing
  std::string_view range;  // what is allowed, in words: "0s..2^63 ns or never"
  std::string_view help;   // one sentence
  std::span<const Alias> aliases;
  std::span<const std::string_view> choices;  // spelled as in the table; empty unless kind is Choice
  // Writes the value, or returns why not: what was allowed. An empty string means it was written.
  std::string (*assign)(StackProfile&, const Parameter&, const Alias*, ParameterInput) = nullptr;
  // The value as a person reads it: "60s", "never", "any_ack", "8".
  std::string (*format)(const StackProfile&, const Parameter&) = nullptr;
};

std::span<const Parameter> parameters();

struct ParameterMatch {
  const Parameter* parameter = nullptr;  // nullptr: no such name
  const Alias* alias = nullptr;          // nullptr: found under its own name
};
ParameterMatch find_parameter(std::string_view name_or_alias);

// Where a stack's value of a parameter comes from.
struct Provenance {
  Evidence evidence = Evidence::Assumed;
  std::string_view source;  // RFC section, kernel function, document
};
Provenance provenance(std::string_view stack, std::string_view parameter);

// The name by which an engineer knows a parameter: its first kernel name if it has one, else its own.
std::string_view kernel_name(const Parameter& parameter);

}  // namespace finwait
