#include "sim/picture/state_diagram.hpp"

#include <algorithm>
#include <optional>
#include <variant>

#include "sim/ladder_words.hpp"
#include "sim/scenario.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

using enum State;

struct FigureEdge {
  State from;
  State to;
  std::optional<Cause> cause;  // none: the figure shows a call that this model does not have
  std::string_view event;
  std::string_view action;
};

// RFC 9293 Figure 5, from top to bottom. SEND in LISTEN is in the figure, but no stack and no scenario here has it.
constexpr FigureEdge kFigure[] = {
    {Closed, SynSent, Cause::Open, "active OPEN", "create TCB, snd SYN"},
    {Closed, Listen, Cause::Listen, "passive OPEN", "create TCB"},
    {Listen, Closed, Cause::Close, "CLOSE", "delete TCB"},
    {SynSent, Closed, Cause::Close, "CLOSE", "delete TCB"},
    {SynReceived, Listen, Cause::ReturnToListen, "rcv RST", "if opened passively"},
    {Listen, SynReceived, Cause::Syn, "rcv SYN", "snd SYN,ACK"},
    {Listen, SynSent, std::nullopt, "SEND", "snd SYN"},
    {SynSent, SynReceived, Cause::Syn, "rcv SYN", "snd SYN,ACK"},
    {SynReceived, Established, Cause::AckOfSyn, "rcv ACK of SYN", ""},
    {SynSent, Established, Cause::SynAck, "rcv SYN,ACK", "snd ACK"},
    {SynReceived, FinWait1, Cause::Close, "CLOSE", "snd FIN"},
    {Established, FinWait1, Cause::Close, "CLOSE", "snd FIN"},
    {Established, CloseWait, Cause::Fin, "rcv FIN", "snd ACK"},
    {FinWait1, FinWait2, Cause::AckOfFin, "rcv ACK of FIN", ""},
    {FinWait1, Closing, Cause::Fin, "rcv FIN", "snd ACK"},
    {CloseWait, LastAck, Cause::Close, "CLOSE", "snd FIN"},
    {FinWait2, TimeWait, Cause::Fin, "rcv FIN", "snd ACK"},
    {Closing, TimeWait, Cause::AckOfFin, "rcv ACK of FIN", ""},
    {LastAck, Closed, Cause::AckOfFin, "rcv ACK of FIN", ""},
    {TimeWait, Closed, Cause::TimeWaitTimeout, "Timeout=2MSL", "delete TCB"},
};
constexpr std::size_t kFigureEdges = std::size(kFigure);

constexpr std::array<std::string_view, kStateNodes> kNodeNames{
    "CLOSED",     "LISTEN",     "SYN_SENT", "SYN_RECEIVED", "ESTABLISHED", "FIN_WAIT_1",
    "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING",  "LAST_ACK",     "TIME_WAIT",   "CLOSED_AT_END"};

constexpr std::size_t kMostNumbers = 3;  // moves of one side that an edge names

// A connection that never was leaves for the CLOSED from which it came.
StateNode node_entered(State from, State to) {
  const bool never_was = from == Listen || from == SynSent || from == SynReceived;
  return to == Closed && !never_was ? kClosedAtEnd : node_of(to);
}

// What happens, in the words of the figure where it has some.
std::string event_words(const TransitionRow& row) {
  if (row.cause == Cause::Abort) return "ABORT";
  if (row.cause == Cause::AbortIntoTimeWait) return "ABORT, snd RST";
  return std::string(cause_words(row.cause));
}

std::size_t figure_edge(const TransitionRow& row) {
  const auto* found = std::find_if(std::begin(kFigure), std::end(kFigure), [&](const FigureEdge& edge) {
    return edge.from == row.from && edge.cause == row.cause;
  });
  return static_cast<std::size_t>(found - std::begin(kFigure));
}

StateEdge edge_of(const FigureEdge& figure) {
  StateEdge edge;
  edge.from = node_of(figure.from);
  edge.to = node_entered(figure.from, figure.to);
  edge.event = figure.event;
  edge.action = figure.action;
  edge.in_figure = true;
  return edge;
}

StateEdge edge_of(const TransitionRow& row) {
  StateEdge edge;
  edge.from = node_of(row.from);
  edge.to = node_entered(row.from, row.to);
  edge.event = event_words(row);
  return edge;
}

// Follows one side from record to record.
struct Walker {
  std::uint32_t moves = 0;
  StateNode node = node_of(Closed);
  Time since = kStart;
};

struct Walk {
  StateDiagram diagram{};
  std::vector<StateEdge> others{};  // by row of transition_table()
  std::array<Walker, 2> walkers{};

  void begin(Side side, State first) {
    walkers[index(side)].node = node_of(first);
    diagram.stays[index(side)][node_of(first)].visited = true;
  }

  void move(const StateRecord& r) {
    Walker& walker = walkers[index(r.at)];
    if (walker.moves == 0) begin(r.at, r.from);
    const StateMove move{++walker.moves, r.t};
    const std::size_t row = transition_row(r.from, r.cause);
    const TransitionRow found = row < others.size() ? transition_table()[row] : TransitionRow{r.from, r.cause, r.to};
    const std::size_t figure = figure_edge(found);
    if (figure < kFigureEdges) {
      diagram.edges[figure].moves[index(r.at)].push_back(move);
    } else if (row < others.size()) {
      others[row].moves[index(r.at)].push_back(move);
    }
    diagram.stays[index(r.at)][walker.node].lasted += r.t - walker.since;
    walker.node = node_entered(r.from, r.to);
    walker.since = r.t;
    diagram.stays[index(r.at)][walker.node].visited = true;
  }

  void end(Side side, const SideEnd& end) {
    Walker& walker = walkers[index(side)];
    if (walker.moves == 0) begin(side, end.state);
    StateStay& stay = diagram.stays[index(side)][walker.node];
    stay.last = true;
    stay.since = walker.since;
  }
};

}  // namespace

std::string_view node_name(StateNode node) { return kNodeNames[node]; }

StateDiagram state_diagram(const TraceLog& run) {
  Walk walk;
  for (const FigureEdge& figure : kFigure) walk.diagram.edges.push_back(edge_of(figure));
  for (const TransitionRow& row : transition_table()) walk.others.push_back(edge_of(row));
  for (const TraceRecord& record : run.records()) {
    if (const auto* state = std::get_if<StateRecord>(&record)) walk.move(*state);
  }
  for (const Side side : kSides) walk.end(side, run.end().sides[index(side)]);
  for (StateEdge& other : walk.others) {
    if (other.taken()) walk.diagram.edges.push_back(std::move(other));
  }
  return std::move(walk.diagram);
}

std::string move_numbers(const StateEdge& edge, Side side) {
  const std::vector<StateMove>& moves = edge.of(side);
  std::string text;
  for (std::size_t i = 0; i < moves.size(); ++i) {
    const bool left_out = moves.size() > kMostNumbers && i + 1 == kMostNumbers;
    if (!text.empty()) text += ", ";
    text += name(side);
    if (left_out) {
      text.pop_back();
      text += "...";
      break;
    }
    text += std::to_string(moves[i].number);
  }
  if (moves.size() > 1) text += " (" + std::to_string(moves.size()) + " times)";
  return text;
}

std::string move_numbers(const StateEdge& edge) {
  std::string text = move_numbers(edge, Side::A);
  if (edge.taken_by(Side::A) && edge.taken_by(Side::B)) text += " / ";
  return text + move_numbers(edge, Side::B);
}

std::string edge_label(const StateEdge& edge) {
  return edge.action.empty() ? edge.event : edge.event + " / " + edge.action;
}

std::string stay_words(const StateDiagram& diagram, Side side, StateNode node) {
  const StateStay& stay = diagram.stay(side, node);
  if (!stay.visited) return "";
  std::string text(name(side));
  if (stay.last) return text + " since " + duration_words(stay.since - kStart);
  // Nobody says how long a connection has not been there.
  if (state_of(node) == Closed) return text + " begins";
  return text + " " + duration_words(stay.lasted);
}

std::string sides_words(const TraceLog& run) {
  std::string text;
  if (run.scenario() == nullptr) return text;
  for (const Side side : kSides) {
    if (!text.empty()) text += ", ";
    text += name(side);
    text += " ";
    text += run.scenario()->side(side).profile.name;
  }
  return text;
}

std::string_view reading_help() {
  return "Bold: taken in this run. a1, a2, ... are a's moves in order, b1, b2, ... are b's. "
         "Dashed: a move that RFC 9293 Figure 5 does not show.";
}

}  // namespace finwait
