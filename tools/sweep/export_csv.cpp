#include "tools/sweep/export_csv.hpp"

#include <array>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "sim/csv_text.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/sweep/stop_signals.hpp"
#include "tools/sweep/store_schema.hpp"

namespace finwait::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> columns_of(Database& database, const std::string& table, const std::string& which) {
  std::vector<std::string> names;
  Statement columns = database.prepare("SELECT name FROM pragma_table_info('" + table + "') WHERE " + which);
  while (columns.step()) names.emplace_back(columns.text(0));
  return names;
}

// Without the numbers that are there for plots. One that is called as a column beside them gets a _ behind its name.
std::string axis_list(Database& database, const std::set<std::string>& others) {
  std::string list;
  for (const std::string& name : columns_of(database, "axes", "cid % 2 = 1")) {
    std::string shown = name;
    while (others.contains(shown)) shown += '_';
    list += ", axes." + sql_name(name) + " AS " + sql_name(shown);
  }
  return list;
}

// A column is asked for by its table, since an axis may be called as one of another table is.
std::string rows_query(Database& database) {
  const std::string axes = axis_list(database, {"run", "combination", "repetition", "seed", "outcome"});
  std::string metrics;
  for (const std::string& name : columns_of(database, "runs", "cid > 4")) metrics += ", runs." + sql_name(name);
  return "SELECT runs.run, runs.combination, runs.repetition" + axes + ", runs.seed, runs.outcome" + metrics +
         " FROM runs JOIN axes ON axes.combination = runs.combination ORDER BY runs.run";
}

std::string figures_query(Database& database) {
  constexpr std::array kColumns{"unit", "n",   "mean", "median", "median_low", "median_high",
                                "p90",  "p99", "min",  "max",    "exact"};
  std::set<std::string> others{"combination", "kind", "name", "share", "low", "high", "witness"};
  others.insert(kColumns.begin(), kColumns.end());
  const std::string axes = axis_list(database, others);
  const std::size_t kind =
      2 + static_cast<std::size_t>(database.integer("SELECT count(*) / 2 FROM pragma_table_info('axes')"));
  std::string metrics;
  for (const char* column : kColumns) metrics.append(", metrics.").append(column);
  return "SELECT axes.combination" + axes + ", 'metric' AS kind, metrics.metric AS name" + metrics +
         ", NULL AS share, NULL AS low, NULL AS high, metrics.witness"
         " FROM metrics JOIN axes ON axes.combination = metrics.combination UNION ALL SELECT axes.combination" +
         axes +
         ", 'outcome', outcomes.outcome, 'runs', outcomes.n, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
         " outcomes.share, outcomes.low, outcomes.high, outcomes.witness"
         " FROM outcomes JOIN axes ON axes.combination = outcomes.combination ORDER BY 1, " +
         std::to_string(kind) + ", " + std::to_string(kind + 1);
}

}  // namespace

void write_csv(Statement& query, const std::function<void(std::string_view)>& write) {
  std::string line;
  const int columns = query.columns();
  for (int i = 0; i < columns; ++i) line.append(i > 0 ? "," : "").append(csv_quoted(query.column_name(i)));
  write(line + "\r\n");
  while (query.step()) {
    line.clear();
    for (int i = 0; i < columns; ++i) line.append(i > 0 ? "," : "").append(csv_quoted(query.text(i)));
    write(line += "\r\n");
  }
}

void require_csv_place(const std::string& file, const std::string& results) {
  const auto refuse = [&file](const std::string& what) {
    throw CommandError(ExitCode::Usage, "--csv " + file + ": " + what + "; choose another name");
  };
  if (same_file(file, fs::path(results).parent_path().string())) refuse("is the folder of the results");
  for (const char* suffix : {"", "-wal", "-shm", "-journal", ".new", ".work"}) {
    if (same_file(file, results + suffix)) refuse("is a file of the results themselves");
  }
  require_output(file);
}

void export_csv(const std::string& results, const std::string& file) {
  const StopSignals signals;
  const auto end_if_asked = [&file] {
    if (stop_asked()) throw CommandError(ExitCode::Retry, file + ": interrupted, and left as it was; ask for it again");
  };
  Database database(results, Database::Mode::ReadOnly);
  database.while_busy([] { return !stop_asked(); });
  FileWriter csv(file);
  Statement query = database.prepare(meta(database, "keep") == "rows" ? rows_query(database) : figures_query(database));
  try {
    write_csv(query, [&](std::string_view text) {
      end_if_asked();
      csv.write(text);
    });
  } catch (const CommandError&) {
    end_if_asked();
    throw;
  }
  csv.finish();
}

}  // namespace finwait::cli
