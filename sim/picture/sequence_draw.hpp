// Draws a sequence diagram that is laid out: elements, classes, titles. It decides on no place, only on marks.
#pragma once

#include <string>
#include <string_view>

#include "sim/picture/sequence_layout.hpp"
#include "sim/picture/svg_writer.hpp"

namespace finwait {

// The class of every sequence diagram's root element, and what the style sheet says about it.
inline constexpr std::string_view kSequenceClass = "fw-sequence";
std::string sequence_style_sheet();

void draw_plot(SvgWriter& svg, const SequencePicture& picture);
void draw_arrow(SvgWriter& svg, const ArrowShape& shape);
// To be drawn after all arrows: text is never crossed out.
void draw_arrow_label(SvgWriter& svg, const ArrowShape& shape);
// Explains the marks that occur, from `top` on; returns where it ends.
Px draw_legend(SvgWriter& svg, const SequencePicture& picture, Px top);

// Marks, shared by the plot and the legend.
void draw_cross(SvgWriter& svg, Point at, Px arm);
// The line and the mark at its end, as the arrow's fate has them.
void draw_shaft(SvgWriter& svg, const SequenceArrow& arrow, Point from, Point stop);
void draw_head(SvgWriter& svg, Point tip, Point from, std::string_view css_class);
void draw_timer_end(SvgWriter& svg, Point at, SequenceTimer::End end);

}  // namespace finwait
