// The style sheet of the state diagram's SVG. Its classes begin with "fws-", so that it can stand in one page with
// other pictures; the colours are the shared ones.
#pragma once

#include <string>
#include <string_view>

namespace finwait {

inline constexpr std::string_view kStateClass = "fws-picture";

std::string state_style_sheet();

}  // namespace finwait
