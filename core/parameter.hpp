// The table of every parameter of a StackProfile: its name, its kernel names, unit, range and meaning, and how to
// read and write it by name. `finwait stacks` prints it; a scenario's "set" goes through it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/stack_profile.hpp"

namespace finwait {

// How well a value is known: read in source or RFC text, in a vendor's document, or assumed until confirmed.
enum class Evidence : std::uint8_t { Verified, Documented, Assumed };
// "verified", "documented", "assumed".
std::string_view name(Evidence evidence);

enum class ParameterKind : std::uint8_t { TimeSpan, Count, Boolean, Choice, Jiffies, Table };

// A value as somebody wrote it, before it is checked against a parameter.
struct ParameterInput {
  std::string_view text;   // "5s", "true", "any_ack", or the digits of a number
  bool is_number = false;  // written as a bare number
};

struct Alias;
struct Parameter;

// Writes the value, or returns why not: a sentence with the name used, the value, and what was allowed. An empty
// string means it was written. Pass the alias that find_parameter() gave: it decides units and ranges.
using ParameterAssign = std::string (*)(StackProfile&, const Parameter&, const Alias*, ParameterInput);

// Another name under which a parameter is accepted, with the unit of a bare number ("60" for tcp_fin_timeout means
// seconds). `unit` is zero where a bare number is a count or a switch.
struct Alias {
  std::string_view name;
  Duration unit{0};
  std::string_view range{};          // what that system allows under this name; empty: the parameter's own range
  ParameterAssign assign = nullptr;  // where the name means more than a unit (net.inet.tcp.msl is half of time_wait)
};

struct Parameter {
  std::string_view name;
  ParameterKind kind = ParameterKind::Count;
  std::string_view unit;   // "time", "segments", "octets", "tenths", ... for the listing
  std::string_view range;  // what is allowed, in words: "1ms..8760h, or never"
  std::string_view help;   // one sentence
  std::span<const Alias> aliases;
  std::span<const std::string_view> choices;  // spelled as in the table; empty unless kind is Choice
  ParameterAssign assign = nullptr;
  // The value as a person reads it, and as assign() reads it under the parameter's own name: "60s", "never",
  // "any_ack", "8", "true".
  std::string (*format)(const StackProfile&, const Parameter&) = nullptr;
};

std::span<const Parameter> parameters();

struct ParameterMatch {
  const Parameter* parameter = nullptr;  // nullptr: no such name
  const Alias* alias = nullptr;          // nullptr: found under its own name
};
// By its own name, or by an alias, also with the prefix "net.ipv4." of Linux's sysctls.
ParameterMatch find_parameter(std::string_view name_or_alias);
// Every name that find_parameter() knows, without the prefixed ones: for "did you mean".
std::span<const std::string_view> parameter_names();

// Where a stack's value of a parameter comes from.
struct Provenance {
  Evidence evidence = Evidence::Assumed;
  std::string_view source;  // RFC section, kernel function, document
};
// An empty source if there is no such stack or parameter.
Provenance provenance(std::string_view stack, std::string_view parameter);

// The name by which an engineer knows a parameter: its first kernel name if it has one, else its own.
std::string_view kernel_name(const Parameter& parameter);

}  // namespace finwait
