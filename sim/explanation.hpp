// Why one side ended as it did, in one sentence, and the parameter that decided it. Reads an endpoint after the run;
// knows no trace.
#pragma once

#include <string>

#include "core/endpoint.hpp"
#include "core/side.hpp"

namespace finwait {

struct Explanation {
  std::string why{};         // one sentence, without a full stop
  std::string decided_by{};  // "finwait2_timeout (tcp_fin_timeout) = 60s"; "" if no parameter did
};

// What the explanation needs to know besides the endpoint itself.
struct Circumstances {
  std::uint32_t retransmissions = 0;
  Duration waited{0};        // in the state that was left last, or that still holds
  bool time_was_up = false;  // the run ended before everything was quiet
};

Explanation explain_end(const Endpoint& endpoint, State before_last, const Circumstances& circumstances);

}  // namespace finwait
