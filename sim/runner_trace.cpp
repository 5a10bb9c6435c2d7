// The runner's trace: records made only when somebody reads them. Timer records come from comparing an endpoint's
// timers before and after an input, so the endpoint itself need not report them.
#include "sim/runner_impl.hpp"

namespace finwait {

namespace {

SeqNum value_of(const SeqExpression& expression, SeqNum relative_to, const std::array<Endpoint, 2>& endpoints,
                const std::array<SeqNum, 2>& iss) {
  const SendSequence& snd = endpoints[index(expression.side)].tcb().snd;
  const auto offset = static_cast<std::uint32_t>(expression.offset);
  switch (expression.base) {
    case SeqExpression::Base::None:
      return SeqNum{};
    case SeqExpression::Base::Relative:
      return relative_to + offset;
    case SeqExpression::Base::Iss:
      return iss[index(expression.side)] + offset;
    case SeqExpression::Base::Una:
      return snd.una + offset;
    case SeqExpression::Base::Nxt:
      return snd.nxt + offset;
  }
  return SeqNum{};
}

}  // namespace

// A crafted segment arrives as if the other side had sent it.
void Runner::Impl::inject(Time now, std::uint32_t rule) {
  const Injection& injection = scenario_->faults[rule].injection;
  const Side from = other(injection.to);
  Segment segment;
  segment.flags = injection.flags;
  segment.len = injection.len;
  segment.wnd = endpoints_[index(from)].profile().receive_buffer;
  segment.seq = value_of(injection.seq, iss_[index(from)], endpoints_, iss_);
  segment.ack = value_of(injection.ack, iss_[index(injection.to)], endpoints_, iss_);
  if (sink_ != nullptr) {
    SegmentRecord record = segment_record(now, from, segment, Why::Injected, 1, 0);
    record.rx = now;
    record.by = faults_.name_of(static_cast<int>(rule));
    trace_segment(record);
  }
  if (segment.seq_len() > 0) checker_.stream_forged();
  endpoints_[index(injection.to)].segment_arrives(now, segment, actions_);
  finish_input(now, injection.to);
}

SegmentRecord Runner::Impl::segment_record(Time now, Side from, const Segment& segment, Why why, std::uint16_t copy,
                                           std::uint8_t teardown) const {
  SegmentRecord record;
  record.t = now;
  record.from = from;
  record.segment = segment;
  record.seq = (segment.seq - iss_[index(from)].raw()).raw();
  record.ack = (segment.ack - iss_[index(other(from))].raw()).raw();
  record.copy = copy;
  record.why = why;
  record.teardown = teardown;
  return record;
}

void Runner::Impl::trace_segment(SegmentRecord& record) {
  if (sink_ == nullptr) return;
  record.id = next_record_++;
  sink_->write(record);
}

// Called when a timeout is due, before the endpoint handles it.
TimerRecord Runner::Impl::timer_record(Time now, Side side, Timer timer, TimerRecord::Event event, Time due) const {
  const RttEstimator& rtt = endpoints_[index(side)].rtt();
  return {now, side, timer, event, due, rtt.rto(), rtt.backoffs(), rtt.srtt(), rtt.rttvar()};
}

void Runner::Impl::trace_fired(Time now, Side side) {
  TimerTable& shown = shown_timers_[index(side)];
  for (std::size_t i = 0; i < kTimerCount; ++i) {
    const auto timer = static_cast<Timer>(i);
    if (shown.deadline(timer) > now) continue;
    shown.stop(timer);
    sink_->write(timer_record(now, side, timer, TimerRecord::Event::Fired, kNever));
  }
}

void Runner::Impl::trace_timers(Time now, Side side) {
  TimerTable& shown = shown_timers_[index(side)];
  const Endpoint& endpoint = endpoints_[index(side)];
  if (shown == endpoint.timers()) return;
  for (std::size_t i = 0; i < kTimerCount; ++i) {
    const auto timer = static_cast<Timer>(i);
    const Time due = endpoint.timers().deadline(timer);
    if (due == shown.deadline(timer)) continue;
    if (due == now) continue;  // waits only for what else happens at this instant: nothing worth showing
    shown.set(timer, due);
    const auto event = due == kNever ? TimerRecord::Event::Stopped : TimerRecord::Event::Set;
    sink_->write(timer_record(now, side, timer, event, due));
  }
}

}  // namespace finwait
