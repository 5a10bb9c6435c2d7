// macOS, XNU 11417: bsd/netinet. BSD's ways with a TIME-WAIT of its own and a quirk in its back-off.
#include "core/stack_rows.hpp"

namespace finwait {
namespace {

constexpr Evidence V = Evidence::Verified;
constexpr Evidence A = Evidence::Assumed;

// clang-format off
constexpr std::array kRows = std::to_array<StackRow>({
    // Retransmission timeout
    {"rto_initial",                  "1s",                     V, "TCPTV_RTOBASE, bsd/netinet/tcp_timer.h"},
    {"rto_after_syn_rtx",            "1s",                     A, "no exception seen"},
    {"rto_min",                      "30ms",                   V, "TCPTV_REXMTMIN, tcp_timer.h"},
    {"rto_min_mode",                 "total",                  V, "TCPT_RANGESET in tcp_timers"},
    {"rto_slop",                     "200ms",                  V, "TCPTV_REXMTSLOP, tcp_timer.h"},
    {"rto_max",                      "64s",                    V, "TCPTV_REXMTMAX, tcp_timer.h"},
    {"rtt_estimator",                "rfc6298",                V, "tcp_xmit_timer"},
    {"rtt_from_handshake",           "true",                   V, "tcp_input, first sample 3 RTT"},
    {"rto_backoff",                  "base_table",             V, "tcp_backoff, tcp_timer.c"},
    {"backoff_table",                "1,2,4,8,16,32,64",       V, "tcp_backoff, tcp_timer.c"},
    {"srtt_collapse_after",          "3",                      V, "tcp_timers: rxtshift above TCP_MAXRXTSHIFT / 4"},
    // Loss detection
    {"tlp",                          "true",                   V, "tcp_output, in ESTABLISHED"},
    {"tlp_on_fin",                   "false",                  V, "probes need payload and ESTABLISHED"},
    {"tlp_extra_single",             "100ms",                  V, "tcp_output, delayed ACK allowance"},
    {"tlp_extra_several",            "0s",                     A, "2 SRTT alone"},
    {"sack",                         "true",                   V, "net.inet.tcp.sack"},
    {"dsack",                        "true",                   A, "not read"},
    {"rack",                         "false",                  A, "not read"},
    {"timestamps",                   "true",                   A, "net.inet.tcp.rfc1323"},
    // Giving up
    {"giveup_mode",                  "count_then_wait",        V, "tcp_timers"},
    {"giveup_time",                  "never",                  V, "not used: giveup_mode goes by a count"},
    {"giveup_count",                 "12",                     V, "TCP_MAXRXTSHIFT, tcp_timer.h"},
    {"giveup_count_orphan",          "12",                     V, "tcp_timers knows no orphans"},
    {"giveup_orphan_zero_means",     "0",                      V, "no such rule"},
    {"giveup_model_base",            "200ms",                  V, "not used: giveup_mode is another"},
    {"giveup_rst",                   "true",                   V, "tcp_drop in tcp_timers"},
    {"syn_retries",                  "6",                      A, "connect() ends at 75 s there, not modelled"},
    {"syn_linear_timeouts",          "4",                      A, "tcp_syn_backoff 1,1,1,1,1,2,4, not read"},
    {"synack_retries",               "6",                      A, "within 75 s, not read"},
    {"user_timeout",                 "never",                  V, "TCP_CONNECTIONTIMEOUT unset"},
    {"last_ack_timeout",             "never",                  V, "tcp_timers has none"},
    // FIN-WAIT-2
    {"finwait2_timeout",             "60s",                    V, "TCPTV_FINWAIT2"},
    {"finwait2_when",                "rx_shut",                V, "SS_CANTRCVMORE in tcp_input"},
    {"finwait2_rto_floor_tenths",    "0",                      V, "tcp_timers has none"},
    {"finwait2_expiry_rst",          "true",                   V, "tcp_drop in tcp_timers"},
    {"finwait2_reduced",             "false",                  V, "the full tcpcb stays"},
    {"finwait2_split_above",         "never",                  V, "tcp_timers has none"},
    {"close_timers_origin",          "entry",                  V, "TCPT_2MSL set on entry"},
    // TIME-WAIT
    {"time_wait",                    "30s",                    V, "2 * TCPTV_MSL of 15 s"},
    {"tw_restart",                   "none",                   V, "tcp_input, TIME_WAIT"},
    {"tw_on_rst",                    "ignore",                 V, "tcp_input, TIME_WAIT"},
    {"tw_accept_syn",                "seq",                    V, "tcp_input, TIME_WAIT"},
    {"rfc1337",                      "false",                  V, "not used: tw_on_rst is ignore"},
    {"tw_after_sending_rst",         "false",                  V, "tcp_drop"},
    {"max_tw_buckets",               "unlimited",              A, "none read"},
    {"max_orphans",                  "unlimited",              A, "none read"},
    // Acknowledgments
    {"fin_ack_delay",                "0s",                     V, "TF_ACKNOW on a FIN"},
    {"fin_ack_delay_no_data",        "0s",                     V, "TF_ACKNOW on a FIN"},
    {"fin_ack_merge",                "never",                  V, "TF_ACKNOW on a FIN"},
    {"delayed_ack",                  "fixed",                  V, "TCPT_DELACK"},
    {"data_delack",                  "100ms",                  V, "TCPTV_DELACK, 100 to 200 ms"},
    {"data_delack_max",              "200ms",                  V, "not used: delayed_ack is fixed"},
    {"dup_ack_rate",                 "0s",                     A, "limited per second, which is not modelled"},
    // Segment processing
    {"process_ack_of_dup_fin",       "true",                   V, "tcp_input"},
    {"dup_fin_consumed_silently",    "false",                  V, "tcp_input"},
    {"rst_on_close_unread",          "true",                   V, "tcp_disconnect"},
    {"rst_on_data_after_close",      "true",                   V, "SS_NOFDREF in tcp_input"},
    {"rst_on_ooo_fin_after_close",   "false",                  A, "not read"},
    {"rst_challenge",                "true",                   V, "tcp_input, RFC 5961"},
    {"rst_accept_rcvnxt_minus1",     "true",                   V, "tcp_input: last_ack_sent - 1"},
    {"challenge_ack_in_established", "true",                   A, "dropafterack in tcp_input, not read"},
    {"rst_error",                    "rfc9293",               A, "tcp_input: tcp_close in CLOSING and LAST_ACK"},
    {"retransmission_collapse",      "true",                   A, "tcp_output sends what fits, not read"},
    // Keepalive
    {"keepalive",                    "false",                  V, "net.inet.tcp.always_keepalive 0"},
    {"keepalive_idle",               "2h",                     V, "TCPTV_KEEP_IDLE"},
    {"keepalive_interval",           "75s",                    V, "TCPTV_KEEPINTVL"},
    {"keepalive_count",              "8",                      V, "TCPTV_KEEPCNT"},
    // Flow and congestion
    {"mss",                          "1460",                   A, "1500 octets of Ethernet less 40"},
    {"initial_cwnd",                 "10",                     A, "RFC 6928"},
    {"receive_buffer",               "65535",                  A, "needs no shift"},
    {"window_scaling",               "true",                   A, "net.inet.tcp.rfc1323"},
    // The stack's clock
    {"timer_tick",                   "1ms",                    V, "TCP_RETRANSHZ; slow timers coalesce to 500 ms"},
    {"timer_quantize",               "ceil",                   V, "tcp_sched_timers"},
    {"hz",                           "250",                    A, "not used: timer_quantize is another"},
    {"jiffies_at_start",             "none",                   A, "not used: timer_quantize is another"},
});
// clang-format on

}  // namespace

std::span<const StackRow> macos_rows() { return kRows; }

}  // namespace finwait
