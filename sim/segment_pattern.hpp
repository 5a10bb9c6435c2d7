// Segments as one line of text: "b FA seq=1 ack=2 lost". Reads the patterns of an expectation and writes what was
// really sent in the same words. Knows neither JSON nor the rest of an expectation.
#pragma once

#include <string>
#include <string_view>

#include "sim/expectation.hpp"
#include "sim/trace.hpp"
#include "sim/value_text.hpp"

namespace finwait {

// "SIDE FLAGS" and any of: seq=N ack=N len=N copy=N teardown=N why=NAME at=DURATION +DURATION lost corrupted
// duplicate; or "...". `out.text` is the text as written.
TextProblem parse_segment_pattern(std::string_view text, SegmentPattern& out);

// What a record must satisfy beside its times: every field that the pattern gives, and the fate.
bool matches(const SegmentPattern& pattern, const SegmentRecord& record);

// A record in the words of a pattern, with the fields that `like` asks for; `like` may be nullptr.
std::string pattern_text(const SegmentRecord& record, const SegmentPattern* like);

}  // namespace finwait
