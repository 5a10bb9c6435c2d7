#include "sim/picture/state_places.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace finwait {
namespace {

using enum State;

// Columns and rows: the middles of the boxes.
constexpr int kLeft = 140;
constexpr int kMiddle = 470;
constexpr int kRight = 800;
constexpr int kClosedRow = 140;
constexpr int kListenRow = 272;
constexpr int kSynRow = 422;
constexpr int kEstablishedRow = 572;
constexpr int kFinRow = 706;
constexpr int kWaitRow = 846;
constexpr int kEndRow = 986;

constexpr int kHalfWidth = 84;
constexpr int kHalfHeight = 31;
constexpr int kHalfTall = 46;  // the SYN states' boxes are taller, as in the figure
constexpr int kOff = 38;       // of two upright lines at one box from its middle
constexpr int kTallOff = 30;   // of three level lines at a tall box
constexpr int kWideOff = 24;
constexpr int kLowOff = 14;

// What the figure leaves free for other moves.
constexpr int kFirstLane = kEndRow + 74;
constexpr int kLaneHeight = 40;
constexpr int kRightLabels = kRight + 154;

struct Middle {
  int x;
  int y;
};
constexpr std::array<Middle, kStateNodes> kMiddles{{
    {kMiddle, kClosedRow},
    {kMiddle, kListenRow},
    {kRight, kSynRow},
    {kLeft, kSynRow},
    {kMiddle, kEstablishedRow},
    {kLeft, kFinRow},
    {kLeft, kWaitRow},
    {kRight, kFinRow},
    {kMiddle, kWaitRow},
    {kRight, kWaitRow},
    {kMiddle, kEndRow},
    {kRight, kEndRow},
}};

constexpr Point at(int x, int y) { return {Px(x), Px(y)}; }

int half_height(StateNode node) {
  return node == node_of(SynSent) || node == node_of(SynReceived) ? kHalfTall : kHalfHeight;
}
int x_of(StateNode node) { return kMiddles[node].x; }
int y_of(StateNode node) { return kMiddles[node].y; }
int top_of(StateNode node) { return y_of(node) - half_height(node); }
int bottom_of(StateNode node) { return y_of(node) + half_height(node); }
int left_of(StateNode node) { return x_of(node) - kHalfWidth; }
int right_of(StateNode node) { return x_of(node) + kHalfWidth; }

// Collects the places of one kind of edge and finds one of them.
class Places {
 public:
  Places(StateNode from, StateNode to) : from_(from), to_(to) {}

  // An upright piece carries label and numbers.
  void upright(StateNode from, StateNode to, LabelPlace place, Point middle, std::vector<Point> way) {
    add({from, to, place, middle, middle, Px(110), std::move(way)});
  }
  void level(StateNode from, StateNode to, LabelPlace place, Point middle, std::vector<Point> way) {
    add({from, to, place, middle, middle, Px(330), std::move(way)});
  }
  void apart(StateNode from, StateNode to, LabelPlace place, Point label, Point badge, int width,
             std::vector<Point> way) {
    add({from, to, place, label, badge, Px(width), std::move(way)});
  }
  bool any() const { return !found_.way.empty(); }
  const EdgePlace& found() const { return found_; }

 private:
  void add(EdgePlace place) {
    if (place.from == from_ && place.to == to_) found_ = std::move(place);
  }

  StateNode from_;
  StateNode to_;
  EdgePlace found_{};
};

constexpr StateNode kClosed = node_of(Closed);
constexpr StateNode kListen = node_of(Listen);
constexpr StateNode kSynSent = node_of(SynSent);
constexpr StateNode kSynReceived = node_of(SynReceived);
constexpr StateNode kEstablished = node_of(Established);
constexpr StateNode kFinWait1 = node_of(FinWait1);
constexpr StateNode kFinWait2 = node_of(FinWait2);
constexpr StateNode kCloseWait = node_of(CloseWait);
constexpr StateNode kClosing = node_of(Closing);
constexpr StateNode kLastAck = node_of(LastAck);
constexpr StateNode kTimeWait = node_of(TimeWait);

// Straight down between two boxes of one column, `off` beside their middle.
std::vector<Point> down(StateNode from, StateNode to, int off = 0) {
  return {at(x_of(from) + off, bottom_of(from)), at(x_of(from) + off, top_of(to))};
}
int between(StateNode above, StateNode below) { return (bottom_of(above) + top_of(below)) / 2; }

void opening(Places& p) {
  using enum LabelPlace;
  constexpr int kTop = kClosedRow - kLowOff;
  constexpr int kTopBack = kClosedRow + kLowOff;
  constexpr int kOut = kRight + kWideOff;
  constexpr int kBack = kRight - kWideOff;
  p.apart(kClosed, kSynSent, RightOf, at(kOut, 258), at(kOut, 258), 92,
          {at(right_of(kClosed), kTop), at(kOut, kTop), at(kOut, top_of(kSynSent))});
  p.upright(kSynSent, kClosed, LeftOf, at(kBack, 258),
            {at(kBack, top_of(kSynSent)), at(kBack, kTopBack), at(right_of(kClosed), kTopBack)});
  const int y = between(kClosed, kListen);
  p.upright(kClosed, kListen, LeftOf, at(kMiddle - kOff, y), down(kClosed, kListen, -kOff));
  p.upright(kListen, kClosed, RightOf, at(kMiddle + kOff, y),
            {at(kMiddle + kOff, top_of(kListen)), at(kMiddle + kOff, bottom_of(kClosed))});
  p.level(kSynReceived, kListen, Around, at(270, kListenRow),
          {at(kLeft, top_of(kSynReceived)), at(kLeft, kListenRow), at(left_of(kListen), kListenRow)});
}

void handshake(Places& p) {
  using enum LabelPlace;
  constexpr int kUpper = kSynRow - kTallOff;
  constexpr int kLower = kSynRow + kTallOff;
  constexpr int kWest = kMiddle - kOff;
  constexpr int kEast = kMiddle + kOff;
  const int above = (bottom_of(kListen) + kUpper) / 2;
  p.upright(kListen, kSynReceived, LeftOf, at(kWest, above),
            {at(kWest, bottom_of(kListen)), at(kWest, kUpper), at(right_of(kSynReceived), kUpper)});
  p.upright(kListen, kSynSent, RightOf, at(kEast, above),
            {at(kEast, bottom_of(kListen)), at(kEast, kUpper), at(left_of(kSynSent), kUpper)});
  p.apart(kSynSent, kSynReceived, Around, at(kMiddle, kSynRow), at(kMiddle + 140, kSynRow), 130,
          {at(left_of(kSynSent), kSynRow), at(right_of(kSynReceived), kSynRow)});
  const int below = (top_of(kEstablished) + kLower) / 2;
  p.upright(kSynReceived, kEstablished, LeftOf, at(kWest, below),
            {at(right_of(kSynReceived), kLower), at(kWest, kLower), at(kWest, top_of(kEstablished))});
  p.upright(kSynSent, kEstablished, RightOf, at(kEast, below),
            {at(left_of(kSynSent), kLower), at(kEast, kLower), at(kEast, top_of(kEstablished))});
}

void closing(Places& p) {
  using enum LabelPlace;
  constexpr int kHigh = kFinRow - kLowOff;
  constexpr int kLow = kFinRow + kLowOff;
  constexpr int kWest = kMiddle - kOff;
  constexpr int kEast = kMiddle + kOff;
  const int y = (bottom_of(kEstablished) + kHigh) / 2;
  p.upright(kSynReceived, kFinWait1, RightOf, at(kLeft, kEstablishedRow), down(kSynReceived, kFinWait1));
  p.upright(kEstablished, kFinWait1, LeftOf, at(kWest, y),
            {at(kWest, bottom_of(kEstablished)), at(kWest, kHigh), at(right_of(kFinWait1), kHigh)});
  p.upright(kEstablished, kCloseWait, RightOf, at(kEast, y),
            {at(kEast, bottom_of(kEstablished)), at(kEast, kHigh), at(left_of(kCloseWait), kHigh)});
  const int after = between(kFinWait1, kFinWait2);
  p.upright(kFinWait1, kFinWait2, RightOf, at(kLeft, after), down(kFinWait1, kFinWait2));
  p.upright(kFinWait1, kClosing, LeftOf, at(kMiddle, after),
            {at(right_of(kFinWait1), kLow), at(kMiddle, kLow), at(kMiddle, top_of(kClosing))});
  p.upright(kCloseWait, kLastAck, LeftOf, at(kRight, after), down(kCloseWait, kLastAck));
  const int last = between(kClosing, kTimeWait);
  p.upright(kFinWait2, kTimeWait, RightOf, at(kLeft, last),
            {at(kLeft, bottom_of(kFinWait2)), at(kLeft, kEndRow), at(left_of(kTimeWait), kEndRow)});
  p.upright(kClosing, kTimeWait, LeftOf, at(kMiddle, last), down(kClosing, kTimeWait));
  p.upright(kLastAck, kClosedAtEnd, LeftOf, at(kRight, last), down(kLastAck, kClosedAtEnd));
  p.level(kTimeWait, kClosedAtEnd, Below, at(kMiddle + 165, kEndRow + 4),
          {at(right_of(kTimeWait), kEndRow + 4), at(left_of(kClosedAtEnd), kEndRow + 4)});
}

// Moves to CLOSED that need no lane.
void to_closed(Places& p) {
  using enum LabelPlace;
  constexpr int kFirst = kRight + 104;
  constexpr int kSecond = kRight + 122;
  constexpr int kThird = kRight + 140;
  constexpr int kTop = kClosedRow - 50;
  p.apart(kSynSent, kClosed, RightOf, at(kRightLabels, 336), at(kRightLabels - 14, 336), 120,
          {at(right_of(kSynSent), kSynRow - 16), at(kRightLabels - 14, kSynRow - 16), at(kRightLabels - 14, kTop),
           at(kMiddle + 50, kTop), at(kMiddle + 50, top_of(kClosed))});
  p.level(kSynReceived, kClosed, Above, at(220, kClosedRow),
          {at(left_of(kSynReceived), kSynRow), at(28, kSynRow), at(28, kClosedRow), at(left_of(kClosed), kClosedRow)});
  p.upright(kListen, kClosed, LeftOf, at(296, between(kClosed, kListen)),
            {at(left_of(kListen), kListenRow - 14), at(296, kListenRow - 14), at(296, kClosedRow + 14),
             at(left_of(kClosed), kClosedRow + 14)});
  p.level(kEstablished, kClosedAtEnd, Above, at(720, kEstablishedRow),
          {at(right_of(kEstablished), kEstablishedRow), at(kThird, kEstablishedRow), at(kThird, kEndRow + 16),
           at(right_of(kClosedAtEnd), kEndRow + 16)});
  p.apart(kCloseWait, kClosedAtEnd, RightOf, at(kRightLabels, 776), at(kSecond, 776), 120,
          {at(right_of(kCloseWait), kFinRow), at(kSecond, kFinRow), at(kSecond, kEndRow + 2),
           at(right_of(kClosedAtEnd), kEndRow + 2)});
  p.apart(kLastAck, kClosedAtEnd, RightOf, at(kRightLabels, 916), at(kFirst, 916), 120,
          {at(right_of(kLastAck), kWaitRow), at(kFirst, kWaitRow), at(kFirst, kEndRow - 12),
           at(right_of(kClosedAtEnd), kEndRow - 12)});
  p.apart(kClosing, kClosedAtEnd, LeftOf, at(644, 910), at(650, 910), 140,
          {at(right_of(kClosing), kWaitRow), at(650, kWaitRow), at(650, kEndRow - 14),
           at(left_of(kClosedAtEnd), kEndRow - 14)});
}

// ABORT by a stack that keeps TIME-WAIT for it.
void to_time_wait(Places& p) {
  using enum LabelPlace;
  constexpr int kIn = kEndRow - 14;
  p.upright(kEstablished, kTimeWait, LeftOf, at(286, 626),
            {at(left_of(kEstablished), kEstablishedRow), at(286, kEstablishedRow), at(286, kIn),
             at(left_of(kTimeWait), kIn)});
  p.apart(kFinWait2, kTimeWait, Above, at(284, kWaitRow - 2), at(306, 900), 140,
          {at(right_of(kFinWait2), kWaitRow), at(306, kWaitRow), at(306, kIn), at(left_of(kTimeWait), kIn)});
  p.upright(kCloseWait, kTimeWait, LeftOf, at(660, 776),
            {at(left_of(kCloseWait), kFinRow + 14), at(660, kFinRow + 14), at(660, 888), at(kMiddle + 50, 888),
             at(kMiddle + 50, top_of(kTimeWait))});
}

// Moves that go around below all boxes.
void around(Places& p, int lane) {
  using enum LabelPlace;
  const int y = kFirstLane + lane * kLaneHeight;
  const int end = bottom_of(kTimeWait);
  const auto round = [y, end](StateNode from, int off, int x, int up) {
    return std::vector<Point>{at(left_of(from), y_of(from) + off), at(x, y_of(from) + off), at(x, y), at(up, y),
                              at(up, end)};
  };
  p.level(kTimeWait, kClosedAtEnd, Above, at(620, y),
          {at(kMiddle + 40, end), at(kMiddle + 40, y), at(kRight - 40, y), at(kRight - 40, end)});
  p.level(kFinWait2, kClosedAtEnd, Above, at(250, y), round(kFinWait2, 0, 42, kRight));
  p.level(kFinWait1, kClosedAtEnd, Above, at(250, y), round(kFinWait1, 0, 30, kRight + 40));
  p.level(kFinWait1, kTimeWait, Above, at(250, y), round(kFinWait1, 14, 18, kMiddle - 40));
  p.level(kSynReceived, kTimeWait, Above, at(250, y), round(kSynReceived, 20, 8, kMiddle - 60));
  p.level(kTimeWait, kSynReceived, Above, at(250, y),
          {at(kMiddle - 20, end), at(kMiddle - 20, y), at(13, y), at(13, kSynRow), at(left_of(kSynReceived), kSynRow)});
}

}  // namespace

Box state_box(StateNode node) { return {Px(left_of(node)), Px(top_of(node)), Px(right_of(node)), Px(bottom_of(node))}; }

std::optional<EdgePlace> figure_place(StateNode from, StateNode to) {
  Places places(from, to);
  opening(places);
  handshake(places);
  closing(places);
  if (!places.any()) return std::nullopt;
  return places.found();
}

std::optional<EdgePlace> other_place(StateNode from, StateNode to, int lane) {
  Places places(from, to);
  to_closed(places);
  to_time_wait(places);
  around(places, lane);
  if (!places.any()) return std::nullopt;
  return places.found();
}

bool uses_lane(StateNode from, StateNode to) {
  Places places(from, to);
  around(places, 0);
  return places.any();
}

Px state_picture_width(StateNode from, StateNode to) {
  if (from == kEstablished && to == kClosedAtEnd) return Px(kRightLabels + 16);
  const bool labelled =
      (from == kSynSent && to == kClosed) || (to == kClosedAtEnd && (from == kCloseWait || from == kLastAck));
  return Px(labelled ? kRightLabels + 136 : kRightLabels - 8);
}

Px state_picture_height(int lanes) { return Px(kEndRow + 66 + lanes * kLaneHeight); }

}  // namespace finwait
