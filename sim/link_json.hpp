// Reads "link" of a scenario: values for both directions, what "a_to_b" and "b_to_a" override, and how they change with
// time, in their long and short forms. Errors go through the cursor.
#pragma once

#include "sim/json_cursor.hpp"
#include "sim/link_spec.hpp"

namespace finwait {

// Values in "link" hold for both directions; a direction's own value replaces it, and a direction's own "changes"
// replace the link's. A change gives new values for what it names; the rest stays as it was.
void parse_link(const JsonCursor& link, LinkSpec& out);

}  // namespace finwait
