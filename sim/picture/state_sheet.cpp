#include "sim/picture/state_sheet.hpp"

#include <array>

#include "sim/picture/svg_style.hpp"
#include "sim/picture/svg_text.hpp"

namespace finwait {
namespace {

// Lines and borders that were not used: 3:1 on paper.
constexpr SvgColour kFree{"#8c959f", "#6b7580"};

constexpr std::array kPlain{
    std::string_view(".fws-heading{font-size:18px;font-weight:bold}"),
    std::string_view(".fws-label{font-size:13px}"),
    std::string_view(".fws-end{text-anchor:end}"),
    std::string_view(".fws-mid{text-anchor:middle}"),
    std::string_view(".fws-taken{font-weight:bold}"),
    std::string_view(".fws-state{font-size:15px;text-anchor:middle}"),
    std::string_view(".fws-stay{font-size:12px;text-anchor:middle}"),
    std::string_view(".fws-number{font-size:13px;font-weight:bold;text-anchor:middle}"),
    std::string_view(".fws-way{fill:none;stroke-width:3.5px}"),
    std::string_view(".fws-free{stroke-width:1.2px}"),
    std::string_view(".fws-over{stroke-dasharray:9 9}"),
    std::string_view(".fws-dashed{stroke-dasharray:8 6}"),
    std::string_view(".fws-dashed-both{stroke-dasharray:8 16}"),
    std::string_view(".fws-late{stroke-dashoffset:-12}"),
    std::string_view(".fws-rule{stroke-width:1px}"),
    std::string_view(".fws-visited{stroke-width:2.5px}"),
    std::string_view(".fws-unseen{stroke-width:1.2px}"),
    std::string_view(".fws-badge-b{stroke-width:2px}"),
    std::string_view(".fws-badge-a{stroke-width:2px}"),
};

constexpr std::array kColours{
    SvgColourRule{".fws-paper", "fill", kPaper},
    SvgColourRule{".fws-heading", "fill", kInk},
    SvgColourRule{".fws-taken", "fill", kInk},
    SvgColourRule{".fws-quiet", "fill", kFaintInk},
    SvgColourRule{".fws-free", "stroke", kFree},
    SvgColourRule{".fws-plain", "stroke", kInk},
    SvgColourRule{".fws-a", "stroke", kBlue},
    SvgColourRule{".fws-b", "stroke", kVermilion},
    SvgColourRule{".fws-head", "fill", kInk},
    SvgColourRule{".fws-head-a", "fill", kBlue},
    SvgColourRule{".fws-head-b", "fill", kVermilion},
    SvgColourRule{".fws-head-free", "fill", kFree},
    SvgColourRule{".fws-rule.fws-taken", "stroke", kInk},
    SvgColourRule{".fws-rule.fws-quiet", "stroke", kFree},
    SvgColourRule{".fws-visited", "fill", kPanel},
    SvgColourRule{".fws-visited", "stroke", kInk},
    SvgColourRule{".fws-unseen", "fill", kPaper},
    SvgColourRule{".fws-unseen", "stroke", kFree},
    SvgColourRule{".fws-badge-a", "fill", kBlue},
    SvgColourRule{".fws-badge-a", "stroke", kPaper},
    SvgColourRule{".fws-badge-b", "fill", kPaper},
    SvgColourRule{".fws-badge-b", "stroke", kVermilion},
    SvgColourRule{".fws-number-a", "fill", kPaper},
    SvgColourRule{".fws-number-b", "fill", kVermilion},
    SvgColourRule{".fws-ink-a", "fill", kBlue},
    SvgColourRule{".fws-ink-b", "fill", kVermilion},
};

}  // namespace

std::string state_style_sheet() {
  std::string sheet = "." + std::string(kStateClass) + "{font-family:" + std::string(kSvgFontFamily) + "}\n";
  return sheet + svg_style_sheet(kStateClass, kPlain, kColours);
}

}  // namespace finwait
