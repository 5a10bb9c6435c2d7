// finwait sweep query and repro: what a sweep found, and the command that shows one of its runs.
#include <CLI/CLI.hpp>
#include <array>
#include <memory>
#include <string>

#include "core/time_text.hpp"
#include "sim/value_text.hpp"
#include "tools/command_options.hpp"
#include "tools/command_sweep.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/numbers.hpp"
#include "tools/sweep/export_csv.hpp"
#include "tools/sweep/query_table.hpp"
#include "tools/sweep/store_schema.hpp"
#include "tools/sweep/sweep_input.hpp"
#include "tools/terminal.hpp"

namespace finwait::cli {
namespace {

constexpr std::array<std::string_view, 3> kFormats{"table", "csv", "json"};
constexpr std::size_t kBlock = std::size_t{1} << 16U;

struct QueryOptions {
  std::string path{};
  std::string sql{};
  std::string format{};
};

struct ReproOptions {
  std::string path{};
  std::string row{};
};

void require_store(Database& database) {
  if (!is_store(database)) throw CommandError(ExitCode::Usage, database.path() + ": holds no results yet");
}

void query(const QueryOptions& options) {
  Database database(results_path(options.path), Database::Mode::ReadOnly);
  require_store(database);
  const Shard shard = state_of(database).identity.shard;
  if (!shard.whole()) {
    write_stderr("finwait: " + database.path() + ": shard " + shard.text() +
                 " alone; figures of combinations that other shards share are there after `finwait sweep merge`\n");
  }
  Statement statement = database.prepare_query(options.sql);
  std::string text;
  const auto write = [&text](std::string_view line) {
    text += line;
    if (text.size() < kBlock) return;
    write_stdout(text);
    text.clear();
  };
  const bool table = options.format.empty() ? stdout_is_terminal() : options.format == "table";
  if (table) {
    write_table(statement, write);
  } else if (options.format == "json") {
    write_json(statement, write);
  } else {
    write_csv(statement, write);
  }
  write_stdout(text);
}

std::uint64_t number_below(const std::string& row, const std::string& text, std::uint64_t count,
                           const std::string& what) {
  std::uint64_t value = 0;
  if (const TextProblem problem = parse_integer(text, 0, count - 1, value)) {
    throw CommandError(ExitCode::Usage, "row " + row + ": " + problem.why_not + "; " + what +
                                            " are numbered from 0 to " + grouped(count - 1) +
                                            "; allowed: RUN, or COMBINATION:REPETITION");
  }
  return value;
}

void repro(const ReproOptions& options) {
  Database database(results_path(options.path), Database::Mode::ReadOnly);
  require_store(database);
  const std::string text = meta(database, "plan");
  if (options.row.empty()) {
    write_stdout(text);
    return;
  }
  const SweepPlan plan = read_sweep_text(text, options.path);
  const std::size_t colon = options.row.find(':');
  std::uint64_t combination = 0;
  std::uint64_t repetition = 0;
  if (colon == std::string::npos) {
    const std::uint64_t run = number_below(options.row, options.row, plan.runs(), "runs");
    combination = run / plan.repeats();
    repetition = run % plan.repeats();
  } else {
    combination = number_below(options.row, options.row.substr(0, colon), plan.combinations(), "combinations");
    repetition = number_below(options.row, options.row.substr(colon + 1), plan.repeats(), "repetitions");
  }
  write_stdout(plan.replay_command(combination, repetition, options.path) + "\n");
}

}  // namespace

void add_sweep_query(CLI::App& sweep, Context&) {
  CLI::App* command = sweep.add_subcommand("query", "Ask a sweep's results with SQL");
  const auto options = std::make_shared<QueryOptions>();
  command->add_option("DIR", options->path, "The folder of a sweep's results, or a file of merge")->required();
  command->add_option("SQL", options->sql, "One statement that reads")->required();
  add_choice(*command, "-f,--format", options->format, "How to show it (default: table on a terminal, csv elsewhere)",
             kFormats);
  command->callback([options] { query(*options); });
  command->footer(
      "Tables: axes (a row a combination), metrics (a row a combination and metric; times in nanoseconds), outcomes "
      "(a\n"
      "row a combination and outcome), runs (a row a run, with --keep rows), meta. A name with a dot needs quotes.\n"
      "\n"
      "Examples:\n"
      "  finwait sweep query loss \"SELECT axes.*, p99 / 1e9 AS p99_s FROM axes JOIN metrics USING (combination) WHERE "
      "metric = 'closed_at' ORDER BY p99 DESC LIMIT 5\"\n"
      "  finwait sweep query loss \"SELECT outcome, sum(n) AS runs FROM outcomes GROUP BY outcome ORDER BY runs "
      "DESC\"\n"
      "  finwait sweep query loss \"SELECT combination, witness, share FROM outcomes WHERE outcome LIKE '%gave up%'\"");
}

void add_sweep_repro(CLI::App& sweep, Context&) {
  CLI::App* command = sweep.add_subcommand("repro", "Print the command that replays one run of a sweep");
  const auto options = std::make_shared<ReproOptions>();
  command->add_option("DIR", options->path, "The folder of a sweep's results, or a file of merge")->required();
  command->add_option("ROW", options->row,
                      "The number of the run, or COMBINATION:REPETITION; without it, the sweep itself is printed");
  command->callback([options] { repro(*options); });
  command->footer(
      "Examples:\n"
      "  finwait sweep repro loss 17\n"
      "  finwait sweep repro loss 3:0        # of combination 3 the repetition that `outcomes` names as witness\n"
      "  eval \"$(finwait sweep repro loss 17)\"");
}

}  // namespace finwait::cli
