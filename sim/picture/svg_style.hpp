// The look that all pictures share: colours (Okabe and Ito's, which colour-blind people tell apart, darkened or
// lightened until text in them has a contrast of 4.5:1 on its ground) for light and dark, and the style sheet's form.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace finwait {

struct SvgColour {
  std::string_view light{};
  std::string_view dark{};
};

// Grounds and ink.
inline constexpr SvgColour kPaper{"#ffffff", "#14171c"};     // what the picture is drawn on
inline constexpr SvgColour kPanel{"#f3f5f7", "#1f242b"};     // a quiet area on it
inline constexpr SvgColour kInk{"#1b1f24", "#e8ebef"};       // text and strokes that matter
inline constexpr SvgColour kFaintInk{"#57606a", "#a4adb8"};  // text that matters less; 4.5:1 on paper and panel
inline constexpr SvgColour kHairline{"#d0d7de", "#3a424c"};  // rules and grids: not for text
// Marks; each may be used for text on paper and panel.
inline constexpr SvgColour kBlue{"#0067a3", "#56b4e9"};       // a's, and what is normal
inline constexpr SvgColour kVermilion{"#b84a00", "#f0894d"};  // lost, failed
inline constexpr SvgColour kGreen{"#00704f", "#33c49b"};      // done
inline constexpr SvgColour kPurple{"#9c4a78", "#d99bbd"};     // timers
inline constexpr SvgColour kOrange{"#8f6000", "#e6a93a"};     // warnings, what comes from outside

// One declaration of a style sheet: `selector` gets `property`, in two colours. `selector` is a class (".fw-lost"),
// an element ("text"), or several with commas; each is put behind the picture's own class, so that no other picture in
// the same page is touched.
struct SvgColourRule {
  std::string_view selector{};
  std::string_view property{};
  SvgColour colour{};
};

// The sheet of a picture whose root element has the class `scope`: `plain` (rules without colours, one "selector{...}"
// a line) and the colours, the dark ones where the reader's system prefers dark.
std::string svg_style_sheet(std::string_view scope, std::span<const std::string_view> plain,
                            std::span<const SvgColourRule> colours);

}  // namespace finwait
