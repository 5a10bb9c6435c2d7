// The names under which other systems know the parameters, with their units and ranges: Linux sysctls and constants,
// FreeBSD sysctls, Windows registry values, lwIP options. Only the parameter table includes this.
#pragma once

#include <array>

#include "core/parameter_access.hpp"

namespace finwait::parameter_access {

using namespace std::chrono_literals;

inline constexpr std::int64_t kMicrosecond = 1'000;
inline constexpr std::int64_t kMillisecond = 1'000'000;
inline constexpr std::int64_t kSecond = 1'000'000'000;
inline constexpr std::int64_t kHour = 3600 * kSecond;

using S = StackProfile;

// Readers of names that mean more than a value in a unit; see the comments in parameter_aliases.cpp.
std::string assign_early_retrans(S&, const Parameter&, const Alias*, ParameterInput);
std::string assign_recovery(S&, const Parameter&, const Alias*, ParameterInput);
std::string assign_timestamps_sysctl(S&, const Parameter&, const Alias*, ParameterInput);
std::string assign_user_timeout_option(S&, const Parameter&, const Alias*, ParameterInput);
std::string assign_bsd_msl(S&, const Parameter&, const Alias*, ParameterInput);
std::string assign_lwip_msl(S&, const Parameter&, const Alias*, ParameterInput);
std::string assign_orphan_retries(S&, const Parameter&, const Alias*, ParameterInput);
std::string assign_bsd_retries(S&, const Parameter&, const Alias*, ParameterInput);
std::string assign_max_retransmissions(S&, const Parameter&, const Alias*, ParameterInput);
std::string assign_rto_floor_factor(S&, const Parameter&, const Alias*, ParameterInput);
// Of parameters that carry others with them.
std::string assign_giveup_count(S&, const Parameter&, const Alias*, ParameterInput);
std::string assign_hz(S&, const Parameter&, const Alias*, ParameterInput);
std::string assign_tlp_extra_single(S&, const Parameter&, const Alias*, ParameterInput);
std::string format_tlp_extra_single(const S&, const Parameter&);

template <Duration S::*field, std::int64_t low, std::int64_t high>
constexpr Alias time_alias(std::string_view name, Duration unit, std::string_view range) {
  return {name, unit, range, assign_time<field, TimeLimits{low, high, false}>};
}
template <std::uint32_t S::*field, std::uint32_t low, std::uint32_t high>
constexpr Alias count_alias(std::string_view name, std::string_view range) {
  return {name, Duration{0}, range, assign_count<field, CountLimits{low, high, false}>};
}

// Retransmission timeout
inline constexpr std::array kRtoInitial{
    Alias{"net.inet.tcp.rexmit_initial", 1ms},
    time_alias<&S::rto_initial, 300 * kMillisecond, 3 * kSecond>("InitialRto", 1ms, "300ms..3s"),
    Alias{"LWIP_TCP_RTO_TIME", 1ms},
    Alias{"rto_initial_ms", 1ms},
};
inline constexpr std::array kRtoAfterSynRtx{Alias{"TCP_TIMEOUT_FALLBACK", 1s}, Alias{"rto_after_syn_rtx_ms", 1ms}};
inline constexpr std::array kRtoMin{
    Alias{"tcp_rto_min_us", 1us},
    Alias{"net.inet.tcp.rexmit_min", 1ms},
    time_alias<&S::rto_min, 20 * kMillisecond, 300 * kMillisecond>("MinRto", 1ms, "20ms..300ms"),
    Alias{"rto_min_ms", 1ms},
};
inline constexpr std::array kRtoSlop{Alias{"net.inet.tcp.rexmit_slop", 1ms}, Alias{"rto_slop_ms", 1ms}};
inline constexpr std::array kRtoMax{
    time_alias<&S::rto_max, kSecond, 120 * kSecond>("tcp_rto_max_ms", 1ms, "1s..120s"),
    Alias{"rto_max_ms", 1ms},
};

// Loss detection
inline constexpr std::array kTlp{
    Alias{"tcp_early_retrans", Duration{0}, "0 (off), 3 or 4 (on)", assign_early_retrans},
    Alias{"tlp_enabled"},
};
inline constexpr std::array kTlpExtraSingle{Alias{"tlp_extra_single_ms", 1ms}};
inline constexpr std::array kTlpExtraSeveral{Alias{"tlp_extra_several_ms", 1ms}};
inline constexpr std::array kSack{Alias{"tcp_sack"}, Alias{"net.inet.tcp.sack.enable"}, Alias{"sack_negotiated"}};
inline constexpr std::array kDsack{Alias{"tcp_dsack"}};
inline constexpr std::array kRack{
    Alias{"tcp_recovery", Duration{0}, "0..7, of which bit 0 is RACK", assign_recovery},
};
inline constexpr std::array kTimestamps{
    Alias{"tcp_timestamps", Duration{0}, "0 (off), 1 or 2 (on)", assign_timestamps_sysctl},
    Alias{"LWIP_TCP_TIMESTAMPS"},
};

// Giving up
inline constexpr std::array kGiveupTime{Alias{"giveup_time_ms", 1ms}};
inline constexpr std::array kGiveupCount{
    count_alias<&S::giveup_count, 0, 255>("tcp_retries2", "0..255"),
    Alias{"net.inet.tcp.retries", Duration{0}, "1..12", assign_bsd_retries},
    Alias{"TcpMaxDataRetransmissions", Duration{0}, "0..255", assign_max_retransmissions},
    Alias{"TCP_MAXRTX", Duration{0}, "0..255", assign_max_retransmissions},
};
inline constexpr std::array kGiveupCountOrphan{
    Alias{"tcp_orphan_retries", Duration{0}, "0..255", assign_orphan_retries},
};
inline constexpr std::array kGiveupModelBase{Alias{"TCP_RTO_MIN", 1ms}, Alias{"giveup_model_base_ms", 1ms}};
inline constexpr std::array kSynRetries{
    count_alias<&S::syn_retries, 1, 127>("tcp_syn_retries", "1..127"),
    Alias{"TcpMaxConnectRetransmissions"},
};
inline constexpr std::array kSynLinear{
    count_alias<&S::syn_linear_timeouts, 0, 127>("tcp_syn_linear_timeouts", "0..127"),
    Alias{"TCP_SYNMAXRTX"},
};
inline constexpr std::array kSynackRetries{
    Alias{"tcp_synack_retries"},
    Alias{"net.inet.tcp.syncache.rexmtlimit"},
    Alias{"TcpMaxConnectResponseRetransmissions"},
};
inline constexpr std::array kUserTimeout{
    Alias{"TCP_USER_TIMEOUT", 1ms, "1ms..8760h, or 0 for never", assign_user_timeout_option},
    Alias{"user_timeout_ms", 1ms},
};
inline constexpr std::array kLastAckTimeout{Alias{"last_ack_timeout_ms", 1ms}};

// FIN-WAIT-2: Linux keeps a sysctl given in seconds as a signed count of jiffies.
inline constexpr std::array kFinwait2Timeout{
    time_alias<&S::finwait2_timeout, 0, 8'589'934 * kSecond>("tcp_fin_timeout", 1s, "0s..8589934s"),
    Alias{"net.inet.tcp.finwait2_timeout", 1ms},
    time_alias<&S::finwait2_timeout, 30 * kSecond, 300 * kSecond>("TcpFinWait2Delay", 1s, "30s..300s"),
    Alias{"TCP_FIN_WAIT_TIMEOUT", 1ms},
    Alias{"finwait2_timeout_ms", 1ms},
};
inline constexpr std::array kFinwait2Floor{
    Alias{"finwait2_rto_floor_mult", Duration{0}, "0..10 with at most one decimal", assign_rto_floor_factor},
};
inline constexpr std::array kFinwait2Split{Alias{"finwait2_split_above_ms", 1ms}};

// TIME-WAIT
inline constexpr std::array kTimeWait{
    Alias{"TCP_TIMEWAIT_LEN", 1s},
    Alias{"net.inet.tcp.msl", 1ms, "0s..4380h; TIME-WAIT lasts twice as long", assign_bsd_msl},
    time_alias<&S::time_wait, 30 * kSecond, 300 * kSecond>("TcpTimedWaitDelay", 1s, "30s..300s"),
    Alias{"TCP_MSL", 1ms, "0s..4380h; TIME-WAIT and LAST-ACK last twice as long", assign_lwip_msl},
    Alias{"time_wait_ms", 1ms},
};
inline constexpr std::array kRfc1337{Alias{"tcp_rfc1337"}};
inline constexpr std::array kMaxTwBuckets{Alias{"tcp_max_tw_buckets"}, Alias{"net.inet.tcp.maxtcptw"}};
inline constexpr std::array kMaxOrphans{Alias{"tcp_max_orphans"}};

// Acknowledgments
inline constexpr std::array kFinAckDelay{Alias{"fin_ack_delay_ms", 1ms}};
inline constexpr std::array kFinAckDelayNoData{Alias{"fin_ack_delay_no_data_ms", 1ms}};
inline constexpr std::array kDataDelack{
    Alias{"TCP_DELACK_MIN", 1ms},
    Alias{"net.inet.tcp.delacktime", 1ms},
    time_alias<&S::data_delack, 10 * kMillisecond, 600 * kMillisecond>("DelayedAckTimeout", 1ms, "10ms..600ms"),
    Alias{"TCP_FAST_INTERVAL", 1ms},
    Alias{"data_delack_ms", 1ms},
};
inline constexpr std::array kDataDelackMax{Alias{"TCP_DELACK_MAX", 1ms}, Alias{"data_delack_max_ms", 1ms}};
inline constexpr std::array kDupAckRate{Alias{"tcp_invalid_ratelimit", 1ms}, Alias{"dup_ack_rate_ms", 1ms}};

// Keepalive
inline constexpr std::array kKeepalive{Alias{"SO_KEEPALIVE"}, Alias{"net.inet.tcp.always_keepalive"}};
inline constexpr std::array kKeepaliveIdle{
    time_alias<&S::keepalive_idle, kSecond, 8'589'934 * kSecond>("tcp_keepalive_time", 1s, "1s..8589934s"),
    Alias{"net.inet.tcp.keepidle", 1ms},
    Alias{"KeepAliveTime", 1ms},
    Alias{"TCP_KEEPIDLE_DEFAULT", 1ms},
    Alias{"keepalive_idle_ms", 1ms},
};
inline constexpr std::array kKeepaliveInterval{
    time_alias<&S::keepalive_interval, kSecond, 8'589'934 * kSecond>("tcp_keepalive_intvl", 1s, "1s..8589934s"),
    Alias{"net.inet.tcp.keepintvl", 1ms},
    Alias{"KeepAliveInterval", 1ms},
    Alias{"TCP_KEEPINTVL_DEFAULT", 1ms},
    Alias{"keepalive_interval_ms", 1ms},
};
inline constexpr std::array kKeepaliveCount{
    Alias{"tcp_keepalive_probes"},
    Alias{"net.inet.tcp.keepcnt"},
    Alias{"TCP_KEEPCNT_DEFAULT"},
};

// Flow, congestion, clock
inline constexpr std::array kMss{Alias{"net.inet.tcp.mssdflt"}, Alias{"TCP_MSS"}};
inline constexpr std::array kInitialCwnd{Alias{"TCP_INIT_CWND"}, Alias{"net.inet.tcp.initcwnd_segments"}};
inline constexpr std::array kReceiveBuffer{Alias{"net.inet.tcp.recvspace"}, Alias{"TCP_WND"}};
inline constexpr std::array kWindowScaling{Alias{"tcp_window_scaling"}, Alias{"LWIP_WND_SCALE"}};
inline constexpr std::array kTimerTick{Alias{"timer_tick_ms", 1ms}};
inline constexpr std::array kHz{Alias{"CONFIG_HZ"}};

}  // namespace finwait::parameter_access
