// What sequence diagrams in text (Mermaid, PlantUML) share: the ladder's rows of a run, bounded in number, and the
// words on their arrows and notes. It knows neither language: what it returns is not escaped.
#pragma once

#include <string>
#include <vector>

#include "sim/ladder_row.hpp"
#include "sim/trace_log.hpp"

namespace finwait {

// At most this many rows: what is rendered from text gets slow and unreadable beyond (and GitHub takes at most 50,000
// characters of Mermaid). The first and the last ones stay, a Folded row between them says what is left out.
inline constexpr std::size_t kFirstDiagramRows = 140;
inline constexpr std::size_t kLastDiagramRows = 59;

// The rows of the run, repetitions folded.
LadderRows diagram_rows(const TraceLog& run);

// The silence before a row that is worth a mark; zero if there is none. `before` is the time of the row above it.
Duration silence_before(const LadderRow& row, Time before);

// "0.500 ① FIN,ACK seq=1 ack=1 · 2nd time · lost: faults[0]": what stands on an arrow.
std::string arrow_text(const LadderRow& row, int decimals);
// The lines of a note for one side, without what it enters; none for a row without words.
std::vector<std::string> note_text(const LadderRow& row);

// The name of the scenario; "" if it has none.
std::string diagram_title(const TraceLog& run);
// "a linux": the heading of a life line.
std::string life_line(const TraceLog& run, Side side);
// How the run ends, a line each: the run, a, b.
std::vector<std::string> ending_text(const TraceLog& run);

}  // namespace finwait
