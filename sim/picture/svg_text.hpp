// How wide text will be in a picture, before anybody knows the font: an upper bound for the usual sans-serif fonts, so
// that what is laid out without overlap is shown without overlap. It writes nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/picture/svg_length.hpp"

namespace finwait {

// For pictures' style sheets; nothing is downloaded.
inline constexpr std::string_view kSvgFontFamily =
    "\"Helvetica Neue\",Helvetica,Arial,\"Liberation Sans\",\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif";

// The widest that the text gets at that size: each character's width is that of the widest of Liberation Sans (as
// wide as Arial and Helvetica), its bold, and DejaVu Sans.
Px text_width(std::string_view text, Px font_size);

// Breaks text into lines of at most `width`, at spaces; a word that is longer stands alone.
std::vector<std::string> wrap_text(std::string_view text, Px font_size, Px width);
// The text, or its beginning and an ellipsis, at most `width` wide.
std::string clip_text(std::string_view text, Px font_size, Px width);

}  // namespace finwait
