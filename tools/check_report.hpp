// The reports of `finwait check`: lines for people, TAP (testanything.org, version 13), and JUnit's XML for CI systems.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tools/check_run.hpp"

namespace finwait::cli {

// "ok    scenarios/four-way.json [linux]  (4 expectations, golden)", and below it what is wrong.
std::string line_report(const CheckedRun& run);
// "41 runs: 40 ok, 1 failed"
std::string summary_line(std::span<const CheckedRun> runs);
std::string tap_report(std::span<const CheckedRun> runs);
// `suite` names the test suite: "finwait check".
std::string junit_report(std::span<const CheckedRun> runs, std::string_view suite);

}  // namespace finwait::cli
