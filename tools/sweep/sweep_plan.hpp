// The plan of a sweep: which combinations of axis values it runs, how often each, with which seed, and the scenario of
// each. Everything in it follows from the sweep file and the options; it runs nothing and knows no thread, shard or
// database. Runs are numbered combination by combination: run = combination * repeats + repetition.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/scenario.hpp"
#include "tools/sweep/metric.hpp"

namespace finwait::cli {

// One value of an axis, as it goes into the scenario and as reports print it.
struct AxisValue {
  std::string text{};   // "5s", "1/100", "linux": canonical, so that the same value has the same text
  double number = 0.0;  // for plots only (seconds, a probability, a count); NaN if it is none
};

struct Axis {
  std::string name{};                  // how reports, `where` and SQL call it: "a.tcp_fin_timeout"
  std::vector<std::string> targets{};  // the places it sets, as --set names them or as JSON pointers
  std::string unit{};                  // of AxisValue::number: "s", "" ...
  bool logarithmic = false;
  std::vector<AxisValue> values{};
};

class SweepPlan {
 public:
  const std::string& name() const { return name_; }
  std::uint64_t seed() const { return seed_; }
  const std::vector<Axis>& axes() const { return axes_; }
  const std::vector<const Metric*>& metrics() const { return metrics_; }
  std::uint64_t repeats() const { return repeats_; }
  std::uint64_t combinations() const { return combinations_; }  // those that `where` keeps
  std::uint64_t runs() const { return combinations_ * repeats_; }
  // Of the whole plan (base scenario, axes, where, repeats, seed, metrics): the same for the same sweep, whatever
  // file or option said so. 16 hexadecimal digits.
  const std::string& hash() const { return hash_; }

  // The value of each axis (an index into Axis::values) in a combination; combination < combinations().
  std::vector<std::uint32_t> values_of(std::uint64_t combination) const;
  // The seed of a run: a hash of the sweep's seed, the axis values and the repetition.
  std::uint64_t seed_of(std::uint64_t combination, std::uint64_t repetition) const;
  // A command line that replays one run with `finwait run`.
  std::string replay_command(std::uint64_t combination, std::uint64_t repetition) const;

 private:
  friend class SweepPlanBuilder;
  std::string name_{};
  std::uint64_t seed_ = 1;
  std::vector<Axis> axes_{};
  std::vector<const Metric*> metrics_{};
  std::uint64_t repeats_ = 1;
  std::uint64_t combinations_ = 0;
  std::string hash_{};
  // what else it needs stays with its author
};

// Makes the scenarios of a plan, one combination after the other. Not shared between threads: each has its own.
class SweepScenarios {
 public:
  explicit SweepScenarios(const SweepPlan& plan);
  ~SweepScenarios();
  // The scenario of a combination, without a seed yet. Cheap when the next combination differs only in parameters and
  // link values; valid until the next call.
  Scenario& of(std::uint64_t combination);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace finwait::cli
