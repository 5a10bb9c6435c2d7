// The database of a sweep: its tables, what its `meta` says, and the checks by which a file is recognised. Times and
// machines stand in `meta` only; every other table is the same for the same sweep, however it was computed.
//
//   meta      key, value: the plan, who computed it, how far it is
//   axes      a row a combination: its number, and for each axis its value as text and, as NAME.number, for plots
//   metrics   a row a combination and metric: n, mean, median, p90, p99, min, max (times in nanoseconds)
//   outcomes  a row a combination and outcome: n, share with Wilson's 95 % interval, the least repetition that shows it
//   runs      a row a run, with --keep rows only: combination, repetition, seed, outcome, one column a metric. A view:
//             what is stored is run_rows, which has numbers only and leaves out what follows from the run's number, and
//             outcome_names, the words of the outcomes. That is half of the octets, and so half of the writing.
//   units     the units that are done; in a shard's part and while running
//   partials  combinations of which only some runs are done; the same
//   checksum  of the file itself, in a shard's part only: part_checksum.hpp
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tools/sweep/shard.hpp"
#include "tools/sweep/sqlite.hpp"
#include "tools/sweep/sweep_plan.hpp"

namespace finwait::cli {

inline constexpr std::int64_t kStoreVersion = 1;        // PRAGMA user_version
inline constexpr std::int64_t kStoreMark = 0x66777377;  // PRAGMA application_id: "fwsw"

// "rows", "aggregates".
std::string_view name(Keep keep);
// "ns", "count", "octets": as the tables call it.
std::string_view unit_name(MetricUnit unit);

// What decides whether two files belong together. All of it stands in `meta`.
struct StoreIdentity {
  std::string plan{};      // plan_hash
  std::string profiles{};  // profile_hash
  std::string program{};   // finwait's version
  std::string keep{};
  Shard shard{};
};
StoreIdentity identity_of(const SweepPlan& plan, Keep keep, const Shard& shard);
// Of every value of every parameter of every stack; 16 hexadecimal digits.
std::string profile_hash();

// What a file says of itself.
struct StoreState {
  StoreIdentity identity{};
  std::string name{};
  std::string state{};  // "running", "folded" (all runs are in, the file is not in its final form), "complete"
  std::uint64_t runs = 0;
  std::uint64_t repeats = 1;
  std::uint64_t combinations = 0;
  bool complete() const { return state == "complete"; }
  Units units() const { return Units::of(repeats, runs); }
};

// False: the file has no tables at all, as one that was killed before it had begun. Throws CommandError (Usage) on a
// database of something else, or of a newer version.
bool is_store(Database& database);
StoreState state_of(Database& database);
std::string meta(Database& database, const std::string& key);
// Those that a file which is not complete has, as far as they are committed.
std::uint64_t runs_committed(Database& database);
void set_meta(Database& database, const std::string& key, const std::string& value);

// In `meta` while running: runs taken over from the same sweep with other values that lie in units which are not done.
inline constexpr const char* kReusedRuns = "reused_runs";

// In the transaction that is open. `meta` is filled but for the machine, the times and the state.
void create_tables(Database& database, const SweepPlan& plan);
void fill_meta(Database& database, const SweepPlan& plan, const StoreIdentity& identity);
// The names of the columns of `axes` after `combination`, by which SQL finds them.
std::vector<std::string> axis_columns(const SweepPlan& plan);

// DIR/results.sqlite, or PATH itself if it is a file. Throws CommandError (Usage) if there is none: if parts of a
// sweep are there, it says how to merge them.
std::string results_path(const std::string& path);

}  // namespace finwait::cli
