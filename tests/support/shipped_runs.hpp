// Every scenario that finwait ships, run as written, with its records. For tests of what is made of a run.
#pragma once

#include <functional>
#include <string>

#include "sim/trace_log.hpp"

namespace finwait::tests {

// In the order of their paths; `name` is "links/jitter" or "four-way". Fails the test if a scenario cannot be read.
void for_each_shipped_run(const std::function<void(const std::string& name, const TraceLog& run)>& visit);

}  // namespace finwait::tests
