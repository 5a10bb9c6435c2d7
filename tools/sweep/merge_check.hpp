// What merge looks at before it writes anything: which parts there are, whether they belong together, whether one is
// missing. It writes nothing.
#pragma once

#include <map>

#include "tools/sweep/merge.hpp"
#include "tools/sweep/store_schema.hpp"

namespace finwait::cli {

struct MergeInput {
  std::map<std::uint64_t, std::string> parts{};  // shard number -> file; of one shard, the whole results
  StoreState state{};                            // of the sweep
  std::uint64_t duplicates = 0;
};

// Throws CommandError (Usage): nothing to merge, an unfinished part, parts of different sweeps or programs or of
// different numbers of shards, a part twice with different content, a missing part.
MergeInput check_parts(const MergeOptions& options);

// The name of the first table in which two parts differ; "" if their results are the same.
std::string first_difference(Database& one, Database& other);

}  // namespace finwait::cli
