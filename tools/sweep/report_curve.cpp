// Curves: one value after the other, with a band around each line.
#include <algorithm>

#include "loss_models/uint128.hpp"
#include "sim/picture/svg_text.hpp"
#include "tools/sweep/report_canvas.hpp"

namespace finwait::cli {
namespace {

constexpr Px kLeft = 90_px;
constexpr Px kRight = 850_px;
constexpr Px kTop = 50_px;
constexpr Px kBottom = 330_px;
constexpr std::int64_t kTicks = 4;

class CurveCanvas {
 public:
  explicit CurveCanvas(const CurveChart& chart) : chart_(chart), svg_(body_) {
    for (const ChartBand& band : chart.bands) {
      for (const auto* line : {&band.low, &band.middle, &band.high}) {
        for (const auto& value : *line) high_ = std::max(high_, value.value_or(0));
      }
    }
    if (chart.shares) high_ = 1'000'000;
    if (high_ == 0) high_ = 1;
  }

  std::string draw(bool hints) {
    ground();
    for (std::size_t i = 0; i < chart_.bands.size(); ++i) band(chart_.bands[i], std::to_string(i), hints);
    Px below = kBottom + 60_px;
    for (std::size_t i = 0; i < chart_.bands.size(); ++i) {
      svg_.rect({kLeft, below, kLeft + 16_px, below + 14_px}, "fwr-c" + std::to_string(i));
      svg_.text_at({kLeft + 24_px, below + 12_px}, "", clip_text(chart_.bands[i].name, 12_px, kRight - kLeft - 30_px));
      below += 18_px;
    }
    return chart_frame(chart_.title, below + 12_px, body_);
  }

 private:
  Px x(std::size_t i) const {
    const auto parts = std::max<std::int64_t>(1, static_cast<std::int64_t>(chart_.x.values.size()) - 1);
    return kLeft + (kRight - kLeft) * static_cast<std::int64_t>(i) / parts;
  }
  Px y(std::int64_t value) const {
    const Int128 height = (kBottom - kTop).tenths();
    return kBottom - Px::from_tenths(static_cast<std::int64_t>(height * value / high_));
  }
  std::string words(std::int64_t value) const {
    return chart_.shares ? share_words(static_cast<std::uint32_t>(value)) : short_words(value, chart_.unit);
  }

  void ground() {
    for (std::int64_t tick = 0; tick <= kTicks; ++tick) {
      const std::int64_t value = static_cast<std::int64_t>(static_cast<Int128>(high_) * tick / kTicks);
      svg_.line({kLeft, y(value)}, {kRight, y(value)}, "fwr-axis");
      svg_.text_at({kLeft - 8_px, y(value) + 4_px}, "fwr-end", words(value));
    }
    const std::size_t stride = label_stride(chart_.x.values, x(1) - x(0));
    for (std::size_t i = 0; i < chart_.x.values.size(); i += stride) {
      svg_.text_at({x(i), kBottom + 18_px}, "fwr-mid", chart_.x.values[i]);
    }
    svg_.text_at({(kLeft + kRight) / 2, kBottom + 38_px}, "fwr-mid fwr-name", chart_.x.name);
  }

  // Pieces without a gap.
  void band(const ChartBand& band, const std::string& number, bool hints) {
    const std::size_t count = band.middle.size();
    for (std::size_t begin = 0; begin < count;) {
      if (!band.middle[begin]) {
        ++begin;
        continue;
      }
      std::size_t end = begin;
      while (end < count && band.middle[end]) ++end;
      SvgPath area;
      SvgPath line;
      for (std::size_t i = begin; i < end; ++i) {
        const Point low{x(i), y(band.low[i].value_or(*band.middle[i]))};
        i == begin ? area.move_to(low) : area.line_to(low);
        const Point middle{x(i), y(*band.middle[i])};
        i == begin ? line.move_to(middle) : line.line_to(middle);
      }
      for (std::size_t i = end; i-- > begin;) area.line_to({x(i), y(band.high[i].value_or(*band.middle[i]))});
      area.close();
      svg_.path(area, "fwr-band fwr-c" + number);
      svg_.path(line, "fwr-line fwr-l" + number);
      for (std::size_t i = begin; i < end; ++i) point(band, i, number, hints);
      begin = end;
    }
  }

  void point(const ChartBand& band, std::size_t i, const std::string& number, bool hints) {
    svg_.open_circle({x(i), y(*band.middle[i])}, 3_px, "fwr-c" + number);
    if (hints)
      svg_.title(chart_.x.name + " = " + chart_.x.values[i] + ", " + band.name + ": " + words(*band.middle[i]));
    svg_.close();
  }

  const CurveChart& chart_;
  std::string body_{};
  SvgWriter svg_;
  std::int64_t high_ = 0;
};

}  // namespace

std::string curve_svg(const CurveChart& chart, bool hints) { return CurveCanvas(chart).draw(hints); }

}  // namespace finwait::cli
