#include "sim/picture/trace_dot.hpp"

#include <array>

#include "sim/ladder_canvas.hpp"
#include "sim/picture/diagram_rows.hpp"
#include "sim/picture/state_diagram.hpp"
#include "sim/xml_text.hpp"

namespace finwait {
namespace {

// The rows of the figure from left to right, which invisible edges keep in order.
constexpr std::array<std::string_view, 4> kRows{"SYN_RECEIVED -> SYN_SENT", "FIN_WAIT_1 -> CLOSE_WAIT",
                                                "FIN_WAIT_2 -> CLOSING -> LAST_ACK", "TIME_WAIT -> CLOSED_AT_END"};

constexpr std::string_view kHead = R"(  graph [rankdir=TB, nodesep=0.9, ranksep=0.7, bgcolor="white", labelloc="t"]
  node [shape=box, style="rounded,filled", margin="0.18,0.1", color="#8c959f", fillcolor="white", fontcolor="#57606a"]
  edge [color="#8c959f", fontcolor="#57606a", fontsize=11, arrowsize=0.8]
  graph [fontname="Helvetica,Arial,sans-serif"]
  node [fontname="Helvetica,Arial,sans-serif"]
  edge [fontname="Helvetica,Arial,sans-serif"]
)";

constexpr std::string_view kColourOfA = "#0067a3";
constexpr std::string_view kColourOfB = "#b84a00";
constexpr std::size_t kHelpWidth = 84;  // characters

std::string html_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    if (!text.empty()) text += "<br/>";
    text += line;
  }
  return text;
}

void put_heading(std::string& out, const TraceLog& run) {
  std::vector<std::string> lines;
  std::string title = diagram_title(run);
  const std::string sides = sides_words(run);
  if (!sides.empty()) title += (title.empty() ? "" : ": ") + sides;
  if (!title.empty()) lines.push_back("<b>" + xml_escaped(title) + "</b>");
  for (const std::string& line : wrap(reading_help(), kHelpWidth)) {
    lines.push_back("<font point-size=\"11\">" + xml_escaped(line) + "</font>");
  }
  out += "  label=<" + html_lines(lines) + ">\n";
}

void put_box(std::string& out, const StateDiagram& diagram, StateNode node) {
  const std::string_view state = name(state_of(node));
  out += "  " + std::string(node_name(node));
  if (!diagram.visited(node)) {
    out += " [label=" + dot_quoted(state) + "]\n";
    return;
  }
  std::vector<std::string> lines{"<b>" + xml_escaped(state) + "</b>"};
  for (const Side side : kSides) {
    const std::string words = stay_words(diagram, side, node);
    if (!words.empty()) lines.push_back("<font point-size=\"11\">" + xml_escaped(words) + "</font>");
  }
  out += " [label=<" + html_lines(lines);
  out += R"(>, color="#1b1f24", fillcolor="#eef2f6", fontcolor="#1b1f24", penwidth=2])";
  out += "\n";
}

// Both colours side by side where both took it.
std::string colours(const StateEdge& edge) {
  std::string text;
  if (edge.taken_by(Side::A)) text += kColourOfA;
  if (edge.taken_by(Side::A) && edge.taken_by(Side::B)) text += ":";
  if (edge.taken_by(Side::B)) text += kColourOfB;
  return text;
}

// Edges that dot must not use for its rows: they lead upwards or sideways.
bool is_sideways(const StateEdge& edge) {
  return !edge.in_figure || edge.to == node_of(State::Closed) ||
         (edge.from == node_of(State::SynReceived) && edge.to == node_of(State::Listen)) ||
         (edge.from == node_of(State::SynSent) && edge.to == node_of(State::SynReceived)) ||
         (edge.from == node_of(State::TimeWait) && edge.to == kClosedAtEnd);
}

void put_edge(std::string& out, const StateEdge& edge) {
  out += "  " + std::string(node_name(edge.from));
  out += " -> " + std::string(node_name(edge.to));
  std::vector<std::string> lines;
  if (edge.taken()) lines.push_back("<b>" + xml_escaped(move_numbers(edge)) + "</b>");
  lines.push_back(xml_escaped(edge.event));
  if (!edge.action.empty()) lines.push_back(xml_escaped(edge.action));
  out += " [label=<" + html_lines(lines) + ">";
  if (edge.taken()) {
    out += ", color=\"" + colours(edge);
    out += R"(", fontcolor="#1b1f24", penwidth=2.5)";
  }
  if (!edge.in_figure) out += ", style=dashed";
  if (is_sideways(edge)) out += ", constraint=false";
  out += "]\n";
}

}  // namespace

std::string dot_quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + '"';
}

std::string dot_states(const TraceLog& run) {
  const StateDiagram diagram = state_diagram(run);
  std::string out = "digraph finwait {\n";
  out += kHead;
  put_heading(out, run);
  for (StateNode node = 0; node < kStateNodes; ++node) put_box(out, diagram, node);
  for (const std::string_view row : kRows) {
    out += "  { rank=same; ";
    out += row;
    out += " [style=invis] }\n";
  }
  for (const StateEdge& edge : diagram.edges) put_edge(out, edge);
  out += "}\n";
  return out;
}

}  // namespace finwait
