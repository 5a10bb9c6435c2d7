// `--assert`: thresholds that the figures of every combination must keep. It reads a sweep's database; it runs nothing.
//
// Functions: n, mean, median, p90, p99, minimum, maximum of a metric; share("words"), of the runs whose outcome has
// these words; runs, of a combination. Names: the sweep's axes. Runs without a value (the time to CLOSED of a side that
// never got there) count as later than all others: a quantile that falls among them is "never", and so are maximum and
// mean as soon as there is one. Where a quantile is known to a bucket only, an assertion has to hold for both of its
// ends.
#pragma once

#include <functional>
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
  // Looks at every combination. Says which ones fail, with their values and the command that replays the run that is
  // furthest out; "" if none does. `folder`: where the results are, if the plan was read from them; else "".
  std::string failures(Database& results, const std::string& folder) const;

 private:
  struct Figures;
  class Reader;
  [[noreturn]] void refuse_text(ExpressionProblem problem, const std::string& text) const;
  void require_sense(const Expression& expression) const;
  void require_outcome(const Expression& expression, const Expression::Call& share) const;
  void require_kinds(const Expression& expression) const;
  ExpressionValue call(const Figures& figures, const Expression::Call& call, bool greatest) const;
  std::vector<ExpressionValue> values_of_names(const Expression& expression, std::uint64_t combination) const;
  std::vector<ExpressionValue> values_of_calls(const Expression& expression, const Figures& figures,
                                               bool greatest) const;
  std::uint64_t worst_repetition(const Expression& expression, const Figures& figures, std::uint64_t combination) const;
  std::string failure(const Expression& expression, const Figures& figures, std::uint64_t combination) const;
  std::string values_text(const Expression& expression, const Figures& figures) const;
  std::string axes_text(std::uint64_t combination) const;

  const SweepPlan& plan_;
  std::vector<std::string_view> names_;  // of the axes, then of the metrics
  std::vector<Expression> expressions_;
};

// Gives the answer and throws CommandError (ExpectationFailed) if there are failures: also if the answer ends early,
// because whoever reads it has seen enough.
void answer_then_require(const std::function<void()>& answer, const std::string& failures);

}  // namespace finwait::cli
