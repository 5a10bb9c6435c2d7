// StackProfile: every tunable number and choice of a TCP stack, as data. The endpoint branches on these fields and
// never on a stack's name. Each field's unit, range and kernel names stand in parameter_table.cpp; the values of the
// named stacks, each with its source, in stack_rows_*.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/time.hpp"

namespace finwait {

// What the floor of the RTO bounds: the whole RTO (RFC 6298 2.4), or the variance term alone (tcp_rtt_estimator).
enum class RtoMinMode : std::uint8_t { Total, VarianceTerm };
// How the RTO grows: doubling (RFC 6298 5.5), or base times a table indexed by the number of timeouts.
enum class RtoBackoff : std::uint8_t { Double, BaseTable };
// How the estimator treats its deviation: RFC 6298 2.2-2.3, or with Linux's per-window maximum (tcp_rtt_estimator).
enum class RttEstimatorKind : std::uint8_t { Rfc6298, LinuxMdevWindow };
// When retransmission is given up.
enum class GiveUp : std::uint8_t {
  SinceFirstTransmission,         // RFC 9293 3.8.3: at an expiry, giveup_time after the segment was first sent
  SinceFirstRetransmissionModel,  // Linux retransmits_timed_out: a count turned into a time budget
  CountThenWait,                  // N retransmissions, then one more interval (BSD, the lessons)
  CountNow,                       // N retransmissions, then at the next slow tick (lwIP)
};
// What an acceptable RST tells the application: ECONNRESET up to CLOSE-WAIT and nothing in the later states (RFC 9293
// 3.10.7.4, second), or EPIPE in CLOSE-WAIT and ECONNRESET everywhere else (tcp_reset).
enum class RstError : std::uint8_t { Rfc9293, Linux };
enum class FinWait2When : std::uint8_t { Never, Orphan, ReceiveShut };
enum class CloseTimersOrigin : std::uint8_t { Entry, LastReceiveBeforeClose };
enum class TimeWaitRestart : std::uint8_t { None, DupFin, AnyFin, AnyAck };
enum class TimeWaitOnRst : std::uint8_t { Kill, KillExact, Ignore };
enum class TimeWaitAcceptSyn : std::uint8_t { No, Seq, SeqOrTimestamp, Rfc6191 };
// Whether the ACK of a FIN may wait for the application's own FIN.
enum class FinAckMerge : std::uint8_t { Timer, Callback, Never };
// Delayed ACK of data: a fixed delay and every second full segment (RFC 1122 4.2.3.2), or Linux's adaptive one.
enum class DelayedAckKind : std::uint8_t { Fixed, LinuxAdaptive };
// Where timers fire: exactly when due, at the next tick, where Linux's wheel puts them, or n-1..n ticks later.
enum class TimerQuantize : std::uint8_t { None, Ceil, LinuxWheel, TickPhase };

// The kernel's clock at time 0 of the run: jiffies and the fraction of the jiffy that has passed, in 10^-9 jiffies.
struct JiffiesAtStart {
  std::uint64_t jiffies = 0;
  std::uint32_t fraction = 0;
  bool operator==(const JiffiesAtStart&) const = default;
};

inline constexpr std::uint32_t kUnlimited = UINT32_MAX;

struct StackProfile {
  std::string_view name = "rfc9293";

  // Retransmission timeout
  Duration rto_initial = std::chrono::seconds(1);
  Duration rto_after_syn_rtx = std::chrono::seconds(3);
  Duration rto_min = std::chrono::seconds(1);
  RtoMinMode rto_min_mode = RtoMinMode::Total;
  Duration rto_slop{0};
  Duration rto_max = std::chrono::seconds(60);
  RttEstimatorKind rtt_estimator = RttEstimatorKind::Rfc6298;
  bool rtt_from_handshake = true;
  RtoBackoff rto_backoff = RtoBackoff::Double;
  std::array<std::uint16_t, 13> backoff_table{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 512, 512, 512};
  std::uint32_t srtt_collapse_after = kUnlimited;  // XNU: timeouts after which SRTT is folded into RTTVAR

  // Loss detection
  bool tlp = false;
  bool tlp_on_fin = false;
  Duration tlp_extra_single{0};  // added to 2 SRTT when one segment is in flight; kForever: the rto_min in force
  Duration tlp_extra_several{0};
  bool sack = false;
  bool dsack = false;
  bool rack = false;
  bool timestamps = false;

  // Giving up
  GiveUp giveup_mode = GiveUp::SinceFirstTransmission;
  Duration giveup_time = std::chrono::seconds(100);
  std::uint32_t giveup_count = 15;         // tcp_retries2, or the count of the counting stacks
  std::uint32_t giveup_count_orphan = 15;  // tcp_orphan_retries; 0 has the meaning of giveup_orphan_zero_means
  std::uint32_t giveup_orphan_zero_means = 8;
  Duration giveup_model_base = std::chrono::milliseconds(200);
  bool giveup_rst = false;
  std::uint32_t syn_retries = 6;
  std::uint32_t syn_linear_timeouts = 0;
  std::uint32_t synack_retries = 5;
  Duration user_timeout = kForever;
  Duration last_ack_timeout = kForever;

  // FIN-WAIT-2
  Duration finwait2_timeout = kForever;
  FinWait2When finwait2_when = FinWait2When::Never;
  std::uint32_t finwait2_rto_floor_tenths = 0;  // the timeout is at least this many tenths of the RTO
  bool finwait2_expiry_rst = false;
  bool finwait2_reduced = false;             // an orphan becomes a small time-wait object, with its own segment rules
  Duration finwait2_split_above = kForever;  // a longer timeout runs (T - this) twice: see notes/fin-wait-2.md
  CloseTimersOrigin close_timers_origin = CloseTimersOrigin::Entry;

  // TIME-WAIT
  Duration time_wait = std::chrono::seconds(240);
  TimeWaitRestart tw_restart = TimeWaitRestart::DupFin;
  TimeWaitOnRst tw_on_rst = TimeWaitOnRst::KillExact;
  TimeWaitAcceptSyn tw_accept_syn = TimeWaitAcceptSyn::Rfc6191;
  bool rfc1337 = false;
  bool tw_after_sending_rst = false;
  std::uint32_t max_tw_buckets = kUnlimited;
  std::uint32_t max_orphans = kUnlimited;

  // Acknowledgments
  Duration fin_ack_delay{0};          // ACK of a FIN in ESTABLISHED when data was received before
  Duration fin_ack_delay_no_data{0};  // ... when none ever was
  FinAckMerge fin_ack_merge = FinAckMerge::Timer;
  DelayedAckKind delayed_ack = DelayedAckKind::Fixed;
  Duration data_delack = std::chrono::milliseconds(200);
  Duration data_delack_max = std::chrono::milliseconds(200);
  Duration dup_ack_rate{0};

  // Segment processing
  bool process_ack_of_dup_fin = false;
  bool dup_fin_consumed_silently = false;
  bool rst_on_close_unread = true;
  bool rst_on_data_after_close = true;
  bool rst_on_ooo_fin_after_close = false;
  bool rst_challenge = true;
  bool rst_accept_rcvnxt_minus1 = false;
  RstError rst_error = RstError::Rfc9293;
  bool retransmission_collapse = false;      // small neighbours are retransmitted as one (tcp_retrans_try_collapse)
  bool challenge_ack_in_established = true;  // RFC 9293: ACK of something not yet sent is answered; Linux: dropped

  // Keepalive
  bool keepalive = false;
  Duration keepalive_idle = std::chrono::hours(2);
  Duration keepalive_interval = std::chrono::seconds(75);
  std::uint32_t keepalive_count = 9;

  // Flow and congestion
  std::uint32_t mss = 1460;
  std::uint32_t initial_cwnd = 10;  // segments
  std::uint32_t receive_buffer = 65535;
  bool window_scaling = false;

  // The stack's clock
  Duration timer_tick{0};
  TimerQuantize timer_quantize = TimerQuantize::None;
  std::uint32_t hz = 250;
  std::optional<JiffiesAtStart> jiffies_at_start{};

  bool operator==(const StackProfile&) const = default;
};

// The named stacks, in the order in which they are listed.
std::span<const StackProfile> stacks();
// nullptr if there is no such stack.
const StackProfile* find_stack(std::string_view name);

}  // namespace finwait
