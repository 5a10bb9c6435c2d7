#include "sim/recorded_text.hpp"

#include <optional>

#include "core/time_text.hpp"

namespace finwait {
namespace {

bool is_bits(std::string_view word) { return word.find_first_not_of("01") == std::string_view::npos; }

std::string at_line(int line, std::string_view what) {
  return "line " + std::to_string(line) + ": " + std::string(what);
}

// Adds one word to the recording; what is wrong with it, or nothing.
std::string take(std::string_view word, RecordedText& out) {
  if (out.times.empty() && is_bits(word)) {
    for (const char c : word) out.bits.push_back(c == '1' ? 1 : 0);
    return {};
  }
  const std::string quoted = "\"" + std::string(word) + "\"";
  if (!out.bits.empty()) return quoted + " among 0 and 1";
  const ParsedDuration parsed = parse_duration(word);
  if (!parsed.value) return quoted + ": " + parsed.error;
  if (*parsed.value == kForever) return quoted + " is no time";
  out.times.push_back(*parsed.value);
  return {};
}

}  // namespace

RecordedText parse_recorded_text(std::string_view text) {
  constexpr std::string_view kSeparators = " \t\r\v\f,";
  RecordedText out;
  int line = 0;
  while (!text.empty()) {
    ++line;
    const std::size_t end = text.find('\n');
    std::string_view rest = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    rest = rest.substr(0, rest.find('#'));
    while (true) {
      const std::size_t begin = rest.find_first_not_of(kSeparators);
      if (begin == std::string_view::npos) break;
      rest.remove_prefix(begin);
      const std::string_view word = rest.substr(0, rest.find_first_of(kSeparators));
      rest.remove_prefix(word.size());
      const std::string problem = take(word, out);
      if (!problem.empty()) return {{}, {}, at_line(line, problem)};
    }
  }
  if (out.bits.empty() && out.times.empty()) out.error = "the recording is empty";
  return out;
}

}  // namespace finwait
