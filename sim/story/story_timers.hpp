// Why a timer fired when it did: the RTO or the probe's time put together again from the estimate and the stack's
// parameters. Says nothing where the parts do not add up to what the trace shows.
#pragma once

#include <optional>

#include "sim/story/message.hpp"
#include "sim/story/message_statement.hpp"
#include "sim/story/story_facts.hpp"

namespace finwait {

// "RTO = SRTT 100 ms + 200 ms (4 x RTTVAR ...) = 300 ms" for a retransmission or loss probe timer that fired.
std::optional<Statement> why_then(const TimerLife& life, const StackProfile& profile);

}  // namespace finwait
