// The three-way handshake: LISTEN, SYN-SENT, SYN-RECEIVED (RFC 9293 3.10.7.2, 3.10.7.3). It is here so that the
// close begins with a round-trip time that was measured.
#include <algorithm>

#include "core/endpoint.hpp"
#include "core/window_scale.hpp"

namespace finwait {

namespace {
constexpr std::uint32_t kTimestampOption = 12;  // octets that the option takes from each segment's payload
}

// The peer's SYN: initial sequence number, window and options.
void Endpoint::take_syn(const Segment& segment) {
  tcb_.rcv.irs = segment.seq;
  tcb_.rcv.nxt = segment.seq + 1;
  tcb_.rcv.acked = tcb_.rcv.nxt;
  tcb_.scaling = profile_->window_scaling && segment.options.window_scale >= 0;
  tcb_.rcv.shift = tcb_.scaling ? window_shift(tcb_.rcv.buffer) : 0;
  tcb_.rcv.right_edge = tcb_.rcv.nxt + representable_window(tcb_.rcv.buffer, tcb_.rcv.shift);
  tcb_.timestamps = profile_->timestamps && segment.options.has_timestamps;
  tcb_.ts_recent = segment.options.ts_value;
  tcb_.sack = profile_->sack && segment.options.sack_permitted;
  tcb_.mss = segment.options.mss != 0 ? std::min<std::uint32_t>(segment.options.mss, profile_->mss) : 536;
  if (tcb_.timestamps) tcb_.mss -= kTimestampOption;
  tcb_.snd.wnd = segment.wnd;
  tcb_.snd.max_wnd = std::max(tcb_.snd.max_wnd, segment.wnd);
  tcb_.snd.wl1 = segment.seq;
  tcb_.snd.wl2 = segment.ack;
}

void Endpoint::listen_arrives(Turn& turn, const Segment& segment) {
  if (segment.flags.rst()) return;
  if (segment.flags.ack()) {
    send_rst_for(turn, segment);
    return;
  }
  if (!segment.flags.syn()) return;
  take_syn(segment);
  tcb_.snd.queued = out_.append_syn(tcb_.snd.iss);
  enter(turn, Cause::Syn);
  send_first_unsent(turn, Why::New);
  rearm_rto(turn);
}

void Endpoint::syn_sent_arrives(Turn& turn, const Segment& segment) {
  const bool ack_ok = segment.flags.ack() && segment.ack.after(tcb_.snd.iss) && segment.ack.at_or_before(tcb_.snd.nxt);
  if (segment.flags.ack() && !ack_ok) {
    if (!segment.flags.rst()) send_rst_for(turn, segment);
    return;
  }
  if (segment.flags.rst()) {
    if (ack_ok) die(turn, Cause::Refused, SocketError::ConnectionRefused);
    return;
  }
  if (!segment.flags.syn()) return;
  take_syn(segment);
  if (!ack_ok) {
    // Simultaneous open: the SYN goes out again, now with the ACK.
    enter(turn, Cause::Syn);
    retransmit(turn, 0, Why::New);
    return;
  }
  process_ack(turn, segment);
  enter(turn, Cause::SynAck);
  send_ack(turn, Why::Ack);
  established(turn);
}

bool Endpoint::ack_in_syn_received(Turn& turn, const Segment& segment) {
  if (!segment.ack.after(tcb_.snd.una) || segment.ack.after(tcb_.snd.nxt)) {
    send_rst_for(turn, segment);
    return false;
  }
  process_ack(turn, segment);
  enter(turn, Cause::AckOfSyn);
  established(turn);
  return true;
}

void Endpoint::established(Turn& turn) {
  last_heard_ = turn.now;
  held_ = true;
  if (syn_timeouts_ > 0) rtt_.fall_back(*profile_);
  retransmits_ = 0;
  first_rto_rtx_ = kNever;
  if (keepalive_) arm(turn, Timer::Keepalive, keepalive_idle_);
  notify(turn, Notify::Event::Connected);
  if (close_pending_) close_send_side(turn);
  send_pending(turn);
}

}  // namespace finwait
