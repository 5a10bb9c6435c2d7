#include "core/parameter.hpp"

#include <vector>

namespace finwait {
namespace {

constexpr std::string_view kSysctlPrefix = "net.ipv4.";

// A system's own spelling, as opposed to another spelling of ours (rto_min_ms): tcp_x, net.inet.tcp.x, TCP_X, TcpX.
bool is_kernel_name(std::string_view name) {
  const bool capital = !name.empty() && name.front() >= 'A' && name.front() <= 'Z';
  return capital || name.starts_with("tcp_") || name.find('.') != std::string_view::npos;
}

}  // namespace

std::string_view name(Evidence evidence) {
  switch (evidence) {
    case Evidence::Verified:
      return "verified";
    case Evidence::Documented:
      return "documented";
    case Evidence::Assumed:
      return "assumed";
  }
  return {};
}

ParameterMatch find_parameter(std::string_view name_or_alias) {
  std::string_view wanted = name_or_alias;
  const bool sysctl = wanted.starts_with(kSysctlPrefix);
  if (sysctl) wanted.remove_prefix(kSysctlPrefix.size());
  if (sysctl && !wanted.starts_with("tcp_")) return {};
  for (const Parameter& parameter : parameters()) {
    if (!sysctl && parameter.name == wanted) return {&parameter, nullptr};
    for (const Alias& alias : parameter.aliases) {
      if (alias.name == wanted) return {&parameter, &alias};
    }
  }
  return {};
}

std::span<const std::string_view> parameter_names() {
  static const std::vector<std::string_view> kNames = [] {
    std::vector<std::string_view> names;
    for (const Parameter& parameter : parameters()) {
      names.push_back(parameter.name);
      for (const Alias& alias : parameter.aliases) names.push_back(alias.name);
    }
    return names;
  }();
  return kNames;
}

std::string_view kernel_name(const Parameter& parameter) {
  for (const Alias& alias : parameter.aliases) {
    if (is_kernel_name(alias.name)) return alias.name;
  }
  return parameter.name;
}

}  // namespace finwait
