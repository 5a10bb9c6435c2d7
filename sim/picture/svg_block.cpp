#include "sim/picture/svg_block.hpp"

#include <algorithm>
#include <array>

#include "sim/picture/svg_text.hpp"

namespace finwait {
namespace {

// Where the baseline is, seen from a line's top, in hundredths of its height.
constexpr std::int64_t kBaseline = 76;

using Corners = std::array<Point, 4>;

Corners corners(const TextBlock& block) {
  return {block.corner, moved(block.corner, block.direction, block.width, 0_px),
          moved(block.corner, block.direction, block.width, block.height),
          moved(block.corner, block.direction, 0_px, block.height)};
}

std::int64_t along(Point point, Direction axis) { return point.x.tenths() * axis.x + point.y.tenths() * axis.y; }

template <typename Points>
std::pair<std::int64_t, std::int64_t> shadow(const Points& points, Direction axis) {
  std::pair<std::int64_t, std::int64_t> span{along(points[0], axis), along(points[0], axis)};
  for (const Point& point : points) {
    span.first = std::min(span.first, along(point, axis));
    span.second = std::max(span.second, along(point, axis));
  }
  return span;
}

// Whether a line at a right angle to `axis` has one of them on each side.
template <typename L, typename R>
bool apart(const L& l, const R& r, Direction axis) {
  const auto [l_from, l_to] = shadow(l, axis);
  const auto [r_from, r_to] = shadow(r, axis);
  return l_to <= r_from || r_to <= l_from;
}

Direction across(Direction direction) { return {-direction.y, direction.x}; }

// "0.9912", "-0.05"
std::string ratio_words(std::int64_t ten_thousandths) {
  std::string digits = std::to_string(std::abs(ten_thousandths) + Direction::kOne * 10).substr(1);
  digits.insert(1, ".");
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  if (ten_thousandths < 0) digits.insert(0, "-");
  return digits;
}

std::string matrix(Direction direction, Point origin) {
  std::string text = "matrix(";
  text.append(ratio_words(direction.x)).append(" ").append(ratio_words(direction.y)).append(" ");
  text.append(ratio_words(-direction.y)).append(" ").append(ratio_words(direction.x)).append(" ");
  text.append(px_words(origin.x)).append(" ").append(px_words(origin.y));
  return text.append(")");
}

std::string_view anchor_of(TextAlign align) {
  switch (align) {
    case TextAlign::Start:
      return "";
    case TextAlign::Middle:
      return "middle";
    case TextAlign::End:
      return "end";
  }
  return "";
}

}  // namespace

Direction direction_of(Point from, Point to) {
  if (from.x > to.x) std::swap(from, to);
  const std::int64_t length = distance(from, to).tenths();
  if (length == 0) return {};
  return {(to.x - from.x).tenths() * Direction::kOne / length, (to.y - from.y).tenths() * Direction::kOne / length};
}

Point moved(Point origin, Direction direction, Px along_it, Px down) {
  const std::int64_t x = along_it.tenths() * direction.x - down.tenths() * direction.y;
  const std::int64_t y = along_it.tenths() * direction.y + down.tenths() * direction.x;
  return {origin.x + Px::from_tenths(x / Direction::kOne), origin.y + Px::from_tenths(y / Direction::kOne)};
}

TextBlock text_block(std::vector<std::string> lines, Px font_size, Px line_height) {
  TextBlock block;
  for (const std::string& line : lines) block.width = std::max(block.width, text_width(line, font_size));
  block.height = line_height * static_cast<std::int64_t>(lines.size());
  block.lines = std::move(lines);
  return block;
}

bool overlap(const TextBlock& l, const TextBlock& r) {
  const Corners l_corners = corners(l);
  const Corners r_corners = corners(r);
  const std::array<Direction, 4> axes{l.direction, across(l.direction), r.direction, across(r.direction)};
  return std::none_of(axes.begin(), axes.end(), [&](Direction axis) { return apart(l_corners, r_corners, axis); });
}

bool crosses(const TextBlock& block, Point from, Point to) {
  const Corners box = corners(block);
  const std::array<Point, 2> line{from, to};
  const Direction normal{-(to.y - from.y).tenths(), (to.x - from.x).tenths()};
  return !apart(box, line, block.direction) && !apart(box, line, across(block.direction)) && !apart(box, line, normal);
}

Box bounds(const TextBlock& block) {
  const Corners points = corners(block);
  Box box{points[0].x, points[0].y, points[0].x, points[0].y};
  for (const Point& point : points) {
    box = {std::min(box.left, point.x), std::min(box.top, point.y), std::max(box.right, point.x),
           std::max(box.bottom, point.y)};
  }
  return box;
}

void draw(SvgWriter& svg, const TextBlock& block) {
  if (block.lines.empty()) return;
  const Px line_height = block.height / static_cast<std::int64_t>(block.lines.size());
  const Px start = block.align == TextAlign::Start    ? 0_px
                   : block.align == TextAlign::Middle ? block.width / 2
                                                      : block.width;
  for (std::size_t i = 0; i < block.lines.size(); ++i) {
    const Px baseline = line_height * static_cast<std::int64_t>(i) + line_height * kBaseline / 100;
    const Point at = moved(block.corner, block.direction, start, baseline);
    svg.open("text");
    if (block.direction == Direction{}) {
      svg.attribute("x", at.x).attribute("y", at.y);
    } else {
      svg.attribute("transform", matrix(block.direction, at));
    }
    if (block.align != TextAlign::Start) svg.attribute("text-anchor", anchor_of(block.align));
    const bool first = i == 0 && !block.first_class.empty();
    const std::string_view css_class = first ? block.first_class : block.css_class;
    if (!css_class.empty()) svg.attribute("class", css_class);
    svg.text(block.lines[i]).close();
  }
}

}  // namespace finwait
