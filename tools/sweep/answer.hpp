// What a sweep came to, as a table on the terminal: for those who asked a question and keep no database.
#pragma once

#include <string>

#include "tools/sweep/sqlite.hpp"
#include "tools/sweep/sweep_plan.hpp"

namespace finwait::cli {

// A line for each combination: its values, the most frequent outcome and its share, and of the metrics that are kept
// the first (of several runs) or the first three (of one).
std::string answer_table(Database& results, const SweepPlan& plan);

}  // namespace finwait::cli
