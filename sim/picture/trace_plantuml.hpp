// PlantUML: a sequence diagram and a state diagram of one run, as text; nobody needs Java for it. Arrows slant by the
// link's delay where PlantUML can do that (its 1.2020 cannot), lost segments end in a cross, silence is marked.
#pragma once

#include <string>
#include <string_view>

#include "sim/trace_log.hpp"

namespace finwait {

// At most some 200 rows, whatever the length of the run.
std::string plantuml_sequence(const TraceLog& run);
// RFC 9293 Figure 5, and what the run did besides.
std::string plantuml_states(const TraceLog& run);

// Text as it may stand on an arrow, in a note or in a box: whatever PlantUML could take for a command, a variable or a
// style is written as a character code ("<U+0025>").
std::string plantuml_escaped(std::string_view text);

}  // namespace finwait
