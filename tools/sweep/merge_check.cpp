#include "tools/sweep/merge_check.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "tools/context.hpp"
#include "tools/sweep/merge_contents.hpp"
#include "tools/sweep/merge_output.hpp"
#include "tools/version.hpp"

namespace finwait::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 7> kTables{"axes",          "metrics", "outcomes", "run_rows",
                                             "outcome_names", "units",   "partials"};

[[noreturn]] void refuse(const std::string& message) { throw CommandError(ExitCode::Usage, message); }

std::vector<std::string> files_of(const std::string& input) {
  std::error_code error;
  if (!fs::is_directory(input, error)) {
    if (!fs::exists(input, error)) refuse(input + ": no such file or folder");
    return {input};
  }
  PartFiles files = part_files(input);
  if (!files.complete.empty()) return std::move(files.complete);
  if (!files.unfinished.empty()) {
    refuse(input + ": no part in it is complete; " + files.unfinished.front() +
           " is still being written or was "
           "interrupted: run that shard again");
  }
  if (fs::exists(fs::path(input) / "results.sqlite", error)) {
    return {(fs::path(input) / "results.sqlite").string()};
  }
  refuse(input + ": no part of a sweep (part-*.sqlite) in this folder");
}

void require_together(const StoreState& first, const std::string& first_file, const StoreState& next,
                      const std::string& file) {
  const StoreIdentity& a = first.identity;
  const StoreIdentity& b = next.identity;
  const auto differ = [&](const std::string& what, const std::string& theirs, const std::string& ours) {
    refuse(file + ": " + what + " is " + theirs + ", that of " + first_file + " is " + ours +
           ": they do not belong together");
  };
  if (a.program != b.program) differ("the version of finwait", b.program, a.program);
  if (a.profiles != b.profiles) differ("the profile hash (the stacks' parameters)", b.profiles, a.profiles);
  if (a.plan != b.plan)
    differ("the plan hash", b.plan + " (\"" + next.name + "\")", a.plan + " (\"" + first.name + "\")");
  if (a.keep != b.keep) differ("--keep", b.keep, a.keep);
  if (a.shard.count != b.shard.count) {
    differ("the number of shards", std::to_string(b.shard.count), std::to_string(a.shard.count));
  }
}

StoreState state_of_part(Database& part) {
  const std::string& file = part.path();
  if (!is_store(part)) refuse(file + ": is empty; run that shard again");
  StoreState state = state_of(part);
  if (!state.complete()) refuse(file + ": is not complete; run that shard again, it goes on where it was");
  if (state.identity.program != version() || state.identity.profiles != profile_hash()) {
    refuse(file + ": was computed by another finwait (" + state.identity.program + ", profile hash " +
           state.identity.profiles + "; this is " + std::string(version()) + ", " + profile_hash() +
           "); merge it with that one");
  }
  if (state.identity.shard.whole()) return state;
  const auto units = static_cast<std::uint64_t>(part.integer("SELECT count(*) FROM units"));
  const std::uint64_t expected = state.identity.shard.units(state.units());
  if (units != expected) {
    refuse_damaged(file, "it has " + std::to_string(units) + " units, shard " + state.identity.shard.text() + " has " +
                             std::to_string(expected));
  }
  return state;
}

// Without those that are named twice.
std::vector<std::string> all_files(const std::vector<std::string>& inputs) {
  std::vector<std::string> files;
  std::set<std::string> seen;
  for (const std::string& input : inputs) {
    for (std::string& file : files_of(input)) {
      std::error_code error;
      const fs::path canonical = fs::canonical(file, error);
      if (seen.insert(error ? file : canonical.string()).second) files.push_back(std::move(file));
    }
  }
  return files;
}

void require_same_part(const std::string& one, Database& other, const Shard& shard) {
  Database before(one, Database::Mode::ReadOnly);
  const std::string table = first_difference(before, other);
  if (table.empty()) return;
  refuse(one + " and " + other.path() + ": both are shard " + shard.text() + ", and their results differ (table " +
         table + "); one of them is damaged or not from this finwait");
}

// The results of a whole sweep, which only stand alone: as the one shard of one.
void require_alone(const std::string& file, std::size_t files, std::uint64_t expect) {
  if (files > 1) refuse(file + ": is no part, but the results of a whole sweep");
  if (expect > 1) {
    refuse("--expect " + std::to_string(expect) + ": " + file +
           " is the whole sweep, the results of one process, and no "
           "part; there is nothing to merge");
  }
  const std::string log = pending_log(file);
  if (!log.empty()) refuse(file + ": is not complete (" + log + " is not empty); run that sweep with --resume");
}

void require_all(const MergeInput& input, std::uint64_t expect) {
  const std::uint64_t count = input.state.identity.shard.count;
  if (expect != 0 && expect != count) {
    refuse("--expect " + std::to_string(expect) + ": the parts are those of " + std::to_string(count) + " shards");
  }
  std::vector<std::uint64_t> missing;
  for (std::uint64_t number = 0; number < count; ++number) {
    if (!input.parts.contains(number)) missing.push_back(number);
  }
  if (missing.empty()) return;
  refuse("missing: " + shard_list(missing, count) + "; run " + (missing.size() == 1 ? "it" : "them") +
         " with --shard K/" + std::to_string(count) + " and merge again");
}

}  // namespace

PartFiles part_files(const std::string& folder) {
  PartFiles files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("part-")) continue;
    if (name.ends_with(".sqlite")) files.complete.push_back(entry.path().string());
    if (name.ends_with(".work")) files.unfinished.push_back(entry.path().string());
  }
  std::sort(files.complete.begin(), files.complete.end());
  std::sort(files.unfinished.begin(), files.unfinished.end());
  return files;
}

std::string shard_list(const std::vector<std::uint64_t>& numbers, std::uint64_t count) {
  std::vector<std::string> ranges;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    if (last == i + 1) last = i;  // two are no range
    std::string range = std::to_string(numbers[i]);
    if (last > i) range += " to " + std::to_string(numbers[last]);
    ranges.push_back(std::move(range));
    i = last + 1;
  }
  std::string text;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    if (i > 0) text += i + 1 == ranges.size() ? " and " : ", ";
    text += ranges[i];
  }
  return (numbers.size() == 1 ? "shard " : "shards ") + text + " of " + std::to_string(count);
}

std::string first_difference(Database& one, Database& other) {
  for (const char* table : kTables) {
    const std::string sql = "SELECT * FROM " + std::string(table);  // in the order of its key
    Statement a = one.prepare(sql);
    Statement b = other.prepare(sql);
    for (;;) {
      const bool more = a.step();
      if (b.step() != more || a.columns() != b.columns()) return table;
      if (!more) break;
      for (int i = 0; i < a.columns(); ++i) {
        if (a.null(i) != b.null(i) || a.text(i) != b.text(i)) return table;
      }
    }
  }
  return "";
}

MergeInput check_parts(const MergeOptions& options) {
  MergeInput input;
  const std::vector<std::string> files = all_files(options.inputs);
  for (const std::string& file : files) {
    Database part(file, Database::Mode::ReadOnly);
    const StoreState state = state_of_part(part);
    if (state.identity.shard.whole()) require_alone(file, files.size(), options.expect);
    if (input.parts.empty()) input.state = state;
    require_together(input.state, files.front(), state, file);
    const auto [at, is_new] = input.parts.emplace(state.identity.shard.number, file);
    if (!is_new) require_same_part(at->second, part, state.identity.shard);
    if (!is_new) ++input.duplicates;
  }
  require_all(input, options.expect);
  return input;
}

}  // namespace finwait::cli
