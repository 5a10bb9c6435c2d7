// SQLite with errors as exceptions and statements that end with their scope. Knows no sweep; every failure is a
// CommandError that names the file: exit code 75 where trying again may help (locked, disk full, I/O), else 2.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "tools/context.hpp"

struct sqlite3;
struct sqlite3_module;
struct sqlite3_stmt;

namespace finwait::cli {

// The file is no sound database, or not one with the tables that were asked for (Usage).
class DamagedFile : public CommandError {
 public:
  explicit DamagedFile(const std::string& message) : CommandError(ExitCode::Usage, message) {}
};

class Statement {
 public:
  Statement() = default;
  // Whose SQL it is decides what an error in it means: in ours the tables are not what they should be, in a user's it
  // is the SQL that is wrong.
  enum class By : std::uint8_t { Finwait, User };
  Statement(sqlite3_stmt* statement, std::string path, By by = By::Finwait)
      : statement_(statement), path_(std::move(path)), by_(by) {}
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  // Parameters are counted from 1. Text must live until the next step().
  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, double value);  // NULL if it is no number
  Statement& bind(int parameter, std::string_view text);
  Statement& bind_blob(int parameter, std::string_view bytes);
  Statement& bind_null(int parameter);
  // True: there is a row. After the last one the statement is ready to be bound and run again.
  bool step();
  // For statements without rows.
  void run();
  void reset();

  int columns() const;
  std::string_view column_name(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;  // valid until the next step(); of a blob, its bytes
  bool null(int column) const;
  bool numeric(int column) const;
  bool read_only() const;

 private:
  void check(int result) const;
  sqlite3_stmt* statement_ = nullptr;
  std::string path_{};
  By by_ = By::Finwait;
};

class Database {
 public:
  enum class Mode : std::uint8_t { ReadOnly, ReadWrite, Create };

  // ReadOnly, too, undoes what a process that was killed has left half written.
  Database(std::string path, Mode mode);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  const std::string& path() const { return path_; }
  void run(const std::string& sql);
  Statement prepare(std::string_view sql);
  // As prepare(), for SQL that somebody typed: one statement that only reads. Anything else is a Usage error.
  Statement prepare_query(const std::string& sql);
  std::int64_t integer(const std::string& sql);
  std::string text(const std::string& sql);
  // Called now and then during long statements; false ends them with CommandError (Retry).
  void while_busy(std::function<bool()> go_on);
  // A virtual table of this name; `module` must live as long as the database.
  void add_module(const std::string& name, const sqlite3_module& module, void* context);
  void close();  // what was not committed is lost

 private:
  void roll_back_if_left_half_written() const;

  std::string path_;
  sqlite3* handle_ = nullptr;
  std::unique_ptr<std::function<bool()>> go_on_;
};

// `name` as SQL writes it: "a.tcp_fin_timeout".
std::string sql_name(std::string_view name);
std::string sql_text(std::string_view text);

}  // namespace finwait::cli
