#include "tools/sweep/sweep_plan.hpp"

#include <array>
#include <utility>

#include "loss_models/rng.hpp"
#include "tools/shell_word.hpp"
#include "tools/sweep/sweep_inside.hpp"

namespace finwait::cli {
namespace {

// The values of one combination, without allocating.
class Values {
 public:
  Values(const SweepSpace& space, std::uint64_t combination) {
    space.values(combination, std::span(at_).first(space.axes()));
  }
  std::uint32_t operator[](std::size_t axis) const { return at_[axis]; }

 private:
  std::array<std::uint32_t, kMostAxes> at_{};
};

}  // namespace

std::string axis_origin(const Axis& axis, std::uint32_t value) {
  return "axis " + axis.name + " = " + axis.values[value].text;
}

void add_overrides(const SweepPlan& plan, std::size_t axis, std::uint32_t value, std::vector<Override>& out) {
  for (const AxisTarget& target : plan.inside().axes[axis].targets) {
    Override change;
    change.path = target.text;
    change.value = plan.axes()[axis].values[value].text;
    change.origin = axis_origin(plan.axes()[axis], value);
    out.push_back(std::move(change));
  }
}

ScenarioResult read_values(const SweepPlan& plan, std::span<const std::uint32_t> at) {
  std::vector<Override> overrides;
  for (std::size_t axis = 0; axis < plan.axes().size(); ++axis) add_overrides(plan, axis, at[axis], overrides);
  const BaseScenario& base = plan.inside().base;
  return read_scenario(base.document, base.file, overrides, base.recordings.get());
}

ScenarioResult read_combination(const SweepPlan& plan, std::uint64_t combination) {
  return read_values(plan, plan.values_of(combination));
}

std::vector<std::uint32_t> SweepPlan::values_of(std::uint64_t combination) const {
  std::vector<std::uint32_t> out(axes_.size());
  inside_->space.values(combination, out);
  return out;
}

std::size_t SweepPlan::group_of(std::size_t axis) const { return inside_->space.group_of(axis); }

// hash(sweep seed; by name: each axis's name and value; repetition). The digest of an axis and a value knows no other
// value, the chain no order but that of the names; neither thread, shard nor order of writing can reach a seed. In a
// combination all seeds differ, because the last step is a bijection of the repetition.
std::uint64_t SweepPlan::seed_key(std::uint64_t combination) const {
  const Values at(inside_->space, combination);
  if (inside_->seed_axis != SIZE_MAX) return inside_->seeds[at[inside_->seed_axis]];
  std::uint64_t key = mix64(seed_ + kGoldenGamma);
  for (const std::size_t axis : inside_->by_name)
    key = mix64((key ^ inside_->axes[axis].digests[at[axis]]) + kGoldenGamma);
  return key;
}

std::uint64_t SweepPlan::seed_from(std::uint64_t key, std::uint64_t repetition) const {
  return inside_->seed_axis != SIZE_MAX ? key : substream_key(key, repetition);
}

std::uint64_t SweepPlan::seed_of(std::uint64_t combination, std::uint64_t repetition) const {
  return seed_from(seed_key(combination), repetition);
}

std::string SweepPlan::replay_command(std::uint64_t combination, std::uint64_t repetition) const {
  return "finwait run " + shell_word(inside_->base.source) + replay_options(combination, repetition);
}

std::string SweepPlan::replay_command(std::uint64_t combination, std::uint64_t repetition,
                                      const std::string& folder) const {
  return "finwait sweep repro " + shell_word(folder) + " | finwait run " + shell_word("/dev/stdin#/scenario") +
         replay_options(combination, repetition);
}

std::string SweepPlan::replay_options(std::uint64_t combination, std::uint64_t repetition) const {
  std::string out;
  for (const std::string& set : inside_->base.sets) out += " --set " + shell_word(set);
  const Values at(inside_->space, combination);
  for (std::size_t axis = 0; axis < axes_.size(); ++axis) {
    if (axis == inside_->seed_axis) continue;  // --seed says it
    for (const AxisTarget& target : inside_->axes[axis].targets) {
      out += " --set " + shell_word(target.text + "=" + axes_[axis].values[at[axis]].text);
    }
  }
  return out + " --seed " + std::to_string(seed_of(combination, repetition));
}

}  // namespace finwait::cli
