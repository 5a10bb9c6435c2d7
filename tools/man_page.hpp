// The manual page, in the macros of man(7), made from the description of the command line.
#pragma once

#include <string>

#include "tools/completion.hpp"

namespace finwait::cli {

std::string man_page(const CommandLine& line);

}  // namespace finwait::cli
