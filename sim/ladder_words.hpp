// The words of a ladder: causes, timers, application steps, segments and times as a person would say them.
#pragma once

#include <string>
#include <string_view>

#include "sim/ladder_row.hpp"
#include "sim/trace.hpp"

namespace finwait {

// Why a state was entered, where the segments and calls around it do not show it; "" where they do.
std::string_view cause_words(Cause cause);
// "retransmission timer", "loss probe", ...
std::string_view timer_words(Timer timer);
// The application's step or news; "" for what the arrows show anyway.
std::string app_words(const AppRecord& record);
// Why a segment was sent, where that is worth a word: "loss probe", "challenge ACK"; "" otherwise.
std::string_view why_words(Why why);
// "seq=1 ack=2 len=10": the segment's numbers, as far as it has them.
std::string number_words(const SegmentRecord& segment);
// What is said behind the numbers of an arrow: which copy it is and why, who delayed it, when what arrives was sent; ""
// if nothing is.
std::string remark_words(const LadderRow& row);

// Seconds, rounded to the nearest at that many decimals (0 to 9).
std::string seconds_words(Time t, int decimals);
// 3, or 6 where some row's time is no whole millisecond: six are enough for eyes.
int decimals_needed(const LadderRows& rows);

}  // namespace finwait
