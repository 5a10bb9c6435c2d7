#include "tools/claims_experiment.hpp"

#include <algorithm>

namespace finwait::cli {

using std::chrono::milliseconds;

Step wait_step(Duration d) {
  Step step;
  step.action = Step::Do::WaitFor;
  step.duration = d;
  return step;
}

Step close_step() {
  Step step;
  step.action = Step::Do::Close;
  return step;
}

Step shutdown_step(ShutdownHow how) {
  Step step;
  step.action = Step::Do::Shutdown;
  step.how = how;
  return step;
}

Step read_to_eof() {
  Step step;
  step.action = Step::Do::Read;
  step.until_eof = true;
  return step;
}

Step send_step(std::uint32_t bytes) {
  Step step;
  step.action = Step::Do::Send;
  step.bytes = bytes;
  return step;
}

FaultRule lose(std::uint8_t number, std::uint32_t nth) {
  FaultRule rule;
  rule.teardown = number;
  if (nth > 0) rule.nth = {{nth, nth}};
  rule.action = FaultAction::Drop;
  return rule;
}

namespace {

class Collector : public TraceSink {
 public:
  Collector(std::vector<SegmentRecord>& segments, std::vector<StateRecord>& states)
      : segments_(segments), states_(states) {}
  void write(const TraceRecord& record) override {
    if (const auto* segment = std::get_if<SegmentRecord>(&record)) segments_.push_back(*segment);
    if (const auto* state = std::get_if<StateRecord>(&record)) states_.push_back(*state);
  }

 private:
  std::vector<SegmentRecord>& segments_;
  std::vector<StateRecord>& states_;
};

}  // namespace

Observation Experiment::run(const std::function<void(Scenario&)>& change) {
  Scenario scenario;
  scenario.name = "claim";
  for (SideSpec& side : scenario.sides) side.profile = *stack_;
  for (DirectionSpec& direction : scenario.link.directions) direction.delay = milliseconds(50);
  scenario.side(Side::A).app = {wait_step(milliseconds(400)), close_step()};
  scenario.side(Side::B).app = {read_to_eof(), wait_step(milliseconds(100)), close_step()};
  if (change) change(scenario);
  Observation seen;
  Collector collector(seen.segments_, seen.states_);
  seen.end_ = runner_.run(scenario, &collector).end;
  return seen;
}

std::vector<Time> Observation::fins(Side s) const {
  std::vector<Time> times;
  for (const SegmentRecord& r : segments_) {
    if (r.from == s && r.segment.flags.fin()) times.push_back(r.t);
  }
  return times;
}

std::size_t Observation::segments_of_close() const {
  const auto first =
      std::find_if(segments_.begin(), segments_.end(), [](const SegmentRecord& r) { return r.segment.flags.fin(); });
  return static_cast<std::size_t>(segments_.end() - first);
}

std::size_t Observation::count(Side from, const std::function<bool(const SegmentRecord&)>& which) const {
  return static_cast<std::size_t>(std::count_if(segments_.begin(), segments_.end(),
                                                [&](const SegmentRecord& r) { return r.from == from && which(r); }));
}

bool Observation::sent_rst(Side s) const {
  return count(s, [](const SegmentRecord& r) { return r.segment.flags.rst(); }) > 0;
}

Time Observation::entered(Side s, State state) const {
  for (const StateRecord& r : states_) {
    if (r.at == s && r.to == state) return r.t;
  }
  return kNever;
}

std::string Observation::path(Side s, State from) const {
  std::string text;
  for (const StateRecord& r : states_) {
    if (r.at != s || (text.empty() && r.to != from)) continue;
    text += (text.empty() ? "" : ", ") + std::string(name(r.to));
  }
  return text;
}

}  // namespace finwait::cli
