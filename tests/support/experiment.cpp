#include "tests/support/experiment.hpp"

#include <utility>

#include "sim/trace_text.hpp"

namespace finwait::experiment {

namespace {

class Collector final : public TraceSink {
 public:
  explicit Collector(Run& run) : run_(run) {}
  void write(const TraceRecord& record) override {
    if (const StateRecord* state = std::get_if<StateRecord>(&record)) run_.states.push_back(*state);
    if (const SegmentRecord* segment = std::get_if<SegmentRecord>(&record)) run_.segments.push_back(*segment);
    if (const TimerRecord* timer = std::get_if<TimerRecord>(&record)) run_.timers.push_back(*timer);
    if (const AppRecord* app = std::get_if<AppRecord>(&record)) run_.apps.push_back(*app);
  }

 private:
  Run& run_;
};

Step step(Step::Do action, Duration duration = Duration{0}) {
  Step s;
  s.action = action;
  s.duration = duration;
  return s;
}

FaultRule injection(Side to, std::string_view flags, std::int64_t offset) {
  FaultRule rule;
  rule.action = FaultAction::Inject;
  rule.injection.to = to;
  parse_flag_letters(flags, rule.injection.flags);
  rule.injection.seq = {SeqExpression::Base::Nxt, other(to), offset};
  if (rule.injection.flags.ack()) rule.injection.ack = {SeqExpression::Base::Nxt, to, 0};
  return rule;
}

void join(std::string& story, std::string_view separator, std::string_view next) {
  if (!story.empty()) story += separator;
  story += next;
}

}  // namespace

Step wait(Duration duration) { return step(Step::Do::WaitFor, duration); }
Step wait_until(Duration since_syn) { return step(Step::Do::WaitUntil, since_syn); }
Step wait_error(Duration at_most) { return step(Step::Do::WaitError, at_most); }
Step close() { return step(Step::Do::Close); }
Step abort_now() { return step(Step::Do::Abort); }

Step read_eof() {
  Step s = step(Step::Do::Read);
  s.until_eof = true;
  return s;
}
Step read_bytes(std::uint32_t bytes) {
  Step s = step(Step::Do::Read);
  s.bytes = bytes;
  return s;
}
Step send_bytes(std::uint32_t bytes) {
  Step s = step(Step::Do::Send);
  s.bytes = bytes;
  return s;
}
Step shutdown(ShutdownHow how) {
  Step s = step(Step::Do::Shutdown);
  s.how = how;
  return s;
}
Step set(const SocketOptions& options) {
  Step s = step(Step::Do::Set);
  s.options = options;
  return s;
}

FaultRule lose(std::uint8_t teardown, std::uint32_t nth) {
  FaultRule rule;
  rule.teardown = teardown;
  if (nth != 0) rule.nth = {{nth, nth}};
  return rule;
}

FaultRule silence(Side from, Duration after) {
  FaultRule rule;
  rule.from = from;
  rule.after.kind = Trigger::Kind::AtTime;
  rule.after.at = kStart + after;
  return rule;
}

FaultRule lose_kind(SegmentKind kind, Side from) {
  FaultRule rule;
  rule.kind = kind;
  rule.from = from;
  return rule;
}

FaultRule inject_at(Duration at, Side to, std::string_view flags, std::int64_t offset) {
  FaultRule rule = injection(to, flags, offset);
  rule.after.kind = Trigger::Kind::AtTime;
  rule.after.at = kStart + at;
  return rule;
}

FaultRule inject_in(Side at, State state, Duration plus, Side to, std::string_view flags, std::int64_t offset) {
  FaultRule rule = injection(to, flags, offset);
  rule.after.kind = Trigger::Kind::AtState;
  rule.after.side = at;
  rule.after.state = state;
  rule.after.plus = plus;
  return rule;
}

Scenario between(std::string_view stack, Duration one_way) {
  Scenario scenario;
  scenario.name = "experiment";
  for (SideSpec& side : scenario.sides) side.profile = *find_stack(stack);
  for (DirectionSpec& direction : scenario.link.directions) direction.delay = one_way;
  return scenario;
}

Scenario usual_close(std::string_view stack, std::vector<FaultRule> faults) {
  Scenario scenario = between(stack);
  scenario.side(Side::A).app = {wait_until(kClose), close()};
  scenario.side(Side::B).app = {read_eof(), wait(100ms), close()};
  scenario.faults = std::move(faults);
  return scenario;
}

bool Run::took(Side side, State from, Cause cause) const {
  for (const StateRecord& s : states) {
    if (s.at == side && s.from == from && s.cause == cause) return true;
  }
  return false;
}

Run run(const Scenario& scenario) {
  Run result;
  Collector collector(result);
  result.runner = std::make_shared<Runner>();
  result.outcome = result.runner->run(scenario, &collector);
  return result;
}

std::string trace_of(Runner& runner, const Scenario& scenario) {
  std::string text;
  TextSink sink(text);
  runner.run(scenario, &sink);
  return text;
}

std::string seconds(Duration duration) {
  const Duration::rep whole = duration.count() / 1'000'000'000;
  std::string fraction = std::to_string(1'000'000'000 + duration.count() % 1'000'000'000).substr(1);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return std::to_string(whole) + (fraction.empty() ? "" : "." + fraction);
}

std::string path(const Run& run, Side side, Duration origin) {
  std::string story;
  for (const StateRecord& s : run.states) {
    if (s.at != side || s.t < kStart + origin) continue;
    join(story, ", ", seconds(s.t - kStart - origin) + " " + std::string(name(s.to)));
  }
  return story;
}

std::string fin_copies(const Run& run, Side side) {
  std::string story;
  Time first = kNever;
  for (const SegmentRecord& s : run.segments) {
    if (s.from != side || !s.segment.flags.fin() || s.duplicate) continue;
    if (first == kNever) {
      first = s.t;
    } else {
      join(story, " ", seconds(s.t - first));
    }
  }
  return story;
}

std::string sent(const Run& run, Side side, Duration origin) {
  std::string story;
  for (const SegmentRecord& s : run.segments) {
    if (s.from != side || s.t < kStart + origin || s.duplicate) continue;
    Flags flags = s.segment.flags;
    flags.bits = static_cast<std::uint8_t>(flags.bits & ~Flags::kPsh);
    std::string segment = std::string(flag_letters(flags)) + " " + std::to_string(s.seq);
    if (flags.ack()) segment += " " + std::to_string(s.ack);
    if (s.segment.len > 0) segment += " +" + std::to_string(s.segment.len);
    join(story, ", ", segment);
  }
  return story;
}

std::string arrivals(const Run& run, Side from, std::string_view flags, Duration origin) {
  std::string story;
  for (const SegmentRecord& s : run.segments) {
    if (s.from != from || s.fate != Fate::Delivered || flag_letters(s.segment.flags) != flags) continue;
    if (s.t >= kStart + origin) join(story, " ", seconds(s.rx - kStart - origin));
  }
  return story;
}

std::string told(const Run& run, Side side, Duration origin) {
  std::string story;
  for (const AppRecord& a : run.apps) {
    if (a.at != side || a.t < kStart + origin) continue;
    std::string event(a.event);
    if (a.bytes > 0) event += " " + std::to_string(a.bytes);
    if (a.error != SocketError::None) event += " " + std::string(name(a.error));
    join(story, ", ", event);
  }
  return story;
}

}  // namespace finwait::experiment
