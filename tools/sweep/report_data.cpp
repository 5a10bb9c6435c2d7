#include "tools/sweep/report_data.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "tools/context.hpp"
#include "tools/numbers.hpp"
#include "tools/sweep/sweep_input.hpp"

namespace finwait::cli {
namespace {

SweepPlan plan_in(Database& database, const std::string& folder) {
  if (!is_store(database)) throw CommandError(ExitCode::Usage, database.path() + ": holds no results yet");
  return read_sweep_text(meta(database, "plan"), folder);
}

std::uint32_t millionths(double share) { return static_cast<std::uint32_t>(std::llround(share * 1e6)); }

}  // namespace

ReportData::ReportData(const std::string& path)
    : folder_(path), database_(results_path(path), Database::Mode::ReadOnly), plan_(plan_in(database_, path)) {
  state_ = state_of(database_);
  done_ = static_cast<std::uint64_t>(database_.integer("SELECT count(DISTINCT combination) FROM outcomes"));
  if (done_ == 0) {
    throw CommandError(ExitCode::Usage, database_.path() +
                                            ": no combination is complete yet; the command of the sweep with "
                                            "--resume goes on");
  }
  Statement all =
      database_.prepare("SELECT outcome, sum(n) AS runs FROM outcomes GROUP BY outcome ORDER BY runs DESC, outcome");
  while (all.step()) {
    outcome_index_[std::string(all.text(0))] = outcomes_.size();
    outcomes_.push_back({std::string(all.text(0)), static_cast<std::uint64_t>(all.integer(1))});
  }
  figures_ =
      database_.prepare("SELECT n, median, p90, p99, min, max FROM metrics WHERE combination = ? AND metric = ?");
  shares_ = database_.prepare(
      "SELECT outcome, n, share, low, high, witness FROM outcomes WHERE combination = ? ORDER BY n DESC, outcome");
  choose_axes();
  slice();
}

// The first two axes that do not go in step.
void ReportData::choose_axes() {
  const std::vector<Axis>& axes = plan_.axes();
  const std::uint64_t scanned = std::min(plan_.combinations(), kMostScanned);
  std::vector<bool> in_step(axes.size(), true);
  for (std::uint64_t c = 0; c < scanned; ++c) {
    const std::vector<std::uint32_t> at = plan_.values_of(c);
    for (std::size_t i = 1; i < at.size(); ++i) in_step[i] = in_step[i] && at[i] == at[0];
  }
  for (std::size_t i = 1; i < axes.size() && y_ == SIZE_MAX; ++i) {
    const bool same = in_step[i] && axes[i].values.size() == axes[0].values.size() && axes[i].values.size() > 1;
    if (!same && axes[i].values.size() > 1) y_ = i;
  }
  // The longer one goes to the right.
  if (y_ != SIZE_MAX && axes[y_].values.size() > axes[x_].values.size()) std::swap(x_, y_);
  const auto stride = [this](std::size_t axis, std::size_t most) {
    const std::size_t size = plan_.axes()[axis].values.size();
    const std::size_t out = (size - 1) / most + 1;
    if (out > 1) {
      cuts_.push_back("Of the " + grouped(size) + " values of " + plan_.axes()[axis].name +
                      " the pictures show one in " + grouped(out) + ".");
    }
    return out;
  };
  x_stride_ = stride(x_, y_ == SIZE_MAX ? kMostPoints : kMostValues);
  columns_ = (axes[x_].values.size() - 1) / x_stride_ + 1;
  if (y_ == SIZE_MAX) return;
  y_stride_ = stride(y_, kMostValues);
  rows_ = (axes[y_].values.size() - 1) / y_stride_ + 1;
}

void ReportData::slice() {
  std::map<std::vector<std::uint32_t>, std::size_t> places;
  bool more = false;
  const std::uint64_t scanned = std::min(plan_.combinations(), kMostScanned);
  for (std::uint64_t c = 0; c < scanned; ++c) {
    std::vector<std::uint32_t> at = plan_.values_of(c);
    if (at[x_] % x_stride_ != 0 || (y_ != SIZE_MAX && at[y_] % y_stride_ != 0)) continue;
    const std::size_t x = at[x_] / x_stride_;
    const std::size_t y = y_ == SIZE_MAX ? 0 : at[y_] / y_stride_;
    std::string fixed;
    for (std::size_t i = 0; i < at.size(); ++i) {
      const bool steps_with_x = i != x_ && i != y_ && at[i] == at[x_] && y_ == SIZE_MAX;
      if (i == x_ || i == y_ || steps_with_x) {
        at[i] = 0;
        continue;
      }
      fixed += (fixed.empty() ? "" : ", ") + plan_.axes()[i].name + " = " + plan_.axes()[i].values[at[i]].text;
    }
    const auto found = places.find(at);
    if (found == places.end() && slices_.size() == kMostSlices) {
      more = true;
      continue;
    }
    if (found == places.end()) {
      places[at] = slices_.size();
      slices_.push_back({fixed, std::vector<std::uint64_t>(columns_ * rows_, kNoCombination)});
    }
    slices_[places[at]].cells[y * columns_ + x] = c;
  }
  if (more) {
    cuts_.push_back("The other axes have more values together than " + std::to_string(kMostSlices) +
                    "; the pictures show the first of them.");
  }
  if (scanned < plan_.combinations()) {
    cuts_.push_back("The pictures are of the first " + grouped(scanned) + " of " + grouped(plan_.combinations()) +
                    " combinations.");
  }
}

ReportFigures ReportData::figures(std::uint64_t combination, std::size_t metric) {
  ReportFigures out;
  figures_.bind(1, static_cast<std::int64_t>(combination)).bind(2, plan_.metrics()[metric]->name);
  if (figures_.step()) {
    out = {static_cast<std::uint64_t>(figures_.integer(0)),
           figures_.integer(1),
           figures_.integer(2),
           figures_.integer(3),
           figures_.integer(4),
           figures_.integer(5)};
  }
  figures_.reset();
  return out;
}

std::vector<ReportShare> ReportData::shares(std::uint64_t combination) {
  std::vector<ReportShare> out;
  shares_.bind(1, static_cast<std::int64_t>(combination));
  while (shares_.step()) {
    const auto known = outcome_index_.find(shares_.text(0));
    if (known == outcome_index_.end()) continue;
    out.push_back({known->second, static_cast<std::uint64_t>(shares_.integer(1)), millionths(shares_.real(2)),
                   millionths(shares_.real(3)), millionths(shares_.real(4)),
                   static_cast<std::uint64_t>(shares_.integer(5))});
  }
  return out;
}

}  // namespace finwait::cli
