// From the results of a slice to its pictures.
#include <algorithm>

#include "tools/context.hpp"
#include "tools/sweep/report_chart.hpp"
#include "tools/sweep/report_page.hpp"
#include "tools/sweep/report_words.hpp"
#include "tools/sweep/tally.hpp"

namespace finwait::cli {
namespace {

constexpr std::string_view kP99 = ":p99";
constexpr std::string_view kOfOutcomes = "outcomes:";
constexpr std::size_t kMostShares = 6;          // maps of the share of one outcome
constexpr std::uint32_t kSmallShare = 250'000;  // below which all but one outcome get a chart of their own

ChartAxis chart_axis(const ReportDimension& side) { return {side.name, side.labels, side.numbers}; }

std::string titled(const std::string& words, const ReportSlice& slice) {
  return slice.fixed.empty() ? words : words + ", " + slice.fixed;
}

// The normal end first, so that it has the same letter and colour in every map; then the most frequent.
std::vector<std::size_t> in_order_of_letters(const ReportData& data) {
  std::vector<std::size_t> out(data.outcomes().size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = i;
  std::stable_partition(out.begin(), out.end(), [&](std::size_t i) { return data.outcomes()[i].normal(); });
  return out;
}

CategoryMap outcome_map(ReportData& data, const ReportSlice& slice) {
  CategoryMap map;
  map.title = titled(data.plan().repeats() > 1 ? "Most frequent outcome" : "Outcome", slice);
  map.x = chart_axis(data.x());
  map.y = chart_axis(data.y());
  const std::vector<std::size_t> order = in_order_of_letters(data);
  std::vector<std::size_t> letter(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    letter[order[i]] = i;
    map.categories.push_back(data.outcomes()[order[i]].words);
  }
  for (const std::uint64_t combination : slice.cells) {
    const auto shares = data.shares(combination);
    map.cells.push_back(shares.empty() ? std::nullopt : std::optional(letter[shares.front().outcome]));
  }
  return map;
}

// The one outcome that all cells have; nothing if there are more, or holes.
std::optional<std::size_t> only_category(const CategoryMap& map) {
  const auto& first = map.cells.front();
  return std::all_of(map.cells.begin(), map.cells.end(), [&](const auto& cell) { return cell == first; })
             ? first
             : std::nullopt;
}

// Of the outcomes that `wanted` names, together.
std::optional<ChartShare> share_in(ReportData& data, std::uint64_t combination, const std::vector<bool>& wanted) {
  ChartShare out;
  for (const ReportShare& share : data.shares(combination)) {
    out.n += share.n;
    if (wanted[share.outcome]) out.count += share.n;
  }
  if (out.n == 0) return std::nullopt;
  const ShareInterval interval = wilson(out.count, out.n);
  out.low = interval.low;
  out.high = interval.high;
  return out;
}

void add_share(ChartBand& band, const std::optional<ChartShare>& share) {
  const auto value = [&share](std::uint32_t part) { return share ? std::optional<std::int64_t>(part) : std::nullopt; };
  band.low.push_back(value(share ? share->low : 0));
  band.middle.push_back(value(
      share ? static_cast<std::uint32_t>((share->count * std::uint64_t{1'000'000} + share->n / 2) / share->n) : 0));
  band.high.push_back(value(share ? share->high : 0));
}

std::string share_picture(ReportData& data, const ReportSlice& slice, const std::string& words,
                          const std::vector<bool>& wanted, bool hints) {
  if (data.flat()) {
    ShareMap map{titled("Share: " + words, slice), chart_axis(data.x()), chart_axis(data.y()), {}};
    for (const std::uint64_t combination : slice.cells) map.cells.push_back(share_in(data, combination, wanted));
    return share_svg(map, hints);
  }
  CurveChart chart;
  chart.title = titled("Share: " + words + ", with its 95 % interval", slice);
  chart.x = chart_axis(data.x());
  chart.shares = true;
  ChartBand& band = chart.bands.emplace_back();
  band.name = words;
  for (const std::uint64_t combination : slice.cells) add_share(band, share_in(data, combination, wanted));
  return curve_svg(chart, hints);
}

std::vector<bool> only(const ReportData& data, std::size_t outcome) {
  std::vector<bool> wanted(data.outcomes().size());
  wanted[outcome] = true;
  return wanted;
}

CurveChart outcome_curves(ReportData& data, const ReportSlice& slice) {
  CurveChart chart;
  chart.title = titled("Share of each outcome, with its 95 % interval", slice);
  chart.x = chart_axis(data.x());
  chart.shares = true;
  chart.high = 1'000'000;
  const std::size_t shown = std::min(data.outcomes().size(), kMostCategories);
  const std::vector<std::size_t> order = in_order_of_letters(data);
  for (std::size_t i = 0; i < shown; ++i) {
    ChartBand& band = chart.bands.emplace_back();
    band.name = data.outcomes()[order[i]].words;
    const std::vector<bool> wanted = only(data, order[i]);
    for (const std::uint64_t combination : slice.cells) add_share(band, share_in(data, combination, wanted));
  }
  return chart;
}

// Without the normal end, where all others are so rare that they lie on the ground of the whole picture.
std::optional<CurveChart> rare_curves(const ReportData& data, CurveChart chart, const ReportSlice& slice) {
  const std::size_t usual = data.outcomes()[in_order_of_letters(data).front()].normal() ? 0 : chart.bands.size();
  if (usual != 0 || chart.bands.size() < 2) return std::nullopt;
  for (ChartBand& band : chart.bands) {
    if (&band == &chart.bands.front()) continue;
    for (const auto& share : band.middle) {
      if (share.value_or(0) >= kSmallShare) return std::nullopt;
    }
  }
  // Not drawn, but its colour stays its own.
  for (auto* line : {&chart.bands.front().low, &chart.bands.front().middle, &chart.bands.front().high}) {
    std::fill(line->begin(), line->end(), std::nullopt);
  }
  chart.bands.front().name.clear();
  chart.title = titled("The same without the normal end", slice);
  chart.high = 0;
  return chart;
}

std::vector<ReportFigure> outcome_lines(ReportData& data, const ReportSlice& slice, bool hints) {
  if (data.outcomes().size() == 1) return {{"", "Every run ended with “" + data.outcomes().front().words + "”."}};
  CurveChart chart = outcome_curves(data, slice);
  std::vector<ReportFigure> out{{curve_svg(chart, hints), ""}};
  const auto rare = rare_curves(data, std::move(chart), slice);
  if (rare) out.push_back({curve_svg(*rare, hints), ""});
  return out;
}

HeatMap heat_map(ReportData& data, const ReportSlice& slice, std::size_t metric, bool p99) {
  const Metric& of = *data.plan().metrics()[metric];
  const ReportFigureRange& range = p99 ? data.overview(metric).p99 : data.overview(metric).median;
  HeatMap map;
  map.unit = of.unit;
  map.range = {range.low.value.value_or(0), range.high.value.value_or(0)};
  map.x = chart_axis(data.x());
  map.y = chart_axis(data.y());
  for (const std::uint64_t combination : slice.cells) {
    const ReportFigures figures = data.figures(combination, metric);
    const ReportQuantile& value = p99 ? figures.p99 : figures.median;
    map.cells.push_back(figures.there ? std::optional(value.value_or(kNever)) : std::nullopt);
  }
  return map;
}

std::string metric_curve(ReportData& data, const ReportSlice& slice, std::size_t metric, const std::string& title,
                         bool hints) {
  const bool many = data.plan().repeats() > 1;
  CurveChart chart;
  chart.title = title;
  chart.x = chart_axis(data.x());
  chart.unit = data.plan().metrics()[metric]->unit;
  chart.high = many ? data.overview(metric).p99.high.value.value_or(0) : data.overview(metric).max;
  ChartBand& band = chart.bands.emplace_back();
  band.name = many ? "median, with its 95 % interval; the wide band: minimum to p99"
                   : std::string(data.plan().metrics()[metric]->name);
  for (const std::uint64_t combination : slice.cells) {
    const ReportFigures figures = data.figures(combination, metric);
    const auto value = [&figures](const ReportQuantile& quantile) {
      return figures.there ? std::optional(quantile.value_or(kNever)) : std::nullopt;
    };
    band.low.push_back(value(figures.n > 0 ? ReportQuantile(figures.min) : std::nullopt));
    band.middle.push_back(value(figures.median));
    band.high.push_back(value(figures.p99));
    if (!many) continue;
    band.inner_low.push_back(figures.median_low);
    band.inner_high.push_back(figures.median_high);
  }
  return curve_svg(chart, hints);
}

std::string metric_title(const ReportData& data, std::size_t metric, bool p99) {
  const Metric& of = *data.plan().metrics()[metric];
  std::string out(of.name);
  if (of.unit == MetricUnit::Octets) out += " (octets)";
  if (data.plan().repeats() == 1) return out;
  if (!data.flat()) return out + ": median, and from the minimum to p99";
  return out + (p99 ? ", p99" : ", median");
}

std::string metric_picture(ReportData& data, const ReportSlice& slice, std::size_t metric, bool p99, bool hints) {
  const std::string title = titled(metric_title(data, metric, p99), slice);
  if (!data.flat()) return metric_curve(data, slice, metric, title, hints);
  HeatMap map = heat_map(data, slice, metric, p99);
  map.title = title;
  return heat_svg(map, hints);
}

ReportFigure metric_figure(ReportData& data, const ReportSlice& slice, std::size_t metric, bool p99, bool hints) {
  const ReportMetric& all = data.overview(metric);
  if (all.n == 0) return {"", "No run has it."};
  const bool one_value = all.min == all.max && all.n == data.combinations_done() * data.plan().repeats();
  const MetricUnit unit = data.plan().metrics()[metric]->unit;
  if (one_value) {
    return {"", "It is " + short_words(all.min, unit) + " in every " +
                    (data.plan().repeats() == 1 ? "combination." : "run.")};
  }
  const ReportFigureRange& range = p99 ? all.p99 : all.median;
  if (!data.flat() || !range.constant()) return {metric_picture(data, slice, metric, p99, hints), ""};
  return {"", (p99 ? "Its p99 is " : "Its median is ") + quantile_words(range.largest().value, unit) +
                  " in every combination."};
}

}  // namespace

std::vector<ReportFigure> outcome_figures(ReportData& data, const ReportSlice& slice, bool hints) {
  if (!data.flat()) return outcome_lines(data, slice, hints);
  std::vector<ReportFigure> out;
  const CategoryMap map = outcome_map(data, slice);
  const bool many = data.plan().repeats() > 1;
  if (const auto single = only_category(map)) {
    const std::string& words = map.categories[*single];
    out.push_back({"", many && data.outcomes().size() > 1
                           ? "The most frequent outcome is “" + words + "” in every combination."
                           : (many ? "Every run" : "Every combination") + std::string(" ends with “") + words + "”."});
  } else {
    out.push_back({category_svg(map, hints), ""});
  }
  for (std::size_t i = 0; many && i < data.outcomes().size() && out.size() <= kMostShares; ++i) {
    const ReportOutcome& outcome = data.outcomes()[i];
    if (outcome.combinations < 2 || data.outcomes().size() == 1) continue;
    out.push_back({share_picture(data, slice, outcome.words, only(data, i), hints), ""});
  }
  return out;
}

std::vector<ReportFigure> metric_figures(ReportData& data, const ReportSlice& slice, std::size_t metric, bool hints) {
  std::vector<ReportFigure> out{metric_figure(data, slice, metric, false, hints)};
  const ReportMetric& all = data.overview(metric);
  const bool percentile = data.flat() && data.plan().repeats() > 1 &&
                          out.front().words.find(" every run") == std::string::npos && all.n > 0;
  if (percentile) out.push_back(metric_figure(data, slice, metric, true, hints));
  return out;
}

std::vector<std::string> report_pictures(const ReportData& data) {
  std::vector<std::string> out{"outcomes", std::string(kOfOutcomes) + "WORDS"};
  const bool percentile = data.flat() && data.plan().repeats() > 1;
  for (const Metric* metric : data.plan().metrics()) {
    out.emplace_back(metric->name);
    if (percentile) out.push_back(std::string(metric->name) + std::string(kP99));
  }
  return out;
}

std::string report_picture(ReportData& data, const std::string& name) {
  const ReportSlice& slice = data.slices().front();
  if (name == "outcomes") {
    return data.flat() ? category_svg(outcome_map(data, slice), false) : curve_svg(outcome_curves(data, slice), false);
  }
  if (name.starts_with(kOfOutcomes)) {
    const std::string words = name.substr(kOfOutcomes.size());
    std::vector<bool> wanted;
    std::string known;
    for (const ReportOutcome& outcome : data.outcomes()) {
      wanted.push_back(outcome.words.find(words) != std::string::npos);
      known += (known.empty() ? "\"" : ", \"") + outcome.words + "\"";
    }
    if (std::find(wanted.begin(), wanted.end(), true) != wanted.end()) {
      return share_picture(data, slice, words, wanted, false);
    }
    throw CommandError(ExitCode::Usage, "--picture " + name + ": no outcome has these words; there are: " + known);
  }
  const std::vector<std::string> known = report_pictures(data);
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    std::string list;
    for (const std::string& each : known) list += (list.empty() ? "" : ", ") + each;
    throw CommandError(ExitCode::Usage, "--picture " + name + ": no such picture; allowed: " + list);
  }
  const bool p99 = name.ends_with(kP99);
  const std::string metric = p99 ? name.substr(0, name.size() - kP99.size()) : name;
  const auto& metrics = data.plan().metrics();
  const auto found =
      std::find_if(metrics.begin(), metrics.end(), [&metric](const Metric* of) { return of->name == metric; });
  return metric_picture(data, slice, static_cast<std::size_t>(found - metrics.begin()), p99, false);
}

}  // namespace finwait::cli
