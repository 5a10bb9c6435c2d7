// What an acceptable ACK does: the send window, the queue, the RTT estimate, and the retransmission timer (tcp_ack,
// RFC 9293 3.10.7.4 fifth, RFC 6298 5.2-5.3). Loss detection follows in endpoint_recovery.cpp.
#include <algorithm>

#include "core/endpoint.hpp"
#include "core/endpoint_ack_news.hpp"

namespace finwait {

void Endpoint::process_ack(Turn& turn, const Segment& segment) {
  AckNews news;
  news.prior_una = tcb_.snd.una;
  const bool window_same = segment.wnd == tcb_.snd.wnd;
  if (segment.ack.at_or_after(tcb_.snd.una)) update_send_window(segment);
  last_heard_ = turn.now;
  probes_ = 0;
  const bool had_in_flight = out_.in_flight() > 0;
  if (had_in_flight) tag_sacked(turn, segment, news);
  if (segment.ack.after(tcb_.snd.una)) {
    news.advanced = true;
    tcb_.snd.una = segment.ack;
    retransmits_ = 0;
    rec_.dup_acks = 0;
  }
  if (!had_in_flight) {
    probe_window_ack(turn);
    return;
  }
  news.duplicate = !news.advanced && segment.ack == tcb_.snd.una && segment.pure_ack() && window_same;
  remove_acked(turn, news);
  take_rtt_sample(turn, segment, news);
  loss_probe_acked(news, segment.ack);
  if (news.advanced) {
    bool any_rtx = false;
    for (std::size_t i = 0; i < out_.in_flight(); ++i) any_rtx = any_rtx || out_.at(i).retransmitted();
    if (!any_rtx) first_rto_rtx_ = kNever;
    if (timers_.pending(Timer::UserTimeout)) {
      timers_.stop(Timer::UserTimeout);
      if (out_.in_flight() > 0) arm(turn, Timer::UserTimeout, user_timeout_);
    }
  }
  const bool reorder_timer_set = recover(turn, news);
  if (news.removed > 0 && !reorder_timer_set && !schedule_loss_probe(turn, true)) rearm_rto(turn);
}

// RFC 9293 3.10.7.4, fifth: the window of the newest segment counts.
void Endpoint::update_send_window(const Segment& segment) {
  SendSequence& snd = tcb_.snd;
  const bool newer = snd.wl1.before(segment.seq) || (snd.wl1 == segment.seq && snd.wl2.at_or_before(segment.ack)) ||
                     segment.ack.after(snd.una);
  if (!newer) return;
  snd.wnd = segment.wnd;
  snd.max_wnd = std::max(snd.max_wnd, segment.wnd);
  snd.wl1 = segment.seq;
  snd.wl2 = segment.ack;
}

void Endpoint::tag_sacked(Turn& turn, const Segment& segment, AckNews& news) {
  for (std::size_t b = 0; b < segment.options.sack_count; ++b) {
    const SeqRange block = segment.options.sack[b];
    if (b == 0 && block.begin.before(segment.ack)) {
      news.dsack = true;  // RFC 2883 4: the first block lies below the cumulative ACK
      continue;
    }
    for (std::size_t i = 0; i < out_.in_flight(); ++i) {
      SendEntry& entry = out_.at(i);
      if (entry.sacked || !block.covers({entry.seq, entry.end()})) continue;
      if (entry.transmissions == 1) news.sacked_sent = std::min(news.sacked_sent, entry.last_sent);
      entry.sacked = true;
      entry.lost = false;
      ++news.newly_sacked;
      rack_advance(turn, entry);
    }
  }
}

void Endpoint::remove_acked(Turn& turn, AckNews& news) {
  while (out_.in_flight() > 0 && out_.head().seq.before(tcb_.snd.una)) {
    SendEntry& entry = out_.head();
    if (entry.end().after(tcb_.snd.una)) {
      out_.trim_front(tcb_.snd.una);
      return;
    }
    ++news.removed;
    if (entry.retransmitted()) {
      news.removed_retransmitted = true;
    } else if (!entry.sacked) {
      news.first_sent = std::min(news.first_sent, entry.first_sent);
    }
    if (!entry.sacked) rack_advance(turn, entry);
    out_.pop_front();
  }
}

// RFC 6298 3 (Karn): no sample from a repeated segment, unless timestamps tell which copy was answered.
void Endpoint::take_rtt_sample(Turn& turn, const Segment& segment, const AckNews& news) {
  const bool handshake = tcb_.snd.una == tcb_.snd.iss + 1 && news.removed == 1 && news.prior_una == tcb_.snd.iss;
  if (handshake && !profile_->rtt_from_handshake) return;
  Duration rtt{-1};
  if (news.removed > 0 && !news.removed_retransmitted && news.first_sent != kNever) {
    rtt = turn.now - news.first_sent;
  } else if (news.sacked_sent != kNever) {
    rtt = turn.now - news.sacked_sent;
  } else if (news.removed > 0 && tcb_.timestamps && segment.options.has_timestamps && segment.options.ts_echo != 0) {
    const std::uint32_t ms = milliseconds(turn.now) - segment.options.ts_echo;
    rtt = std::chrono::milliseconds(std::max(ms, 1U));
  }
  if (rtt >= Duration{0}) {
    rtt_.sample(*profile_, clock_, rtt, tcb_.snd.una, tcb_.snd.nxt);
  } else if (news.advanced) {
    rtt_.forget_backoffs(*profile_);
  }
}

// RFC 5681 3.1, counted in segments.
void Endpoint::grow_cwnd(const AckNews& news) {
  if (rec_.phase != LossRecovery::Phase::Open && rec_.phase != LossRecovery::Phase::Loss) return;
  if (rec_.cwnd < rec_.ssthresh) {
    rec_.cwnd += news.removed;
    return;
  }
  rec_.cwnd_count += news.removed;
  if (rec_.cwnd_count >= rec_.cwnd) {
    rec_.cwnd_count = 0;
    ++rec_.cwnd;
  }
}

// tcp_ack_probe: an answer to a window probe either opens the window or is proof of life.
void Endpoint::probe_window_ack(Turn& turn) {
  if (!out_.has_unsent() || !timers_.pending(Timer::Persist)) return;
  const SeqNum edge = tcb_.snd.una + tcb_.snd.wnd;
  if (out_.first_unsent().end().at_or_before(edge)) {
    persist_backoff_ = 0;
    timers_.stop(Timer::Persist);
  } else {
    arm(turn, Timer::Persist, persist_wait());
  }
}

}  // namespace finwait
