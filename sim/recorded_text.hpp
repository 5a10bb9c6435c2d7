// The text of a recording: 0 and 1 for each segment, or durations, separated by white space or commas; "#" begins a
// comment that ends with its line. It knows neither files nor what the values are for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/time.hpp"
#include "loss_models/loss_spec.hpp"

namespace finwait {

struct RecordedText {
  Bits bits{};                    // of a recording of 0 and 1
  std::vector<Duration> times{};  // of a recording of durations; exactly one of the two is not empty
  std::string error{};            // one clause with the line's number; empty if all is well
};

// The first value decides what it is: only 0 and 1 ("0", "0110"), or a duration with its unit ("12ms", "0s").
RecordedText parse_recorded_text(std::string_view text);

}  // namespace finwait
