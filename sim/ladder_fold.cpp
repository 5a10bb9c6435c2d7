#include <cstddef>
#include <string>
#include <utility>

#include "sim/ladder_row.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

constexpr std::size_t kLongestCycle = 6;  // rows
constexpr std::size_t kMostRepeats = 12;  // shown in full up to here
constexpr std::size_t kFirstShown = 4;
constexpr std::size_t kLastShown = 2;

// The same thing once more: all but times, durations and counts.
bool alike(const LadderRow& x, const LadderRow& y) {
  if (x.kind != y.kind || x.side != y.side || x.topic != y.topic || x.entered != y.entered) return false;
  if (x.kind == LadderRow::Kind::Note)
    return x.timer == y.timer &&
           (x.topic == LadderRow::Topic::TimerFired || x.topic == LadderRow::Topic::TimerRestarts || x.note == y.note);
  const SegmentRecord& s = x.segment;
  const SegmentRecord& u = y.segment;
  return s.segment.flags == u.segment.flags && s.seq == u.seq && s.ack == u.ack && s.segment.len == u.segment.len &&
         s.why == u.why && s.fate == u.fate && s.by == u.by && s.duplicate == u.duplicate && x.in_flight == y.in_flight;
}

// How often the cycle of `length` rows at `begin` occurs in a row, itself included.
std::size_t repeats(const LadderRows& rows, std::size_t begin, std::size_t length) {
  std::size_t same = 0;
  while (begin + length + same < rows.size() && alike(rows[begin + same], rows[begin + length + same])) ++same;
  return 1 + same / length;
}

LadderRow folded(const LadderRow& first, const LadderRow& last, std::size_t times) {
  LadderRow row;
  row.kind = LadderRow::Kind::Folded;
  row.t = last.t;
  row.side = first.side;
  row.note = "the same " + std::to_string(times) + " more times";
  return row;
}

}  // namespace

LadderRows fold_repeats(LadderRows rows) {
  LadderRows result;
  result.reserve(rows.size());
  std::size_t i = 0;
  while (i < rows.size()) {
    std::size_t length = 0;
    std::size_t times = 0;
    for (std::size_t n = 1; n <= kLongestCycle && times <= kMostRepeats; ++n) {
      length = n;
      times = repeats(rows, i, n);
    }
    if (times <= kMostRepeats) {
      result.push_back(std::move(rows[i++]));
      continue;
    }
    const std::size_t left_out = times - kFirstShown - kLastShown;
    const std::size_t cut = i + kFirstShown * length;
    const std::size_t resume = cut + left_out * length;
    for (; i < cut; ++i) result.push_back(std::move(rows[i]));
    result.push_back(folded(rows[cut], rows[resume - 1], left_out));
    for (i = resume; i < resume + kLastShown * length; ++i) result.push_back(std::move(rows[i]));
  }
  return result;
}

}  // namespace finwait
