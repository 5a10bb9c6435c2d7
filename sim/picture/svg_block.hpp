// A block of text with a place in a picture, upright or turned along a line, and what it touches. Layouts place blocks
// so that they do not touch each other; whoever draws a picture only copies the places.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/picture/svg_length.hpp"
#include "sim/picture/svg_writer.hpp"

namespace finwait {

enum class TextAlign : unsigned char { Start, Middle, End };

// A direction, in ten-thousandths of its length.
struct Direction {
  static constexpr std::int64_t kOne = 10'000;
  std::int64_t x = kOne;
  std::int64_t y = 0;
  bool operator==(const Direction&) const = default;
};
// Towards the right along the line through both points.
Direction direction_of(Point from, Point to);
// The point `along` and `down` (at a right angle to it, to its right-hand side) from `origin`.
Point moved(Point origin, Direction direction, Px along, Px down);

struct TextBlock {
  std::vector<std::string> lines{};
  std::string_view css_class{};    // of every line; a literal
  std::string_view first_class{};  // of the first line instead, unless ""
  TextAlign align = TextAlign::Start;
  Point corner{};  // top left, in the block's own direction
  Direction direction{};
  Px width{};
  Px height{};
};

// A block of these lines, measured, still without a place.
TextBlock text_block(std::vector<std::string> lines, Px font_size, Px line_height);
bool overlap(const TextBlock& l, const TextBlock& r);
bool crosses(const TextBlock& block, Point from, Point to);
// The smallest upright box around it.
Box bounds(const TextBlock& block);
// Its lines as <text> elements.
void draw(SvgWriter& svg, const TextBlock& block);

}  // namespace finwait
