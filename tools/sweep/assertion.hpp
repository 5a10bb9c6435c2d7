// `--assert`: thresholds that the figures of every combination must keep. It reads a sweep's database; it runs nothing.
//
// Functions: n, mean, median, p90, p99, minimum, maximum of a metric; share("words"), of the runs whose outcome has
// these words; runs, of a combination. Names: the sweep's axes. Runs without a value (the time to CLOSED of a side that
// never got there) count as later than all others: a quantile or maximum that falls among them is absent, and what is
// compared with something absent does not hold.
#pragma once

#include <string>
#include <vector>

#include "tools/sweep/expression.hpp"
#include "tools/sweep/sqlite.hpp"
#include "tools/sweep/sweep_plan.hpp"

namespace finwait::cli {

class Assertions {
 public:
  // Throws CommandError (Usage) with the column if one does not parse or names what is not there. The plan must
  // outlive it.
  Assertions(const SweepPlan& plan, const std::vector<std::string>& texts);
  bool empty() const { return expressions_.empty(); }
  // Looks at every combination. Says which ones fail, with their values and the command for the figures; "" if none
  // does. Throws CommandError (Usage) where kinds do not go together.
  std::string failures(Database& results) const;

 private:
  struct Figures;
  class Reader;
  void require_sense(const Expression& expression) const;
  void require_kinds(const Expression& expression) const;
  ExpressionValue call(const Figures& figures, const Expression::Call& call) const;
  std::string values_text(const Expression& expression, const std::vector<ExpressionValue>& calls) const;
  std::string axes_text(std::uint64_t combination) const;

  const SweepPlan& plan_;
  std::vector<std::string_view> names_;  // of the axes, then of the metrics
  std::vector<Expression> expressions_;
};

}  // namespace finwait::cli
