#include "sim/runner.hpp"

#include <algorithm>

#include "loss_models/rng.hpp"
#include "sim/runner_impl.hpp"
#include "sim/story/explanation.hpp"

namespace finwait {

namespace {

const StackProfile kUnused{};

// Each side's initial sequence number follows from the seed, so that runs cross 2^32 as often as real ones do.
SeqNum initial_sequence_number(std::uint64_t seed, Side side) {
  constexpr std::uint64_t kIssPurpose = 0x155;  // apart from every Purpose of the link's streams
  return SeqNum(static_cast<std::uint32_t>(substream_key(substream_key(mix64(seed), kIssPurpose), index(side))));
}

}  // namespace

Runner::Runner() : impl_(std::make_unique<Impl>()) {}
Runner::~Runner() = default;

const Outcome& Runner::run(const Scenario& scenario, TraceSink* sink) { return impl_->run(scenario, sink, true); }
const Outcome& Runner::run_quietly(const Scenario& scenario) { return impl_->run(scenario, nullptr, false); }
const std::vector<bool>& Runner::rows_used() const { return impl_->rows_used(); }
std::vector<IdleFault> Runner::idle_faults() const { return impl_->idle_faults(); }

Runner::Impl::Impl() : endpoints_{Endpoint(kUnused, SeqNum{}), Endpoint(kUnused, SeqNum{})} { actions_.reserve(32); }

const Outcome& Runner::Impl::run(const Scenario& scenario, TraceSink* sink, bool with_sentences) {
  restart(scenario, sink);
  endpoints_[index(Side::A)].open(kStart, actions_);
  finish_input(kStart, Side::A);
  const Time end = later(kStart, scenario.run_for);
  Time now = kStart;
  bool quiet = true;
  while (!scheduler_.empty()) {
    if (scheduler_.next().at > end) {
      quiet = false;
      now = end;
      break;
    }
    const Event event = scheduler_.pop();
    now = event.at;
    checker_.time_moves(now);
    visit(event);
  }
  close_accounts(now, quiet, with_sentences);
  if (sink_ != nullptr) sink_->write(outcome_.end);
  return outcome_;
}

void Runner::Impl::restart(const Scenario& scenario, TraceSink* sink) {
  scenario_ = &scenario;
  sink_ = sink;
  scheduler_.clear();
  checker_.restart();
  teardown_.restart();
  kept_.clear();
  free_slots_.clear();
  actions_.clear();
  next_record_ = 1;
  timeout_event_ = step_event_ = {0, 0};
  timeout_at_ = step_at_ = {kNever, kNever};
  application_ready_ = {false, false};
  shown_timers_ = {};
  for (const Side side : kSides) {
    const std::size_t i = index(side);
    iss_[i] = initial_sequence_number(scenario.seed, side);
    endpoints_[i].reset(scenario.side(side).profile, iss_[i]);
    applications_[i].restart(scenario.side(side).app, side);
    links_[i].restart(scenario.link.from(side), side, scenario.seed);
    accounts_[i] = Account{};
  }
  faults_.restart(scenario.faults);
  has_faults_ = !scenario.faults.empty();
  // b listens before time 0, so its OPEN is no part of the trace.
  endpoints_[index(Side::B)].listen(kStart, actions_);
  actions_.clear();
  accounts_[index(Side::B)].state = State::Listen;
  if (sink_ != nullptr) sink_->write(RunRecord{scenario_, scenario.seed});
  if (has_faults_) schedule_due_injections(kStart);
}

// One switch, all there is.
void Runner::Impl::visit(const Event& event) {
  const std::size_t i = index(event.side);
  switch (event.rank) {
    case Event::Rank::SegmentArrival: {
      const Segment segment = kept_[event.payload];
      free_slots_.push_back(event.payload);
      endpoints_[i].segment_arrives(event.at, segment, actions_);
      break;
    }
    case Event::Rank::Injection:
      inject(event.at, event.payload);
      return;
    case Event::Rank::TimeoutDue:
      timeout_event_[i] = 0;
      timeout_at_[i] = kNever;
      if (sink_ != nullptr) trace_fired(event.at, event.side);
      endpoints_[i].timeout(event.at, actions_);
      break;
    case Event::Rank::AppStepA:
    case Event::Rank::AppStepB:
      step_event_[i] = 0;
      step_at_[i] = kNever;
      application_ready_[i] = true;
      finish_input(event.at, event.side, true);
      return;
  }
  finish_input(event.at, event.side);
}

// Everything that follows from one input: its actions, then whatever the application does now, step by step.
void Runner::Impl::finish_input(Time now, Side side, bool woken) {
  perform(now, side);
  if (application_ready_[index(side)]) {
    const Duration reaction = woken ? Duration{0} : scenario_->side(side).reaction;
    if (reaction == Duration{0}) {
      run_application(now, side);
    } else {
      // A process takes its time to wake up; if it is about to wake anyway, that is soon enough.
      application_ready_[index(side)] = false;
      wake_application(side, std::min(later(now, reaction), step_at_[index(side)]));
    }
  }
  checker_.settled(now, side, endpoints_[index(side)]);
  arm(now, side);
}

void Runner::Impl::perform(Time now, Side side) {
  for (std::size_t i = 0; i < actions_.size(); ++i) {
    const Action& action = actions_[i];
    if (const Send* sending = std::get_if<Send>(&action)) {
      send(now, side, *sending);
    } else if (const Transition* moving = std::get_if<Transition>(&action)) {
      transition(now, side, *moving);
    } else if (const Notify* news = std::get_if<Notify>(&action)) {
      notify(now, side, *news);
    }
  }
  actions_.clear();
  if (sink_ != nullptr) trace_timers(now, side);
}

void Runner::Impl::run_application(Time now, Side side) {
  const std::size_t i = index(side);
  application_ready_[i] = false;
  while (true) {
    const Application::Progress progress = applications_[i].step(now, endpoints_[i], actions_);
    if (sink_ != nullptr && !progress.record.event.empty()) sink_->write(progress.record);
    if (!progress.acted) {
      wake_application(side, later(progress.wake, scenario_->side(side).reaction));
      return;
    }
    perform(now, side);
    application_ready_[i] = false;  // news of what it did itself: it is awake
  }
}

// Moves the application's one scheduled step; kNever takes it away.
void Runner::Impl::wake_application(Side side, Time at) {
  const std::size_t i = index(side);
  if (at == step_at_[i]) return;
  if (step_event_[i] != 0) scheduler_.cancel(step_event_[i]);
  step_event_[i] = 0;
  step_at_[i] = at;
  const Event::Rank rank = side == Side::A ? Event::Rank::AppStepA : Event::Rank::AppStepB;
  if (at != kNever) step_event_[i] = scheduler_.schedule(at, rank, side);
}

// The endpoint's next timeout is the only one scheduled.
void Runner::Impl::arm(Time now, Side side) {
  const std::size_t i = index(side);
  const Time next = endpoints_[i].next_timeout();
  if (next == timeout_at_[i]) return;
  if (timeout_event_[i] != 0) scheduler_.cancel(timeout_event_[i]);
  timeout_event_[i] = 0;
  timeout_at_[i] = next;
  if (next != kNever) {
    timeout_event_[i] = scheduler_.schedule(next < now ? now : next, Event::Rank::TimeoutDue, side);
  }
}

void Runner::Impl::schedule_due_injections(Time now) {
  std::vector<FaultScript::Due>& list = faults_.take_due();
  for (const FaultScript::Due& due : list) {
    const Side to = scenario_->faults[static_cast<std::size_t>(due.rule)].injection.to;
    scheduler_.schedule(due.at < now ? now : due.at, Event::Rank::Injection, to, static_cast<std::uint32_t>(due.rule));
  }
  list.clear();
}

void Runner::Impl::close_accounts(Time now, bool quiet, bool with_sentences) {
  outcome_.end.t = now;
  outcome_.end.reason = quiet ? "quiet" : "run-for";
  for (const Side side : kSides) {
    const std::size_t i = index(side);
    Account& account = accounts_[i];
    account.time_in[static_cast<std::size_t>(account.state)] += now - account.since;
    SideEnd& end = outcome_.end.sides[i];
    end.state = account.state;
    end.since = account.since;
    end.time_in = account.time_in;
    end.sent = account.sent;
    end.lost = account.lost;
    end.retransmissions = account.retransmissions;
    end.by_reason = account.by_reason;
    end.rsts = account.rsts;
    end.octets_read = applications_[i].bytes_read();
    end.error = applications_[i].last_error();
    end.before = account.before;
    end.cause = account.cause;
    end.why.clear();
    end.decided_by.clear();
    if (!with_sentences) continue;
    Circumstances circumstances;
    circumstances.retransmissions = account.retransmissions;
    circumstances.waited = account.last_stay;
    circumstances.time_was_up = !quiet;
    Explanation explanation = explain_end(endpoints_[i], account.before, circumstances);
    end.why = render(explanation.why, Language::English);
    if (explanation.decided_by) end.decided_by = render(*explanation.decided_by, Language::English);
    end.reason = std::move(explanation.why);
    end.decision = std::move(explanation.decided_by);
    end.parameter = explanation.parameter;
  }
  checker_.ended(now, endpoints_, applications_, quiet);
  outcome_.violations = checker_.violations();
}

}  // namespace finwait
