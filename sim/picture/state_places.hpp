// Where the boxes and lines of RFC 9293 Figure 5 stand in our picture, laid by hand like the figure, and the ways that
// are kept free for the moves it does not show. Coordinates only: it draws nothing and knows no run.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/picture/state_diagram.hpp"
#include "sim/picture/svg_length.hpp"

namespace finwait {

// How a label stands to its line.
enum class LabelPlace : std::uint8_t {
  LeftOf,   // ends at the label's point: the line is upright, right of it
  RightOf,  // begins at the label's point
  Around,   // what happens above a level line, what is done below it; centred on the label's point
  Above,    // one line of words on a level line, centred
  Below,    // all of it below a level line, centred
};

struct EdgePlace {
  StateNode from = 0;
  StateNode to = 0;
  LabelPlace place = LabelPlace::LeftOf;
  Point label{};  // on the line, or beside it where the label belongs to a way among others
  Point badge{};  // the middle of the numbers, on the line
  Px label_width{};
  std::vector<Point> way{};  // level and upright pieces, from the border of one box to that of the other
};

Box state_box(StateNode node);
// For an edge of the figure; nothing if it has no such edge.
std::optional<EdgePlace> figure_place(StateNode from, StateNode to);
// For any other move of transition_table(). `lane`, from 0: which of the ways below all boxes is free; it is used if
// uses_lane() says so.
std::optional<EdgePlace> other_place(StateNode from, StateNode to, int lane);
bool uses_lane(StateNode from, StateNode to);

// The width that the picture needs for one other move (which may go around on its right side), and for any edge of the
// figure; the height that it needs for that many lanes.
Px state_picture_width(StateNode from, StateNode to);
Px state_picture_height(int lanes);

}  // namespace finwait
