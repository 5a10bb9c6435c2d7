// The end of a sweep: from the file that was worked on to the one that stays. At every instant one of the two is whole.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/sweep/part_checksum.hpp"
#include "tools/sweep/store.hpp"

namespace finwait::cli {

namespace fs = std::filesystem;
namespace {

void mark_complete(const std::string& path, const std::map<std::string, std::string>& last_words) {
  Database fresh(path, Database::Mode::ReadWrite);
  fresh.run("PRAGMA synchronous = FULL");
  fresh.run("BEGIN IMMEDIATE");
  set_meta(fresh, "state", "complete");
  for (const auto& [key, value] : last_words) set_meta(fresh, key, value);
  fresh.run("COMMIT");
}

}  // namespace

// Takes away what was needed to go on. A part keeps it, for the merge.
void Store::fold() {
  const auto units = static_cast<std::uint64_t>(database_->integer("SELECT count(*) FROM units"));
  const auto open = static_cast<std::uint64_t>(database_->integer("SELECT count(*) FROM partials"));
  const bool whole = identity_.shard.whole();
  if (units != identity_.shard.units(units_) || (whole && open != 0)) {
    throw CommandError(ExitCode::Internal, "internal error: " + work_ + " has " + std::to_string(units) + " units of " +
                                               std::to_string(identity_.shard.units(units_)) + " and " +
                                               std::to_string(open) + " open combinations; please report it");
  }
  begin();
  if (whole) database_->run("DELETE FROM units");
  database_->run("DELETE FROM meta WHERE key = " + sql_text(kReusedRuns));
  set_meta(*database_, "state", "folded");
  commit();
  folded_ = true;
}

// What a part was made of.
void Store::remove_work() {
  if (work_ == final_) return;
  std::error_code ignored;
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) fs::remove(work_ + suffix, ignored);
}

void Store::finish(const std::map<std::string, std::string>& last_words, const std::function<bool()>& go_on) {
  commit();
  database_->while_busy(go_on);
  if (!folded_) fold();
  // Copies every table in the order of its keys: the same content gives the same pages.
  std::error_code ignored;
  fs::remove(beside(), ignored);
  try {
    database_->run("VACUUM INTO " + sql_text(beside()));
    mark_complete(beside(), last_words);
    if (!identity_.shard.whole()) write_checksum(beside());
  } catch (...) {
    for (const char* suffix : {"", "-journal"}) fs::remove(beside() + suffix, ignored);
    throw;
  }
  // A log left beside the new file would be taken for its own.
  rows_.reset();
  database_->run("PRAGMA journal_mode = DELETE");
  database_.reset();
  if (std::rename(beside().c_str(), final_.c_str()) != 0) {
    const int error = errno;
    throw CommandError(may_pass(error) ? ExitCode::Retry : ExitCode::Usage,
                       final_ + ": could not be put in its place: " + std::strerror(error));
  }
  sync_folder(final_);
  remove_work();
  done_ = runs_expected();
  complete_ = true;
  lock_.reset();
}

}  // namespace finwait::cli
