// Round-trip time, its variation, and the retransmission timeout that follows from them: RFC 6298 or Linux's
// tcp_rtt_estimator, with the back-off. Knows no timers and no segments.
#pragma once

#include <cstdint>

#include "core/kernel_clock.hpp"
#include "core/seq_num.hpp"
#include "core/stack_profile.hpp"
#include "core/time.hpp"

namespace finwait {

class RttEstimator {
 public:
  void reset(const StackProfile& profile);
  bool operator==(const RttEstimator&) const = default;

  // A valid sample (Karn's rule is the caller's business). `una` and `nxt` bound Linux's per-window maximum. Ends any
  // back-off: RFC 6298 5.7, tcp_ack_update_rtt.
  void sample(const StackProfile& profile, const KernelClock& clock, Duration rtt, SeqNum una, SeqNum nxt);
  // One timeout: RFC 6298 5.5, or the stack's own table.
  void back_off(const StackProfile& profile);
  // The SYN was retransmitted and there is no sample: RFC 6298 5.7.
  void fall_back(const StackProfile& profile);
  // An acknowledgment of new data without a sample ends the table's back-off (BSD resets t_rxtshift), not RFC 6298's.
  void forget_backoffs(const StackProfile& profile);

  Duration rto() const { return rto_; }
  std::uint32_t backoffs() const { return backoffs_; }
  bool has_sample() const { return srtt8_ != 0; }
  Duration srtt() const { return Duration(srtt8_ / 8); }
  // RTTVAR; a stack whose rto_min bounds the variance term keeps it at a quarter of that at least.
  Duration rttvar() const { return Duration(rttvar4_ / 4); }
  Duration twice_srtt() const { return Duration(srtt8_ / 4); }
  Duration min_rtt() const { return min_rtt_; }

 private:
  void sample_rfc6298(std::int64_t m);
  void sample_linux(std::int64_t m, std::int64_t rto_min, SeqNum una, SeqNum nxt);
  void recompute(const StackProfile& profile);
  // SRTT + 4 RTTVAR (or the floored variance term) before floor, ceiling and back-off.
  Duration base(const StackProfile& profile) const;

  // Scaled as in the kernel, in nanoseconds: SRTT times 8; the deviations hold 4 times the mean deviation.
  std::int64_t srtt8_ = 0;
  std::int64_t rttvar4_ = 0;
  std::int64_t mdev4_ = 0;
  std::int64_t mdev_max4_ = 0;
  SeqNum rtt_seq_{};
  Duration min_rtt_ = kForever;
  Duration rto_{0};
  Duration unsampled_base_{0};
  std::uint32_t backoffs_ = 0;
};

}  // namespace finwait
