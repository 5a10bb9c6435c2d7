// Maps: a cell for each pair of values.
#include "tools/sweep/report_chart.hpp"

#include <algorithm>
#include <array>

#include "loss_models/uint128.hpp"
#include "tools/numbers.hpp"
#include "tools/sweep/exact_log.hpp"
#include "tools/sweep/report_canvas.hpp"
#include "tools/sweep/report_words.hpp"

namespace finwait::cli {
namespace {

constexpr std::int64_t kShades = 9;
constexpr std::int64_t kLogarithmicFrom = 20;  // largest by smallest from which shades go by the logarithm

// From the smallest value to the largest in kShades even parts.
class Shades {
 public:
  explicit Shades(const ChartRange& range)
      : low_(range.low), high_(range.high), logarithmic_(low_ > 0 && high_ / low_ >= kLogarithmicFrom) {}

  std::int64_t low() const { return low_; }
  std::int64_t high() const { return high_; }
  bool logarithmic() const { return logarithmic_; }

  std::int64_t of(std::int64_t value) const {
    if (low_ == high_) return kShades / 2;
    const auto part = [](Int128 at, Int128 all) {
      return std::min(static_cast<std::int64_t>(at * kShades / all), kShades - 1);  // the last one holds the largest
    };
    if (!logarithmic_) return part(static_cast<Int128>(value) - low_, static_cast<Int128>(high_) - low_);
    const std::int64_t base = log2_fixed(whole(low_));
    return part(static_cast<Int128>(log2_fixed(whole(value))) - base,
                static_cast<Int128>(log2_fixed(whole(high_))) - base);
  }

  // The least value that has this shade, or a darker one if none has it.
  std::int64_t least(std::int64_t shade) const {
    std::int64_t low = low_;
    for (std::int64_t high = high_; low < high;) {
      const std::int64_t middle = low + (high - low) / 2;
      if (of(middle) < shade) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

 private:
  std::int64_t low_;
  std::int64_t high_;
  bool logarithmic_;
};

std::string shade_class(std::int64_t shade) { return "fwr-h" + std::to_string(shade); }

// Shares have the same shades in every picture. The steps are finer at the lower end, where one in a hundred matters.
struct ShareStep {
  std::uint32_t from;  // in 10^-6
  std::string_view words;
};
constexpr std::array<ShareStep, kShades> kShareSteps{{{0, "0 %"},
                                                      {0, "< 1 %"},
                                                      {10'000, "1 to 5 %"},
                                                      {50'000, "5 to 10 %"},
                                                      {100'000, "10 to 25 %"},
                                                      {250'000, "25 to 50 %"},
                                                      {500'000, "50 to 75 %"},
                                                      {750'000, "75 to 95 %"},
                                                      {950'000, "95 to 100 %"}}};

std::int64_t share_shade(const ChartShare& share) {
  if (share.count == 0) return 0;
  std::int64_t shade = 1;
  while (shade + 1 < kShades &&
         static_cast<Uint128>(share.count) * 1'000'000 >=
             static_cast<Uint128>(share.n) * kShareSteps[static_cast<std::size_t>(shade) + 1].from) {
    ++shade;
  }
  return shade;
}

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

// A label in each cell, if there is room for all.
template <typename Dark>
void draw_labels(MapCanvas& canvas, const std::vector<std::string>& labels, const Dark& dark) {
  if (!canvas.holds(labels)) return;
  const std::size_t columns = labels.size() / canvas.rows();
  for (std::size_t cell = 0; cell < labels.size(); ++cell) {
    if (labels[cell].empty()) continue;
    canvas.label(cell % columns, cell % columns + 1, cell / columns, labels[cell], dark(cell));
  }
}

// Values that are few enough are named one by one; of others where one shade ends and the next begins.
void heat_legend(MapCanvas& canvas, const Shades& shades, MetricUnit unit) {
  std::vector<MapCanvas::Key> keys;
  if (shades.high() - shades.low() < kShades) {
    std::size_t dark_from = 0;
    for (std::int64_t value = shades.low(); value <= shades.high(); ++value) {
      keys.push_back({shade_class(shades.of(value)), short_words(value, unit)});
      if (shades.of(value) <= kShades / 2) dark_from = keys.size();
    }
    canvas.steps(keys, dark_from);
    return;
  }
  std::vector<std::int64_t> edges;
  for (std::int64_t shade = 0; shade < kShades; ++shade) {
    if (shades.of(shades.least(shade)) != shade) continue;  // no whole number has it
    keys.push_back({shade_class(shade), ""});
    edges.push_back(shades.least(shade));
  }
  edges.push_back(shades.high());
  canvas.scale(keys, distinct_words(edges, unit), shades.logarithmic() ? "logarithmic" : "");
}

}  // namespace

std::string heat_svg(const HeatMap& map, bool hints) {
  const Shades shades(map.range);
  MapCanvas canvas(map.title, map.x, map.y);
  std::vector<std::string> labels;
  for (const auto& cell : map.cells)
    labels.push_back(cell ? quantile_words(*cell == kNever ? std::nullopt : cell, map.unit) : "");
  const auto look = [&](std::size_t cell) {
    if (map.cells[cell] == kNever) return std::string("fwr-never");
    return map.cells[cell] ? shade_class(shades.of(*map.cells[cell])) : std::string(kNothing);
  };
  const auto hint = [&](std::size_t column, std::size_t row) {
    const std::string& words = labels[row * map.x.values.size() + column];
    return place_words(map.x, map.y, column, row) + ": " + (words.empty() ? "no value" : words);
  };
  draw_cells(canvas, map.x, canvas.rows(), hints, look, hint);
  draw_labels(canvas, labels,
              [&](std::size_t cell) { return map.cells[cell] == kNever || shades.of(*map.cells[cell]) > kShades / 2; });
  heat_legend(canvas, shades, map.unit);
  if (std::find(map.cells.begin(), map.cells.end(), kNever) != map.cells.end()) {
    canvas.legend({{"fwr-never", "never: so many of the runs never get there"}});
  }
  return canvas.finish();
}

std::string share_svg(const ShareMap& map, bool hints) {
  MapCanvas canvas(map.title, map.x, map.y);
  std::vector<std::string> labels;
  for (const auto& cell : map.cells) labels.push_back(cell ? share_words(cell->count, cell->n) : "");
  const auto look = [&](std::size_t cell) {
    return map.cells[cell] ? shade_class(share_shade(*map.cells[cell])) : std::string(kNothing);
  };
  const auto hint = [&](std::size_t column, std::size_t row) {
    const auto& cell = map.cells[row * map.x.values.size() + column];
    const std::string at = place_words(map.x, map.y, column, row) + ": ";
    if (!cell) return at + "no value";
    return at + labels[row * map.x.values.size() + column] + " (" + grouped(cell->count) + " of " + grouped(cell->n) +
           "; 95 % interval " + share_words(cell->low) + " to " + share_words(cell->high) + ")";
  };
  draw_cells(canvas, map.x, canvas.rows(), hints, look, hint);
  draw_labels(canvas, labels, [&](std::size_t cell) { return share_shade(*map.cells[cell]) > kShades / 2; });
  std::vector<MapCanvas::Key> keys;
  for (std::size_t i = 0; i < kShareSteps.size(); ++i) {
    keys.push_back({shade_class(static_cast<std::int64_t>(i)), std::string(kShareSteps[i].words)});
  }
  canvas.steps(keys, static_cast<std::size_t>(kShades / 2) + 1);
  return canvas.finish();
}

std::string category_svg(const CategoryMap& map, bool hints) {
  MapCanvas canvas(map.title, map.x, map.y);
  const std::size_t shown = std::min(map.categories.size(), kMostCategories);
  const auto number = [&](std::size_t category) { return std::min(category, kMostCategories - 1); };
  const auto look = [&](std::size_t cell) {
    return map.cells[cell] ? "fwr-c" + std::to_string(number(*map.cells[cell])) : std::string(kNothing);
  };
  const auto hint = [&](std::size_t column, std::size_t row) {
    const auto& cell = map.cells[row * map.x.values.size() + column];
    return place_words(map.x, map.y, column, row) + ": " + (cell ? map.categories[*cell] : "no value");
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
  std::vector<bool> used(kMostCategories);
  for (const auto& cell : map.cells) {
    if (cell) used[number(*cell)] = true;
  }
  std::vector<MapCanvas::Key> keys;
  for (std::size_t i = 0; i < shown; ++i) {
    if (!used[i]) continue;
    const bool rest = i + 1 == kMostCategories && map.categories.size() > kMostCategories;
    keys.push_back({"fwr-c" + std::to_string(i), letter(i) + ": " + (rest ? "other" : map.categories[i])});
  }
  canvas.legend(keys);
  return canvas.finish();
}

}  // namespace finwait::cli
