// Runs what is missing of a sweep on all cores and hands it to the store. Workers share nothing but the list of units
// and the way to the one writer, which is the thread that calls.
#pragma once

#include <cstdint>

#include "tools/sweep/store.hpp"
#include "tools/sweep/sweep_plan.hpp"

namespace finwait::cli {

struct SweepRun {
  std::uint64_t done = 0;      // runs of the shard that are in the file
  std::uint64_t expected = 0;  // of the shard
  std::uint64_t computed = 0;  // by this call
  double seconds = 0;
  bool interrupted = false;  // by one of StopSignals: what was under way is in the file, the rest is missing
};

// `threads` > 0. Throws CommandError; what was committed before stays.
SweepRun run_sweep(const SweepPlan& plan, Store& store, unsigned threads);

}  // namespace finwait::cli
