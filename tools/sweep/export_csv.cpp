#include "tools/sweep/export_csv.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

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

}  // namespace

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

void write_csv(Statement& query, const std::function<void(std::string_view)>& write) {
  std::string line;
  const int columns = query.columns();
  for (int i = 0; i < columns; ++i) line.append(i > 0 ? "," : "").append(csv_field(query.column_name(i)));
  write(line + "\r\n");
  while (query.step()) {
    line.clear();
    for (int i = 0; i < columns; ++i) line.append(i > 0 ? "," : "").append(csv_field(query.text(i)));
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
  // Without the numbers that are there for plots.
  const std::string axes = column_list(database, "axes", "cid % 2 = 1");
  std::string sql = "SELECT runs.run, runs.combination, runs.repetition" + axes + ", runs.seed, runs.outcome" +
                    column_list(database, "runs", "cid > 4") +
                    " FROM runs JOIN axes USING (combination) ORDER BY runs.run";
  if (meta(database, "keep") != "rows") {
    sql = "SELECT combination" + axes +
          ", 'metric' AS kind, metric AS name, unit, n, mean, median, median_low, median_high, p90, p99, min, max, "
          "exact, "
          "NULL AS share, NULL AS low, NULL AS high, witness "
          "FROM metrics JOIN axes USING (combination) UNION ALL SELECT combination" +
          axes +
          ", 'outcome', outcome, 'runs', n, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, share, low, high, "
          "witness "
          "FROM outcomes JOIN axes USING (combination) ORDER BY combination, kind, name";
  }
  CsvFile csv(file);
  Statement query = database.prepare(sql);
  write_csv(query, [&csv](std::string_view text) { csv.write(text); });
  csv.finish();
}

}  // namespace finwait::cli
