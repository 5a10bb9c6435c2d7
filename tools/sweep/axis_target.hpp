// Where an axis puts its values: the places in the scenario's JSON, and the stack parameters among them. Two names of
// one place are seen to be one. It reads no values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/parameter.hpp"
#include "core/side.hpp"

namespace finwait::cli {

struct AxisTarget {
  using Path = std::vector<std::string>;
  std::string text{};                    // as --set takes it
  std::vector<Path> places{};            // the keys that lead there; two for "stack"
  const Parameter* parameter = nullptr;  // if it is a parameter of one side's stack
  const Alias* alias = nullptr;          // the name used, if it is not the parameter's own
  Side side = Side::A;
};

// "a.tcp_fin_timeout", "link.delay", "/a/app/0/for". A parameter without a side ("tcp_fin_timeout") is both sides'.
std::vector<AxisTarget> resolve_target(std::string_view text);

// Whether setting one would undo or double the other: the same parameter of a side, or one place within the other.
bool overlap(const AxisTarget& x, const AxisTarget& y);

}  // namespace finwait::cli
