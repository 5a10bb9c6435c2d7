#include "sim/picture/trace_mermaid.hpp"

#include <array>
#include <utility>
#include <vector>

#include "sim/ladder_words.hpp"
#include "sim/line_buffer.hpp"
#include "sim/picture/diagram_rows.hpp"
#include "sim/picture/state_diagram.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

void put_break(std::string& text) {
  if (!text.empty()) text += "<br/>";
}

class SequenceText {
 public:
  SequenceText(std::string& out, int decimals) : line_(out), decimals_(decimals) {}

  void head(const TraceLog& run) {
    line_.put("sequenceDiagram\n");
    if (const std::string title = diagram_title(run); !title.empty()) {
      put("title: " + mermaid_escaped(title));
      put("accTitle: " + mermaid_escaped(title));
    }
    for (const Side side : kSides) {
      put("participant " + std::string(name(side)) + " as " + mermaid_escaped(life_line(run, side)));
    }
  }

  void row(const LadderRow& row) {
    if (const Duration silence = silence_before(row, last_); silence > Duration::zero()) {
      put("Note over a,b: ... " + mermaid_escaped(duration_words(silence)) + " ...");
    }
    last_ = row.t;
    switch (row.kind) {
      case LadderRow::Kind::Segment:
        states(row, row.side);
        states(row, other(row.side));
        arrow(row);
        break;
      case LadderRow::Kind::Arrival:
        arrow(row);
        states(row, row.side);
        states(row, other(row.side));
        break;
      case LadderRow::Kind::Note:
        note(row, row.side, note_text(row));
        states(row, other(row.side));
        break;
      case LadderRow::Kind::States:
        states(row, Side::A);
        states(row, Side::B);
        break;
      case LadderRow::Kind::Folded:
        put("Note over a,b: " + mermaid_escaped(row.note));
        break;
    }
  }

  void ending(const TraceLog& run) {
    std::string text;
    for (const std::string& part : ending_text(run)) {
      put_break(text);
      text += mermaid_escaped(part);
    }
    put("Note over a,b: " + text);
  }

 private:
  void put(std::string_view text) {
    line_.put("    ");
    line_.put(text);
    line_.put('\n');
  }

  void arrow(const LadderRow& row) {
    const SegmentRecord& s = row.segment;
    std::string text(name(s.from));
    if (row.kind == LadderRow::Kind::Arrival) {
      text += "-->>";
    } else if (s.fate == Fate::Lost) {
      text += "-x";
    } else if (s.fate == Fate::Corrupted) {
      text += "--x";
    } else {
      text += row.in_flight ? "-)" : "->>";
    }
    text += name(other(s.from));
    put(text + ": " + mermaid_escaped(arrow_text(row, decimals_)));
  }

  void states(const LadderRow& row, Side side) { note(row, side, {}); }

  // Words and the state that is entered with them, on the outer side of a life line.
  void note(const LadderRow& row, Side side, std::vector<std::string> lines) {
    const std::string_view entered = row.entered[index(side)];
    if (!entered.empty()) lines.emplace_back(entered);
    if (lines.empty()) return;
    std::string text = seconds_words(row.t, decimals_) + " ";
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i != 0) put_break(text);
      text += mermaid_escaped(lines[i]);
    }
    put((side == Side::A ? "Note left of a: " : "Note right of b: ") + text);
  }

  LineBuffer line_;
  int decimals_;
  Time last_ = kStart;
};

std::string box_text(const StateDiagram& diagram, StateNode node) {
  std::string text(name(state_of(node)));
  for (const Side side : kSides) {
    const std::string words = stay_words(diagram, side, node);
    if (!words.empty()) text += "<br/>" + mermaid_escaped(words);
  }
  return text;
}

std::string edge_text(const StateEdge& edge) {
  std::string text = mermaid_escaped(move_numbers(edge));
  if (!text.empty()) text = "<b>" + text + "</b><br/>";
  text += mermaid_escaped(edge.event);
  if (!edge.action.empty()) text += "<br/>" + mermaid_escaped(edge.action);
  if (!edge.in_figure) text += "<br/>(not in Figure 5)";
  return text;
}

// The boxes that neither side, one side or both sides were in.
void put_classes(std::string& out, const StateDiagram& diagram) {
  static constexpr std::array<std::string_view, 4> kClasses{"unseen", "onlyA", "onlyB", "both"};
  std::array<std::string, 4> boxes{};
  for (StateNode node = 0; node < kStateNodes; ++node) {
    const std::size_t of_a = diagram.stay(Side::A, node).visited ? 1 : 0;
    const std::size_t of_b = diagram.stay(Side::B, node).visited ? 2 : 0;
    std::string& list = boxes[of_a + of_b];
    if (!list.empty()) list += ",";
    list += node_name(node);
  }
  // Fills that bear black text in a light page and in a dark one.
  out +=
      "    classDef unseen fill:#f6f8fa,color:#57606a,stroke:#8c959f,stroke-dasharray:3\n"
      "    classDef onlyA fill:#cfe8f7,color:#1b1f24,stroke:#0067a3,stroke-width:3px,font-weight:bold\n"
      "    classDef onlyB fill:#fde3c8,color:#1b1f24,stroke:#b84a00,stroke-width:3px,font-weight:bold\n"
      "    classDef both fill:#e9e2f5,color:#1b1f24,stroke:#1b1f24,stroke-width:3px,font-weight:bold\n";
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    if (boxes[i].empty()) continue;
    out += "    class " + boxes[i];
    out += " " + std::string(kClasses[i]) + "\n";
  }
}

}  // namespace

std::string mermaid_escaped(std::string_view text) {
  // "%%" begins a comment, "$$" a formula. "end" would end a block where it stands alone: behind a time it does not.
  static constexpr std::string_view kUnsafe = "#;%$<>&\"`\\";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      out += ' ';
    } else if (kUnsafe.find(c) != std::string_view::npos) {
      out += "#" + std::to_string(byte);
      out += ';';
    } else {
      out += c;
    }
  }
  return out;
}

std::string mermaid_sequence(const TraceLog& run) {
  std::string out;
  {
    const LadderRows rows = diagram_rows(run);
    SequenceText text(out, decimals_needed(rows));
    text.head(run);
    for (const LadderRow& row : rows) text.row(row);
    text.ending(run);
  }
  return out;
}

std::string mermaid_states(const TraceLog& run) {
  const StateDiagram diagram = state_diagram(run);
  std::string out = "stateDiagram-v2\n    direction TB\n";
  const std::string title = diagram_title(run);
  if (!title.empty()) out += "    accTitle: " + mermaid_escaped(title) + "\n";
  out += "    accDescr: " + mermaid_escaped(reading_help()) + "\n";
  for (StateNode node = 0; node < kStateNodes; ++node) {
    out += "    state \"" + box_text(diagram, node);
    out += "\" as " + std::string(node_name(node)) + "\n";
  }
  for (const StateEdge& edge : diagram.edges) {
    out += "    " + std::string(node_name(edge.from));
    out += " --> " + std::string(node_name(edge.to));
    out += " : " + edge_text(edge) + "\n";
  }
  put_classes(out, diagram);
  return out;
}

}  // namespace finwait
