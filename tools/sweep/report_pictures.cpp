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

// How the runs of each cell ended.
using SliceShares = std::vector<std::vector<ReportShare>>;

SliceShares shares_of(ReportData& data, const ReportSlice& slice) {
  SliceShares out;
  for (const std::uint64_t combination : slice.cells) out.push_back(data.shares(combination));
  return out;
}

CategoryMap outcome_map(const ReportData& data, const ReportSlice& slice, const SliceShares& cells) {
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
  for (const auto& shares : cells) {
    map.cells.push_back(shares.empty() ? std::nullopt : std::optional(letter[shares.front().outcome]));
  }
  return map;
}

// " with link.delay = 10ms": which combinations a sentence about a slice is of.
std::string with(const ReportSlice& slice) { return slice.fixed.empty() ? "" : " with " + slice.fixed; }

// The one value of all cells that have one; nothing if there are more, or none at all.
template <typename T>
std::optional<T> only_value(const std::vector<std::optional<T>>& cells) {
  std::optional<T> only;
  for (const auto& cell : cells) {
    if (cell && only && *cell != *only) return std::nullopt;
    if (cell) only = cell;
  }
  return only;
}

// Of the outcomes that `wanted` names, together.
std::optional<ChartShare> share_in(const std::vector<ReportShare>& shares, const std::vector<bool>& wanted) {
  ChartShare out;
  for (const ReportShare& share : shares) {
    out.n += share.n;
    if (wanted[share.outcome]) out.count += share.n;
  }
  if (out.n == 0) return std::nullopt;
  const ShareInterval interval = wilson(out.count, out.n);
  out.low = interval.low;
  out.high = interval.high;
  return out;
}

std::vector<std::optional<ChartShare>> shares_in(const SliceShares& cells, const std::vector<bool>& wanted) {
  std::vector<std::optional<ChartShare>> out;
  for (const auto& shares : cells) out.push_back(share_in(shares, wanted));
  return out;
}

void add_share(ChartBand& band, const std::optional<ChartShare>& share) {
  const auto value = [&share](std::uint32_t part) { return share ? std::optional<std::int64_t>(part) : std::nullopt; };
  band.low.push_back(value(share ? share->low : 0));
  band.middle.push_back(value(
      share ? static_cast<std::uint32_t>((share->count * std::uint64_t{1'000'000} + share->n / 2) / share->n) : 0));
  band.high.push_back(value(share ? share->high : 0));
  band.unseen.push_back(share && share->count == 0);
}

std::string share_picture(const ReportData& data, const ReportSlice& slice, const std::string& words,
                          const std::vector<std::optional<ChartShare>>& shares, bool hints) {
  if (data.flat()) {
    return share_svg({titled("Share: " + words, slice), chart_axis(data.x()), chart_axis(data.y()), shares}, hints);
  }
  CurveChart chart;
  chart.title = titled("Share: " + words + ", with its 95 % interval", slice);
  chart.x = chart_axis(data.x());
  chart.shares = true;
  ChartBand& band = chart.bands.emplace_back();
  band.name = words;
  for (const auto& share : shares) add_share(band, share);
  return curve_svg(chart, hints);
}

std::vector<bool> only(const ReportData& data, std::size_t outcome) {
  std::vector<bool> wanted(data.outcomes().size());
  wanted[outcome] = true;
  return wanted;
}

CurveChart outcome_curves(ReportData& data, const ReportSlice& slice) {
  const SliceShares cells = shares_of(data, slice);
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
    for (const auto& share : shares_in(cells, only(data, order[i]))) add_share(band, share);
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

std::vector<ReportFigures> figures_in(ReportData& data, const ReportSlice& slice, std::size_t metric) {
  std::vector<ReportFigures> out;
  for (const std::uint64_t combination : slice.cells) out.push_back(data.figures(combination, metric));
  return out;
}

HeatMap heat_map(const ReportData& data, const std::vector<ReportFigures>& cells, std::size_t metric, bool p99) {
  const ReportFigureRange& range = p99 ? data.overview(metric).p99 : data.overview(metric).median;
  HeatMap map;
  map.unit = data.plan().metrics()[metric]->unit;
  map.range = {range.low.value.value_or(0), range.high.value.value_or(0)};
  map.x = chart_axis(data.x());
  map.y = chart_axis(data.y());
  for (const ReportFigures& figures : cells) {
    const ReportQuantile& value = p99 ? figures.p99 : figures.median;
    map.cells.push_back(figures.there ? std::optional(value.value_or(kNever)) : std::nullopt);
  }
  return map;
}

std::string metric_curve(const ReportData& data, const std::vector<ReportFigures>& cells, std::size_t metric,
                         const std::string& title, bool hints) {
  const bool many = data.plan().repeats() > 1;
  CurveChart chart;
  chart.title = title;
  chart.x = chart_axis(data.x());
  chart.unit = data.plan().metrics()[metric]->unit;
  chart.high = many ? data.overview(metric).p99.high.value.value_or(0) : data.overview(metric).max;
  ChartBand& band = chart.bands.emplace_back();
  band.name = many ? "median, with its 95 % interval; the wide band: minimum to p99"
                   : std::string(data.plan().metrics()[metric]->name);
  for (const ReportFigures& figures : cells) {
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

// What all runs of the slice have: "rsts 0"; "" if they differ.
std::string same_in_all_runs(const ReportData& data, const std::vector<ReportFigures>& cells, std::size_t metric) {
  const Metric& of = *data.plan().metrics()[metric];
  const std::string name(of.name);
  std::vector<std::optional<std::int64_t>> ends;
  bool all = true;
  for (const ReportFigures& cell : cells) {
    if (!cell.there) continue;
    all = all && cell.n == data.plan().repeats();
    if (cell.n > 0) ends.insert(ends.end(), {cell.min, cell.max});
  }
  if (ends.empty()) return name + " none";
  const auto only = only_value(ends);
  return only && all ? name + " " + short_words(*only, of.unit) : "";
}

std::string metric_picture(const ReportData& data, const ReportSlice& slice, const std::vector<ReportFigures>& cells,
                           std::size_t metric, bool p99, bool hints) {
  const std::string title = titled(metric_title(data, metric, p99), slice);
  if (!data.flat()) return metric_curve(data, cells, metric, title, hints);
  HeatMap map = heat_map(data, cells, metric, p99);
  map.title = title;
  return heat_svg(map, hints);
}

ReportFigure metric_figure(const ReportData& data, const ReportSlice& slice, const std::vector<ReportFigures>& cells,
                           std::size_t metric, bool p99, bool hints) {
  const auto only = data.flat() ? only_value(heat_map(data, cells, metric, p99).cells) : std::nullopt;
  if (!only) return {metric_picture(data, slice, cells, metric, p99, hints), ""};
  return {"", (p99 ? "Its p99 is " : "Its median is ") +
                  quantile_words(*only == kNever ? std::nullopt : only, data.plan().metrics()[metric]->unit) +
                  " in every combination" + with(slice) + "."};
}

// The share of each outcome, or one sentence about those whose share is the same in the whole slice.
void add_shares(const ReportData& data, const ReportSlice& slice, const SliceShares& cells, bool hints,
                std::vector<ReportFigure>& out) {
  std::string same;
  for (std::size_t i = 0, told = 0; i < data.outcomes().size() && told < kMostShares; ++i) {
    const ReportOutcome& outcome = data.outcomes()[i];
    if (outcome.combinations < 2) continue;
    ++told;
    const auto shares = shares_in(cells, only(data, i));
    std::vector<std::optional<std::uint64_t>> counts;
    for (const auto& share : shares) counts.push_back(share ? std::optional(share->count) : std::nullopt);
    if (const auto count = only_value(counts)) {
      same += (same.empty() ? "" : ", ") + share_words(*count, data.plan().repeats()) + " “" + outcome.words + "”";
    } else {
      out.push_back({share_picture(data, slice, outcome.words, shares, hints), ""});
    }
  }
  if (!same.empty()) out.push_back({"", "In every combination" + with(slice) + ": " + same + "."});
}

}  // namespace

std::vector<ReportFigure> outcome_figures(ReportData& data, const ReportSlice& slice, bool hints) {
  if (!data.flat()) return outcome_lines(data, slice, hints);
  const bool many = data.plan().repeats() > 1;
  const SliceShares cells = shares_of(data, slice);
  const CategoryMap map = outcome_map(data, slice, cells);
  const bool mixed = std::any_of(cells.begin(), cells.end(), [](const auto& shares) { return shares.size() > 1; });
  std::vector<ReportFigure> out;
  if (const auto single = only_value(map.cells)) {
    const std::string words = "“" + map.categories[*single] + "”";
    if (!mixed) return {{"", (many ? "Every run" : "Every combination") + with(slice) + " ends with " + words + "."}};
    out.push_back({"", "The most frequent outcome is " + words + " in every combination" + with(slice) + "."});
  } else {
    out.push_back({category_svg(map, hints), ""});
  }
  if (many) add_shares(data, slice, cells, hints, out);
  return out;
}

ReportMetricFigures metric_figures(ReportData& data, const ReportSlice& slice, std::size_t metric, bool hints) {
  const std::vector<ReportFigures> cells = figures_in(data, slice, metric);
  ReportMetricFigures out;
  out.same = same_in_all_runs(data, cells, metric);
  if (!out.same.empty()) return out;
  out.figures.push_back(metric_figure(data, slice, cells, metric, false, hints));
  if (data.flat() && data.plan().repeats() > 1) {
    out.figures.push_back(metric_figure(data, slice, cells, metric, true, hints));
  }
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
    return data.flat() ? category_svg(outcome_map(data, slice, shares_of(data, slice)), false)
                       : curve_svg(outcome_curves(data, slice), false);
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
      return share_picture(data, slice, words, shares_in(shares_of(data, slice), wanted), false);
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
  const auto number = static_cast<std::size_t>(found - metrics.begin());
  return metric_picture(data, slice, figures_in(data, slice, number), number, p99, false);
}

}  // namespace finwait::cli
