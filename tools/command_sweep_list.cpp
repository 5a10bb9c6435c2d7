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
  std::string line = file + ": " + counted(plan.combinations(), "combination") + " of ";
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

// What a folder holds: a line for each file that can be read, and why the others cannot.
class ResultsList {
 public:
  explicit ResultsList(const std::string& folder) {
    std::error_code error;
    const std::string whole = (fs::path(folder) / "results.sqlite").string();
    const bool has_whole = fs::exists(whole, error);
    if (has_whole) add(whole);
    shards_.clear();
    const PartFiles parts = part_files(folder);
    for (const std::string& file : parts.complete) add(file);
    for (const std::string& file : parts.unfinished) add(file, "being written");  // if locked: its shard is at work
    if (!state_.identity.shard.whole() && !parts.complete.empty() && !has_whole) add_missing();
  }
  const std::string& text() const { return text_; }
  const std::string& broken() const { return broken_; }

 private:
  void add(const std::string& file, const std::string& if_locked = "") {
    try {
      text_ += store_line(file, shards_, state_);
    } catch (const CommandError& error) {
      if (error.code() == ExitCode::Retry) {
        if (if_locked.empty()) throw;
        text_ += file + ": " + if_locked + "\n";
      } else {
        broken_ += (broken_.empty() ? "" : "\n") + std::string(error.what());
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
  std::string broken_{};
  std::vector<std::uint64_t> shards_{};  // that are complete
  StoreState state_{};
};

void show(const std::string& text, const std::string& broken) {
  write_stdout(text);
  if (!broken.empty()) throw CommandError(ExitCode::Usage, broken);
}

void list(const ListOptions& options) {
  std::error_code error;
  const bool folder = fs::is_directory(options.path, error);
  if (folder) {
    const ResultsList results(options.path);
    if (!results.text().empty() || !results.broken().empty()) {
      show(results.text(), results.broken());
      return;
    }
  }
  const std::vector<std::string> files = sweep_files(options.path);
  if (files.empty()) {
    throw CommandError(ExitCode::Usage, options.path +
                                            ": neither results of a sweep nor a sweep file (a JSON object "
                                            "with \"axes\")" +
                                            (folder ? " in this folder" : ""));
  }
  std::string text;
  std::string broken;
  for (const std::string& file : files) {
    try {
      text += sweep_line(file);
    } catch (const CommandError& error_of_file) {
      if (error_of_file.code() != ExitCode::Usage) throw;
      broken += (broken.empty() ? "" : "\n") + std::string(error_of_file.what());
    }
  }
  show(text, broken);
}

}  // namespace

void add_sweep_list(CLI::App& sweep, Context&) {
  CLI::App* command = sweep.add_subcommand("list", "List sweep files, or what a folder of results holds");
  const auto options = std::make_shared<ListOptions>();
  command->add_option("PATH", options->path, "A folder of sweep files or of results, or a sweep file (default: here)");
  command->callback([options] { list(*options); });
  command->footer(
      "Examples:\n"
      "  finwait sweep list scenarios/sweeps\n"
      "  finwait sweep list loss");
}

}  // namespace finwait::cli
