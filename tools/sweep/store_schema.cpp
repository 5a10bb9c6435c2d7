#include "tools/sweep/store_schema.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "core/parameter.hpp"
#include "loss_models/rng.hpp"
#include "tools/context.hpp"
#include "tools/lower_case.hpp"
#include "tools/numbers.hpp"
#include "tools/version.hpp"

namespace finwait::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string metrics_json(const SweepPlan& plan) {
  Json list = Json::array();
  for (const Metric* metric : plan.metrics()) {
    list.push_back(Json{{"name", metric->name}, {"unit", unit_name(metric->unit)}, {"help", metric->help}});
  }
  return list.dump();
}

std::string axes_json(const SweepPlan& plan) {
  Json list = Json::array();
  const std::vector<std::string> columns = axis_columns(plan);
  for (std::size_t i = 0; i < plan.axes().size(); ++i) {
    const Axis& axis = plan.axes()[i];
    Json values = Json::array();
    for (const AxisValue& value : axis.values) values.push_back(value.text);
    list.push_back(Json{{"name", axis.name},
                        {"column", columns[2 * i]},
                        {"number_column", columns[2 * i + 1]},
                        {"targets", axis.targets},
                        {"unit", axis.unit},
                        {"logarithmic", axis.logarithmic},
                        {"values", std::move(values)}});
  }
  return list.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// SQLite's names differ in more than the case of their letters.
std::string unused(std::string name, std::set<std::string>& used) {
  while (!used.insert(lower_case(name)).second) name += '_';
  return name;
}

// A seed has 64 bits and is stored as SQLite's signed integer; to be read it is a text, as it was given or derived.
void create_runs(Database& database, const SweepPlan& plan) {
  const std::string repeats = std::to_string(plan.repeats());
  std::string columns;
  std::string metrics;
  for (const Metric* metric : plan.metrics()) {
    metrics += ", " + sql_name(metric->name);
    columns += ", " + sql_name(metric->name) + " INTEGER";
  }
  database.run("CREATE TABLE run_rows (run INTEGER PRIMARY KEY, seed INTEGER NOT NULL, outcome INTEGER NOT NULL" +
               columns + ")");
  database.run("CREATE TABLE outcome_names (outcome INTEGER PRIMARY KEY, words TEXT NOT NULL)");
  database.run("CREATE VIEW runs AS SELECT run, run / " + repeats + " AS combination, run % " + repeats +
               " AS repetition, CAST(printf('%u', seed) AS TEXT) AS seed, (SELECT words FROM outcome_names WHERE "
               "outcome = run_rows.outcome) AS outcome" +
               metrics + " FROM run_rows");
}

std::uint64_t number(const std::string& text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

std::string_view name(Keep keep) { return keep == Keep::Rows ? "rows" : "aggregates"; }

std::string_view unit_name(MetricUnit unit) {
  switch (unit) {
    case MetricUnit::Nanoseconds:
      return "ns";
    case MetricUnit::Count:
      return "count";
    case MetricUnit::Octets:
      return "octets";
  }
  return "";
}

std::string profile_hash() {
  std::uint64_t hash = 0;
  const auto add = [&hash](std::string_view text) {
    for (const char c : text) hash = mix64(hash * kGoldenGamma + static_cast<unsigned char>(c) + 1);
    hash = mix64(hash + kGoldenGamma);
  };
  for (const StackProfile& stack : stacks()) {
    add(stack.name);
    for (const Parameter& parameter : parameters()) {
      add(parameter.name);
      add(parameter.format(stack, parameter));
    }
  }
  return hexadecimal(hash);
}

StoreIdentity identity_of(const SweepPlan& plan, Keep keep, const Shard& shard) {
  return {plan.hash(), profile_hash(), std::string(version()), std::string(name(keep)), shard};
}

bool is_store(Database& database) {
  if (database.integer("SELECT count(*) FROM sqlite_schema") == 0) return false;
  if (database.integer("PRAGMA application_id") != kStoreMark) {
    throw CommandError(ExitCode::Usage, database.path() + ": a database, but of no sweep of finwait's");
  }
  const std::int64_t found = database.integer("PRAGMA user_version");
  if (found > kStoreVersion) {
    throw CommandError(ExitCode::Usage, database.path() + ": written by a newer finwait (" + meta(database, "program") +
                                            ", results of version " + std::to_string(found) + "; this finwait, " +
                                            std::string(version()) + ", knows version " +
                                            std::to_string(kStoreVersion) + ")");
  }
  return true;
}

StoreState state_of(Database& database) {
  StoreState state;
  state.identity.plan = meta(database, "plan_hash");
  state.identity.profiles = meta(database, "profile_hash");
  state.identity.program = meta(database, "program");
  state.identity.keep = meta(database, "keep");
  const std::string shard = meta(database, "shard");
  const std::size_t slash = std::min(shard.find('/'), shard.size());
  state.identity.shard = {number(shard.substr(0, slash)),
                          std::max<std::uint64_t>(1, number(shard.substr(std::min(slash + 1, shard.size()))))};
  state.name = meta(database, "name");
  state.state = meta(database, "state");
  state.repeats = std::max<std::uint64_t>(1, number(meta(database, "repeats")));
  state.combinations = number(meta(database, "combinations"));
  state.runs = number(meta(database, "runs"));
  return state;
}

std::uint64_t runs_committed(Database& database) {
  return static_cast<std::uint64_t>(database.integer("SELECT coalesce(sum(runs), 0) FROM units")) +
         number(meta(database, kReusedRuns));
}

std::string meta(Database& database, const std::string& key) {
  Statement statement = database.prepare("SELECT value FROM meta WHERE key = ?");
  statement.bind(1, key);
  return statement.step() ? std::string(statement.text(0)) : "";
}

void set_meta(Database& database, const std::string& key, const std::string& value) {
  database.prepare("INSERT OR REPLACE INTO meta VALUES (?, ?)").bind(1, key).bind(2, value).run();
}

std::vector<std::string> axis_columns(const SweepPlan& plan) {
  std::set<std::string> used{"combination"};
  std::vector<std::string> columns;
  for (const Axis& axis : plan.axes()) {
    columns.push_back(unused(axis.name, used));
    columns.push_back(unused(axis.name + ".number", used));
  }
  return columns;
}

void create_tables(Database& database, const SweepPlan& plan) {
  database.run("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
  std::string axes = "CREATE TABLE axes (combination INTEGER PRIMARY KEY";
  const std::vector<std::string> columns = axis_columns(plan);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    axes += ", " + sql_name(columns[i]) + (i % 2 == 0 ? " TEXT NOT NULL" : " REAL");
  }
  database.run(axes + ")");
  database.run(
      "CREATE TABLE metrics (combination INTEGER, metric TEXT, unit TEXT NOT NULL, n INTEGER NOT NULL, mean REAL, "
      "median INTEGER, median_low INTEGER, median_high INTEGER, p90 INTEGER, p99 INTEGER, min INTEGER, max INTEGER, "
      "witness INTEGER, exact INTEGER NOT NULL, "
      "PRIMARY KEY (combination, metric)) WITHOUT ROWID");
  database.run(
      "CREATE TABLE outcomes (combination INTEGER, outcome TEXT, n INTEGER NOT NULL, share REAL NOT NULL, "
      "low REAL NOT NULL, high REAL NOT NULL, witness INTEGER NOT NULL, PRIMARY KEY (combination, outcome)) "
      "WITHOUT ROWID");
  create_runs(database, plan);
  database.run("CREATE TABLE units (unit INTEGER PRIMARY KEY, runs INTEGER NOT NULL)");
  database.run("CREATE TABLE partials (combination INTEGER PRIMARY KEY, runs INTEGER NOT NULL, tally BLOB NOT NULL)");
}

void fill_meta(Database& database, const SweepPlan& plan, const StoreIdentity& identity) {
  set_meta(database, "schema", "finwait-sweep/" + std::to_string(kStoreVersion));
  set_meta(database, "name", plan.name());
  set_meta(database, "plan", plan.text());
  set_meta(database, "plan_hash", identity.plan);
  set_meta(database, "profile_hash", identity.profiles);
  set_meta(database, "program", identity.program);
  set_meta(database, "keep", identity.keep);
  set_meta(database, "shard", identity.shard.text());
  set_meta(database, "seed", std::to_string(plan.seed()));
  set_meta(database, "repeats", std::to_string(plan.repeats()));
  set_meta(database, "combinations", std::to_string(plan.combinations()));
  set_meta(database, "runs", std::to_string(plan.runs()));
  set_meta(database, "axes", axes_json(plan));
  set_meta(database, "metrics", metrics_json(plan));
}

std::string results_path(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    if (fs::exists(path, error)) return path;
    throw CommandError(ExitCode::Usage, path + ": no such file or folder; give the folder that -o named");
  }
  const fs::path results = fs::path(path) / "results.sqlite";
  if (fs::exists(results, error)) return results.string();
  for (const auto& entry : fs::directory_iterator(path, error)) {
    if (!entry.path().filename().string().starts_with("part-")) continue;
    throw CommandError(ExitCode::Usage, path +
                                            ": parts of a sweep, but no results.sqlite; put them together with "
                                            "`finwait sweep merge " +
                                            path + " -o " + results.string() + "`");
  }
  throw CommandError(ExitCode::Usage,
                     path + ": no results.sqlite in this folder; `finwait sweep run SWEEP -o " + path + "` makes it");
}

}  // namespace finwait::cli
