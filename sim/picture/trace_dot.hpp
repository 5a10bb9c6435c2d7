// The state diagram of a run for Graphviz: RFC 9293 Figure 5 in its rows, what was taken bold, numbered and coloured by
// side. It leaves the places of boxes and lines to dot.
#pragma once

#include <string>
#include <string_view>

#include "sim/trace_log.hpp"

namespace finwait {

std::string dot_states(const TraceLog& run);

// Text between quotation marks of the dot language, the marks included.
std::string dot_quoted(std::string_view text);

}  // namespace finwait
