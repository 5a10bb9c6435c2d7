// The place of merge's output: what may stand there and be replaced, and what SQLite would take for part of the new
// file.
#pragma once

#include <string>

#include "tools/sweep/merge_check.hpp"

namespace finwait::cli {

// A file can be written there. Throws CommandError (Usage).
void require_place(const std::string& output);
// Nothing is there, or complete results of just this sweep: same plan, --keep, program and profiles. Anything else is
// refused by name (CommandError, Usage): a part, one of the inputs, a sweep that is not complete or whose write-ahead
// log still has something in it. To be asked while the output is locked.
void require_free(const std::string& output, const MergeInput& input);
// What is left of another file of that name: SQLite would replay its log over the new one.
void remove_leftovers(const std::string& output);
// A log or journal that SQLite has still to work into the file beside it; "" if there is none.
std::string pending_log(const std::string& file);

}  // namespace finwait::cli
