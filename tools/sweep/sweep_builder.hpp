// From a draft to a plan: everything that can be wrong with a sweep as a whole is found here, and every axis value is
// read once as the scenario's reader would. It opens no file.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/input_error.hpp"
#include "tools/sweep/expression.hpp"
#include "tools/sweep/sweep_draft.hpp"
#include "tools/sweep/sweep_inside.hpp"
#include "tools/sweep/sweep_plan.hpp"

namespace finwait::cli {

class SweepPlanBuilder {
 public:
  explicit SweepPlanBuilder(SweepDraft draft);
  // Throws CommandError with everything that is wrong, a line each.
  SweepPlan build();

 private:
  // sweep_builder.cpp
  void choose_metrics();
  void finish();
  void stop_if_wrong();
  void wrong(const InputError& place, std::string message, std::string allowed = {}, std::string meant = {});

  // sweep_builder_axes.cpp
  void resolve_axes();
  void resolve_targets(std::size_t axis);
  void name_axis(std::size_t axis);
  void refuse_overlaps(std::size_t axis);
  void spell_values(std::size_t axis);
  void refuse_files(std::size_t axis);
  std::string spelled(std::size_t axis, const std::string& written) const;
  bool means_the_same(const AxisTarget& target, const std::string& number, const std::string& with_unit) const;
  void find_seed_axis();

  // sweep_builder_space.cpp
  void group_axes();
  std::vector<std::size_t> read_zip(const std::vector<Written>& names);
  bool count_combinations();
  void apply_where();
  bool evaluate_where(const Expression& where);

  // sweep_builder_check.cpp
  void check_base();
  void check_values();
  void report(std::uint64_t combination, std::size_t axis, std::uint32_t value, const std::vector<InputError>& errors);
  void choose_applications();
  bool find_slots(std::size_t axis);
  void withdraw_slots();
  bool fast_is_right();
  std::vector<std::uint64_t> examples() const;

  SweepDraft draft_;
  Scenario base_{};
  SweepPlan plan_;
  std::shared_ptr<SweepPlan::Inside> inside_;
  std::vector<std::size_t> group_of_;
  std::vector<std::uint32_t> sizes_;
  std::vector<std::size_t> bad_values_;  // by axis
  std::string last_reported_;            // what the last bad value was told: what addresses nothing is said once
  InputErrors errors_;
  std::string trouble_;  // with a caret, where a line is not enough
};

// The plan as a sweep file that stands alone, and the hash of it.
std::string sweep_text(const SweepPlan& plan, const SweepDraft& draft);
std::string sweep_hash(std::string_view text);

}  // namespace finwait::cli
