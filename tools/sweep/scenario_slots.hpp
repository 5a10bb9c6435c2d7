// The durations and probabilities of a scenario in a fixed order, each as a place that can be read and written; and
// whether two scenarios run alike. For whoever varies a scenario without reading it again.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/scenario.hpp"

namespace finwait::cli {

// One of the two is not null.
struct ScenarioSlot {
  Duration* duration = nullptr;
  Ratio* ratio = nullptr;
  bool probability = false;  // the ratio is at most 1; of a loss model's, check_loss_spec() knows

  bool same_kind(const ScenarioSlot& other) const { return (ratio == nullptr) == (other.ratio == nullptr); }
  bool equals(const ScenarioSlot& other) const;
};

// Valid until the scenario's lists change their length.
std::vector<ScenarioSlot> slots_of(Scenario& scenario);

// A value as --set takes it, as a slot holds it. False if the text is none of that kind.
bool read_slot(std::string_view text, Duration& out);
bool read_slot(std::string_view text, Ratio& out);

// Everything that a run depends on is equal; names and expectations may differ.
bool same_experiment(const Scenario& x, const Scenario& y);

}  // namespace finwait::cli
