#include "tools/sweep/sweep_builder.hpp"

#include <algorithm>
#include <utility>

#include "sim/suggest.hpp"
#include "tools/context.hpp"

namespace finwait::cli {
namespace {

std::string near_metric(std::string_view text) {
  std::vector<std::string_view> names;
  for (const Metric& known : metrics()) names.push_back(known.name);
  return suggest(text, names);
}

// Several with commas between them are one by one: options of the command line, or strings of the file's list. "" if
// one of them is near none.
std::string meant_metric(const Written& wanted) {
  if (wanted.text.find(',') == std::string::npos) return near_metric(wanted.text);
  const bool option = wanted.place.line == 0;
  std::string out;
  for (std::size_t begin = 0; begin <= wanted.text.size();) {
    const std::size_t end = std::min(wanted.text.find(',', begin), wanted.text.size());
    const std::size_t first = std::min(wanted.text.find_first_not_of(' ', begin), end);
    const std::string one = wanted.text.substr(first, end - first);
    const std::string meant = find_metric(one) != nullptr ? one : near_metric(one);
    if (meant.empty()) return {};
    out += option ? (out.empty() ? "" : " ") + ("--metric " + meant) : (out.empty() ? "\"" : ", \"") + meant + "\"";
    begin = end + 1;
  }
  return out;
}

}  // namespace

SweepPlanBuilder::SweepPlanBuilder(SweepDraft draft)
    : draft_(std::move(draft)), inside_(std::make_shared<SweepPlan::Inside>()) {
  inside_->base = draft_.base;
  plan_.inside_ = inside_;
  plan_.name_ = draft_.name;
  plan_.about_ = draft_.about;
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
  const std::string faults = format(errors_.take());
  std::string message = std::exchange(trouble_, {});
  if (!faults.empty()) message += (message.empty() ? "" : "\n") + faults;
  if (!message.empty()) throw CommandError(ExitCode::Usage, message);
}

// Without any the ones that most questions are about.
void SweepPlanBuilder::choose_metrics() {
  for (const Written& wanted : draft_.metrics) {
    const Metric* metric = find_metric(wanted.text);
    if (metric == nullptr) {
      wrong(wanted.place, "there is no metric \"" + wanted.text + "\"",
            "closed_at, a.time_in.FIN-WAIT-2, b.retransmissions.rto, rsts ... (finwait sweep metrics lists them)",
            meant_metric(wanted));
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
