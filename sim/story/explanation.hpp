// Why one side ended as it did, as one statement, and the parameter that decided it. Reads an endpoint after the run;
// knows no trace and no language.
#pragma once

#include <optional>
#include <string_view>

#include "core/endpoint.hpp"
#include "core/side.hpp"
#include "sim/story/message_statement.hpp"

namespace finwait {

struct Explanation {
  Statement why{};                        // one sentence, without a full stop
  std::optional<Statement> decided_by{};  // "finwait2_timeout (tcp_fin_timeout) = 60s"; none if no parameter did
  std::string_view parameter{};           // that parameter's own name; "" if it is an option of the socket or none
};

// What the explanation needs to know besides the endpoint itself.
struct Circumstances {
  std::uint32_t retransmissions = 0;
  Duration waited{0};        // in the state that was left last, or that still holds
  bool time_was_up = false;  // the run ended before everything was quiet
};

Explanation explain_end(const Endpoint& endpoint, State before_last, const Circumstances& circumstances);

}  // namespace finwait
