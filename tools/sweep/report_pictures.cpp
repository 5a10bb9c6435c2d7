// From the results of a slice to its pictures.
#include <algorithm>

#include "tools/sweep/report_chart.hpp"
#include "tools/sweep/report_page.hpp"

namespace finwait::cli {
namespace {

constexpr std::string_view kP99 = ":p99";

ChartAxis x_axis(const ReportData& data) {
  const Axis& axis = data.plan().axes()[data.x_axis()];
  ChartAxis out{axis.name, {}};
  for (std::size_t i = 0; i < data.columns(); ++i) out.values.push_back(axis.values[data.x_value(i)].text);
  return out;
}

ChartAxis y_axis(const ReportData& data) {
  if (data.y_axis() == SIZE_MAX) return {};
  const Axis& axis = data.plan().axes()[data.y_axis()];
  ChartAxis out{axis.name, {}};
  for (std::size_t i = 0; i < data.rows(); ++i) out.values.push_back(axis.values[data.y_value(i)].text);
  return out;
}

std::string titled(const std::string& words, const ReportSlice& slice) {
  return slice.fixed.empty() ? words : words + ", " + slice.fixed;
}

std::string outcome_map(ReportData& data, const ReportSlice& slice, bool hints) {
  CategoryMap map;
  map.title = titled(data.plan().repeats() > 1 ? "Most frequent outcome" : "Outcome", slice);
  map.x = x_axis(data);
  map.y = y_axis(data);
  for (const ReportOutcome& outcome : data.outcomes()) map.categories.push_back(outcome.words);
  for (const std::uint64_t combination : slice.cells) {
    const auto shares = combination == kNoCombination ? std::vector<ReportShare>{} : data.shares(combination);
    map.cells.push_back(shares.empty() ? std::nullopt : std::optional(shares.front().outcome));
  }
  return category_svg(map, hints);
}

std::string outcome_curves(ReportData& data, const ReportSlice& slice, bool hints) {
  CurveChart chart;
  chart.title = titled("Share of each outcome, with its 95 % interval", slice);
  chart.x = x_axis(data);
  chart.shares = true;
  const std::size_t shown = std::min(data.outcomes().size(), kMostCategories);
  for (std::size_t i = 0; i < shown; ++i) chart.bands.push_back({data.outcomes()[i].words, {}, {}, {}});
  for (const std::uint64_t combination : slice.cells) {
    const auto shares = combination == kNoCombination ? std::vector<ReportShare>{} : data.shares(combination);
    for (std::size_t i = 0; i < shown; ++i) {
      ChartBand& band = chart.bands[i];
      const auto found =
          std::find_if(shares.begin(), shares.end(), [i](const ReportShare& share) { return share.outcome == i; });
      const auto value = [&](std::uint32_t part) {
        return shares.empty() ? std::nullopt : std::optional<std::int64_t>(found == shares.end() ? 0 : part);
      };
      const bool there = found != shares.end();
      band.low.push_back(value(there ? found->low : 0));
      band.middle.push_back(value(there ? found->share : 0));
      band.high.push_back(value(there ? found->high : 0));
    }
  }
  return curve_svg(chart, hints);
}

}  // namespace

std::string outcome_picture(ReportData& data, const ReportSlice& slice, bool hints) {
  return data.y_axis() == SIZE_MAX ? outcome_curves(data, slice, hints) : outcome_map(data, slice, hints);
}

std::string metric_picture(ReportData& data, const ReportSlice& slice, std::size_t metric, bool p99, bool hints) {
  const Metric& of = *data.plan().metrics()[metric];
  const std::string name(of.name);
  const bool many = data.plan().repeats() > 1;
  if (data.y_axis() == SIZE_MAX) {
    CurveChart chart;
    chart.title = titled(many ? name + ": median, and from the minimum to p99" : name, slice);
    chart.x = x_axis(data);
    chart.unit = of.unit;
    ChartBand& band = chart.bands.emplace_back();
    band.name = many ? "median; the band: minimum to p99" : name;
    for (const std::uint64_t combination : slice.cells) {
      const ReportFigures figures = combination == kNoCombination ? ReportFigures{} : data.figures(combination, metric);
      const auto value = [&](std::int64_t v) { return figures.n == 0 ? std::nullopt : std::optional(v); };
      band.low.push_back(value(figures.min));
      band.middle.push_back(value(figures.median));
      band.high.push_back(value(figures.p99));
    }
    return curve_svg(chart, hints);
  }
  HeatMap map;
  map.title = titled(many ? name + (p99 ? ", p99" : ", median") : name, slice);
  map.x = x_axis(data);
  map.y = y_axis(data);
  map.unit = of.unit;
  for (const std::uint64_t combination : slice.cells) {
    const ReportFigures figures = combination == kNoCombination ? ReportFigures{} : data.figures(combination, metric);
    map.cells.push_back(figures.n == 0 ? std::nullopt : std::optional(p99 ? figures.p99 : figures.median));
  }
  return heat_svg(map, hints);
}

std::vector<std::string> report_pictures(const ReportData& data) {
  std::vector<std::string> out{"outcomes"};
  const bool percentile = data.y_axis() != SIZE_MAX && data.plan().repeats() > 1;
  for (const Metric* metric : data.plan().metrics()) {
    out.emplace_back(metric->name);
    if (percentile) out.push_back(std::string(metric->name) + std::string(kP99));
  }
  return out;
}

std::string report_picture(ReportData& data, const std::string& name) {
  const ReportSlice& slice = data.slices().front();
  if (name == "outcomes") return outcome_picture(data, slice, false);
  const bool p99 = name.ends_with(kP99);
  const std::string metric = p99 ? name.substr(0, name.size() - kP99.size()) : name;
  const auto& metrics = data.plan().metrics();
  const auto found =
      std::find_if(metrics.begin(), metrics.end(), [&metric](const Metric* known) { return known->name == metric; });
  return metric_picture(data, slice, static_cast<std::size_t>(found - metrics.begin()), p99, false);
}

}  // namespace finwait::cli
