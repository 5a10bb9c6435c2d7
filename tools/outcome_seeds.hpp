// The seeds that `finwait outcomes` runs, read from the command line.
#pragma once

#include <cstdint>
#include <string>

namespace finwait::cli {

inline constexpr std::uint64_t kMostSeeds = 10'000'000;

// All from `first` to `last`, both included; first <= last.
struct SeedRange {
  std::uint64_t first = 1;
  std::uint64_t last = 1;
  std::uint64_t count() const { return last - first + 1; }
};

// "1000": 1 to 1000. "5..9": 5 to 9. Throws CommandError (Usage) on anything else, an empty range, or more than
// kMostSeeds.
SeedRange parse_seeds(const std::string& text);

}  // namespace finwait::cli
