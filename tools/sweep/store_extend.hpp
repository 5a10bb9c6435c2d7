// More values for a sweep that has results: a file of the new plan takes the old one's place, with everything in it
// that both plans have. What is there is a matter of combinations, whole ones, known by their axes' values; it runs
// nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tools/sweep/store_schema.hpp"

namespace finwait::cli {

// If `old` holds this sweep with other values of its axes, another order of them or another `where`, `old` is closed
// and what takes its place is opened: running, with the old one's complete combinations of this plan. False, and
// nothing happens, if it is this very plan, or one computed by another program or in shards. Throws CommandError: Usage
// if it is another sweep, with what differs; Retry where going on later may help. At every instant the file is the old
// one or the new one, whole; `beside` is the name under which the new one is written, where no file is.
bool extend_store(std::unique_ptr<Database>& old, const SweepPlan& plan, const StoreIdentity& identity,
                  const std::string& beside);

// By combination, whether all of it is in a file that extend_store() made; a missing unit may overlap such ones, which
// need not be computed again. Empty if there are none in missing units.
std::vector<bool> reused_combinations(Database& database, const SweepPlan& plan);

}  // namespace finwait::cli
