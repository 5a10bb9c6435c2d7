// Writes results into the tables of a sweep's database, in the transaction that is open. It decides nothing.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "tools/sweep/sqlite.hpp"
#include "tools/sweep/sqlite_matrix.hpp"
#include "tools/sweep/sweep_plan.hpp"
#include "tools/sweep/unit_result.hpp"

namespace finwait::cli {

// A combination of which some runs are still missing.
struct Partial {
  std::uint64_t runs = 0;
  CombinationTally tally{};
};

class StoreRows {
 public:
  StoreRows(Database& database, const SweepPlan& plan);

  void axes(std::uint64_t combination);
  void summary(std::uint64_t combination, const CombinationSummary& summary);
  void runs(const RunRows& rows);
  void unit(std::uint64_t unit, std::uint64_t runs);
  // Nothing if there is none. Throws CommandError (Usage) if what is there was not written by finwait.
  Partial partial(std::uint64_t combination);
  void set_partial(std::uint64_t combination, const Partial& partial);
  void drop_partial(std::uint64_t combination);

 private:
  const SweepPlan& plan_;
  Statement axes_;
  Statement metric_;
  Statement outcome_;
  MatrixTable unit_rows_;
  Statement runs_;
  Statement outcome_name_;
  std::set<std::int64_t> named_{};
  Statement unit_;
  Statement partial_;
  Statement set_partial_;
  Statement drop_partial_;
};

}  // namespace finwait::cli
