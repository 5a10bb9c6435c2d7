#include "sim/picture/trace_plantuml.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/ladder_words.hpp"
#include "sim/line_buffer.hpp"
#include "sim/picture/diagram_rows.hpp"
#include "sim/picture/state_diagram.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

constexpr std::int64_t kSteepest = 8;  // steps of a slant
constexpr std::int64_t kStep = 3;      // pixels

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    if (!text.empty()) text += "\\n";
    text += plantuml_escaped(line);
  }
  return text;
}

bool arrives(const LadderRow& row) {
  return row.kind == LadderRow::Kind::Segment && row.segment.fate == Fate::Delivered && !row.in_flight;
}

Duration longest_delay(const LadderRows& rows) {
  Duration longest{1};
  for (const LadderRow& row : rows) {
    if (arrives(row)) longest = std::max(longest, row.segment.rx - row.segment.t);
  }
  return longest;
}

class SequenceText {
 public:
  SequenceText(std::string& out, const LadderRows& rows)
      : line_(out), decimals_(decimals_needed(rows)), longest_(longest_delay(rows)) {}

  void head(const TraceLog& run, const LadderRows& rows) {
    put("@startuml");
    put("' UTF-8: plantuml -charset UTF-8");
    slants(rows);
    put("hide footbox");
    if (const std::string title = diagram_title(run); !title.empty()) put("title " + plantuml_escaped(title));
    for (const Side side : kSides) {
      put("participant \"" + plantuml_escaped(life_line(run, side)) + "\" as " + std::string(name(side)));
    }
  }

  void row(const LadderRow& row) {
    if (const Duration silence = silence_before(row, last_); silence > Duration::zero()) {
      put("... " + duration_words(silence) + " ...");
    }
    last_ = row.t;
    switch (row.kind) {
      case LadderRow::Kind::Segment:
        states(row);
        arrow(row);
        break;
      case LadderRow::Kind::Arrival:
        arrow(row);
        states(row);
        break;
      case LadderRow::Kind::Note:
        note(row);
        states(row);
        break;
      case LadderRow::Kind::States:
        states(row);
        break;
      case LadderRow::Kind::Folded:
        put("note over a, b : " + plantuml_escaped(row.note));
        break;
    }
  }

  void ending(const TraceLog& run) {
    put("note over a, b : " + joined(ending_text(run)));
    put("@enduml");
  }

 private:
  void put(std::string_view text) {
    line_.put(text);
    line_.put('\n');
  }

  // PlantUML 1.2020 takes "->(24)" for an error, so the slants are variables that are empty there.
  void slants(const LadderRows& rows) {
    std::array<bool, kSteepest + 1> used{};
    for (const LadderRow& row : rows) used[static_cast<std::size_t>(slant_of(row))] = true;
    put("!if (%version() > \"1.2023\")");
    put_slants(used, true);
    put("!else");
    put_slants(used, false);
    put("!endif");
  }
  void put_slants(const std::array<bool, kSteepest + 1>& used, bool slanted) {
    for (std::size_t i = 1; i < used.size(); ++i) {
      if (!used[i]) continue;
      const std::string value = slanted ? "(" + std::to_string(i * kStep) + ")" : "";
      put("!$slant" + std::to_string(i) + " = \"" + value + "\"");
    }
  }

  // In steps, for an arrow whose end has no row of its own. Rounded up: what takes time is never drawn as if it took
  // none.
  std::int64_t slant_of(const LadderRow& row) const {
    if (!arrives(row)) return 0;
    const std::int64_t share = longest_.count() / kSteepest + 1;
    const std::int64_t delay = (row.segment.rx - row.segment.t).count();
    return std::clamp<std::int64_t>((delay + share - 1) / share, 0, kSteepest);
  }

  void arrow(const LadderRow& row) {
    const SegmentRecord& s = row.segment;
    std::string text(name(s.from));
    if (row.kind == LadderRow::Kind::Arrival) {
      text += " -->> ";
    } else if (s.fate == Fate::Lost) {
      text += " ->x ";
    } else if (s.fate == Fate::Corrupted) {
      text += " -->x ";
    } else if (row.in_flight) {
      text += " ->o ";
    } else if (const std::int64_t n = slant_of(row); n > 0) {
      text += " ->$slant" + std::to_string(n) + " ";
    } else {
      text += " -> ";
    }
    text += name(other(s.from));
    put(text + " : " + plantuml_escaped(arrow_text(row, decimals_)));
  }

  void note(const LadderRow& row) {
    std::string text = row.side == Side::A ? "rnote left of a : " : "rnote right of b : ";
    text += seconds_words(row.t, decimals_) + " " + joined(note_text(row));
    put(text);
  }

  void states(const LadderRow& row) {
    for (const Side side : kSides) {
      const std::string_view entered = row.entered[index(side)];
      if (entered.empty()) continue;
      std::string text = "hnote over " + std::string(name(side));
      text += " : " + seconds_words(row.t, decimals_) + " ";
      put(text + plantuml_escaped(entered));
    }
  }

  LineBuffer line_;
  int decimals_;
  Duration longest_;
  Time last_ = kStart;
};

std::string edge_style(const StateEdge& edge) {
  if (!edge.taken()) return "#8c959f";
  std::string style = edge.taken_by(Side::A) ? edge.taken_by(Side::B) ? "#1b1f24" : "#0067a3" : "#b84a00";
  style += edge.in_figure ? ",bold" : ",dashed";
  return style;
}

void put_box(std::string& out, const StateDiagram& diagram, StateNode node) {
  const std::string id(node_name(node));
  out += "state \"" + plantuml_escaped(name(state_of(node))) + "\" as " + id;
  out += diagram.visited(node) ? " #dbe9f6\n" : " #ffffff\n";
  for (const Side side : kSides) {
    const std::string words = stay_words(diagram, side, node);
    if (!words.empty()) out += id + " : " + plantuml_escaped(words) + "\n";
  }
}

void put_edge(std::string& out, const StateEdge& edge) {
  out += std::string(node_name(edge.from)) + " -[" + edge_style(edge);
  out += "]-> " + std::string(node_name(edge.to)) + " : ";
  if (edge.taken()) out += "<b>" + plantuml_escaped(move_numbers(edge)) + "</b>\\n";
  out += plantuml_escaped(edge.event);
  if (!edge.action.empty()) out += "\\n" + plantuml_escaped(edge.action);
  out += "\n";
}

}  // namespace

std::string plantuml_escaped(std::string_view text) {
  static constexpr std::string_view kUnsafe = "\\~*/\"<>%$!#&|{}@^";
  static constexpr std::string_view kUnsafeTwice = "-_[]=";
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  char before = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool doubled = c == before && kUnsafeTwice.find(c) != std::string_view::npos;
    if (byte < 0x20 || byte == 0x7f) {
      out += ' ';
    } else if (doubled || kUnsafe.find(c) != std::string_view::npos) {
      out += "<U+00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 0xfU];
      out += '>';
    } else {
      out += c;
    }
    before = c;
  }
  return out;
}

std::string plantuml_sequence(const TraceLog& run) {
  std::string out;
  {
    const LadderRows rows = diagram_rows(run);
    SequenceText text(out, rows);
    text.head(run, rows);
    for (const LadderRow& row : rows) text.row(row);
    text.ending(run);
  }
  return out;
}

std::string plantuml_states(const TraceLog& run) {
  const StateDiagram diagram = state_diagram(run);
  std::string out = "@startuml\n' UTF-8: plantuml -charset UTF-8\nhide empty description\n";
  std::string title = diagram_title(run);
  const std::string sides = sides_words(run);
  if (!sides.empty()) title += (title.empty() ? "" : ": ") + sides;
  if (!title.empty()) out += "title " + plantuml_escaped(title) + "\n";
  out += "caption " + plantuml_escaped(reading_help()) + "\n";
  for (StateNode node = 0; node < kStateNodes; ++node) put_box(out, diagram, node);
  for (const StateEdge& edge : diagram.edges) put_edge(out, edge);
  return out + "@enduml\n";
}

}  // namespace finwait
