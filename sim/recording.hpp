// A recording of a real kernel: the scenario that was played and up to three runs of it, as seen on the wire and in
// the kernel. Pure data with its strict reader; comparing is conformance's business. tests/reference/README.md
// defines the format.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/segment.hpp"
#include "core/side.hpp"
#include "core/stack_profile.hpp"
#include "core/state.hpp"
#include "sim/input_error.hpp"
#include "sim/scenario.hpp"

namespace finwait {

struct RecordedSegment {
  Duration t{0};               // since the SYN was sent; microseconds in the file
  std::optional<Side> from{};  // absent: injected by the wire
  Flags flags{};
  std::uint32_t seq = 0;  // relative
  std::uint32_t ack = 0;  // relative; meaningful with the ACK bit
  std::uint32_t len = 0;
  bool lost = false;
};

struct RecordedState {
  Duration t{0};
  Side side = Side::A;
  std::optional<State> state{};  // absent: no socket left
  bool exact = false;            // the kernel's tracepoint, not polled
};

struct RecordedError {
  Duration t{0};
  Side side = Side::A;
  std::string error{};  // "ECONNRESET", ...
};

struct RecordedRun {
  std::uint32_t hz = 250;
  JiffiesAtStart jiffies_at_syn{};
  std::vector<RecordedSegment> segments{};
  std::vector<RecordedState> states{};
  std::vector<RecordedError> errors{};
  bool complete = false;           // false: nothing is known of what came after the last entry
  bool time_wait_watched = false;  // TIME-WAIT was watched to its end
};

struct Recording {
  std::string name{};
  std::string family{};
  Scenario scenario{};
  std::vector<RecordedRun> runs{};
};

struct RecordingResult {
  std::optional<Recording> recording{};  // present exactly if there is no error
  std::vector<InputError> errors{};
};

// `stack`, if it is not empty, replaces the stack of both sides.
RecordingResult read_recording(std::string_view text, std::string_view file_name, std::string_view stack = {});

}  // namespace finwait
