// The ladder (--format ladder): what a person sees first. Two columns with their states, time on the left, arrows
// that end in a cross where a segment is lost, timers in words, and how each side ended. It is for eyes only and may
// change between versions; scripts read JSON Lines. It knows no terminal: whoever calls says what it can do.
#pragma once

#include <string>

#include "sim/ladder_row.hpp"
#include "sim/trace.hpp"

namespace finwait {

struct LadderOptions {
  int width = 80;       // columns; less than 44 is drawn as 44, more than 110 as 110
  bool unicode = true;  // lines, arrows and circled numbers; otherwise plain ASCII
  bool colour = false;  // ANSI sequences
};

class LadderSink final : public TraceSink {
 public:
  // Appends to `out` when the end record comes; `out` must outlive the sink.
  LadderSink(std::string& out, LadderOptions options) : out_(out), options_(options) {}
  void write(const TraceRecord& record) override;

 private:
  std::string& out_;
  LadderOptions options_;
  RunRecord run_{};
  LadderRowMaker rows_{};
};

}  // namespace finwait
