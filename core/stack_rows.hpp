// One row a parameter of a named stack: its value, how well the value is known, and where it comes from, side by side.
// The StackProfile of the stack is made from its rows, so that what is shown and what runs cannot differ.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/parameter.hpp"

namespace finwait {

struct StackRow {
  std::string_view parameter;  // by its own name
  std::string_view value;      // as Parameter::format writes it
  Evidence evidence;
  std::string_view source;
};

// Each has a row for every parameter, in the order of parameters().
std::span<const StackRow> textbook_rows();
std::span<const StackRow> rfc9293_rows();
std::span<const StackRow> linux_rows();
std::span<const StackRow> freebsd_rows();
std::span<const StackRow> macos_rows();
std::span<const StackRow> windows_rows();
std::span<const StackRow> lwip_rows();

// The rows of the stack of that name; none if there is no such stack.
std::span<const StackRow> stack_rows(std::string_view stack);

}  // namespace finwait
