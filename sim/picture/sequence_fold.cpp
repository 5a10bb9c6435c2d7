#include <algorithm>

#include "sim/picture/sequence_model.hpp"

namespace finwait {
namespace {

constexpr std::size_t kLongestCycle = 6;
constexpr std::size_t kMostRepetitions = 20;
constexpr std::size_t kFirstKept = 4;
constexpr std::size_t kLastKept = 2;

bool alike(const SequenceArrow& x, const SequenceArrow& y) {
  const SegmentRecord& l = *x.segment;
  const SegmentRecord& r = *y.segment;
  return l.from == r.from && l.segment.flags == r.segment.flags && l.segment.len == r.segment.len && l.why == r.why &&
         l.fate == r.fate && l.duplicate == r.duplicate && l.teardown == r.teardown;
}

// How many arrows from `first` on repeat those `period` before them.
std::size_t repeated(const std::vector<SequenceArrow>& arrows, std::size_t first, std::size_t period) {
  std::size_t count = 0;
  while (first + period + count < arrows.size() && alike(arrows[first + count], arrows[first + period + count])) {
    ++count;
  }
  return count;
}

void hide_repetitions(std::vector<SequenceArrow>& arrows) {
  std::size_t first = 0;
  while (first < arrows.size()) {
    std::size_t after = first + 1;
    for (std::size_t period = 1; period <= kLongestCycle; ++period) {
      const std::size_t repetitions = repeated(arrows, first, period) / period + 1;
      if (repetitions <= kMostRepetitions) continue;
      for (std::size_t i = first + kFirstKept * period; i < first + (repetitions - kLastKept) * period; ++i) {
        arrows[i].hidden = true;
      }
      after = first + repetitions * period;
      break;
    }
    first = after;
  }
}

std::vector<SequenceArrow*> by_time(std::span<SequenceRun> runs) {
  std::vector<SequenceArrow*> arrows;
  for (SequenceRun& run : runs) {
    for (SequenceArrow& arrow : run.arrows) arrows.push_back(&arrow);
  }
  std::stable_sort(arrows.begin(), arrows.end(),
                   [](const SequenceArrow* l, const SequenceArrow* r) { return l->segment->t < r->segment->t; });
  return arrows;
}

// One run's repetitions must not take away what another run does meanwhile.
void show_where_any_is_shown(const std::vector<SequenceArrow*>& arrows) {
  for (std::size_t first = 0; first < arrows.size();) {
    std::size_t after = first;
    bool hidden = true;
    for (; after < arrows.size() && arrows[after]->segment->t == arrows[first]->segment->t; ++after) {
      hidden = hidden && arrows[after]->hidden;
    }
    for (std::size_t i = first; i < after; ++i) arrows[i]->hidden = hidden;
    first = after;
  }
}

void hide_the_middle(const std::vector<SequenceArrow*>& arrows, std::size_t most) {
  std::vector<SequenceArrow*> shown;
  std::copy_if(arrows.begin(), arrows.end(), std::back_inserter(shown), [](const auto* a) { return !a->hidden; });
  if (shown.size() <= most) return;
  const std::size_t first = most * 3 / 5;
  const std::size_t last = shown.size() - (most - first);
  for (std::size_t i = first; i < last; ++i) shown[i]->hidden = true;
}

// What goes with hidden segments: the calls and the timers of the same time.
void hide_company(SequenceRun& run, const SequenceFold& fold) {
  const auto inside = [&](Time t) { return t >= fold.from && t <= fold.to; };
  for (SequenceNews& news : run.news) news.hidden = news.hidden || inside(news.record->t);
  std::erase_if(run.timers, [&](const SequenceTimer& timer) { return inside(timer.from) && inside(timer.to); });
  for (SequenceTimer& timer : run.timers) std::erase_if(timer.restarts, inside);
}

}  // namespace

std::vector<SequenceFold> fold_sequences(std::span<SequenceRun> runs, std::size_t most) {
  for (SequenceRun& run : runs) hide_repetitions(run.arrows);
  const std::vector<SequenceArrow*> arrows = by_time(runs);
  show_where_any_is_shown(arrows);
  hide_the_middle(arrows, most);
  std::vector<SequenceFold> folds;
  bool open = false;
  for (const SequenceArrow* arrow : arrows) {
    if (!arrow->hidden) {
      open = false;
      continue;
    }
    if (!open) folds.push_back({.from = arrow->segment->t});
    open = true;
    folds.back().to = arrow->segment->t;
    ++folds.back().segments;
    if (arrow->lost()) ++folds.back().lost;
  }
  for (SequenceRun& run : runs) {
    for (const SequenceFold& fold : folds) hide_company(run, fold);
  }
  return folds;
}

}  // namespace finwait
