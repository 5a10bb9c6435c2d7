// The user calls in every state: RFC 9293 3.10.1-3.10.6 and what sockets make of them (inet_shutdown, __tcp_close,
// tcp_disconnect).
#include "core/endpoint.hpp"

namespace finwait {

SocketError Endpoint::open(Time now, Actions& out) {
  if (state_ != State::Closed || held_) return SocketError::AlreadyConnected;
  Turn turn{now, out};
  held_ = true;
  tcb_.snd.queued = out_.append_syn(tcb_.snd.iss);
  enter(turn, Cause::Open);
  send_first_unsent(turn, Why::New);
  rearm_rto(turn);
  // RFC 9293 3.10.8: the user timeout counts in any state.
  const bool own_timer = profile_->giveup_mode != GiveUp::SinceFirstRetransmissionModel;
  if (own_timer && user_timeout_ != kForever) arm(turn, Timer::UserTimeout, user_timeout_);
  return SocketError::None;
}

SocketError Endpoint::listen(Time now, Actions& out) {
  if (state_ != State::Closed || held_) return SocketError::AlreadyConnected;
  Turn turn{now, out};
  held_ = true;
  passive_ = true;
  enter(turn, Cause::Listen);
  return SocketError::None;
}

SocketError Endpoint::send(Time now, std::uint32_t bytes, bool more, Actions& out) {
  Turn turn{now, out};
  if (orphan_ || !held_) return SocketError::NotConnected;
  switch (state_) {
    case State::Listen:
      return SocketError::NotConnected;
    case State::Closed:
    case State::FinWait1:
    case State::FinWait2:
    case State::Closing:
    case State::LastAck:
    case State::TimeWait:
      // A pending error is told first; after it, and after our own CLOSE, the pipe is broken.
      return error_ != SocketError::None ? take_error() : SocketError::BrokenPipe;
    case State::SynSent:
    case State::SynReceived:
    case State::Established:
    case State::CloseWait:
      break;
  }
  if (error_ != SocketError::None) return take_error();
  tcb_.snd.queued = out_.append_data(tcb_.snd.queued, bytes, send_mss(), !more);
  if (can_send(state_)) send_pending(turn);
  return SocketError::None;
}

Received Endpoint::receive(Time now, std::uint32_t at_most, Actions& out) {
  Turn turn{now, out};
  Received result;
  if (orphan_ || !held_) {
    result.error = SocketError::NotConnected;
    return result;
  }
  const bool was_shut = tcb_.rcv.wnd() == 0;
  result.bytes = in_.read(at_most);
  if (result.bytes > 0) {
    const auto unacknowledged = static_cast<std::uint32_t>(tcb_.rcv.nxt.minus(tcb_.rcv.acked));
    const bool reopened = was_shut && !fin_received_ && synchronized(state_);
    if (reopened || ack_.read_wants_ack(*profile_, unacknowledged, in_.readable() == 0)) send_ack(turn, Why::Ack);
    return result;
  }
  // tcp_recvmsg_locked: after a FIN it is EOF for ever, even if an error came later.
  if (fin_received_) {
    result.eof = true;
  } else if (error_ != SocketError::None) {
    result.error = take_error();
  } else if (receive_shut_ || state_ == State::Closed) {
    result.eof = true;
  }
  return result;
}

SocketError Endpoint::shutdown_write(Time now, Actions& out) {
  Turn turn{now, out};
  if (orphan_ || !held_) return SocketError::NotConnected;
  return close_send_side(turn);
}

// RFC 9293 3.10.4, CLOSE.
SocketError Endpoint::close_send_side(Turn& turn) {
  switch (state_) {
    case State::Closed:
    case State::Closing:
    case State::LastAck:
    case State::TimeWait:
      return SocketError::NotConnected;  // "connection closing"
    case State::FinWait1:
    case State::FinWait2:
      return SocketError::None;  // never a second FIN
    case State::Listen:
    case State::SynSent:
      enter(turn, Cause::Close);
      return SocketError::None;
    case State::SynReceived:
      if (out_.has_unsent()) {
        close_pending_ = true;  // RFC 9293 3.10.4: "queue for processing after entering ESTABLISHED state"
        return SocketError::None;
      }
      break;
    case State::Established:
    case State::CloseWait:
      break;
  }
  closing_origin_ = last_heard_;
  const bool was_close_wait = state_ == State::CloseWait;
  tcb_.snd.queued = out_.append_fin(tcb_.snd.queued);
  fin_queued_ = true;
  enter(turn, Cause::Close);
  if (was_close_wait && profile_->last_ack_timeout != kForever) {
    arm_closing(turn, Timer::LastAck, profile_->last_ack_timeout);
  }
  send_pending(turn);
  return SocketError::None;
}

SocketError Endpoint::shutdown_read(Time now, Actions& out) {
  Turn turn{now, out};
  if (orphan_ || !held_ || state_ == State::Closed || state_ == State::TimeWait) return SocketError::NotConnected;
  receive_shut_ = true;  // sends nothing
  if (state_ == State::FinWait2 && profile_->finwait2_when == FinWait2When::ReceiveShut) {
    start_fin_wait_2(turn, false);
  }
  return SocketError::None;
}

SocketError Endpoint::close(Time now, Actions& out) {
  const SocketError error = begin_close(now, out);
  if (error == SocketError::None) release(now, out);
  return error;
}

// __tcp_close up to the wait for a lingering close.
SocketError Endpoint::begin_close(Time now, Actions& out) {
  Turn turn{now, out};
  if (orphan_ || !held_) return SocketError::NotConnected;
  receive_shut_ = true;
  if (state_ == State::Closed || state_ == State::TimeWait) return SocketError::None;
  if (abort_instead_of_close(turn)) return SocketError::None;
  close_send_side(turn);
  return SocketError::None;
}

// RFC 9293 3.6.1 (SHLD-3) and RFC 2525 2.17: unread data; SO_LINGER with time 0.
bool Endpoint::abort_instead_of_close(Turn& turn) {
  const bool unread = in_.readable() > 0;
  in_.discard();
  if (unread && profile_->rst_on_close_unread && next_state(state_, Cause::UnreadData)) {
    send_rst(turn);
    enter(turn, Cause::UnreadData);
    return true;
  }
  if (linger_ == Duration{0}) {
    abort(turn.now, turn.out);
    return true;
  }
  return false;
}

// sock_orphan: from here on nobody holds the socket.
void Endpoint::release(Time now, Actions& out) {
  Turn turn{now, out};
  if (orphan_) return;
  orphan_ = true;
  receive_shut_ = true;
  error_ = SocketError::None;
  timers_.stop(Timer::Keepalive);
  if (state_ == State::FinWait2 && !reduced_) {
    if (linger2_ && *linger2_ < Duration{0}) {
      send_rst(turn);
      enter(turn, Cause::Linger2);
      return;
    }
    start_fin_wait_2(turn, false);
  }
  // tcp_check_oom: too many orphans.
  if (profile_->max_orphans == 0 && next_state(state_, Cause::OutOfResources)) {
    send_rst(turn);
    enter(turn, Cause::OutOfResources);
  }
}

// RFC 9293 3.10.5, ABORT: a RST from the states in which the peer still counts on us, silence from the others.
SocketError Endpoint::abort(Time now, Actions& out) {
  Turn turn{now, out};
  if (orphan_ || !held_) return SocketError::NotConnected;
  receive_shut_ = true;
  in_.discard();
  switch (state_) {
    case State::Closed:
      return SocketError::None;
    case State::SynReceived:
    case State::Established:
    case State::FinWait1:
    case State::FinWait2:
    case State::CloseWait:
      send_rst(turn);
      if (profile_->tw_after_sending_rst) {
        enter(turn, Cause::AbortIntoTimeWait);
        timers_.stop_all();
        out_.clear();
        reduced_ = true;
        restart_time_wait(turn);
        return SocketError::None;
      }
      break;
    case State::Listen:
    case State::SynSent:
    case State::Closing:
    case State::LastAck:
    case State::TimeWait:
      break;
  }
  enter(turn, Cause::Abort);
  return SocketError::None;
}

void Endpoint::set_options(Time now, const SocketOptions& options, Actions& out) {
  Turn turn{now, out};
  if (options.linger) linger_ = *options.linger;
  if (options.linger2) linger2_ = *options.linger2;
  if (options.user_timeout) user_timeout_ = *options.user_timeout;
  if (options.keepalive_idle) keepalive_idle_ = *options.keepalive_idle;
  if (options.keepalive_interval) keepalive_interval_ = *options.keepalive_interval;
  if (options.keepalive_count) keepalive_count_ = *options.keepalive_count;
  if (options.receive_buffer) tcb_.rcv.buffer = *options.receive_buffer;
  if (options.quickack && *options.quickack) ack_.leave_pingpong();
  if (options.keepalive) {
    keepalive_ = *options.keepalive;
    timers_.stop(Timer::Keepalive);
    if (keepalive_ && synchronized(state_) && state_ != State::TimeWait) {
      const Duration idle = now - last_heard_;
      arm(turn, Timer::Keepalive, keepalive_idle_ > idle ? keepalive_idle_ - idle : Duration{0});
    }
  }
}

}  // namespace finwait
