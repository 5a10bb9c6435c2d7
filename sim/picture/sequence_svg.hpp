// The sequence diagram as SVG: time runs downwards on two life lines, arrows slant by the link's delay, a lost segment
// ends in a cross, states and timers are bars beside the life lines. No scripts; the same trace gives the same bytes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "sim/trace_log.hpp"

namespace finwait {

// How virtual time becomes height. Compressed: idle time is cut short to a marked break with its length.
enum class TimeAxis : std::uint8_t { Compressed, TrueToScale };

struct PictureOptions {
  TimeAxis axis = TimeAxis::Compressed;
  bool standalone = true;  // a file of its own; otherwise an element to stand inside an HTML page
  // Begins the ids in the picture; "": one made of the run's content, so that different pictures have different ids.
  std::string_view id{};
};

// One picture; several runs stand side by side on one time axis (their stacks' names above). One and two runs are
// legible on a page 1000 px wide (all text at least 11 px), three need 1500 px; more are drawn, and wider still. Shows
// at most 120 segments: of a longer run the first and the last part, and of what repeats itself the first and the last
// repetitions, with what was left out in words. "" if there is no run.
std::string sequence_svg(std::span<const TraceLog* const> runs, const PictureOptions& options);

}  // namespace finwait
