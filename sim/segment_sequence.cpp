#include "sim/segment_sequence.hpp"

#include "core/time_text.hpp"
#include "sim/segment_pattern.hpp"

namespace finwait {
namespace {

class Comparison {
 public:
  Comparison(const ExpectSegments& expected, std::span<const SegmentRecord> segments, Time origin)
      : expected_(expected), segments_(segments), origin_(origin) {}

  // As with wildcards in file names: on a mismatch the last "..." takes one segment more.
  std::optional<SequenceMismatch> run() {
    const std::vector<SegmentPattern>& list = expected_.list;
    std::size_t pattern = 0;
    std::size_t segment = 0;
    std::size_t star = list.size();
    std::size_t star_segment = 0;
    while (segment < segments_.size() || pattern < list.size()) {
      if (pattern < list.size() && list[pattern].any_number) {
        star = pattern++;
        star_segment = segment;
        continue;
      }
      if (pattern < list.size() && segment < segments_.size() && fits(list[pattern], segment)) {
        ++pattern;
        ++segment;
        continue;
      }
      note(pattern, segment);
      if (star == list.size() || segment >= segments_.size()) return mismatch();
      pattern = star + 1;
      segment = ++star_segment;
    }
    return std::nullopt;
  }

 private:
  bool near(Duration asked, Duration is) const {
    const Duration apart = asked > is ? asked - is : is - asked;
    return apart <= expected_.within;
  }
  bool fits(const SegmentPattern& p, std::size_t i) const {
    const SegmentRecord& r = segments_[i];
    if (!matches(p, r) || (p.at && !near(*p.at, r.t - origin_))) return false;
    return !p.since || near(*p.since, r.t - (i > 0 ? segments_[i - 1].t : origin_));
  }
  // The mismatch that went furthest is the one worth telling.
  void note(std::size_t pattern, std::size_t segment) {
    if (noted_ && pattern < furthest_pattern_) return;
    noted_ = true;
    furthest_pattern_ = pattern;
    furthest_segment_ = segment;
  }
  SequenceMismatch mismatch() const {
    SequenceMismatch out;
    out.what = "segment " + std::to_string(furthest_segment_ + 1) + text(expected_.after);
    const SegmentPattern* p = furthest_pattern_ < expected_.list.size() ? &expected_.list[furthest_pattern_] : nullptr;
    out.expected = p == nullptr ? "no further segment" : "\"" + p->text + "\"";
    if (furthest_segment_ >= segments_.size()) {
      out.actual = "no further segment";
      return out;
    }
    const SegmentRecord& r = segments_[furthest_segment_];
    out.actual = "\"" + pattern_text(r, p);
    if (p != nullptr && p->since) {
      const Time before = furthest_segment_ > 0 ? segments_[furthest_segment_ - 1].t : origin_;
      out.actual.append(" +").append(format_duration(r.t - before));
    }
    out.actual.append(" at=").append(format_duration(r.t - origin_)).append("\"");
    return out;
  }

  const ExpectSegments& expected_;
  std::span<const SegmentRecord> segments_;
  Time origin_;
  std::size_t furthest_pattern_ = 0;
  std::size_t furthest_segment_ = 0;
  bool noted_ = false;
};

}  // namespace

std::optional<SequenceMismatch> compare_segments(const ExpectSegments& expected,
                                                 std::span<const SegmentRecord> segments, Time origin) {
  return Comparison(expected, segments, origin).run();
}

}  // namespace finwait
