#include "tools/sweep/axis_target.hpp"

#include <algorithm>

#include "sim/json_overrides.hpp"

namespace finwait::cli {
namespace {

// "/a/set/NAME", and the two parameters that are keys of a side themselves.
void find_parameter_of(AxisTarget& target) {
  if (target.places.size() != 1) return;
  const AxisTarget::Path& path = target.places.front();
  if (path.empty() || (path[0] != "a" && path[0] != "b")) return;
  const bool in_set = path.size() == 3 && path[1] == "set";
  const bool of_side = path.size() == 2 && (path[1] == "hz" || path[1] == "jiffies_at_start");
  if (!in_set && !of_side) return;
  const ParameterMatch match = find_parameter(path.back());
  target.parameter = match.parameter;
  target.alias = match.alias;
  target.side = path[0] == "a" ? Side::A : Side::B;
}

AxisTarget one(std::string text) {
  AxisTarget target;
  target.places = override_places(text);
  target.text = std::move(text);
  find_parameter_of(target);
  return target;
}

bool within(const AxisTarget::Path& outer, const AxisTarget::Path& inner) {
  return outer.size() <= inner.size() && std::equal(outer.begin(), outer.end(), inner.begin());
}

}  // namespace

std::vector<AxisTarget> resolve_target(std::string_view text) {
  const std::string written(text);
  if (!written.starts_with('/') && find_parameter(text).parameter != nullptr) {
    return {one("a." + written), one("b." + written)};
  }
  return {one(written)};
}

bool overlap(const AxisTarget& x, const AxisTarget& y) {
  if (x.parameter != nullptr && x.parameter == y.parameter && x.side == y.side) return true;
  for (const AxisTarget::Path& p : x.places) {
    for (const AxisTarget::Path& q : y.places) {
      if (within(p, q) || within(q, p)) return true;
    }
  }
  return false;
}

}  // namespace finwait::cli
