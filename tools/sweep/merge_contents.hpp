// Whether a part holds what its shard computed, and all parts together what the sweep is: numbers of rows and of runs,
// which follow from the plan. It knows no file names but those it is given, and writes nothing.
#pragma once

#include <functional>
#include <string>

#include "tools/sweep/merge_check.hpp"
#include "tools/sweep/sqlite.hpp"
#include "tools/sweep/sweep_plan.hpp"

namespace finwait::cli {

// "part-...: damaged: WHAT; move it away and run that shard again" (CommandError, Usage).
[[noreturn]] void refuse_damaged(const std::string& part, const std::string& what);
// Calls `read`. Whatever SQLite then says that no other try would mend is that part's damage. `database` is the file
// that SQLite names.
void reading_part(const std::string& part, const std::string& database, const std::function<void()>& read);

// Throws CommandError (Usage), which names the part.
void check_contents(const MergeInput& input, const SweepPlan& plan);
// Of the database into which all parts went. Throws CommandError (Usage), which says what is missing.
void check_whole(Database& merged, const SweepPlan& plan);

}  // namespace finwait::cli
