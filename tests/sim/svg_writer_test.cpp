// The pieces that all pictures share: elements, escaping, lengths, text measured before anybody knows the font, blocks
// of text that know what they touch, and style sheets that stay in their picture.
#include "sim/picture/svg_writer.hpp"

#include <catch2/catch.hpp>

#include "sim/picture/svg_block.hpp"
#include "sim/picture/svg_style.hpp"
#include "sim/picture/svg_text.hpp"
#include "sim/xml_text.hpp"
#include "tests/sim/report_markup.hpp"

using namespace finwait;

namespace {

TextBlock block_at(Point corner, Direction direction = {}) {
  TextBlock block = text_block({"twenty characters ok"}, 12_px, 15_px);
  block.corner = corner;
  block.direction = direction;
  return block;
}

}  // namespace

TEST_CASE("elements nest, and what is left open is closed") {
  std::string out;
  {
    SvgWriter svg(out);
    svg.open_group("a").title("x < y").line({1_px, 2_px}, {Px::from_tenths(-35), 4_px}, "b");
    svg.text_at({0_px, 0_px}, "", "\"&\"");
    svg.open("g");
  }
  CHECK(tests::MarkupReader(out).problem() == "");
  CHECK(out ==
        "<g class=\"a\"><title>x &lt; y</title>\n<line x1=\"1\" y1=\"2\" x2=\"-3.5\" y2=\"4\" class=\"b\"/>\n"
        "<text x=\"0\" y=\"0\">&quot;&amp;&quot;</text>\n<g/>\n</g>");
}

TEST_CASE("text that XML cannot carry is replaced, all other text kept") {
  CHECK(xml_escaped("a\x01"
                    "b\x1f") == "a\ufffdb\ufffd");
  CHECK(xml_escaped("\xc0\xaf|\xed\xa0\x80|\xf5|\xe2\x82") == "\ufffd\ufffd|\ufffd\ufffd\ufffd|\ufffd|\ufffd\ufffd");
  CHECK(xml_escaped("\xef\xbf\xbf") == "\ufffd");
  CHECK(xml_escaped("\u4e2d\u6587 \u2460 \U0001f600\t\n") == "\u4e2d\u6587 \u2460 \U0001f600\t\n");
  CHECK(xml_escaped("<&>\"'") == "&lt;&amp;&gt;&quot;'");
}

TEST_CASE("lengths are tenths of a pixel, without rounding errors to carry along") {
  CHECK(px_words(12_px) == "12");
  CHECK(px_words(Px::from_tenths(125)) == "12.5");
  CHECK(px_words(Px::from_tenths(-4)) == "-0.4");
  CHECK(distance({0_px, 0_px}, {30_px, 40_px}) == 50_px);
  CHECK(point_towards({0_px, 0_px}, {30_px, 40_px}, 25_px) == Point{15_px, 20_px});
  CHECK(point_towards({7_px, 7_px}, {7_px, 7_px}, 25_px) == Point{7_px, 7_px});
}

TEST_CASE("text is measured as wide as the widest usual font, and broken or clipped to fit") {
  CHECK(text_width("", 12_px) == 0_px);
  CHECK(text_width("WW", 12_px) == text_width("W", 12_px) * 2);
  CHECK(text_width("\u4e2d", 12_px) == 12_px);
  const std::vector<std::string> lines = wrap_text("some words that take several lines", 12_px, 90_px);
  CHECK(lines.size() > 2);
  for (const std::string& line : lines) CHECK(text_width(line, 12_px) <= 90_px);
  CHECK(wrap_text("unbreakable-and-long", 12_px, 20_px) == std::vector<std::string>{"unbreakable-and-long"});
  CHECK(clip_text("short", 12_px, 90_px) == "short");
  const std::string clipped = clip_text("text that is much too long for its place", 12_px, 90_px);
  CHECK(clipped.substr(clipped.size() - 3) == "\u2026");
  CHECK(text_width(clipped, 12_px) <= 90_px);
}

TEST_CASE("turned blocks touch only where their turned boxes do") {
  const Direction slope = direction_of({0_px, 0_px}, {100_px, 40_px});
  const TextBlock first = block_at({0_px, 0_px}, slope);
  // Parallel lines of text 17 px apart: their upright bounds overlap, they do not.
  const TextBlock below = block_at(moved({0_px, 0_px}, slope, 0_px, 17_px), slope);
  CHECK(bounds(first).overlaps(bounds(below)));
  CHECK_FALSE(overlap(first, below));
  CHECK(overlap(first, block_at(moved({0_px, 0_px}, slope, 10_px, 8_px), slope)));
  CHECK(overlap(first, block_at({20_px, 10_px})));
  CHECK_FALSE(overlap(first, block_at({20_px, -30_px})));
  CHECK(crosses(first, {20_px, -50_px}, {20_px, 80_px}));
  CHECK_FALSE(crosses(first, {20_px, -50_px}, {20_px, -10_px}));
  CHECK_FALSE(crosses(first, {0_px, 20_px}, {100_px, 60_px}));
}

TEST_CASE("every rule of a style sheet stays in its picture") {
  const std::vector<std::string_view> plain{"line,.x{fill:none}"};
  const std::vector<SvgColourRule> colours{{".a,.b", "fill", {"#000000", "#ffffff"}}, {"", "color", kInk}};
  const std::string sheet = svg_style_sheet("pic", plain, colours);
  CHECK(sheet ==
        ".pic line,.pic .x{fill:none}\n.pic .a,.pic .b{fill:#000000}\n.pic{color:#1b1f24}\n"
        "@media screen and (prefers-color-scheme:dark){\n.pic .a,.pic .b{fill:#ffffff}\n.pic{color:#e8ebef}\n}");
}
