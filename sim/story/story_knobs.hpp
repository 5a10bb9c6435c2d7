// Parameters by the names that the people of a stack know them by.
#pragma once

#include <string>
#include <string_view>

#include "core/stack_profile.hpp"

namespace finwait {

// "tcp_fin_timeout" under linux, "net.inet.tcp.finwait2_timeout" under freebsd; our own name where the stack has none.
std::string stack_name(std::string_view parameter, const StackProfile& profile);

// Its value as one would write it under that name: "60s"; a switch of sysctl's as "0" or "1".
std::string stack_value(std::string_view parameter, const StackProfile& profile);

// Whether it is compiled into the kernel, and stands at what that kernel has.
bool is_kernel_constant(std::string_view parameter, const StackProfile& profile);

}  // namespace finwait
