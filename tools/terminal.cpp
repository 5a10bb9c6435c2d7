#include "tools/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <string>

namespace finwait::cli {
namespace {

constexpr int kUsualWidth = 80;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

// By the names of POSIX's order: LC_ALL, LC_CTYPE, LANG; the first that is set decides.
bool locale_is_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    std::string value(environment(name));
    if (value.empty()) continue;
    std::transform(value.begin(), value.end(), value.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
  }
  return false;
}

int terminal_width() {
  const std::string_view columns = environment("COLUMNS");
  int width = 0;
  std::from_chars(columns.data(), columns.data() + columns.size(), width);
  if (width > 0) return width;
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return kUsualWidth;
}

}  // namespace

bool stdout_is_terminal() { return ::isatty(STDOUT_FILENO) == 1; }

LadderOptions ladder_options(ColourMode colour, int width, bool to_file) {
  const bool terminal = !to_file && stdout_is_terminal();
  LadderOptions options;
  options.width = width > 0 ? width : terminal ? terminal_width() : kUsualWidth;
  options.unicode = locale_is_utf8();
  const bool may_colour = terminal && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  options.colour = colour == ColourMode::Always || (colour == ColourMode::Auto && may_colour);
  return options;
}

}  // namespace finwait::cli
