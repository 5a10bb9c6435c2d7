// The table of parameters: every name leads somewhere, every value can be written and read back, and what is not
// allowed is refused with a message that says what is.
#include "core/parameter.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "core/time_text.hpp"

using namespace finwait;
using namespace std::chrono_literals;

namespace {

// Sets a parameter by any of its names; the refusal, or "" if it was accepted.
std::string set(StackProfile& profile, std::string_view name, std::string_view value) {
  const ParameterMatch match = find_parameter(name);
  INFO(name);
  REQUIRE(match.parameter != nullptr);
  return match.parameter->assign(profile, *match.parameter, match.alias, {value, false});
}

StackProfile with(std::string_view stack, std::string_view name, std::string_view value) {
  StackProfile profile = *find_stack(stack);
  INFO(name << " = " << value);
  REQUIRE(set(profile, name, value) == "");
  return profile;
}

std::string refused(std::string_view name, std::string_view value, std::string_view stack = "linux") {
  StackProfile profile = *find_stack(stack);
  const std::string error = set(profile, name, value);
  INFO(name << " = " << value);
  CHECK(error != "");
  CHECK(error.find(name) != std::string::npos);  // in the words of whoever wrote it
  CHECK(profile == *find_stack(stack));          // a refused value changes nothing
  return error;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string show(const StackProfile& profile, std::string_view name) {
  const ParameterMatch match = find_parameter(name);
  return match.parameter->format(profile, *match.parameter);
}

// "LOW..HIGH" at the start of a range in words.
struct Bounds {
  std::string low;
  std::string high;
};
Bounds bounds(std::string_view range) {
  const std::size_t dots = range.find("..");
  if (dots == std::string_view::npos) return {};
  const std::string_view high = range.substr(dots + 2);
  return {std::string(range.substr(0, dots)), std::string(high.substr(0, high.find_first_of(",; ")))};
}

// The values next to a bound on its far side; "" where there is none.
std::string just_below(std::string_view low, bool is_time) {
  if (is_time) {
    const Duration value = *parse_duration(low).value;
    return value == Duration{0} ? "" : format_duration(value - 1ns);
  }
  return low == "0" ? "" : std::to_string(std::stoull(std::string(low)) - 1);
}
std::string just_above(std::string_view high, bool is_time) {
  if (is_time) return format_duration(*parse_duration(high).value + 1ns);
  return std::to_string(std::stoull(std::string(high)) + 1);
}

void check_bounds(const Parameter& parameter, const Alias* alias, std::string_view range) {
  const Bounds limit = bounds(range);
  if (limit.low.empty()) return;
  const bool is_time = parse_duration(limit.high).value.has_value();
  StackProfile profile = *find_stack("linux");
  INFO(parameter.name << " as " << (alias != nullptr ? alias->name : parameter.name) << ": " << range);
  CHECK(parameter.assign(profile, parameter, alias, {limit.low, false}) == "");
  CHECK(parameter.assign(profile, parameter, alias, {limit.high, false}) == "");
  for (const std::string& outside : {just_below(limit.low, is_time), just_above(limit.high, is_time)}) {
    if (outside.empty()) continue;
    INFO(outside);
    CHECK(contains(parameter.assign(profile, parameter, alias, {outside, false}), range));
  }
  const std::string nonsense = parameter.assign(profile, parameter, alias, {"nonsense", false});
  CHECK(contains(nonsense, range));
  for (const char* word : {"never", "unlimited"}) {
    const bool accepted = parameter.assign(profile, parameter, alias, {word, false}).empty();
    CHECK(accepted == contains(range, std::string("or ") + word));
  }
}

}  // namespace

TEST_CASE("every parameter is complete and every name leads to one parameter") {
  std::set<std::string_view> seen;
  for (const Parameter& parameter : parameters()) {
    INFO(parameter.name);
    CHECK(seen.insert(parameter.name).second);
    CHECK(find_parameter(parameter.name).parameter == &parameter);
    CHECK(find_parameter(parameter.name).alias == nullptr);
    CHECK_FALSE(parameter.unit.empty());
    CHECK_FALSE(parameter.range.empty());
    CHECK(parameter.help.ends_with("."));
    CHECK(parameter.choices.empty() == (parameter.kind != ParameterKind::Choice));
    for (const Alias& alias : parameter.aliases) {
      INFO(alias.name);
      CHECK(seen.insert(alias.name).second);
      CHECK(find_parameter(alias.name).parameter == &parameter);
      CHECK(find_parameter(alias.name).alias == &alias);
    }
  }
  CHECK(seen.size() == parameter_names().size());
}

TEST_CASE("a name that is no parameter finds nothing") {
  for (const char* name : {"", "tcp_fin_timeuot", "rto", "name", "net.ipv4.", "net.ipv4.rto_min", "net.ipv4.TCP_MSL",
                           "net.ipv6.tcp_sack", "RTO_MIN"}) {
    INFO(name);
    CHECK(find_parameter(name).parameter == nullptr);
  }
}

TEST_CASE("sysctls are also known by their full names") {
  const ParameterMatch match = find_parameter("net.ipv4.tcp_fin_timeout");
  REQUIRE(match.parameter != nullptr);
  CHECK(match.parameter->name == "finwait2_timeout");
  REQUIRE(match.alias != nullptr);
  CHECK(match.alias->unit == Duration(1s));
}

TEST_CASE("every value of every stack reads back as it was written") {
  for (const StackProfile& stack : stacks()) {
    for (const Parameter& parameter : parameters()) {
      const std::string text = parameter.format(stack, parameter);
      INFO(stack.name << " " << parameter.name << " = " << text);
      StackProfile again = stack;
      CHECK(parameter.assign(again, parameter, nullptr, {text, false}) == "");
      CHECK(again == stack);
    }
  }
}

TEST_CASE("every switch and every choice can be set to each of its values and to no other") {
  for (const Parameter& parameter : parameters()) {
    StackProfile profile;
    INFO(parameter.name);
    for (const std::string_view choice : parameter.choices) {
      CHECK(parameter.assign(profile, parameter, nullptr, {choice, false}) == "");
      CHECK(parameter.format(profile, parameter) == choice);
      CHECK(contains(parameter.range, choice));
    }
    if (parameter.kind == ParameterKind::Boolean) {
      for (const char* value : {"true", "false"}) {
        CHECK(parameter.assign(profile, parameter, nullptr, {value, false}) == "");
        CHECK(parameter.format(profile, parameter) == value);
      }
    }
    CHECK(contains(parameter.assign(profile, parameter, nullptr, {"nonsense", false}), parameter.range));
  }
}

TEST_CASE("no two parameters are bound to the same field") {
  // Each is moved away from its value in turn; nothing else may follow, save what is said to follow.
  const std::set<std::string> followers{"giveup_count_orphan", "timer_tick", "fin_ack_delay_no_data"};
  for (const Parameter& parameter : parameters()) {
    StackProfile moved = *find_stack("linux");
    const std::string before = parameter.format(moved, parameter);
    for (const char* value :
         {"30s", "7ms", "1us", "100", "7", "true", "false", "none", "rfc6191", "4294937296.5", "3,5"}) {
      if (parameter.format(moved, parameter) == before) {
        (void)parameter.assign(moved, parameter, nullptr, {value, true});
      }
    }
    for (const std::string_view choice : parameter.choices) {
      if (parameter.format(moved, parameter) == before) {
        (void)parameter.assign(moved, parameter, nullptr, {choice, false});
      }
    }
    INFO(parameter.name);
    CHECK(parameter.format(moved, parameter) != before);
    for (const Parameter& other : parameters()) {
      if (other.name == parameter.name || followers.count(std::string(other.name)) != 0) continue;
      INFO(other.name);
      CHECK(other.format(moved, other) == other.format(*find_stack("linux"), other));
    }
  }
}

TEST_CASE("what a range says in words is what is accepted, under every name") {
  for (const Parameter& parameter : parameters()) {
    if (parameter.kind == ParameterKind::Jiffies || parameter.kind == ParameterKind::Table) continue;
    check_bounds(parameter, nullptr, parameter.range);
    for (const Alias& alias : parameter.aliases) {
      // Of these the words describe more than an interval; each has its own test.
      if (alias.range.starts_with("0 (off)") || alias.name == "finwait2_rto_floor_mult" ||
          alias.name == "TCP_USER_TIMEOUT") {
        continue;
      }
      check_bounds(parameter, &alias, alias.range.empty() ? parameter.range : alias.range);
    }
  }
}

TEST_CASE("a bare number has the unit of the name under which it is given") {
  CHECK(with("linux", "tcp_fin_timeout", "5").finwait2_timeout == Duration(5s));
  CHECK(with("linux", "tcp_fin_timeout", "130s").finwait2_timeout == Duration(130s));
  CHECK(with("linux", "finwait2_timeout_ms", "5").finwait2_timeout == Duration(5ms));
  CHECK(with("linux", "tcp_rto_min_us", "50000").rto_min == Duration(50ms));
  CHECK(with("linux", "tcp_rto_max_ms", "30000").rto_max == Duration(30s));
  CHECK(with("linux", "tcp_keepalive_time", "2").keepalive_idle == Duration(2s));
  CHECK(with("linux", "tcp_keepalive_intvl", "1").keepalive_interval == Duration(1s));
  CHECK(with("linux", "tcp_invalid_ratelimit", "250").dup_ack_rate == Duration(250ms));
  CHECK(with("windows", "TcpTimedWaitDelay", "30").time_wait == Duration(30s));
  CHECK(with("lwip", "TCP_FIN_WAIT_TIMEOUT", "10000").finwait2_timeout == Duration(10s));
  CHECK(contains(refused("rto_min", "200"), "has no unit"));
  CHECK(contains(refused("tcp_fin_timeout", "five"), "0s..8589934s"));
  CHECK(contains(refused("tcp_rto_max_ms", "500"), "1s..120s (a bare number counts milliseconds)"));
}

TEST_CASE("a kernel's name means what that kernel means by it") {
  CHECK_FALSE(with("linux", "tcp_early_retrans", "0").tlp);
  CHECK(with("textbook", "tcp_early_retrans", "3").tlp);
  CHECK(with("textbook", "tcp_early_retrans", "4").tlp);
  CHECK(contains(refused("tcp_early_retrans", "1"), "0 (off), 3 or 4 (on)"));
  CHECK(contains(refused("tcp_early_retrans", "5"), "0 (off), 3 or 4 (on)"));
  CHECK_FALSE(with("linux", "tcp_recovery", "0").rack);
  CHECK_FALSE(with("linux", "tcp_recovery", "6").rack);
  CHECK(with("textbook", "tcp_recovery", "1").rack);
  CHECK(with("textbook", "tcp_timestamps", "2").timestamps);
  CHECK(contains(refused("tcp_timestamps", "3"), "1 or 2"));
  CHECK(with("linux", "TCP_USER_TIMEOUT", "3000").user_timeout == Duration(3s));
  CHECK(with("linux", "TCP_USER_TIMEOUT", "0").user_timeout == kForever);
  CHECK(contains(refused("TCP_USER_TIMEOUT", "1us"), "or 0 for never"));
  CHECK(with("freebsd", "net.inet.tcp.msl", "15000").time_wait == Duration(30s));
  CHECK(with("freebsd", "net.inet.tcp.msl", "15s").last_ack_timeout == kForever);
  CHECK(with("lwip", "TCP_MSL", "30000").time_wait == Duration(60s));
  CHECK(with("lwip", "TCP_MSL", "30s").last_ack_timeout == Duration(60s));
  CHECK(with("linux", "finwait2_rto_floor_mult", "2.5").finwait2_rto_floor_tenths == 25);
  CHECK(contains(refused("finwait2_rto_floor_mult", "3.55"), "at most one decimal"));
  CHECK(contains(refused("finwait2_rto_floor_mult", "10.1"), "0..10"));
}

TEST_CASE("limits for orphans and for open sockets are two on Linux and one on the stacks that count") {
  const StackProfile linux_orphan = with("linux", "tcp_orphan_retries", "3");
  CHECK(linux_orphan.giveup_count_orphan == 3);
  CHECK(linux_orphan.giveup_count == 15);
  CHECK(with("linux", "tcp_retries2", "5").giveup_count_orphan == 0);
  CHECK(with("linux", "giveup_count", "5").giveup_count_orphan == 0);
  CHECK(with("linux", "tcp_orphan_retries", "0").giveup_count_orphan == 0);
  CHECK(with("textbook", "giveup_count", "5").giveup_count_orphan == 5);
  CHECK(with("textbook", "tcp_orphan_retries", "5").giveup_count == 3);
  CHECK(with("textbook", "tcp_orphan_retries", "0").giveup_count_orphan == 8);  // "0 means 8"
  CHECK(with("freebsd", "net.inet.tcp.retries", "4").giveup_count_orphan == 4);
  CHECK(with("windows", "TcpMaxDataRetransmissions", "7").giveup_count_orphan == 7);
  CHECK(with("lwip", "TCP_MAXRTX", "6").giveup_count_orphan == 6);
  StackProfile apart = with("textbook", "giveup_count_orphan", "2");
  CHECK(set(apart, "giveup_count", "9") == "");
  CHECK(apart.giveup_count_orphan == 2);  // once told apart they stay so
}

TEST_CASE("the kernel's clock is read to the last digit") {
  const StackProfile at = with("linux", "jiffies_at_start", "4294937296.123456789");
  REQUIRE(at.jiffies_at_start.has_value());
  CHECK(*at.jiffies_at_start == JiffiesAtStart{4294937296, 123456789});
  CHECK(show(at, "jiffies_at_start") == "4294937296.123456789");
  CHECK(with("linux", "jiffies_at_start", "10.5").jiffies_at_start->fraction == 500000000);
  CHECK(show(with("linux", "jiffies_at_start", "10.050"), "jiffies_at_start") == "10.05");
  CHECK(show(with("linux", "jiffies_at_start", "10"), "jiffies_at_start") == "10");
  CHECK_FALSE(with("linux", "jiffies_at_start", "none").jiffies_at_start.has_value());
  for (const char* wrong : {"", ".5", "1.", "1.0123456789", "-1", "1e9", "9223372036854775808"}) {
    CHECK(contains(refused("jiffies_at_start", wrong), "at most nine decimals"));
  }
}

TEST_CASE("a jiffy follows HZ, and so does the ACK that waits for one") {
  const StackProfile fast = with("linux", "hz", "1000");
  CHECK(fast.timer_tick == Duration(1ms));
  CHECK(fast.fin_ack_delay_no_data == Duration(1ms));
  StackProfile own = with("linux", "fin_ack_delay_no_data", "7ms");
  CHECK(set(own, "CONFIG_HZ", "100") == "");
  CHECK(own.fin_ack_delay_no_data == Duration(7ms));
  CHECK(with("lwip", "hz", "1000").timer_tick == Duration(500ms));
}

TEST_CASE("a back-off table is a list whose last factor holds from there on") {
  const StackProfile steady = with("lwip", "backoff_table", "1, 2,4");
  CHECK(steady.backoff_table == std::array<std::uint16_t, 13>{1, 2, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4});
  CHECK(show(steady, "backoff_table") == "1,2,4");
  for (const char* wrong : {"", "1,", "0", "1,65536", "1,2,3,4,5,6,7,8,9,10,11,12,13,14", "1;2"}) {
    CHECK(contains(refused("backoff_table", wrong), "1 to 13 factors"));
  }
}

TEST_CASE("an engineer's name for a parameter is its first kernel name") {
  const auto known_as = [](std::string_view name) { return kernel_name(*find_parameter(name).parameter); };
  CHECK(known_as("finwait2_timeout") == "tcp_fin_timeout");
  CHECK(known_as("giveup_count_orphan") == "tcp_orphan_retries");
  CHECK(known_as("giveup_count") == "tcp_retries2");
  CHECK(known_as("time_wait") == "TCP_TIMEWAIT_LEN");
  CHECK(known_as("tlp") == "tcp_early_retrans");
  CHECK(known_as("last_ack_timeout") == "last_ack_timeout");
  CHECK(known_as("finwait2_rto_floor_tenths") == "finwait2_rto_floor_tenths");
}
