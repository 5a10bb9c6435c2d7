#include "tools/sweep/store_extend.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "tools/context.hpp"
#include "tools/numbers.hpp"
#include "tools/sweep/store_lock.hpp"
#include "tools/sweep/store_rows.hpp"
#include "tools/sweep/sweep_input.hpp"
#include "tools/sweep/sweep_inside.hpp"

namespace finwait::cli {
namespace {

namespace fs = std::filesystem;

// From the combinations of one plan to those with the same values in another one with the same axes.
class Translation {
 public:
  Translation(const SweepPlan& from, const SweepPlan& to) : from_(from.inside().space), to_(to.inside().space) {
    for (const Axis& axis : to.axes()) {
      const auto theirs = std::find_if(from.axes().begin(), from.axes().end(),
                                       [&axis](const Axis& other) { return other.name == axis.name; });
      std::map<std::string_view, std::uint32_t> places;
      for (std::uint32_t i = 0; i < axis.values.size(); ++i) places.emplace(axis.values[i].text, i);
      Column& column = columns_.emplace_back();
      column.axis = static_cast<std::size_t>(theirs - from.axes().begin());
      for (const AxisValue& value : theirs->values) {
        const auto place = places.find(value.text);
        column.places.push_back(place == places.end() ? kNowhere : place->second);
      }
    }
    theirs_.resize(columns_.size());
    mine_.resize(columns_.size());
  }

  std::optional<std::uint64_t> operator()(std::uint64_t combination) {
    from_.values(combination, theirs_);
    for (std::size_t axis = 0; axis < columns_.size(); ++axis) {
      mine_[axis] = columns_[axis].places[theirs_[columns_[axis].axis]];
      if (mine_[axis] == kNowhere) return std::nullopt;
    }
    return to_.number_of(mine_);
  }

 private:
  static constexpr std::uint32_t kNowhere = UINT32_MAX;
  struct Column {
    std::size_t axis = 0;                 // of `from`
    std::vector<std::uint32_t> places{};  // by its value, that of `to`
  };
  const SweepSpace& from_;
  const SweepSpace& to_;
  std::vector<Column> columns_{};
  std::vector<std::uint32_t> theirs_{};
  std::vector<std::uint32_t> mine_{};
};

std::map<std::string, std::vector<std::string>> targets_by_name(const SweepPlan& plan) {
  std::map<std::string, std::vector<std::string>> out;
  for (const Axis& axis : plan.axes()) out.emplace(axis.name, axis.targets);
  return out;
}

std::set<std::set<std::string>> lock_steps(const SweepPlan& plan) {
  std::map<std::size_t, std::set<std::string>> groups;
  for (std::size_t i = 0; i < plan.axes().size(); ++i) groups[plan.group_of(i)].insert(plan.axes()[i].name);
  std::set<std::set<std::string>> out;
  for (auto& [number, names] : groups) out.insert(std::move(names));
  return out;
}

// The base scenario is the last thing in a plan's text, on a line of its own.
std::string_view scenario_of(const SweepPlan& plan) {
  const std::string_view text = plan.text();
  return text.substr(std::min(text.find("\n\"scenario\":"), text.size()));
}

std::string there_and_here(const std::string& what, const std::string& there, const std::string& here) {
  return what + " " + there + ", not " + here;
}

// In words, everything but which combinations there are; empty: only that.
std::vector<std::string> differences(const SweepPlan& old, const SweepPlan& plan) {
  std::vector<std::string> out;
  if (old.name() != plan.name()) out.push_back(there_and_here("the name", old.name(), plan.name()));
  if (old.seed() != plan.seed()) {
    out.push_back(there_and_here("seed", std::to_string(old.seed()), std::to_string(plan.seed())));
  }
  if (old.repeats() != plan.repeats()) {
    out.push_back(there_and_here("repeats", std::to_string(old.repeats()), std::to_string(plan.repeats())));
  }
  if (targets_by_name(old) != targets_by_name(plan)) {
    out.emplace_back("other axes");
  } else if (lock_steps(old) != lock_steps(plan)) {
    out.emplace_back("other axes in lock-step");
  }
  if (old.metrics() != plan.metrics()) out.emplace_back("other metrics");
  if (scenario_of(old) != scenario_of(plan)) out.emplace_back("another base scenario");
  return out;
}

SweepPlan plan_of(Database& file, const StoreState& found) {
  SweepPlan plan = read_sweep_text(meta(file, "plan"), file.path());
  if (plan.hash() == found.identity.plan) return plan;
  throw CommandError(ExitCode::Usage, file.path() + ": damaged: its plan has the hash " + plan.hash() + ", not " +
                                          found.identity.plan + "; move it away and run again");
}

void require_extensible(const std::string& path, const StoreState& found, const SweepPlan& old, const SweepPlan& plan,
                        const StoreIdentity& identity) {
  std::vector<std::string> faults = differences(old, plan);
  if (found.identity.keep != identity.keep) {
    faults.push_back(there_and_here("--keep", found.identity.keep, identity.keep));
  }
  if (plan.combinations() > SweepSpace::kMostFiltered) {
    faults.push_back("more than " + grouped(SweepSpace::kMostFiltered) + " combinations now");
  }
  if (faults.empty()) return;
  std::string words;
  for (const std::string& fault : faults) words += (words.empty() ? "" : "; ") + fault;
  throw CommandError(ExitCode::Usage, path + ": holds another sweep, \"" + old.name() + "\" (plan hash " + old.hash() +
                                          "; this one, \"" + plan.name() + "\", has " + plan.hash() + "): " + words +
                                          ". --resume may change the axes' values, their order and `where`, nothing "
                                          "else: choose another folder");
}

// Combinations of which all runs are in have outcomes, others not.
constexpr const char* kCompleteOnes = "SELECT combination FROM outcomes GROUP BY combination ORDER BY combination";

std::uint64_t combination_in(const Statement& row, const std::string& path, std::uint64_t all) {
  const auto combination = static_cast<std::uint64_t>(row.integer(0));
  if (combination < all) return combination;
  throw CommandError(ExitCode::Usage, path + ": damaged: there is no combination " + std::to_string(row.integer(0)) +
                                          "; move it away and run again");
}

// Of the old file's complete combinations, those that `plan` has too.
struct Common {
  std::vector<bool> reused{};  // by combination of `plan`
  std::uint64_t complete = 0;  // that the old file has
  std::uint64_t kept = 0;
};

Common common(Database& file, const SweepPlan& old, const SweepPlan& plan) {
  Common out;
  out.reused.resize(plan.combinations());
  Translation translate(old, plan);
  Statement complete = file.prepare(kCompleteOnes);
  while (complete.step()) {
    ++out.complete;
    const std::optional<std::uint64_t> mine = translate(combination_in(complete, file.path(), old.combinations()));
    if (!mine) continue;
    out.reused[*mine] = true;
    ++out.kept;
  }
  return out;
}

// What took hours to compute is lost on request only.
void require_nothing_lost(const std::string& path, const Common& common, const SweepPlan& old, const SweepPlan& plan,
                          bool drop) {
  const std::uint64_t lost = common.complete - common.kept;
  if (common.complete > 0 && common.kept == 0) {
    throw CommandError(ExitCode::Usage, path + ": holds another sweep, \"" + old.name() + "\" (plan hash " +
                                            old.hash() + "): none of its " + grouped(common.complete) +
                                            " combinations that are done is one of this one's " +
                                            grouped(plan.combinations()) + ": choose another folder");
  }
  if (lost == 0 || drop) return;
  throw CommandError(ExitCode::Usage, path + ": has " + counted(lost, "complete combination") +
                                          " that this sweep has not (" + counted(lost * old.repeats(), "run") +
                                          "); --resume would lose " + (lost == 1 ? "it" : "them") +
                                          ": add --drop if that is meant, or choose another folder");
}

// The rows of one table and one combination, which gets another number. `key` and `range` are SQL: what stands in the
// place of the first columns, and which rows of the old table it is.
Statement copier(Database& file, const std::string& table, const std::string& key, std::size_t keys,
                 const std::string& range) {
  std::string sql = "INSERT INTO main." + table + " SELECT " + key;
  Statement columns = file.prepare("SELECT name FROM pragma_table_info(" + sql_text(table) + ") ORDER BY cid");
  for (std::size_t i = 0; columns.step(); ++i) {
    if (i >= keys) sql += ", " + sql_name(columns.text(0));
  }
  return file.prepare(sql + " FROM old." + table + " WHERE " + range);
}

void copy_combinations(Database& file, const SweepPlan& old, const SweepPlan& plan, const std::vector<bool>& reused,
                       bool with_rows) {
  StoreRows rows(file, plan);
  Translation translate(plan, old);
  const std::string repeats = std::to_string(plan.repeats());
  std::vector<Statement> copiers;
  for (const char* table : {"metrics", "outcomes"}) copiers.push_back(copier(file, table, "?1", 1, "combination = ?2"));
  if (with_rows) {
    copiers.push_back(copier(file, "run_rows", "?1 * " + repeats + " + run % " + repeats, 1,
                             "run BETWEEN ?2 * " + repeats + " AND ?2 * " + repeats + " + (" + repeats + " - 1)"));
  }
  for (std::uint64_t mine = 0; mine < plan.combinations(); ++mine) {
    if (!reused[mine]) continue;
    const std::uint64_t theirs = translate(mine).value();
    rows.axes(mine);
    for (Statement& copy : copiers) {
      copy.bind(1, static_cast<std::int64_t>(mine)).bind(2, static_cast<std::int64_t>(theirs)).run();
    }
  }
  // Those that are still in use, or the file would tell of what it once was.
  file.run(
      "INSERT INTO main.outcome_names SELECT * FROM old.outcome_names WHERE outcome IN (SELECT outcome FROM "
      "main.run_rows)");
}

// Units that have nothing but these combinations are done. What is left of them lies in units that are not, and is
// noted apart, so that sums of runs are right.
void mark_units(Database& file, const SweepPlan& plan, const std::vector<bool>& reused) {
  StoreRows rows(file, plan);
  const Units units = Units::of(plan.repeats(), plan.runs());
  std::uint64_t in_missing_units = 0;
  for (std::uint64_t first = 0; first < plan.combinations(); ++first) {
    if (!reused[first]) continue;
    std::uint64_t end = first;
    while (end < plan.combinations() && reused[end]) ++end;
    const RunRange runs{first * plan.repeats(), end * plan.repeats()};
    std::uint64_t left = runs.last - runs.first;
    for (std::uint64_t unit = runs.first / units.size; unit < units.count(); ++unit) {
      const RunRange range = units.range(unit);
      if (range.last > runs.last) break;
      if (range.first < runs.first) continue;
      rows.unit(unit, range.last - range.first);
      left -= range.last - range.first;
    }
    in_missing_units += left;
    first = end;
  }
  if (in_missing_units > 0) set_meta(file, kReusedRuns, std::to_string(in_missing_units));
}

// Nobody sees this file before it is whole, so only its end is written with care.
void write_extended(const std::string& beside, Database& old_file, const SweepPlan& old, const SweepPlan& plan,
                    const StoreIdentity& identity, const std::vector<bool>& reused) {
  Database file(beside, Database::Mode::Create);
  file.run("PRAGMA page_size = " + std::to_string(old_file.integer("PRAGMA page_size")));
  file.run("PRAGMA journal_mode = OFF");
  file.run("PRAGMA synchronous = OFF");
  file.run("PRAGMA application_id = " + std::to_string(kStoreMark));
  file.run("PRAGMA user_version = " + std::to_string(kStoreVersion));
  file.run("ATTACH " + sql_text(old_file.path()) + " AS old");
  file.run("BEGIN");
  create_tables(file, plan);
  fill_meta(file, plan, identity);
  copy_combinations(file, old, plan, reused, identity.keep == name(Keep::Rows));
  mark_units(file, plan, reused);
  file.run("COMMIT");
  file.run("DETACH old");
  file.run("PRAGMA journal_mode = DELETE");
  file.run("PRAGMA synchronous = FULL");
  file.run("BEGIN IMMEDIATE");
  set_meta(file, "state", "running");
  file.run("COMMIT");
  file.run("PRAGMA journal_mode = WAL");
}

}  // namespace

std::optional<Extension> extend_store(std::unique_ptr<Database>& old, const SweepPlan& plan,
                                      const StoreIdentity& identity, const std::string& beside, bool drop) {
  const StoreState found = state_of(*old);
  const StoreIdentity& theirs = found.identity;
  if (theirs.plan == identity.plan || theirs.program != identity.program || theirs.profiles != identity.profiles ||
      !theirs.shard.whole() || !identity.shard.whole()) {
    return std::nullopt;
  }
  const std::string path = old->path();
  const SweepPlan old_plan = plan_of(*old, found);
  require_extensible(path, found, old_plan, plan, identity);
  const std::string fault = old->text("PRAGMA quick_check(1)");
  if (fault != "ok") {
    throw CommandError(ExitCode::Usage, path + ": damaged (" + fault + "); move it away and run again");
  }
  const Common both = common(*old, old_plan, plan);
  require_nothing_lost(path, both, old_plan, plan, drop);
  const Extension extension{both.complete - both.kept,
                            static_cast<std::uint64_t>(old->integer("SELECT coalesce(sum(runs), 0) FROM partials"))};
  try {
    write_extended(beside, *old, old_plan, plan, identity, both.reused);
    // A log left beside the new file would be taken for its own.
    old->run("PRAGMA journal_mode = DELETE");
    old.reset();
    if (std::rename(beside.c_str(), path.c_str()) != 0) {
      throw CommandError(ExitCode::Retry, path + ": could not be put in its place");
    }
  } catch (...) {
    std::error_code ignored;
    for (const char* suffix : {"", "-journal", "-wal", "-shm"}) fs::remove(beside + suffix, ignored);
    throw;
  }
  sync_folder(path);
  old = std::make_unique<Database>(path, Database::Mode::ReadWrite);
  return extension;
}

std::vector<bool> reused_combinations(Database& database, const SweepPlan& plan) {
  std::vector<bool> out;
  if (meta(database, kReusedRuns).empty()) return out;
  out.resize(plan.combinations());
  Statement complete = database.prepare(kCompleteOnes);
  while (complete.step()) out[combination_in(complete, database.path(), plan.combinations())] = true;
  return out;
}

}  // namespace finwait::cli
