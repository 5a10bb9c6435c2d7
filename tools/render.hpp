// Runs a scenario and gives its trace in one of the formats of `finwait run`.
#pragma once

#include <optional>
#include <string>

#include "sim/picture/sequence_svg.hpp"
#include "sim/runner.hpp"
#include "sim/scenario.hpp"
#include "sim/story/language.hpp"
#include "sim/trace_csv.hpp"
#include "sim/trace_ladder.hpp"
#include "tools/format.hpp"

namespace finwait::cli {

// How to show a run, for the formats that leave a choice.
struct RenderOptions {
  LadderOptions ladder{};
  bool states = false;  // the diagram of states instead of the sequence of segments
  TimeAxis axis = TimeAxis::Compressed;
  CsvTable table = CsvTable::Segments;
  std::optional<Side> at{};               // a capture of one host's side alone
  Language language = Language::English;  // of a report
  std::string command{};                  // that runs it again, for a report
  const Scenario* textbook = nullptr;     // the same scenario under the stack "textbook", for a report; or null
};

// Throws CommandError (Internal) if the run breaks one of finwait's own invariants.
std::string render(Runner& runner, const Scenario& scenario, Format format, const RenderOptions& options);

// Runs it once more, without a word on stdout; stderr hears of each fault rule that did nothing, and why: the commonest
// mistake in writing a scenario looks like a result.
void tell_idle_faults(Runner& runner, const Scenario& scenario);

// Throws CommandError (Internal) with every invariant that was broken.
void require_sound(const Outcome& outcome);

}  // namespace finwait::cli
