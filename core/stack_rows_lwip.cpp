// lwIP, master of 2026: everything counted in slow ticks of 500 ms.
#include "core/stack_rows.hpp"

namespace finwait {
namespace {

constexpr Evidence V = Evidence::Verified;
constexpr Evidence D = Evidence::Documented;
constexpr Evidence A = Evidence::Assumed;

// clang-format off
constexpr std::array kRows = std::to_array<StackRow>({
    // Retransmission timeout
    {"rto_initial",                  "3s",                     V, "LWIP_TCP_RTO_TIME, 6 slow ticks"},
    {"rto_after_syn_rtx",            "3s",                     A, "the initial RTO stays without a sample"},
    {"rto_min",                      "1.5s",                   V, "3 slow ticks, what short round trips settle at"},
    {"rto_min_mode",                 "total",                  V, "tcp_receive, in whole slow ticks"},
    {"rto_slop",                     "0s",                     V, "tcp_receive adds none"},
    {"rto_max",                      "never",                  V, "tcp_slowtmr: 2^15 ticks, out of reach"},
    {"rtt_estimator",                "rfc6298",                V, "tcp_receive, Jacobson in integers"},
    {"rtt_from_handshake",           "false",                  A, "a handshake of less than a tick measures 0"},
    {"rto_backoff",                  "base_table",             V, "tcp_backoff, core/ipv4 tcp.c"},
    {"backoff_table",                "1,2,4,8,16,32,64,128",   V, "tcp_backoff, tcp.c"},
    {"srtt_collapse_after",          "unlimited",              V, "tcp_slowtmr has none"},
    // Loss detection
    {"tlp",                          "false",                  V, "lwIP has none"},
    {"tlp_on_fin",                   "false",                  V, "lwIP has none"},
    {"tlp_extra_single",             "0s",                     V, "not used: tlp is false"},
    {"tlp_extra_several",            "0s",                     V, "not used: tlp is false"},
    {"sack",                         "false",                  V, "LWIP_TCP_SACK_OUT 0"},
    {"dsack",                        "false",                  V, "LWIP_TCP_SACK_OUT 0"},
    {"rack",                         "false",                  V, "lwIP has none"},
    {"timestamps",                   "false",                  V, "LWIP_TCP_TIMESTAMPS 0"},
    // Giving up
    {"giveup_mode",                  "count_now",              V, "tcp_slowtmr, at the next slow tick"},
    {"giveup_time",                  "never",                  V, "not used: giveup_mode goes by a count"},
    {"giveup_count",                 "12",                     V, "TCP_MAXRTX, opt.h"},
    {"giveup_count_orphan",          "12",                     V, "tcp_slowtmr knows no orphans"},
    {"giveup_orphan_zero_means",     "0",                      V, "no such rule"},
    {"giveup_model_base",            "200ms",                  V, "not used: giveup_mode is another"},
    {"giveup_rst",                   "false",                  V, "tcp_slowtmr: freed without RST"},
    {"syn_retries",                  "0",                      V, "all six of TCP_SYNMAXRTX are linear"},
    {"syn_linear_timeouts",          "6",                      V, "TCP_SYNMAXRTX, without back-off"},
    {"synack_retries",               "2",                      A, "within the 20 s of TCP_SYN_RCVD_TIMEOUT"},
    {"user_timeout",                 "never",                  V, "lwIP has none"},
    {"last_ack_timeout",             "120s",                   V, "2 * TCP_MSL in tcp_slowtmr"},
    // FIN-WAIT-2
    {"finwait2_timeout",             "20s",                    V, "TCP_FIN_WAIT_TIMEOUT, opt.h"},
    {"finwait2_when",                "rx_shut",                V, "TF_RXCLOSED in tcp_slowtmr"},
    {"finwait2_rto_floor_tenths",    "0",                      V, "tcp_slowtmr has none"},
    {"finwait2_expiry_rst",          "false",                  V, "tcp_slowtmr: freed without RST"},
    {"finwait2_reduced",             "false",                  V, "the full pcb stays"},
    {"finwait2_split_above",         "never",                  V, "tcp_slowtmr has none"},
    {"close_timers_origin",          "last_rx_before_close",   V, "pcb->tmr stands still once TF_RXCLOSED"},
    // TIME-WAIT
    {"time_wait",                    "120s",                   V, "2 * TCP_MSL, tcp_priv.h"},
    {"tw_restart",                   "any_fin",                V, "tcp_timewait_input"},
    {"tw_on_rst",                    "ignore",                 V, "tcp_timewait_input"},
    {"tw_accept_syn",                "no",                     V, "tcp_timewait_input: RST in the window"},
    {"rfc1337",                      "false",                  V, "not used: tw_on_rst is ignore"},
    {"tw_after_sending_rst",         "false",                  V, "tcp_abandon"},
    {"max_tw_buckets",               "unlimited",              A, "MEMP_NUM_TCP_PCB, not modelled"},
    {"max_orphans",                  "unlimited",              A, "MEMP_NUM_TCP_PCB, not modelled"},
    // Acknowledgments
    {"fin_ack_delay",                "0s",                     V, "tcp_ack_now on a FIN"},
    {"fin_ack_delay_no_data",        "0s",                     V, "tcp_ack_now on a FIN"},
    {"fin_ack_merge",                "callback",               V, "tcp_input: the callback runs before tcp_output"},
    {"delayed_ack",                  "fixed",                  V, "tcp_fasttmr"},
    {"data_delack",                  "250ms",                  V, "TCP_FAST_INTERVAL, TCP_TMR_INTERVAL"},
    {"data_delack_max",              "250ms",                  V, "not used: delayed_ack is fixed"},
    {"dup_ack_rate",                 "0s",                     V, "lwIP has no limit"},
    // Segment processing
    {"process_ack_of_dup_fin",       "true",                   V, "tcp_receive"},
    {"dup_fin_consumed_silently",    "false",                  V, "tcp_process"},
    {"rst_on_close_unread",          "true",                   V, "tcp_close_shutdown"},
    {"rst_on_data_after_close",      "true",                   V, "tcp_input, TF_RXCLOSED"},
    {"rst_on_ooo_fin_after_close",   "false",                  A, "not read"},
    {"rst_challenge",                "true",                   V, "tcp_process"},
    {"rst_accept_rcvnxt_minus1",     "false",                  V, "tcp_process"},
    {"challenge_ack_in_established", "true",                   A, "tcp_receive, not read"},
    {"rst_error",                    "rfc9293",               A, "tcp_process gives ERR_RST"},
    {"retransmission_collapse",      "false",                  A, "tcp_rexmit repeats segments as they are, not read"},
    // Keepalive
    {"keepalive",                    "false",                  V, "SOF_KEEPALIVE unset"},
    {"keepalive_idle",               "2h",                     V, "TCP_KEEPIDLE_DEFAULT"},
    {"keepalive_interval",           "75s",                    V, "TCP_KEEPINTVL_DEFAULT"},
    {"keepalive_count",              "9",                      V, "TCP_KEEPCNT_DEFAULT"},
    // Flow and congestion
    {"mss",                          "536",                    D, "TCP_MSS, opt.h"},
    {"initial_cwnd",                 "4",                      D, "LWIP_TCP_CALC_INITIAL_CWND, RFC 3390"},
    {"receive_buffer",               "2144",                   D, "TCP_WND, 4 * TCP_MSS"},
    {"window_scaling",               "false",                  V, "LWIP_WND_SCALE 0"},
    // The stack's clock
    {"timer_tick",                   "500ms",                  V, "TCP_SLOW_INTERVAL"},
    {"timer_quantize",               "tick_phase",             V, "tcp_slowtmr counts ticks"},
    {"hz",                           "250",                    A, "not used: timer_quantize is another"},
    {"jiffies_at_start",             "none",                   A, "not used: timer_quantize is another"},
});
// clang-format on

}  // namespace

std::span<const StackRow> lwip_rows() { return kRows; }

}  // namespace finwait
