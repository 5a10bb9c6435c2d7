// The stacks' parameters as text and as JSON.
#pragma once

#include <string>

#include "core/stack_profile.hpp"

namespace finwait::cli {

// One stack: every parameter with value, kernel name, unit, range, meaning, mark and source.
std::string stack_text(const StackProfile& stack);
std::string stack_json(const StackProfile& stack);
// A table of all stacks' values; the JSON is an array of what stack_json() gives.
std::string all_stacks_text();
std::string all_stacks_json();

}  // namespace finwait::cli
