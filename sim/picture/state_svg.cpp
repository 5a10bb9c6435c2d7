#include "sim/picture/state_svg.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "sim/ladder_words.hpp"
#include "sim/picture/diagram_rows.hpp"
#include "sim/picture/state_diagram.hpp"
#include "sim/picture/state_places.hpp"
#include "sim/picture/state_sheet.hpp"
#include "sim/picture/svg_text.hpp"
#include "sim/picture/svg_writer.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

constexpr Px kFont = Px(13);
constexpr Px kLine = Px(16);  // from one line of text to the next
constexpr Px kBadgeHeight = Px(18);
constexpr Px kCorner = Px(10);  // of a way
constexpr Px kTip = Px(11);     // length of an arrow's head
constexpr Px kAside = Px(8);    // from a line to its label

// What is drawn as one line: an edge of the figure, or all other moves between the same two boxes.
struct Drawn {
  EdgePlace place{};
  std::vector<const StateEdge*> edges{};

  bool in_figure() const { return edges.front()->in_figure; }
  bool taken_by(Side side) const {
    return std::any_of(edges.begin(), edges.end(), [&](const StateEdge* edge) { return edge->taken_by(side); });
  }
  bool taken() const { return taken_by(Side::A) || taken_by(Side::B); }
};

struct Badge {
  Side side = Side::A;
  std::vector<std::string> lines{};
  Px width{};
  Px height() const { return kBadgeHeight + kLine * (static_cast<std::int64_t>(lines.size()) - 1); }
};

std::vector<Drawn> drawn_edges(const StateDiagram& diagram, int& lanes, Px& width) {
  std::vector<Drawn> all;
  for (const StateEdge& edge : diagram.edges) {
    const auto same = std::find_if(all.begin(), all.end(), [&](const Drawn& d) {
      return !edge.in_figure && !d.in_figure() && d.place.from == edge.from && d.place.to == edge.to;
    });
    if (same != all.end()) {
      same->edges.push_back(&edge);
      continue;
    }
    std::optional<EdgePlace> place =
        edge.in_figure ? figure_place(edge.from, edge.to) : other_place(edge.from, edge.to, lanes);
    if (!place) continue;
    if (!edge.in_figure && uses_lane(edge.from, edge.to)) ++lanes;
    if (!edge.in_figure) width = std::max(width, state_picture_width(edge.from, edge.to));
    all.push_back({std::move(*place), {&edge}});
  }
  return all;
}

std::vector<Badge> badges_of(const Drawn& drawn) {
  std::vector<Badge> badges;
  for (const Side side : kSides) {
    Badge badge;
    badge.side = side;
    for (const StateEdge* edge : drawn.edges) {
      if (!edge->taken_by(side)) continue;
      std::string text = move_numbers(*edge, side);
      if (const std::size_t times = text.find(" ("); times != std::string::npos) {
        badge.lines.push_back(text.substr(0, times));
        text = text.substr(times + 1);
      }
      badge.lines.push_back(std::move(text));
    }
    if (badge.lines.empty()) continue;
    for (const std::string& line : badge.lines) badge.width = std::max(badge.width, text_width(line, kFont));
    badge.width += Px(10);
    badges.push_back(std::move(badge));
  }
  return badges;
}

std::string sentence(const Drawn& drawn) {
  std::string text(name(state_of(drawn.place.from)));
  text += " to ";
  text += name(state_of(drawn.place.to));
  for (const StateEdge* edge : drawn.edges) {
    text += (edge == drawn.edges.front() ? ": " : "; ") + edge_label(*edge);
    for (const Side side : kSides) {
      for (const StateMove& move : edge->of(side)) {
        text += ", " + std::string(name(side)) + "'s move " + std::to_string(move.number);
        text += " at " + seconds_words(move.t, 3) + " s";
        if (&move - edge->of(side).data() == 9) break;  // a title is no list
      }
    }
  }
  return text + (drawn.taken() ? "" : ", not taken");
}

// --- lines ---

Point towards(Point from, Point to, Px by) {
  return from == to ? from : point_towards(from, to, std::min(by, distance(from, to)));
}

SvgPath rounded(const std::vector<Point>& way, Px shorten) {
  SvgPath path;
  path.move_to(way.front());
  for (std::size_t i = 1; i + 1 < way.size(); ++i) {
    const Point in = towards(way[i], way[i - 1], kCorner);
    const Point out = towards(way[i], way[i + 1], kCorner);
    path.line_to(in);
    path.curve_to(towards(way[i], in, kCorner / 2), towards(way[i], out, kCorner / 2), out);
  }
  path.line_to(towards(way.back(), way[way.size() - 2], shorten));
  return path;
}

SvgPath arrow_head(const std::vector<Point>& way) {
  const Point tip = way.back();
  const Point base = towards(tip, way[way.size() - 2], kTip);
  const bool level = tip.y == base.y;
  const Px half = kTip / 2;
  const Point one = level ? Point{base.x, base.y - half} : Point{base.x - half, base.y};
  const Point two = level ? Point{base.x, base.y + half} : Point{base.x + half, base.y};
  SvgPath head;
  head.move_to(tip).line_to(one).line_to(two).close();
  return head;
}

void draw_line(SvgWriter& svg, const Drawn& drawn) {
  const SvgPath path = rounded(drawn.place.way, kTip - Px(1));
  const bool of_a = drawn.taken_by(Side::A);
  const bool of_b = drawn.taken_by(Side::B);
  const std::string kind = drawn.in_figure() ? "" : of_a && of_b ? " fws-dashed-both" : " fws-dashed";
  if (!drawn.taken()) svg.path(path, "fws-way fws-free");
  if (of_a) svg.path(path, "fws-way fws-a" + kind);
  if (of_b)
    svg.path(path, "fws-way fws-b" + (of_a && drawn.in_figure() ? " fws-over" : kind + (of_a ? " fws-late" : "")));
  const std::string_view head = of_a && of_b ? "fws-head" : of_a ? "fws-head-a" : of_b ? "fws-head-b" : "fws-head-free";
  svg.path(arrow_head(drawn.place.way), head);
}

// --- labels ---

struct Label {
  std::vector<std::string> event{};
  std::vector<std::string> action{};
};

Label label_of(const Drawn& drawn) {
  Label label;
  const Px width = drawn.place.label_width;
  const bool both = drawn.edges.size() > 1;
  std::string event;
  for (const StateEdge* edge : drawn.edges) {
    if (!event.empty()) event += "; ";
    if (both) event += edge->taken_by(Side::A) ? edge->taken_by(Side::B) ? "a, b: " : "a: " : "b: ";
    event += edge->event;
  }
  label.event = wrap_text(event, kFont, width);
  const std::string& action = drawn.edges.front()->action;
  if (!both && !action.empty()) label.action = wrap_text(action, kFont, width);
  return label;
}

Px widest(const std::vector<std::string>& lines) {
  Px width{};
  for (const std::string& line : lines) width = std::max(width, text_width(line, kFont));
  return width;
}

void put_lines(SvgWriter& svg, const std::vector<std::string>& lines, Px x, Px first, const std::string& css) {
  Px y = first;
  for (const std::string& line : lines) {
    svg.text_at({x, y}, css, line);
    y += kLine;
  }
}

// What happens, a rule, and what is done: as in the figure. `side` < 0: ends at x, 0: is centred, > 0: begins at x.
void put_fraction(SvgWriter& svg, const Label& label, Point middle, int side, const std::string& ink) {
  static constexpr std::array<std::string_view, 3> kAnchors{" fws-end", " fws-mid", ""};
  const std::string css = "fws-label" + ink +
                          std::string(side < 0    ? kAnchors[0]
                                      : side == 0 ? kAnchors[1]
                                                  : kAnchors[2]);
  const auto above = static_cast<std::int64_t>(label.event.size());
  if (label.action.empty()) {
    put_lines(svg, label.event, middle.x, middle.y + Px(5) - kLine * (above - 1) / 2, css);
    return;
  }
  put_lines(svg, label.event, middle.x, middle.y - Px(5) - kLine * (above - 1), css);
  put_lines(svg, label.action, middle.x, middle.y + Px(14), css);
  const Px width = std::max(widest(label.event), widest(label.action));
  const Px left = side < 0 ? middle.x - width : side == 0 ? middle.x - width / 2 : middle.x;
  svg.line({left, middle.y}, {left + width, middle.y}, "fws-rule" + ink);
}

// How far the numbers on the line push its label away.
Px pushed(const Drawn& drawn, const std::vector<Badge>& badges) {
  const bool on_the_same_spot = drawn.place.badge == drawn.place.label;
  Px half{};
  for (const Badge& badge : badges) half = std::max(half, badge.width / 2);
  return on_the_same_spot ? half : Px(0);
}

void draw_label(SvgWriter& svg, const Drawn& drawn, const std::vector<Badge>& badges) {
  const Label label = label_of(drawn);
  const std::string ink = drawn.taken() ? " fws-taken" : " fws-quiet";
  const Point middle = drawn.place.label;
  const Px away = kAside + pushed(drawn, badges);
  const bool lifted = drawn.place.badge == middle && !badges.empty();
  const Px gap = lifted ? Px(14) : Px(6);
  const std::string centred = "fws-label fws-mid" + ink;
  const auto above = static_cast<std::int64_t>(label.event.size());
  switch (drawn.place.place) {
    case LabelPlace::LeftOf:
      put_fraction(svg, label, {middle.x - away, middle.y}, -1, ink);
      break;
    case LabelPlace::RightOf:
      put_fraction(svg, label, {middle.x + away, middle.y}, 1, ink);
      break;
    case LabelPlace::Around:
      put_lines(svg, label.event, middle.x, middle.y - gap - kLine * (above - 1), centred);
      put_lines(svg, label.action, middle.x, middle.y + gap + Px(10), centred);
      break;
    case LabelPlace::Above:
      put_lines(svg, label.event, middle.x, middle.y - gap - kLine * (above - 1), centred);
      break;
    case LabelPlace::Below:
      put_fraction(svg, label, {middle.x, middle.y + gap + Px(18)}, 0, ink);
      break;
  }
}

// --- numbers ---

void put_badge(SvgWriter& svg, const Badge& badge, Point middle) {
  const Px half = badge.width / 2;
  const Px top = middle.y - badge.height() / 2;
  const bool a = badge.side == Side::A;
  // The shape tells the sides apart where colours do not.
  svg.open_rect({middle.x - half, top, middle.x + half, top + badge.height()}, a ? "fws-badge-a" : "fws-badge-b");
  svg.attribute("rx", a ? kBadgeHeight / 2 : Px(2)).close();
  put_lines(svg, badge.lines, middle.x, top + Px(13), a ? "fws-number fws-number-a" : "fws-number fws-number-b");
}

void draw_badges(SvgWriter& svg, const Drawn& drawn, const std::vector<Badge>& badges) {
  const bool upright = drawn.place.place == LabelPlace::LeftOf || drawn.place.place == LabelPlace::RightOf;
  Px whole{};
  for (const Badge& badge : badges) whole += (upright ? badge.height() : badge.width) + Px(2);
  Px begin = (upright ? drawn.place.badge.y : drawn.place.badge.x) - whole / 2;
  for (const Badge& badge : badges) {
    const Px size = (upright ? badge.height() : badge.width) + Px(2);
    const Px middle = begin + size / 2;
    put_badge(svg, badge, upright ? Point{drawn.place.badge.x, middle} : Point{middle, drawn.place.badge.y});
    begin += size;
  }
}

void draw_edge(SvgWriter& svg, const Drawn& drawn) {
  const std::vector<Badge> badges = badges_of(drawn);
  svg.open_group("").title(sentence(drawn));
  draw_line(svg, drawn);
  draw_label(svg, drawn, badges);
  draw_badges(svg, drawn, badges);
  svg.close();
}

// --- boxes ---

void draw_box(SvgWriter& svg, const StateDiagram& diagram, StateNode node) {
  const Box box = state_box(node);
  const bool visited = diagram.visited(node);
  std::string title(name(state_of(node)));
  std::vector<std::pair<Side, std::string>> stays;
  for (const Side side : kSides) {
    std::string words = stay_words(diagram, side, node);
    if (words.empty()) continue;
    title += ", " + words;
    stays.emplace_back(side, std::move(words));
  }
  if (!visited) title += ", not visited";
  svg.open_group("").title(title);
  svg.open_rect(box, visited ? "fws-box fws-visited" : "fws-box fws-unseen").attribute("rx", Px(8)).close();
  const Px middle = box.left + box.width() / 2;
  const auto lines = static_cast<std::int64_t>(stays.size());
  Px y = box.top + box.height() / 2 + Px(5) - Px(15) * lines / 2;
  svg.text_at({middle, y}, visited ? "fws-state fws-taken" : "fws-state fws-quiet", name(state_of(node)));
  for (const auto& [side, words] : stays) {
    y += Px(15);
    svg.text_at({middle, y}, side == Side::A ? "fws-stay fws-ink-a" : "fws-stay fws-ink-b", words);
  }
  svg.close();
}

// --- heading ---

std::string heading_of(const TraceLog& run) {
  std::string text = diagram_title(run);
  const std::string sides = sides_words(run);
  if (!sides.empty()) text += (text.empty() ? "" : ": ") + sides;
  return text.empty() ? "RFC 9293 Figure 5" : text;
}

// One sample line with its words; returns where the next may begin.
Px put_sample(SvgWriter& svg, Px x, std::string_view way, const Badge* badge, std::string_view words) {
  constexpr Px kY = Px(52);
  svg.line({x, kY}, {x + Px(46), kY}, way);
  if (badge != nullptr) put_badge(svg, *badge, {x + Px(23), kY});
  svg.text_at({x + Px(54), kY + Px(5)}, "fws-label fws-taken", words);
  return x + Px(54) + text_width(words, kFont) + Px(24);
}

void draw_heading(SvgWriter& svg, const TraceLog& run, bool others, Px width) {
  svg.text_at({Px(24), Px(28)}, "fws-heading", clip_text(heading_of(run), Px(18), width - Px(48)));
  const Badge first_of_a{Side::A, {"a1"}, Px(28)};
  const Badge first_of_b{Side::B, {"b1"}, Px(28)};
  Px x = Px(24);
  x = put_sample(svg, x, "fws-way fws-a", &first_of_a, "a's moves, in order");
  x = put_sample(svg, x, "fws-way fws-b", &first_of_b, "b's moves, in order");
  x = put_sample(svg, x, "fws-way fws-free", nullptr, "not taken");
  if (others) put_sample(svg, x, "fws-way fws-plain fws-dashed", nullptr, "not in RFC 9293 Figure 5");
}

}  // namespace

std::string state_svg(const TraceLog& run, const PictureOptions& options) {
  const StateDiagram diagram = state_diagram(run);
  int lanes = 0;
  Px width = state_picture_width(node_of(State::Closed), node_of(State::Listen));
  const std::vector<Drawn> edges = drawn_edges(diagram, lanes, width);
  const Px height = state_picture_height(lanes);
  const std::string title = "State diagram (RFC 9293 Figure 5) of " + heading_of(run);

  std::string out;
  if (options.standalone) out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  {
    SvgWriter svg(out);
    svg.open("svg").attribute("xmlns", "http://www.w3.org/2000/svg").attribute("class", kStateClass);
    svg.attribute("viewBox", "0 0 " + px_words(width) + " " + px_words(height));
    svg.attribute("width", width).attribute("height", height);
    svg.attribute("style", "max-width:100%;min-width:640px;height:auto").attribute("role", "img");
    svg.attribute("aria-label", title).title(title).style(state_style_sheet());
    svg.rect({Px(0), Px(0), width, height}, "fws-paper");
    draw_heading(svg, run, !edges.empty() && !edges.back().in_figure(), width);
    // What was taken lies above what was not.
    for (const bool taken : {false, true}) {
      for (const Drawn& edge : edges) {
        if (edge.taken() == taken) draw_edge(svg, edge);
      }
    }
    for (StateNode node = 0; node < kStateNodes; ++node) draw_box(svg, diagram, node);
  }
  return out + "\n";
}

}  // namespace finwait
