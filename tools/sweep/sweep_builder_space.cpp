// How the axes go together: in lock-step, each with each, and what `where` leaves of that.
#include <algorithm>
#include <array>

#include "sim/suggest.hpp"
#include "tools/sweep/sweep_builder.hpp"

namespace finwait::cli {
namespace {

constexpr std::size_t kUngrouped = SIZE_MAX;
constexpr std::uint64_t kMostRuns = (std::uint64_t{1} << 63U) - 1;

// "sweep.json:7:12: /where", or "--where".
std::string where_stands(const Written& where) {
  const InputError& place = where.place;
  if (place.line == 0) return place.file;
  return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + ": " + place.pointer;
}

}  // namespace

std::vector<std::size_t> SweepPlanBuilder::read_zip(const std::vector<Written>& names) {
  std::vector<std::size_t> members;
  std::vector<std::string_view> known;
  for (const Axis& axis : plan_.axes_) known.push_back(axis.name);
  if (names.size() < 2) {
    wrong(names.empty() ? draft_.place : names.front().place, "zip of fewer than two axes", "two axes or more");
  }
  for (const Written& name : names) {
    const auto found = std::find(known.begin(), known.end(), name.text);
    if (found == known.end()) {
      wrong(name.place, "zip: there is no axis \"" + name.text + "\"", quoted_list(known), suggest(name.text, known));
      continue;
    }
    const auto axis = static_cast<std::size_t>(found - known.begin());
    if (group_of_[axis] != kUngrouped || std::find(members.begin(), members.end(), axis) != members.end()) {
      wrong(name.place, "zip: axis \"" + name.text + "\" is in a zip already", "each axis in one zip at most");
      continue;
    }
    if (!members.empty() && plan_.axes_[members.front()].values.size() != plan_.axes_[axis].values.size()) {
      const Axis& first = plan_.axes_[members.front()];
      wrong(name.place,
            "zip: axis \"" + first.name + "\" has " + std::to_string(first.values.size()) + " values, axis \"" +
                name.text + "\" " + std::to_string(plan_.axes_[axis].values.size()),
            "as many values for both");
    }
    members.push_back(axis);
  }
  return members;
}

// Groups stand in the order of their first axes; the last one turns fastest.
void SweepPlanBuilder::group_axes() {
  group_of_.assign(plan_.axes_.size(), kUngrouped);
  std::vector<std::vector<std::size_t>> zips;
  for (const std::vector<Written>& names : draft_.zips) {
    zips.push_back(read_zip(names));
    for (const std::size_t axis : zips.back()) group_of_[axis] = zips.size();  // for now: its zip, from 1
  }
  std::vector<std::size_t> group_of(plan_.axes_.size(), kUngrouped);
  for (std::size_t axis = 0; axis < group_of.size(); ++axis) {
    if (group_of[axis] != kUngrouped) continue;
    const std::size_t zip = group_of_[axis];
    for (std::size_t other = axis; other < group_of.size(); ++other) {
      if (other == axis || (zip != kUngrouped && group_of_[other] == zip)) group_of[other] = sizes_.size();
    }
    sizes_.push_back(static_cast<std::uint32_t>(plan_.axes_[axis].values.size()));
  }
  group_of_ = std::move(group_of);
}

bool SweepPlanBuilder::count_combinations() {
  std::uint64_t runs = plan_.repeats_;
  for (const std::uint32_t size : sizes_) {
    if (runs > kMostRuns / size) {
      std::string product;
      for (const Axis& axis : plan_.axes_) product += std::to_string(axis.values.size()) + " (" + axis.name + ") x ";
      wrong(draft_.place, "the sweep has 2^63 runs or more: " + product + std::to_string(plan_.repeats_) + " repeats",
            "fewer than 2^63 runs");
      return false;
    }
    runs *= size;
  }
  inside_->space = SweepSpace(sizes_, group_of_);
  plan_.combinations_ = inside_->space.kept();
  return true;
}

void SweepPlanBuilder::apply_where() {
  if (draft_.where.text.empty()) return;
  std::vector<std::string_view> names;
  for (const Axis& axis : plan_.axes_) names.push_back(axis.name);
  ExpressionProblem problem;
  const auto where = Expression::parse(draft_.where.text, names, {}, problem);
  if (!where) {
    trouble_ = format(problem, where_stands(draft_.where), draft_.where.text);
    return;
  }
  if (inside_->space.all() > SweepSpace::kMostFiltered) {
    wrong(draft_.where.place, "it would have to look at " + std::to_string(inside_->space.all()) + " combinations",
          "at most " + std::to_string(SweepSpace::kMostFiltered) + " with a where");
    return;
  }
  draft_.where.text = where->canonical();
  if (!evaluate_where(*where)) return;
  plan_.combinations_ = inside_->space.kept();
  if (plan_.combinations_ > 0) return;
  wrong(draft_.where.place, "no combination is left of " + std::to_string(inside_->space.all()) + ": " + where->text(),
        "a condition that holds for at least one");
}

bool SweepPlanBuilder::evaluate_where(const Expression& where) {
  // By used axis and value: what the text means.
  std::vector<std::vector<ExpressionValue>> meanings;
  for (const std::size_t axis : where.names()) {
    meanings.emplace_back();
    for (const AxisValue& value : plan_.axes_[axis].values)
      meanings.back().push_back(read_expression_value(value.text));
  }
  std::vector<ExpressionValue> now(meanings.size());
  ExpressionProblem problem;
  std::vector<std::uint32_t> failed;
  const auto keeps = [&](std::span<const std::uint32_t> at) {
    for (std::size_t i = 0; i < now.size(); ++i) now[i] = meanings[i][at[where.names()[i]]];
    const std::optional<bool> holds = where.holds(now, {}, problem);
    if (!holds) failed.assign(at.begin(), at.end());
    return holds;
  };
  if (inside_->space.filter(keeps, where.names())) return true;
  for (const std::size_t axis : where.names()) {
    problem.message += (axis == where.names().front() ? ", where " : ", ") + plan_.axes_[axis].name + " is " +
                       plan_.axes_[axis].values[failed[axis]].text;
  }
  trouble_ = format(problem, where_stands(draft_.where), where.text());
  return false;
}

}  // namespace finwait::cli
