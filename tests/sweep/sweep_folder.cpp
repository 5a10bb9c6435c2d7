#include "tests/sweep/sweep_folder.hpp"

#include "tools/sweep/sqlite.hpp"

namespace finwait::tests {
namespace {

void dump_table(cli::Database& database, const std::string& table, const std::string& rest, std::string& out) {
  cli::Statement rows = database.prepare("SELECT * FROM " + cli::sql_name(table) + rest);
  out += "== " + table + "\n";
  while (rows.step()) {
    for (int i = 0; i < rows.columns(); ++i) {
      if (i > 0) out += '|';
      out += rows.null(i) ? "NULL" : std::string(rows.text(i));
    }
    out += '\n';
  }
}

}  // namespace

std::string lossy_close() {
  return R"({
  "link": { "delay": "10ms", "loss": { "model": "bernoulli", "p": 0 } },
  "a": { "stack": "linux", "app": [ { "do": "wait", "for": "300ms" }, { "do": "close" } ] },
  "b": { "stack": "linux", "app": [ { "do": "read", "until": "eof" }, { "do": "close" } ] }
}
)";
}

std::string lossy_sweep(unsigned repeats) {
  return "lossy.json --axis link.loss.p=0,0.1,0.3 --axis link.delay=5ms,80ms --repeats " + std::to_string(repeats);
}

std::string dump(const std::string& database) {
  cli::Database results(database, cli::Database::Mode::ReadOnly);
  std::string out;
  for (const char* table : {"axes", "metrics", "outcomes", "run_rows", "outcome_names", "runs", "units", "partials"}) {
    dump_table(results, table, "", out);
  }
  dump_table(results, "meta", " WHERE key NOT IN ('machine', 'threads', 'started', 'finished', 'seconds')", out);
  return out;
}

std::string ask(const std::string& database, const std::string& sql) {
  return cli::Database(database, cli::Database::Mode::ReadOnly).text(sql);
}

}  // namespace finwait::tests
