// A recording of a real kernel against the simulator: plays the recording's scenario with the clock of each run and
// says whether it was reproduced, exactly or not, and where it first differs. tests/reference/README.md has the rules.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/recording.hpp"
#include "sim/runner.hpp"

namespace finwait {

// A recorded segment and what the simulator sent in its place; one of them may be missing.
struct SegmentPair {
  std::optional<RecordedSegment> recorded{};
  std::optional<RecordedSegment> simulated{};
};

// One run of a recording against the simulator.
struct RunComparison {
  bool reproduced = false;
  bool exact = false;                // reproduced, and every segment within 8 ms
  Duration worst{0};                 // the largest difference of a segment's time
  std::size_t matched = 0;           // segments that agreed before the first difference
  std::string difference{};          // the first difference, in words; "" if reproduced
  std::vector<SegmentPair> pairs{};  // up to and with the first segment that differs
};

struct Conformance {
  bool reproduced = false;  // at least one run was
  bool exact = false;
  std::size_t best = 0;  // the run that agrees best
  std::vector<RunComparison> runs{};
};

// As packetdrill prints a segment: "a > F. 1:1(0) ack 1".
std::string packetdrill_form(const RecordedSegment& segment);

class ConformanceTest {
 public:
  Conformance compare(const Recording& recording);

 private:
  Runner runner_;
};

}  // namespace finwait
