#include "core/ack_policy.hpp"

#include <algorithm>

namespace finwait {

namespace {

using std::chrono::milliseconds;
constexpr Duration kAtoMin = milliseconds(40);  // TCP_ATO_MIN
constexpr std::uint32_t kMaxQuickAcks = 16;     // TCP_MAX_QUICKACKS

}  // namespace

void AckPolicy::reset() { *this = AckPolicy{}; }

void AckPolicy::add_quick(std::uint32_t window) {
  const std::uint32_t quick = std::max(window / (2 * rcv_mss_), 2U);
  quick_ = std::max(quick_, std::min(quick, kMaxQuickAcks));
}

void AckPolicy::text_received(const StackProfile& profile, Time now, std::uint32_t len, bool push, Duration rto,
                              std::uint32_t window) {
  scheduled_ = true;
  any_text_ = true;
  // tcp_measure_rcv_mss: a full segment teaches the size; a small one with PSH ends a burst.
  if (len >= rcv_mss_) {
    rcv_mss_ = std::min(len, profile.mss);
  } else if (push) {
    pushed_twice_ = pushed_;
    pushed_ = true;
  }
  if (profile.delayed_ack != DelayedAckKind::LinuxAdaptive) return;
  if (ato_ == Duration{0}) {
    add_quick(window);
    ato_ = kAtoMin;
  } else {
    const Duration gap = now - last_text_;
    if (gap <= kAtoMin / 2) {
      ato_ = ato_ / 2 + kAtoMin / 2;
    } else if (gap < ato_) {
      ato_ = std::min(ato_ / 2 + gap, rto);
    } else if (gap > rto) {
      add_quick(window);
    }
  }
  last_text_ = now;
}

void AckPolicy::fin_received() {
  scheduled_ = true;
  fin_ = true;
  pingpong_ = true;  // inet_csk_enter_pingpong_mode in tcp_fin
}

void AckPolicy::enter_quickack(std::uint32_t window) {
  add_quick(window);
  pingpong_ = false;
  ato_ = kAtoMin;
}

void AckPolicy::text_sent(Time now) {
  // tcp_event_data_sent: a reply within the delayed-ACK time means the exchange goes back and forth.
  if (last_text_ != kNever && now - last_text_ < ato_) pingpong_ = true;
}

void AckPolicy::ack_sent() {
  if (quick_ > 0) {
    const std::uint32_t used = scheduled_ ? 1 : 0;
    if (used >= quick_) {
      quick_ = 0;
      ato_ = kAtoMin;
    } else {
      quick_ -= used;
    }
  }
  scheduled_ = false;
  now_ = false;
  fin_ = false;
  pushed_ = false;
  pushed_twice_ = false;
}

AckPolicy::Decision AckPolicy::decide(const StackProfile& profile, std::uint32_t unacknowledged, bool gap,
                                      Duration srtt) const {
  if (!scheduled_) return {};
  if (now_ || gap) return {Verdict::Now, {}};
  if (fin_ && profile.fin_ack_merge == FinAckMerge::Never) return {Verdict::Now, {}};
  if (profile.delayed_ack == DelayedAckKind::LinuxAdaptive) {
    // The FIN counts: a full segment that carries one is acknowledged at once (__tcp_ack_snd_check).
    if (unacknowledged > rcv_mss_ || (quick_ > 0 && !pingpong_)) return {Verdict::Now, {}};
    return {Verdict::Wait, linux_wait(profile, srtt)};
  }
  if (fin_) return {Verdict::Wait, any_text_ ? profile.fin_ack_delay : profile.fin_ack_delay_no_data};
  // RFC 9293 MUST-58: an ACK for at least every second full-sized segment.
  if (profile.data_delack == Duration{0} || unacknowledged >= 2 * rcv_mss_) return {Verdict::Now, {}};
  return {Verdict::Wait, profile.data_delack};
}

Duration AckPolicy::linux_wait(const StackProfile& profile, Duration srtt) const {
  if (ato_ == Duration{0}) return profile.fin_ack_delay_no_data;
  Duration wait = ato_;
  if (wait > profile.data_delack) {
    Duration most = pingpong_ || pushed_ ? profile.data_delack_max : Duration(milliseconds(500));
    if (srtt > Duration{0}) most = std::min(most, std::max(srtt, profile.data_delack));
    wait = std::min(wait, most);
  }
  return std::min(wait, profile.data_delack_max);
}

void AckPolicy::wait_over(Duration rto) {
  if (!pingpong_) {
    ato_ = std::min(ato_ * 2, rto);
  } else {
    pingpong_ = false;
    ato_ = kAtoMin;
  }
}

bool AckPolicy::read_wants_ack(const StackProfile& profile, std::uint32_t unacknowledged, bool buffer_empty) const {
  if (!scheduled_ || profile.delayed_ack != DelayedAckKind::LinuxAdaptive) return false;
  return unacknowledged > rcv_mss_ || (buffer_empty && (pushed_twice_ || (pushed_ && !pingpong_)));
}

}  // namespace finwait
