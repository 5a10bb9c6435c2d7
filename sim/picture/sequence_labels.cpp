// Labels of arrows: each is tried at many places along its arrow, above it and below it, in one, two or three lines.
// A place at which it would touch other text is none; of the others the one is taken at which it crosses the fewest
// arrows and stands nearest to where one looks for it.
#include <algorithm>
#include <limits>
#include <optional>

#include "sim/picture/sequence_layout.hpp"
#include "sim/picture/sequence_words.hpp"
#include "sim/picture/svg_text.hpp"

namespace finwait {
namespace {

constexpr Px kAboveLine = 3_px;
constexpr Px kBelowLine = 5_px;
constexpr Px kAboveCross = 8_px;
constexpr Px kAtEnds = 7_px;  // left free at the arrow's ends
constexpr Px kCross = 9_px;   // half of a lost segment's cross, and some air
constexpr std::int64_t kSteps = 24;
constexpr std::int64_t kCrossing = 600;  // what a crossed arrow costs, in pixels off the best place
constexpr std::int64_t kOnEdge = 30;     // of the grey of a break
constexpr std::int64_t kBelow = 110;
constexpr std::int64_t kFurtherLine = 60;
constexpr std::int64_t kNoPlace = std::numeric_limits<std::int64_t>::max();

// What it costs to stand above an arrow, and below it.
struct Sides {
  std::int64_t above = 0;
  std::int64_t below = 0;
};

struct Place {
  TextBlock block{};
  std::int64_t cost = kNoPlace;
};

class Labels {
 public:
  Labels(SequencePicture& picture, bool short_ones) : picture_(picture), short_ones_(short_ones) {
    for (const BreakShape& gap : picture.breaks) {
      for (const TextBlock& text : gap.texts) taken_.push_back(text);
    }
    for (const NoteShape& note : picture.notes) taken_.push_back(note.text);
  }

  void put(ArrowShape& shape) {
    Place best;
    for (std::size_t lines = 1; lines <= 3; ++lines) {
      TextBlock block = text_block(arrow_lines(*shape.arrow, lines), kFontSize, kLineHeight);
      block.css_class = "fw-label";
      const auto extra = static_cast<std::int64_t>(block.lines.size() - 1) * kFurtherLine;
      try_along(shape, block, preferred(shape, block), {.above = extra, .below = extra + kBelow}, best);
    }
    if (best.cost == kNoPlace && short_ones_) {
      ++picture_.poor;
      // Its flags alone; the numbers stand in the title.
      TextBlock block = text_block({arrow_lines(*shape.arrow, 3).front()}, kFontSize, kLineHeight);
      block.css_class = "fw-label";
      try_along(shape, block, preferred(shape, block), {.above = 0, .below = 0}, best);
    }
    if (best.cost == kNoPlace) {
      ++picture_.unlabelled;
      return;
    }
    if (best.cost >= kCrossing) ++picture_.poor;
    taken_.push_back(best.block);
    shape.label = std::move(best.block);
  }

  void put_fate(ArrowShape& shape) {
    const std::string words = fate_words(*shape.arrow);
    if (words.empty()) return;
    const Px room = distance(shape.from, shape.to) / 2 - kCross * 2;
    TextBlock block = text_block({clip_text(words, kFontSize, room)}, kFontSize, kLineHeight);
    block.css_class = "fw-fate";
    Place best;
    if (shape.arrow->lost()) {
      try_beyond(shape, block, best);
      try_along(shape, block, before_cross(shape, block), {.above = kBelow * 2, .below = kBelow}, best);
    } else {
      try_along(shape, block, near_end(shape, block), {.above = kBelow, .below = 0}, best);
    }
    if (best.cost == kNoPlace) return;  // the mark says it too, and the title says why
    taken_.push_back(best.block);
    shape.fate = std::move(best.block);
  }

 private:
  static Px length(const ArrowShape& shape) { return distance(shape.from, shape.to); }
  static bool rightwards(const ArrowShape& shape) { return shape.from.x <= shape.to.x; }
  static Point left_end(const ArrowShape& shape) { return rightwards(shape) ? shape.from : shape.to; }
  static Point right_end(const ArrowShape& shape) { return rightwards(shape) ? shape.to : shape.from; }

  // Where the block best begins, seen from the arrow's left end.
  static Px preferred(const ArrowShape& shape, const TextBlock& block) {
    const Px spare = length(shape) - block.width;
    if (!shape.arrow->lost()) return spare / 2;
    return rightwards(shape) ? kAtEnds : spare - kAtEnds;
  }
  static Px near_end(const ArrowShape& shape, const TextBlock& block) {
    return rightwards(shape) ? length(shape) - block.width - kAtEnds * 2 : kAtEnds * 2;
  }
  // A lost segment's label must not stand where no line is.
  static bool beside_line(const ArrowShape& shape, Px middle) {
    const Px cross = distance(left_end(shape), shape.stop);
    return !shape.arrow->lost() || (rightwards(shape) ? middle < cross : middle > cross);
  }
  static Px before_cross(const ArrowShape& shape, const TextBlock& block) {
    const Px cross = distance(left_end(shape), shape.stop);
    return rightwards(shape) ? cross - block.width : cross;
  }

  void try_along(const ArrowShape& shape, TextBlock block, Px best_begin, Sides cost, Place& best) const {
    const Px spare = length(shape) - block.width - kAtEnds * 2;
    if (spare < 0_px) return;
    block.direction = direction_of(shape.from, shape.to);
    for (const bool below : {false, true}) {
      for (std::int64_t step = 0; step <= kSteps; ++step) {
        const Px begin = kAtEnds + spare * step / kSteps;
        if (!beside_line(shape, begin + block.width / 2)) continue;
        const auto put_at = [&](Px away) {
          block.corner = moved(left_end(shape), block.direction, begin, below ? away : -away - block.height);
        };
        put_at(below ? kBelowLine : kAboveLine);
        if (touches_cross(block, shape)) put_at(kAboveCross);
        // On a steep arrow a label's corner would stand on the life line.
        const Box box = bounds(block);
        if (box.left < left_end(shape).x || box.right > right_end(shape).x) continue;
        const std::int64_t off = (begin > best_begin ? begin - best_begin : best_begin - begin).tenths() / 10;
        consider(shape, block, off + (below ? cost.below : cost.above), best);
      }
    }
  }

  // On the line that the segment did not go on.
  void try_beyond(const ArrowShape& shape, TextBlock block, Place& best) const {
    block.direction = direction_of(shape.from, shape.to);
    const Px start = distance(left_end(shape), shape.stop);
    const Px begin = rightwards(shape) ? start + kCross + 4_px : start - kCross - 4_px - block.width;
    block.corner = moved(left_end(shape), block.direction, begin, -block.height / 2 + 2_px);
    consider(shape, block, 0, best);
  }

  void consider(const ArrowShape& shape, const TextBlock& block, std::int64_t cost, Place& best) const {
    if (cost >= best.cost) return;
    const auto touches = [&](const TextBlock& other) { return overlap(block, other); };
    if (std::any_of(taken_.begin(), taken_.end(), touches)) return;
    for (const BreakShape& gap : picture_.breaks) {
      const Point left{gap.band.left, gap.band.bottom};
      const Point right{gap.band.right, gap.band.bottom};
      if (crosses(block, left, right)) cost += kOnEdge;
    }
    for (const ArrowShape& other : picture_.arrows) {
      if (&other == &shape) continue;
      if (crosses(block, other.begin, other.stop) || touches_cross(block, other)) cost += kCrossing;
      if (cost >= best.cost) return;
    }
    best = {block, cost};
  }

  static bool touches_cross(const TextBlock& block, const ArrowShape& shape) {
    if (shape.stop == shape.to) return false;
    const Point at = shape.stop;
    return crosses(block, {at.x - kCross, at.y - kCross}, {at.x + kCross, at.y + kCross}) ||
           crosses(block, {at.x - kCross, at.y + kCross}, {at.x + kCross, at.y - kCross});
  }

  SequencePicture& picture_;
  bool short_ones_;
  std::vector<TextBlock> taken_{};
};

}  // namespace

std::vector<ArrowShape> arrow_shapes(const SequenceRun& run, std::size_t number, const SequenceColumns& columns,
                                     const SequenceTimeMap& map) {
  // Left of the middle, so that two lost segments that cross do not end at one point.
  constexpr std::int64_t kLostAt = 44;
  std::vector<ArrowShape> shapes;
  for (const SequenceArrow& arrow : run.arrows) {
    if (arrow.hidden) continue;
    const Side from = arrow.segment->from;
    ArrowShape shape{.arrow = &arrow, .run = number};
    shape.from = {columns.strip(from).inner(), map.at(arrow.segment->t, arrow.start_slot)};
    shape.to = {columns.strip(other(from)).inner(), map.at(arrow.end, arrow.end_slot)};
    if (arrow.lost()) shape.to.y = map.at(arrow.end) + shape.from.y - map.at(arrow.segment->t);
    shape.to.y = std::max(shape.to.y, shape.from.y);
    if (arrow.injected()) shape.from.y = shape.to.y;
    shape.begin = arrow.injected() ? Point{columns.middle(), shape.to.y} : shape.from;
    shape.stop = shape.to;
    if (arrow.lost()) shape.stop = point_towards(shape.from, shape.to, distance(shape.from, shape.to) * kLostAt / 100);
    shapes.push_back(std::move(shape));
  }
  return shapes;
}

void label_arrows(SequencePicture& picture, bool short_ones) {
  Labels labels(picture, short_ones);
  // What a mark at an arrow's end means stands there or nowhere; the others find a place.
  for (ArrowShape& shape : picture.arrows) {
    if (!shape.arrow->lost()) labels.put_fate(shape);
  }
  for (ArrowShape& shape : picture.arrows) labels.put(shape);
  for (ArrowShape& shape : picture.arrows) {
    if (shape.arrow->lost()) labels.put_fate(shape);
  }
}

}  // namespace finwait
