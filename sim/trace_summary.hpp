// The summary alone (--format json): one JSON object with what was run and how each side ended, indented for a
// reader. Nothing in it is not also in the JSON Lines trace.
#pragma once

#include <string>
#include <string_view>

#include "sim/trace.hpp"

namespace finwait {

class SummarySink final : public TraceSink {
 public:
  // Appends to `out`. Both arguments must outlive the sink.
  SummarySink(std::string& out, std::string_view version) : out_(out), version_(version) {}
  void write(const TraceRecord& record) override;

 private:
  std::string& out_;
  std::string_view version_;
  RunRecord run_{};
};

// Indents a compact JSON text by two spaces a level; empty objects stay on their line. The text must be valid JSON.
void append_indented(std::string& out, std::string_view compact);

}  // namespace finwait
