#include "sim/expectation.hpp"

#include "core/time_text.hpp"

namespace finwait {

std::string text(const CountRange& range) {
  std::string least = std::to_string(range.least);
  if (range.least == range.most) return least;
  if (range.most == UINT64_MAX) return "at least " + least;
  const std::string most = std::to_string(range.most);
  return range.least == 0 ? "at most " + most : least + " to " + most;
}

std::string text(const DurationBounds& bounds) {
  std::string least = format_duration(bounds.least);
  if (bounds.least == bounds.most) return least;
  if (bounds.most == kForever) return "at least " + least;
  const std::string most = format_duration(bounds.most);
  return bounds.least == Duration(0) ? "at most " + most : least + " to " + most;
}

std::string text(const TimeReference& reference) {
  switch (reference.kind) {
    case TimeReference::Kind::Syn:
      return "";
    case TimeReference::Kind::Segment:
      return " after the first " + std::string(name(reference.segment)) + " from " + std::string(name(reference.side));
    case TimeReference::Kind::State:
      return " after " + std::string(name(reference.side)) + " enters " + std::string(name(reference.state));
  }
  return "";
}

}  // namespace finwait
