#include "tools/sweep/report_canvas.hpp"

#include <algorithm>
#include <array>

#include "sim/picture/svg_style.hpp"
#include "sim/picture/svg_text.hpp"

namespace finwait::cli {
namespace {

constexpr Px kFont = 12_px;
constexpr Px kGap = 8_px;
constexpr Px kLine = 18_px;
constexpr Px kMargin = 16_px;
constexpr std::int64_t kGridWidth = 6800;  // tenths of a pixel
constexpr std::int64_t kGridHeight = 3600;
constexpr std::int64_t kTallest = 340;
constexpr std::int64_t kLowest = 50;

constexpr std::array kPlain{
    std::string_view(".fwr-title{font-size:16px;font-weight:bold}"),
    std::string_view("text{font-size:12px}"),
    std::string_view("rect{shape-rendering:crispEdges}"),
    std::string_view(".fwr-end{text-anchor:end}"),
    std::string_view(".fwr-mid{text-anchor:middle}"),
    std::string_view(".fwr-name{font-weight:bold}"),
    std::string_view(".fwr-line{fill:none;stroke-width:2px}"),
    std::string_view(".fwr-band{fill-opacity:.18}"),
    std::string_view(".fwr-inner{fill-opacity:.35}"),
    std::string_view(".fwr-axis,.fwr-bar{stroke-width:1px}"),
    // Lines that cross are told apart by more than their colours.
    std::string_view(".fwr-l1{stroke-dasharray:7 3}"),
    std::string_view(".fwr-l2{stroke-dasharray:2 2}"),
    std::string_view(".fwr-l3{stroke-dasharray:9 3 2 3}"),
    std::string_view(".fwr-l4{stroke-dasharray:14 4}"),
    std::string_view(".fwr-l5{stroke-dasharray:4 4}"),
    std::string_view(".fwr-l6{stroke-dasharray:9 3 2 3 2 3}"),
    std::string_view(".fwr-l7{stroke-dasharray:1 4}"),
};

constexpr SvgColour kOnMark{"#ffffff", "#10131a"};

// Shades from light to dark on light paper, and from dark to light on dark; categories as in all pictures.
constexpr std::array kColours{
    SvgColourRule{".fwr-paper", "fill", kPaper},
    SvgColourRule{"text", "fill", kInk},
    SvgColourRule{".fwr-faint", "fill", kFaintInk},
    SvgColourRule{".fwr-axis", "stroke", kHairline},
    SvgColourRule{".fwr-cross", "stroke", kFaintInk},
    SvgColourRule{".fwr-none", "fill", kPanel},
    SvgColourRule{".fwr-on", "fill", kOnMark},
    SvgColourRule{".fwr-never", "fill", kVermilion},
    SvgColourRule{".fwr-h0", "fill", {"#eaf3f9", "#172330"}},
    SvgColourRule{".fwr-h1", "fill", {"#d3e6f2", "#1b3145"}},
    SvgColourRule{".fwr-h2", "fill", {"#b7d6ea", "#20405c"}},
    SvgColourRule{".fwr-h3", "fill", {"#95c2e0", "#255073"}},
    SvgColourRule{".fwr-h4", "fill", {"#82b6d9", "#2c5f88"}},
    SvgColourRule{".fwr-h5", "fill", {"#2f7fb5", "#56a0cf"}},
    SvgColourRule{".fwr-h6", "fill", {"#0067a3", "#72b6e0"}},
    SvgColourRule{".fwr-h7", "fill", {"#004f80", "#97cdee"}},
    SvgColourRule{".fwr-h8", "fill", {"#00365a", "#c3e4f8"}},
    SvgColourRule{".fwr-c0", "fill", kBlue},
    SvgColourRule{".fwr-c1", "fill", kVermilion},
    SvgColourRule{".fwr-c2", "fill", kGreen},
    SvgColourRule{".fwr-c3", "fill", kPurple},
    SvgColourRule{".fwr-c4", "fill", kOrange},
    SvgColourRule{".fwr-c5", "fill", {"#474f58", "#c3cad2"}},
    SvgColourRule{".fwr-c6", "fill", {"#00343f", "#9fe4f0"}},
    SvgColourRule{".fwr-c7", "fill", {"#6b7580", "#8c959f"}},
    SvgColourRule{".fwr-l0", "stroke", kBlue},
    SvgColourRule{".fwr-l1", "stroke", kVermilion},
    SvgColourRule{".fwr-l2", "stroke", kGreen},
    SvgColourRule{".fwr-l3", "stroke", kPurple},
    SvgColourRule{".fwr-l4", "stroke", kOrange},
    SvgColourRule{".fwr-l5", "stroke", {"#474f58", "#c3cad2"}},
    SvgColourRule{".fwr-l6", "stroke", {"#00343f", "#9fe4f0"}},
    SvgColourRule{".fwr-l7", "stroke", {"#6b7580", "#8c959f"}},
};

constexpr Px kLongestLabel = 240_px;

Px widest(const std::vector<std::string>& labels) {
  Px out{};
  for (const std::string& label : labels) out = std::max(out, text_width(label, kFont));
  return out;
}

}  // namespace

std::string chart_frame(const std::string& title, Px height, const std::string& body) {
  std::string out;
  {
    SvgWriter svg(out);
    const std::string size = "0 0 " + px_words(kChartWidth) + " " + px_words(height);
    svg.open("svg")
        .attribute("xmlns", "http://www.w3.org/2000/svg")
        .attribute("class", "fwr")
        .attribute("viewBox", size)
        .attribute("width", kChartWidth)
        .attribute("height", height)
        .attribute("role", "img")
        .attribute("aria-label", title)
        .attribute("font-family", kSvgFontFamily);
    svg.style(svg_style_sheet("fwr", kPlain, kColours));
    svg.rect({0_px, 0_px, kChartWidth, height}, "fwr-paper");
    svg.text_at({kMargin, 26_px}, "fwr-title", clip_text(title, 19_px, kChartWidth - kMargin * 2));
    svg.finished(body);
  }
  return out;
}

Px label_width(const std::string& label) { return text_width(label, kFont); }

std::size_t label_stride(const std::vector<std::string>& labels, Px room) {
  const Px needed = widest(labels) + kGap;
  std::size_t stride = 1;
  while (stride < labels.size() && room * static_cast<std::int64_t>(stride) < needed) ++stride;
  return stride;
}

MapCanvas::MapCanvas(const std::string& title, const ChartAxis& x, const ChartAxis& y)
    : title_(title), svg_(body_), columns_(x.values.size()), rows_(std::max<std::size_t>(1, y.values.size())) {
  cell_width_ = std::min<std::int64_t>(kGridWidth / static_cast<std::int64_t>(columns_), 900);
  cell_height_ = std::clamp(kGridHeight / static_cast<std::int64_t>(rows_), kLowest, kTallest);
  left_ = std::max(60_px, kMargin + kGap + std::min(kLongestLabel, widest(y.values)));
  cell_width_ = std::min(cell_width_, (kChartWidth - left_ - kMargin).tenths() / static_cast<std::int64_t>(columns_));
  top_ = 62_px;
  axes(x, y);
}

bool MapCanvas::holds(const std::vector<std::string>& labels) const {
  return cell_height_ >= 160 && widest(labels) + 4_px <= Px::from_tenths(cell_width_);
}
bool MapCanvas::lettered(std::size_t columns) const {
  return cell_width_ * static_cast<std::int64_t>(columns) >= 110 && cell_height_ >= 130;
}

void MapCanvas::axes(const ChartAxis& x, const ChartAxis& y) {
  svg_.text_at({kMargin, 50_px}, "fwr-name", y.name);
  const std::size_t down = label_stride(std::vector<std::string>(rows_, ""), Px::from_tenths(cell_height_) / 2);
  for (std::size_t row = 0; row < y.values.size(); row += down) {
    const Px middle = top(row) + Px::from_tenths(cell_height_ / 2);
    svg_.text_at({left_ - kGap, middle + 4_px}, "fwr-end", clip_text(y.values[row], kFont, kLongestLabel));
  }
  const Px room = Px::from_tenths(cell_width_);
  const std::size_t along = label_stride(x.values, room);
  const Px longest = std::max(room * static_cast<std::int64_t>(along) - kGap, room);
  for (std::size_t column = 0; column < columns_; column += along) {
    svg_.text_at({left(column) + room / 2, bottom() + kLine}, "fwr-mid", clip_text(x.values[column], kFont, longest));
  }
  const Px width = label_width(x.name);
  const Px middle = left_ + room * static_cast<std::int64_t>(columns_) / 2;
  svg_.text_at({std::max(middle, kMargin + width / 2), bottom() + kLine * 2}, "fwr-mid fwr-name", x.name);
  below_ = bottom() + kLine * 3;
}

void MapCanvas::cell(std::size_t begin, std::size_t end, std::size_t row, const std::string& css_class,
                     const std::string& hint) {
  svg_.open_rect({left(begin), top(row), left(end), top(row) + Px::from_tenths(cell_height_)}, css_class);
  if (!hint.empty()) svg_.title(hint);
  svg_.close();
  if (css_class != kNothing) return;
  nothing_ = true;
  svg_.line({left(begin), top(row) + Px::from_tenths(cell_height_)}, {left(end), top(row)}, "fwr-bar fwr-cross");
}

void MapCanvas::label(std::size_t begin, std::size_t end, std::size_t row, const std::string& words, bool on_dark) {
  svg_.text_at({(left(begin) + left(end)) / 2, top(row) + Px::from_tenths(cell_height_ / 2) + 4_px},
               on_dark ? "fwr-mid fwr-on" : "fwr-mid", words);
}

void MapCanvas::scale(const std::vector<Key>& keys, const std::vector<std::string>& edges, const std::string& note) {
  const auto count = static_cast<std::int64_t>(keys.size());
  const Px after = note.empty() ? 0_px : label_width(note) + kGap * 2;
  const Px half = std::max(label_width(edges.front()), label_width(edges.back())) / 2;
  const Px most = Px::from_tenths((kChartWidth - kMargin * 2 - half * 2 - after).tenths() / count);
  const Px width = std::clamp(widest(edges) + kGap * 2, 32_px, most);
  const Px begin = std::clamp(left_, kMargin + half, kChartWidth - kMargin - half - after - width * count);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Px at = begin + width * static_cast<std::int64_t>(i);
    svg_.rect({at, below_, at + width, below_ + 16_px}, keys[i].css_class);
  }
  const std::size_t stride = label_stride(edges, width);
  for (std::size_t i = 0; i < edges.size(); i += stride) {
    const Px at = begin + width * static_cast<std::int64_t>(i);
    svg_.line({at, below_ + 16_px}, {at, below_ + 20_px}, "fwr-axis");
    svg_.text_at({at, below_ + 32_px}, "fwr-mid", edges[i]);
  }
  if (!note.empty()) svg_.text_at({begin + width * count + kGap, below_ + 12_px}, "fwr-faint", note);
  below_ += kLine * 2 + kGap;
}

void MapCanvas::steps(const std::vector<Key>& keys, std::size_t dark_from) {
  Px width = 32_px;
  for (const Key& key : keys) width = std::max(width, label_width(key.words) + kGap);
  Px at = std::min(left_, kChartWidth - kMargin - width * static_cast<std::int64_t>(keys.size()));
  for (std::size_t i = 0; i < keys.size(); ++i) {
    svg_.rect({at, below_, at + width, below_ + kLine}, keys[i].css_class);
    svg_.text_at({at + width / 2, below_ + 13_px}, i >= dark_from ? "fwr-mid fwr-on" : "fwr-mid", keys[i].words);
    at += width;
  }
  below_ += kLine + kGap;
}

void MapCanvas::nothing() {
  const Box box{left_, below_, left_ + 16_px, below_ + 14_px};
  svg_.rect(box, kNothing);
  svg_.line({box.left, box.bottom}, {box.right, box.top}, "fwr-bar fwr-cross");
  svg_.text_at({left_ + 24_px, below_ + 12_px}, "", "no value: `where` leaves this combination out, or it is not done");
  below_ += kLine + kGap;
}

void MapCanvas::legend(const std::vector<Key>& keys) {
  for (const Key& key : keys) {
    svg_.rect({left_, below_, left_ + 16_px, below_ + 14_px}, key.css_class);
    svg_.text_at({left_ + 24_px, below_ + 12_px}, "", clip_text(key.words, kFont, kChartWidth - left_ - 40_px));
    below_ += kLine;
  }
  below_ += kGap;
}

std::string MapCanvas::finish() {
  if (nothing_) nothing();
  return chart_frame(title_, below_ + kGap, body_);
}

}  // namespace finwait::cli
