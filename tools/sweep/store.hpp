// A sweep's results on their way into a database: one writer, one transaction for what arrived within a moment, a file
// in its final form at the end. What was committed is never lost and never done again. It runs nothing.
//
// While it is being written the file is DIR/results.sqlite, in WAL mode; of a shard, DIR/part-KKKKK-of-NNNNN.work. When
// all runs are in, everything is written afresh in canonical order into a file beside, which then takes the place of
// DIR/results.sqlite or becomes DIR/part-KKKKK-of-NNNNN.sqlite.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tools/sweep/store_lock.hpp"
#include "tools/sweep/store_rows.hpp"
#include "tools/sweep/store_schema.hpp"

namespace finwait::cli {

struct StoreOptions {
  std::string folder{};
  Shard shard{};  // a shard always goes on where it was
  Keep keep = Keep::Aggregates;
  bool resume = false;
  bool drop = false;  // with `resume`: lose what this sweep has not
};

// Where the results of a shard, or of the whole sweep, are in the end.
std::string final_path(const std::string& folder, const Shard& shard);

class Store {
 public:
  // Makes the folder and the file, or opens what is there. Throws CommandError: Usage if it holds anything but this
  // sweep, or this sweep without `resume`; Retry if another process writes it, or if the disk is full.
  Store(const SweepPlan& plan, const StoreOptions& options);
  // A file of any name, for merge. `when_locked` is called when no other process can write it any more, and before
  // anything is written: if it throws, nothing is.
  Store(const SweepPlan& plan, Keep keep, const std::string& path, const std::function<void()>& when_locked);

  const std::string& path() const { return final_; }
  const Units& units() const { return units_; }
  const Shard& shard() const { return identity_.shard; }
  Keep keep() const { return identity_.keep == name(Keep::Rows) ? Keep::Rows : Keep::Aggregates; }
  bool complete() const { return complete_; }
  // All runs are in, and only the file's final form is missing.
  bool folded() const { return folded_; }
  // Of this shard; committed.
  std::uint64_t runs_done() const { return done_; }
  std::uint64_t runs_expected() const { return identity_.shard.runs(units_); }
  // What became of results that were there and are not taken over, a line each.
  const std::vector<std::string>& notices() const { return notices_; }
  // By combination, what is there although units that overlap it are missing; empty: nothing.
  const std::vector<bool>& reused() const { return reused_; }
  // Those that are committed, ascending.
  std::vector<std::uint64_t> units_done();

  void add(const UnitResult& result);
  void add_partial(std::uint64_t combination, const Partial& partial);
  bool has_uncommitted() const { return in_transaction_; }
  void commit();
  // All units of the shard are in. `go_on` is asked now and then; if it says no, the sweep can be resumed
  // (CommandError, Retry).
  void finish(const std::map<std::string, std::string>& last_words, const std::function<bool()>& go_on);

  // A merge that cannot be ended: takes away what it has written.
  void discard();

  Database& database() { return *database_; }
  void begin();

 private:
  void open(const StoreOptions& options);
  bool opened_whole_part();
  void extend(bool drop);
  void require_sound();
  void open_complete();
  void set_page_size();
  void start();
  void require_same(const StoreState& found, const std::string& path) const;
  void require_folder_of_this_sweep(const std::string& folder) const;
  void require_beside(const StoreState& other, const std::string& folder, const std::string& file) const;
  void write_partials();
  void fold();
  std::string beside() const { return final_ + ".new"; }
  void remove_work();

  const SweepPlan& plan_;
  StoreIdentity identity_;
  Units units_;
  std::string final_;
  std::string work_;
  std::unique_ptr<StoreLock> lock_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<StoreRows> rows_;
  std::map<std::uint64_t, Partial> partials_;  // changed since the last commit
  std::vector<std::string> notices_;
  std::vector<bool> reused_;
  std::uint64_t done_ = 0;
  std::uint64_t uncommitted_ = 0;  // runs
  bool in_transaction_ = false;
  bool complete_ = false;
  bool folded_ = false;
};

}  // namespace finwait::cli
