// finwait's version and the build it comes from.
#pragma once

#include <string>
#include <string_view>

namespace finwait::cli {

std::string_view version();
// "finwait 0.1.0" and, if verbose, the compiler and the type of the build, each on a line.
std::string version_text(bool verbose);

}  // namespace finwait::cli
