#include "tools/sweep/store.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <utility>

#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/numbers.hpp"
#include "tools/sweep/part_checksum.hpp"
#include "tools/sweep/store_extend.hpp"

namespace finwait::cli {
namespace {

namespace fs = std::filesystem;

void make_folder(const std::string& folder) {
  require_no_dash(folder);
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_directory(folder, error)) {
    throw CommandError(ExitCode::Usage, folder + ": is a file; -o names a folder, in which the results are files");
  }
  fs::create_directories(folder, error);
  if (!error) return;
  throw CommandError(may_pass(error.value()) ? ExitCode::Retry : ExitCode::Usage, folder + ": " + error.message());
}

std::string progress_words(std::uint64_t done, std::uint64_t all) {
  return grouped(done) + " of " + grouped(all) + " runs";
}

}  // namespace

std::string final_path(const std::string& folder, const Shard& shard) {
  if (shard.whole()) return (fs::path(folder) / "results.sqlite").string();
  std::array<char, 64> name{};
  std::snprintf(name.data(), name.size(), "part-%05llu-of-%05llu.sqlite", static_cast<unsigned long long>(shard.number),
                static_cast<unsigned long long>(shard.count));
  return (fs::path(folder) / name.data()).string();
}

Store::Store(const SweepPlan& plan, const StoreOptions& options)
    : plan_(plan),
      identity_(identity_of(plan, options.keep, options.shard)),
      units_(Units::of(plan.repeats(), plan.runs())),
      final_(final_path(options.folder, options.shard)),
      work_(options.shard.whole() ? final_ : final_.substr(0, final_.size() - 7) + ".work") {
  make_folder(options.folder);
  lock_ = std::make_unique<StoreLock>(final_);
  open(options);
}

Store::Store(const SweepPlan& plan, Keep keep, const std::string& path, const std::function<void()>& when_locked)
    : plan_(plan),
      identity_(identity_of(plan, keep, Shard{})),
      units_(Units::of(plan.repeats(), plan.runs())),
      final_(path),
      work_(path + ".work") {
  lock_ = std::make_unique<StoreLock>(final_);
  when_locked();
  discard();
  try {
    database_ = std::make_unique<Database>(work_, Database::Mode::Create);
    set_page_size();
    // Nobody resumes this file: what is killed here is begun again.
    database_->run("PRAGMA journal_mode = OFF");
    database_->run("PRAGMA synchronous = OFF");
    start();
  } catch (...) {
    discard();
    throw;
  }
}

void Store::discard() {
  std::error_code ignored;
  for (const std::string& file : {work_, beside()}) {
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) fs::remove(file + suffix, ignored);
  }
}

void Store::open(const StoreOptions& options) {
  // Left by a process that was killed while it wrote the final form.
  std::error_code ignored;
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) fs::remove(beside() + suffix, ignored);
  require_folder_of_this_sweep(options.folder);
  const bool resume = options.resume || !options.shard.whole();
  if (work_ != final_ && fs::exists(final_) && opened_whole_part()) {
    remove_work();  // left by a process that was killed when only this was to be done
    open_complete();
    return;
  }
  database_ = std::make_unique<Database>(work_, Database::Mode::Create);
  // A shard's folder may be one of a network file system, which has no memory to share: SQLite does without if nobody
  // else may look.
  if (work_ != final_) database_->run("PRAGMA locking_mode = EXCLUSIVE");
  if (!is_store(*database_)) {
    set_page_size();
    database_->run("PRAGMA journal_mode = WAL");
    database_->run("PRAGMA synchronous = FULL");
    start();
    return;
  }
  if (options.resume) extend(options.drop);
  const StoreState found = state_of(*database_);
  require_same(found, work_);
  done_ = runs_committed(*database_);
  if (found.state == "folded") done_ = runs_expected();
  if (!resume) {
    const std::uint64_t done = found.complete() ? found.runs : done_;
    throw CommandError(ExitCode::Usage, options.folder + ": holds results of this sweep already (" +
                                            progress_words(done, found.runs) +
                                            "); add --resume to go on, or choose another folder");
  }
  require_sound();
  if (found.complete()) {
    open_complete();
    return;
  }
  database_->run("PRAGMA synchronous = FULL");
  folded_ = found.state == "folded";
  if (!folded_) reused_ = reused_combinations(*database_, plan_);
  rows_ = std::make_unique<StoreRows>(*database_, plan_);
}

void Store::extend(bool drop) {
  const std::optional<Extension> extension = extend_store(database_, plan_, identity_, beside(), drop);
  if (!extension) return;
  if (extension->dropped > 0) {
    notices_.push_back(work_ + ": " + counted(extension->dropped, "combination") + " dropped that this sweep has not");
  }
  if (extension->begun_anew > 0) {
    notices_.push_back(work_ + ": " + counted(extension->begun_anew, "run") +
                       " of combinations that were not complete will be done again, because the values have changed");
  }
}

void Store::require_sound() {
  const std::string fault = database_->text("PRAGMA quick_check(1)");
  if (fault == "ok") return;
  throw CommandError(ExitCode::Usage, work_ + ": damaged (" + fault + "); move it away and run again");
}

// A part that is empty, damaged or not complete is no part: it is written anew, and takes its place in the end.
bool Store::opened_whole_part() {
  try {
    database_ = std::make_unique<Database>(final_, Database::Mode::ReadOnly);
    if (is_store(*database_)) {
      const StoreState found = state_of(*database_);
      require_same(found, final_);
      if (found.complete() && checksum_fault(*database_).empty()) return true;
    }
  } catch (const DamagedFile&) {
  }
  notices_.push_back(final_ + ": damaged or not complete; this shard is computed anew and takes its place");
  database_.reset();
  return false;
}

void Store::open_complete() {
  complete_ = true;
  done_ = runs_expected();
  lock_.reset();
}

// Rows by the million are written faster into large pages; figures of a few combinations need not fill them.
void Store::set_page_size() {
  database_->run(identity_.keep == name(Keep::Rows) ? "PRAGMA page_size = 16384" : "PRAGMA page_size = 4096");
}

// Either all of this is there or nothing is.
void Store::start() {
  database_->run("BEGIN IMMEDIATE");
  database_->run("PRAGMA application_id = " + std::to_string(kStoreMark));
  database_->run("PRAGMA user_version = " + std::to_string(kStoreVersion));
  create_tables(*database_, plan_);
  fill_meta(*database_, plan_, identity_);
  set_meta(*database_, "state", "running");
  database_->run("COMMIT");
  rows_ = std::make_unique<StoreRows>(*database_, plan_);
}

void Store::require_same(const StoreState& found, const std::string& path) const {
  const auto refuse = [&path](const std::string& what) { throw CommandError(ExitCode::Usage, path + ": " + what); };
  const StoreIdentity& theirs = found.identity;
  if (theirs.program != identity_.program) {
    refuse("was begun by finwait " + theirs.program + ", this is " + identity_.program +
           ": their runs cannot be put together; choose another folder");
  }
  if (theirs.profiles != identity_.profiles) {
    refuse("was begun with other values of the stacks' parameters (profile hash " + theirs.profiles + ", now " +
           identity_.profiles + "): their runs cannot be put together; choose another folder");
  }
  if (theirs.plan != identity_.plan) {
    refuse("holds another sweep, \"" + found.name + "\" (plan hash " + theirs.plan + "; this one, \"" + plan_.name() +
           "\", has " + identity_.plan + "): choose another folder");
  }
  if (theirs.keep != identity_.keep) {
    refuse("was begun with --keep " + theirs.keep + ", not " + identity_.keep +
           "; repeat that, or choose another folder");
  }
  if (!(theirs.shard == identity_.shard)) {
    refuse("says that it is shard " + theirs.shard.text() + ", not " + identity_.shard.text() +
           ": it was copied or renamed; move it away and run again");
  }
}

// One other file that can be read is enough: all that stand together were checked like this. What is damaged is passed
// over, and so is what another shard writes just now: merge looks at all parts.
void Store::require_folder_of_this_sweep(const std::string& folder) const {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string file = entry.path().filename().string();
    const bool is_part = file.starts_with("part-") && file.ends_with(".sqlite");
    if (entry.path().string() == final_ || !(is_part || file == "results.sqlite")) continue;
    try {
      Database other(entry.path().string(), Database::Mode::ReadOnly);
      if (!is_store(other)) continue;
      require_beside(state_of(other), folder, file);
      return;
    } catch (const DamagedFile&) {
    } catch (const CommandError& fault) {
      if (fault.code() != ExitCode::Retry) throw;
    }
  }
}

void Store::require_beside(const StoreState& other, const std::string& folder, const std::string& file) const {
  const auto refuse = [&](const std::string& what) {
    throw CommandError(ExitCode::Usage, folder + ": holds " + what + ": choose another folder, or clear this one");
  };
  const Shard& shard = other.identity.shard;
  if (other.identity.plan != identity_.plan) {
    refuse("another sweep, \"" + other.name + "\" (" + file + ", plan hash " + other.identity.plan + "; this one has " +
           identity_.plan + ")");
  }
  if (identity_.shard.whole() || shard.whole() || shard.count == identity_.shard.count) return;
  refuse("parts of the same sweep in " + std::to_string(shard.count) + " shards (" + file + "), not in " +
         std::to_string(identity_.shard.count));
}

std::vector<std::uint64_t> Store::units_done() {
  std::vector<std::uint64_t> done;
  Statement statement = database_->prepare("SELECT unit FROM units ORDER BY unit");
  while (statement.step()) done.push_back(static_cast<std::uint64_t>(statement.integer(0)));
  return done;
}

void Store::begin() {
  if (in_transaction_) return;
  database_->run("BEGIN IMMEDIATE");
  in_transaction_ = true;
}

void Store::add(const UnitResult& result) {
  begin();
  for (const CombinationPart& part : result.parts) {
    if (part.first_repetition == 0) rows_->axes(part.combination);
    if (part.summary) {
      rows_->summary(part.combination, *part.summary);
    } else {
      add_partial(part.combination, {part.runs, part.tally});
    }
  }
  if (!result.rows.values.empty()) rows_->runs(result.rows);
  rows_->unit(result.unit, result.runs);
  uncommitted_ += result.runs;
}

void Store::add_partial(std::uint64_t combination, const Partial& partial) {
  auto at = partials_.find(combination);
  if (at == partials_.end()) at = partials_.emplace(combination, rows_->partial(combination)).first;
  Partial& sum = at->second;
  sum.runs += partial.runs;
  sum.tally.merge(partial.tally);
  if (sum.runs < plan_.repeats()) return;
  rows_->summary(combination, summary_of(sum.tally));
  rows_->drop_partial(combination);
  partials_.erase(at);
}

void Store::write_partials() {
  for (const auto& [combination, partial] : partials_) rows_->set_partial(combination, partial);
  partials_.clear();
}

void Store::commit() {
  if (!in_transaction_) return;
  write_partials();
  database_->run("COMMIT");
  in_transaction_ = false;
  done_ += std::exchange(uncommitted_, 0);
}

}  // namespace finwait::cli
