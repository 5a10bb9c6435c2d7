#include "sim/picture/sequence_draw.hpp"
#include "sim/picture/sequence_words.hpp"

namespace finwait {
namespace {

constexpr Px kHeadLength = 9_px;
constexpr Px kHeadHalf = 4_px;
constexpr Px kDiamond = 5_px;

void draw_diamond(SvgWriter& svg, Point at, Px size, std::string_view css_class) {
  SvgPath path;
  path.move_to({at.x, at.y - size}).line_to({at.x + size, at.y}).line_to({at.x, at.y + size});
  path.line_to({at.x - size, at.y}).close();
  svg.path(path, css_class);
}

std::string_view line_class(const SequenceArrow& arrow) {
  if (arrow.lost()) return "fw-line fw-lost";
  if (arrow.segment->fate == Fate::Corrupted) return "fw-line fw-corrupted";
  if (arrow.injected()) return "fw-line fw-injected";
  if (arrow.segment->duplicate) return "fw-line fw-copy";
  return arrow.segment->teardown != 0 ? "fw-line fw-of-close" : "fw-line";
}

}  // namespace

void draw_cross(SvgWriter& svg, Point at, Px arm) {
  SvgPath path;
  path.move_to({at.x - arm, at.y - arm}).line_to({at.x + arm, at.y + arm});
  path.move_to({at.x - arm, at.y + arm}).line_to({at.x + arm, at.y - arm});
  svg.path(path, "fw-cross");
}

void draw_head(SvgWriter& svg, Point tip, Point from, std::string_view css_class) {
  const Point base = point_towards(tip, from, kHeadLength);
  const Px length = distance(tip, from);
  if (length == 0_px) return;
  const Px x = (from.x - tip.x) * kHeadHalf.tenths() / length.tenths();
  const Px y = (from.y - tip.y) * kHeadHalf.tenths() / length.tenths();
  SvgPath path;
  path.move_to(tip).line_to({base.x - y, base.y + x}).line_to({base.x + y, base.y - x}).close();
  svg.path(path, css_class);
}

void draw_timer_end(SvgWriter& svg, Point at, SequenceTimer::End end) {
  switch (end) {
    case SequenceTimer::End::Fired:
      draw_diamond(svg, at, 4_px, "fw-fired");
      return;
    case SequenceTimer::End::Stopped:
      svg.line({at.x - 3_px, at.y}, {at.x + 3_px, at.y}, "fw-stopped");
      return;
    case SequenceTimer::End::Running:
      svg.line(at, {at.x, at.y + 14_px}, "fw-running");
      return;
  }
}

void draw_shaft(SvgWriter& svg, const SequenceArrow& arrow, Point from, Point stop) {
  svg.line(from, stop, line_class(arrow));
  if (arrow.injected()) draw_diamond(svg, from, kDiamond, "fw-origin");
  if (arrow.lost()) {
    draw_cross(svg, stop, 5_px);
  } else if (arrow.segment->fate == Fate::Corrupted) {
    const Point centre = point_towards(stop, from, 7_px);
    svg.open_circle(centre, 6_px, "fw-broken").close();
    draw_cross(svg, centre, Px::from_tenths(28));
  } else {
    draw_head(svg, stop, from, arrow.injected() ? "fw-head fw-injected-head" : "fw-head");
  }
}

void draw_arrow(SvgWriter& svg, const ArrowShape& shape) {
  svg.open_group("fw-arrow").title(arrow_title(*shape.arrow));
  draw_shaft(svg, *shape.arrow, shape.begin, shape.stop);
  svg.close();
}

void draw_arrow_label(SvgWriter& svg, const ArrowShape& shape) {
  if (shape.label.lines.empty() && shape.fate.lines.empty()) return;
  svg.open_group("fw-arrow-label").title(arrow_title(*shape.arrow));
  draw(svg, shape.label);
  draw(svg, shape.fate);
  svg.close();
}

}  // namespace finwait
