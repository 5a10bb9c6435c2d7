// The account of the lessons ("what if the first, second, third, fourth segment is lost"; xiaolincoding, tcp_interview
// and its many copies): a FIN is repeated a fixed number of times, each wait twice the last, then closed.
#include "core/stack_rows.hpp"

namespace finwait {
namespace {

constexpr Evidence D = Evidence::Documented;
constexpr Evidence A = Evidence::Assumed;

// clang-format off
constexpr std::array kRows = std::to_array<StackRow>({
    // Retransmission timeout
    {"rto_initial",                  "1s",                     D, "the lessons: T, 2T, 4T from one second"},
    {"rto_after_syn_rtx",            "1s",                     A, "the lessons make no exception for a repeated SYN"},
    {"rto_min",                      "1s",                     D, "the lessons: T is one second"},
    {"rto_min_mode",                 "total",                  A, "as RFC 6298 2.4"},
    {"rto_slop",                     "0s",                     D, "the lessons know none"},
    {"rto_max",                      "never",                  D, "the lessons double without end"},
    {"rtt_estimator",                "rfc6298",                A, "not used: no sample lifts T"},
    {"rtt_from_handshake",           "false",                  A, "T is the same whatever the round-trip time"},
    {"rto_backoff",                  "double",                 D, "the lessons: each wait is twice the last"},
    {"backoff_table",                "1,2,4,8,16,32,64,128,256,512", A, "not used: rto_backoff is double"},
    {"srtt_collapse_after",          "unlimited",              D, "the lessons know none"},
    // Loss detection
    {"tlp",                          "false",                  D, "the lessons know no probe"},
    {"tlp_on_fin",                   "false",                  D, "the lessons know no probe"},
    {"tlp_extra_single",             "0s",                     D, "not used: tlp is false"},
    {"tlp_extra_several",            "0s",                     D, "not used: tlp is false"},
    {"sack",                         "false",                  D, "the lessons keep to ACKs"},
    {"dsack",                        "false",                  D, "the lessons keep to ACKs"},
    {"rack",                         "false",                  D, "the lessons keep to timeouts"},
    {"timestamps",                   "false",                  D, "the lessons leave them out"},
    // Giving up
    {"giveup_mode",                  "count_then_wait",        D, "the lessons: N times, then twice the last wait"},
    {"giveup_time",                  "never",                  D, "not used: giveup_mode goes by a count"},
    {"giveup_count",                 "3",                      D, "the lessons draw three retransmissions"},
    {"giveup_count_orphan",          "3",                      D, "the lessons: tcp_orphan_retries, drawn with 3"},
    {"giveup_orphan_zero_means",     "8",                      D, "the lessons: tcp_orphan_retries 0 means 8"},
    {"giveup_model_base",            "200ms",                  D, "not used: giveup_mode is another"},
    {"giveup_rst",                   "false",                  D, "the lessons: it just closes"},
    {"syn_retries",                  "6",                      D, "the lessons: tcp_syn_retries"},
    {"syn_linear_timeouts",          "0",                      D, "the lessons double from the first"},
    {"synack_retries",               "5",                      D, "the lessons: tcp_synack_retries"},
    {"user_timeout",                 "never",                  D, "the lessons know none"},
    {"last_ack_timeout",             "never",                  D, "the lessons: only the retries end LAST-ACK"},
    // FIN-WAIT-2
    {"finwait2_timeout",             "60s",                    D, "the lessons: tcp_fin_timeout"},
    {"finwait2_when",                "orphan",                 D, "the lessons: after close(), not shutdown()"},
    {"finwait2_rto_floor_tenths",    "0",                      D, "the lessons know none"},
    {"finwait2_expiry_rst",          "false",                  D, "the lessons: it just closes"},
    {"finwait2_reduced",             "false",                  D, "the lessons know none"},
    {"finwait2_split_above",         "never",                  D, "the lessons know none"},
    {"close_timers_origin",          "entry",                  D, "the lessons count from the entry"},
    // TIME-WAIT
    {"time_wait",                    "60s",                    D, "the lessons: 2 MSL of 30 s"},
    {"tw_restart",                   "dup_fin",                D, "the lessons: each repeated FIN restarts 2 MSL"},
    {"tw_on_rst",                    "kill_exact",             D, "the lessons: an RST ends it with tcp_rfc1337 0"},
    {"tw_accept_syn",                "seq",                    D, "the lessons: a SYN with a larger number is legal"},
    {"rfc1337",                      "false",                  D, "the lessons: tcp_rfc1337 0"},
    {"tw_after_sending_rst",         "false",                  D, "the lessons know none"},
    {"max_tw_buckets",               "unlimited",              A, "one connection"},
    {"max_orphans",                  "unlimited",              A, "one connection"},
    // Acknowledgments
    {"fin_ack_delay",                "0s",                     D, "the lessons: a FIN is acknowledged at once"},
    {"fin_ack_delay_no_data",        "0s",                     D, "the lessons: a FIN is acknowledged at once"},
    {"fin_ack_merge",                "never",                  D, "the lessons: four segments"},
    {"delayed_ack",                  "fixed",                  D, "the lessons acknowledge at once"},
    {"data_delack",                  "0s",                     D, "the lessons acknowledge at once"},
    {"data_delack_max",              "0s",                     D, "not used: delayed_ack is fixed"},
    {"dup_ack_rate",                 "0s",                     D, "the lessons know no limit"},
    // Segment processing
    {"process_ack_of_dup_fin",       "true",                   D, "the lessons: both sides reach TIME-WAIT"},
    {"dup_fin_consumed_silently",    "false",                  D, "the lessons: every FIN is answered"},
    {"rst_on_close_unread",          "true",                   D, "the lessons: unread data turns close() into RST"},
    {"rst_on_data_after_close",      "true",                   D, "the lessons: close(), then data: RST"},
    {"rst_on_ooo_fin_after_close",   "false",                  D, "the lessons: it waits in the queue"},
    {"rst_challenge",                "true",                   A, "as RFC 9293 3.10.7.4 step 2"},
    {"rst_accept_rcvnxt_minus1",     "false",                  A, "as RFC 9293 3.10.7.4 step 2"},
    {"challenge_ack_in_established", "true",                   A, "as RFC 9293 3.10.7.4 step 5"},
    {"rst_error",                    "rfc9293",               A, "as RFC 9293 3.10.7.4 step 2"},
    {"retransmission_collapse",      "false",                  A, "the lessons repeat a segment as it was"},
    // Keepalive
    {"keepalive",                    "false",                  D, "the lessons: off unless asked for"},
    {"keepalive_idle",               "2h",                     D, "the lessons: 2 h 11 min 15 s in all"},
    {"keepalive_interval",           "75s",                    D, "the lessons: tcp_keepalive_intvl"},
    {"keepalive_count",              "9",                      D, "the lessons: tcp_keepalive_probes"},
    // Flow and congestion
    {"mss",                          "1460",                   A, "1500 octets of Ethernet less 40"},
    {"initial_cwnd",                 "10",                     A, "as RFC 6928"},
    {"receive_buffer",               "65535",                  A, "the largest window without scaling"},
    {"window_scaling",               "false",                  D, "the lessons leave it out"},
    // The stack's clock
    {"timer_tick",                   "0s",                     D, "the lessons: timers are exact"},
    {"timer_quantize",               "none",                   D, "the lessons: timers are exact"},
    {"hz",                           "250",                    A, "not used: timer_quantize is another"},
    {"jiffies_at_start",             "none",                   A, "not used: timer_quantize is another"},
});
// clang-format on

}  // namespace

std::span<const StackRow> textbook_rows() { return kRows; }

}  // namespace finwait
