// More values for a sweep that has results: a file of the new plan takes the old one's place, with everything in it
// that both plans have. What is there is a matter of combinations, whole ones, known by their axes' values; it runs
// nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tools/sweep/store_schema.hpp"

namespace finwait::cli {

// What the old file had and the new one has not.
struct Extension {
  std::uint64_t dropped = 0;     // complete combinations
  std::uint64_t begun_anew = 0;  // runs of combinations that were not complete
};

// If `old` holds this sweep with other values of its axes, another order of them or another `where`, `old` is closed
// and what takes its place is opened: running, with the old one's complete combinations of this plan. Nothing, and
// nothing happens, if it is this very plan, or one computed by another program or in shards. Throws CommandError: Usage
// if it is another sweep, with what differs, or if complete combinations would be lost without `drop`; Retry where
// going on later may help. At every instant the file is the old one or the new one, whole; `beside` is the name under
// which the new one is written, where no file is.
std::optional<Extension> extend_store(std::unique_ptr<Database>& old, const SweepPlan& plan,
                                      const StoreIdentity& identity, const std::string& beside, bool drop);

// By combination, whether all of it is in a file that extend_store() made; a missing unit may overlap such ones, which
// need not be computed again. Empty if there are none in missing units.
std::vector<bool> reused_combinations(Database& database, const SweepPlan& plan);

}  // namespace finwait::cli
