#include "tools/sweep/merge.hpp"

#include <array>
#include <filesystem>

#include "tools/context.hpp"
#include "tools/sweep/merge_check.hpp"
#include "tools/sweep/store.hpp"
#include "tools/sweep/sweep_input.hpp"

namespace finwait::cli {
namespace {

namespace fs = std::filesystem;

// An older merge of the same sweep may be replaced, anything else not.
void require_free(const std::string& output, const StoreState& sweep) {
  const fs::path path(output);
  std::error_code error;
  if (output.empty() || fs::is_directory(path, error)) {
    throw CommandError(ExitCode::Usage, "-o " + output + ": is no name of a file; give OUT.sqlite");
  }
  if (path.has_parent_path() && !fs::is_directory(path.parent_path(), error)) {
    throw CommandError(ExitCode::Usage, output + ": there is no folder " + path.parent_path().string());
  }
  if (!fs::exists(path, error) || fs::file_size(path, error) == 0) return;
  Database before(output, Database::Mode::ReadOnly);
  if (is_store(before) && state_of(before).identity.plan == sweep.identity.plan) return;
  throw CommandError(ExitCode::Usage, output + ": is there already and holds something else; choose another name");
}

SweepPlan plan_of(const std::string& file, const StoreState& sweep) {
  Database part(file, Database::Mode::ReadOnly);
  SweepPlan plan = read_sweep_text(meta(part, "plan"), file);
  if (plan.hash() != sweep.identity.plan) {
    throw CommandError(ExitCode::Usage,
                       file + ": damaged: its plan has the hash " + plan.hash() + ", not " + sweep.identity.plan);
  }
  return plan;
}

void copy_part(Store& store, const std::string& file) {
  Database& database = store.database();
  database.run("ATTACH " + sql_text(file) + " AS part");
  store.begin();
  for (const char* table : {"axes", "metrics", "outcomes", "runs", "units"}) {
    database.run("INSERT INTO main." + std::string(table) + " SELECT * FROM part." + table);
  }
  {
    Statement partials = database.prepare("SELECT combination, runs, tally FROM part.partials");
    while (partials.step()) {
      Partial partial;
      partial.runs = static_cast<std::uint64_t>(partials.integer(1));
      if (!CombinationTally::read(partials.text(2), partial.tally)) {
        throw CommandError(ExitCode::Usage, file + ": damaged: the tally of combination " +
                                                std::to_string(partials.integer(0)) + " cannot be read");
      }
      store.add_partial(static_cast<std::uint64_t>(partials.integer(0)), partial);
    }
  }
  store.commit();
  database.run("DETACH part");
}

}  // namespace

Merged merge_parts(const MergeOptions& options) {
  const MergeInput input = check_parts(options);
  require_free(options.output, input.state);
  const SweepPlan plan = plan_of(input.parts.begin()->second, input.state);
  const Keep keep = input.state.identity.keep == name(Keep::Rows) ? Keep::Rows : Keep::Aggregates;
  {
    Store store(plan, keep, options.output);
    for (const auto& [number, file] : input.parts) copy_part(store, file);
    store.finish({{"machine", "merged from " + std::to_string(input.parts.size()) + " parts"}}, [] { return true; });
  }
  return {input.parts.size(), input.duplicates, plan.combinations(), plan.runs()};
}

}  // namespace finwait::cli
