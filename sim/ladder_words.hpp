// The words of a ladder: causes, timers and application steps as a person would say them.
#pragma once

#include <string>
#include <string_view>

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

}  // namespace finwait
