#include "sim/picture/sequence_draw.hpp"

#include <array>

#include "sim/picture/sequence_words.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

constexpr Px kTail = 14_px;  // of what lasts beyond the end of the run
constexpr Px kZig = 4_px;

std::string_view bar_class(State state) {
  static constexpr std::array<std::string_view, kStateCount> kClasses{
      "fw-bar fw-closed",      "fw-bar fw-listen",     "fw-bar fw-syn-sent",   "fw-bar fw-syn-received",
      "fw-bar fw-established", "fw-bar fw-fin-wait-1", "fw-bar fw-fin-wait-2", "fw-bar fw-close-wait",
      "fw-bar fw-closing",     "fw-bar fw-last-ack",   "fw-bar fw-time-wait"};
  return kClasses[static_cast<std::size_t>(state)];
}

// Two parallel zigzags across something that runs downwards: here a piece of it is missing.
void draw_cut(SvgWriter& svg, Px left, Px right, Px middle) {
  const auto zigzag = [&](SvgPath& path, Px y, bool backwards) {
    const Px width = right - left;
    for (std::int64_t i = 0; i <= 4; ++i) {
      const std::int64_t n = backwards ? 4 - i : i;
      const Point at{left + width * n / 4, y + (n % 2 == 0 ? kZig / 2 : -kZig / 2)};
      if (i == 0 && !backwards) {
        path.move_to(at);
      } else {
        path.line_to(at);
      }
    }
  };
  SvgPath hole;
  zigzag(hole, middle - kZig, false);
  zigzag(hole, middle + kZig, true);
  hole.close();
  svg.path(hole, "fw-hole");
  SvgPath edges;
  zigzag(edges, middle - kZig, false);
  svg.path(edges, "fw-edge");
  SvgPath lower;
  zigzag(lower, middle + kZig, false);
  svg.path(lower, "fw-edge");
}

void draw_axis(SvgWriter& svg, const SequencePicture& picture) {
  const Px bottom = picture.marks.back().y;
  for (const TimeMark& mark : picture.marks) {
    svg.line({picture.axis, mark.y}, {picture.plot.right, mark.y}, "fw-grid");
  }
  svg.line({picture.axis, picture.plot.top}, {picture.axis, bottom}, "fw-axis");
  for (const TimeMark& mark : picture.marks) {
    svg.line({picture.axis - 3_px, mark.y}, {picture.axis + 3_px, mark.y}, "fw-axis");
    draw(svg, mark.text);
  }
}

void draw_bands(SvgWriter& svg, const SequencePicture& picture) {
  for (const BreakShape& shape : picture.breaks) {
    svg.rect(shape.band, shape.gap.fold.segments != 0 ? "fw-band fw-fold" : "fw-band");
  }
}

void draw_breaks(SvgWriter& svg, const SequencePicture& picture) {
  for (const BreakShape& shape : picture.breaks) {
    const SequenceBreak& gap = shape.gap;
    svg.open_group("fw-break");
    svg.title(gap.fold.segments != 0
                  ? fold_title(gap.fold)
                  : duration_words(gap.to - gap.from) + " in which nothing happens, from " + instant_words(gap.from) +
                        " to " + instant_words(gap.to) + ": shorter here than to scale.");
    const Px middle = (shape.band.top + shape.band.bottom) / 2;
    if (gap.cut || gap.fold.segments != 0) {
      draw_cut(svg, picture.axis - 5_px, picture.axis + 5_px, middle);
      for (const SequenceColumns& columns : picture.columns) {
        for (const SequenceStrip& strip : columns.strips) {
          draw_cut(svg, strip.bar_left - 2_px, strip.bar_right + 2_px, middle);
        }
      }
    }
    for (const TextBlock& text : shape.texts) draw(svg, text);
    svg.close();
  }
}

void draw_bar(SvgWriter& svg, const BarShape& shape) {
  Box box = shape.box;
  if (shape.state->lasts) box.bottom += kTail;
  if (box.height() == 0_px) return;
  svg.open_rect(box, bar_class(shape.state->state));
  svg.title(state_title(*shape.state)).close();
  if (shape.state->lasts) {
    // An open end: nothing ends here but the picture.
    svg.line({box.left, box.bottom}, {box.right, box.bottom}, "fw-open-end");
  }
}

void draw_timer(SvgWriter& svg, const TimerShape& shape) {
  svg.open_group("fw-timer-group").title(timer_title(*shape.timer));
  svg.line({shape.x, shape.top}, {shape.x, std::max(shape.bottom, shape.top + 2_px)}, "fw-timer");
  svg.line({shape.x - 2_px, shape.top}, {shape.x + 2_px, shape.top}, "fw-set");
  draw_timer_end(svg, {shape.x, shape.bottom}, shape.timer->end);
  svg.close();
}

void draw_note(SvgWriter& svg, const NoteShape& note) {
  svg.open_group(note.kind == NoteShape::Kind::News ? "fw-news" : "");
  if (note.news != nullptr) svg.title(news_title(*note.news));
  SvgPath leader;
  leader.move_to(note.anchor).line_to(note.turn).line_to(note.end);
  svg.path(leader, "fw-leader");
  if (note.kind == NoteShape::Kind::News) {
    // A triangle that points at the life line.
    const bool left = note.end.x < note.anchor.x;
    const Px away = left ? -7_px : 7_px;
    SvgPath mark;
    mark.move_to(note.anchor).line_to({note.anchor.x + away, note.anchor.y - 4_px});
    mark.line_to({note.anchor.x + away, note.anchor.y + 4_px}).close();
    svg.path(mark, "fw-call-mark");
  }
  draw(svg, note.text);
  svg.close();
}

void draw_list(SvgWriter& svg, const ListShape& list) {
  svg.open_group("fw-list").title("Segments that stand too close to each other for labels.");
  const Box box = bounds(list.text);
  const Box panel{box.left - 8_px, box.top - 6_px, box.right + 8_px, box.bottom + 6_px};
  svg.line(list.from, {list.from.x, panel.top}, "fw-leader");
  svg.rect(panel, "fw-panel");
  draw(svg, list.text);
  svg.close();
}

}  // namespace

void draw_plot(SvgWriter& svg, const SequencePicture& picture) {
  draw_bands(svg, picture);
  draw_axis(svg, picture);
  for (const TimerShape& timer : picture.timers) draw_timer(svg, timer);
  for (const BarShape& bar : picture.bars) draw_bar(svg, bar);
  draw_breaks(svg, picture);
  for (const NoteShape& note : picture.notes) draw_note(svg, note);
  for (const ArrowShape& arrow : picture.arrows) draw_arrow(svg, arrow);
  for (const ArrowShape& arrow : picture.arrows) draw_arrow_label(svg, arrow);
  for (const ListShape& list : picture.lists) draw_list(svg, list);
}

}  // namespace finwait
