// Sending: what goes out, when the windows allow it, and how each segment is made (tcp_write_xmit).
#include <algorithm>

#include "core/endpoint.hpp"
#include "core/window_scale.hpp"
#include "core/wire.hpp"

namespace finwait {

namespace {

// SACK blocks for which there is room: in the header beside the timestamps, and in a datagram that is nearly full.
std::size_t sack_room(const Segment& segment) {
  const std::uint32_t in_datagram = (kLongestDatagram - wire_size(segment)) / 4;
  return std::min<std::size_t>(segment.options.has_timestamps ? 3 : 4, in_datagram < 3 ? 0 : (in_datagram - 1) / 2);
}

}  // namespace

// RFC 7323's timestamp clock: milliseconds, from an arbitrary start that is not 0, since an echo of 0 means none.
std::uint32_t Endpoint::milliseconds(Time now) const {
  return static_cast<std::uint32_t>(nanoseconds(now) / 1'000'000 + 1'000'000);
}

Segment Endpoint::make_segment(Time now, SeqNum seq, std::uint8_t flags, std::uint32_t len) const {
  Segment segment;
  segment.seq = seq;
  segment.len = len;
  segment.flags.bits = flags;
  if (segment.flags.ack()) segment.ack = tcb_.rcv.nxt;
  const bool syn = segment.flags.syn();
  if (syn) {
    segment.options.mss = static_cast<std::uint16_t>(profile_->mss);
    // A SYN,ACK offers only what the SYN offered (RFC 2018 2, RFC 7323 2.2 and 3.2).
    const bool answering = segment.flags.ack();
    segment.options.sack_permitted = answering ? tcb_.sack : profile_->sack;
    segment.options.has_timestamps = answering ? tcb_.timestamps : profile_->timestamps;
    const bool scaling = answering ? tcb_.scaling : profile_->window_scaling;
    if (scaling) segment.options.window_scale = static_cast<std::int8_t>(window_shift(tcb_.rcv.buffer));
  } else {
    segment.options.has_timestamps = tcb_.timestamps && !segment.flags.rst();
  }
  if (segment.options.has_timestamps) {
    segment.options.ts_value = milliseconds(now);
    segment.options.ts_echo = segment.flags.ack() ? tcb_.ts_recent : 0;
  }
  return segment;
}

// The right edge never moves left, and moves right only by a worthwhile step (RFC 9293 3.8.6.2.2). What the shift cuts
// off is rounded up, which never takes back what was offered (tcp_select_window).
void Endpoint::advertise_window(Segment& segment) {
  ReceiveSequence& rcv = tcb_.rcv;
  if (!segment.flags.ack()) {
    segment.wnd = representable_window(rcv.buffer, 0);  // the SYN: the peer's sequence numbers are not known yet
    return;
  }
  const std::uint32_t unread = rcv.buffer > in_.readable() ? rcv.buffer - in_.readable() : 0;
  const std::uint32_t free = representable_window(unread, rcv.shift);
  const std::uint32_t step = std::max(std::min(tcb_.mss, rcv.buffer / 2), 1U);
  if (free >= rcv.wnd() + step) rcv.right_edge = rcv.nxt + free;
  if (segment.flags.syn()) {
    segment.wnd = representable_window(rcv.wnd(), 0);  // never scaled (RFC 7323 2.2)
    return;
  }
  rcv.right_edge = rcv.nxt + rounded_up_window(rcv.wnd(), rcv.shift);
  segment.wnd = rcv.wnd();
}

void Endpoint::emit(Turn& turn, Segment& segment, Why why, std::uint16_t copy) {
  advertise_window(segment);
  if (segment.flags.ack() && !segment.flags.rst()) {
    const std::size_t most = sack_room(segment);
    if (tcb_.sack && !segment.flags.syn() && most > 0) {
      std::size_t n = 0;
      if (!turn.dsack.empty()) segment.options.sack[n++] = turn.dsack;
      segment.options.sack_count = static_cast<std::uint8_t>(in_.sack_blocks(segment.options.sack, n, most));
      turn.dsack = {};
    }
    // Every segment with the ACK bit acknowledges all that has come (tcp_event_ack_sent).
    ack_.ack_sent();
    ack_waits_zero_ = false;
    timers_.stop(Timer::DelayedAck);
    tcb_.rcv.acked = tcb_.rcv.nxt;
  }
  turn.out.emplace_back(Send{segment, why, copy});
}

// The size in which data is cut: at most half the largest window the peer has offered, so that a small window never
// leaves a segment waiting that would be worth sending (RFC 9293 3.8.6.2.1, tcp_bound_to_half_wnd).
std::uint32_t Endpoint::send_mss() const {
  constexpr std::uint32_t kDefaultMss = 536;
  const std::uint32_t wnd = tcb_.snd.max_wnd;
  if (wnd == 0) return tcb_.mss;
  return std::min(tcb_.mss, std::max(wnd > kDefaultMss ? wnd / 2 : wnd, 1U));
}

// May the first unsent entry go now? cwnd, the peer's window, and Nagle with Minshall's change.
bool Endpoint::may_send(const SendEntry& entry) const {
  if (in_flight() >= rec_.cwnd) return false;
  if (entry.end().after(tcb_.snd.una + tcb_.snd.wnd)) return false;
  if (entry.fin || entry.len >= send_mss()) return true;
  const bool held_back = !entry.psh && out_.in_flight() + 1 == out_.size();  // MSG_MORE: it may still grow
  const bool nagle = out_.in_flight() > 0 && tcb_.snd.small_end.after(tcb_.snd.una);
  return !held_back && !nagle;
}

void Endpoint::send_pending(Turn& turn) {
  const bool idle = out_.in_flight() == 0;
  const bool probe_pending = timers_.pending(Timer::LossProbe);
  bool sent = false;
  while (out_.has_unsent() && may_send(out_.first_unsent())) {
    send_first_unsent(turn, Why::New);
    sent = true;
  }
  if (sent) {
    timers_.stop(Timer::Persist);
    if (idle || probe_pending) rearm_rto(turn);
    schedule_loss_probe(turn, false);
    const bool own_timer = profile_->giveup_mode != GiveUp::SinceFirstRetransmissionModel;
    if (own_timer && user_timeout_ != kForever && !timers_.pending(Timer::UserTimeout)) {
      arm(turn, Timer::UserTimeout, user_timeout_);
    }
    return;
  }
  const bool shut_by_window =
      out_.has_unsent() && out_.in_flight() == 0 && out_.first_unsent().end().after(tcb_.snd.una + tcb_.snd.wnd);
  if (shut_by_window && !timers_.pending(Timer::Persist) && synchronized(state_)) {
    persist_backoff_ = 0;
    arm(turn, Timer::Persist, persist_wait());
  }
}

void Endpoint::send_first_unsent(Turn& turn, Why why) {
  const SendEntry& entry = out_.mark_sent(turn.now);
  tcb_.snd.nxt = later_of(tcb_.snd.nxt, entry.end());
  if (entry.len > 0) {
    ack_.text_sent(turn.now);
    if (entry.len < send_mss()) tcb_.snd.small_end = entry.end();
  }
  transmit(turn, entry, why);
}

void Endpoint::transmit(Turn& turn, const SendEntry& entry, Why why) {
  std::uint8_t flags = 0;
  if (entry.syn) flags |= Flags::kSyn;
  if (entry.fin) flags |= Flags::kFin;
  if (entry.psh && entry.len > 0) flags |= Flags::kPsh;
  if (state_ != State::SynSent) flags |= Flags::kAck;
  Segment segment = make_segment(turn.now, entry.seq, flags, entry.len);
  emit(turn, segment, why, entry.transmissions);
}

void Endpoint::retransmit(Turn& turn, std::size_t i, Why why) {
  const bool collapses = profile_->retransmission_collapse && (why == Why::Rto || why == Why::Fast);
  if (collapses && out_.at(i).len < tcb_.mss) out_.collapse_into(i, tcb_.mss);
  SendEntry& entry = out_.at(i);
  if (entry.transmissions < UINT16_MAX) ++entry.transmissions;
  entry.last_sent = turn.now;
  entry.lost = false;
  entry.rtx_in_flight = true;
  transmit(turn, entry, why);
}

void Endpoint::send_ack(Turn& turn, Why why) {
  Segment segment = make_segment(turn.now, tcb_.snd.nxt, Flags::kAck, 0);
  emit(turn, segment, why, 1);
}

// tcp_send_active_reset: <SEQ=SND.NXT><ACK=RCV.NXT><CTL=RST,ACK>.
void Endpoint::send_rst(Turn& turn) {
  Segment segment = make_segment(turn.now, tcb_.snd.nxt, Flags::kRst | Flags::kAck, 0);
  segment.wnd = 0;
  turn.out.emplace_back(Send{segment, Why::Reset, 1});
}

// RFC 9293 3.10.7.1: the RST that answers a segment for which there is no connection.
void Endpoint::send_rst_for(Turn& turn, const Segment& segment) {
  Segment rst;
  if (segment.flags.ack()) {
    rst.seq = segment.ack;
    rst.flags.bits = Flags::kRst;
  } else {
    rst.ack = segment.end();
    rst.flags.bits = Flags::kRst | Flags::kAck;
  }
  turn.out.emplace_back(Send{rst, Why::Reset, 1});
}

}  // namespace finwait
