// The rows of a query as a table for people, columns as wide as their widest value and numbers to the right; and as
// JSON for programs.
#pragma once

#include <functional>
#include <string_view>

#include "tools/sweep/sqlite.hpp"

namespace finwait::cli {

// Widths follow from the first `kMeasuredRows` rows; wider values after them push their line apart.
inline constexpr std::size_t kMeasuredRows = 1000;
void write_table(Statement& query, const std::function<void(std::string_view)>& write);

// One array, an object a row, a row a line; NULL is null. Of columns with the same name the second is called name:1.
void write_json(Statement& query, const std::function<void(std::string_view)>& write);

}  // namespace finwait::cli
