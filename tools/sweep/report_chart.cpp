// Maps: a cell for each pair of values.
#include "tools/sweep/report_chart.hpp"

#include <algorithm>
#include <array>

#include "core/time_text.hpp"
#include "tools/sweep/exact_log.hpp"
#include "tools/sweep/report_canvas.hpp"

namespace finwait::cli {
namespace {

constexpr std::int64_t kShades = 9;
constexpr std::int64_t kLogarithmicFrom = 20;  // largest by smallest from which shades go by the logarithm

// From the smallest value to the largest in kShades steps.
class Shades {
 public:
  explicit Shades(const std::vector<std::optional<std::int64_t>>& cells) {
    bool first = true;
    for (const auto& cell : cells) {
      if (!cell) continue;
      low_ = first ? *cell : std::min(low_, *cell);
      high_ = first ? *cell : std::max(high_, *cell);
      first = false;
    }
    logarithmic_ = low_ > 0 && high_ / low_ >= kLogarithmicFrom;
  }

  std::int64_t low() const { return low_; }
  std::int64_t high() const { return high_; }
  bool logarithmic() const { return logarithmic_; }

  std::int64_t of(std::int64_t value) const {
    if (low_ == high_) return kShades / 2;
    const auto part = [](Int128 at, Int128 all) { return static_cast<std::int64_t>(at * (kShades - 1) / all); };
    if (!logarithmic_) return part(static_cast<Int128>(value) - low_, static_cast<Int128>(high_) - low_);
    const std::int64_t base = log2_fixed(whole(low_));
    return part(static_cast<Int128>(log2_fixed(whole(value))) - base,
                static_cast<Int128>(log2_fixed(whole(high_))) - base);
  }

 private:
  std::int64_t low_ = 0;
  std::int64_t high_ = 0;
  bool logarithmic_ = false;
};

std::string place_words(const ChartAxis& x, const ChartAxis& y, std::size_t column, std::size_t row) {
  std::string out = x.name + " = " + x.values[column];
  if (!y.values.empty() && !y.name.empty()) out += ", " + y.name + " = " + y.values[row];
  return out;
}

// A row's neighbours with the same look are one rectangle, unless each has words of its own.
template <typename Look, typename Hint>
void draw_cells(MapCanvas& canvas, const ChartAxis& x, std::size_t rows, bool hints, const Look& look,
                const Hint& hint) {
  const std::size_t columns = x.values.size();
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t begin = 0; begin < columns;) {
      const std::string css_class = look(row * columns + begin);
      std::size_t end = begin + 1;
      while (!hints && end < columns && look(row * columns + end) == css_class) ++end;
      canvas.cell(begin, end, row, css_class, hints ? hint(begin, row) : std::string());
      begin = end;
    }
  }
}

}  // namespace

std::string short_words(std::int64_t value, MetricUnit unit) {
  if (unit != MetricUnit::Nanoseconds) return std::to_string(value);
  struct Step {
    std::int64_t at;
    std::int64_t grain;
  };
  // Three digits or a little more.
  constexpr std::array<Step, 6> kSteps{{{100'000'000'000, 1'000'000'000},
                                        {10'000'000'000, 100'000'000},
                                        {1'000'000'000, 10'000'000},
                                        {100'000'000, 1'000'000},
                                        {10'000'000, 100'000},
                                        {1'000'000, 10'000}}};
  for (const Step& step : kSteps) {
    if (value < step.at) continue;
    return format_duration(
        Duration((value / step.grain + (value % step.grain >= step.grain / 2 ? 1 : 0)) * step.grain));
  }
  return format_duration(Duration(value));
}

std::string share_words(std::uint32_t millionths) {
  constexpr std::uint32_t kRare = 10'000;  // 1 %
  if (millionths > 0 && millionths < kRare) {
    const std::string digits = std::to_string(kRare + millionths);
    return "0." + digits.substr(1) + " %";
  }
  const std::uint32_t tenths = (millionths + 500) / 1000;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

std::string heat_svg(const HeatMap& map, bool hints) {
  const Shades shades(map.cells);
  MapCanvas canvas(map.title, map.x, map.y);
  const auto look = [&](std::size_t cell) {
    return map.cells[cell] ? "fwr-h" + std::to_string(shades.of(*map.cells[cell])) : std::string("fwr-none");
  };
  const auto hint = [&](std::size_t column, std::size_t row) {
    const auto& cell = map.cells[row * map.x.values.size() + column];
    return place_words(map.x, map.y, column, row) + ": " + (cell ? short_words(*cell, map.unit) : "none");
  };
  draw_cells(canvas, map.x, canvas.rows(), hints, look, hint);
  for (std::size_t row = 0; row < canvas.rows() && canvas.roomy(); ++row) {
    for (std::size_t column = 0; column < map.x.values.size(); ++column) {
      const auto& cell = map.cells[row * map.x.values.size() + column];
      if (cell) canvas.label(column, column + 1, row, short_words(*cell, map.unit), shades.of(*cell) > kShades / 2);
    }
  }
  std::vector<MapCanvas::Key> keys;
  for (std::int64_t shade = 0; shade < kShades; ++shade) keys.push_back({"fwr-h" + std::to_string(shade), ""});
  canvas.scale(keys, short_words(shades.low(), map.unit),
               short_words(shades.high(), map.unit) + (shades.logarithmic() ? " (logarithmic)" : ""));
  return canvas.finish();
}

std::string category_svg(const CategoryMap& map, bool hints) {
  MapCanvas canvas(map.title, map.x, map.y);
  const std::size_t shown = std::min(map.categories.size(), kMostCategories);
  const auto number = [&](std::size_t category) { return std::min(category, kMostCategories - 1); };
  const auto look = [&](std::size_t cell) {
    return map.cells[cell] ? "fwr-c" + std::to_string(number(*map.cells[cell])) : std::string("fwr-none");
  };
  const auto hint = [&](std::size_t column, std::size_t row) {
    const auto& cell = map.cells[row * map.x.values.size() + column];
    return place_words(map.x, map.y, column, row) + ": " + (cell ? map.categories[*cell] : "none");
  };
  draw_cells(canvas, map.x, canvas.rows(), hints, look, hint);
  const auto letter = [](std::size_t category) { return std::string(1, static_cast<char>('A' + category)); };
  // A letter for each stretch of a row: colours alone are not for everybody.
  const std::size_t columns = map.x.values.size();
  for (std::size_t row = 0; row < canvas.rows(); ++row) {
    for (std::size_t begin = 0, end = 0; begin < columns; begin = end) {
      const auto& cell = map.cells[row * columns + begin];
      for (end = begin + 1; end < columns && map.cells[row * columns + end] == cell;) ++end;
      if (cell && canvas.lettered(end - begin)) canvas.label(begin, end, row, letter(number(*cell)), true);
    }
  }
  std::vector<MapCanvas::Key> keys;
  for (std::size_t i = 0; i < shown; ++i) {
    const bool rest = i + 1 == kMostCategories && map.categories.size() > kMostCategories;
    keys.push_back({"fwr-c" + std::to_string(i), letter(i) + ": " + (rest ? "other" : map.categories[i])});
  }
  canvas.legend(keys);
  return canvas.finish();
}

}  // namespace finwait::cli
