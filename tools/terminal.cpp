#include "tools/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <string>
#include <utility>

#include "tools/lower_case.hpp"

namespace finwait::cli {
namespace {

constexpr int kUsualWidth = 80;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

// The locale of a category in small letters, by POSIX's order: LC_ALL, the category, LANG; the first that is set.
std::string locale(const char* category) {
  for (const char* name : {"LC_ALL", category, "LANG"}) {
    std::string value(environment(name));
    if (!value.empty()) return lower_case(std::move(value));
  }
  return "";
}

bool is_utf8(std::string_view locale) {
  return locale.find("utf-8") != std::string_view::npos || locale.find("utf8") != std::string_view::npos;
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
  options.unicode = is_utf8(locale("LC_CTYPE"));
  const bool may_colour = terminal && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  options.colour = colour == ColourMode::Always || (colour == ColourMode::Auto && may_colour);
  return options;
}

Language chosen_language(std::string_view typed) {
  if (!typed.empty()) return typed == "zh" ? Language::Chinese : Language::English;
  const std::string messages = locale("LC_MESSAGES");
  return messages.starts_with("zh") && is_utf8(messages) ? Language::Chinese : Language::English;
}

}  // namespace finwait::cli
