#include "tools/sweep/unit_runner.hpp"

#include <algorithm>
#include <utility>

#include "tools/context.hpp"

namespace finwait::cli {

UnitRunner::UnitRunner(const SweepPlan& plan, const Units& units, Keep keep, const std::vector<bool>& there)
    : plan_(plan),
      units_(units),
      keep_rows_(keep == Keep::Rows),
      there_(there),
      scenarios_(plan),
      counter_(plan.metrics()) {}

UnitResult UnitRunner::run(std::uint64_t unit) {
  const RunRange range = units_.range(unit);
  const std::uint64_t repeats = plan_.repeats();
  UnitResult result;
  result.unit = unit;
  for (std::uint64_t run = range.first; run < range.last;) {
    CombinationPart part;
    part.combination = run / repeats;
    part.first_repetition = run % repeats;
    part.runs = std::min(repeats - part.first_repetition, range.last - run);
    run += part.runs;
    if (!there_.empty() && there_[part.combination]) continue;
    run_combination(part, result.rows);
    result.runs += part.runs;
    result.parts.push_back(std::move(part));
  }
  return result;
}

void UnitRunner::run_combination(CombinationPart& part, RunRows& rows) {
  Scenario& scenario = scenarios_.of(part.combination);
  const std::size_t width = RunRows::kLeading + plan_.metrics().size();
  std::size_t at = rows.values.size();
  if (keep_rows_) rows.values.resize(at + width * part.runs);
  const std::uint64_t key = plan_.seed_key(part.combination);
  for (std::uint64_t i = 0; i < part.runs; ++i, at += width) {
    const std::uint64_t repetition = part.first_repetition + i;
    scenario.seed = plan_.seed_from(key, repetition);
    const Outcome& outcome = runner_.run_quietly(scenario);
    if (!outcome.violations.empty()) {
      throw CommandError(ExitCode::Internal, "internal error: a run broke an invariant: " + outcome.violations.front() +
                                                 "; please report it. It is\n  " +
                                                 plan_.replay_command(part.combination, repetition));
    }
    if (!keep_rows_) {
      counter_.add(outcome.end, repetition, nullptr);
      continue;
    }
    std::int64_t* const row = rows.values.data() + at;
    const std::size_t place = counter_.add(outcome.end, repetition, row + RunRows::kLeading);
    row[0] = static_cast<std::int64_t>(part.combination * plan_.repeats() + repetition);
    row[1] = static_cast<std::int64_t>(scenario.seed);
    row[2] = counter_.classes()[place].number;
  }
  if (keep_rows_) {
    for (const ClassCounter::Seen& seen : counter_.classes()) rows.outcomes.push_back(seen.outcome);
  }
  part.tally = counter_.take();
  if (part.runs != plan_.repeats()) return;
  part.summary = summary_of(part.tally);
  part.tally = CombinationTally();
}

}  // namespace finwait::cli
