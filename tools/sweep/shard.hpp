// Which runs belong together: units, the grain of commits and of resuming, and shards, the units of one machine of
// several. Both follow from the plan and the shard's number alone; who computes them and when is no matter.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "tools/sweep/sweep_plan.hpp"

namespace finwait::cli {

// Runs [first, last) of a plan, in the order of their numbers.
struct RunRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

// Unit k holds the runs [k * size, (k + 1) * size). Combinations of few repeats are never cut.
struct Units {
  std::uint64_t size = 1;
  std::uint64_t runs = 0;

  static Units of(std::uint64_t repeats, std::uint64_t runs);
  std::uint64_t count() const { return runs / size + (runs % size != 0 ? 1 : 0); }
  RunRange range(std::uint64_t unit) const;
};

// Does the units with unit % count == number.
struct Shard {
  std::uint64_t number = 0;  // from 0
  std::uint64_t count = 1;

  bool operator==(const Shard&) const = default;
  bool whole() const { return count == 1; }
  bool has(std::uint64_t unit) const { return unit % count == number; }
  std::uint64_t units(const Units& all) const;
  std::uint64_t runs(const Units& all) const;
  std::string text() const { return std::to_string(number) + "/" + std::to_string(count); }
};

inline constexpr std::uint64_t kMostShards = 1'000'000;

// "3/8" or "auto"; the variables that `auto` reads are listed in shard.cpp. Throws CommandError (Usage) on anything
// else: what is wrong, and what was allowed.
using Environment = std::function<std::optional<std::string>(const char* name)>;
Shard parse_shard(const std::string& text, const Environment& environment);
Environment process_environment();

}  // namespace finwait::cli
