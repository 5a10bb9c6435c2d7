// Several runs of the same scenario under different stacks: what came of each, side by side, and the first point at
// which their traces part. Knows no command line and no terminal but its width.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/scenario.hpp"
#include "sim/trace.hpp"

namespace finwait::cli {

// One run: its stack's name and what it did, kept as records. They must not outlive the runner that made them, nor
// a further run of it: names in them are its own.
struct ComparedRun {
  std::string stack{};
  std::vector<TraceRecord> records{};
  EndRecord end{};
};

// Keeps the records of a run that a comparison looks at: segments, state changes, the application's calls and news,
// and timers that fire.
class ComparisonSink final : public TraceSink {
 public:
  explicit ComparisonSink(ComparedRun& run) : run_(run) {}
  void write(const TraceRecord& record) override;

 private:
  ComparedRun& run_;
};

// The table: a row for each thing worth comparing, a column for each run, wrapped to `width` columns.
std::string comparison_table(std::span<const ComparedRun> runs, std::size_t width);
// Where `other` first does something that `base` does not, in words and with what led to it.
std::string first_difference(const ComparedRun& base, const ComparedRun& other, std::size_t width);

}  // namespace finwait::cli
