// Timeouts of retransmission, loss probe, reordering, keepalive and persist, and the rules of giving up (RFC 6298
// 5.4-5.7, RFC 9293 3.8.3; tcp_retransmit_timer, tcp_write_timeout, tcp_keepalive_timer, tcp_probe_timer).
#include <algorithm>
#include <bit>

#include "core/endpoint.hpp"

namespace finwait {

namespace {
constexpr Duration kMoment = std::chrono::nanoseconds(1);
}

void Endpoint::retransmission_timeout(Turn& turn) {
  if (out_.in_flight() == 0) return;
  if (limit_reached(turn)) {
    const bool by_user = user_timeout_ != kForever && profile_->giveup_mode == GiveUp::SinceFirstRetransmissionModel &&
                         state_ != State::SynSent && state_ != State::SynReceived;
    give_up(turn, by_user ? Cause::UserTimeout : Cause::GiveUp);
    return;
  }
  ++retransmits_;
  enter_loss();
  retransmit(turn, 0, Why::Rto);
  if (first_rto_rtx_ == kNever) first_rto_rtx_ = turn.now;
  const bool syn = state_ == State::SynSent;
  if (syn || state_ == State::SynReceived) ++syn_timeouts_;
  // tcp_syn_linear_timeouts: the first SYNs are repeated at a steady pace.
  if (!syn || syn_timeouts_ > profile_->syn_linear_timeouts) rtt_.back_off(*profile_);
  const bool counted_out = profile_->giveup_mode == GiveUp::CountNow && retransmits_ >= profile_->giveup_count;
  arm(turn, Timer::Retransmission, counted_out ? kMoment : clamped_to_user_timeout(turn.now, rtt_.rto()));
}

// At an expiry: is it time to give up instead of retransmitting?
bool Endpoint::limit_reached(Turn& turn) const {
  if (state_ == State::SynSent) return retransmits_ >= profile_->syn_retries + profile_->syn_linear_timeouts;
  if (state_ == State::SynReceived) return retransmits_ >= profile_->synack_retries;
  switch (profile_->giveup_mode) {
    case GiveUp::SinceFirstTransmission:
      return profile_->giveup_time != kForever && turn.now - out_.head().first_sent >= profile_->giveup_time;
    case GiveUp::SinceFirstRetransmissionModel: {
      if (retransmits_ == 0) return false;
      const Duration budget = user_timeout_ != kForever ? user_timeout_ : model_budget();
      return turn.now - first_rto_rtx_ >= budget;
    }
    case GiveUp::CountThenWait:
    case GiveUp::CountNow:
      return retransmits_ >= (orphan_ ? profile_->giveup_count_orphan : profile_->giveup_count);
  }
  return false;
}

// tcp_model_timeout: the time that so many doublings from a fixed base would take. tcp_orphan_retries() gives an
// orphan's count, where 0 has a meaning of its own only as long as the RTO is below its ceiling.
Duration Endpoint::model_budget() const {
  std::uint32_t n = profile_->giveup_count;
  if (orphan_) {
    const bool alive = rtt_.rto() < profile_->rto_max;
    n = profile_->giveup_count_orphan;
    if (n == 0 && alive) n = profile_->giveup_orphan_zero_means;
  }
  const Duration base = profile_->giveup_model_base;
  const auto ratio = static_cast<std::uint64_t>(std::max<Duration::rep>(profile_->rto_max / base, 1));
  // Without a ceiling of the RTO the doublings alone would outgrow 64 bits: 2^20 x 200 ms is two days.
  const auto threshold = std::min(static_cast<std::uint32_t>(std::bit_width(ratio) - 1), 20U);
  const std::uint32_t doublings = std::min(n, threshold);
  Duration budget = ((Duration::rep{2} << doublings) - 1) * base;
  if (n > threshold)
    budget += static_cast<Duration::rep>(n - threshold) * std::min<Duration>(profile_->rto_max, budget);
  return budget;
}

// tcp_clamp_rto_to_user_timeout
Duration Endpoint::clamped_to_user_timeout(Time now, Duration rto) const {
  if (user_timeout_ == kForever || profile_->giveup_mode != GiveUp::SinceFirstRetransmissionModel) return rto;
  const Duration left = user_timeout_ - (now - first_rto_rtx_);
  return left <= Duration{0} ? kMoment : std::min(rto, left);
}

void Endpoint::give_up(Turn& turn, Cause cause) {
  if (state_ == State::Closed || !next_state(state_, cause)) return;
  if (state_ == State::SynReceived && passive_) {
    enter(turn, Cause::GiveUp);
    return;
  }
  if (profile_->giveup_rst && synchronized(state_)) send_rst(turn);
  die(turn, cause, SocketError::TimedOut);
}

// tcp_send_loss_probe: new data if there is any that fits, else the last segment again. No back-off, and it does not
// count as a timeout.
void Endpoint::loss_probe_timeout(Turn& turn) {
  if (out_.in_flight() == 0) return;
  if (!rec_.tlp_outstanding) {
    const bool new_data = out_.has_unsent() && out_.first_unsent().end().at_or_before(tcb_.snd.una + tcb_.snd.wnd);
    if (new_data) {
      send_first_unsent(turn, Why::LossProbe);
    } else {
      retransmit(turn, out_.in_flight() - 1, Why::LossProbe);
    }
    rec_.tlp_outstanding = true;
    rec_.tlp_was_retransmission = !new_data;
    rec_.tlp_end = tcb_.snd.nxt;
    stop_retransmission_timers();
    arm(turn, Timer::Retransmission, rtt_.rto());
    return;
  }
  timers_.set(Timer::LossProbe, turn.now);  // it stood in for the retransmission timer: the time waited counts
  rearm_rto(turn);
}

// tcp_rack_reo_timeout
void Endpoint::reorder_timeout(Turn& turn) {
  Duration wait{0};
  if (rack_detect(turn, wait)) {
    if (rec_.phase != LossRecovery::Phase::Recovery && rec_.phase != LossRecovery::Phase::Loss) enter_recovery();
    retransmit_lost(turn, Why::Fast, true);
  }
  timers_.set(Timer::Reorder, turn.now);
  rearm_rto(turn);
}

// tcp_keepalive_timer; RFC 9293 3.8.4.
void Endpoint::keepalive_timeout(Turn& turn) {
  if (!keepalive_ || orphan_ || !synchronized(state_)) return;
  if (out_.in_flight() > 0 || out_.has_unsent()) {
    arm(turn, Timer::Keepalive, keepalive_idle_);
    return;
  }
  const Duration idle = turn.now - last_heard_;
  if (idle < keepalive_idle_) {
    arm(turn, Timer::Keepalive, keepalive_idle_ - idle);
    return;
  }
  const bool expired = user_timeout_ != kForever ? idle >= user_timeout_ && probes_ > 0 : probes_ >= keepalive_count_;
  if (expired && next_state(state_, Cause::Keepalive)) {
    send_rst(turn);
    die(turn, Cause::Keepalive, SocketError::TimedOut);
    return;
  }
  ++probes_;
  Segment probe = make_segment(turn.now, tcb_.snd.una - 1, Flags::kAck, 0);
  emit(turn, probe, Why::Keepalive, 1);
  arm(turn, Timer::Keepalive, keepalive_interval_);
}

// tcp_probe0_when: the probes back off like retransmissions.
Duration Endpoint::persist_wait() const {
  const Duration base = std::max(rtt_.rto(), profile_->giveup_model_base);
  const std::uint32_t doublings = std::min(persist_backoff_, 30U);
  const Duration wait = base > profile_->rto_max / (Duration::rep{1} << doublings)
                            ? profile_->rto_max
                            : base * (Duration::rep{1} << doublings);
  return std::min(wait, profile_->rto_max);
}

// tcp_probe_timer. As long as the peer answers, an open socket probes for ever; an orphan's patience ends when the
// interval reaches its ceiling.
void Endpoint::persist_timeout(Turn& turn) {
  if (out_.in_flight() > 0 || !out_.has_unsent()) return;
  std::uint32_t most = profile_->giveup_count;
  bool limit = false;
  if (orphan_ && profile_->giveup_mode == GiveUp::SinceFirstRetransmissionModel) {
    const bool alive = persist_wait() < profile_->rto_max;
    most = profile_->giveup_count_orphan;
    if (most == 0 && alive) most = profile_->giveup_orphan_zero_means;
    limit = !alive && persist_backoff_ >= most;
  }
  if (limit || probes_ >= most) {
    give_up(turn, Cause::PersistLimit);
    return;
  }
  ++probes_;
  if (persist_backoff_ < profile_->giveup_count) ++persist_backoff_;
  const SeqNum edge = tcb_.snd.una + tcb_.snd.wnd;
  const SendEntry& next = out_.first_unsent();
  if (next.seq.before(edge)) {
    // Some of it fits: send that much (tcp_write_wakeup).
    const auto fits = static_cast<std::uint32_t>(edge.minus(next.seq));
    if (fits < next.len) out_.split(out_.in_flight(), fits);
    send_first_unsent(turn, Why::WindowProbe);
    rearm_rto(turn);
    return;
  }
  Segment probe = make_segment(turn.now, tcb_.snd.una - 1, Flags::kAck, 0);
  emit(turn, probe, Why::WindowProbe, 1);
  arm(turn, Timer::Persist, persist_wait());
}

}  // namespace finwait
