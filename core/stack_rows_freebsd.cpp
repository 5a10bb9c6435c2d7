// FreeBSD 13 to 15, the default stack: sys/netinet.
#include "core/stack_rows.hpp"

namespace finwait {
namespace {

constexpr Evidence V = Evidence::Verified;
constexpr Evidence A = Evidence::Assumed;

// clang-format off
constexpr std::array kRows = std::to_array<StackRow>({
    // Retransmission timeout
    {"rto_initial",                  "1s",                     V, "TCPTV_RTOBASE, tcp_timer.h"},
    {"rto_after_syn_rtx",            "1s",                     A, "no exception seen"},
    {"rto_min",                      "30ms",                   V, "TCPTV_MIN, tcp_timer.h"},
    {"rto_min_mode",                 "total",                  V, "TCPT_RANGESET in tcp_timer_rexmt"},
    {"rto_slop",                     "200ms",                  V, "TCPTV_CPU_VAR, tcp_timer.h"},
    {"rto_max",                      "64s",                    V, "TCPTV_REXMTMAX, tcp_timer.h"},
    {"rtt_estimator",                "rfc6298",                V, "tcp_xmit_timer"},
    {"rtt_from_handshake",           "true",                   V, "tcp_input, first sample 3 RTT"},
    {"rto_backoff",                  "base_table",             V, "tcp_backoff, tcp_timer.c"},
    {"backoff_table",                "1,2,4,8,16,32,64,128,256,512", V, "tcp_backoff, tcp_timer.c"},
    {"srtt_collapse_after",          "unlimited",              A, "folding at TCP_MAXRXTSHIFT / 4 is not modelled"},
    // Loss detection
    {"tlp",                          "false",                  V, "the default stack has none"},
    {"tlp_on_fin",                   "false",                  V, "the default stack has none"},
    {"tlp_extra_single",             "0s",                     V, "not used: tlp is false"},
    {"tlp_extra_several",            "0s",                     V, "not used: tlp is false"},
    {"sack",                         "true",                   V, "net.inet.tcp.sack.enable 1"},
    {"dsack",                        "true",                   A, "net.inet.tcp.dsack, not read"},
    {"rack",                         "false",                  A, "RACK is a stack of its own"},
    {"timestamps",                   "true",                   V, "net.inet.tcp.rfc1323 1"},
    // Giving up
    {"giveup_mode",                  "count_then_wait",        V, "tcp_timer_rexmt"},
    {"giveup_time",                  "never",                  V, "not used: giveup_mode goes by a count"},
    {"giveup_count",                 "12",                     V, "TCP_MAXRXTSHIFT, tcp_timer.h"},
    {"giveup_count_orphan",          "12",                     V, "tcp_timer_rexmt knows no orphans"},
    {"giveup_orphan_zero_means",     "0",                      V, "no such rule"},
    {"giveup_model_base",            "200ms",                  V, "not used: giveup_mode is another"},
    {"giveup_rst",                   "true",                   V, "tcp_drop in tcp_timer_rexmt"},
    {"syn_retries",                  "6",                      A, "connect() ends at 75 s there, not modelled"},
    {"syn_linear_timeouts",          "4",                      A, "tcp_syn_backoff 1,1,1,1,1,2,4, not read"},
    {"synack_retries",               "3",                      A, "net.inet.tcp.syncache.rexmtlimit, not read"},
    {"user_timeout",                 "never",                  V, "net.inet.tcp.maxunacktime 0"},
    {"last_ack_timeout",             "never",                  V, "tcp_timer.c has none"},
    // FIN-WAIT-2
    {"finwait2_timeout",             "675s",                   V, "keepcnt * keepintvl, then 75 s: 600 to 675 s"},
    {"finwait2_when",                "rx_shut",                V, "tcp_usrclosed, SBS_CANTRCVMORE"},
    {"finwait2_rto_floor_tenths",    "0",                      V, "tcp_timer_2msl has none"},
    {"finwait2_expiry_rst",          "false",                  V, "tcp_close in tcp_timer_2msl"},
    {"finwait2_reduced",             "false",                  V, "the full tcpcb stays"},
    {"finwait2_split_above",         "never",                  V, "tcp_timer_2msl has none"},
    {"close_timers_origin",          "entry",                  V, "tcp_timer_activate(TT_2MSL)"},
    // TIME-WAIT
    {"time_wait",                    "60s",                    V, "2 * TCPTV_MSL, tcp_twstart"},
    {"tw_restart",                   "dup_fin",                V, "tcp_twcheck"},
    {"tw_on_rst",                    "ignore",                 V, "tcp_twcheck"},
    {"tw_accept_syn",                "seq",                    V, "tcp_twcheck"},
    {"rfc1337",                      "false",                  V, "not used: tw_on_rst is ignore"},
    {"tw_after_sending_rst",         "false",                  V, "tcp_drop"},
    {"max_tw_buckets",               "unlimited",              A, "net.inet.tcp.maxtcptw, not modelled"},
    {"max_orphans",                  "unlimited",              A, "none read"},
    // Acknowledgments
    {"fin_ack_delay",                "0s",                     V, "TF_ACKNOW on a FIN"},
    {"fin_ack_delay_no_data",        "0s",                     V, "TF_ACKNOW on a FIN"},
    {"fin_ack_merge",                "never",                  V, "TF_ACKNOW on a FIN"},
    {"delayed_ack",                  "fixed",                  V, "tcp_timer_delack"},
    {"data_delack",                  "40ms",                   V, "TCPTV_DELACK; net.inet.tcp.delacktime"},
    {"data_delack_max",              "40ms",                   V, "not used: delayed_ack is fixed"},
    {"dup_ack_rate",                 "0s",                     A, "no limit seen"},
    // Segment processing
    {"process_ack_of_dup_fin",       "true",                   V, "tcp_do_segment"},
    {"dup_fin_consumed_silently",    "false",                  V, "tcp_do_segment"},
    {"rst_on_close_unread",          "false",                  V, "tcp_disconnect: discarded, FIN"},
    {"rst_on_data_after_close",      "true",                   V, "SS_NOFDREF in tcp_input"},
    {"rst_on_ooo_fin_after_close",   "false",                  A, "not read"},
    {"rst_challenge",                "true",                   V, "tcp_send_challenge_ack"},
    {"rst_accept_rcvnxt_minus1",     "false",                  V, "tcp_do_segment"},
    {"challenge_ack_in_established", "true",                   A, "dropafterack in tcp_do_segment, not read"},
    {"rst_error",                    "rfc9293",               A, "tcp_do_segment: tcp_close in CLOSING and LAST_ACK"},
    {"retransmission_collapse",      "true",                   A, "tcp_output sends what fits, not read"},
    // Keepalive
    {"keepalive",                    "true",                   V, "net.inet.tcp.always_keepalive 1"},
    {"keepalive_idle",               "2h",                     V, "TCPTV_KEEP_IDLE; net.inet.tcp.keepidle"},
    {"keepalive_interval",           "75s",                    V, "TCPTV_KEEPINTVL; net.inet.tcp.keepintvl"},
    {"keepalive_count",              "8",                      V, "TCPTV_KEEPCNT; net.inet.tcp.keepcnt"},
    // Flow and congestion
    {"mss",                          "1460",                   A, "1500 octets of Ethernet less 40"},
    {"initial_cwnd",                 "10",                     A, "net.inet.tcp.initcwnd_segments"},
    {"receive_buffer",               "65535",                  A, "recvspace 65536; needs no shift"},
    {"window_scaling",               "true",                   V, "net.inet.tcp.rfc1323 1"},
    // The stack's clock
    {"timer_tick",                   "1ms",                    V, "callouts, hz 1000"},
    {"timer_quantize",               "none",                   V, "callouts are precise"},
    {"hz",                           "250",                    A, "not used: timer_quantize is another"},
    {"jiffies_at_start",             "none",                   A, "not used: timer_quantize is another"},
});
// clang-format on

}  // namespace

std::span<const StackRow> freebsd_rows() { return kRows; }

}  // namespace finwait
