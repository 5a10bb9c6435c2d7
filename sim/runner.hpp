// The runner: takes a scenario, two endpoints and a link from time 0 to the end. One queue, one loop, one visit. A
// Runner keeps its buffers between runs, so that running many scenarios allocates nothing per event.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "loss_models/fault_script.hpp"
#include "sim/scenario.hpp"
#include "sim/trace.hpp"

namespace finwait {

// What a run came to. `violations` are broken invariants (sim/checker.hpp); a correct finwait never has any.
struct Outcome {
  EndRecord end{};
  std::vector<std::string> violations{};
};

// "faults[0]", and how far it came.
struct IdleFault {
  std::string name{};
  FaultScript::Effect effect{};
};

class Runner {
 public:
  Runner();
  ~Runner();
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  // Runs the scenario with its own seed. `sink` may be null. The result is valid until the next run.
  const Outcome& run(const Scenario& scenario, TraceSink* sink);
  // The same without sentences (`why`, `decided_by` stay empty), for throughput.
  const Outcome& run_quietly(const Scenario& scenario);
  // The fault rules of the last run that did nothing, and why: a scenario that means them to is mistaken.
  std::vector<IdleFault> idle_faults() const;
  // Which rows of transition_table() the runs so far used.
  const std::vector<bool>& rows_used() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace finwait
