// A matrix of whole numbers in memory as a table that SQL can read: INSERT INTO t SELECT * FROM matrix. Many rows at
// once go into a database that way in four fifths of the time that binding each of their values takes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>

#include "tools/sweep/sqlite.hpp"

namespace finwait::cli {

class MatrixTable {
 public:
  // A value that is NULL in SQL.
  static constexpr std::int64_t kNull = std::numeric_limits<std::int64_t>::min();

  // The database has a table of this name, with so many columns, which can be read as long as this object lives.
  MatrixTable(Database& database, const std::string& name, std::size_t columns);
  MatrixTable(const MatrixTable&) = delete;
  MatrixTable& operator=(const MatrixTable&) = delete;

  // What the table holds, row by row; it must stay as long as a statement reads it.
  void show(std::span<const std::int64_t> values) { values_ = values; }

  std::size_t columns() const { return columns_; }
  std::span<const std::int64_t> values() const { return values_; }

 private:
  std::size_t columns_;
  std::span<const std::int64_t> values_{};
};

}  // namespace finwait::cli
