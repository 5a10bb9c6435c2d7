// RFC 9293 Figure 5 as SVG, with the edges that a run took bold and numbered in the order taken. Moves that the figure
// does not show (giving up, resets, timers of FIN-WAIT-2) are drawn where a run made them.
#pragma once

#include <string>

#include "sim/picture/sequence_svg.hpp"
#include "sim/trace_log.hpp"

namespace finwait {

std::string state_svg(const TraceLog& run, const PictureOptions& options);

}  // namespace finwait
