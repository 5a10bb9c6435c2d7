// The sequence diagram as SVG: time runs downwards on two life lines, arrows slant by the link's delay, a lost segment
// ends in a cross, states and timers are bars beside the life lines. No scripts; the same trace gives the same bytes.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "sim/trace_log.hpp"

namespace finwait {

// How virtual time becomes height. Compressed: idle time is cut short to a marked break with its length.
enum class TimeAxis : std::uint8_t { Compressed, TrueToScale };

struct PictureOptions {
  TimeAxis axis = TimeAxis::Compressed;
  bool standalone = true;  // a file of its own; otherwise an element to stand inside an HTML page
};

// One picture; several runs stand side by side on one time axis (their stacks' names above).
std::string sequence_svg(std::span<const TraceLog* const> runs, const PictureOptions& options);

}  // namespace finwait
