// A tall picture is printed on several sheets that together show all of it, each with a strip of the one before.
#include "sim/report/report_sheets.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <vector>

using namespace finwait;

namespace {

struct Strip {
  double top = 0;
  double width = 0;
  double height = 0;
};

std::vector<Strip> strips(std::string_view sheets) {
  std::vector<Strip> found;
  const std::string_view kBox = "viewBox=\"0 ";
  for (std::size_t at = sheets.find(kBox); at != std::string_view::npos; at = sheets.find(kBox, at + 1)) {
    Strip strip;
    const std::string numbers(sheets.substr(at + kBox.size(), 40));
    REQUIRE(std::sscanf(numbers.c_str(), "%lf %lf %lf", &strip.top, &strip.width, &strip.height) == 3);
    found.push_back(strip);
  }
  return found;
}

std::string picture(const std::string& size) { return "<svg class=\"x\" viewBox=\"0 0 " + size + "\"><g/></svg>"; }

}  // namespace

TEST_CASE("a picture that fits a sheet stays as it is") {
  for (const std::string size : {"750 793.5", "750 1280", "750 10"}) {
    const PictureSheets parts = in_sheets(picture(size), "p");
    CHECK(parts.picture == picture(size));
    CHECK(parts.sheets.empty());
  }
}

TEST_CASE("a tall picture is cut into sheets that share a strip and leave nothing out") {
  for (const double height : {1300.0, 1974.5, 2292.5, 3000.1, 40000.0}) {
    CAPTURE(height);
    char size[40];
    std::snprintf(size, sizeof size, "750 %.1f", height);
    const PictureSheets parts = in_sheets(picture(size), "p");
    CHECK(parts.picture.starts_with("<svg id=\"p\" class=\"x\""));
    CHECK(parts.sheets.find("<use href=\"#p\" />") != std::string::npos);
    const std::vector<Strip> cut = strips(parts.sheets);
    REQUIRE(cut.size() >= 2);
    CHECK(cut.front().top == 0);
    CHECK(cut.back().top + cut.back().height >= height);
    CHECK(cut.back().top + cut.back().height <
          height + 0.11 * static_cast<double>(cut.size()));  // each height is a whole tenth
    for (std::size_t i = 0; i < cut.size(); ++i) {
      CHECK(cut[i].width == 750);
      CHECK(cut[i].height == cut[0].height);
      // On 184 x 240 mm no more than a quarter smaller than at the paper's full width.
      CHECK(cut[i].height / 240 * 184 * 0.75 <= 750);
      if (i > 0) CHECK(cut[i].top == Approx(cut[i - 1].top + cut[i - 1].height - 60));
    }
  }
}

TEST_CASE("what has no size comes back as it is") {
  for (const std::string svg :
       {"<svg><g/></svg>", "<svg viewBox=\"5 5 10 9000\"></svg>", "<svg viewBox=\"0 0 x\"></svg>", ""}) {
    CHECK(in_sheets(svg, "p").picture == svg);
    CHECK(in_sheets(svg, "p").sheets.empty());
  }
}
