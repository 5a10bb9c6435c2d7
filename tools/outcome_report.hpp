// The outcomes of many runs, under one stack or several, as a table, as CSV and as JSON.
#pragma once

#include <string>
#include <vector>

#include "tools/outcome_seeds.hpp"
#include "tools/outcome_tally.hpp"

namespace finwait::cli {

struct StackOutcomes {
  std::string stack{};   // "linux", or "linux and textbook" for a and b
  std::string replay{};  // the command that runs it, up to the seed
  OutcomeSummary summary{};
};

struct OutcomeReport {
  std::string scenario{};
  std::string about{};
  SeedRange seeds{};
  std::vector<StackOutcomes> stacks{};
};

std::string outcomes_text(const OutcomeReport& report);
// RFC 4180 with a line of names; times in nanoseconds.
std::string outcomes_csv(const OutcomeReport& report);
std::string outcomes_json(const OutcomeReport& report);

// count / runs in percent, three digits after the point, rounded; "<0.001" and ">99.999" where rounding would say that
// there is none, or nothing else.
std::string percent_text(std::uint64_t count, std::uint64_t runs);
// count / runs as a decimal fraction with nine digits after the point, rounded: for programs.
std::string share_text(std::uint64_t count, std::uint64_t runs);

}  // namespace finwait::cli
