#include "tools/sweep/merge_contents.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "tools/context.hpp"
#include "tools/sweep/part_checksum.hpp"

namespace finwait::cli {
namespace {

// Combinations of which a shard has the first run, and those of which it has all.
struct Combinations {
  std::uint64_t begun = 0;
  std::uint64_t whole = 0;
};

std::vector<Combinations> combinations_of_shards(const SweepPlan& plan, std::uint64_t shards) {
  std::vector<Combinations> all(shards);
  const Units units = Units::of(plan.repeats(), plan.runs());
  for (std::uint64_t combination = 0; combination < plan.combinations(); ++combination) {
    const std::uint64_t first = combination * plan.repeats();
    const std::uint64_t unit = first / units.size;
    Combinations& shard = all[unit % shards];
    ++shard.begun;
    // The next unit is another shard's.
    if (shards == 1 || (first + plan.repeats() - 1) / units.size == unit) ++shard.whole;
  }
  return all;
}

std::uint64_t count(Database& database, const std::string& sql) {
  return static_cast<std::uint64_t>(database.integer("SELECT " + sql));
}

void require_rows(Database& part, const std::string& table, std::uint64_t expected) {
  const std::uint64_t rows = count(part, "count(*) FROM " + table);
  if (rows == expected) return;
  refuse_damaged(part.path(),
                 "its table " + table + " has " + std::to_string(rows) + " rows of " + std::to_string(expected));
}

void require_runs(Database& part, const std::string& tables, std::uint64_t runs, std::uint64_t expected) {
  if (runs == expected) return;
  refuse_damaged(part.path(),
                 "its " + tables + " of " + std::to_string(runs) + " runs, that shard has " + std::to_string(expected));
}

void check_part(Database& part, const StoreIdentity& sweep, const Shard& shard, const Combinations& expected,
                const SweepPlan& plan) {
  const std::uint64_t runs = shard.runs(Units::of(plan.repeats(), plan.runs()));
  require_rows(part, "axes", expected.begun);
  require_rows(part, "metrics", expected.whole * plan.metrics().size());
  // A whole result needs no units any more.
  if (!shard.whole()) require_runs(part, "units are", count(part, "coalesce(sum(runs), 0) FROM units"), runs);
  require_runs(
      part, "outcomes and partials are",
      count(part, "(SELECT coalesce(sum(n), 0) FROM outcomes) + (SELECT coalesce(sum(runs), 0) FROM partials)"), runs);
  require_rows(part, "run_rows", sweep.keep == name(Keep::Rows) ? runs : 0);
  if (shard.whole()) return;
  const std::string fault = checksum_fault(part);
  if (!fault.empty()) refuse_damaged(part.path(), fault);
}

// What SQLite said, without the file that it names and without its advice.
std::string reason(std::string said, const std::string& database) {
  const std::size_t named = said.find(database + ": ");
  if (named != std::string::npos) said.erase(0, named + database.size() + 2);
  for (const char* advice : {"; it was damaged", ". Move it away"})
    said.resize(std::min(said.size(), said.find(advice)));
  return said;
}

}  // namespace

void refuse_damaged(const std::string& part, const std::string& what) {
  throw CommandError(ExitCode::Usage, part + ": damaged: " + what + "; move it away and run that shard again");
}

void reading_part(const std::string& part, const std::string& database, const std::function<void()>& read) {
  try {
    read();
  } catch (const CommandError& fault) {
    const std::string said = fault.what();
    if (fault.code() == ExitCode::Retry || said.starts_with(part + ": damaged: ")) throw;
    refuse_damaged(part, reason(said, database));
  }
}

void check_contents(const MergeInput& input, const SweepPlan& plan) {
  const StoreIdentity& sweep = input.state.identity;
  const std::vector<Combinations> expected = combinations_of_shards(plan, sweep.shard.count);
  for (const auto& [number, file] : input.parts) {
    const std::uint64_t shard = number;
    const std::string& name = file;
    reading_part(name, name, [&] {
      Database part(name, Database::Mode::ReadOnly);
      check_part(part, sweep, {shard, sweep.shard.count}, expected[shard], plan);
    });
  }
}

// Not the runs' rows: each part has as many as it should, and none is there twice.
void check_whole(Database& merged, const SweepPlan& plan) {
  const auto require = [&](const std::string& what, std::uint64_t found, std::uint64_t expected) {
    if (found == expected) return;
    throw CommandError(ExitCode::Usage, "the parts do not make a whole: " + what + " are there for " +
                                            std::to_string(found) + " combinations of " + std::to_string(expected) +
                                            "; one of them is damaged: move them away and run the sweep again");
  };
  const std::string metrics = std::to_string(plan.metrics().size());
  const std::string repeats = std::to_string(plan.repeats());
  require("axes", count(merged, "count(*) FROM axes"), plan.combinations());
  if (!plan.metrics().empty()) {
    require(
        "all metrics",
        count(merged, "count(*) FROM (SELECT 1 FROM metrics GROUP BY combination HAVING count(*) = " + metrics + ")"),
        plan.combinations());
  }
  require("the outcomes of all runs",
          count(merged, "count(*) FROM (SELECT 1 FROM outcomes GROUP BY combination HAVING sum(n) = " + repeats + ")"),
          plan.combinations());
}

}  // namespace finwait::cli
