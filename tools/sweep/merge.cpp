#include "tools/sweep/merge.hpp"

#include <filesystem>
#include <map>

#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/sweep/merge_check.hpp"
#include "tools/sweep/merge_contents.hpp"
#include "tools/sweep/merge_output.hpp"
#include "tools/sweep/stop_signals.hpp"
#include "tools/sweep/store.hpp"
#include "tools/sweep/sweep_input.hpp"

namespace finwait::cli {
namespace {

namespace fs = std::filesystem;

void end_if_asked() {
  if (stop_asked()) throw CommandError(ExitCode::Retry, "interrupted: nothing was written; merge again");
}

SweepPlan plan_of(const std::string& file, const StoreState& sweep) {
  Database part(file, Database::Mode::ReadOnly);
  SweepPlan plan = read_sweep_text(meta(part, "plan"), file);
  if (plan.hash() != sweep.identity.plan) {
    refuse_damaged(file, "its plan has the hash " + plan.hash() + ", not " + sweep.identity.plan);
  }
  return plan;
}

void copy_tables(Store& store, const std::string& file) {
  Database& database = store.database();
  database.run("ATTACH " + sql_text(file) + " AS part");
  store.begin();
  for (const char* table : {"axes", "metrics", "outcomes", "run_rows", "units"}) {
    database.run("INSERT INTO main." + std::string(table) + " SELECT * FROM part." + table);
  }
  database.run("INSERT OR IGNORE INTO main.outcome_names SELECT * FROM part.outcome_names");
  {
    Statement partials = database.prepare("SELECT combination, runs, tally FROM part.partials");
    while (partials.step()) {
      Partial partial;
      partial.runs = static_cast<std::uint64_t>(partials.integer(1));
      if (!CombinationTally::read(partials.text(2), partial.tally)) {
        refuse_damaged(file, "the tally of combination " + std::to_string(partials.integer(0)) + " cannot be read");
      }
      store.add_partial(static_cast<std::uint64_t>(partials.integer(0)), partial);
    }
  }
  store.commit();
  database.run("DETACH part");
}

void copy_parts(Store& store, const MergeInput& input, const SweepPlan& plan) {
  const auto go_on = [] { return !stop_asked(); };
  store.database().while_busy(go_on);
  for (const auto& part : input.parts) {
    const std::string& file = part.second;
    end_if_asked();
    reading_part(file, store.database().path(), [&] { copy_tables(store, file); });
  }
  check_whole(store.database(), plan);
  remove_leftovers(store.path());
  store.finish({{"machine", "merged from " + std::to_string(input.parts.size()) + " parts"}}, go_on);
}

void join(const MergeInput& input, const SweepPlan& plan, const std::string& output) {
  const Keep keep = input.state.identity.keep == name(Keep::Rows) ? Keep::Rows : Keep::Aggregates;
  Store store(plan, keep, output, [&] { require_free(output, input); });
  try {
    copy_parts(store, input, plan);
  } catch (...) {
    store.discard();
    end_if_asked();
    throw;
  }
}

// One process did all of it; its file is as a merge would make it.
Merged::How take_whole(const MergeInput& input, const std::string& output) {
  const std::string& file = input.parts.begin()->second;
  std::error_code error;
  if (fs::equivalent(file, output, error)) return Merged::How::Already;
  const StoreLock lock(output);
  require_free(output, input);
  const std::string beside = output + ".new";
  fs::copy_file(file, beside, fs::copy_options::overwrite_existing, error);
  // Whole on the disk before it has its name: at no instant is there less than before.
  if (!error) error = sync_file(beside);
  if (!error && !stop_asked()) {
    remove_leftovers(output);
    fs::rename(beside, output, error);
    if (!error) {
      sync_folder(output);
      return Merged::How::Copied;
    }
  }
  std::error_code ignored;
  fs::remove(beside, ignored);
  if (!error) end_if_asked();
  throw CommandError(may_pass(error.value()) ? ExitCode::Retry : ExitCode::Usage, output + ": " + error.message());
}

}  // namespace

Merged merge_parts(const MergeOptions& options) {
  require_no_dash(options.output);
  const MergeInput input = check_parts(options);
  require_place(options.output);
  const SweepPlan plan = plan_of(input.parts.begin()->second, input.state);
  if (options.before) options.before(plan);
  check_contents(input, plan);
  const StopSignals signals;
  Merged merged{input.parts.size(), input.duplicates, plan.combinations(), plan.runs(), Merged::How::Joined};
  if (input.state.identity.shard.whole()) {
    merged.how = take_whole(input, options.output);
  } else {
    join(input, plan, options.output);
  }
  return merged;
}

}  // namespace finwait::cli
