// finwait sweep list: the sweeps in a folder, or what a folder of results holds.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tools/command_sweep.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/json_files.hpp"
#include "tools/numbers.hpp"
#include "tools/sweep/merge.hpp"
#include "tools/sweep/merge_contents.hpp"
#include "tools/sweep/part_checksum.hpp"
#include "tools/sweep/store_schema.hpp"
#include "tools/sweep/sweep_input.hpp"

namespace finwait::cli {
namespace {

namespace fs = std::filesystem;

struct ListOptions {
  std::string path = ".";
};

std::string sweep_line(const std::string& file) {
  SweepOptions options;
  options.path = file;
  const SweepPlan plan = read_sweep(options);
  std::string line = file + ": " + counted(plan.combinations(), "combination") + (plan.axes().empty() ? "" : " of ");
  for (std::size_t i = 0; i < plan.axes().size(); ++i) {
    line += (i == 0 ? "" : " x ") + plan.axes()[i].name + " (" + std::to_string(plan.axes()[i].values.size()) + ")";
  }
  return line + ", " + counted(plan.repeats(), "run") + " each\n";
}

// One file of results: what it is and how much of it is there.
std::string store_line(const std::string& file, std::vector<std::uint64_t>& shards, StoreState& state) {
  Database database(file, Database::Mode::ReadOnly);
  if (!is_store(database)) return file + ": nothing yet\n";
  state = state_of(database);
  const Shard& shard = state.identity.shard;
  if (state.complete() && !shard.whole()) {
    const std::string fault = checksum_fault(database);
    if (!fault.empty()) refuse_damaged(file, fault);
  }
  const std::uint64_t all = shard.runs(state.units());
  const bool complete = state.complete();
  const std::uint64_t done = complete || state.state == "folded" ? all : runs_committed(database);
  if (complete) shards.push_back(shard.number);
  std::string line = file + ": " + state.name + ", ";
  if (!shard.whole()) line += "shard " + shard.text() + ", ";
  line += complete ? "complete, " + counted(all, "run")
                   : grouped(done) + " of " + counted(all, "run") + ", missing " + grouped(all - done);
  return line + " (" + counted(state.combinations, "combination") + ", " + state.identity.keep + ", plan " +
         state.identity.plan + ", finwait " + state.identity.program + ")\n";
}

// The files of a list that cannot be read: all others come first.
class Unreadable {
 public:
  void add(const CommandError& error) {
    if (empty() || error.code() == ExitCode::Usage) code_ = error.code();
    reasons_ += (reasons_.empty() ? "" : "\n") + std::string(error.what());
  }
  bool empty() const { return reasons_.empty(); }
  void stop() const {
    if (!empty()) throw CommandError(code_, reasons_);
  }

 private:
  std::string reasons_{};
  ExitCode code_ = ExitCode::Usage;
};

// What a folder holds: a line for each file that can be read, and why the others cannot.
class ResultsList {
 public:
  // A folder, or a file of results; empty for anything else.
  explicit ResultsList(const std::string& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
      if (fs::is_regular_file(folder, error) && is_database(folder)) add(folder);
      return;
    }
    const std::string whole = (fs::path(folder) / "results.sqlite").string();
    const bool has_whole = fs::exists(whole, error);
    if (has_whole) add(whole);
    shards_.clear();
    const PartFiles parts = part_files(folder);
    for (const std::string& file : parts.complete) add(file);
    for (const std::string& file : parts.unfinished) add(file, "being written");  // if locked: its shard is at work
    if (!state_.identity.shard.whole() && !parts.complete.empty() && !has_whole) add_missing();
  }
  bool empty() const { return text_.empty() && unreadable_.empty(); }
  void show() const {
    write_stdout(text_);
    unreadable_.stop();
  }

 private:
  void add(const std::string& file, const std::string& if_locked = "") {
    try {
      text_ += store_line(file, shards_, state_);
    } catch (const CommandError& error) {
      if (error.code() == ExitCode::Retry && !if_locked.empty()) {
        text_ += file + ": " + if_locked + "\n";
      } else {
        unreadable_.add(error);
      }
    }
  }
  void add_missing() {
    std::vector<std::uint64_t> missing;
    for (std::uint64_t number = 0; number < state_.identity.shard.count; ++number) {
      if (std::find(shards_.begin(), shards_.end(), number) == shards_.end()) missing.push_back(number);
    }
    if (!missing.empty()) text_ += "missing: " + shard_list(missing, state_.identity.shard.count) + "\n";
  }

  std::string text_{};
  Unreadable unreadable_{};
  std::vector<std::uint64_t> shards_{};  // that are complete
  StoreState state_{};
};

void list(const ListOptions& options) {
  std::error_code error;
  const ResultsList results(options.path);
  if (!results.empty()) {
    results.show();
    return;
  }
  const std::vector<std::string> files = sweep_files(options.path);
  if (files.empty()) {
    throw CommandError(ExitCode::Usage, options.path +
                                            ": neither results of a sweep nor a sweep file (a JSON object "
                                            "with \"axes\")" +
                                            (fs::is_directory(options.path, error) ? " in this folder" : ""));
  }
  std::string text;
  Unreadable unreadable;
  for (const std::string& file : files) {
    try {
      text += sweep_line(file);
    } catch (const CommandError& error_of_file) {
      unreadable.add(error_of_file);
    }
  }
  write_stdout(text);
  unreadable.stop();
}

}  // namespace

void add_sweep_list(CLI::App& sweep, Context&) {
  CLI::App* command = sweep.add_subcommand("list", "List sweep files, or what a folder of results holds");
  const auto options = std::make_shared<ListOptions>();
  command->add_option("PATH", options->path,
                      "A folder of sweep files or of results, or one of these files (default: here)");
  command->callback([options] { list(*options); });
  command->footer(
      "Examples:\n"
      "  finwait sweep list scenarios/sweeps\n"
      "  finwait sweep list loss");
}

}  // namespace finwait::cli
