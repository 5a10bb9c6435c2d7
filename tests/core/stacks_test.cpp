// The named stacks: every value has its source, what is shown is what runs, and the numbers that people will compare
// with their own machines are pinned here one by one.
#include <catch2/catch.hpp>
#include <string>

#include "core/stack_rows.hpp"

using namespace finwait;
using namespace std::chrono_literals;

namespace {

const StackProfile& stack(std::string_view name) {
  const StackProfile* found = find_stack(name);
  REQUIRE(found != nullptr);
  return *found;
}

std::string shown(std::string_view stack_name, std::string_view parameter) {
  const Parameter& row = *find_parameter(parameter).parameter;
  return row.format(stack(stack_name), row);
}

struct Expected {
  std::string_view parameter;
  std::string_view textbook, rfc9293, linux_kernel, freebsd, macos, windows, lwip;
};

}  // namespace

TEST_CASE("the stacks are listed from the lessons to the embedded") {
  std::string names;
  for (const StackProfile& profile : stacks()) names.append(profile.name).append(" ");
  CHECK(names == "textbook rfc9293 linux freebsd macos windows lwip ");
  CHECK(find_stack("Linux") == nullptr);
  CHECK(find_stack("") == nullptr);
  for (const StackProfile& profile : stacks()) CHECK(find_stack(profile.name) == &profile);
}

TEST_CASE("every value of every stack has a source, and the value shown is the one that runs") {
  for (const StackProfile& profile : stacks()) {
    const std::span<const StackRow> rows = stack_rows(profile.name);
    REQUIRE(rows.size() == parameters().size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Parameter& parameter = parameters()[i];
      INFO(profile.name << " " << parameter.name);
      CHECK(rows[i].parameter == parameter.name);
      CHECK(rows[i].value == parameter.format(profile, parameter));
      CHECK_FALSE(rows[i].source.empty());
      const Provenance known = provenance(profile.name, parameter.name);
      CHECK(known.source == rows[i].source);
      CHECK(known.evidence == rows[i].evidence);
    }
  }
  CHECK(provenance("linux", "no_such").source.empty());
  CHECK(provenance("plan9", "rto_min").source.empty());
}

TEST_CASE("the marks are those of the sources") {
  CHECK(provenance("linux", "time_wait").evidence == Evidence::Verified);
  CHECK(provenance("windows", "time_wait").evidence == Evidence::Documented);
  CHECK(provenance("windows", "finwait2_timeout").evidence == Evidence::Assumed);
  CHECK(name(Evidence::Verified) == "verified");
  CHECK(name(Evidence::Documented) == "documented");
  CHECK(name(Evidence::Assumed) == "assumed");
}

TEST_CASE("Linux 6.18 as it comes") {
  const StackProfile& p = stack("linux");
  CHECK(p.rto_initial == Duration(1s));
  CHECK(p.rto_min == Duration(200ms));
  CHECK(p.rto_min_mode == RtoMinMode::VarianceTerm);
  CHECK(p.rto_max == Duration(120s));
  CHECK(p.rtt_estimator == RttEstimatorKind::LinuxMdevWindow);
  CHECK((p.tlp && p.tlp_on_fin && p.sack && p.dsack && p.rack && p.timestamps));
  CHECK(p.tlp_extra_single == kForever);
  CHECK(p.tlp_extra_several == Duration(2ms));
  CHECK(p.giveup_mode == GiveUp::SinceFirstRetransmissionModel);
  CHECK(p.giveup_count == 15);
  CHECK(p.giveup_count_orphan == 0);
  CHECK(p.giveup_orphan_zero_means == 8);
  CHECK(p.giveup_model_base == Duration(200ms));
  CHECK_FALSE(p.giveup_rst);
  CHECK(p.finwait2_timeout == Duration(60s));
  CHECK(p.finwait2_when == FinWait2When::Orphan);
  CHECK(p.finwait2_rto_floor_tenths == 35);
  CHECK(p.finwait2_reduced);
  CHECK(p.finwait2_split_above == Duration(60s));
  CHECK(p.time_wait == Duration(60s));
  CHECK(p.tw_restart == TimeWaitRestart::AnyAck);
  CHECK(p.tw_on_rst == TimeWaitOnRst::KillExact);
  CHECK(p.fin_ack_delay == Duration(40ms));
  CHECK(p.fin_ack_delay_no_data == Duration(4ms));
  CHECK(p.delayed_ack == DelayedAckKind::LinuxAdaptive);
  CHECK(p.data_delack == Duration(40ms));
  CHECK(p.data_delack_max == Duration(200ms));
  CHECK(p.dup_ack_rate == Duration(500ms));
  CHECK((p.process_ack_of_dup_fin && p.dup_fin_consumed_silently && p.rst_accept_rcvnxt_minus1));
  CHECK((p.rst_on_close_unread && p.rst_on_data_after_close && p.rst_on_ooo_fin_after_close));
  CHECK_FALSE(p.challenge_ack_in_established);
  CHECK(p.receive_buffer == 64240);
  CHECK(p.timer_quantize == TimerQuantize::LinuxWheel);
  CHECK(p.hz == 250);
  CHECK_FALSE(p.jiffies_at_start.has_value());  // exact timers unless a kernel's clock is given
}

TEST_CASE("the lessons' stack repeats a FIN three times from one second and answers everything at once") {
  const StackProfile& p = stack("textbook");
  CHECK(p.rto_initial == Duration(1s));
  CHECK(p.rto_min == Duration(1s));
  CHECK_FALSE(p.rtt_from_handshake);
  CHECK(p.rto_max == kForever);
  CHECK(p.giveup_mode == GiveUp::CountThenWait);
  CHECK(p.giveup_count == 3);
  CHECK(p.giveup_count_orphan == 3);
  CHECK(p.fin_ack_merge == FinAckMerge::Never);
  CHECK(p.data_delack == Duration{0});
  CHECK((!p.tlp && !p.sack && !p.timestamps && !p.rack && !p.dsack));
}

TEST_CASE("lwIP waits 3, 6, 12, ... 384 seconds and then 384 each time") {
  const StackProfile& p = stack("lwip");
  Duration at{0};
  std::string offsets;
  for (std::size_t i = 0; i < 9; ++i) {
    at += p.rto_initial * p.backoff_table[i];
    offsets.append(std::to_string(at / 1s)).append(" ");
  }
  CHECK(offsets == "3 9 21 45 93 189 381 765 1149 ");
}

TEST_CASE("where the stacks differ about the end of a connection") {
  const Expected rows[] = {
      {"rto_min", "1s", "1s", "200ms", "30ms", "30ms", "300ms", "1.5s"},
      {"rto_slop", "0s", "0s", "0s", "200ms", "200ms", "0s", "0s"},
      {"rto_max", "never", "60s", "120s", "64s", "64s", "60s", "never"},
      {"backoff_table", "1,2,4,8,16,32,64,128,256,512", "1,2,4,8,16,32,64,128,256,512", "1,2,4,8,16,32,64,128,256,512",
       "1,2,4,8,16,32,64,128,256,512", "1,2,4,8,16,32,64", "1,2,4,8,16,32,64,128,256,512", "1,2,4,8,16,32,64,128"},
      {"srtt_collapse_after", "unlimited", "unlimited", "unlimited", "unlimited", "3", "unlimited", "unlimited"},
      {"giveup_mode", "count_then_wait", "since_first_tx", "since_first_rtx_model", "count_then_wait",
       "count_then_wait", "count_then_wait", "count_now"},
      {"giveup_count", "3", "15", "15", "12", "12", "5", "12"},
      {"giveup_rst", "false", "false", "false", "true", "true", "true", "false"},
      {"last_ack_timeout", "never", "never", "never", "never", "never", "never", "120s"},
      {"finwait2_timeout", "60s", "never", "60s", "675s", "60s", "120s", "20s"},
      {"finwait2_when", "orphan", "never", "orphan", "rx_shut", "rx_shut", "rx_shut", "rx_shut"},
      {"finwait2_expiry_rst", "false", "false", "false", "false", "true", "false", "false"},
      {"close_timers_origin", "entry", "entry", "entry", "entry", "entry", "entry", "last_rx_before_close"},
      {"time_wait", "60s", "240s", "60s", "60s", "30s", "120s", "120s"},
      {"tw_restart", "dup_fin", "dup_fin", "any_ack", "dup_fin", "none", "dup_fin", "any_fin"},
      {"tw_on_rst", "kill_exact", "kill_exact", "kill_exact", "ignore", "ignore", "ignore", "ignore"},
      {"tw_accept_syn", "seq", "rfc6191", "seq_or_ts", "seq", "seq", "seq", "no"},
      {"fin_ack_merge", "never", "timer", "timer", "never", "never", "timer", "callback"},
      {"data_delack", "0s", "200ms", "40ms", "40ms", "100ms", "40ms", "250ms"},
      {"process_ack_of_dup_fin", "true", "false", "true", "true", "true", "true", "true"},
      {"dup_fin_consumed_silently", "false", "false", "true", "false", "false", "false", "false"},
      {"rst_on_close_unread", "true", "true", "true", "false", "true", "true", "true"},
      {"rst_accept_rcvnxt_minus1", "false", "false", "true", "false", "true", "false", "false"},
      {"keepalive", "false", "false", "false", "true", "false", "false", "false"},
      {"timer_tick", "0s", "0s", "4ms", "1ms", "1ms", "10ms", "500ms"},
      {"timer_quantize", "none", "none", "linux_wheel", "none", "ceil", "ceil", "tick_phase"},
  };
  for (const Expected& row : rows) {
    INFO(row.parameter);
    CHECK(shown("textbook", row.parameter) == row.textbook);
    CHECK(shown("rfc9293", row.parameter) == row.rfc9293);
    CHECK(shown("linux", row.parameter) == row.linux_kernel);
    CHECK(shown("freebsd", row.parameter) == row.freebsd);
    CHECK(shown("macos", row.parameter) == row.macos);
    CHECK(shown("windows", row.parameter) == row.windows);
    CHECK(shown("lwip", row.parameter) == row.lwip);
  }
}
