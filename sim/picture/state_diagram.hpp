// The state diagram of a run before it is drawn: RFC 9293 Figure 5's edges with their labels, which of them each side
// took, in which order and when, and the moves that the figure leaves out but the run made. It knows no syntax, no
// coordinates and no colours.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/side.hpp"
#include "core/state.hpp"
#include "core/time.hpp"
#include "sim/trace_log.hpp"

namespace finwait {

// The boxes of the figure: one a state, and CLOSED a second time where connections end.
using StateNode = std::size_t;
inline constexpr StateNode kClosedAtEnd = kStateCount;
inline constexpr std::size_t kStateNodes = kStateCount + 1;

constexpr StateNode node_of(State state) { return static_cast<StateNode>(state); }
constexpr State state_of(StateNode node) { return node == kClosedAtEnd ? State::Closed : static_cast<State>(node); }
// "FIN_WAIT_1", "CLOSED_AT_END": a name for languages that allow letters and underscores only.
std::string_view node_name(StateNode node);

// One time that one side took an edge.
struct StateMove {
  std::uint32_t number = 0;  // this side's moves, counted from 1
  Time t = kStart;
};

struct StateEdge {
  StateNode from = 0;
  StateNode to = 0;
  std::string event{};     // "rcv FIN"
  std::string action{};    // "snd ACK"; "" where none is said
  bool in_figure = false;  // otherwise the run is the only reason to draw it
  std::array<std::vector<StateMove>, 2> moves{};

  const std::vector<StateMove>& of(Side side) const { return moves[index(side)]; }
  bool taken_by(Side side) const { return !of(side).empty(); }
  bool taken() const { return taken_by(Side::A) || taken_by(Side::B); }
};

// One side's stay in a box.
struct StateStay {
  bool visited = false;
  bool last = false;    // where the run ended for this side
  Duration lasted{0};   // together, for all but the last state
  Time since = kStart;  // the last state
};

struct StateDiagram {
  std::vector<StateEdge> edges{};  // the figure's, in its order, then the others in the order of transition_table()
  std::array<std::array<StateStay, kStateNodes>, 2> stays{};

  const StateStay& stay(Side side, StateNode node) const { return stays[index(side)][node]; }
  bool visited(StateNode node) const { return stay(Side::A, node).visited || stay(Side::B, node).visited; }
};

StateDiagram state_diagram(const TraceLog& run);

// "a3", "a3, a7 (2 times)", "a3, a5, ... (12 times)": the numbers under which a side took an edge; "" if it did not.
std::string move_numbers(const StateEdge& edge, Side side);
// Both sides' numbers: "a1, a2 / b1"; "" for an edge that nobody took.
std::string move_numbers(const StateEdge& edge);
// "rcv FIN / snd ACK", "rcv FIN".
std::string edge_label(const StateEdge& edge);
// "a 104 ms" and "b CLOSED since 1.05 s" without the state: what a box says of one side; "" if it was never there.
std::string stay_words(const StateDiagram& diagram, Side side, StateNode node);
// "a linux, b linux": whose run it is.
std::string sides_words(const TraceLog& run);
// One sentence of how to read the picture.
std::string_view reading_help();

}  // namespace finwait
