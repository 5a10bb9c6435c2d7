#include <array>

#include "sim/picture/sequence_draw.hpp"
#include "sim/picture/svg_style.hpp"
#include "sim/picture/svg_text.hpp"

namespace finwait {
namespace {

constexpr std::array kPlain{
    std::string_view("text{font-size:12.5px;font-variant-numeric:tabular-nums}"),
    std::string_view(".fw-title{font-size:19px;font-weight:bold}"),
    std::string_view(".fw-stack{font-size:16px;font-weight:bold}"),
    std::string_view(".fw-side{font-weight:bold}"),
    std::string_view(".fw-state{font-weight:bold}"),
    std::string_view(".fw-gap{font-style:italic}"),
    // Text that stands on lines keeps them at a distance.
    std::string_view(".fw-label,.fw-fate,.fw-gap{paint-order:stroke;stroke-width:3.5px;stroke-linejoin:round}"),
    std::string_view("line,path,.fw-broken{fill:none}"),
    std::string_view(".fw-line{stroke-width:1.4px}"),
    std::string_view(".fw-of-close{stroke-width:2.2px}"),
    std::string_view(".fw-lost{stroke-width:1.8px;stroke-dasharray:9 3}"),
    std::string_view(".fw-copy{stroke-dasharray:2 3}"),
    std::string_view(".fw-corrupted{stroke-dasharray:9 3 2 3}"),
    std::string_view(".fw-cross{stroke-width:2.8px;stroke-linecap:round}"),
    std::string_view(".fw-broken{stroke-width:1.8px}"),
    std::string_view(".fw-grid{stroke-width:1px;stroke-dasharray:1 5}"),
    std::string_view(".fw-axis,.fw-leader,.fw-edge{stroke-width:1px}"),
    std::string_view(".fw-bar{stroke-width:1px}"),
    std::string_view(".fw-open-end{stroke-width:2.5px;stroke-dasharray:2 2}"),
    std::string_view(".fw-timer{stroke-width:3px}"),
    std::string_view(".fw-set,.fw-stopped{stroke-width:2px}"),
    std::string_view(".fw-running{stroke-width:3px;stroke-dasharray:3 3}"),
};

constexpr std::array kColours{
    SvgColourRule{".fw-paper", "fill", kPaper},
    SvgColourRule{"text", "fill", kInk},
    SvgColourRule{".fw-faint,.fw-why,.fw-gap", "fill", kFaintInk},
    SvgColourRule{".fw-label,.fw-fate", "stroke", kPaper},
    SvgColourRule{".fw-gap,.fw-list .fw-label", "stroke", kPanel},
    SvgColourRule{".fw-fate", "fill", kVermilion},
    SvgColourRule{".fw-call", "fill", kGreen},
    SvgColourRule{".fw-timer-text", "fill", kPurple},
    SvgColourRule{".fw-line,.fw-origin", "stroke", kInk},
    SvgColourRule{".fw-lost,.fw-corrupted,.fw-cross,.fw-broken", "stroke", kVermilion},
    SvgColourRule{".fw-injected,.fw-origin", "stroke", kOrange},
    SvgColourRule{".fw-head", "fill", kInk},
    SvgColourRule{".fw-injected-head", "fill", kOrange},
    SvgColourRule{".fw-origin,.fw-broken,.fw-hole", "fill", kPaper},
    SvgColourRule{".fw-grid,.fw-leader", "stroke", kHairline},
    SvgColourRule{".fw-axis,.fw-edge", "stroke", kFaintInk},
    SvgColourRule{".fw-band,.fw-panel", "fill", kPanel},
    SvgColourRule{".fw-panel", "stroke", kHairline},
    SvgColourRule{".fw-timer,.fw-set,.fw-stopped,.fw-running", "stroke", kPurple},
    SvgColourRule{".fw-fired", "fill", kPurple},
    SvgColourRule{".fw-call-mark", "fill", kGreen},
    SvgColourRule{".fw-bar", "stroke", kFaintInk},
    SvgColourRule{".fw-open-end", "stroke", kPaper},
    SvgColourRule{".fw-closed", "fill", kPaper},
    SvgColourRule{".fw-listen", "fill", {"#e3e8ed", "#2c333c"}},
    SvgColourRule{".fw-syn-sent", "fill", {"#d3e8f6", "#1d3a4e"}},
    SvgColourRule{".fw-syn-received", "fill", {"#a6d2ec", "#2a5674"}},
    SvgColourRule{".fw-established", "fill", {"#0072b2", "#3f9fd8"}},
    SvgColourRule{".fw-fin-wait-1", "fill", {"#e69f00", "#e69f00"}},
    SvgColourRule{".fw-fin-wait-2", "fill", {"#f3c969", "#a8781a"}},
    SvgColourRule{".fw-closing", "fill", {"#d55e00", "#d9691a"}},
    SvgColourRule{".fw-time-wait", "fill", {"#faeccb", "#594419"}},
    SvgColourRule{".fw-close-wait", "fill", {"#009e73", "#0fa87e"}},
    SvgColourRule{".fw-last-ack", "fill", {"#8fd6c0", "#1c6450"}},
};

}  // namespace

std::string sequence_style_sheet() {
  std::string sheet = ".";
  sheet.append(kSequenceClass).append("{font-family:").append(kSvgFontFamily).append("}\n");
  return sheet.append(svg_style_sheet(kSequenceClass, kPlain, kColours));
}

}  // namespace finwait
