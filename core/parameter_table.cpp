// The table of parameters, in the order of StackProfile's fields. A row binds a name to a field, its limits, and its
// meaning; tests compare each row's words about its range with what it accepts.
#include "core/parameter_aliases.hpp"

namespace finwait {
namespace {

using namespace parameter_access;

using Aliases = std::span<const Alias>;
using Choices = std::span<const std::string_view>;

template <TimeLimits limits, Duration S::*field>
constexpr Parameter time_row(std::string_view name, std::string_view range, std::string_view help,
                             Aliases aliases = {}) {
  return {name,
          ParameterKind::TimeSpan,
          "time",
          range,
          help,
          aliases,
          {},
          assign_or_alias<assign_time<field, limits>>,
          format_field<field>};
}

template <CountLimits limits, std::uint32_t S::*field>
constexpr Parameter count_row(std::string_view name, std::string_view unit, std::string_view range,
                              std::string_view help, Aliases aliases = {}) {
  return {name,
          ParameterKind::Count,
          unit,
          range,
          help,
          aliases,
          {},
          assign_or_alias<assign_count<field, limits>>,
          format_field<field>};
}

template <bool S::*field>
constexpr Parameter switch_row(std::string_view name, std::string_view help, Aliases aliases = {}) {
  return {name,
          ParameterKind::Boolean,
          "switch",
          "true or false",
          help,
          aliases,
          {},
          assign_or_alias<assign_switch<field>>,
          format_field<field>};
}

// The choices stand in the order of the enumerators; the range is the same list in words.
template <auto field>
constexpr Parameter choice_row(std::string_view name, Choices choices, std::string_view range, std::string_view help) {
  return {name,
          ParameterKind::Choice,
          "choice",
          range,
          help,
          {},
          choices,
          assign_or_alias<assign_choice<field>>,
          format_field<field>};
}

constexpr TimeLimits kRto{kMicrosecond, kHour, false};
constexpr std::string_view kRtoRange = "1us..1h";
constexpr TimeLimits kSpan{kMillisecond, 8760 * kHour, true};
constexpr std::string_view kSpanRange = "1ms..8760h, or never";
constexpr TimeLimits kAny{0, 8760 * kHour, true};
constexpr std::string_view kAnyRange = "0s..8760h, or never";
constexpr TimeLimits kDelay{0, 24 * kHour, false};
constexpr std::string_view kDelayRange = "0s..24h";
constexpr CountLimits kByteCount{0, 255, false};
constexpr std::string_view kByteRange = "0..255";
constexpr CountLimits kSockets{0, 2'147'483'647, true};
constexpr std::string_view kSocketsRange = "0..2147483647, or unlimited";

constexpr std::array<std::string_view, 2> kRtoMinMode{"total", "var_term"};
constexpr std::array<std::string_view, 2> kRttEstimator{"rfc6298", "linux_mdev_window"};
constexpr std::array<std::string_view, 2> kRtoBackoff{"double", "base_table"};
constexpr std::array<std::string_view, 4> kGiveupMode{"since_first_tx", "since_first_rtx_model", "count_then_wait",
                                                      "count_now"};
constexpr std::array<std::string_view, 3> kFinwait2When{"never", "orphan", "rx_shut"};
constexpr std::array<std::string_view, 2> kTimersOrigin{"entry", "last_rx_before_close"};
constexpr std::array<std::string_view, 4> kTwRestart{"none", "dup_fin", "any_fin", "any_ack"};
constexpr std::array<std::string_view, 3> kTwOnRst{"kill", "kill_exact", "ignore"};
constexpr std::array<std::string_view, 4> kTwAcceptSyn{"no", "seq", "seq_or_ts", "rfc6191"};
constexpr std::array<std::string_view, 3> kFinAckMerge{"timer", "callback", "never"};
constexpr std::array<std::string_view, 2> kDelayedAck{"fixed", "linux_adaptive"};
constexpr std::array<std::string_view, 2> kRstError{"rfc9293", "linux"};
constexpr std::array<std::string_view, 4> kTimerQuantize{"none", "ceil", "linux_wheel", "tick_phase"};

constexpr std::array kParameters{
    // Retransmission timeout
    time_row<kRto, &S::rto_initial>("rto_initial", kRtoRange, "RTO before the first round-trip time is measured.",
                                    kRtoInitial),
    time_row<kRto, &S::rto_after_syn_rtx>(
        "rto_after_syn_rtx", kRtoRange, "RTO after the handshake if its SYN was retransmitted and gave no measurement.",
        kRtoAfterSynRtx),
    time_row<kRto, &S::rto_min>("rto_min", kRtoRange, "The floor of the RTO, applied as rto_min_mode says.", kRtoMin),
    choice_row<&S::rto_min_mode>(
        "rto_min_mode", kRtoMinMode, "total or var_term",
        "What rto_min bounds: the whole RTO, or its variance term alone (then RTO > RTT + rto_min)."),
    time_row<kDelay, &S::rto_slop>("rto_slop", kDelayRange, "Added to every measured RTO.", kRtoSlop),
    time_row<kSpan, &S::rto_max>("rto_max", kSpanRange, "The ceiling of the RTO.", kRtoMax),
    choice_row<&S::rtt_estimator>("rtt_estimator", kRttEstimator, "rfc6298 or linux_mdev_window",
                                  "How SRTT and RTTVAR follow the measurements."),
    switch_row<&S::rtt_from_handshake>("rtt_from_handshake", "Whether SYN and its ACK give the first measurement."),
    choice_row<&S::rto_backoff>("rto_backoff", kRtoBackoff, "double or base_table",
                                "How the RTO grows at each timeout: doubling, or the base times backoff_table."),
    Parameter{
        "backoff_table",
        ParameterKind::Table,
        "factors",
        "1 to 13 factors of 1..65535, separated by commas",
        "Factor of the RTO by the number of timeouts, with rto_backoff base_table; the last one holds from there on.",
        {},
        {},
        assign_or_alias<assign_backoff_table>,
        format_backoff_table},
    count_row<CountLimits{0, 255, true}, &S::srtt_collapse_after>(
        "srtt_collapse_after", "timeouts", "0..255, or unlimited",
        "Timeouts after which SRTT is folded into RTTVAR, which shortens the RTO (macOS)."),
    // Loss detection
    switch_row<&S::tlp>("tlp", "Tail loss probe: the last segment is sent again after about 2 SRTT, before the RTO.",
                        kTlp),
    switch_row<&S::tlp_on_fin>("tlp_on_fin", "Whether a FIN without data is probed too."),
    Parameter{"tlp_extra_single",
              ParameterKind::TimeSpan,
              "time",
              "0s..24h, or rto_min",
              "Added to 2 SRTT before the probe if one segment is in flight; rto_min: the rto_min in force.",
              kTlpExtraSingle,
              {},
              assign_or_alias<assign_tlp_extra_single>,
              format_tlp_extra_single},
    time_row<kDelay, &S::tlp_extra_several>("tlp_extra_several", kDelayRange,
                                            "Added to 2 SRTT before the probe if several segments are in flight.",
                                            kTlpExtraSeveral),
    switch_row<&S::sack>("sack", "Selective acknowledgment is offered; it needs both sides.", kSack),
    switch_row<&S::dsack>("dsack", "A duplicate is answered with a DSACK block.", kDsack),
    switch_row<&S::rack>("rack", "Losses are detected by time of sending (RACK).", kRack),
    switch_row<&S::timestamps>("timestamps", "The timestamps option is offered; it needs both sides.", kTimestamps),
    // Giving up
    choice_row<&S::giveup_mode>("giveup_mode", kGiveupMode,
                                "since_first_tx, since_first_rtx_model, count_then_wait or count_now",
                                "What ends retransmission: a time, a time made from a count, or a count."),
    time_row<kAny, &S::giveup_time>("giveup_time", kAnyRange,
                                    "With since_first_tx: the age of a segment at which a timeout gives up.",
                                    kGiveupTime),
    Parameter{
        "giveup_count",
        ParameterKind::Count,
        "retransmissions",
        kByteRange,
        "The limit while the socket is open. On stacks that count and hold orphans to the same number, theirs follows.",
        kGiveupCount,
        {},
        assign_or_alias<assign_giveup_count>,
        format_field<&S::giveup_count>},
    count_row<kByteCount, &S::giveup_count_orphan>(
        "giveup_count_orphan", "retransmissions", kByteRange,
        "The limit after close(); with since_first_rtx_model 0 stands for giveup_orphan_zero_means.",
        kGiveupCountOrphan),
    count_row<kByteCount, &S::giveup_orphan_zero_means>(
        "giveup_orphan_zero_means", "retransmissions", kByteRange,
        "What a limit of 0 stands for after close(), as long as the RTO is below rto_max."),
    time_row<TimeLimits{kMillisecond, kHour, false}, &S::giveup_model_base>(
        "giveup_model_base", "1ms..1h",
        "The first interval of the budget that since_first_rtx_model makes from a count.", kGiveupModelBase),
    switch_row<&S::giveup_rst>("giveup_rst", "Giving up sends an RST."),
    count_row<kByteCount, &S::syn_retries>(
        "syn_retries", "retransmissions", kByteRange,
        "Retransmissions of a SYN with back-off, after those of syn_linear_timeouts.", kSynRetries),
    count_row<kByteCount, &S::syn_linear_timeouts>("syn_linear_timeouts", "retransmissions", kByteRange,
                                                   "The first retransmissions of a SYN, at a steady pace.", kSynLinear),
    count_row<kByteCount, &S::synack_retries>("synack_retries", "retransmissions", kByteRange,
                                              "Retransmissions of a SYN-ACK.", kSynackRetries),
    time_row<kSpan, &S::user_timeout>("user_timeout", kSpanRange,
                                      "How long data or a FIN may stay unacknowledged (RFC 5482).", kUserTimeout),
    time_row<kAny, &S::last_ack_timeout>("last_ack_timeout", kAnyRange, "The longest stay in LAST-ACK.",
                                         kLastAckTimeout),
    // FIN-WAIT-2
    time_row<kAny, &S::finwait2_timeout>(
        "finwait2_timeout", kAnyRange, "The longest stay in FIN-WAIT-2, when finwait2_when applies.", kFinwait2Timeout),
    choice_row<&S::finwait2_when>("finwait2_when", kFinwait2When, "never, orphan or rx_shut",
                                  "When FIN-WAIT-2 is limited: after close(), or when receiving was shut down."),
    count_row<CountLimits{0, 100, false}, &S::finwait2_rto_floor_tenths>(
        "finwait2_rto_floor_tenths", "tenths", "0..100", "The limit is at least this many tenths of the RTO.",
        kFinwait2Floor),
    switch_row<&S::finwait2_expiry_rst>("finwait2_expiry_rst", "An RST is sent when FIN-WAIT-2 reaches its limit."),
    switch_row<&S::finwait2_reduced>("finwait2_reduced",
                                     "An orphan in FIN-WAIT-2 shrinks to a small object that answers data with RST."),
    time_row<kAny, &S::finwait2_split_above>("finwait2_split_above", kAnyRange,
                                             "A limit T above this runs as T minus this, twice.", kFinwait2Split),
    choice_row<&S::close_timers_origin>("close_timers_origin", kTimersOrigin, "entry or last_rx_before_close",
                                        "From when the limits of FIN-WAIT-2, LAST-ACK and TIME-WAIT count."),
    // TIME-WAIT
    time_row<kAny, &S::time_wait>("time_wait", kAnyRange, "The stay in TIME-WAIT, 2 MSL.", kTimeWait),
    choice_row<&S::tw_restart>("tw_restart", kTwRestart, "none, dup_fin, any_fin or any_ack",
                               "Which segments restart TIME-WAIT."),
    choice_row<&S::tw_on_rst>("tw_on_rst", kTwOnRst, "kill, kill_exact or ignore",
                              "What an RST does in TIME-WAIT: ends it, ends it if its number is exact, or nothing."),
    choice_row<&S::tw_accept_syn>("tw_accept_syn", kTwAcceptSyn, "no, seq, seq_or_ts or rfc6191",
                                  "Which SYN opens a new connection out of TIME-WAIT."),
    switch_row<&S::rfc1337>("rfc1337", "RSTs are ignored in TIME-WAIT (RFC 1337).", kRfc1337),
    switch_row<&S::tw_after_sending_rst>("tw_after_sending_rst", "Who sends an RST enters TIME-WAIT (RFC 9293 3.5.2)."),
    count_row<kSockets, &S::max_tw_buckets>("max_tw_buckets", "sockets", kSocketsRange,
                                            "TIME-WAIT sockets there may be; beyond it the connection just closes.",
                                            kMaxTwBuckets),
    count_row<kSockets, &S::max_orphans>("max_orphans", "sockets", kSocketsRange,
                                         "Closed sockets still sending there may be; beyond it they are reset.",
                                         kMaxOrphans),
    // Acknowledgments
    time_row<kDelay, &S::fin_ack_delay>("fin_ack_delay", kDelayRange,
                                        "How long the ACK of a FIN waits in ESTABLISHED, if data was received before.",
                                        kFinAckDelay),
    time_row<kDelay, &S::fin_ack_delay_no_data>("fin_ack_delay_no_data", kDelayRange,
                                                "How long the ACK of a FIN waits in ESTABLISHED, if none ever was.",
                                                kFinAckDelayNoData),
    choice_row<&S::fin_ack_merge>("fin_ack_merge", kFinAckMerge, "timer, callback or never",
                                  "Until when our FIN may carry the ACK of the peer's: while it waits, within the "
                                  "application's callback, or never."),
    choice_row<&S::delayed_ack>(
        "delayed_ack", kDelayedAck, "fixed or linux_adaptive",
        "How data is acknowledged: after data_delack and at every second segment, or as Linux does."),
    time_row<kDelay, &S::data_delack>("data_delack", kDelayRange,
                                      "How long the ACK of data may wait; 0s: data is acknowledged at once.",
                                      kDataDelack),
    time_row<kDelay, &S::data_delack_max>("data_delack_max", kDelayRange,
                                          "The longest that an adaptive delayed ACK waits.", kDataDelackMax),
    time_row<kDelay, &S::dup_ack_rate>("dup_ack_rate", kDelayRange,
                                       "The least time between ACKs in answer to unacceptable pure ACKs and SYNs.",
                                       kDupAckRate),
    // Segment processing
    switch_row<&S::process_ack_of_dup_fin>("process_ack_of_dup_fin", "The ACK field of a duplicate FIN counts."),
    switch_row<&S::dup_fin_consumed_silently>("dup_fin_consumed_silently",
                                              "A duplicate FIN that acknowledges ours in CLOSING is not answered."),
    switch_row<&S::rst_on_close_unread>("rst_on_close_unread", "close() with data unread sends RST instead of FIN."),
    switch_row<&S::rst_on_data_after_close>("rst_on_data_after_close",
                                            "Data that nobody can read is answered with RST."),
    switch_row<&S::rst_on_ooo_fin_after_close>("rst_on_ooo_fin_after_close", "A FIN beyond a gap counts as such data."),
    switch_row<&S::rst_challenge>("rst_challenge", "An RST without the exact number is challenged (RFC 5961)."),
    switch_row<&S::rst_accept_rcvnxt_minus1>("rst_accept_rcvnxt_minus1",
                                             "After the peer's FIN an RST with the FIN's own number is accepted."),
    switch_row<&S::challenge_ack_in_established>(
        "challenge_ack_in_established", "In ESTABLISHED an ACK of something not yet sent is answered, not dropped."),
    choice_row<&S::rst_error>("rst_error", kRstError, "rfc9293 or linux",
                              "What an RST tells the application: ECONNRESET, but nothing from CLOSING on; or EPIPE in "
                              "CLOSE-WAIT and ECONNRESET else."),
    switch_row<&S::retransmission_collapse>("retransmission_collapse",
                                            "Small neighbours are retransmitted as one segment."),
    // Keepalive
    switch_row<&S::keepalive>("keepalive", "Keepalive probes are on without being asked for.", kKeepalive),
    time_row<TimeLimits{kMillisecond, 8760 * kHour, false}, &S::keepalive_idle>(
        "keepalive_idle", "1ms..8760h", "Silence before the first keepalive probe.", kKeepaliveIdle),
    time_row<TimeLimits{kMillisecond, 8760 * kHour, false}, &S::keepalive_interval>(
        "keepalive_interval", "1ms..8760h", "Time between keepalive probes.", kKeepaliveInterval),
    count_row<CountLimits{1, 127, false}, &S::keepalive_count>(
        "keepalive_count", "probes", "1..127", "Unanswered probes that end the connection.", kKeepaliveCount),
    // Flow and congestion
    count_row<CountLimits{64, 65495, false}, &S::mss>("mss", "octets", "64..65495", "The largest payload of a segment.",
                                                      kMss),
    count_row<CountLimits{1, 1000, false}, &S::initial_cwnd>("initial_cwnd", "segments", "1..1000",
                                                             "The congestion window at the start.", kInitialCwnd),
    count_row<CountLimits{1, 1'073'725'440, false}, &S::receive_buffer>("receive_buffer", "octets", "1..1073725440",
                                                                        "The largest window offered.", kReceiveBuffer),
    switch_row<&S::window_scaling>("window_scaling",
                                   "The window scale option is offered; it needs both sides. Without it a window is "
                                   "at most 65535 octets.",
                                   kWindowScaling),
    // The stack's clock
    time_row<TimeLimits{0, kHour, false}, &S::timer_tick>("timer_tick", "0s..1h", "The period of the stack's timers.",
                                                          kTimerTick),
    choice_row<&S::timer_quantize>(
        "timer_quantize", kTimerQuantize, "none, ceil, linux_wheel or tick_phase",
        "Where timers fire: exactly, at the next tick, on Linux's wheel, or up to a tick early. "
        "The wheel is in force once jiffies_at_start is given."),
    Parameter{"hz",
              ParameterKind::Count,
              "ticks per second",
              "24..1200",
              "Linux's tick rate; timer_tick and a fin_ack_delay_no_data of one tick follow it.",
              kHz,
              {},
              assign_or_alias<assign_hz>,
              format_field<&S::hz>},
    Parameter{
        "jiffies_at_start",
        ParameterKind::Jiffies,
        "jiffies",
        "0..9223372036854775807 with at most nine decimals, or none",
        "The kernel's clock when the SYN is sent; with it, timers of linux_wheel fire where the kernel's wheel would.",
        {},
        {},
        assign_or_alias<assign_jiffies>,
        format_jiffies},
};

}  // namespace

std::span<const Parameter> parameters() { return kParameters; }

}  // namespace finwait
