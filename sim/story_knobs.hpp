// Parameters by the names that the people of a stack know them by.
#pragma once

#include <string>
#include <string_view>

#include "core/stack_profile.hpp"

namespace finwait {

// "tcp_fin_timeout" under linux, "net.inet.tcp.finwait2_timeout" under freebsd; our own name where the stack has none.
std::string stack_name(std::string_view parameter, const StackProfile& profile);

}  // namespace finwait
