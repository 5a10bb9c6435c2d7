// A sweep's results as comma-separated values (RFC 4180), written while they are read: any number of rows.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "tools/sweep/sqlite.hpp"

namespace finwait::cli {

// All rows of a query, after a line with its columns.
void write_csv(Statement& query, const std::function<void(std::string_view)>& write);

// Throws CommandError if export_csv() could not write that file, or if it is one of those that `results`, which need
// not be there yet, is made of; to be asked before hours of runs.
void require_csv_place(const std::string& file, const std::string& results);

// The results in the database `results`: one row a run if rows were kept, else one a combination and metric and one a
// combination and outcome. Written whole or not at all.
void export_csv(const std::string& results, const std::string& file);

}  // namespace finwait::cli
