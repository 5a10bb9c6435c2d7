// Sweeps as a user runs them, and what is in their results, whole, for comparison.
#pragma once

#include <string>

#include "tests/tools/command.hpp"

namespace finwait::tests {

// A scenario on which losses decide, with 6 combinations when run with sweep_axes().
std::string lossy_close();
// "lossy.json --axis ...": to be put behind `sweep run`. `repeats` runs of each of 6 combinations.
std::string lossy_sweep(unsigned repeats);

// Every row of every table but `meta`, in the order of their keys; and the lines of `meta` that are the same for
// everybody. "" is never the dump of a database.
std::string dump(const std::string& database);
// One value.
std::string ask(const std::string& database, const std::string& sql);

}  // namespace finwait::tests
