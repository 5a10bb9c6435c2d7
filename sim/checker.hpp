// Invariants watched during every run. A violation is a defect in finwait, never in a scenario: the runner reports
// it with the outcome, the command line as an internal error.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/action.hpp"
#include "core/endpoint.hpp"
#include "core/side.hpp"
#include "core/time.hpp"
#include "sim/application.hpp"

namespace finwait {

class Checker {
 public:
  void restart();
  const std::vector<std::string>& violations() const { return violations_; }

  // Time never goes back.
  void time_moves(Time now);
  // States move only along rows of the table, from the state that held.
  void transition(Time now, Side side, const Transition& transition);
  // Nothing but a RST leaves a CLOSED endpoint, and nothing is sent again that was acknowledged.
  void sends(Time now, Side side, const Send& send, const Endpoint& endpoint);
  // A crafted segment occupies sequence numbers: what is read from now on need not be what was sent.
  void stream_forged() { forged_ = true; }
  // After each input: the state agrees with how far both FINs have come.
  void settled(Time now, Side side, const Endpoint& endpoint);
  // At the end: a stream was delivered whole and once, or somebody was told of an error.
  void ended(Time now, const std::array<Endpoint, 2>& endpoints, const std::array<Application, 2>& applications,
             bool quiet);
  // The rows of the transition table that were used.
  const std::vector<bool>& rows_used() const { return rows_used_; }

 private:
  void violated(Time now, std::string what);

  Time now_ = kStart;
  bool forged_ = false;
  std::array<State, 2> states_{};
  std::vector<std::string> violations_;
  std::vector<bool> rows_used_;
};

}  // namespace finwait
