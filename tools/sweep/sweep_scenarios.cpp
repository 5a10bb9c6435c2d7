// The scenarios of a plan. Values that have a place of their own are put there; for all others the base is read again,
// and what was read is kept for the next combination with the same values.
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/time_text.hpp"
#include "loss_models/registry.hpp"
#include "sim/value_text.hpp"
#include "tools/context.hpp"
#include "tools/sweep/scenario_slots.hpp"
#include "tools/sweep/sweep_inside.hpp"

namespace finwait::cli {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;
constexpr std::size_t kMostKept = 256;  // scenarios that were read

struct FastValue {
  ParameterInput parameter{};
  Duration duration{0};
  Ratio ratio{};
};

// A value in quotes is a JSON string; parameters and slots take what is between them.
std::string_view unquoted(std::string_view text) {
  return text.size() >= 2 && text.front() == '"' && text.back() == '"' ? text.substr(1, text.size() - 2) : text;
}

FastValue fast_value(std::string_view text) {
  FastValue out;
  Ratio number;
  const bool digits = !text.empty() && text.front() >= '0' && text.front() <= '9';
  const bool padded = text.size() > 1 && text.front() == '0' && text[1] != '.';  // JSON has no such number
  out.parameter.text = unquoted(text);
  out.parameter.is_number =
      digits && !padded && text.find('/') == std::string_view::npos && !parse_number(text, number);
  (void)read_slot(text, out.duration);
  (void)read_slot(text, out.ratio);
  return out;
}

}  // namespace

class SweepScenarios::Impl {
 public:
  explicit Impl(const SweepPlan& plan) : plan_(&plan), wanted_(plan.axes().size(), 0) {
    for (std::size_t axis = 0; axis < plan.axes().size(); ++axis) {
      switch (plan.inside().axes[axis].how) {
        case Application::Read:
          if (axis != plan.inside().seed_axis) read_.push_back(axis);
          break;
        case Application::Parameters:
          parameters_.push_back(axis);
          break;
        case Application::Slots:
          slots_.push_back(axis);
          break;
      }
    }
    values_.resize(plan.axes().size());
    for (const auto* fast : {&parameters_, &slots_}) {
      for (const std::size_t axis : *fast) {
        for (const AxisValue& value : plan.axes()[axis].values) values_[axis].push_back(fast_value(value.text));
      }
    }
    read_values_.assign(read_.size(), kNone);
  }

  Scenario& of(std::uint64_t combination) {
    plan_->inside().space.values(combination, wanted_);
    Kept& kept = kept_scenario(combination);
    set_slots(kept, combination);
    set_parameters(kept, combination);
    return kept.scenario;
  }

 private:
  struct Kept {
    Scenario scenario{};
    std::array<StackProfile, 2> clean{};  // before any parameter axis
    std::vector<ScenarioSlot> slots{};
    std::vector<std::uint32_t> holds{};  // by axis: the value that is in `scenario`
  };

  // The scenario that was read for the values of the axes that need it.
  Kept& kept_scenario(std::uint64_t combination) {
    bool same = current_ != nullptr;
    for (std::size_t i = 0; i < read_.size(); ++i) {
      same = same && read_values_[i] == wanted_[read_[i]];
      read_values_[i] = wanted_[read_[i]];
    }
    if (same) return *current_;
    std::unique_ptr<Kept>& place = kept_[read_values_];
    if (place == nullptr) {
      if (kept_.size() > kMostKept) {
        kept_.clear();
        current_ = nullptr;
        return kept_scenario_anew(kept_[read_values_], combination);
      }
      return kept_scenario_anew(place, combination);
    }
    current_ = place.get();
    return *current_;
  }

  Kept& kept_scenario_anew(std::unique_ptr<Kept>& place, std::uint64_t combination) {
    std::vector<Override> overrides;
    for (std::size_t axis = 0; axis < wanted_.size(); ++axis) {
      if (plan_->inside().axes[axis].how == Application::Parameters || axis == plan_->inside().seed_axis) continue;
      add_overrides(*plan_, axis, wanted_[axis], overrides);
    }
    const BaseScenario& base = plan_->inside().base;
    ScenarioResult result = read_scenario(base.document, base.file, overrides, base.recordings.get());
    if (!result.scenario) refuse(combination, format(result.errors.front()));
    place = std::make_unique<Kept>();
    place->scenario = std::move(*result.scenario);
    for (const Side side : kSides) place->clean[index(side)] = place->scenario.side(side).profile;
    place->slots = slots_of(place->scenario);
    place->holds.assign(wanted_.size(), kNone);
    for (const std::size_t axis : slots_) place->holds[axis] = wanted_[axis];
    current_ = place.get();
    return *current_;
  }

  void set_slots(Kept& kept, std::uint64_t combination) {
    bool changed = false;
    for (const std::size_t axis : slots_) {
      if (kept.holds[axis] == wanted_[axis]) continue;
      kept.holds[axis] = wanted_[axis];
      changed = true;
      const FastValue& value = values_[axis][wanted_[axis]];
      for (const std::size_t slot : plan_->inside().axes[axis].slots) {
        const ScenarioSlot& place = kept.slots[slot];
        if (place.ratio != nullptr) *place.ratio = value.ratio;
        if (place.duration != nullptr) *place.duration = value.duration;
      }
    }
    if (changed) check(kept.scenario, combination);
  }

  // What the reader checks of several values together.
  void check(const Scenario& scenario, std::uint64_t combination) const {
    if (scenario.ends_before_set_up()) {
      refuse(combination, "the run ends before the connection is set up; allowed: \"run_for\" of at least " +
                              format_duration(scenario.set_up().time_since_epoch()));
    }
    for (const DirectionSpec& direction : scenario.link.directions) {
      check_loss(direction, combination);
      for (const LinkChange& change : direction.changes) check_loss(change.values, combination);
    }
  }

  void check_loss(const LinkValues& values, std::uint64_t combination) const {
    if (values.loss.is_none()) return;
    if (const LossProblem problem = check_loss_spec(values.loss)) refuse(combination, problem.message);
  }

  // A side's parameters all together and in order: some mean something else after another has been set.
  void set_parameters(Kept& kept, std::uint64_t combination) {
    std::array<bool, 2> stale{};
    for (const std::size_t axis : parameters_) {
      if (kept.holds[axis] == wanted_[axis]) continue;
      kept.holds[axis] = wanted_[axis];
      for (const AxisTarget& target : plan_->inside().axes[axis].targets) stale[index(target.side)] = true;
    }
    for (const Side side : kSides) {
      if (!stale[index(side)]) continue;
      StackProfile& profile = kept.scenario.side(side).profile;
      profile = kept.clean[index(side)];
      for (const std::size_t axis : parameters_) {
        const FastValue& value = values_[axis][wanted_[axis]];
        for (const AxisTarget& target : plan_->inside().axes[axis].targets) {
          if (target.side != side) continue;
          const std::string why_not =
              target.parameter->assign(profile, *target.parameter, target.alias, value.parameter);
          if (!why_not.empty()) refuse(combination, why_not);
        }
      }
    }
  }

  [[noreturn]] void refuse(std::uint64_t combination, const std::string& why) const {
    std::string values;
    const std::vector<std::uint32_t> at = plan_->values_of(combination);
    for (std::size_t axis = 0; axis < at.size(); ++axis) {
      values += (axis == 0 ? "" : ", ") + plan_->axes()[axis].name + " = " + plan_->axes()[axis].values[at[axis]].text;
    }
    throw CommandError(ExitCode::Usage, "the combination " + values + ": " + why + "; `where` can leave it out");
  }

  const SweepPlan* plan_;
  std::vector<std::size_t> read_{};  // axes by how they are applied
  std::vector<std::size_t> parameters_{};
  std::vector<std::size_t> slots_{};
  std::vector<std::vector<FastValue>> values_{};  // by axis, of those that are not read
  std::vector<std::uint32_t> wanted_;
  std::vector<std::uint32_t> read_values_{};  // of the axes in read_
  std::map<std::vector<std::uint32_t>, std::unique_ptr<Kept>> kept_{};
  Kept* current_ = nullptr;
};

SweepScenarios::SweepScenarios(const SweepPlan& plan) : impl_(std::make_unique<Impl>(plan)) {}
SweepScenarios::~SweepScenarios() = default;

Scenario& SweepScenarios::of(std::uint64_t combination) { return impl_->of(combination); }

}  // namespace finwait::cli
