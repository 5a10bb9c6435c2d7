// Computes one unit: its runs, one after the other, on the thread that calls. It knows no other thread and no database.
#pragma once

#include <vector>

#include "sim/runner.hpp"
#include "tools/sweep/shard.hpp"
#include "tools/sweep/tally_counter.hpp"
#include "tools/sweep/unit_result.hpp"

namespace finwait::cli {

class UnitRunner {
 public:
  // The plan must outlive it, and so must `there`: by combination, what is not computed because it is there already.
  // Empty: nothing is.
  UnitRunner(const SweepPlan& plan, const Units& units, Keep keep, const std::vector<bool>& there);
  // Throws CommandError: Internal, with the command that replays it, if a run breaks an invariant.
  UnitResult run(std::uint64_t unit);

 private:
  void run_combination(CombinationPart& part, RunRows& rows);

  const SweepPlan& plan_;
  Units units_;
  bool keep_rows_;
  const std::vector<bool>& there_;
  SweepScenarios scenarios_;
  Runner runner_;
  RunCounter counter_;
};

}  // namespace finwait::cli
