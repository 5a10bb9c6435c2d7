// The pictures of a sweep's report as SVG: heat-maps, maps of categories, curves with bands. Integer arithmetic, so
// that the same results give the same bytes. It knows numbers and words, no database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/sweep/metric.hpp"

namespace finwait::cli {

// The values of an axis, and how it is called.
struct ChartAxis {
  std::string name{};
  std::vector<std::string> values{};
};

// cells[y * x.values.size() + x]; nothing where there is no result.
struct HeatMap {
  std::string title{};
  ChartAxis x{};
  ChartAxis y{};
  MetricUnit unit = MetricUnit::Count;
  std::vector<std::optional<std::int64_t>> cells{};
};

struct CategoryMap {
  std::string title{};
  ChartAxis x{};
  ChartAxis y{};
  std::vector<std::string> categories{};  // in the order of their letters
  std::vector<std::optional<std::size_t>> cells{};
};

// One line with a band around it.
struct ChartBand {
  std::string name{};
  std::vector<std::optional<std::int64_t>> low{};
  std::vector<std::optional<std::int64_t>> middle{};
  std::vector<std::optional<std::int64_t>> high{};
};

struct CurveChart {
  std::string title{};
  ChartAxis x{};
  MetricUnit unit = MetricUnit::Count;
  bool shares = false;  // the values are shares in 10^-6
  std::vector<ChartBand> bands{};
};

inline constexpr std::size_t kMostCategories = 8;  // the rest is one: "other"

// `hints`: a title for each cell, as pages show it; pictures for documents go without.
std::string heat_svg(const HeatMap& map, bool hints);
std::string category_svg(const CategoryMap& map, bool hints);
std::string curve_svg(const CurveChart& chart, bool hints);

// "1.5 s", "12.3 ms", "17": four digits at most where that is exact enough for a picture.
std::string short_words(std::int64_t value, MetricUnit unit);
// "12.3 %"
std::string share_words(std::uint32_t millionths);

}  // namespace finwait::cli
