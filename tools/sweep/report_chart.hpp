// The pictures of a sweep's report as SVG: heat-maps, maps of categories and of shares, curves with bands. The same
// results give the same bytes. It knows numbers and words, no database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/sweep/metric.hpp"

namespace finwait::cli {

// The values of an axis, and how it is called. `numbers` places the points of a curve; empty: they are names.
struct ChartAxis {
  std::string name{};
  std::vector<std::string> values{};
  std::vector<double> numbers{};
};

// Of a metric over all pictures that are to be compared, so that the same colour or height means the same.
struct ChartRange {
  std::int64_t low = 0;
  std::int64_t high = 0;
};

// Stands for a value beyond all others: of a run that never gets there.
inline constexpr std::int64_t kNever = INT64_MAX;

// cells[y * x.values.size() + x]; nothing where there is no result.
struct HeatMap {
  std::string title{};
  ChartAxis x{};
  ChartAxis y{};
  MetricUnit unit = MetricUnit::Count;
  ChartRange range{};
  std::vector<std::optional<std::int64_t>> cells{};
};

struct CategoryMap {
  std::string title{};
  ChartAxis x{};
  ChartAxis y{};
  std::vector<std::string> categories{};  // in the order of their letters
  std::vector<std::optional<std::size_t>> cells{};
};

// How many of `n` runs, with the 95 % interval of their share in 10^-6.
struct ChartShare {
  std::uint64_t count = 0;
  std::uint64_t n = 0;
  std::uint32_t low = 0;
  std::uint32_t high = 0;
};

struct ShareMap {
  std::string title{};
  ChartAxis x{};
  ChartAxis y{};
  std::vector<std::optional<ChartShare>> cells{};
};

// One line with a band around it and, where there is one, a narrower band. kNever is beyond the top: a line stops
// there, a band goes on. Without a name it is not in the legend.
struct ChartBand {
  using Line = std::vector<std::optional<std::int64_t>>;
  std::string name{};
  Line low{};
  Line middle{};
  Line high{};
  Line inner_low{};
  Line inner_high{};
  // Where it was not seen at all the interval is told, and not drawn: those of many outcomes would lie on each other.
  // Empty: it was seen everywhere.
  std::vector<bool> unseen{};
  bool shows(std::size_t i) const { return unseen.empty() || !unseen[i]; }
};

struct CurveChart {
  std::string title{};
  ChartAxis x{};
  MetricUnit unit = MetricUnit::Count;
  bool shares = false;    // the values are shares in 10^-6
  std::int64_t high = 0;  // how high the chart is at least
  std::vector<ChartBand> bands{};
};

inline constexpr std::size_t kMostCategories = 8;  // the rest is one: "other"

// `hints`: a title for each cell, as pages show it; pictures for documents go without.
std::string heat_svg(const HeatMap& map, bool hints);
std::string category_svg(const CategoryMap& map, bool hints);
std::string share_svg(const ShareMap& map, bool hints);
std::string curve_svg(const CurveChart& chart, bool hints);

}  // namespace finwait::cli
