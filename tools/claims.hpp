// The lessons' claims about the end of a connection, each put to the test: for every stack a run answers. The table
// stands in docs/textbook-claims.md and must be what this writes.
#pragma once

#include <string>

namespace finwait::cli {

// The table in Markdown, with one column a stack.
std::string claims_table();

}  // namespace finwait::cli
