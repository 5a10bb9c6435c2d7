// What a plan holds besides what everyone may see: the base scenario, where each axis puts its values and how, and the
// numbers of the combinations. Private to the plan and the maker of its scenarios.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/scenario_json.hpp"
#include "tools/sweep/axis_target.hpp"
#include "tools/sweep/sweep_draft.hpp"
#include "tools/sweep/sweep_plan.hpp"
#include "tools/sweep/sweep_space.hpp"

namespace finwait::cli {

inline constexpr std::size_t kMostAxes = 32;

// How an axis gets into a scenario.
enum class Application : std::uint8_t {
  Read,        // the scenario is read again with the value in its JSON; always right
  Parameters,  // Parameter::assign, as the reader does it
  Slots,       // durations and probabilities put in their place
};

struct AxisApplication {
  std::vector<AxisTarget> targets{};
  Application how = Application::Read;
  std::vector<std::size_t> slots{};      // Slots: numbers of slots_of()
  std::vector<std::uint64_t> digests{};  // by value: of the axis's name and the value's text, for seeds
};

struct SweepPlan::Inside {
  BaseScenario base{};
  std::vector<AxisApplication> axes{};
  std::vector<std::size_t> by_name{};  // axes in the order of their names, for seeds
  SweepSpace space{};
  std::size_t seed_axis = SIZE_MAX;  // the axis that sets the seed itself, if there is one
  std::vector<std::uint64_t> seeds{};
};

// The scenario of a combination by the long way: the base's JSON with all values put in, read as a file is.
ScenarioResult read_combination(const SweepPlan& plan, std::uint64_t combination);
// What an axis with this value changes in the base's JSON.
void add_overrides(const SweepPlan& plan, std::size_t axis, std::uint32_t value, std::vector<Override>& out);
// The same for an index into each axis's values.
ScenarioResult read_values(const SweepPlan& plan, std::span<const std::uint32_t> at);
// The axis and value that an error's `file` names, as read_combination() calls them.
std::string axis_origin(const Axis& axis, std::uint32_t value);

}  // namespace finwait::cli
