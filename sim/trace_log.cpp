#include "sim/trace_log.hpp"

#include <variant>

namespace finwait {

void TraceLog::write(const TraceRecord& record) {
  if (const auto* run = std::get_if<RunRecord>(&record)) {
    run_ = *run;
    records_.clear();
    return;
  }
  if (const auto* end = std::get_if<EndRecord>(&record)) {
    end_ = *end;
    return;
  }
  records_.push_back(record);
  if (auto* segment = std::get_if<SegmentRecord>(&records_.back())) {
    segment->by = *names_.emplace(segment->by).first;
  }
}

}  // namespace finwait
