// Watches a run through its trace and tests the scenario's expectations at the end. It collects only what they ask
// for, and sees nothing but trace records.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/expectation.hpp"
#include "sim/scenario.hpp"
#include "sim/trace.hpp"

namespace finwait {

// One check that did not hold.
struct ExpectationFailure {
  std::size_t index = 0;  // of the expectation in "expect"
  std::string pointer{};  // where it stands: "/expect/2"
  int line = 0;           // in the scenario's file; 0 if it is not there
  std::string what{};     // what was tested: "b retransmissions"
  std::string expected{};
  std::string actual{};

  bool operator==(const ExpectationFailure&) const = default;
};

// `file:line: /expect/2: b retransmissions: expected 1, got 3` in one line.
std::string format(const ExpectationFailure& failure, std::string_view file);

class ExpectationObserver final : public TraceSink {
 public:
  // `scenario` must outlive the observer; its "expect" and its stacks are what counts. Passes every record on to
  // `next`, which may be null. May watch several runs one after the other.
  explicit ExpectationObserver(const Scenario& scenario, TraceSink* next = nullptr);

  void write(const TraceRecord& record) override;

  // Valid once the end record has been written.
  const std::vector<ExpectationFailure>& failures() const { return failures_; }
  // How many checks applied under the scenario's stacks.
  std::size_t tested() const { return tested_; }
  // True after the end record: a run that broke off has proven nothing.
  bool complete() const { return complete_; }

 private:
  void restart();
  void test(const EndRecord& end);

  const Scenario* scenario_;
  TraceSink* next_;
  std::vector<StateRecord> states_{};
  std::vector<SegmentRecord> segments_{};
  std::array<std::uint64_t, 2> received_{};
  std::vector<ExpectationFailure> failures_{};
  std::size_t tested_ = 0;
  bool complete_ = false;
};

}  // namespace finwait
