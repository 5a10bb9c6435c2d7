// Puts the parts that shards wrote together into what one process would have written. It computes no run; whatever is
// missing or does not fit is refused by name.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tools/sweep/shard.hpp"

namespace finwait::cli {

struct MergeOptions {
  std::vector<std::string> inputs{};  // folders with part-*.sqlite, or such files
  std::string output{};
  std::uint64_t expect = 0;  // so many shards; 0: as many as the parts say
  // Is called before anything is written; may throw.
  std::function<void(const SweepPlan&)> before{};
};

struct Merged {
  // One shard of one is no part, but the whole: there is nothing to join, and if it is the output, nothing to do.
  enum class How : std::uint8_t { Joined, Copied, Already };
  std::uint64_t parts = 0;
  std::uint64_t duplicates = 0;  // the same part found again
  std::uint64_t combinations = 0;
  std::uint64_t runs = 0;
  How how = How::Joined;
};

// Throws CommandError: Retry if the disk is full or somebody interrupts it, else Usage. The output is written whole or
// not at all.
Merged merge_parts(const MergeOptions& options);

// The files of parts in a folder, by name: those that are complete, and those still being written.
struct PartFiles {
  std::vector<std::string> complete{};
  std::vector<std::string> unfinished{};
};
PartFiles part_files(const std::string& folder);
// "shards 0, 3 to 5 and 7 of 8".
std::string shard_list(const std::vector<std::uint64_t>& numbers, std::uint64_t count);

}  // namespace finwait::cli
