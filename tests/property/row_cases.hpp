// For each row of the transition table one scenario in which a side takes it. Data for table_coverage_test.cpp; rows
// before ESTABLISHED that no application's script can reach are walked there by calls on an endpoint.
#pragma once

#include <vector>

#include "tests/support/experiment.hpp"

namespace finwait::experiment {

struct RowCase {
  State from = State::Closed;
  Cause cause = Cause::Open;
  Side side = Side::A;  // who takes the row
  Scenario scenario{};
};

std::vector<RowCase> opening_rows();
std::vector<RowCase> closing_rows();
std::vector<RowCase> reset_rows();      // RST received, ABORT, RST because data is lost to the application
std::vector<RowCase> giving_up_rows();  // limits, user timeout, keepalive, persist, resources

// Both applications, the losses, on top of two sides of one stack.
Scenario play(std::string_view stack, std::vector<Step> a, std::vector<Step> b, std::vector<FaultRule> faults = {});

}  // namespace finwait::experiment
