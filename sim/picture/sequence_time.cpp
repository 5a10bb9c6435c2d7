#include "sim/picture/sequence_time.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>

namespace finwait {
namespace {

constexpr Px kUnitHeight = 50_px;            // of the usual delay
constexpr std::int64_t kLongestToScale = 2;  // in usual delays; longer idle time becomes a break
constexpr Px kBreakHeight = 56_px;
constexpr Px kFoldHeight = 78_px;
constexpr Px kBetweenInstants = 2_px;
constexpr Px kNoteMayHang = 24_px;  // a note may stand this much away from its instant
constexpr Px kTallestToScale = 1500_px;

// length * part / whole, for 0 <= part <= whole.
Px share(Px length, Duration part, Duration whole) {
  std::int64_t p = part.count();
  std::int64_t w = whole.count();
  while (w >= std::int64_t{1} << 40) {
    p >>= 1;
    w >>= 1;
  }
  return w == 0 ? 0_px : Px::from_tenths(length.tenths() * p / w);
}

// The median of the delays shown.
Duration usual_delay(std::span<const SequenceRun> runs) {
  std::vector<Duration> delays;
  for (const SequenceRun& run : runs) {
    for (const SequenceArrow& arrow : run.arrows) {
      if (!arrow.hidden && arrow.end > arrow.segment->t) delays.push_back(arrow.end - arrow.segment->t);
    }
  }
  if (delays.empty()) return std::chrono::milliseconds(10);
  const auto middle = delays.begin() + static_cast<std::ptrdiff_t>(delays.size() / 2);
  std::nth_element(delays.begin(), middle, delays.end());
  return *middle;
}

}  // namespace

class SequenceTimeMapMaker {
 public:
  SequenceTimeMapMaker(std::span<const SequenceRun> runs, const SequenceRoom& room) : runs_(runs), room_(room) {
    map_.unit_ = usual_delay(runs);
    map_.height_ = kUnitHeight;
    for (const SequenceRun& run : runs) add(run);
    for (const auto& [t, what] : at_) map_.instants_.push_back({.t = t});
  }

  void assign(std::span<const SequenceFold> folds) {
    for (const SequenceFold& fold : folds) {
      const std::size_t place = longest_interval(fold);
      if (place + 1 >= map_.instants_.size()) continue;
      SequenceFold& sum = folds_[place];
      sum.from = sum.segments == 0 ? fold.from : std::min(sum.from, fold.from);
      sum.to = std::max(sum.to, fold.to);
      sum.segments += fold.segments;
      sum.lost += fold.lost;
    }
  }

  SequenceTimeMap compressed() {
    map_.slot_ = room_.arrow;
    std::vector<SequenceInstant>& instants = map_.instants_;
    for (std::size_t i = 0; i < instants.size(); ++i) {
      SequenceInstant& instant = instants[i];
      if (i > 0) instant.top = after(i - 1);
      const Px wanted = instant.top;
      make_room(instant);
      // The room that a break has is no stretching.
      if (i > 0 && instant.top > wanted + 4_px && !is_break(i - 1)) map_.stretched_ = true;
      instant.bottom = instant.top + room_.arrow * static_cast<std::int64_t>(at_.find(instant.t)->second.slots);
      if (instant.bottom > instant.top) map_.stretched_ = true;
      keep(instant);
    }
    put_breaks(true);
    return std::move(map_);
  }

  SequenceTimeMap to_scale() {
    std::vector<SequenceInstant>& instants = map_.instants_;
    const Duration total = instants.back().t - instants.front().t;
    const bool fits = total / map_.unit_ <= kTallestToScale.tenths() / kUnitHeight.tenths();
    if (!fits) {
      map_.height_ = kTallestToScale;
      map_.unit_ = total;
    }
    for (SequenceInstant& instant : instants) {
      const Duration since = instant.t - instants.front().t;
      instant.top = map_.height_ * (since / map_.unit_) + share(map_.height_, since % map_.unit_, map_.unit_);
      instant.bottom = instant.top;
    }
    put_breaks(false);
    return std::move(map_);
  }

 private:
  // What happens at an instant, by run and side.
  struct Happening {
    std::size_t slots = 0;             // beyond the first
    std::vector<std::size_t> sends{};  // of which life lines (2 * run + side)
    std::vector<std::size_t> arrivals{};
  };

  void add(const SequenceRun& run) {
    const auto life_lines_before = static_cast<std::size_t>(&run - runs_.data()) * 2;
    at_[run.end];
    for (const SequenceArrow& arrow : run.arrows) {
      if (arrow.hidden) continue;
      const Side from = arrow.segment->from;
      Happening& start = at_[arrow.segment->t];
      start.slots = std::max(start.slots, arrow.start_slot);
      if (!arrow.injected()) start.sends.push_back(life_lines_before + index(from));
      Happening& end = at_[arrow.end];
      end.slots = std::max(end.slots, arrow.end_slot);
      if (!arrow.lost()) end.arrivals.push_back(life_lines_before + index(other(from)));
    }
    for (const SequenceState& state : run.states) at_[state.from];
    for (const SequenceTimer& timer : run.timers) {
      at_[timer.from];
      at_[timer.to];
    }
    for (const SequenceNews& news : run.news) {
      if (!news.hidden) at_[news.record->t];
    }
  }

  std::size_t longest_interval(const SequenceFold& fold) const {
    const std::vector<SequenceInstant>& instants = map_.instants_;
    std::size_t best = instants.size();
    for (std::size_t i = 0; i + 1 < instants.size(); ++i) {
      if (instants[i].t > fold.to || instants[i + 1].t < fold.from) continue;
      if (best == instants.size() || instants[i + 1].t - instants[i].t > instants[best + 1].t - instants[best].t)
        best = i;
    }
    return best;
  }

  Duration length(std::size_t interval) const { return map_.instants_[interval + 1].t - map_.instants_[interval].t; }
  bool is_cut(std::size_t interval) const { return length(interval) / map_.unit_ > kLongestToScale; }
  bool is_break(std::size_t interval) const { return is_cut(interval) || folds_.count(interval) != 0; }

  Px after(std::size_t interval) const {
    const Px from = map_.instants_[interval].bottom;
    if (folds_.count(interval) != 0) return from + kFoldHeight;
    const Duration d = length(interval);
    if (is_cut(interval)) return from + kBreakHeight;
    const Px natural = kUnitHeight * (d / map_.unit_) + share(kUnitHeight, d % map_.unit_, map_.unit_);
    return from + std::max(natural, kBetweenInstants);
  }

  void make_room(SequenceInstant& instant) {
    const Happening& what = at_.find(instant.t)->second;
    for (const std::size_t line : what.sends) {
      if (sent_.count(line) != 0) instant.top = std::max(instant.top, sent_[line] + room_.arrow);
    }
    for (const std::size_t line : what.arrivals) {
      if (arrived_.count(line) != 0) instant.top = std::max(instant.top, arrived_[line] + room_.arrow);
    }
    filled_.resize(room_.notes.size());
    next_note_.resize(room_.notes.size());
    for (std::size_t c = 0; c < room_.notes.size(); ++c) {
      const std::vector<SequenceNoteRoom>& notes = room_.notes[c];
      if (next_note_[c] < notes.size() && notes[next_note_[c]].t <= instant.t) {
        instant.top = std::max(instant.top, filled_[c] - kNoteMayHang);
      }
    }
  }

  void keep(const SequenceInstant& instant) {
    const Happening& what = at_.find(instant.t)->second;
    for (const std::size_t line : what.sends) sent_[line] = instant.bottom;
    for (const std::size_t line : what.arrivals) arrived_[line] = instant.bottom;
    for (std::size_t c = 0; c < room_.notes.size(); ++c) {
      const std::vector<SequenceNoteRoom>& notes = room_.notes[c];
      for (; next_note_[c] < notes.size() && notes[next_note_[c]].t <= instant.t; ++next_note_[c]) {
        filled_[c] = std::max(filled_[c], instant.top) + notes[next_note_[c]].height;
      }
    }
  }

  void put_breaks(bool cut) {
    for (std::size_t i = 0; i + 1 < map_.instants_.size(); ++i) {
      const auto fold = folds_.find(i);
      if (fold == folds_.end() && !(cut && is_cut(i))) continue;
      const SequenceInstant& from = map_.instants_[i];
      const SequenceInstant& to = map_.instants_[i + 1];
      SequenceBreak gap{.from = from.t, .to = to.t, .top = from.bottom, .bottom = to.top, .cut = cut && is_cut(i)};
      if (fold != folds_.end()) gap.fold = fold->second;
      map_.breaks_.push_back(gap);
    }
  }

  std::span<const SequenceRun> runs_;
  const SequenceRoom& room_;
  SequenceTimeMap map_{};
  std::map<Time, Happening> at_{};
  std::map<std::size_t, SequenceFold> folds_{};  // by interval
  std::map<std::size_t, Px> sent_{};             // by life line: where the last arrow left it
  std::map<std::size_t, Px> arrived_{};
  std::vector<Px> filled_{};  // by column: where the next note could stand
  std::vector<std::size_t> next_note_{};
};

Px SequenceTimeMap::at(Time t, std::size_t slot) const {
  const auto later =
      std::upper_bound(instants_.begin(), instants_.end(), t, [](Time l, const SequenceInstant& r) { return l < r.t; });
  if (later == instants_.begin()) return instants_.front().top;
  const SequenceInstant& before = *(later - 1);
  if (before.t == t || later == instants_.end()) {
    return std::min(before.top + slot_ * static_cast<std::int64_t>(slot), before.bottom);
  }
  return before.bottom + share(later->top - before.bottom, t - before.t, later->t - before.t);
}

void SequenceTimeMap::shift(Px down) {
  for (SequenceInstant& instant : instants_) {
    instant.top += down;
    instant.bottom += down;
  }
  for (SequenceBreak& gap : breaks_) {
    gap.top += down;
    gap.bottom += down;
  }
}

SequenceTimeMap time_map(std::span<const SequenceRun> runs, std::span<const SequenceFold> folds, TimeAxis axis,
                         const SequenceRoom& room) {
  SequenceTimeMapMaker maker(runs, room);
  maker.assign(folds);
  return axis == TimeAxis::TrueToScale ? maker.to_scale() : maker.compressed();
}

}  // namespace finwait
