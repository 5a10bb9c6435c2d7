// Durations as text: "250us", "1.5s", "2min", "1h", "never". Exact decimal arithmetic into integer nanoseconds, and
// back. It must not know who wrote the text or what the duration is for; errors are values that say what is allowed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/time.hpp"

namespace finwait {

struct ParsedDuration {
  std::optional<Duration> value;
  std::string error;  // one sentence without a full stop; empty exactly when there is a value
};

// A decimal number with one of the units ns, us, ms, s, min, h, written together ("1.5s"), or "never" (kForever).
// Refused: a bare number other than 0 (its unit is missing), signs, exponents, spaces, more digits than nanoseconds
// can hold, and lengths of 2^63 - 1 ns (about 292 years) or more.
ParsedDuration parse_duration(std::string_view text);

// A bare decimal number counted in `unit` (> 0): "60" with unit 1 s is a minute, "0.5" with unit 1 ms is 500 us.
// The same refusals; "never" and a written unit are not accepted.
ParsedDuration parse_duration_in(std::string_view number, Duration unit);

// The shortest usual way to write it: "0s", "200ms", "1.5s", "60s", "2h", "never". Whole hours are written in hours,
// anything else in the largest of s, ms, us, ns that is not longer than it. parse_duration() gives back the same
// value. A negative length is written with a sign, which parse_duration() refuses.
std::string format_duration(Duration duration);

// The unit of a bare number as a word for messages: "milliseconds". Empty for a length that is no unit.
std::string_view unit_word(Duration unit);

}  // namespace finwait
