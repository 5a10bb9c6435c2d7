// Mermaid, which renders in READMEs: a sequence diagram and a state diagram of one run. Mermaid has no time axis, so
// times stand on arrows and notes; it cannot make an edge of a state diagram bold, so the numbers say what was taken.
#pragma once

#include <string>
#include <string_view>

#include "sim/trace_log.hpp"

namespace finwait {

// `sequenceDiagram`: at most some 200 rows, whatever the length of the run.
std::string mermaid_sequence(const TraceLog& run);
// `stateDiagram-v2`: RFC 9293 Figure 5, and what the run did besides.
std::string mermaid_states(const TraceLog& run);

// Text as it may stand behind a colon or between quotation marks: whatever could end it or mean something is written
// as an entity code of Mermaid's ("#59;").
std::string mermaid_escaped(std::string_view text);

}  // namespace finwait
