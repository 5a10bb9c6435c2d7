// Every value once through the scenario's reader, and for each axis the fastest way to apply it that is right.
#include <algorithm>
#include <utility>

#include "core/parameter.hpp"
#include "loss_models/rng.hpp"
#include "sim/suggest.hpp"
#include "sim/utf8.hpp"
#include "tools/context.hpp"
#include "tools/sweep/scenario_slots.hpp"
#include "tools/sweep/sweep_builder.hpp"

namespace finwait::cli {
namespace {

// A file's name may have any octets; the plan, which is JSON, may not.
std::string readable(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const Utf8Character c = next_character(name);
    out += c.valid ? name.substr(0, c.bytes) : "\uFFFD";
    name.remove_prefix(c.bytes);
  }
  return out;
}

// Values of one axis that are read one by one, which takes some 30 us each. Of more, so many spread over the axis; what
// is wrong with one of the others is said when its turn comes.
constexpr std::uint32_t kMostRead = 16'384;
constexpr std::size_t kMostReported = 3;     // bad values of one axis
constexpr std::uint64_t kMostCompared = 64;  // combinations in which the fast way is held against the long one

// The i-th of `picked` indices spread over 0..size-1, both ends included.
std::uint32_t spread(std::uint32_t i, std::uint32_t picked, std::uint32_t size) {
  return picked < 2 ? 0 : static_cast<std::uint32_t>(std::uint64_t{i} * (size - 1) / (picked - 1));
}

bool parameters_only(const std::vector<AxisTarget>& targets) {
  return !targets.empty() &&
         std::all_of(targets.begin(), targets.end(), [](const AxisTarget& t) { return t.parameter != nullptr; });
}

constexpr std::string_view kTargets =
    "a parameter (`finwait stacks`), for both sides or as a.NAME or b.NAME; or a place in the scenario: link.delay, "
    "link.loss.p, /b/app/1/for";

// The parameter whose name somebody has cut short or put on a side that there is not: fin_timeout, c.tcp_fin_timeout.
std::string meant_target(std::string_view written) {
  const std::string_view name = written.substr(written.rfind('.') + 1);
  std::vector<std::string_view> names;
  for (const Parameter& parameter : parameters()) {
    names.push_back(parameter.name);
    for (const Alias& alias : parameter.aliases) names.push_back(alias.name);
  }
  if (const std::string near = suggest(name, names); !near.empty()) return "a." + near;
  const auto longer = std::find_if(names.begin(), names.end(), [name](std::string_view known) {
    constexpr std::size_t kTelling = 4;
    return name.size() >= kTelling && known.find(name) != std::string_view::npos;
  });
  return longer == names.end() ? "" : "a." + std::string(*longer);
}

// The part of the scenario that a place belongs to: what is read together.
std::string_view part_of(const AxisTarget::Path& path) { return path.empty() ? std::string_view() : path.front(); }

}  // namespace

void SweepPlanBuilder::check_base() {
  const BaseScenario& base = draft_.base;
  ScenarioResult result = read_scenario(base.document, base.file, {}, base.recordings.get());
  for (InputError& error : result.errors) {
    if (error.line > 0) error.pointer.insert(0, base.pointer);
    errors_.add(std::move(error));
  }
  if (!result.scenario) stop_if_wrong();
  base_ = std::move(*result.scenario);
  plan_.seed_ = draft_.seed.value_or(base_.seed);
  // A scenario may be called "", a sweep may not.
  if (plan_.name_.empty()) plan_.name_ = base_.name.empty() ? base.file : base_.name;
  plan_.name_ = readable(plan_.name_);
}

void SweepPlanBuilder::check_values() {
  const SweepSpace& space = inside_->space;
  for (std::size_t group = 0; group < space.groups(); ++group) {
    const std::uint32_t picked = std::min(space.size_of(group), kMostRead);
    const auto axis =
        static_cast<std::size_t>(std::find(group_of_.begin(), group_of_.end(), group) - group_of_.begin());
    for (std::uint32_t i = 0; i < picked; ++i) {
      if (bad_values_[axis] >= kMostReported) break;
      const std::uint32_t value = spread(i, picked, space.size_of(group));
      const std::optional<std::uint64_t> combination = space.example(group, value);
      if (!combination) continue;  // `where` leaves it out
      const ScenarioResult result = read_combination(plan_, *combination);
      if (!result.scenario) report(*combination, axis, value, result.errors);
    }
  }
}

// Errors of this group's axes; those of the others come up in their own turn.
void SweepPlanBuilder::report(std::uint64_t combination, std::size_t first, std::uint32_t value,
                              const std::vector<InputError>& errors) {
  const std::vector<std::uint32_t> at = plan_.values_of(combination);
  for (const InputError& error : errors) {
    std::size_t culprit = 0;
    while (culprit < at.size() && axis_origin(plan_.axes_[culprit], at[culprit]) != error.file) ++culprit;
    if (culprit < at.size() && group_of_[culprit] != group_of_[first]) continue;
    const std::size_t axis = culprit < at.size() ? culprit : first;
    ++bad_values_[first];
    const std::string previous = std::exchange(last_reported_, plan_.axes_[axis].name + error.message);
    if (previous == last_reported_) return;
    std::string message =
        "axis \"" + plan_.axes_[axis].name + "\", value " + plan_.axes_[axis].values[value].text + ": " + error.message;
    if (!error.pointer.empty()) message += " (" + error.pointer + " of the scenario)";
    const bool nowhere = error.message.starts_with("unknown key") && error.pointer.rfind('/') == 0;
    wrong(draft_.axes[axis].place_of(value), message, nowhere ? std::string(kTargets) : error.allowed,
          nowhere ? meant_target(plan_.axes_[axis].name) : error.did_you_mean);
    return;
  }
}

void SweepPlanBuilder::choose_applications() {
  for (std::size_t axis = 0; axis < plan_.axes_.size(); ++axis) {
    AxisApplication& application = inside_->axes[axis];
    if (axis == inside_->seed_axis) continue;
    if (parameters_only(application.targets)) {
      application.how = Application::Parameters;
    } else if (find_slots(axis)) {
      application.how = Application::Slots;
    }
  }
  withdraw_slots();
  if (fast_is_right()) return;
  // Something means more than it seems to. The long way is always right.
  for (AxisApplication& application : inside_->axes) application.how = Application::Read;
}

// The places that differ between two of the axis's values, if each holds the value itself.
bool SweepPlanBuilder::find_slots(std::size_t axis) {
  const std::vector<AxisValue>& values = plan_.axes_[axis].values;
  if (values.size() < 2) return false;
  std::vector<std::uint32_t> at = plan_.values_of(0);
  at[axis] = 0;
  ScenarioResult x = read_values(plan_, at);
  at[axis] = 1;
  ScenarioResult y = read_values(plan_, at);
  if (!x.scenario || !y.scenario) return false;
  const std::vector<ScenarioSlot> before = slots_of(*x.scenario);
  const std::vector<ScenarioSlot> after = slots_of(*y.scenario);
  if (before.size() != after.size()) return false;
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!before[i].same_kind(after[i])) return false;
    if (!before[i].equals(after[i])) found.push_back(i);
  }
  for (const AxisValue& value : values) {
    for (const std::size_t slot : found) {
      Duration duration{0};
      Ratio ratio;
      const ScenarioSlot& place = before[slot];
      const bool reads = place.ratio != nullptr ? read_slot(value.text, ratio) : read_slot(value.text, duration);
      if (!reads || (place.probability && ratio.num > ratio.den)) return false;
    }
  }
  inside_->axes[axis].slots = std::move(found);
  return !inside_->axes[axis].slots.empty();
}

// What is read anew may have other places; whoever shares a part of the scenario with it is read too.
void SweepPlanBuilder::withdraw_slots() {
  for (bool again = true; again;) {
    again = false;
    for (AxisApplication& mine : inside_->axes) {
      if (mine.how != Application::Slots) continue;
      for (const AxisApplication& other : inside_->axes) {
        if (other.how != Application::Read || mine.how != Application::Slots) continue;
        for (const AxisTarget& x : mine.targets) {
          for (const AxisTarget& y : other.targets) {
            const bool shared = std::any_of(x.places.begin(), x.places.end(), [&y](const AxisTarget::Path& p) {
              return std::any_of(y.places.begin(), y.places.end(), [&p](const AxisTarget::Path& q) {
                return part_of(p) == part_of(q) && !(q.size() == 2 && q.back() == "stack");
              });
            });
            if (shared) mine.how = Application::Read;
          }
        }
        again = again || mine.how == Application::Read;
      }
    }
  }
}

std::vector<std::uint64_t> SweepPlanBuilder::examples() const {
  std::vector<std::uint64_t> out;
  const SweepSpace& space = inside_->space;
  for (std::size_t group = 0; group < space.groups(); ++group) {
    const auto picked = static_cast<std::uint32_t>(std::min<std::uint64_t>(space.size_of(group), kMostCompared));
    for (std::uint32_t i = 0; i < picked; ++i) {
      if (const auto found = space.example(group, spread(i, picked, space.size_of(group)))) out.push_back(*found);
    }
  }
  Stream stream(1);
  for (std::uint64_t i = 0; i < kMostCompared; ++i) out.push_back(stream.below(space.kept()));
  return out;
}

bool SweepPlanBuilder::fast_is_right() {
  SweepScenarios scenarios(plan_);
  for (const std::uint64_t combination : examples()) {
    const ScenarioResult right = read_combination(plan_, combination);
    if (!right.scenario) continue;  // said when it is run; `where` may leave it out
    try {
      if (!same_experiment(scenarios.of(combination), *right.scenario)) return false;
    } catch (const CommandError&) {
      return false;
    }
  }
  return true;
}

}  // namespace finwait::cli
