#include "core/parameter_aliases.hpp"

#include "core/time_text.hpp"

namespace finwait::parameter_access {
namespace {

constexpr CountLimits kByte{0, 255, false};

// Stacks that count make no distinction between an orphan and an open socket: one number is both.
bool distinguishes_orphans(const S& profile) { return profile.giveup_mode == GiveUp::SinceFirstRetransmissionModel; }

std::string assign_both_counts(S& profile, const Parameter& parameter, const Alias* alias, ParameterInput input,
                               CountLimits limits) {
  std::string error = read_count(parameter, alias, input, limits, profile.giveup_count);
  if (error.empty()) profile.giveup_count_orphan = profile.giveup_count;
  return error;
}

std::string read_msl(const Parameter& parameter, const Alias* alias, ParameterInput input, Duration& twice) {
  Duration msl{0};
  std::string error = read_time(parameter, alias, input, TimeLimits{0, 4380 * kHour, false}, msl);
  if (error.empty()) twice = 2 * msl;
  return error;
}

}  // namespace

// tcp_schedule_loss_probe sends probes for 3 and 4 alone; 1 and 2 chose algorithms that Linux no longer has.
std::string assign_early_retrans(S& profile, const Parameter& parameter, const Alias* alias, ParameterInput input) {
  std::uint32_t mode = 0;
  std::string error = read_count(parameter, alias, input, CountLimits{0, 4, false}, mode);
  if (!error.empty()) return error;
  if (mode == 1 || mode == 2) return refusal(parameter, alias, input.text, "chose an algorithm that Linux removed");
  profile.tlp = mode != 0;
  return {};
}

// TCP_RACK_LOSS_DETECTION is bit 0; the others tune RACK's reordering window, which this model does not vary.
std::string assign_recovery(S& profile, const Parameter& parameter, const Alias* alias, ParameterInput input) {
  std::uint32_t bits = 0;
  std::string error = read_count(parameter, alias, input, CountLimits{0, 7, false}, bits);
  if (error.empty()) profile.rack = (bits & 1U) != 0;
  return error;
}

// 2 leaves out the random offset, which the model does not have.
std::string assign_timestamps_sysctl(S& profile, const Parameter& parameter, const Alias* alias, ParameterInput input) {
  if (input.text == "2") {
    profile.timestamps = true;
    return {};
  }
  return read_switch(parameter, alias, input, profile.timestamps);
}

std::string assign_user_timeout_option(S& profile, const Parameter& parameter, const Alias* alias,
                                       ParameterInput input) {
  Duration wanted{0};
  std::string error = read_time(parameter, alias, input, TimeLimits{0, 8760 * kHour, false}, wanted);
  if (!error.empty()) return error;
  if (wanted > Duration{0} && wanted < 1ms) return refusal(parameter, alias, input.text, "is out of range");
  profile.user_timeout = wanted == Duration{0} ? kForever : wanted;
  return {};
}

std::string assign_bsd_msl(S& profile, const Parameter& parameter, const Alias* alias, ParameterInput input) {
  return read_msl(parameter, alias, input, profile.time_wait);
}

// lwIP's tcp_slowtmr measures both LAST-ACK and TIME-WAIT by 2 * TCP_MSL.
std::string assign_lwip_msl(S& profile, const Parameter& parameter, const Alias* alias, ParameterInput input) {
  std::string error = read_msl(parameter, alias, input, profile.time_wait);
  if (error.empty()) profile.last_ack_timeout = profile.time_wait;
  return error;
}

// "0 means 8" is a rule of Linux's budget, which the endpoint applies itself; a stack that counts and has the rule
// (the lessons) gets the meaning.
std::string assign_orphan_retries(S& profile, const Parameter& parameter, const Alias* alias, ParameterInput input) {
  std::uint32_t count = 0;
  std::string error = read_count(parameter, alias, input, kByte, count);
  if (!error.empty()) return error;
  if (count == 0 && !distinguishes_orphans(profile)) count = profile.giveup_orphan_zero_means;
  profile.giveup_count_orphan = count;
  return {};
}

std::string assign_bsd_retries(S& profile, const Parameter& parameter, const Alias* alias, ParameterInput input) {
  return assign_both_counts(profile, parameter, alias, input, CountLimits{1, 12, false});
}

std::string assign_max_retransmissions(S& profile, const Parameter& parameter, const Alias* alias,
                                       ParameterInput input) {
  return assign_both_counts(profile, parameter, alias, input, kByte);
}

// Tenths, read as nanoseconds of a unit of ten: "3.5" gives 35, "3.55" is refused.
std::string assign_rto_floor_factor(S& profile, const Parameter& parameter, const Alias* alias, ParameterInput input) {
  const ParsedDuration tenths = parse_duration_in(input.text, 10ns);
  if (!tenths.value || *tenths.value > 100ns) {
    return refusal(parameter, alias, input.text, "is not a factor");
  }
  profile.finwait2_rto_floor_tenths = static_cast<std::uint32_t>(tenths.value->count());
  return {};
}

std::string assign_giveup_count(S& profile, const Parameter& parameter, const Alias* alias, ParameterInput input) {
  const bool together = !distinguishes_orphans(profile) && profile.giveup_count_orphan == profile.giveup_count;
  if (together) return assign_both_counts(profile, parameter, alias, input, kByte);
  return read_count(parameter, alias, input, kByte, profile.giveup_count);
}

// A jiffy is 1/HZ: the tick of Linux's clock follows, and with it the ACK that waits for the next tick.
std::string assign_hz(S& profile, const Parameter& parameter, const Alias* alias, ParameterInput input) {
  std::string error = read_count(parameter, alias, input, CountLimits{24, 1200, false}, profile.hz);
  if (!error.empty() || profile.timer_quantize != TimerQuantize::LinuxWheel) return error;
  const Duration jiffy(kSecond / profile.hz);
  if (profile.fin_ack_delay_no_data == profile.timer_tick) profile.fin_ack_delay_no_data = jiffy;
  profile.timer_tick = jiffy;
  return {};
}

std::string assign_tlp_extra_single(S& profile, const Parameter& parameter, const Alias* alias, ParameterInput input) {
  if (input.text == "rto_min") {
    profile.tlp_extra_single = kForever;
    return {};
  }
  return read_time(parameter, alias, input, TimeLimits{0, 24 * kHour, false}, profile.tlp_extra_single);
}

std::string format_tlp_extra_single(const S& profile, const Parameter&) {
  return profile.tlp_extra_single == kForever ? "rto_min" : format_time(profile.tlp_extra_single);
}

}  // namespace finwait::parameter_access
