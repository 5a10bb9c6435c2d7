#include "tools/sweep/export_csv.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "sim/csv_text.hpp"
#include "tools/context.hpp"
#include "tools/sweep/store_schema.hpp"

namespace finwait::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlock = std::size_t{1} << 18U;

// A file that takes its name only when it is whole.
class CsvFile {
 public:
  explicit CsvFile(const std::string& path) : path_(path) {
    struct stat status {};
    in_place_ = ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
    if (in_place_) {
      file_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    } else {
      const fs::path target(path);
      beside_ = (target.parent_path() / ("." + target.filename().string() + ".XXXXXX")).string();
      file_ = ::mkostemp(beside_.data(), O_CLOEXEC);
    }
    if (file_ < 0) fail();
  }
  CsvFile(const CsvFile&) = delete;
  CsvFile& operator=(const CsvFile&) = delete;
  ~CsvFile() {
    if (file_ >= 0) ::close(file_);
    if (!beside_.empty()) ::unlink(beside_.c_str());
  }

  void write(std::string_view text) {
    text_ += text;
    if (text_.size() >= kBlock) flush();
  }

  void finish() {
    flush();
    if (in_place_) return;
    const mode_t mask = ::umask(0);
    ::umask(mask);
    if (::fchmod(file_, 0666U & ~mask) != 0 || ::rename(beside_.c_str(), path_.c_str()) != 0) fail();
    beside_.clear();
  }

 private:
  void flush() {
    std::string_view rest = text_;
    while (!rest.empty()) {
      const ssize_t n = ::write(file_, rest.data(), rest.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) fail();
      rest.remove_prefix(static_cast<std::size_t>(n));
    }
    text_.clear();
  }

  [[noreturn]] void fail() const {
    const int error = errno;
    if (error == EPIPE) throw CommandError(ExitCode::Ok, "");
    const bool may_pass = error == ENOSPC || error == EIO || error == EDQUOT || error == EFBIG || error == EMFILE;
    throw CommandError(may_pass ? ExitCode::Retry : ExitCode::Usage, path_ + ": " + std::strerror(error));
  }

  std::string path_;
  std::string beside_;
  std::string text_;
  int file_ = -1;
  bool in_place_ = false;
};

std::string column_list(Database& database, const std::string& table, const std::string& which) {
  std::string list;
  Statement columns = database.prepare("SELECT name FROM pragma_table_info('" + table + "') WHERE " + which);
  while (columns.step()) list.append(", ").append(table).append(".").append(sql_name(columns.text(0)));
  return list;
}

// Without the numbers that are there for plots.
std::string axis_list(Database& database) { return column_list(database, "axes", "cid % 2 = 1"); }

// A column is asked for by its table, since an axis may be called as one of another table is.
std::string rows_query(Database& database) {
  return "SELECT runs.run, runs.combination, runs.repetition" + axis_list(database) + ", runs.seed, runs.outcome" +
         column_list(database, "runs", "cid > 4") +
         " FROM runs JOIN axes ON axes.combination = runs.combination ORDER BY runs.run";
}

std::string figures_query(Database& database) {
  const std::string axes = axis_list(database);
  const std::size_t kind =
      2 + static_cast<std::size_t>(database.integer("SELECT count(*) / 2 FROM pragma_table_info('axes')"));
  std::string metrics;
  for (const char* column :
       {"unit", "n", "mean", "median", "median_low", "median_high", "p90", "p99", "min", "max", "exact"}) {
    metrics.append(", metrics.").append(column);
  }
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

void require_writable_csv(const std::string& file) {
  struct stat status {};
  const bool exists = ::stat(file.c_str(), &status) == 0;
  if (file.empty() || (exists && S_ISDIR(status.st_mode))) {
    throw CommandError(ExitCode::Usage, file.empty() ? "--csv: the name is empty" : file + ": is a directory");
  }
  // Opening a pipe would tell its reader that somebody writes.
  if (!exists || S_ISREG(status.st_mode)) const CsvFile tried(file);
}

void export_csv(const std::string& results, const std::string& file) {
  Database database(results, Database::Mode::ReadOnly);
  CsvFile csv(file);
  Statement query = database.prepare(meta(database, "keep") == "rows" ? rows_query(database) : figures_query(database));
  write_csv(query, [&csv](std::string_view text) { csv.write(text); });
  csv.finish();
}

}  // namespace finwait::cli
