// finwait sweep run: all runs of a sweep, or what is missing of them.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "tools/command_options.hpp"
#include "tools/command_sweep.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/numbers.hpp"
#include "tools/sweep/answer.hpp"
#include "tools/sweep/assertion.hpp"
#include "tools/sweep/engine.hpp"
#include "tools/sweep/export_csv.hpp"
#include "tools/sweep/stop_signals.hpp"
#include "tools/sweep/sweep_input.hpp"

namespace finwait::cli {
namespace {

constexpr std::array<std::string_view, 2> kKeeps{"aggregates", "rows"};
constexpr unsigned kMostThreads = 4096;

struct SweepRunOptions {
  SweepOptions sweep{};
  std::optional<std::string> folder{};  // none: nothing is kept
  std::string keep{};
  std::optional<std::string> shard{};
  std::optional<std::string> csv{};
  std::vector<std::string> asserts{};
  unsigned threads = 0;
  bool resume = false;
  bool drop = false;
};

void require_whole(const std::string& option, const Shard& shard) {
  if (shard.whole()) return;
  throw CommandError(ExitCode::Usage, option +
                                          " needs all runs, and --shard computes a part of them; give it to "
                                          "`finwait sweep merge`");
}

std::string failures(const Assertions& assertions, const std::string& results) {
  if (assertions.empty()) return "";
  Database database(results, Database::Mode::ReadOnly);
  return assertions.failures(database, "");
}

std::string runs_words(const SweepPlan& plan, const Store& store, const SweepRun& run) {
  return counted(run.expected, "run") + (store.shard().whole() ? " of " + counted(plan.combinations(), "combination")
                                                               : ", shard " + store.shard().text());
}

// Where results go that nobody wants to keep.
class PassingFolder {
 public:
  PassingFolder() : path_((std::filesystem::temp_directory_path() / "finwait-sweep-XXXXXX").string()) {
    if (::mkdtemp(path_.data()) == nullptr) throw CommandError(ExitCode::Retry, path_ + ": " + std::strerror(errno));
  }
  PassingFolder(const PassingFolder&) = delete;
  PassingFolder& operator=(const PassingFolder&) = delete;
  ~PassingFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  StopSignals signals_;  // so that the folder goes, too, if somebody ends the sweep
  std::string path_;
};

void require_folder(const SweepRunOptions& options) {
  for (const auto& [given, name] : {std::pair(options.resume, "--resume"), {options.shard.has_value(), "--shard"}}) {
    if (given) throw CommandError(ExitCode::Usage, std::string(name) + " needs -o DIR, where the results are");
  }
  if (options.keep == "rows" && !options.csv) {
    throw CommandError(ExitCode::Usage, "--keep rows needs -o DIR or --csv FILE, where the rows go");
  }
}

void run(SweepRunOptions options) {
  if (options.drop && !options.resume) throw CommandError(ExitCode::Usage, "--drop goes with --resume");
  if (!options.keep.empty()) options.sweep.keep = options.keep == "rows" ? Keep::Rows : Keep::Aggregates;
  const SweepPlan plan = read_sweep(options.sweep);
  std::optional<PassingFolder> passing;
  if (!options.folder) {
    require_folder(options);
    options.folder = passing.emplace().path();
  }
  const Shard shard = options.shard ? parse_shard(*options.shard, process_environment()) : Shard{};
  if (options.csv) {
    require_whole("--csv", shard);
    require_csv_place(*options.csv, final_path(*options.folder, shard));
  }
  if (!options.asserts.empty()) require_whole("--assert", shard);
  const Assertions assertions(plan, options.asserts);
  const Keep keep = plan.keep().value_or(Keep::Aggregates);
  Store store(plan, {*options.folder, shard, keep, options.resume, options.drop});
  for (const std::string& notice : store.notices()) write_stderr(notice + "\n");
  const bool nothing_to_do = store.complete();
  const unsigned threads = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  const SweepRun done = run_sweep(plan, store, threads);
  if (done.interrupted) {
    if (passing) throw CommandError(ExitCode::Retry, "interrupted; nothing is kept without -o DIR");
    throw CommandError(ExitCode::Retry, "interrupted: " + grouped(done.done) + " of " + grouped(done.expected) +
                                            " runs are kept in " + *options.folder +
                                            "; the same command with --resume "
                                            "does the rest");
  }
  const auto answer = [&] {
    if (passing) {
      Database results(store.path(), Database::Mode::ReadOnly);
      write_stdout(answer_table(results, plan));
      write_stderr(runs_words(plan, store, done) +
                   "; nothing is kept. -o DIR keeps the results for report and query\n");
    } else {
      write_stdout(store.path() + ": " + runs_words(plan, store, done) +
                   (nothing_to_do ? "; all there already, nothing to do\n"
                                  : ", " + grouped(done.computed) + " of them computed now\n"));
    }
    if (options.csv) export_csv(store.path(), *options.csv);
  };
  answer_then_require(answer, failures(assertions, store.path()));
}

void add_inputs(CLI::App& command, SweepOptions& sweep) {
  command.add_option("SWEEP", sweep.path, "A sweep file, or a scenario to be used with --axis; - is stdin")
      ->required()
      ->type_name("FILE");
  command.add_option("--axis", sweep.axes, "Another axis: what it sets and its values: a,b,c or FROM..TO:STEP")
      ->type_name("TARGET=VALUES")
      ->allow_extra_args(false);
  command.add_option("--zip", sweep.zips, "Axes that go in step instead of being combined")
      ->type_name("NAME,NAME...")
      ->allow_extra_args(false);
  command.add_option("--where", sweep.where, "Keep only the combinations for which this is true")
      ->type_name("EXPRESSION");
  command.add_option("--metric", sweep.metrics, "Keep this figure, instead of the file's or the usual ones")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command.add_option("--repeats", sweep.repeats, "Runs of each combination, each with its own seed")->type_name("N");
  command.add_option("--seed", sweep.seed, "The seed from which those of the runs are derived")->type_name("N");
  command.add_option("--set", sweep.sets, "Change a value of the base scenario")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
}

}  // namespace

void add_sweep_run(CLI::App& sweep, Context&) {
  CLI::App* command = sweep.add_subcommand("run", "Run a sweep, or what is missing of it");
  const auto options = std::make_shared<SweepRunOptions>();
  add_inputs(*command, options->sweep);
  command->add_option("-o,--output", options->folder, "The folder for the results; without it they are only shown")
      ->type_name("DIR");
  command->add_flag("--resume", options->resume,
                    "Run only what is missing in DIR, also after other values of the axes");
  command->add_flag("--drop", options->drop, "Let --resume lose combinations in DIR that this sweep has not");
  add_choice(*command, "--keep", options->keep, "What to keep: figures of each combination, or also a row of each run",
             kKeeps);
  command->add_option("--shard", options->shard, "Do part K of N, from 0; auto: ask the scheduler's environment")
      ->type_name("K/N");
  command->add_option("--threads", options->threads, "How many runs at a time (default: as many as there are cores)")
      ->type_name("N")
      ->check(CLI::Range(1U, kMostThreads));
  command->add_option("--csv", options->csv, "Write the results to FILE as well, as comma-separated values")
      ->type_name("FILE");
  command->add_option("--assert", options->asserts, "Fail (exit code 1) unless this holds for every combination")
      ->type_name("EXPRESSION")
      ->allow_extra_args(false);
  command->callback([options] { run(*options); });
  command->footer(
      "Results are in DIR/results.sqlite. SIGINT (Ctrl-C), SIGTERM and SIGHUP (a closed session) end a sweep in "
      "order:\n"
      "what is done is kept, the exit code is 75, and --resume does the rest. --shard always goes on where it was;\n"
      "each part is a file of its own in DIR, and `finwait sweep merge` puts them together.\n"
      "--assert knows n, mean, median, p90, p99, minimum and maximum of a metric, share(\"words of an outcome\"), "
      "runs()\n"
      "and the axes' names.\n"
      "\n"
      "Examples:\n"
      "  finwait sweep run scenarios/finwait2-close.json --axis a.tcp_fin_timeout=5s,10s,60s\n"
      "  finwait sweep run scenarios/four-way.json --axis a.tcp_fin_timeout=5s,10s,60s -o fin-timeout\n"
      "  finwait sweep run scenarios/links/bernoulli.json --axis link.loss.p=0..0.3:0.05 --repeats 1000 -o loss\n"
      "  finwait sweep run scenarios/links/bernoulli.json --axis link.loss.p=0,0.1 --keep rows --csv rows.csv -o rows\n"
      "  finwait sweep run SWEEP.json -o DIR --shard auto\n"
      "  finwait sweep run SWEEP.json -o DIR --resume --assert 'p99(closed_at) < 2s' --assert 'share(\"gave up\") == "
      "0'");
}

}  // namespace finwait::cli
