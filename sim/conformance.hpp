// A recording of a real kernel against the simulator: plays the recording's scenario with the clock of each run and
// says whether it was reproduced, exactly or not, and where it first differs. tests/reference/README.md has the rules.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/recording.hpp"
#include "sim/runner.hpp"

namespace finwait {

// One run of a recording against the simulator.
struct RunComparison {
  bool reproduced = false;
  bool exact = false;        // reproduced, and every segment within 8 ms
  Duration worst{0};         // the largest difference of a segment's time
  std::size_t matched = 0;   // segments that agreed before the first difference
  std::string difference{};  // the first difference, in words; "" if reproduced
};

struct Conformance {
  bool reproduced = false;  // at least one run was
  bool exact = false;
  std::size_t best = 0;     // the run that agrees best
  std::vector<RunComparison> runs{};
};

class ConformanceTest {
 public:
  // `stack` names the stack that both sides run instead of the recorded one; "" keeps the scenario's.
  explicit ConformanceTest(std::string_view stack = {}) : stack_(stack) {}
  Conformance compare(const Recording& recording);

 private:
  std::string stack_;
  Runner runner_;
};

}  // namespace finwait
