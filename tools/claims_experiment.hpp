// One experiment for the table of claims: a scenario under one stack, what is changed in it, and what its run showed.
// Knows no claim.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/runner.hpp"
#include "sim/scenario.hpp"

namespace finwait::cli {

// The steps of a script.
Step wait_step(Duration d);
Step close_step();
Step shutdown_step(ShutdownHow how);
Step read_to_eof();
Step send_step(std::uint32_t bytes);

// Which segments of the close are lost: the n-th occurrence of teardown number `number`, or all of them (0).
FaultRule lose(std::uint8_t number, std::uint32_t nth);

// What one run showed.
class Observation {
 public:
  const SideEnd& side(Side s) const { return end_.sides[index(s)]; }
  const EndRecord& end() const { return end_; }
  Duration time_in(Side s, State state) const { return side(s).time_in[static_cast<std::size_t>(state)]; }
  // When a side sent its FIN, each time.
  std::vector<Time> fins(Side s) const;
  // Segments sent from the first FIN on.
  std::size_t segments_of_close() const;
  std::size_t count(Side from, const std::function<bool(const SegmentRecord&)>& which) const;
  bool sent_rst(Side s) const;
  // The first time a side entered a state; kNever if it did not.
  Time entered(Side s, State state) const;
  std::string path(Side s, State from) const;  // "FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT", from the first entry of `from` on

 private:
  friend class Experiment;
  std::vector<SegmentRecord> segments_{};
  std::vector<StateRecord> states_{};
  EndRecord end_{};
};

// RTT 100 ms. A closes 400 ms after it is connected, B 100 ms after it has read EOF, unless `change` says otherwise.
class Experiment {
 public:
  explicit Experiment(const StackProfile& stack) : stack_(&stack) {}
  Observation run(const std::function<void(Scenario&)>& change = {});

 private:
  const StackProfile* stack_;
  Runner runner_{};
};

}  // namespace finwait::cli
