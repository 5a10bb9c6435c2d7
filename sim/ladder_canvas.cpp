#include "sim/ladder_canvas.hpp"

#include <algorithm>

namespace finwait {
namespace {

constexpr Glyphs kUnicode{"│", "┊", "─", "╌", "▶", "◀", "✗", "·", "─", "…", {"①", "②", "③", "④"}};
constexpr Glyphs kAscii{"|", ":", "-", "-", ">", "<", "X", "-", "-", "...", {"(1)", "(2)", "(3)", "(4)"}};

constexpr int kNarrowest = 44;
constexpr int kWidest = 110;
constexpr int kStateColumnsFrom = 72;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

std::string_view sequence(Style style) {
  switch (style) {
    case Style::Plain:
      return "";
    case Style::Dim:
      return "\x1b[2m";
    case Style::Bold:
      return "\x1b[1m";
    case Style::Lost:
      return "\x1b[31m";
    case Style::State:
      return "\x1b[1;36m";
    case Style::Note:
      return "\x1b[33m";
  }
  return "";
}

}  // namespace

const Glyphs& glyphs(bool unicode) { return unicode ? kUnicode : kAscii; }

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

std::string_view clip(std::string_view text, std::size_t width) {
  std::size_t end = 0;
  for (std::size_t taken = 0; end < text.size(); ++end) {
    if (!continues_character(text[end]) && taken++ == width) break;
  }
  return text.substr(0, end);
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    std::string_view word = text.substr(0, space);
    text.remove_prefix(std::min(space + 1, text.size()));
    if (word.empty()) continue;
    if (!lines.back().empty()) {
      if (columns(lines.back()) + 1 + columns(word) <= width) {
        lines.back() += ' ';
      } else {
        lines.emplace_back();
      }
    }
    while (columns(word) > width) {
      const std::string_view part = clip(word, width);
      lines.back() += part;
      lines.emplace_back();
      word.remove_prefix(part.size());
    }
    lines.back() += word;
  }
  return lines;
}

void StyledLine::put(std::string_view text, Style style) {
  if (text.empty()) return;
  out_.append(spaces_, ' ');
  spaces_ = 0;
  const std::string_view start = colour_ ? sequence(style) : "";
  out_ += start;
  out_ += text;
  if (!start.empty()) out_ += "\x1b[0m";
  column_ += columns(text);
}

void StyledLine::repeat(std::string_view glyph, std::size_t times, Style style) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += glyph;
  put(text, style);
}

void StyledLine::pad_to(std::size_t column) {
  if (column <= column_) return;
  spaces_ += column - column_;
  column_ = column;
}

void StyledLine::end() {
  out_ += '\n';
  spaces_ = 0;
  column_ = 0;
}

LadderLayout::LadderLayout(int width, std::size_t time_width) : time(time_width) {
  width = std::clamp(width, kNarrowest, kWidest);
  if (width < kStateColumnsFrom) state = 0;
  const std::size_t fixed = total();  // with a lane of no width
  lane = static_cast<std::size_t>(width) - std::min(fixed, static_cast<std::size_t>(width) - 20);
}

}  // namespace finwait
