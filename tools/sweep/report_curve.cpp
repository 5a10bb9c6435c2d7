// Curves: one value after the other, with a band around each line; a bar instead of a band where a value stands alone.
#include <algorithm>
#include <cmath>

#include "loss_models/uint128.hpp"
#include "sim/picture/svg_text.hpp"
#include "tools/sweep/exact_log.hpp"
#include "tools/sweep/report_canvas.hpp"
#include "tools/sweep/report_words.hpp"

namespace finwait::cli {
namespace {

constexpr Px kLeft = 90_px;
constexpr Px kRight = 840_px;
constexpr Px kTop = 50_px;
constexpr Px kBottom = 330_px;
constexpr Px kGap = 8_px;
constexpr std::size_t kMostDots = 120;
constexpr double kUnevenFrom = 20.0;  // largest step by smallest from which points go by the logarithm

// Where the points are from left to right, in parts of kWhole.
class Places {
 public:
  static constexpr std::int64_t kWhole = 1'000'000;

  explicit Places(const ChartAxis& axis) : connected_(!axis.numbers.empty()) {
    const std::size_t count = axis.values.size();
    const std::vector<double>& numbers = axis.numbers;
    const bool ordered =
        std::is_sorted(numbers.begin(), numbers.end()) || std::is_sorted(numbers.rbegin(), numbers.rend());
    if (numbers.size() != count || count < 2 || !ordered || numbers.front() == numbers.back()) {
      evenly(count);
      return;
    }
    logarithmic_ = uneven(numbers);
    const auto at = [&](double number) { return logarithmic_ ? logarithm(number) : number; };
    const double first = at(numbers.front());
    const double all = at(numbers.back()) - first;
    for (const double number : numbers) {
      const double part = (at(number) - first) / all;
      places_.push_back(static_cast<std::int64_t>(std::llround(part * static_cast<double>(kWhole))));
    }
  }

  std::int64_t operator[](std::size_t i) const { return places_[i]; }
  bool logarithmic() const { return logarithmic_; }
  bool connected() const { return connected_; }

 private:
  // Names stand in the middle of their part, numbers without an order from end to end.
  void evenly(std::size_t count) {
    const bool inside = !connected_ || count == 1;
    const auto parts = static_cast<std::int64_t>(inside ? count * 2 : (count - 1) * 2);
    for (std::size_t i = 0; i < count; ++i) {
      places_.push_back(kWhole * static_cast<std::int64_t>(inside ? i * 2 + 1 : i * 2) / parts);
    }
  }

  static bool uneven(const std::vector<double>& numbers) {
    if (numbers.front() <= 0 || numbers.back() <= 0) return false;
    double least = std::abs(numbers[1] - numbers[0]);
    double most = least;
    for (std::size_t i = 1; i < numbers.size(); ++i) {
      const double step = std::abs(numbers[i] - numbers[i - 1]);
      least = std::min(least, step);
      most = std::max(most, step);
    }
    return most >= least * kUnevenFrom;
  }

  // Of whole billionths, so that every machine gets the same.
  static double logarithm(double number) {
    const double scaled = std::clamp(number * 1e9, 1.0, 9e18);
    return static_cast<double>(log2_fixed(whole(std::llround(scaled))));
  }

  bool connected_;
  bool logarithmic_ = false;
  std::vector<std::int64_t> places_{};
};

class CurveCanvas {
 public:
  explicit CurveCanvas(const CurveChart& chart) : chart_(chart), places_(chart.x), svg_(body_) {
    std::int64_t high = chart.high;
    for (const ChartBand& band : chart.bands) {
      for (const auto* line : {&band.low, &band.middle, &band.high}) {
        for (std::size_t i = 0; i < line->size(); ++i) {
          const auto& value = (*line)[i];
          if (band.shows(i) && value != kNever) high = std::max(high, value.value_or(0));
        }
      }
    }
    marks_ = axis_marks(std::max<std::int64_t>(high, 1));
  }

  std::string draw(bool hints) {
    ground();
    for (std::size_t i = 0; i < chart_.bands.size(); ++i) band(chart_.bands[i], std::to_string(i), hints);
    Px below = kBottom + 60_px;
    for (std::size_t i = 0; i < chart_.bands.size(); ++i) {
      if (chart_.bands[i].name.empty()) continue;
      const std::string number = std::to_string(i);
      svg_.rect({kLeft, below, kLeft + 32_px, below + 14_px}, "fwr-band fwr-c" + number);
      svg_.line({kLeft, below + 7_px}, {kLeft + 32_px, below + 7_px}, "fwr-line fwr-l" + number);
      svg_.text_at({kLeft + 40_px, below + 12_px}, "", clip_text(chart_.bands[i].name, 12_px, kRight - kLeft - 46_px));
      below += 18_px;
    }
    return chart_frame(chart_.title, below + 12_px, body_);
  }

 private:
  Px x(std::size_t i) const { return kLeft + Px::from_tenths((kRight - kLeft).tenths() * places_[i] / Places::kWhole); }
  Px y(std::int64_t value) const {
    if (value == kNever) return kTop;
    const Int128 height = (kBottom - kTop).tenths();
    return kBottom - Px::from_tenths(static_cast<std::int64_t>(height * value / marks_.back()));
  }
  std::string words(std::int64_t value) const {
    if (value == kNever) return "never";
    return chart_.shares ? share_words(static_cast<std::uint32_t>(value)) : short_words(value, chart_.unit);
  }

  void ground() {
    for (const std::int64_t mark : marks_) {
      svg_.line({kLeft, y(mark)}, {kRight, y(mark)}, "fwr-axis");
      svg_.text_at({kLeft - kGap, y(mark) + 4_px}, "fwr-end",
                   chart_.shares ? share_mark(mark) : short_words(mark, chart_.unit));
    }
    x_labels();
    const std::string name = chart_.x.name + (places_.logarithmic() ? " (logarithmic)" : "");
    svg_.text_at({(kLeft + kRight) / 2, kBottom + 38_px}, "fwr-mid fwr-name", clip_text(name, 13_px, kRight - kLeft));
  }

  // Evenly spaced ones as regularly as they fit, others where the one before leaves room.
  void x_labels() {
    const std::vector<std::string>& labels = chart_.x.values;
    Px closest = kRight - kLeft;
    Px farthest{};
    for (std::size_t i = 1; i < labels.size(); ++i) {
      const Px apart = std::max(x(i) - x(i - 1), x(i - 1) - x(i));
      closest = std::min(closest, apart);
      farthest = std::max(farthest, apart);
    }
    const bool even = farthest <= closest + 1_px;
    const std::size_t stride = even ? label_stride(labels, closest) : 1;
    Px free = 0_px;
    for (std::size_t i = 0; i < labels.size(); i += stride) {
      const Px half = label_width(labels[i]) / 2;
      const Px middle = std::clamp(x(i), half + kGap, std::max(half + kGap, kChartWidth - half - kGap));
      svg_.line({x(i), kBottom}, {x(i), kBottom + 4_px}, "fwr-axis");
      if (middle - half < free) continue;
      svg_.text_at({middle, kBottom + 18_px}, "fwr-mid", labels[i]);
      free = middle + half + kGap;
    }
  }

  // Pieces without a gap.
  void band(const ChartBand& band, const std::string& number, bool hints) {
    const std::size_t count = band.middle.size();
    for (std::size_t begin = 0; begin < count;) {
      if (!drawn(band, begin)) {
        ++begin;
        continue;
      }
      std::size_t end = begin + 1;
      while (places_.connected() && end < count && drawn(band, end)) ++end;
      if (end - begin == 1) {
        if (band.shows(begin)) bar(band, begin, number);
      } else {
        piece(band, begin, end, number);
      }
      for (std::size_t i = begin; i < end && count <= kMostDots; ++i) point(band, i, number, hints);
      begin = end;
    }
  }

  static bool drawn(const ChartBand& band, std::size_t i) { return band.middle[i] && band.middle[i] != kNever; }

  void piece(const ChartBand& band, std::size_t begin, std::size_t end, const std::string& number) {
    ChartBand::Line high = band.high;
    for (std::size_t i = begin; i < end; ++i) high[i] = band.shows(i) ? high[i] : band.middle[i];
    area(band.low, high, begin, end, "fwr-band fwr-c" + number);
    if (!band.inner_low.empty()) {
      // Where the runs are too few for an interval there is none.
      const auto known = [&band](std::size_t i) { return band.inner_low[i] && band.inner_high[i]; };
      for (std::size_t from = begin; from < end;) {
        std::size_t to = from;
        while (to < end && known(to)) ++to;
        if (to > from + 1) area(band.inner_low, band.inner_high, from, to, "fwr-inner fwr-c" + number);
        from = std::max(to, from + 1);
      }
    }
    SvgPath line;
    for (std::size_t i = begin; i < end; ++i) {
      const Point middle{x(i), y(*band.middle[i])};
      i == begin ? line.move_to(middle) : line.line_to(middle);
    }
    svg_.path(line, "fwr-line fwr-l" + number);
  }

  void area(const ChartBand::Line& low, const ChartBand::Line& high, std::size_t begin, std::size_t end,
            const std::string& css_class) {
    SvgPath path;
    for (std::size_t i = begin; i < end; ++i) {
      const Point point{x(i), y(*low[i])};
      i == begin ? path.move_to(point) : path.line_to(point);
    }
    for (std::size_t i = end; i-- > begin;) path.line_to({x(i), y(*high[i])});
    path.close();
    svg_.path(path, css_class);
  }

  void bar(const ChartBand& band, std::size_t i, const std::string& number) {
    const Px low = y(*band.low[i]);
    const Px high = y(*band.high[i]);
    svg_.rect({x(i) - 8_px, high, x(i) + 8_px, low}, "fwr-band fwr-c" + number);
    for (const Px end : {low, high}) svg_.line({x(i) - 8_px, end}, {x(i) + 8_px, end}, "fwr-bar fwr-l" + number);
  }

  void point(const ChartBand& band, std::size_t i, const std::string& number, bool hints) {
    svg_.open_circle({x(i), y(*band.middle[i])}, 3_px, "fwr-c" + number);
    if (hints) {
      svg_.title(chart_.x.name + " = " + chart_.x.values[i] + ", " + band.name + ": " + words(*band.middle[i]) + " (" +
                 words(*band.low[i]) + " to " + words(*band.high[i]) + ")");
    }
    svg_.close();
  }

  const CurveChart& chart_;
  Places places_;
  std::string body_{};
  SvgWriter svg_;
  std::vector<std::int64_t> marks_{};
};

}  // namespace

std::string curve_svg(const CurveChart& chart, bool hints) { return CurveCanvas(chart).draw(hints); }

}  // namespace finwait::cli
