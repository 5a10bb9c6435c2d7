// Draws the rows of a ladder into columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/ladder_canvas.hpp"
#include "sim/ladder_row.hpp"
#include "sim/trace_ladder.hpp"

namespace finwait {

class LadderDrawing {
 public:
  // `rows` decide how much room the times need. `out` must outlive the drawing.
  LadderDrawing(std::string& out, const LadderOptions& options, const LadderRows& rows);

  const LadderLayout& layout() const { return layout_; }
  const Glyphs& glyphs() const { return glyphs_; }
  StyledLine line() { return StyledLine(out_, options_.colour); }

  // A line with words in the two state columns (between the bars where there are none).
  void headings(std::string_view left, std::string_view right);
  void draw(const LadderRows& rows);

 private:
  void draw_row(const LadderRow& row, bool after_gap);
  void draw_gap(Duration gap);
  void draw_arrow(StyledLine& line, const LadderRow& row);
  void draw_lane(StyledLine& line, const LadderRow& row);
  std::string fate_text(const LadderRow& row) const;
  void draw_inner_states(const LadderRow& row, std::string_view bar);
  void put_note(StyledLine& line, Side side, std::string_view note);
  std::vector<std::string> note_lines(const LadderRow& row) const;
  void draw_more_note(const LadderRow& row, std::string_view bar);
  std::string time_text(Time t) const;
  std::string arrow_label(const LadderRow& row, std::size_t room) const;

  std::string& out_;
  LadderOptions options_;
  const Glyphs& glyphs_;
  int decimals_;
  LadderLayout layout_;
  Time last_ = kStart;
  bool first_ = true;
};

}  // namespace finwait
