// JSON Lines: the canonical form of a trace (--format jsonl). One object a line, keys in a fixed order, integers only,
// so that the same run gives the same bytes everywhere. Scripts rely on it: keys may be added at the end, never
// renamed or moved.
#pragma once

#include <string>
#include <string_view>

#include "sim/line_buffer.hpp"
#include "sim/trace.hpp"

namespace finwait {

class JsonlSink final : public TraceSink {
 public:
  // Appends to `out`; `version` is finwait's own and stands in the first line. Both must outlive the sink.
  JsonlSink(std::string& out, std::string_view version) : out_(out), version_(version) {}
  void write(const TraceRecord& record) override;

 private:
  std::string& out_;
  std::string_view version_;
};

// The pieces that the JSON summary shares with the trace: `"schema":...` to the seed, the two sides' stacks, and the
// end record's `"t":...` to its last side.
void put_run_members(LineBuffer& line, const RunRecord& run, std::string_view version);
void put_stack_members(LineBuffer& line, const RunRecord& run);
void put_end_members(LineBuffer& line, const EndRecord& end);

}  // namespace finwait
