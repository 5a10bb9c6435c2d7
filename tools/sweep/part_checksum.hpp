// The checksum of a part, which travels between machines and is kept for weeks: of damage that leaves the database
// whole, a bit of a stored number that flipped, SQLite knows nothing. Results of a whole sweep have none, because
// people add views and indices to them.
//
// It stands in the table `checksum` and covers the whole file, with zeros for its own digits and for the two counters
// of the header that SQLite moves whenever it writes (sqlite.org/fileformat2.html, 1.3).
#pragma once

#include <string>

#include "tools/sweep/sqlite.hpp"

namespace finwait::cli {

// Of a file that nobody has open: writes the checksum, or writes it anew. Whoever changes a part afterwards breaks it.
// Throws CommandError.
void write_checksum(const std::string& path);
// "": every octet is what was written. Else in words what is wrong. Throws CommandError if it cannot be read.
std::string checksum_fault(Database& part);

}  // namespace finwait::cli
