// Which axes the pictures have along their sides, and which combination each of their cells is.
#include <algorithm>
#include <cmath>
#include <utility>

#include "tools/numbers.hpp"
#include "tools/sweep/report_data.hpp"

namespace finwait::cli {

ReportDimension ReportData::dimension(const std::vector<std::size_t>& axes, std::size_t most) {
  ReportDimension out;
  if (axes.empty()) {
    out.name = "scenario";
    out.labels = {"as it is"};
    return out;
  }
  out.axes = axes;
  for (const std::size_t axis : axes) out.name += (out.name.empty() ? "" : " / ") + plan_.axes()[axis].name;
  const std::size_t size = plan_.axes()[axes.front()].values.size();
  out.stride = (size - 1) / most + 1;
  if (out.stride > 1) {
    cuts_.push_back("Of the " + grouped(size) + " values of " + out.name + " the pictures show one in " +
                    grouped(out.stride) + ".");
  }
  for (std::size_t value = 0; value < size; value += out.stride) {
    std::string label;
    for (const std::size_t axis : axes) label += (label.empty() ? "" : " / ") + plan_.axes()[axis].values[value].text;
    out.labels.push_back(std::move(label));
  }
  for (const std::size_t axis : axes) {
    if (!out.numbers.empty()) break;
    for (std::size_t value = 0; value < size; value += out.stride) {
      out.numbers.push_back(plan_.axes()[axis].values[value].number);
    }
    if (!std::all_of(out.numbers.begin(), out.numbers.end(), [](double n) { return std::isfinite(n); })) {
      out.numbers.clear();
    }
  }
  return out;
}

// Two dimensions that have more than one value, the longer one to the right. The others make the slices: those with the
// fewest values, of equally few the last, so that there are few pictures and each shows much.
void ReportData::choose_dimensions() {
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t axis = 0; axis < plan_.axes().size(); ++axis) {
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const std::vector<std::size_t>& group) {
      return plan_.group_of(group.front()) == plan_.group_of(axis);
    });
    if (same == groups.end()) {
      groups.push_back({axis});
    } else {
      same->push_back(axis);
    }
  }
  const auto size = [this](const std::vector<std::size_t>& group) { return plan_.axes()[group.front()].values.size(); };
  std::vector<std::vector<std::size_t>> chosen;
  for (const auto& group : groups) {
    if (size(group) > 1) chosen.push_back(group);
  }
  while (chosen.size() > 2) {
    auto shortest = chosen.begin();
    for (auto group = chosen.begin(); group != chosen.end(); ++group) {
      if (size(*group) <= size(*shortest)) shortest = group;
    }
    chosen.erase(shortest);
  }
  if (chosen.empty()) chosen.push_back(groups.empty() ? std::vector<std::size_t>() : groups.front());
  // Names are for the left side, where there is room for them.
  const auto names = [this](const std::vector<std::size_t>& group) {
    return std::none_of(group.begin(), group.end(), [this](std::size_t axis) {
      const auto& values = plan_.axes()[axis].values;
      return std::all_of(values.begin(), values.end(), [](const AxisValue& v) { return std::isfinite(v.number); });
    });
  };
  const bool swap = chosen.size() == 2 &&
                    (names(chosen[0]) != names(chosen[1]) ? names(chosen[0]) : size(chosen[1]) > size(chosen[0]));
  if (swap) std::swap(chosen[0], chosen[1]);
  const bool flat = chosen.size() == 2;
  x_ = dimension(chosen[0], flat ? kMostValues : kMostPoints);
  if (flat) y_ = dimension(chosen[1], kMostValues);
}

std::string ReportData::fixed_words(const std::vector<std::uint32_t>& at) const {
  const auto along = [](const ReportDimension& side, std::size_t axis) {
    return std::find(side.axes.begin(), side.axes.end(), axis) != side.axes.end();
  };
  std::string out;
  for (std::size_t i = 0; i < at.size(); ++i) {
    if (along(x_, i) || along(y_, i)) continue;
    out += (out.empty() ? "" : ", ") + plan_.axes()[i].name + " = " + plan_.axes()[i].values[at[i]].text;
  }
  return out;
}

void ReportData::slice() {
  std::map<std::vector<std::uint32_t>, std::size_t> places;
  bool more = false;
  const std::uint64_t scanned = std::min(plan_.combinations(), kMostScanned);
  for (std::uint64_t c = 0; c < scanned; ++c) {
    std::vector<std::uint32_t> at = plan_.values_of(c);
    const std::size_t x = x_.place(at);
    const std::size_t y = y_.place(at);
    if (x % x_.stride != 0 || y % y_.stride != 0) continue;
    std::vector<std::uint32_t> others = at;
    for (const std::size_t axis : x_.axes) others[axis] = 0;
    for (const std::size_t axis : y_.axes) others[axis] = 0;
    auto found = places.find(others);
    if (found == places.end() && slices_.size() == kMostSlices) {
      more = true;
      continue;
    }
    if (found == places.end()) {
      found = places.emplace(std::move(others), slices_.size()).first;
      slices_.push_back({fixed_words(at), std::vector<std::uint64_t>(columns() * rows(), kNoCombination)});
    }
    slices_[found->second].cells[y / y_.stride * columns() + x / x_.stride] = c;
  }
  if (slices_.empty()) {
    slices_.push_back({"", std::vector<std::uint64_t>(columns() * rows(), kNoCombination)});
    cuts_.push_back("No combination has the values that the pictures show; `finwait sweep query` shows all.");
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

}  // namespace finwait::cli
