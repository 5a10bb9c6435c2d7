#include "tools/sweep/sqlite.hpp"

#include <sqlite3.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <utility>

#include "tools/context.hpp"
#include "tools/files.hpp"

namespace finwait::cli {
namespace {

constexpr int kPatience = 2000;       // milliseconds to wait for another process's lock
constexpr int kStepsBetween = 20000;  // of SQLite's virtual machine, between two questions whether to go on

// The caller's message for a result code of SQLite, by what can be done about it.
// A file that cannot be made there is said not to exist, because SQLite tries to open it for reading last.
bool no_room_for_files(const std::string& path) {
  struct statvfs system {};
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return ::statvfs(folder.empty() ? "." : folder.c_str(), &system) == 0 && system.f_files > 0 && system.f_favail == 0;
}

[[noreturn]] void fail(const std::string& path, int result, const std::string& message, int system_error = 0) {
  switch (result & 0xff) {  // the rest of the bits say where
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw CommandError(ExitCode::Retry, path + ": locked by another process; try again when that has ended");
    case SQLITE_FULL:
      throw CommandError(ExitCode::Retry, path + ": no space left on the disk; nothing that was reported done is lost");
    case SQLITE_IOERR:
      throw CommandError(ExitCode::Retry, path + ": reading or writing failed (" + message +
                                              "): the disk is full or does not answer; nothing that was reported done "
                                              "is lost");
    case SQLITE_NOMEM:
      throw CommandError(ExitCode::Retry, path + ": out of memory");
    case SQLITE_INTERRUPT:
      throw CommandError(ExitCode::Retry, path + ": interrupted");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      throw DamagedFile(path + ": no sound SQLite database (" + message +
                        "); it was damaged or is another kind of file. Move it away and run again");
    case SQLITE_ERROR:  // a table or a column is not there: all statements but the users' are our own
      throw DamagedFile(path + ": not as finwait wrote it (" + message + "). Move it away and run again");
    case SQLITE_READONLY:
      if (result == SQLITE_READONLY_ROLLBACK) {
        throw CommandError(ExitCode::Usage,
                           path +
                               ": a process was killed while it wrote there, and only who may write to the file and "
                               "its folder can undo that");
      }
      [[fallthrough]];
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      if (no_room_for_files(path))
        throw CommandError(ExitCode::Retry, path + ": the disk has no room for another file");
      throw CommandError(
          may_pass(system_error) ? ExitCode::Retry : ExitCode::Usage,
          path + ": " + message + (system_error != 0 ? std::string(" (") + std::strerror(system_error) + ")" : ""));
    default:
      throw CommandError(ExitCode::Internal, "internal error: " + path + ": " + message);
  }
}

}  // namespace

Statement::Statement(Statement&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)), path_(std::move(other.path_)), by_(other.by_) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(statement_, other.statement_);
  std::swap(path_, other.path_);
  std::swap(by_, other.by_);
  return *this;
}

Statement::~Statement() { sqlite3_finalize(statement_); }

void Statement::check(int result) const {
  if (result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE) return;
  fail(path_, result, sqlite3_errmsg(sqlite3_db_handle(statement_)));
}

Statement& Statement::bind(int parameter, std::int64_t value) {
  check(sqlite3_bind_int64(statement_, parameter, value));
  return *this;
}

Statement& Statement::bind(int parameter, double value) {
  if (std::isnan(value)) return bind_null(parameter);
  check(sqlite3_bind_double(statement_, parameter, value));
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
  // An empty view may have no address, which SQLite would take for NULL.
  const char* at = text.empty() ? "" : text.data();
  check(sqlite3_bind_text64(statement_, parameter, at, text.size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind_blob(int parameter, std::string_view bytes) {
  const char* at = bytes.empty() ? "" : bytes.data();
  check(sqlite3_bind_blob64(statement_, parameter, at, bytes.size(), SQLITE_STATIC));
  return *this;
}

Statement& Statement::bind_null(int parameter) {
  check(sqlite3_bind_null(statement_, parameter));
  return *this;
}

bool Statement::step() {
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) {
    const std::string message = sqlite3_errmsg(sqlite3_db_handle(statement_));
    const int system_error = sqlite3_system_errno(sqlite3_db_handle(statement_));
    sqlite3_reset(statement_);
    if (by_ == By::User && (result & 0xff) == SQLITE_ERROR) throw CommandError(ExitCode::Usage, "SQL: " + message);
    fail(path_, result, message, system_error);
  }
  sqlite3_reset(statement_);
  return false;
}

void Statement::run() {
  while (step()) {
  }
}

void Statement::reset() { sqlite3_reset(statement_); }

int Statement::columns() const { return sqlite3_column_count(statement_); }
std::string_view Statement::column_name(int column) const { return sqlite3_column_name(statement_, column); }
std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }
double Statement::real(int column) const { return sqlite3_column_double(statement_, column); }
bool Statement::null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
bool Statement::read_only() const { return sqlite3_stmt_readonly(statement_) != 0; }

bool Statement::numeric(int column) const {
  const int type = sqlite3_column_type(statement_, column);
  return type == SQLITE_INTEGER || type == SQLITE_FLOAT;
}

std::string_view Statement::text(int column) const {
  const void* bytes = sqlite3_column_type(statement_, column) == SQLITE_BLOB
                          ? sqlite3_column_blob(statement_, column)
                          : static_cast<const void*>(sqlite3_column_text(statement_, column));
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

// A process that was killed while it wrote has left what undoes that. Only a connection that may write can do so; while
// that process lives it is none of our business, and SQLite knows.
void Database::roll_back_if_left_half_written() const {
  std::error_code error;
  const std::uintmax_t journal = std::filesystem::file_size(path_ + "-journal", error);
  if (!error && journal > 0) Database(path_, Mode::ReadWrite).integer("SELECT count(*) FROM sqlite_schema");
}

Database::Database(std::string path, Mode mode) : path_(std::move(path)) {
  // SQLite takes a folder for a disk that does not answer, and waits for ever at a pipe.
  std::error_code ignored;
  if (std::filesystem::is_directory(path_, ignored)) throw CommandError(ExitCode::Usage, path_ + ": is a directory");
  if (std::filesystem::is_other(path_, ignored)) throw CommandError(ExitCode::Usage, path_ + ": is no regular file");
  if (mode == Mode::ReadOnly) roll_back_if_left_half_written();
  const int how = mode == Mode::ReadOnly    ? SQLITE_OPEN_READONLY
                  : mode == Mode::ReadWrite ? SQLITE_OPEN_READWRITE
                                            : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  // Only the thread that opened it uses it.
  const int result =
      sqlite3_open_v2(path_.c_str(), &handle_, how | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX, nullptr);
  if (result != SQLITE_OK) {
    const std::string message = handle_ == nullptr ? "out of memory" : sqlite3_errmsg(handle_);
    const int system_error = handle_ == nullptr ? 0 : sqlite3_system_errno(handle_);
    close();
    fail(path_, result, message, system_error);
  }
  sqlite3_busy_timeout(handle_, kPatience);
  // "losss" in quotes is a name that is not there, and not the text losss.
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
}

Database::~Database() { close(); }

void Database::close() {
  sqlite3_close_v2(handle_);
  handle_ = nullptr;
}

void Database::run(const std::string& sql) {
  const int result = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) fail(path_, result, sqlite3_errmsg(handle_), sqlite3_system_errno(handle_));
}

Statement Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &statement, nullptr);
  if (result != SQLITE_OK) fail(path_, result, sqlite3_errmsg(handle_));
  return {statement, path_};
}

Statement Database::prepare_query(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int result = sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, &rest);
  if ((result & 0xff) == SQLITE_ERROR) {
    const int offset = sqlite3_error_offset(handle_);
    std::string message = "SQL";
    if (offset >= 0) message += ", column " + std::to_string(offset + 1);
    message.append(": ").append(sqlite3_errmsg(handle_));
    message += ". The tables are: ";
    message += text(
        "SELECT group_concat(name, ', ') FROM (SELECT name FROM sqlite_schema WHERE type IN ('table', "
        "'view') ORDER BY name)");
    if (message.find("no such column") != std::string::npos) {
      message += "; the columns of axes: " + text("SELECT group_concat(name, ', ') FROM pragma_table_info('axes')");
    }
    throw CommandError(ExitCode::Usage, message);
  }
  if (result != SQLITE_OK) fail(path_, result, sqlite3_errmsg(handle_));
  Statement query(statement, path_, Statement::By::User);
  if (statement == nullptr) throw CommandError(ExitCode::Usage, "SQL: there is no statement in \"" + sql + "\"");
  sqlite3_stmt* second = nullptr;  // none where only comments and spaces follow
  const bool more = sqlite3_prepare_v2(handle_, rest, -1, &second, nullptr) != SQLITE_OK || second != nullptr;
  sqlite3_finalize(second);
  if (more) {
    throw CommandError(ExitCode::Usage,
                       "SQL: one statement at a time; what follows it is \"" + std::string(rest) + "\"");
  }
  if (!query.read_only() || query.columns() == 0) {
    throw CommandError(ExitCode::Usage,
                       "SQL: only statements that read are allowed here: SELECT, WITH, EXPLAIN, and PRAGMAs that "
                       "change nothing, such as PRAGMA table_info(runs)");
  }
  return query;
}

std::int64_t Database::integer(const std::string& sql) {
  Statement statement = prepare(sql);
  return statement.step() ? statement.integer(0) : 0;
}

std::string Database::text(const std::string& sql) {
  Statement statement = prepare(sql);
  return statement.step() ? std::string(statement.text(0)) : "";
}

void Database::add_module(const std::string& name, const sqlite3_module& module, void* context) {
  const int result = sqlite3_create_module(handle_, name.c_str(), &module, context);
  if (result != SQLITE_OK) fail(path_, result, sqlite3_errmsg(handle_));
}

void Database::while_busy(std::function<bool()> go_on) {
  go_on_ = std::make_unique<std::function<bool()>>(std::move(go_on));
  sqlite3_progress_handler(
      handle_, kStepsBetween, [](void* context) { return (*static_cast<std::function<bool()>*>(context))() ? 0 : 1; },
      go_on_.get());
}

std::string sql_name(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string(2, c) : std::string(1, c);
  return out + "\"";
}

std::string sql_text(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string(2, c) : std::string(1, c);
  return out + "'";
}

}  // namespace finwait::cli
