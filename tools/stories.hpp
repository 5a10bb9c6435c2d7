// Runs a scenario and tells its story, under one stack or several. Knows no command line.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/story/language.hpp"
#include "tools/scenario_input.hpp"

namespace finwait::cli {

// The story in lines of at most `width` columns; for each of `stacks` in turn if there are any, and then where they
// part. Throws CommandError: what the scenario has wrong, or (Internal) a broken invariant.
std::string stories(const ScenarioInput& input, const std::vector<std::string>& stacks, Language language,
                    std::size_t width);

}  // namespace finwait::cli
