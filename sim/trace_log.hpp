// TraceLog: the records of one run, kept for whoever needs all of them before the first word or line can be drawn
// (pictures, explanations, reports). A sink that draws nothing itself; what it keeps outlives the runner.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sim/trace.hpp"

namespace finwait {

class TraceLog final : public TraceSink {
 public:
  void write(const TraceRecord& record) override;

  // What was run. The scenario must outlive the log. Before any run: null.
  const Scenario* scenario() const { return run_.scenario; }
  const RunRecord& run() const { return run_; }
  // Everything between the run record and the end record, in trace order.
  const std::vector<TraceRecord>& records() const { return records_; }
  const EndRecord& end() const { return end_; }

 private:
  RunRecord run_{};
  std::vector<TraceRecord> records_{};
  EndRecord end_{};
  std::set<std::string, std::less<>> names_{};  // of rules and models: a runner's own names go with its next run
};

}  // namespace finwait
