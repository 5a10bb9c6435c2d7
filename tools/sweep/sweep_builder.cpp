#include "tools/sweep/sweep_builder.hpp"

#include <algorithm>
#include <utility>

#include "sim/suggest.hpp"
#include "tools/context.hpp"

namespace finwait::cli {

SweepPlanBuilder::SweepPlanBuilder(SweepDraft draft)
    : draft_(std::move(draft)), inside_(std::make_shared<SweepPlan::Inside>()) {
  inside_->base = draft_.base;
  plan_.inside_ = inside_;
  plan_.name_ = draft_.name;
  plan_.repeats_ = draft_.repeats;
  plan_.keep_ = draft_.keep;
}

SweepPlan SweepPlanBuilder::build() {
  check_base();
  resolve_axes();
  choose_metrics();
  stop_if_wrong();
  group_axes();
  stop_if_wrong();
  if (!count_combinations()) stop_if_wrong();
  apply_where();
  stop_if_wrong();
  check_values();
  stop_if_wrong();
  choose_applications();
  finish();
  return plan_;
}

void SweepPlanBuilder::wrong(const InputError& place, std::string message, std::string allowed, std::string meant) {
  errors_.add(fault(place, std::move(message), std::move(allowed), std::move(meant)));
}

void SweepPlanBuilder::stop_if_wrong() {
  std::string message = std::exchange(trouble_, {});
  for (const InputError& error : errors_.take()) message += (message.empty() ? "" : "\n") + format(error);
  if (!message.empty()) throw CommandError(ExitCode::Usage, message);
}

// Without any the ones that most questions are about.
void SweepPlanBuilder::choose_metrics() {
  for (const Written& wanted : draft_.metrics) {
    const Metric* metric = find_metric(wanted.text);
    if (metric == nullptr) {
      std::vector<std::string_view> names;
      for (const Metric& known : cli::metrics()) names.push_back(known.name);
      const std::string meant = suggest(wanted.text, names);
      wrong(wanted.place, "there is no metric \"" + wanted.text + "\"",
            "closed_at, a.time_in.FIN-WAIT-2, b.retransmissions.rto, rsts ... (finwait sweep metrics lists them)",
            meant);
    } else if (std::find(plan_.metrics_.begin(), plan_.metrics_.end(), metric) != plan_.metrics_.end()) {
      wrong(wanted.place, "the metric \"" + wanted.text + "\" is there twice", "each once");
    } else {
      plan_.metrics_.push_back(metric);
    }
  }
  if (!draft_.metrics.empty()) return;
  for (const std::string_view name :
       {"closed_at", "a.closed_at", "b.closed_at", "retransmissions", "give_ups", "rsts", "errors", "delivered"}) {
    plan_.metrics_.push_back(find_metric(name));
  }
}

void SweepPlanBuilder::finish() {
  plan_.text_ = sweep_text(plan_, draft_);
  plan_.hash_ = sweep_hash(plan_.text_);
}

}  // namespace finwait::cli
