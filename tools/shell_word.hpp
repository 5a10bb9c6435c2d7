// Words as a POSIX shell reads them, for the commands that reports print.
#pragma once

#include <string>
#include <string_view>

namespace finwait::cli {

// The word itself if a shell takes it literally, else in single quotes.
std::string shell_word(std::string_view word);

}  // namespace finwait::cli
