#include "sim/picture/svg_text.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/utf8.hpp"

namespace finwait {
namespace {

// Hundredths of the font size, from U+0020 to U+007E.
constexpr std::array<std::uint8_t, 95> kWidths{
    32, 41, 48, 84, 64, 96, 78, 28, 40,  40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 62, 100, 73, 73, 73, 78, 67, 62, 78, 76, 30, 56, 73, 62, 87, 75, 79,
    67, 79, 73, 67, 62, 74, 69, 99, 69,  67, 69, 40, 34, 40, 84, 56, 50, 62, 64, 56, 64, 62, 36, 64,
    64, 28, 28, 58, 28, 98, 64, 62, 64,  64, 42, 56, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84};
constexpr std::string_view kEllipsis = "\u2026";

std::int64_t hundredths(char32_t c) {
  constexpr std::int64_t kEm = 100;
  if (c >= 0x20 && c < 0x7f) return kWidths[static_cast<std::size_t>(c - 0x20)];
  if (c == 0xa0) return kWidths[0];
  if (c == 0xb7) return 34;  // the dot between two parts of a label
  return kEm;                // arrows, numbers in circles, Chinese characters: a square each
}

}  // namespace

Px text_width(std::string_view text, Px font_size) {
  std::int64_t sum = 0;
  while (!text.empty()) {
    const Utf8Character c = next_character(text);
    sum += hundredths(c.code);
    text.remove_prefix(c.bytes);
  }
  return Px::from_tenths((sum * font_size.tenths() + 99) / 100);
}

std::vector<std::string> wrap_text(std::string_view text, Px font_size, Px width) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    if (word.empty()) continue;
    std::string longer = line;
    if (!longer.empty()) longer.push_back(' ');
    longer.append(word);
    if (!line.empty() && text_width(longer, font_size) > width) {
      lines.push_back(line);
      line = word;
    } else {
      line = longer;
    }
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

std::string clip_text(std::string_view text, Px font_size, Px width) {
  if (text_width(text, font_size) <= width) return std::string(text);
  const Px room = width - text_width(kEllipsis, font_size);
  std::size_t kept = 0;
  while (kept < text.size()) {
    const std::size_t next = kept + next_character(text.substr(kept)).bytes;
    if (text_width(text.substr(0, next), font_size) > room) break;
    kept = next;
  }
  while (kept > 0 && text[kept - 1] == ' ') --kept;
  std::string clipped(text.substr(0, kept));
  clipped.append(kEllipsis);
  return clipped;
}

}  // namespace finwait
