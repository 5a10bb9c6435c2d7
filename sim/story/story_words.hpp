// Words that several parts of a story need: what a segment is called, how often something happened.
#pragma once

#include <cstdint>

#include "sim/story/message.hpp"
#include "sim/story/message_statement.hpp"
#include "sim/trace.hpp"

namespace finwait {

enum class SegmentNoun : std::uint8_t { Syn, SynAck, Fin, Rst, Data, AckOfFin, Challenge, Ack, Probe };

SegmentNoun noun_of(const SegmentRecord& record);
// "B's FIN"; the four segments of the close with their number: "B's FIN (the third segment of the close)".
Statement noun(const SegmentRecord& record);
Statement plain_noun(const SegmentRecord& record);
// What lost or damaged it: "by faults[0]".
Statement blame(const SegmentRecord& record);
// "once", "3 times".
Statement how_often(std::uint64_t times);

}  // namespace finwait
