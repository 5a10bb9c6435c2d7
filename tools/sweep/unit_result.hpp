// What a worker hands to the writer: everything the runs of one unit came to.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "tools/outcome_class.hpp"
#include "tools/sweep/tally_summary.hpp"

namespace finwait::cli {

// The runs of one combination that lie in the unit. All of them: a summary; else a tally to fold with the others'.
struct CombinationPart {
  std::uint64_t combination = 0;
  std::uint64_t first_repetition = 0;
  std::uint64_t runs = 0;
  CombinationTally tally{};
  std::optional<CombinationSummary> summary{};
};

// One row a run, in the order of their numbers; empty unless rows are kept.
struct RunRows {
  // Before the metrics' values: the run's number, its seed (the same bits), the number of its outcome.
  static constexpr std::size_t kLeading = 3;

  std::vector<OutcomeClass> outcomes{};  // that occur in the unit
  std::vector<std::int64_t> values{};    // row by row: kLeading, then each metric in the plan's order; kAbsent: none
};

struct UnitResult {
  std::uint64_t unit = 0;
  std::uint64_t runs = 0;                // that were computed
  std::vector<CombinationPart> parts{};  // by combination
  RunRows rows{};
};

}  // namespace finwait::cli
