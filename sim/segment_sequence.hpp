// Compares the segments of a run with an expected sequence in which "..." stands for any number of them.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "sim/expectation.hpp"
#include "sim/trace.hpp"

namespace finwait {

struct SequenceMismatch {
  std::string what{};  // "segment 2"
  std::string expected{};
  std::string actual{};
};

// `segments` are those from the reference on, in the order of their sending; `origin` is the reference's time.
// Nothing if they are as expected, else the first place at which they cannot be.
std::optional<SequenceMismatch> compare_segments(const ExpectSegments& expected,
                                                 std::span<const SegmentRecord> segments, Time origin);

}  // namespace finwait
