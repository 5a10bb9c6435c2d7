// The inside of the runner: one run's whole state, and the loop. Private to runner.cpp and its neighbours.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/endpoint.hpp"
#include "loss_models/fault_script.hpp"
#include "sim/application.hpp"
#include "sim/checker.hpp"
#include "sim/link.hpp"
#include "sim/runner.hpp"
#include "sim/scheduler.hpp"
#include "sim/teardown.hpp"

namespace finwait {

class Runner::Impl {
 public:
  Impl();
  const Outcome& run(const Scenario& scenario, TraceSink* sink, bool with_sentences);
  const std::vector<bool>& rows_used() const { return checker_.rows_used(); }
  std::vector<IdleFault> idle_faults() const {
    std::vector<IdleFault> out;
    for (int rule = 0; rule < faults_.count(); ++rule) {
      const FaultScript::Effect effect = faults_.effect(rule);
      if (!effect.acted) out.push_back({std::string(faults_.name_of(rule)), effect});
    }
    return out;
  }

 private:
  // What is counted and remembered of one side during a run.
  struct Account {
    State state = State::Closed;
    State before = State::Closed;
    Cause cause = Cause::Open;  // of the last transition
    Time since = kStart;
    std::array<Duration, kStateCount> time_in{};
    Duration last_stay{0};  // in `before`
    std::uint32_t sent = 0;
    std::uint32_t lost = 0;
    std::uint32_t retransmissions = 0;
    std::array<std::uint32_t, kWhyCount> by_reason{};
    std::uint32_t rsts = 0;
  };

  // runner.cpp: the loop
  void restart(const Scenario& scenario, TraceSink* sink);
  void visit(const Event& event);
  void inject(Time now, std::uint32_t rule);
  void finish_input(Time now, Side side, bool woken = false);
  void perform(Time now, Side side);
  void run_application(Time now, Side side);
  void wake_application(Side side, Time at);
  void arm(Time now, Side side);
  void schedule_due_injections(Time now);
  void close_accounts(Time now, bool quiet, bool with_sentences);

  // runner_perform.cpp: one action each
  void send(Time now, Side side, const Send& send);
  void lose(Account& account);
  void deliver(Time now, Side from, const Segment& segment, Time rx, Fate fate);
  void transition(Time now, Side side, const Transition& transition);
  void notify(Time now, Side side, const Notify& notify);

  // runner_trace.cpp: records, only when there is a sink
  SegmentRecord segment_record(Time now, Side from, const Segment& segment, Why why, std::uint16_t copy,
                               std::uint8_t teardown) const;
  void trace_segment(SegmentRecord& record);
  TimerRecord timer_record(Time now, Side side, Timer timer, TimerRecord::Event event, Time due) const;
  void trace_fired(Time now, Side side);
  void trace_timers(Time now, Side side);

  std::uint32_t keep(const Segment& segment);

  const Scenario* scenario_ = nullptr;
  TraceSink* sink_ = nullptr;
  Scheduler scheduler_;
  std::array<Endpoint, 2> endpoints_;
  std::array<Application, 2> applications_;
  std::array<Link, 2> links_;  // by the sending side
  FaultScript faults_;
  bool has_faults_ = false;
  SegmentRecord record_{};  // of the segment being sent; filled only when there is a sink
  Teardown teardown_;
  Checker checker_;
  std::array<Account, 2> accounts_{};
  std::array<std::uint64_t, 2> timeout_event_{};  // the TimeoutDue that is scheduled, 0 = none
  std::array<Time, 2> timeout_at_{};
  std::array<std::uint64_t, 2> step_event_{};
  std::array<Time, 2> step_at_{};
  std::array<bool, 2> application_ready_{};
  std::array<TimerTable, 2> shown_timers_{};
  std::array<SeqNum, 2> iss_{};
  std::vector<Segment> kept_;              // segments under way
  std::vector<std::uint32_t> free_slots_;  // of kept_
  Actions actions_;
  std::uint64_t next_record_ = 1;
  Outcome outcome_;
};

}  // namespace finwait
