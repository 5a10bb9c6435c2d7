// RFC 9293 with RFC 6298, read for what they intend where the letter cannot be meant (TIME-WAIT restarts at a
// repeated FIN), and with their own numbers wherever they give any.
#include "core/stack_rows.hpp"

namespace finwait {
namespace {

constexpr Evidence V = Evidence::Verified;
constexpr Evidence A = Evidence::Assumed;

// clang-format off
constexpr std::array kRows = std::to_array<StackRow>({
    // Retransmission timeout
    {"rto_initial",                  "1s",                     V, "RFC 6298 2.1"},
    {"rto_after_syn_rtx",            "3s",                     V, "RFC 6298 5.7"},
    {"rto_min",                      "1s",                     V, "RFC 6298 2.4"},
    {"rto_min_mode",                 "total",                  V, "RFC 6298 2.4"},
    {"rto_slop",                     "0s",                     V, "RFC 6298 2.3 with a fine clock"},
    {"rto_max",                      "60s",                    V, "RFC 6298 2.5, the least ceiling allowed"},
    {"rtt_estimator",                "rfc6298",                V, "RFC 6298 2.2, 2.3"},
    {"rtt_from_handshake",           "true",                   V, "RFC 6298 2.2, RFC 9293 3.10.7.3"},
    {"rto_backoff",                  "double",                 V, "RFC 6298 5.5"},
    {"backoff_table",                "1,2,4,8,16,32,64,128,256,512", A, "not used: rto_backoff is double"},
    {"srtt_collapse_after",          "unlimited",              V, "RFC 6298 5 has none"},
    // Loss detection
    {"tlp",                          "false",                  V, "RFC 9293 has none; RFC 8985 7 is optional"},
    {"tlp_on_fin",                   "false",                  V, "RFC 9293 has none"},
    {"tlp_extra_single",             "0s",                     V, "not used: tlp is false"},
    {"tlp_extra_several",            "0s",                     V, "not used: tlp is false"},
    {"sack",                         "false",                  V, "RFC 9293 3.2: SACK is optional"},
    {"dsack",                        "false",                  V, "RFC 2883 is no part of RFC 9293"},
    {"rack",                         "false",                  V, "RFC 8985 is no part of RFC 9293"},
    {"timestamps",                   "false",                  V, "RFC 9293 3.2: timestamps are optional"},
    // Giving up
    {"giveup_mode",                  "since_first_tx",         V, "RFC 9293 3.8.3 (R2)"},
    {"giveup_time",                  "100s",                   V, "RFC 9293 3.8.3: R2 of at least 100 s"},
    {"giveup_count",                 "15",                     A, "not used: giveup_mode goes by time"},
    {"giveup_count_orphan",          "15",                     A, "not used: giveup_mode goes by time"},
    {"giveup_orphan_zero_means",     "0",                      A, "not used: giveup_mode goes by time"},
    {"giveup_model_base",            "200ms",                  V, "not used: giveup_mode is another"},
    {"giveup_rst",                   "false",                  V, "RFC 9293 3.10.8 requires none"},
    {"syn_retries",                  "7",                      V, "RFC 9293 3.8.3: a SYN for at least three minutes"},
    {"syn_linear_timeouts",          "0",                      V, "RFC 6298 5.5"},
    {"synack_retries",               "7",                      V, "RFC 9293 3.8.3: a SYN for at least three minutes"},
    {"user_timeout",                 "never",                  V, "RFC 9293 3.9.1.1: optional, 5 min if given"},
    {"last_ack_timeout",             "never",                  V, "RFC 9293 has none"},
    // FIN-WAIT-2
    {"finwait2_timeout",             "never",                  V, "RFC 9293 has no timer in FIN-WAIT-2"},
    {"finwait2_when",                "never",                  V, "RFC 9293 has no timer in FIN-WAIT-2"},
    {"finwait2_rto_floor_tenths",    "0",                      V, "RFC 9293 has no timer in FIN-WAIT-2"},
    {"finwait2_expiry_rst",          "false",                  V, "not used: no timer"},
    {"finwait2_reduced",             "false",                  V, "RFC 9293 has none"},
    {"finwait2_split_above",         "never",                  V, "not used: no timer"},
    {"close_timers_origin",          "entry",                  V, "RFC 9293 3.10.7.4"},
    // TIME-WAIT
    {"time_wait",                    "240s",                   V, "RFC 9293 3.4.2: MSL 2 min"},
    {"tw_restart",                   "dup_fin",                V, "RFC 9293 3.10.7.4, as intended"},
    {"tw_on_rst",                    "kill_exact",             V, "RFC 9293 3.10.7.4 step 2"},
    {"tw_accept_syn",                "rfc6191",                V, "RFC 9293 3.6.1, RFC 6191"},
    {"rfc1337",                      "false",                  V, "RFC 1337 is no part of RFC 9293"},
    {"tw_after_sending_rst",         "false",                  V, "RFC 9293 3.5.2 says should; no stack does"},
    {"max_tw_buckets",               "unlimited",              V, "RFC 9293 has none"},
    {"max_orphans",                  "unlimited",              V, "RFC 9293 has none"},
    // Acknowledgments
    {"fin_ack_delay",                "0s",                     V, "RFC 9293 3.10.7.4 step 8; 3.8.6.3 lets it wait"},
    {"fin_ack_delay_no_data",        "0s",                     V, "RFC 9293 3.10.7.4 step 8"},
    {"fin_ack_merge",                "timer",                  V, "RFC 9293 Figure 5, note 2"},
    {"delayed_ack",                  "fixed",                  V, "RFC 9293 3.8.6.3"},
    {"data_delack",                  "200ms",                  A, "RFC 9293 3.8.6.3: less than 0.5 s"},
    {"data_delack_max",              "200ms",                  A, "not used: delayed_ack is fixed"},
    {"dup_ack_rate",                 "0s",                     V, "RFC 9293 3.10.7.4 answers each"},
    // Segment processing
    {"process_ack_of_dup_fin",       "false",                  V, "RFC 9293 3.10.7.4 step 1, read literally"},
    {"dup_fin_consumed_silently",    "false",                  V, "RFC 9293 3.10.7.4 step 1"},
    {"rst_on_close_unread",          "true",                   V, "RFC 9293 3.6.1 (SHLD-3)"},
    {"rst_on_data_after_close",      "true",                   V, "RFC 9293 3.6.1 (SHLD-3)"},
    {"rst_on_ooo_fin_after_close",   "false",                  V, "RFC 9293 3.6.1 speaks of data"},
    {"rst_challenge",                "true",                   V, "RFC 9293 3.10.7.4 step 2, RFC 5961 3"},
    {"rst_accept_rcvnxt_minus1",     "false",                  V, "RFC 9293 3.10.7.4 step 2"},
    {"challenge_ack_in_established", "true",                   V, "RFC 9293 3.10.7.4 step 5"},
    {"rst_error",                    "rfc9293",               V, "RFC 9293 3.10.7.4 step 2"},
    {"retransmission_collapse",      "false",                  A, "RFC 9293 3.8.1 allows repacketization"},
    // Keepalive
    {"keepalive",                    "false",                  V, "RFC 9293 3.8.4: off by default"},
    {"keepalive_idle",               "2h",                     V, "RFC 9293 3.8.4: at least two hours"},
    {"keepalive_interval",           "75s",                    A, "RFC 9293 3.8.4 gives none; as BSD"},
    {"keepalive_count",              "9",                      A, "RFC 9293 3.8.4 gives none; as Linux"},
    // Flow and congestion
    {"mss",                          "1460",                   A, "1500 octets of Ethernet less 40"},
    {"initial_cwnd",                 "10",                     A, "RFC 6928; RFC 5681 alone gives 3"},
    {"receive_buffer",               "65535",                  V, "RFC 9293 3.1: the largest window without scaling"},
    {"window_scaling",               "false",                  V, "RFC 9293 3.2: window scale is optional"},
    // The stack's clock
    {"timer_tick",                   "0s",                     V, "RFC 9293 asks for no tick"},
    {"timer_quantize",               "none",                   V, "RFC 9293 asks for no tick"},
    {"hz",                           "250",                    A, "not used: timer_quantize is another"},
    {"jiffies_at_start",             "none",                   A, "not used: timer_quantize is another"},
});
// clang-format on

}  // namespace

std::span<const StackRow> rfc9293_rows() { return kRows; }

}  // namespace finwait
