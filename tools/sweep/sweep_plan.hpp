// The plan of a sweep: which combinations of axis values it runs, how often each, with which seed, and the scenario of
// each. Everything in it follows from the sweep file and the options; it runs nothing and knows no thread, shard or
// database. Runs are numbered combination by combination: run = combination * repeats + repetition.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
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

// What a sweep keeps: a row of each run, or only what the runs of each combination came to.
enum class Keep : std::uint8_t { Rows, Aggregates };

class SweepPlan {
 public:
  const std::string& name() const { return name_; }
  // What the sweep file says it asks; "" if it does not. No part of the hash.
  const std::string& about() const { return about_; }
  std::uint64_t seed() const { return seed_; }
  const std::vector<Axis>& axes() const { return axes_; }
  const std::vector<const Metric*>& metrics() const { return metrics_; }
  std::uint64_t repeats() const { return repeats_; }
  std::uint64_t combinations() const { return combinations_; }  // those that `where` keeps
  std::uint64_t runs() const { return combinations_ * repeats_; }
  // Of the whole plan (base scenario, axes, where, repeats, seed, metrics): the same for the same sweep, whatever
  // file or option said so. 16 hexadecimal digits.
  const std::string& hash() const { return hash_; }
  // The whole plan as a sweep file that stands alone (base scenario inline, axes, where, repeats, seed, metrics), in
  // canonical form; read again it gives the same plan and hash. It is kept in the database, for `repro` and the report.
  const std::string& text() const { return text_; }
  // What the sweep file or --keep asks to keep; nothing if neither says. No part of the hash.
  std::optional<Keep> keep() const { return keep_; }

  // The value of each axis (an index into Axis::values) in a combination; combination < combinations().
  std::vector<std::uint32_t> values_of(std::uint64_t combination) const;
  // Axes of the same group go in lock-step.
  std::size_t group_of(std::size_t axis) const;
  // The seed of a run: a hash of the sweep's seed, the axis values and the repetition.
  std::uint64_t seed_of(std::uint64_t combination, std::uint64_t repetition) const;
  // The same in two steps, for many repetitions of one combination.
  std::uint64_t seed_key(std::uint64_t combination) const;
  std::uint64_t seed_from(std::uint64_t key, std::uint64_t repetition) const;
  // A command line that replays one run with `finwait run`.
  std::string replay_command(std::uint64_t combination, std::uint64_t repetition) const;
  // The same for a plan that was read from the results in `folder`, which need no other file.
  std::string replay_command(std::uint64_t combination, std::uint64_t repetition, const std::string& folder) const;

  // Shared between copies, never changed; for SweepScenarios.
  struct Inside;
  const Inside& inside() const { return *inside_; }

 private:
  friend class SweepPlanBuilder;
  std::string replay_options(std::uint64_t combination, std::uint64_t repetition) const;
  std::string name_{};
  std::string about_{};
  std::uint64_t seed_ = 1;
  std::vector<Axis> axes_{};
  std::vector<const Metric*> metrics_{};
  std::uint64_t repeats_ = 1;
  std::uint64_t combinations_ = 0;
  std::string hash_{};
  std::string text_{};
  std::optional<Keep> keep_{};
  std::shared_ptr<const Inside> inside_{};
};

// Makes the scenarios of a plan, one combination after the other. Not shared between threads: each has its own.
class SweepScenarios {
 public:
  // The plan must outlive it.
  explicit SweepScenarios(const SweepPlan& plan);
  ~SweepScenarios();
  SweepScenarios(const SweepScenarios&) = delete;
  SweepScenarios& operator=(const SweepScenarios&) = delete;
  // The scenario of a combination, without a seed yet. Cheap when the next combination differs only in parameters and
  // link values; valid until the next call. Throws CommandError if the values contradict each other.
  Scenario& of(std::uint64_t combination);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace finwait::cli
