// SEGMENT ARRIVES, seventh and eighth: text and FIN, and when they are acknowledged.
#include <algorithm>

#include "core/endpoint.hpp"

namespace finwait {

void Endpoint::text_arrives(Turn& turn, const Segment& segment) {
  if (segment.seq_len() == 0) return;
  const bool receives = state_ == State::Established || state_ == State::FinWait1 || state_ == State::FinWait2;
  if (!receives && segment.seq.at_or_after(tcb_.rcv.nxt)) return;  // text after the peer's FIN is ignored
  // In ESTABLISHED a shutdown for reading refuses nothing (tcp_rcv_established).
  const bool refuses = state_ == State::FinWait1 || state_ == State::FinWait2;
  if (refuses && receive_shut_ && refuse_text_after_close(turn, segment)) return;
  if (segment.end().at_or_before(tcb_.rcv.nxt)) {
    // A repeat of what was received: acknowledged at once (tcp_data_queue; RFC 9293's first step otherwise).
    turn.ack_why = Why::DuplicateAck;
    if (profile_->dsack && tcb_.sack) turn.dsack = {segment.seq, segment.end()};
    ack_.enter_quickack(tcb_.rcv.wnd());
    ack_.want_now();
    return;
  }
  const bool fin_only = segment.len == 0;
  if (tcb_.rcv.wnd() == 0 && !fin_only) {
    turn.ack_why = Why::DuplicateAck;  // a window probe: its text does not fit
    ack_.enter_quickack(0);
    ack_.want_now();
    return;
  }
  if (segment.seq.after(tcb_.rcv.nxt)) {
    text_out_of_order(turn, segment);
  } else {
    text_in_order(turn, segment);
  }
}

// RFC 9293 3.6.1, SHLD-3; tcp_rcv_state_process: new data for a socket that nobody can read any more.
bool Endpoint::refuse_text_after_close(Turn& turn, const Segment& segment) {
  const bool new_text = segment.seq_len() > 0 && (segment.end() - (segment.flags.fin() ? 1U : 0U)).after(tcb_.rcv.nxt);
  if (!new_text) return false;
  const bool refused = segment.len > 0 ? profile_->rst_on_data_after_close : profile_->rst_on_ooo_fin_after_close;
  if (!refused) return false;
  send_rst_for(turn, segment);
  // The application that shut down reading only is told; an orphan has nobody to tell.
  die(turn, Cause::DataAfterClose, SocketError::ConnectionReset);
  return true;
}

void Endpoint::text_in_order(Turn& turn, const Segment& segment) {
  const auto repeated = static_cast<std::uint32_t>(tcb_.rcv.nxt.minus(segment.seq));
  std::uint32_t fresh = segment.len > repeated ? segment.len - repeated : 0;
  bool fin = segment.flags.fin();
  if (fresh > tcb_.rcv.wnd()) {
    fresh = tcb_.rcv.wnd();
    fin = false;  // the cut takes the FIN off
  }
  if (repeated > 0 && profile_->dsack && tcb_.sack) turn.dsack = {segment.seq, tcb_.rcv.nxt};
  const bool filled_gap = in_.has_gap();
  tcb_.rcv.nxt += fresh;
  const ReceiveQueue::Joined joined = in_.join(tcb_.rcv.nxt);
  const std::uint32_t delivered = fresh + static_cast<std::uint32_t>(joined.next.minus(tcb_.rcv.nxt));
  tcb_.rcv.nxt = joined.next;
  fin = fin || joined.fin;
  if (fresh > 0) {
    ack_.text_received(*profile_, turn.now, fresh, segment.flags.psh() || segment.flags.fin(), rtt_.rto(),
                       tcb_.rcv.wnd());
  }
  if (delivered > 0) {
    last_heard_ = turn.now;
    if (!receive_shut_) {
      in_.deliver(delivered);
      notify(turn, Notify::Event::Data, delivered);
    }
  }
  if (filled_gap && !in_.has_gap()) ack_.want_now();  // RFC 5681 4.2
  if (fin) fin_arrives(turn);
}

void Endpoint::text_out_of_order(Turn& turn, const Segment& segment) {
  const SeqNum edge = tcb_.rcv.nxt + tcb_.rcv.wnd();
  if (segment.seq.at_or_after(edge) && segment.len > 0) {
    turn.ack_why = Why::DuplicateAck;
    ack_.want_now();
    return;
  }
  const SeqNum text_end = segment.seq + segment.len;
  const bool cut = text_end.after(edge);
  in_.hold({segment.seq, cut ? edge : text_end}, segment.flags.fin() && !cut);
  turn.ack_why = Why::DuplicateAck;
  ack_.want_now();
}

// Eighth. RCV.NXT stands at the FIN.
void Endpoint::fin_arrives(Turn& turn) {
  tcb_.rcv.nxt += 1;
  if (!tcb_.rcv.right_edge.at_or_after(tcb_.rcv.nxt)) tcb_.rcv.right_edge = tcb_.rcv.nxt;
  fin_received_ = true;
  in_.drop_out_of_order();
  switch (state_) {
    case State::Established:
      enter(turn, Cause::Fin);
      ack_.fin_received();
      notify(turn, Notify::Event::Eof);
      return;
    case State::FinWait1:
      send_ack(turn, Why::Ack);
      enter(turn, Cause::Fin);
      notify(turn, Notify::Event::Eof);
      return;
    case State::FinWait2:
      send_ack(turn, Why::Ack);
      enter_time_wait(turn, Cause::Fin);
      notify(turn, Notify::Event::Eof);
      return;
    case State::Closed:
    case State::Listen:
    case State::SynSent:
    case State::SynReceived:
    case State::CloseWait:
    case State::Closing:
    case State::LastAck:
    case State::TimeWait:
      return;
  }
}

// An ACK that is due goes now, or its timer is set (__tcp_ack_snd_check).
void Endpoint::settle_ack(Turn& turn) {
  if (!ack_.scheduled()) return;
  const auto unacknowledged = static_cast<std::uint32_t>(tcb_.rcv.nxt.minus(tcb_.rcv.acked));
  const AckPolicy::Decision decision = ack_.decide(*profile_, unacknowledged, in_.has_gap(), rtt_.srtt());
  switch (decision.verdict) {
    case AckPolicy::Verdict::Nothing:
      return;
    case AckPolicy::Verdict::Now:
      send_ack(turn, turn.ack_why);
      return;
    case AckPolicy::Verdict::Wait:
      break;
  }
  if (decision.wait == Duration{0}) {
    ack_waits_zero_ = true;
    timers_.set(Timer::DelayedAck, turn.now);
    return;
  }
  const Duration wait = clock_.kernel_wait(decision.wait);
  if (timers_.pending(Timer::DelayedAck)) {
    // tcp_send_delayed_ack: one that is about to go anyway goes now; an older deadline stays.
    if (timers_.deadline(Timer::DelayedAck) <= later(turn.now, decision.wait / 4)) {
      send_ack(turn, turn.ack_why);
      return;
    }
    const Time deadline = clock_.deadline(turn.now, wait, turn.in_timeout);
    timers_.set(Timer::DelayedAck, std::min(deadline, timers_.deadline(Timer::DelayedAck)));
    return;
  }
  ack_waits_zero_ = false;
  arm(turn, Timer::DelayedAck, wait);
}

// RFC 9293 3.10.7.4, first: what is not acceptable is answered (tcp_send_dupack), pure ACKs at a limited rate.
void Endpoint::duplicate_ack(Turn& turn, const Segment& segment) {
  const bool has_text = segment.seq_len() > 0 && !segment.flags.syn();
  if (!has_text && rate_limited(turn.now)) return;
  if (segment.seq_len() > 0 && segment.seq.before(tcb_.rcv.nxt)) {
    ack_.enter_quickack(tcb_.rcv.wnd());
    if (profile_->dsack && tcb_.sack) turn.dsack = {segment.seq, earlier_of(segment.end(), tcb_.rcv.nxt)};
  }
  send_ack(turn, Why::DuplicateAck);
}

void Endpoint::challenge_ack(Turn& turn) {
  if (rate_limited(turn.now)) return;
  send_ack(turn, Why::ChallengeAck);
}

// tcp_oow_rate_limited: at most one answer in dup_ack_rate. Counts the answer if it may go.
bool Endpoint::rate_limited(Time now) {
  if (profile_->dup_ack_rate == Duration{0}) return false;
  if (last_dup_ack_ != kNever && now - last_dup_ack_ < profile_->dup_ack_rate) return true;
  last_dup_ack_ = now;
  return false;
}

}  // namespace finwait
