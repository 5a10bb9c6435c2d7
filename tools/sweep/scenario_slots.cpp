#include "tools/sweep/scenario_slots.hpp"

#include <variant>

#include "core/time_text.hpp"
#include "sim/value_text.hpp"

namespace finwait::cli {
namespace {

class Collector {
 public:
  void add(Duration& d) { slots_.push_back({&d, nullptr, false}); }
  void add_probability(Ratio& r) { slots_.push_back({nullptr, &r, true}); }

  void add(LinkValues& values) {
    add(values.delay);
    add(values.jitter.amount);
    add_probability(values.reorder.probability);
    add(values.reorder.by);
    add_probability(values.duplicate.probability);
    add(values.duplicate.after);
    add_probability(values.corrupt);
    for (LossSetting& setting : values.loss.settings) {
      if (auto* ratio = std::get_if<Ratio>(&setting.value)) slots_.push_back({nullptr, ratio, false});
      if (auto* duration = std::get_if<Duration>(&setting.value)) add(*duration);
    }
  }

  std::vector<ScenarioSlot> take() { return std::move(slots_); }

 private:
  std::vector<ScenarioSlot> slots_{};
};

}  // namespace

bool ScenarioSlot::equals(const ScenarioSlot& other) const {
  if (!same_kind(other)) return false;
  return ratio != nullptr ? *ratio == *other.ratio : *duration == *other.duration;
}

std::vector<ScenarioSlot> slots_of(Scenario& scenario) {
  Collector out;
  out.add(scenario.run_for);
  for (DirectionSpec& direction : scenario.link.directions) {
    out.add(direction);
    for (LinkChange& change : direction.changes) out.add(change.values);
  }
  for (SideSpec& side : scenario.sides) {
    out.add(side.reaction);
    for (Step& step : side.app) out.add(step.duration);
  }
  for (FaultRule& rule : scenario.faults) out.add(rule.delay);
  return out.take();
}

bool read_slot(std::string_view text, Duration& out) {
  const ParsedDuration parsed = parse_duration(text);
  if (parsed.value) out = *parsed.value;
  return parsed.value.has_value();
}

bool read_slot(std::string_view text, Ratio& out) { return !parse_number(text, out); }

bool same_experiment(const Scenario& x, const Scenario& y) {
  for (const Side side : kSides) {
    const SideSpec& p = x.side(side);
    const SideSpec& q = y.side(side);
    if (!(p.profile == q.profile && p.app == q.app && p.reaction == q.reaction)) return false;
  }
  return x.run_for == y.run_for && x.link == y.link && x.faults == y.faults;
}

}  // namespace finwait::cli
