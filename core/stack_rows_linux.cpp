// Linux 6.18 at HZ 250 with default sysctls, read in source and measured ("measured": recordings of a real kernel in
// tests/reference). Functions are those of net/ipv4 unless a file is named.
#include "core/stack_rows.hpp"

namespace finwait {
namespace {

constexpr Evidence V = Evidence::Verified;
constexpr Evidence A = Evidence::Assumed;

// clang-format off
constexpr std::array kRows = std::to_array<StackRow>({
    // Retransmission timeout
    {"rto_initial",                  "1s",                     V, "TCP_TIMEOUT_INIT, include/net/tcp.h"},
    {"rto_after_syn_rtx",            "3s",                     V, "TCP_TIMEOUT_FALLBACK, without timestamps"},
    {"rto_min",                      "200ms",                  V, "TCP_RTO_MIN; sysctl tcp_rto_min_us"},
    {"rto_min_mode",                 "var_term",               V, "tcp_rtt_estimator, __tcp_set_rto"},
    {"rto_slop",                     "0s",                     V, "__tcp_set_rto adds none"},
    {"rto_max",                      "120s",                   V, "TCP_RTO_MAX; sysctl tcp_rto_max_ms"},
    {"rtt_estimator",                "linux_mdev_window",      V, "tcp_rtt_estimator"},
    {"rtt_from_handshake",           "true",                   V, "tcp_synack_rtt_meas, tcp_ack_update_rtt"},
    {"rto_backoff",                  "double",                 V, "tcp_retransmit_timer"},
    {"backoff_table",                "1,2,4,8,16,32,64,128,256,512", A, "not used: rto_backoff is double"},
    {"srtt_collapse_after",          "unlimited",              V, "tcp_write_timeout has none"},
    // Loss detection
    {"tlp",                          "true",                   V, "tcp_schedule_loss_probe; tcp_early_retrans 3"},
    {"tlp_on_fin",                   "true",                   V, "tcp_schedule_loss_probe; measured"},
    {"tlp_extra_single",             "rto_min",                V, "tcp_schedule_loss_probe"},
    {"tlp_extra_several",            "2ms",                    V, "tcp_schedule_loss_probe, TCP_TIMEOUT_MIN"},
    {"sack",                         "true",                   V, "sysctl tcp_sack 1"},
    {"dsack",                        "true",                   V, "sysctl tcp_dsack 1, tcp_send_dupack"},
    {"rack",                         "true",                   V, "sysctl tcp_recovery 1, tcp_recovery.c"},
    {"timestamps",                   "true",                   V, "sysctl tcp_timestamps 1"},
    // Giving up
    {"giveup_mode",                  "since_first_rtx_model",  V, "tcp_write_timeout, retransmits_timed_out"},
    {"giveup_time",                  "never",                  V, "not used: giveup_mode goes by a count"},
    {"giveup_count",                 "15",                     V, "sysctl tcp_retries2, 924.6 s"},
    {"giveup_count_orphan",          "0",                      V, "sysctl tcp_orphan_retries; tcp_orphan_retries()"},
    {"giveup_orphan_zero_means",     "8",                      V, "tcp_orphan_retries(), 102.2 s"},
    {"giveup_model_base",            "200ms",                  V, "TCP_RTO_MIN in retransmits_timed_out; measured"},
    {"giveup_rst",                   "false",                  V, "tcp_write_err; measured"},
    {"syn_retries",                  "6",                      V, "sysctl tcp_syn_retries"},
    {"syn_linear_timeouts",          "4",                      V, "sysctl tcp_syn_linear_timeouts"},
    {"synack_retries",               "5",                      V, "sysctl tcp_synack_retries"},
    {"user_timeout",                 "never",                  V, "TCP_USER_TIMEOUT unset"},
    {"last_ack_timeout",             "never",                  V, "tcp_keepalive_timer has none"},
    // FIN-WAIT-2
    {"finwait2_timeout",             "60s",                    V, "TCP_FIN_TIMEOUT; sysctl tcp_fin_timeout"},
    {"finwait2_when",                "orphan",                 V, "tcp_rcv_state_process, __tcp_close"},
    {"finwait2_rto_floor_tenths",    "35",                     V, "tcp_fin_time: (rto << 2) - (rto >> 1)"},
    {"finwait2_expiry_rst",          "false",                  V, "inet_twsk timer, silent; measured"},
    {"finwait2_reduced",             "true",                   V, "tcp_time_wait(sk, TCP_FIN_WAIT2, tmo)"},
    {"finwait2_split_above",         "60s",                    V, "tcp_keepalive_timer, TCP_TIMEWAIT_LEN; measured"},
    {"close_timers_origin",          "entry",                  V, "tcp_time_wait"},
    // TIME-WAIT
    {"time_wait",                    "60s",                    V, "TCP_TIMEWAIT_LEN, include/net/tcp.h"},
    {"tw_restart",                   "any_ack",                V, "tcp_timewait_state_process"},
    {"tw_on_rst",                    "kill_exact",             V, "tcp_timewait_state_process; measured"},
    {"tw_accept_syn",                "seq_or_ts",              V, "tcp_timewait_state_process"},
    {"rfc1337",                      "false",                  V, "sysctl tcp_rfc1337 0"},
    {"tw_after_sending_rst",         "false",                  V, "tcp_send_active_reset, tcp_done"},
    {"max_tw_buckets",               "131072",                 V, "sysctl tcp_max_tw_buckets, scaled to 24 GiB"},
    {"max_orphans",                  "131072",                 V, "sysctl tcp_max_orphans, scaled to 24 GiB"},
    // Acknowledgments
    {"fin_ack_delay",                "40ms",                   V, "tcp_fin, TCP_ATO_MIN; measured 40 to 48 ms"},
    {"fin_ack_delay_no_data",        "4ms",                    V, "tcp_fin with ato 0: one jiffy; measured 0 to 8 ms"},
    {"fin_ack_merge",                "timer",                  V, "tcp_send_fin, tcp_event_ack_sent; measured"},
    {"delayed_ack",                  "linux_adaptive",         V, "tcp_event_data_recv, __tcp_ack_snd_check"},
    {"data_delack",                  "40ms",                   V, "TCP_DELACK_MIN, include/net/tcp.h"},
    {"data_delack_max",              "200ms",                  V, "TCP_DELACK_MAX, include/net/tcp.h"},
    {"dup_ack_rate",                 "500ms",                  V, "sysctl tcp_invalid_ratelimit, tcp_oow_rate_limited"},
    // Segment processing
    {"process_ack_of_dup_fin",       "true",                   V, "tcp_sequence, tcp_rcv_state_process"},
    {"dup_fin_consumed_silently",    "true",                   V, "tcp_rcv_state_process, TCP_CLOSING"},
    {"rst_on_close_unread",          "true",                   V, "__tcp_close, TCPABORTONCLOSE; measured"},
    {"rst_on_data_after_close",      "true",                   V, "tcp_rcv_state_process, TCPABORTONDATA; measured"},
    {"rst_on_ooo_fin_after_close",   "true",                   V, "tcp_rcv_state_process: end_seq - fin past rcv_nxt"},
    {"rst_challenge",                "true",                   V, "tcp_validate_incoming, tcp_send_challenge_ack"},
    {"rst_accept_rcvnxt_minus1",     "true",                   V, "tcp_reset_check; measured"},
    {"challenge_ack_in_established", "false",                  V, "tcp_ack: dropped in ESTABLISHED"},
    {"rst_error",                    "linux",                 V, "tcp_reset; measured"},
    {"retransmission_collapse",      "true",                   V, "tcp_retrans_try_collapse; measured"},
    // Keepalive
    {"keepalive",                    "false",                  V, "SO_KEEPALIVE unset"},
    {"keepalive_idle",               "2h",                     V, "TCP_KEEPALIVE_TIME; sysctl tcp_keepalive_time"},
    {"keepalive_interval",           "75s",                    V, "TCP_KEEPALIVE_INTVL; sysctl tcp_keepalive_intvl"},
    {"keepalive_count",              "9",                      V, "TCP_KEEPALIVE_PROBES; sysctl tcp_keepalive_probes"},
    // Flow and congestion
    {"mss",                          "1460",                   A, "1500 octets of Ethernet less 40"},
    {"initial_cwnd",                 "10",                     V, "TCP_INIT_CWND; measured"},
    {"receive_buffer",               "64240",                  V, "measured: default buffers; needs no shift"},
    {"window_scaling",               "true",                   V, "sysctl tcp_window_scaling 1; tcp_syn_options"},
    // The stack's clock
    {"timer_tick",                   "4ms",                    V, "one jiffy at HZ 250"},
    {"timer_quantize",               "linux_wheel",            V, "kernel/time/timer.c, calc_wheel_index"},
    {"hz",                           "250",                    V, "CONFIG_HZ of the kernel measured"},
    {"jiffies_at_start",             "none",                   A, "unknown unless given: timers are exact then"},
});
// clang-format on

}  // namespace

std::span<const StackRow> linux_rows() { return kRows; }

}  // namespace finwait
