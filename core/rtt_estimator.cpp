#include "core/rtt_estimator.hpp"

#include <algorithm>

namespace finwait {

void RttEstimator::reset(const StackProfile& profile) {
  *this = RttEstimator{};
  rto_ = profile.rto_initial;
  unsampled_base_ = profile.rto_initial;
}

void RttEstimator::sample(const StackProfile& profile, const KernelClock& clock, Duration rtt, SeqNum una, SeqNum nxt) {
  const std::int64_t m = std::max<std::int64_t>(rtt.count(), 1000);  // the kernel's unit is a microsecond
  min_rtt_ = std::min(min_rtt_, Duration(m));
  switch (profile.rtt_estimator) {
    case RttEstimatorKind::Rfc6298:
      sample_rfc6298(m);
      break;
    case RttEstimatorKind::LinuxMdevWindow:
      sample_linux(m, profile.rto_min.count(), una, nxt);
      break;
  }
  backoffs_ = 0;
  recompute(profile);
  rto_ = std::min(clock.round_up(rto_), profile.rto_max);
}

// RFC 6298 2.2 and 2.3, with alpha 1/8 and beta 1/4; RTTVAR is updated before SRTT.
void RttEstimator::sample_rfc6298(std::int64_t m) {
  if (srtt8_ == 0) {
    srtt8_ = 8 * m;
    rttvar4_ = 2 * m;
    return;
  }
  const std::int64_t error = m - srtt8_ / 8;
  rttvar4_ += (error < 0 ? -error : error) - rttvar4_ / 4;
  srtt8_ += error;
}

// tcp_rtt_estimator: the deviation shrinks at most once a window, and is slow to grow when the RTT falls.
void RttEstimator::sample_linux(std::int64_t m, std::int64_t rto_min, SeqNum una, SeqNum nxt) {
  if (srtt8_ == 0) {
    srtt8_ = 8 * m;
    mdev4_ = 2 * m;
    rttvar4_ = std::max(mdev4_, rto_min);
    mdev_max4_ = rttvar4_;
    rtt_seq_ = nxt;
    return;
  }
  std::int64_t error = m - srtt8_ / 8;
  srtt8_ = std::max<std::int64_t>(srtt8_ + error, 1);
  if (error < 0) {
    error = -error - mdev4_ / 4;
    if (error > 0) error /= 8;
  } else {
    error -= mdev4_ / 4;
  }
  mdev4_ += error;
  if (mdev4_ > mdev_max4_) {
    mdev_max4_ = mdev4_;
    rttvar4_ = std::max(rttvar4_, mdev_max4_);
  }
  if (una.after(rtt_seq_)) {
    if (mdev_max4_ < rttvar4_) rttvar4_ -= (rttvar4_ - mdev_max4_) / 4;
    rtt_seq_ = nxt;
    mdev_max4_ = rto_min;
  }
}

Duration RttEstimator::base(const StackProfile& profile) const {
  if (srtt8_ == 0 && rttvar4_ == 0) return unsampled_base_;
  const std::int64_t variance =
      profile.rto_min_mode == RtoMinMode::VarianceTerm ? std::max(rttvar4_, profile.rto_min.count()) : rttvar4_;
  return Duration(srtt8_ / 8 + variance);
}

void RttEstimator::recompute(const StackProfile& profile) {
  Duration rto = base(profile);
  if (profile.rto_backoff == RtoBackoff::BaseTable) {
    const std::size_t last = profile.backoff_table.size() - 1;
    rto *= profile.backoff_table[std::min<std::size_t>(backoffs_, last)];
  }
  if (has_sample() || rttvar4_ != 0) rto += profile.rto_slop;
  if (profile.rto_min_mode == RtoMinMode::Total) rto = std::max(rto, profile.rto_min);
  rto_ = std::min(rto, profile.rto_max);
}

void RttEstimator::back_off(const StackProfile& profile) {
  ++backoffs_;
  switch (profile.rto_backoff) {
    case RtoBackoff::Double:
      rto_ = rto_ > profile.rto_max / 2 ? profile.rto_max : rto_ * 2;
      break;
    case RtoBackoff::BaseTable:
      recompute(profile);
      // XNU tcp_timers.c: SRTT is folded into RTTVAR with the wrong scale, once, after the new timeout was computed.
      if (backoffs_ > profile.srtt_collapse_after && srtt8_ != 0) {
        rttvar4_ += srtt8_ / 32;
        srtt8_ = 0;
      }
      break;
  }
}

void RttEstimator::fall_back(const StackProfile& profile) {
  if (has_sample()) return;
  backoffs_ = 0;
  unsampled_base_ = profile.rto_after_syn_rtx;
  rto_ = std::min(unsampled_base_, profile.rto_max);
}

void RttEstimator::forget_backoffs(const StackProfile& profile) {
  if (profile.rto_backoff != RtoBackoff::BaseTable || backoffs_ == 0) return;
  backoffs_ = 0;
  recompute(profile);
}

}  // namespace finwait
