// SEGMENT ARRIVES: CLOSED, and the steps that all synchronized states share (RFC 9293 3.10.7.1 and 3.10.7.4), one
// function a step, in the RFC's order.
#include "core/endpoint.hpp"

namespace finwait {

void Endpoint::segment_arrives(Time now, const Segment& segment, Actions& out) {
  Turn turn{now, out};
  switch (state_) {
    case State::Closed:
      reply_to_closed(turn, segment);
      return;
    case State::Listen:
      listen_arrives(turn, segment);
      return;
    case State::SynSent:
      syn_sent_arrives(turn, segment);
      return;
    case State::TimeWait:
      time_wait_arrives(turn, segment);
      return;
    case State::FinWait2:
      if (reduced_) {
        reduced_fin_wait_2_arrives(turn, segment);
      } else {
        synchronized_arrives(turn, segment);
      }
      return;
    case State::SynReceived:
    case State::Established:
    case State::FinWait1:
    case State::CloseWait:
    case State::Closing:
    case State::LastAck:
      synchronized_arrives(turn, segment);
      return;
  }
}

// RFC 9293 3.10.7.1
void Endpoint::reply_to_closed(Turn& turn, const Segment& segment) {
  if (!segment.flags.rst()) send_rst_for(turn, segment);
}

void Endpoint::synchronized_arrives(Turn& turn, const Segment& segment) {
  if (!timestamp_acceptable(turn, segment)) return;
  // The SYN,ACK of a simultaneous open (RFC 9293 3.5, Figure 7; tcp_validate_incoming): its SYN is known already.
  const bool crossed_syn_ack = state_ == State::SynReceived && segment.flags.syn() && segment.flags.ack() &&
                               !segment.flags.rst() && segment.end() == tcb_.rcv.nxt && segment.ack == tcb_.snd.nxt;
  if (crossed_syn_ack) {
    ack_in_syn_received(turn, segment);
    return;
  }
  if (!sequence_acceptable(turn, segment)) return;  // first
  if (segment.flags.rst()) {                        // second
    rst_arrives(turn, segment);
    return;
  }
  if (segment.flags.syn()) {  // fourth; RFC 5961 4.2 except for a passive open's SYN-RECEIVED
    if (state_ == State::SynReceived && passive_ && !segment.flags.ack()) {
      enter(turn, Cause::ReturnToListen);
      timers_.stop_all();
      out_.clear();
      return;
    }
    challenge_ack(turn);
    return;
  }
  if (!segment.flags.ack() || !ack_acceptable(turn, segment)) return;  // fifth
  if (segment.options.has_timestamps && segment.seq.at_or_before(tcb_.rcv.acked)) {
    tcb_.ts_recent = segment.options.ts_value;  // RFC 7323 4.3, tcp_replace_ts_recent
  }
  if (!ack_by_state(turn, segment)) return;
  text_arrives(turn, segment);  // seventh and eighth
  if (state_ == State::Closed || state_ == State::TimeWait || reduced_) return;
  send_pending(turn);
  settle_ack(turn);
}

// PAWS, RFC 7323 5.3. A RST is let through (tcp_validate_incoming).
bool Endpoint::timestamp_acceptable(Turn& turn, const Segment& segment) {
  if (!tcb_.timestamps || !segment.options.has_timestamps || segment.flags.rst()) return true;
  if (SeqNum(segment.options.ts_value).at_or_after(SeqNum(tcb_.ts_recent))) return true;
  // A pure ACK overtaken on its way is no reason for an answer (tcp_disordered_ack).
  const bool disordered = segment.pure_ack() && segment.seq == tcb_.rcv.nxt && segment.ack == tcb_.snd.una;
  if (disordered) return true;
  duplicate_ack(turn, segment);
  return false;
}

// First, RFC 9293 3.10.7.4. A stack that processes the ACK of a repeated FIN lets through what ends no earlier than
// the last acknowledgment it sent (tcp_sequence's rcv_wup); read literally the RFC acknowledges and drops it. A
// repeated SYN ends there too, but it must not undo SYN-RECEIVED: only its SYN,ACK was lost (tcp_check_req).
bool Endpoint::sequence_acceptable(Turn& turn, const Segment& segment) {
  const std::uint32_t len = segment.seq_len();
  const std::uint32_t wnd = tcb_.rcv.wnd();
  const SeqNum nxt = tcb_.rcv.nxt;
  bool acceptable = false;
  if (profile_->process_ack_of_dup_fin && state_ != State::SynReceived) {
    acceptable = segment.end().at_or_after(tcb_.rcv.acked) && segment.seq.at_or_before(nxt + wnd);
  } else {
    const SeqRange window{nxt, nxt + wnd};
    const bool begins_inside = wnd == 0 ? segment.seq == nxt : window.contains(segment.seq);
    acceptable = len == 0 ? begins_inside : wnd > 0 && (begins_inside || window.contains(segment.end() - 1));
    // With RCV.WND 0 a valid ACK or RST of a segment that begins at RCV.NXT still counts.
    if (len > 0 && wnd == 0 && segment.seq == nxt) acceptable = true;
  }
  if (acceptable) return true;
  if (segment.flags.rst()) {
    if (profile_->rst_accept_rcvnxt_minus1 && segment.seq == nxt - 1 && fin_received_) rst_arrives(turn, segment);
    return false;
  }
  if (segment.flags.syn()) {
    challenge_ack(turn);
  } else {
    duplicate_ack(turn, segment);
  }
  return false;
}

// Second, RFC 9293 3.10.7.4 with RFC 5961 3.2: only the exact number resets.
void Endpoint::rst_arrives(Turn& turn, const Segment& segment) {
  const bool exact = segment.seq == tcb_.rcv.nxt ||
                     (profile_->rst_accept_rcvnxt_minus1 && fin_received_ && segment.seq == tcb_.rcv.nxt - 1);
  if (!exact && profile_->rst_challenge) {
    challenge_ack(turn);
    return;
  }
  reset_by_peer(turn);
}

void Endpoint::reset_by_peer(Turn& turn) {
  switch (state_) {
    case State::SynReceived:
      if (passive_) {
        enter(turn, Cause::ReturnToListen);
        timers_.stop_all();
        out_.clear();
      } else {
        die(turn, Cause::Refused, SocketError::ConnectionRefused);
      }
      return;
    case State::CloseWait:
      die(turn, Cause::Rst,
          profile_->rst_error == RstError::Linux ? SocketError::BrokenPipe : SocketError::ConnectionReset);
      return;
    case State::Established:
    case State::FinWait1:
    case State::FinWait2:
      die(turn, Cause::Rst, SocketError::ConnectionReset);
      return;
    case State::Closing:
    case State::LastAck:
      die(turn, Cause::Rst, profile_->rst_error == RstError::Linux ? SocketError::ConnectionReset : SocketError::None);
      return;
    case State::TimeWait:
      enter(turn, Cause::Rst);
      return;
    case State::Closed:
    case State::Listen:
    case State::SynSent:
      return;
  }
}

// Fifth, the test of RFC 5961 5.2.
bool Endpoint::ack_acceptable(Turn& turn, const Segment& segment) {
  if (state_ == State::SynReceived) return ack_in_syn_received(turn, segment);
  if (segment.ack.after(tcb_.snd.nxt)) {
    // tcp_rcv_established drops this without a word; every other state, and RFC 9293, answers.
    if (state_ != State::Established || profile_->challenge_ack_in_established) challenge_ack(turn);
    return false;
  }
  if (segment.ack.before(tcb_.snd.una - tcb_.snd.max_wnd)) {
    challenge_ack(turn);
    return false;
  }
  return true;
}

// Fifth, by state. False ends the processing of the segment.
bool Endpoint::ack_by_state(Turn& turn, const Segment& segment) {
  process_ack(turn, segment);
  switch (state_) {
    case State::FinWait1:
      if (!our_fin_acked()) return true;
      enter(turn, Cause::AckOfFin);
      notify(turn, Notify::Event::FinAcked);
      return entered_fin_wait_2(turn, segment);
    case State::Closing:
      if (!our_fin_acked()) return true;  // text is ignored from here on, but our own may still have to go
      enter_time_wait(turn, Cause::AckOfFin);
      // Linux consumes the segment; BSD goes on and acknowledges the FIN copy that carried the ACK.
      if (!profile_->dup_fin_consumed_silently && segment.flags.fin() && state_ == State::TimeWait) {
        send_ack(turn, Why::DuplicateAck);
      }
      notify(turn, Notify::Event::FinAcked);
      return false;
    case State::LastAck:
      if (!our_fin_acked()) return true;
      enter(turn, Cause::AckOfFin);
      notify(turn, Notify::Event::FinAcked);
      return false;
    case State::Established:
    case State::FinWait2:
    case State::CloseWait:
      return true;
    case State::Closed:
    case State::Listen:
    case State::SynSent:
    case State::SynReceived:
    case State::TimeWait:
      return false;
  }
  return false;
}

// tcp_rcv_state_process, TCP_FIN_WAIT1: what follows at once when our FIN is acknowledged.
bool Endpoint::entered_fin_wait_2(Turn& turn, const Segment& segment) {
  if (orphan_ && linger2_ && *linger2_ < Duration{0}) {
    send_rst_for(turn, segment);
    enter(turn, Cause::Linger2);
    return false;
  }
  if (orphan_ && refuse_text_after_close(turn, segment)) return false;
  start_fin_wait_2(turn, segment.flags.fin());
  return !reduced_ && state_ == State::FinWait2;
}

}  // namespace finwait
