#include "core/endpoint.hpp"

#include "core/assert.hpp"

namespace finwait {

Endpoint::Endpoint(const StackProfile& profile, SeqNum iss) : profile_(&profile), clock_(profile) {
  reset(profile, iss);
}

void Endpoint::reset(const StackProfile& profile, SeqNum iss) {
  profile_ = &profile;
  clock_ = KernelClock(profile);
  state_ = State::Closed;
  last_cause_ = Cause::Open;
  tcb_ = Tcb{};
  tcb_.snd.iss = tcb_.snd.una = tcb_.snd.nxt = tcb_.snd.queued = tcb_.snd.small_end = iss;
  tcb_.rcv.buffer = profile.receive_buffer;
  timers_.stop_all();
  rtt_.reset(profile);
  out_.clear();
  in_.clear();
  ack_.reset();
  rec_ = LossRecovery{};
  rec_.cwnd = profile.initial_cwnd;
  passive_ = orphan_ = closed_as_orphan_ = held_ = receive_shut_ = fin_queued_ = close_pending_ = fin_received_ =
      reduced_ = ack_waits_zero_ = false;
  keepalive_ = profile.keepalive;
  error_ = SocketError::None;
  retransmits_ = syn_timeouts_ = probes_ = persist_backoff_ = 0;
  first_rto_rtx_ = last_dup_ack_ = kNever;
  last_heard_ = closing_origin_ = kStart;
  linger_ = kForever;
  linger2_.reset();
  user_timeout_ = profile.user_timeout;
  keepalive_idle_ = profile.keepalive_idle;
  keepalive_interval_ = profile.keepalive_interval;
  keepalive_count_ = profile.keepalive_count;
}

// The one writer of state_.
void Endpoint::enter(Turn& turn, Cause cause) {
  const std::optional<State> to = next_state(state_, cause);
  require(to.has_value(), "a state change that the transition table does not have");
  turn.out.emplace_back(Transition{state_, *to, cause});
  state_ = *to;
  last_cause_ = cause;
  if (state_ == State::Closed) {
    closed_as_orphan_ = orphan_;
    timers_.stop_all();
    out_.clear();
    in_.drop_out_of_order();
  }
}

void Endpoint::arm(Turn& turn, Timer timer, Duration delay) {
  timers_.set(timer, clock_.deadline(turn.now, delay, turn.in_timeout));
}

void Endpoint::notify(Turn& turn, Notify::Event event, std::uint32_t bytes) {
  if (!orphan_) turn.out.emplace_back(Notify{event, SocketError::None, bytes});
}

// The application learns of the error at its next call, or at once if it waits in one.
void Endpoint::fail(Turn& turn, SocketError error) {
  if (error == SocketError::None || orphan_) return;
  error_ = error;
  turn.out.emplace_back(Notify{Notify::Event::Error, error, 0});
}

void Endpoint::die(Turn& turn, Cause cause, SocketError error) {
  enter(turn, cause);
  fail(turn, error);
}

SocketError Endpoint::take_error() {
  const SocketError error = error_;
  error_ = SocketError::None;
  return error;
}

void Endpoint::timeout(Time now, Actions& out) {
  Turn turn{now, out, true};
  for (std::size_t i = 0; i < kTimerCount; ++i) {
    const auto timer = static_cast<Timer>(i);
    if (timers_.deadline(timer) > now) continue;
    timers_.stop(timer);
    run_timer(turn, timer);
  }
}

void Endpoint::run_timer(Turn& turn, Timer timer) {
  switch (timer) {
    case Timer::Retransmission:
      retransmission_timeout(turn);
      return;
    case Timer::LossProbe:
      loss_probe_timeout(turn);
      return;
    case Timer::Reorder:
      reorder_timeout(turn);
      return;
    case Timer::DelayedAck:
      if (!ack_.scheduled()) return;
      if (!ack_waits_zero_) ack_.wait_over(rtt_.rto());
      send_ack(turn, ack_waits_zero_ ? Why::Ack : Why::DelayedAck);
      return;
    case Timer::FinWait2:
      fin_wait_2_timeout(turn);
      return;
    case Timer::TimeWait:
      enter(turn, Cause::TimeWaitTimeout);
      return;
    case Timer::Keepalive:
      keepalive_timeout(turn);
      return;
    case Timer::UserTimeout:
      give_up(turn, Cause::UserTimeout);
      return;
    case Timer::Persist:
      persist_timeout(turn);
      return;
    case Timer::LastAck:
      die(turn, Cause::LastAckTimeout, SocketError::TimedOut);
      return;
  }
}

bool Endpoint::consistent() const {
  switch (state_) {
    case State::Closed:
    case State::TimeWait:  // an ABORT may lead here as well as both FINs
      return true;
    case State::Listen:
    case State::SynSent:
    case State::SynReceived:
    case State::Established:
      return !fin_queued_ && !fin_received_;
    case State::FinWait1:
      return fin_queued_ && !our_fin_acked() && !fin_received_;
    case State::FinWait2:
      return our_fin_acked() && !fin_received_;
    case State::CloseWait:
      return !fin_queued_ && fin_received_;
    case State::Closing:
    case State::LastAck:
      return fin_queued_ && !our_fin_acked() && fin_received_;
  }
  return false;
}

}  // namespace finwait
