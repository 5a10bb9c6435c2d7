// FIN-WAIT-2 with its limits, and TIME-WAIT: RFC 9293 3.10.7.4 and 3.6.1, and the small time-wait object in which
// Linux keeps both (tcp_time_wait, tcp_timewait_state_process).
#include <algorithm>

#include "core/endpoint.hpp"

namespace finwait {

// tcp_fin_time: TCP_LINGER2 or the stack's own limit, and at least so many tenths of the RTO.
Duration Endpoint::fin_wait_2_time() const {
  const Duration limit = linger2_ && *linger2_ > Duration{0} ? *linger2_ : profile_->finwait2_timeout;
  if (limit == kForever) return kForever;
  return std::max(limit, rtt_.rto() * static_cast<Duration::rep>(profile_->finwait2_rto_floor_tenths) / 10);
}

// A timer of the closing states counts from now, or from the last segment before the close (lwIP's pcb->tmr).
void Endpoint::arm_closing(Turn& turn, Timer timer, Duration timeout) {
  if (profile_->close_timers_origin == CloseTimersOrigin::LastReceiveBeforeClose && timeout != kForever) {
    const Duration passed = turn.now - closing_origin_;
    timeout = std::max(timeout - passed, Duration(1));
  }
  arm(turn, timer, timeout);
}

void Endpoint::start_fin_wait_2(Turn& turn, bool segment_had_fin) {
  switch (profile_->finwait2_when) {
    case FinWait2When::Never:
      return;
    case FinWait2When::Orphan:
      if (!orphan_) return;
      break;
    case FinWait2When::ReceiveShut:
      if (!receive_shut_) return;
      break;
  }
  const Duration time = fin_wait_2_time();
  if (profile_->finwait2_split_above != kForever && time > profile_->finwait2_split_above) {
    // tcp_rcv_state_process and __tcp_close: the full socket waits for what is above 60 s ...
    arm(turn, Timer::FinWait2, time - profile_->finwait2_split_above);
    return;
  }
  if (profile_->finwait2_reduced && !segment_had_fin) {
    reduce_to_fin_wait_2(turn, time);
    return;
  }
  arm_closing(turn, Timer::FinWait2, time);
}

// tcp_time_wait(sk, TCP_FIN_WAIT2, timeo): the socket becomes the small object, if there is room for one.
void Endpoint::reduce_to_fin_wait_2(Turn& turn, Duration timeout) {
  if (profile_->max_tw_buckets == 0) {
    enter(turn, Cause::TimeWaitOverflow);
    return;
  }
  timers_.stop_all();
  reduced_ = true;
  const Duration floor = rtt_.rto() * static_cast<Duration::rep>(profile_->finwait2_rto_floor_tenths) / 10;
  arm(turn, Timer::FinWait2, std::max(timeout, floor));
}

void Endpoint::fin_wait_2_timeout(Turn& turn) {
  if (profile_->finwait2_reduced && !reduced_) {
    // ... and tcp_keepalive_timer subtracts the 60 s a second time before the small object takes over.
    const Duration rest = fin_wait_2_time() - profile_->finwait2_split_above;
    if (profile_->finwait2_split_above != kForever && rest > Duration{0}) {
      reduce_to_fin_wait_2(turn, rest);
      return;
    }
    send_rst(turn);
  } else if (profile_->finwait2_expiry_rst) {
    send_rst(turn);
  }
  enter(turn, Cause::FinWait2Timeout);
}

// tcp_timewait_state_process, tw_substate TCP_FIN_WAIT2, its checks in order.
void Endpoint::reduced_fin_wait_2_arrives(Turn& turn, const Segment& segment) {
  const SeqNum nxt = tcb_.rcv.nxt;
  const SeqNum edge = nxt + tcb_.rcv.wnd();
  const bool old_timestamp = tcb_.timestamps && segment.options.has_timestamps && !segment.flags.rst() &&
                             SeqNum(segment.options.ts_value).before(SeqNum(tcb_.ts_recent));
  const bool in_window = segment.seq == nxt || (segment.end().after(nxt) && segment.seq.before(edge)) ||
                         (segment.seq == edge && segment.seq_len() == 0);
  if (old_timestamp || !in_window) {
    const bool limited = segment.seq_len() == 0 || segment.flags.syn();
    if (!segment.flags.rst() && !(limited && rate_limited(turn.now))) send_ack(turn, Why::DuplicateAck);
    return;
  }
  if (segment.flags.rst()) {
    enter(turn, Cause::Rst);
    return;
  }
  if (!segment.flags.syn() && (!segment.flags.ack() || !segment.end().after(nxt) || segment.seq_len() == 0)) return;
  const bool exact_fin = segment.flags.fin() && !segment.flags.syn() && segment.end() == nxt + 1;
  if (!exact_fin) {
    send_rst_for(turn, segment);
    enter(turn, Cause::DataAfterClose);
    return;
  }
  if (segment.options.has_timestamps) tcb_.ts_recent = segment.options.ts_value;
  tcb_.rcv.nxt = segment.end();
  fin_received_ = true;
  send_ack(turn, Why::Ack);
  enter_time_wait(turn, Cause::Fin);
}

void Endpoint::enter_time_wait(Turn& turn, Cause cause) {
  if (profile_->max_tw_buckets == 0) {
    enter(turn, Cause::TimeWaitOverflow);
    return;
  }
  enter(turn, cause);
  timers_.stop_all();  // RFC 9293 3.10.7.4: "turn off the other timers"
  reduced_ = true;
  out_.clear();
  arm_closing(turn, Timer::TimeWait, profile_->time_wait);
}

void Endpoint::restart_time_wait(Turn& turn) { arm(turn, Timer::TimeWait, profile_->time_wait); }

// RFC 9293 3.6.1 and RFC 6191: may this SYN open a new incarnation?
bool Endpoint::acceptable_new_syn(const Segment& segment) const {
  const bool newer_seq = segment.seq.after(tcb_.rcv.nxt);
  const bool both = tcb_.timestamps && segment.options.has_timestamps;
  const SeqNum stamp(segment.options.ts_value);
  const SeqNum recent(tcb_.ts_recent);
  switch (profile_->tw_accept_syn) {
    case TimeWaitAcceptSyn::No:
      return false;
    case TimeWaitAcceptSyn::Seq:
      return newer_seq;
    case TimeWaitAcceptSyn::SeqOrTimestamp:
      if (both && stamp.before(recent)) return false;  // PAWS
      return newer_seq || (both && stamp.after(recent));
    case TimeWaitAcceptSyn::Rfc6191:
      if (!both) return newer_seq || (!tcb_.timestamps && segment.options.has_timestamps);
      return stamp.after(recent) || (stamp == recent && newer_seq);
  }
  return false;
}

// TIME-WAIT, RFC 9293 3.10.7.4 and tcp_timewait_state_process.
void Endpoint::time_wait_arrives(Turn& turn, const Segment& segment) {
  const SeqNum nxt = tcb_.rcv.nxt;
  const bool old_timestamp = tcb_.timestamps && segment.options.has_timestamps && !segment.flags.rst() &&
                             SeqNum(segment.options.ts_value).before(SeqNum(tcb_.ts_recent));
  if (segment.flags.rst()) {
    const bool in_window = segment.seq == nxt || SeqRange{nxt, nxt + tcb_.rcv.wnd()}.contains(segment.seq);
    const bool kills = (profile_->tw_on_rst == TimeWaitOnRst::KillExact && segment.seq == nxt) ||
                       (profile_->tw_on_rst == TimeWaitOnRst::Kill && in_window);
    // Second, RFC 5961 3.2: in the window but not exact. Where FIN-WAIT-2 is a small object, this is one too: silent.
    const bool challenged = profile_->rst_challenge && !profile_->finwait2_reduced && in_window && segment.seq != nxt &&
                            profile_->tw_on_rst == TimeWaitOnRst::KillExact;
    if (challenged) challenge_ack(turn);
    if (kills && !profile_->rfc1337) enter(turn, Cause::Rst);
    return;
  }
  if (segment.flags.syn() && !segment.flags.ack() && acceptable_new_syn(segment)) {
    // The new incarnation's sequence numbers start beyond the old one's (RFC 9293 3.4.3; 65535 + 2 in Linux).
    const SeqNum iss = tcb_.snd.nxt + 65537;
    const std::uint32_t buffer = tcb_.rcv.buffer;
    enter(turn, Cause::NewSyn);
    timers_.stop_all();
    const Cause cause = last_cause_;
    reset(*profile_, iss);
    tcb_.rcv.buffer = buffer;
    state_ = State::SynReceived;
    last_cause_ = cause;
    passive_ = true;
    take_syn(segment);
    tcb_.snd.queued = out_.append_syn(iss);
    send_first_unsent(turn, Why::New);
    rearm_rto(turn);
    return;
  }
  const bool dup_fin = segment.flags.fin() && segment.end() == nxt;
  switch (profile_->tw_restart) {
    case TimeWaitRestart::None:
      break;
    case TimeWaitRestart::DupFin:
      if (dup_fin) restart_time_wait(turn);
      break;
    case TimeWaitRestart::AnyFin:
      if (segment.flags.fin()) restart_time_wait(turn);
      break;
    case TimeWaitRestart::AnyAck:
      if (segment.flags.ack() || old_timestamp) restart_time_wait(turn);
      break;
  }
  // An empty segment exactly in order needs no answer; whatever else comes is acknowledged.
  if (segment.seq == nxt && segment.seq_len() == 0 && !old_timestamp) return;
  const bool limited = segment.seq_len() == 0 || segment.flags.syn();
  if (limited && rate_limited(turn.now)) return;
  send_ack(turn, Why::DuplicateAck);
}

}  // namespace finwait
