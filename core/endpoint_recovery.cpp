// Loss detection and recovery: duplicate ACKs (RFC 5681 3.2), SACK, RACK and the tail loss probe (RFC 8985), and the
// one retransmission timer that Linux shares between them (tcp_rearm_rto, tcp_schedule_loss_probe).
#include <algorithm>

#include "core/endpoint.hpp"
#include "core/endpoint_ack_news.hpp"

namespace finwait {

using Phase = LossRecovery::Phase;

namespace {

constexpr std::uint32_t kDupThresh = 3;                                 // RFC 5681 3.2
constexpr Duration kReorderTimerMargin = std::chrono::milliseconds(2);  // TCP_TIMEOUT_MIN_US

// RFC 8985 6.2: was (sent, end) sent after (other_sent, other_end)?
bool sent_after(Time sent, SeqNum end, Time other_sent, SeqNum other_end) {
  return sent > other_sent || (sent == other_sent && end.after(other_end));
}

}  // namespace

std::uint32_t Endpoint::in_flight() const {
  std::uint32_t n = 0;
  for (std::size_t i = 0; i < out_.in_flight(); ++i) {
    const SendEntry& entry = out_.at(i);
    if (!entry.sacked && !entry.lost) ++n;
  }
  return n;
}

// After an ACK with segments in flight (tcp_fastretrans_alert). True if the reordering timer was set: then it, and
// not the retransmission timer, is the next to fire.
bool Endpoint::recover(Turn& turn, const AckNews& news) {
  if (rec_.phase != Phase::Open && tcb_.snd.una.at_or_after(rec_.high_seq) && rec_.phase != Phase::Disorder) {
    rec_.phase = Phase::Open;
    rec_.dup_acks = 0;
  }
  bool any_sacked = false;
  for (std::size_t i = 0; i < out_.in_flight(); ++i) any_sacked = any_sacked || out_.at(i).sacked;
  if (rec_.phase == Phase::Disorder && !any_sacked && news.advanced) rec_.phase = Phase::Open;
  if (rec_.phase == Phase::Open && any_sacked) rec_.phase = Phase::Disorder;
  Duration wait{0};
  bool lost = false;
  if (tcb_.sack && profile_->rack) {
    lost = rack_detect(turn, wait);
  } else if (out_.in_flight() > 0) {
    if (news.duplicate || (news.newly_sacked > 0 && !news.advanced)) ++rec_.dup_acks;
    const bool partial = rec_.phase == Phase::Recovery && news.advanced;  // RFC 6582 3.2
    if ((rec_.dup_acks == kDupThresh && rec_.phase != Phase::Recovery && rec_.phase != Phase::Loss) || partial) {
      SendEntry& head = out_.head();
      lost = !head.sacked;
      head.lost = lost;
    }
  }
  if (lost && rec_.phase != Phase::Recovery && rec_.phase != Phase::Loss) enter_recovery();
  // Before what it lets out (tcp_cong_control, then tcp_xmit_recovery). The SYN does not count.
  if (news.advanced && news.prior_una != tcb_.snd.iss) grow_cwnd(news);
  const bool any_in_recovery = rec_.phase == Phase::Recovery || rec_.phase == Phase::Loss;
  if (any_in_recovery) retransmit_lost(turn, rec_.phase == Phase::Loss ? Why::Rto : Why::Fast, lost);
  if (wait > Duration{0}) {
    stop_retransmission_timers();
    arm(turn, Timer::Reorder, std::min(clock_.round_up(wait + kReorderTimerMargin), rtt_.rto()));
    return true;
  }
  return false;
}

// tcp_process_tlp_ack: what ends the episode of a tail loss probe.
void Endpoint::loss_probe_acked(const AckNews& news, SeqNum ack) {
  if (!rec_.tlp_outstanding || ack.before(rec_.tlp_end)) return;
  const bool new_data_probe = !rec_.tlp_was_retransmission;
  const bool plain_duplicate = !news.advanced && news.newly_sacked == 0;
  if (new_data_probe || news.dsack || ack.after(rec_.tlp_end) || plain_duplicate) {
    rec_.tlp_outstanding = false;
  }
}

// RFC 8985 6.2, steps 1 and 2 (tcp_rack_advance).
void Endpoint::rack_advance(Turn& turn, const SendEntry& entry) {
  const Duration rtt = turn.now - entry.last_sent;
  // Probably the answer to an earlier copy. RFC 8985 says "less than"; on a path of constant delay a kernel's later
  // samples always are, because the handshake's contains the setting up of the socket: see notes/rack-min-rtt.md.
  if (entry.retransmitted() && rtt <= rtt_.min_rtt()) return;
  rec_.rack_rtt = rtt;
  if (!rec_.rack_valid || sent_after(entry.last_sent, entry.end(), rec_.rack_sent, rec_.rack_end)) {
    rec_.rack_valid = true;
    rec_.rack_sent = entry.last_sent;
    rec_.rack_end = entry.end();
  }
}

// RFC 8985 6.2, step 5 (tcp_rack_detect_loss): marks what is lost; `wait` is how long until more may be.
bool Endpoint::rack_detect(Turn& turn, Duration& wait) {
  if (!rec_.rack_valid) return false;
  std::uint32_t sacked = 0;
  for (std::size_t i = 0; i < out_.in_flight(); ++i) sacked += out_.at(i).sacked ? 1U : 0U;
  const bool eager = rec_.phase == Phase::Recovery || rec_.phase == Phase::Loss || sacked >= kDupThresh;
  const Duration window = eager ? Duration{0} : std::min(rtt_.min_rtt() / 4, rtt_.srtt());
  bool any = false;
  for (std::size_t i = 0; i < out_.in_flight(); ++i) {
    SendEntry& entry = out_.at(i);
    if (entry.sacked || entry.lost) continue;
    if (!sent_after(rec_.rack_sent, rec_.rack_end, entry.last_sent, entry.end())) continue;
    const Duration remaining = rec_.rack_rtt + window - (turn.now - entry.last_sent);
    if (remaining <= Duration{0}) {
      entry.lost = true;
      entry.rtx_in_flight = false;
      any = true;
    } else {
      wait = std::max(wait, remaining);
    }
  }
  return any;
}

// RFC 5681 3.2, RFC 6582.
void Endpoint::enter_recovery() {
  rec_.phase = Phase::Recovery;
  rec_.high_seq = tcb_.snd.nxt;
  rec_.ssthresh = std::max(rec_.cwnd / 2, 2U);
  rec_.cwnd = rec_.ssthresh;
  rec_.tlp_outstanding = false;  // tcp_init_cwnd_reduction
}

// A timeout: everything in flight and not SACKed is deemed lost, cwnd is one segment (RFC 5681 3.1, tcp_enter_loss).
void Endpoint::enter_loss() {
  if (rec_.phase != Phase::Loss) rec_.ssthresh = std::max(rec_.cwnd / 2, 2U);
  rec_.phase = Phase::Loss;
  rec_.high_seq = tcb_.snd.nxt;
  rec_.cwnd = 1;
  rec_.cwnd_count = 0;
  rec_.dup_acks = 0;
  rec_.tlp_outstanding = false;  // the episode is over, or the next one would get no probe
  for (std::size_t i = 0; i < out_.in_flight(); ++i) {
    SendEntry& entry = out_.at(i);
    if (entry.sacked) continue;
    entry.lost = true;
    entry.rtx_in_flight = false;
  }
}

// As far as cwnd allows; a loss just detected is repaired whatever cwnd says (RFC 5681 3.2 step 3).
void Endpoint::retransmit_lost(Turn& turn, Why why, bool at_least_one) {
  for (std::size_t i = 0; i < out_.in_flight(); ++i) {
    if (!out_.at(i).lost) continue;
    if (!at_least_one && in_flight() >= rec_.cwnd) return;
    retransmit(turn, i, why);
    at_least_one = false;
  }
}

// tcp_schedule_loss_probe: the probe takes the place of the retransmission timer. `advancing`: SND.UNA just moved, so
// the retransmission timer would start afresh.
bool Endpoint::schedule_loss_probe(Turn& turn, bool advancing) {
  if (!profile_->tlp || !tcb_.sack || out_.in_flight() == 0 || rec_.phase != Phase::Open) return false;
  if (!profile_->tlp_on_fin && out_.last_sent().len == 0) return false;
  Duration timeout = profile_->rto_initial;
  if (rtt_.has_sample()) {
    const bool single = out_.in_flight() == 1;
    const Duration extra =
        single ? (profile_->tlp_extra_single == kForever ? profile_->rto_min : profile_->tlp_extra_single)
               : profile_->tlp_extra_several;
    timeout = rtt_.twice_srtt() + extra;
  }
  const Duration rto_left = advancing ? rtt_.rto() : out_.head().last_sent + rtt_.rto() - turn.now;
  if (rto_left > Duration{0}) timeout = std::min(timeout, rto_left);
  stop_retransmission_timers();
  arm(turn, Timer::LossProbe, timeout);
  return true;
}

// tcp_rearm_rto; RFC 6298 5.1-5.3. Where a probe stood in for the timer, the time already waited counts.
void Endpoint::rearm_rto(Turn& turn) {
  const bool stood_in = timers_.pending(Timer::LossProbe) || timers_.pending(Timer::Reorder);
  stop_retransmission_timers();
  if (out_.in_flight() == 0) return;
  Duration rto = rtt_.rto();
  if (stood_in) rto = std::max<Duration>(out_.head().last_sent + rto - turn.now, std::chrono::microseconds(1));
  arm(turn, Timer::Retransmission, rto);
}

void Endpoint::stop_retransmission_timers() {
  timers_.stop(Timer::Retransmission);
  timers_.stop(Timer::LossProbe);
  timers_.stop(Timer::Reorder);
}

}  // namespace finwait
