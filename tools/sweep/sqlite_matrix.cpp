#include "tools/sweep/sqlite_matrix.hpp"

#include <sqlite3.h>

namespace finwait::cli {
namespace {

// What SQLite asks of a virtual table, see https://www.sqlite.org/vtab.html. It is read from its first row to its last
// and in no other way, so there is nothing to plan.
struct Table {
  sqlite3_vtab base{};  // SQLite's part comes first
  const MatrixTable* matrix = nullptr;
};

struct Cursor {
  sqlite3_vtab_cursor base{};
  const MatrixTable* matrix = nullptr;
  std::size_t first = 0;  // of the row's values
};

Cursor& cursor_of(sqlite3_vtab_cursor* base) { return *reinterpret_cast<Cursor*>(base); }

int connect(sqlite3* database, void* matrix, int, const char* const*, sqlite3_vtab** out, char**) {
  const auto* shown = static_cast<const MatrixTable*>(matrix);
  std::string columns = "CREATE TABLE matrix (c0";
  for (std::size_t i = 1; i < shown->columns(); ++i) columns += ", c" + std::to_string(i);
  const int result = sqlite3_declare_vtab(database, (columns + ")").c_str());
  if (result == SQLITE_OK) *out = &(new Table{{}, shown})->base;
  return result;
}

int disconnect(sqlite3_vtab* base) {
  delete reinterpret_cast<Table*>(base);
  return SQLITE_OK;
}

int best_index(sqlite3_vtab*, sqlite3_index_info*) { return SQLITE_OK; }

int open(sqlite3_vtab* base, sqlite3_vtab_cursor** out) {
  *out = &(new Cursor{{}, reinterpret_cast<Table*>(base)->matrix, 0})->base;
  return SQLITE_OK;
}

int close(sqlite3_vtab_cursor* base) {
  delete &cursor_of(base);
  return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* base, int, const char*, int, sqlite3_value**) {
  cursor_of(base).first = 0;
  return SQLITE_OK;
}

int next(sqlite3_vtab_cursor* base) {
  Cursor& cursor = cursor_of(base);
  cursor.first += cursor.matrix->columns();
  return SQLITE_OK;
}

int at_end(sqlite3_vtab_cursor* base) {
  const Cursor& cursor = cursor_of(base);
  return cursor.first < cursor.matrix->values().size() ? 0 : 1;
}

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int at) {
  const Cursor& cursor = cursor_of(base);
  const std::int64_t value = cursor.matrix->values()[cursor.first + static_cast<std::size_t>(at)];
  // A column of which nothing is said is NULL.
  if (value != MatrixTable::kNull) sqlite3_result_int64(context, value);
  return SQLITE_OK;
}

int row_id(sqlite3_vtab_cursor* base, sqlite3_int64* out) {
  const Cursor& cursor = cursor_of(base);
  *out = static_cast<sqlite3_int64>(cursor.first / cursor.matrix->columns());
  return SQLITE_OK;
}

// Without xCreate: it is there by its name and cannot be made or dropped.
sqlite3_module make_module() {
  sqlite3_module module{};
  module.xConnect = connect;
  module.xBestIndex = best_index;
  module.xDisconnect = disconnect;
  module.xOpen = open;
  module.xClose = close;
  module.xFilter = filter;
  module.xNext = next;
  module.xEof = at_end;
  module.xColumn = column;
  module.xRowid = row_id;
  return module;
}

}  // namespace

MatrixTable::MatrixTable(Database& database, const std::string& name, std::size_t columns) : columns_(columns) {
  static const sqlite3_module module = make_module();
  database.add_module(name, module, this);
}

}  // namespace finwait::cli
