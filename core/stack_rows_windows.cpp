// Windows, from documents alone: much of it is assumed until somebody can confirm it.
#include "core/stack_rows.hpp"

namespace finwait {
namespace {

constexpr Evidence D = Evidence::Documented;
constexpr Evidence A = Evidence::Assumed;

// clang-format off
constexpr std::array kRows = std::to_array<StackRow>({
    // Retransmission timeout
    {"rto_initial",                  "1s",                     A, "InitialRto: 3 s in Server 2012, 1 s later"},
    {"rto_after_syn_rtx",            "3s",                     A, "RFC 6298 5.7"},
    {"rto_min",                      "300ms",                  D, "MinRto, Internet template (Datacenter: 20 ms)"},
    {"rto_min_mode",                 "total",                  A, "as RFC 6298 2.4"},
    {"rto_slop",                     "0s",                     A, "none documented"},
    {"rto_max",                      "60s",                    A, "none documented; RFC 6298 2.5"},
    {"rtt_estimator",                "rfc6298",                A, "none documented"},
    {"rtt_from_handshake",           "true",                   A, "none documented"},
    {"rto_backoff",                  "double",                 D, "TcpMaxDataRetransmissions: doubled each time"},
    {"backoff_table",                "1,2,4,8,16,32,64,128,256,512", A, "not used: rto_backoff is double"},
    {"srtt_collapse_after",          "unlimited",              A, "none documented"},
    // Loss detection
    {"tlp",                          "false",                  A, "not confirmed for a FIN"},
    {"tlp_on_fin",                   "false",                  A, "not confirmed"},
    {"tlp_extra_single",             "0s",                     A, "not used: tlp is false"},
    {"tlp_extra_several",            "0s",                     A, "not used: tlp is false"},
    {"sack",                         "true",                   A, "on since Windows 2000"},
    {"dsack",                        "false",                  A, "none documented"},
    {"rack",                         "false",                  A, "not confirmed"},
    {"timestamps",                   "false",                  D, "Tcp1323Opts 0"},
    // Giving up
    {"giveup_mode",                  "count_then_wait",        D, "TcpMaxDataRetransmissions"},
    {"giveup_time",                  "never",                  D, "not used: giveup_mode goes by a count"},
    {"giveup_count",                 "5",                      D, "TcpMaxDataRetransmissions"},
    {"giveup_count_orphan",          "5",                      A, "no other limit documented"},
    {"giveup_orphan_zero_means",     "0",                      A, "no such rule documented"},
    {"giveup_model_base",            "200ms",                  D, "not used: giveup_mode is another"},
    {"giveup_rst",                   "true",                   A, "not confirmed"},
    {"syn_retries",                  "4",                      A, "netsh: Max SYN Retransmissions"},
    {"syn_linear_timeouts",          "0",                      A, "none documented"},
    {"synack_retries",               "2",                      A, "TcpMaxConnectResponseRetransmissions"},
    {"user_timeout",                 "never",                  A, "TCP_MAXRT unset"},
    {"last_ack_timeout",             "never",                  A, "none documented"},
    // FIN-WAIT-2
    {"finwait2_timeout",             "120s",                   A, "TcpFinWait2Delay, seen in tuning scripts only"},
    {"finwait2_when",                "rx_shut",                A, "not confirmed"},
    {"finwait2_rto_floor_tenths",    "0",                      A, "none documented"},
    {"finwait2_expiry_rst",          "false",                  A, "not confirmed"},
    {"finwait2_reduced",             "false",                  A, "not confirmed"},
    {"finwait2_split_above",         "never",                  A, "none documented"},
    {"close_timers_origin",          "entry",                  A, "not confirmed"},
    // TIME-WAIT
    {"time_wait",                    "120s",                   D, "TcpTimedWaitDelay, Server 2003"},
    {"tw_restart",                   "dup_fin",                A, "not confirmed"},
    {"tw_on_rst",                    "ignore",                 A, "not confirmed"},
    {"tw_accept_syn",                "seq",                    A, "not confirmed"},
    {"rfc1337",                      "false",                  A, "not used: tw_on_rst is ignore"},
    {"tw_after_sending_rst",         "false",                  A, "not confirmed"},
    {"max_tw_buckets",               "unlimited",              A, "none documented"},
    {"max_orphans",                  "unlimited",              A, "none documented"},
    // Acknowledgments
    {"fin_ack_delay",                "0s",                     A, "not confirmed"},
    {"fin_ack_delay_no_data",        "0s",                     A, "not confirmed"},
    {"fin_ack_merge",                "timer",                  A, "not confirmed"},
    {"delayed_ack",                  "fixed",                  D, "DelayedAckTimeout"},
    {"data_delack",                  "40ms",                   D, "DelayedAckTimeout"},
    {"data_delack_max",              "40ms",                   D, "not used: delayed_ack is fixed"},
    {"dup_ack_rate",                 "0s",                     A, "not confirmed"},
    // Segment processing
    {"process_ack_of_dup_fin",       "true",                   A, "not confirmed"},
    {"dup_fin_consumed_silently",    "false",                  A, "not confirmed"},
    {"rst_on_close_unread",          "true",                   A, "not confirmed"},
    {"rst_on_data_after_close",      "true",                   A, "not confirmed"},
    {"rst_on_ooo_fin_after_close",   "false",                  A, "not confirmed"},
    {"rst_challenge",                "true",                   A, "not confirmed"},
    {"rst_accept_rcvnxt_minus1",     "false",                  A, "not confirmed"},
    {"challenge_ack_in_established", "true",                   A, "not confirmed"},
    {"rst_error",                    "rfc9293",               A, "not confirmed"},
    {"retransmission_collapse",      "false",                  A, "not confirmed"},
    // Keepalive
    {"keepalive",                    "false",                  D, "SO_KEEPALIVE unset"},
    {"keepalive_idle",               "2h",                     D, "KeepAliveTime"},
    {"keepalive_interval",           "1s",                     D, "KeepAliveInterval"},
    {"keepalive_count",              "10",                     D, "SO_KEEPALIVE, Vista and later"},
    // Flow and congestion
    {"mss",                          "1460",                   A, "1500 octets of Ethernet less 40"},
    {"initial_cwnd",                 "10",                     A, "RFC 6928"},
    {"receive_buffer",               "65535",                  A, "needs no shift"},
    {"window_scaling",               "true",                   D, "receive window auto-tuning, on since Vista"},
    // The stack's clock
    {"timer_tick",                   "10ms",                   A, "not confirmed"},
    {"timer_quantize",               "ceil",                   A, "not confirmed"},
    {"hz",                           "250",                    A, "not used: timer_quantize is another"},
    {"jiffies_at_start",             "none",                   A, "not used: timer_quantize is another"},
});
// clang-format on

}  // namespace

std::span<const StackRow> windows_rows() { return kRows; }

}  // namespace finwait
