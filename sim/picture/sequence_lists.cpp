// Where arrows are too close to each other for labels (the details of a second on an axis of minutes), their labels
// stand below each other in the nearest free place, with a line to the arrows.
#include <algorithm>
#include <limits>

#include "sim/picture/sequence_layout.hpp"
#include "sim/picture/sequence_words.hpp"
#include "sim/picture/svg_text.hpp"

namespace finwait {
namespace {

constexpr std::size_t kMostLines = 24;
constexpr Px kTogether = 40_px;  // arrows that begin nearer than this belong together
constexpr Px kPadding = 10_px;
constexpr Px kStep = 6_px;
constexpr Px kFarthest = 900_px;

using Cluster = std::vector<ArrowShape*>;

std::string line_of(const ArrowShape& shape) {
  const SegmentRecord& r = *shape.arrow->segment;
  std::string text = instant_words(r.t);
  text.append(r.from == Side::A ? " a \u2192 b: " : " b \u2192 a: ");
  std::string label = arrow_lines(*shape.arrow, 1).front();
  // No line break between a segment's number and its flags.
  if (r.teardown != 0) label.replace(label.find(' '), 1, "\u00a0");
  text.append(label);
  if (r.fate != Fate::Delivered) text.append(", ").append(name(r.fate));
  return text;
}

TextBlock list_of(const Cluster& cluster, Px width) {
  std::string head = count_words(cluster.size(), "segment");
  head.append(cluster.size() == 1 ? " has no room here" : " fall together at this scale");
  std::vector<std::string> lines = wrap_text(head, kFontSize, width);
  for (std::size_t i = 0; i < cluster.size(); ++i) {
    if (lines.size() >= kMostLines) {
      lines.push_back("and " + count_words(cluster.size() - i, "more segment"));
      break;
    }
    std::string indent;
    for (const std::string& part : wrap_text(line_of(*cluster[i]), kFontSize, width - 16_px)) {
      lines.push_back(clip_text(indent + part, kFontSize, width));
      indent = "\u00a0\u00a0\u00a0\u00a0";
    }
  }
  TextBlock block = text_block(std::move(lines), kFontSize, kLineHeight + 1_px);
  block.first_class = "fw-side";
  block.css_class = "fw-label";
  return block;
}

bool is_free(const SequencePicture& picture, const Cluster& cluster, const TextBlock& block) {
  const auto in_cluster = [&](const TextBlock* text) {
    return std::any_of(cluster.begin(), cluster.end(),
                       [&](const ArrowShape* shape) { return text == &shape->label || text == &shape->fate; });
  };
  const auto texts = texts_of(picture);
  const auto touches = [&](const TextBlock* text) { return overlap(block, *text) && !in_cluster(text); };
  if (std::any_of(texts.begin(), texts.end(), touches)) return false;
  return std::none_of(picture.arrows.begin(), picture.arrows.end(),
                      [&](const ArrowShape& shape) { return crosses(block, shape.begin, shape.stop); });
}

// Where a line straight down from `from` to `to` crosses the least.
Px leader_place(const SequencePicture& picture, const Cluster& cluster, Px from, Px to) {
  const SequenceColumns& columns = picture.columns[cluster.front()->run];
  const Px quarter = (columns.strips[1].inner() - columns.strips[0].inner()) / 4;
  Px best = columns.middle();
  std::ptrdiff_t fewest = std::numeric_limits<std::ptrdiff_t>::max();
  for (const Px x : {columns.middle(), columns.middle() + quarter, columns.middle() - quarter,
                     columns.middle() + quarter * 17 / 10, columns.middle() - quarter * 17 / 10}) {
    const std::ptrdiff_t crossed =
        std::count_if(picture.arrows.begin(), picture.arrows.end(), [&](const ArrowShape& shape) {
          return crosses(shape.label, {x, from}, {x, to}) || crosses(shape.fate, {x, from}, {x, to});
        });
    if (crossed >= fewest) continue;
    fewest = crossed;
    best = x;
  }
  return best;
}

void place(SequencePicture& picture, const Cluster& cluster) {
  const SequenceColumns& columns = picture.columns[cluster.front()->run];
  const Px left = columns.strips[0].inner() + kPadding * 2;
  const Px width = columns.strips[1].inner() - kPadding * 2 - left;
  ListShape list{.text = list_of(cluster, width), .from = {columns.middle(), {}}};
  for (const ArrowShape* shape : cluster) list.from.y = std::max(list.from.y, shape->stop.y);
  TextBlock padded = list.text;
  padded.width = width;
  padded.height += kPadding * 2;
  const Px begin = list.from.y + kPadding;
  for (Px y = begin; y < begin + kFarthest && y + padded.height < picture.plot.bottom; y += kStep) {
    padded.corner = {left, y};
    if (!is_free(picture, cluster, padded)) continue;
    list.text.corner = {left, y + kPadding};
    list.text.width = width;
    for (ArrowShape* shape : cluster) {
      if (shape->label.lines.empty()) --picture.unlabelled;
      shape->listed = true;
      // A label of its own would be the same words twice.
      shape->label = {};
      shape->fate = {};
    }
    list.from.x = leader_place(picture, cluster, list.from.y, y);
    picture.lists.push_back(std::move(list));
    return;
  }
}

}  // namespace

void list_the_rest(SequencePicture& picture) {
  if (picture.unlabelled == 0) return;
  std::vector<Cluster> clusters;
  for (ArrowShape& shape : picture.arrows) {
    const bool near = !clusters.empty() && clusters.back().back()->run == shape.run &&
                      shape.from.y - clusters.back().back()->from.y < kTogether;
    if (!near) clusters.emplace_back();
    clusters.back().push_back(&shape);
  }
  for (const Cluster& cluster : clusters) {
    const auto without =
        std::count_if(cluster.begin(), cluster.end(), [](const auto* s) { return s->label.lines.empty(); });
    if (without > 0) place(picture, cluster);
  }
}

}  // namespace finwait
