// The text form of a trace (--format text): one line a record, fixed columns, times in seconds. It is what goldens
// are made of: readable in a diff, complete, and free of finwait's version, so that a release changes no golden.
#pragma once

#include <string>

#include "sim/trace.hpp"

namespace finwait {

class TextSink final : public TraceSink {
 public:
  // Appends to `out`, which must outlive the sink.
  explicit TextSink(std::string& out) : out_(out) {}
  void write(const TraceRecord& record) override;

 private:
  std::string& out_;
};

}  // namespace finwait
