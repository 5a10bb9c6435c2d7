#include "sim/story/story_knobs.hpp"

#include <algorithm>

#include "core/parameter.hpp"

namespace finwait {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// The four families of spelling: tcp_x and TCP_X of Linux, net.inet.tcp.x of BSD, TcpX of Windows, TCP_X of lwIP.
// A system's MSL is half of our time_wait, so its value would not be ours.
bool is_half(std::string_view name) { return name.ends_with("msl") || name.ends_with("MSL"); }
bool is_bsd(std::string_view name) { return name.starts_with("net.inet.") && !is_half(name); }
bool is_sysctl(std::string_view name) { return name.starts_with("tcp_"); }
bool is_registry(std::string_view name) {
  return name.size() > 1 && is_upper(name[0]) && std::any_of(name.begin(), name.end(), is_lower);
}
bool is_macro(std::string_view name) {
  return name.size() > 1 && is_upper(name[0]) && std::none_of(name.begin(), name.end(), is_lower);
}

}  // namespace

std::string stack_name(std::string_view parameter, const StackProfile& profile) {
  const Parameter* found = find_parameter(parameter).parameter;
  if (found == nullptr) return std::string(parameter);
  const std::string_view stack = profile.name;
  std::string_view chosen = found->name;
  const auto first_that = [&](bool (*fits)(std::string_view)) {
    const auto alias =
        std::find_if(found->aliases.begin(), found->aliases.end(), [&](const Alias& a) { return fits(a.name); });
    if (alias != found->aliases.end()) chosen = alias->name;
  };
  if (stack == "linux" || stack == "textbook") {
    if (!found->aliases.empty() && (is_sysctl(found->aliases[0].name) || is_macro(found->aliases[0].name))) {
      chosen = found->aliases[0].name;
    }
  } else if (stack == "freebsd" || stack == "macos") {
    first_that(is_bsd);
  } else if (stack == "windows") {
    first_that(is_registry);
  } else if (stack == "lwip") {
    for (const Alias& alias : found->aliases) {
      const bool linux_only = alias.name == "TCP_TIMEWAIT_LEN" || alias.name == "TCP_DELACK_MIN" ||
                              alias.name == "TCP_DELACK_MAX" || alias.name == "TCP_TIMEOUT_FALLBACK" ||
                              alias.name == "TCP_RTO_MIN";
      if (is_macro(alias.name) && !is_half(alias.name) && !linux_only) chosen = alias.name;
    }
  }
  return std::string(chosen);
}

bool is_kernel_constant(std::string_view parameter, const StackProfile& profile) {
  const StackProfile* stack = find_stack(profile.name);
  return parameter == "time_wait" && profile.name == "linux" && stack != nullptr &&
         profile.time_wait == stack->time_wait;
}

std::string stack_value(std::string_view parameter, const StackProfile& profile) {
  const Parameter* found = find_parameter(parameter).parameter;
  if (found == nullptr) return "";
  std::string value = found->format(profile, *found);
  if (found->kind != ParameterKind::Boolean || !is_sysctl(stack_name(parameter, profile))) return value;
  const bool on = value == "true";
  if (found->name == "tlp") return on ? "3" : "0";  // tcp_early_retrans: 3 is the probe
  return on ? "1" : "0";
}

}  // namespace finwait
