// How traces spell times, durations, flags and JSON strings; shared by the sinks. Integer arithmetic only, so the
// same value gives the same bytes on every machine.
#pragma once

#include <string>
#include <string_view>

#include "core/segment.hpp"
#include "core/time.hpp"
#include "sim/line_buffer.hpp"

namespace finwait {

// Seconds with six decimals, nine if the time is no whole microsecond: "0.830000". "never" for kNever.
void put_seconds(LineBuffer& line, Time t);

// A JSON string with its quotation marks. Bytes above 0x7f pass as they are (UTF-8).
void put_json_string(LineBuffer& line, std::string_view text);

// A length of time as one says it: "250 us", "204 ms", "1.5 s", "60 s", "2 h 11 min 15 s"; rounded to three decimals
// of its unit. "for ever" for kForever.
std::string duration_words(Duration d);

// The control bits as captures print them: "FIN,ACK", "SYN", "RST".
std::string_view flag_words(Flags flags);

// 1 -> "1st", 2 -> "2nd", 12 -> "12th".
std::string ordinal(unsigned n);

}  // namespace finwait
