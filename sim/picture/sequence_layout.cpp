#include "sim/picture/sequence_layout.hpp"

#include <algorithm>

#include "sim/picture/sequence_words.hpp"
#include "sim/picture/svg_text.hpp"
#include "sim/scenario.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

constexpr Px kMargin = 16_px;
constexpr Px kBarWidth = 14_px;
constexpr Px kFirstLane = 8_px;  // from the bar to the first timer
constexpr Px kLaneStep = 7_px;
constexpr Px kAfterLanes = 9_px;  // for the leaders
constexpr Px kBetweenRuns = 26_px;
constexpr Px kTitleHeight = 24_px;
constexpr Px kHeadHeight = 26_px;
constexpr Px kAboveStart = 22_px;
constexpr Px kBelowEnd = 18_px;
constexpr Px kAboveBand = 12_px;
constexpr Px kBelowBand = 20_px;  // for the label of the arrow that begins there
constexpr Px kBetweenMarks = 15_px;

struct Widths {
  Px lane{};   // between the life lines
  Px notes{};  // on each side
};

Widths widths_for(std::size_t runs) {
  if (runs <= 1) return {356_px, 118_px};
  return {206_px, 104_px};
}

class Layout {
 public:
  Layout(std::span<const SequenceRun> runs, TimeAxis axis, Px between_arrows)
      : runs_(runs), axis_(axis), between_arrows_(between_arrows) {}

  SequencePicture make(std::span<const SequenceFold> folds) {
    find_decimals();
    put_columns();
    put_headings();
    std::vector<std::vector<NoteShape>> notes;
    SequenceRoom room{.arrow = between_arrows_, .notes = {}};
    for (std::size_t r = 0; r < runs_.size(); ++r) {
      for (const SequenceStrip& strip : picture_.columns[r].strips) {
        notes.push_back(notes_of(runs_[r], strip));
        std::vector<SequenceNoteRoom>& column = room.notes.emplace_back();
        for (const NoteShape& note : notes.back()) column.push_back({note.t, note.text.height + 2_px});
      }
    }
    map_ = shifted(time_map(runs_, folds, axis_, room));
    for (std::size_t r = 0; r < runs_.size(); ++r) put_run(r, notes);
    finish_plot();
    put_marks();
    put_breaks();
    label_arrows(picture_, axis_ == TimeAxis::Compressed);
    list_the_rest(picture_);
    put_remarks();
    return std::move(picture_);
  }

 private:
  // As many decimals as the times need, at most six.
  void find_decimals() {
    for (const SequenceRun& run : runs_) {
      for (const SequenceArrow& arrow : run.arrows) {
        if (arrow.hidden) continue;
        if (nanoseconds(arrow.segment->t) % 1'000'000 != 0) decimals_ = 6;
      }
      for (const SequenceState& state : run.states) {
        if (nanoseconds(state.from) % 1'000'000 != 0) decimals_ = 6;
      }
      last_ = std::max(last_, run.end);
    }
  }

  std::string seconds(Time t) const {
    std::string text;
    {
      LineBuffer line(text);
      put_seconds(line, t);
    }
    return text.substr(0, text.find('.') + 1 + decimals_);
  }

  void put_columns() {
    const Widths widths = widths_for(runs_.size());
    picture_.axis = kMargin + text_width(seconds(last_), kFontSize) + 8_px;
    Px x = picture_.axis + 12_px;
    for (const SequenceRun& run : runs_) {
      SequenceColumns columns;
      for (const Side side : kSides) {
        SequenceStrip& strip = columns.strips[index(side)];
        strip.side = side;
        strip.lanes = run.lanes[index(side)];
        const Px lanes = strip.lanes == 0 ? 0_px : kFirstLane + kLaneStep * static_cast<std::int64_t>(strip.lanes - 1);
        const Px wide = lanes + kAfterLanes;
        if (side == Side::A) {
          strip.notes_far = x;
          strip.notes_near = x + widths.notes;
          strip.bar_left = strip.notes_near + wide;
          strip.bar_right = strip.bar_left + kBarWidth;
          x = strip.bar_right + widths.lane;
        } else {
          strip.bar_left = x;
          strip.bar_right = x + kBarWidth;
          strip.notes_near = strip.bar_right + wide;
          strip.notes_far = strip.notes_near + widths.notes;
          x = strip.notes_far + kBetweenRuns;
        }
      }
      picture_.columns.push_back(columns);
    }
    picture_.width = x - kBetweenRuns + kMargin;
  }

  void add_heading(TextBlock block, std::string_view css_class, Point corner) {
    block.css_class = css_class;
    block.corner = corner;
    picture_.headings.push_back(std::move(block));
  }

  void put_headings() {
    const Px room = picture_.width - kMargin * 2;
    const TraceLog& log = *runs_.front().log;
    add_heading(text_block({clip_text(scenario_name(log), 19_px, room)}, 19_px, kTitleHeight), "fw-title",
                {kMargin, kMargin - 2_px});
    Px y = kMargin + kTitleHeight;
    std::string what = runs_.size() > 1 ? "side by side: " : "";
    for (const SequenceRun& run : runs_) {
      if (&run != runs_.data()) what.append(&run == &runs_.back() ? " and " : ", ");
      what.append(stacks_words(*run.log));
    }
    what.append(" \u00b7 seed ").append(std::to_string(log.run().seed));
    what.append(axis_ == TimeAxis::TrueToScale ? " \u00b7 time true to scale, in seconds since the SYN"
                                               : " \u00b7 time in seconds since the SYN, idle time cut short");
    for (const std::string& line : wrap_text(what, kFontSize, room)) {
      add_heading(text_block({line}, kFontSize, kLineHeight + 2_px), "fw-faint", {kMargin, y});
      y += kLineHeight + 2_px;
    }
    y += 12_px;
    if (runs_.size() > 1) {
      for (std::size_t r = 0; r < runs_.size(); ++r) {
        const SequenceColumns& columns = picture_.columns[r];
        const Px width = columns.right() - columns.left();
        TextBlock block = text_block({clip_text(stacks_words(*runs_[r].log), 16_px, width)}, 16_px, kTitleHeight);
        block.align = TextAlign::Middle;
        const Px left = columns.middle() - block.width / 2;
        add_heading(std::move(block), "fw-stack", {left, y});
      }
      y += kTitleHeight;
    }
    for (std::size_t r = 0; r < runs_.size(); ++r) put_side_headings(r, y);
    top_ = y + kHeadHeight;
  }

  void put_side_headings(std::size_t r, Px y) {
    for (const SequenceStrip& strip : picture_.columns[r].strips) {
      std::string words(name(strip.side));
      const Scenario* scenario = runs_[r].log->scenario();
      // Two runs have their stacks' names above them, unless a run has two.
      const bool said = runs_.size() > 1 && one_stack(runs_[r]);
      if (scenario != nullptr && !said) words.append(" \u00b7 ").append(scenario->side(strip.side).profile.name);
      const Px width = strip.left() ? strip.bar_right - strip.notes_far : strip.notes_far - strip.bar_left;
      TextBlock block = text_block({clip_text(words, 14_px, width)}, 14_px, kHeadHeight);
      block.align = strip.left() ? TextAlign::End : TextAlign::Start;
      const Px left = strip.left() ? strip.bar_right - block.width : strip.bar_left;
      add_heading(std::move(block), "fw-side", {left, y});
    }
  }

  static bool one_stack(const SequenceRun& run) {
    const Scenario* scenario = run.log->scenario();
    return scenario != nullptr && scenario->side(Side::A).profile.name == scenario->side(Side::B).profile.name;
  }

  SequenceTimeMap shifted(SequenceTimeMap map) const {
    map.shift(top_ + kAboveStart);
    return map;
  }

  void put_run(std::size_t r, std::vector<std::vector<NoteShape>>& notes) {
    const SequenceRun& run = runs_[r];
    const SequenceColumns& columns = picture_.columns[r];
    for (const SequenceStrip& strip : columns.strips) {
      std::vector<NoteShape>& column = notes[2 * r + index(strip.side)];
      place_notes(column, strip, map_, top_);
      picture_.notes.insert(picture_.notes.end(), column.begin(), column.end());
    }
    for (const SequenceState& state : run.states) {
      const SequenceStrip& strip = columns.strip(state.side);
      const Px top = state.entered ? map_.at(state.from) : map_.top();
      picture_.bars.push_back(
          {&state, {strip.bar_left, top, strip.bar_right, state.lasts ? map_.bottom() : map_.at(state.to)}});
    }
    for (const SequenceTimer& timer : run.timers) {
      const SequenceStrip& strip = columns.strip(timer.side);
      picture_.timers.push_back({&timer, strip.lane(timer.lane), map_.at(timer.from), map_.at(timer.to)});
    }
    const std::vector<ArrowShape> arrows = arrow_shapes(run, r, columns, map_);
    picture_.arrows.insert(picture_.arrows.end(), arrows.begin(), arrows.end());
  }

  void finish_plot() {
    Px bottom = map_.bottom() + kBelowEnd;
    for (const NoteShape& note : picture_.notes) bottom = std::max(bottom, note.text.corner.y + note.text.height);
    picture_.plot = {picture_.columns.front().left(), map_.top(), picture_.columns.back().right(), bottom};
  }

  void put_mark(Time t) {
    const Px y = map_.at(t);
    for (const TimeMark& mark : picture_.marks) {
      if (y < mark.y + kBetweenMarks && mark.y < y + kBetweenMarks) return;
    }
    TextBlock text = text_block({seconds(t)}, kFontSize, kLineHeight);
    text.align = TextAlign::End;
    text.css_class = "fw-faint";
    text.corner = {picture_.axis - 6_px - text.width, y - kLineHeight / 2};
    picture_.marks.push_back({y, std::move(text)});
  }

  // Round times, as on a ruler.
  void put_ruler() {
    constexpr Px kBetween = 75_px;
    const Time end = map_.instants().back().t;
    Duration step = std::chrono::milliseconds(1);
    const std::int64_t most = std::max<std::int64_t>(1, (map_.bottom() - map_.top()).tenths() / kBetween.tenths());
    for (int i = 0; (end - kStart) / most > step; ++i) {
      step = i % 3 == 1 ? step / 2 * 5 : step * 2;
    }
    for (Time t = kStart; t < end; t += step) put_mark(t);
  }

  // First the times at which somebody does something, then those at which something arrives.
  void put_marks() {
    put_mark(map_.instants().front().t);
    put_mark(map_.instants().back().t);
    if (axis_ == TimeAxis::TrueToScale) put_ruler();
    std::vector<Time> first;
    std::vector<Time> then;
    for (const SequenceRun& run : runs_) {
      for (const SequenceArrow& arrow : run.arrows) {
        if (arrow.hidden) continue;
        first.push_back(arrow.segment->t);
        if (!arrow.lost()) then.push_back(arrow.end);
      }
      for (const SequenceState& state : run.states) first.push_back(state.from);
      for (const SequenceTimer& timer : run.timers) {
        if (timer.end == SequenceTimer::End::Fired) first.push_back(timer.to);
      }
    }
    for (std::vector<Time>* times : {&first, &then}) {
      std::sort(times->begin(), times->end());
      for (const Time t : *times) put_mark(t);
    }
    std::sort(picture_.marks.begin(), picture_.marks.end(),
              [](const TimeMark& l, const TimeMark& r) { return l.y < r.y; });
  }

  void put_breaks() {
    for (const SequenceBreak& gap : map_.breaks()) {
      const Px height = gap.bottom - gap.top;
      const Px above = std::min(kAboveBand, height / 5);
      const Px below = std::min(kBelowBand, height / 5 * 2);
      BreakShape shape{gap, {picture_.axis, gap.top + above, picture_.plot.right, gap.bottom - below}, {}};
      std::vector<std::string> lines{duration_words(gap.to - gap.from)};
      if (gap.fold.segments != 0) {
        lines = {fold_words(gap.fold),
                 "sent from " + instant_words(gap.fold.from) + " to " + instant_words(gap.fold.to)};
      }
      for (const SequenceColumns& columns : picture_.columns) {
        TextBlock text = text_block(lines, kFontSize, kLineHeight);
        text.align = TextAlign::Middle;
        text.css_class = "fw-gap";
        text.corner = {columns.middle() - text.width / 2, (shape.band.top + shape.band.bottom - text.height) / 2};
        shape.texts.push_back(std::move(text));
      }
      picture_.breaks.push_back(std::move(shape));
    }
  }

  void put_remarks() {
    Px y = picture_.plot.bottom;
    for (const ArrowShape& shape : picture_.arrows) {
      if (!shape.label.lines.empty()) y = std::max(y, bounds(shape.label).bottom);
      if (!shape.fate.lines.empty()) y = std::max(y, bounds(shape.fate).bottom);
    }
    y += 12_px;
    std::string words;
    if (axis_ == TimeAxis::Compressed) {
      words = "Outside the breaks time is to scale (" + duration_words(map_.unit()) + " = " +
              px_words(map_.unit_height()) + " px)";
      words.append(map_.stretched() ? ", drawn out where much happens at once." : ".");
    }
    if (picture_.unlabelled != 0) {
      words.append(words.empty() ? "" : " ").append(count_words(picture_.unlabelled, "segment"));
      words.append(picture_.unlabelled == 1 ? " stands" : " stand").append(" too close to others for a label.");
    }
    for (const std::string& line : wrap_text(words, kFontSize, picture_.width - kMargin * 2)) {
      TextBlock block = text_block({line}, kFontSize, kLineHeight + 2_px);
      block.css_class = "fw-faint";
      block.corner = {kMargin, y};
      y += block.height;
      picture_.remarks.push_back(std::move(block));
    }
    picture_.height = y;
  }

  std::span<const SequenceRun> runs_;
  TimeAxis axis_;
  Px between_arrows_;
  SequencePicture picture_{};
  SequenceTimeMap map_{};
  std::size_t decimals_ = 3;
  Time last_ = kStart;
  Px top_{};  // of the highest note
};

}  // namespace

Px SequenceStrip::lane(std::size_t number) const {
  const Px away = kFirstLane + kLaneStep * static_cast<std::int64_t>(number);
  if (lanes == 0) return outer();
  const Px at = number < lanes ? away : away - kLaneStep + 4_px;
  return left() ? bar_left - at : bar_right + at;
}

SequencePicture lay_out(std::span<const SequenceRun> runs, std::span<const SequenceFold> folds, TimeAxis axis) {
  // Side by side, labels take two lines.
  const Px between = runs.size() > 1 ? 35_px : 21_px;
  SequencePicture best = Layout(runs, axis, between).make(folds);
  if (axis == TimeAxis::TrueToScale) return best;
  // Where too many labels stand across arrows, the arrows get more room.
  for (const std::int64_t percent : {140, 180, 220}) {
    if (best.unlabelled == 0 && best.poor * 8 <= best.arrows.size()) break;
    SequencePicture wider = Layout(runs, axis, between * percent / 100).make(folds);
    const bool worth_it = wider.unlabelled < best.unlabelled || wider.poor * 3 < best.poor * 2;
    if (worth_it && wider.unlabelled <= best.unlabelled) best = std::move(wider);
  }
  return best;
}

std::vector<const TextBlock*> texts_of(const SequencePicture& picture) {
  std::vector<const TextBlock*> texts;
  const auto add = [&](const TextBlock& block) {
    if (!block.lines.empty()) texts.push_back(&block);
  };
  for (const TextBlock& heading : picture.headings) add(heading);
  for (const TimeMark& mark : picture.marks) add(mark.text);
  for (const NoteShape& note : picture.notes) add(note.text);
  for (const ArrowShape& arrow : picture.arrows) {
    add(arrow.label);
    add(arrow.fate);
  }
  for (const BreakShape& gap : picture.breaks) {
    for (const TextBlock& text : gap.texts) add(text);
  }
  for (const ListShape& list : picture.lists) add(list.text);
  for (const TextBlock& remark : picture.remarks) add(remark);
  return texts;
}

}  // namespace finwait
