// Fields of comma-separated values as RFC 4180 has them.
#pragma once

#include <string>
#include <string_view>

namespace finwait {

// In quotes if it holds what separates fields or lines, with its own quotes doubled; else as it is.
std::string csv_quoted(std::string_view text);

}  // namespace finwait
