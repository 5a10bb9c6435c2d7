#include "sim/trace_format.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace finwait {
namespace {

constexpr std::int64_t kNanosecondsPerMicrosecond = 1'000;
constexpr std::int64_t kNanosecondsPerMillisecond = 1'000'000;
constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

void put_digits(LineBuffer& line, std::int64_t value, int digits) {
  std::array<char, 9> text{};
  for (int i = digits - 1; i >= 0; --i) {
    text[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  line.put(std::string_view(text.data(), static_cast<std::size_t>(digits)));
}

// `value / unit` rounded to three decimals, without trailing zeros.
std::string decimal(std::int64_t value, std::int64_t unit) {
  std::int64_t whole = value / unit;
  std::int64_t thousandths = value % unit;
  if (unit > 1'000) {
    thousandths = (thousandths + unit / 2'000) / (unit / 1'000);
  } else {
    thousandths = thousandths * 1'000 / unit;
  }
  if (thousandths >= 1'000) {
    ++whole;
    thousandths -= 1'000;
  }
  std::string text = std::to_string(whole);
  if (thousandths == 0) return text;
  std::string decimals = std::to_string(1'000 + thousandths).substr(1);
  while (decimals.back() == '0') decimals.pop_back();
  return text + "." + decimals;
}

std::string hours_words(std::int64_t seconds) {
  std::string text;
  const std::int64_t hours = seconds / 3'600;
  const std::int64_t minutes = seconds / 60 % 60;
  const std::int64_t rest = seconds % 60;
  if (hours > 0) text += std::to_string(hours) + " h";
  if (minutes > 0) text += (text.empty() ? "" : " ") + std::to_string(minutes) + " min";
  if (rest > 0) text += (text.empty() ? "" : " ") + std::to_string(rest) + " s";
  return text;
}

}  // namespace

void put_seconds(LineBuffer& line, Time t) {
  if (t == kNever) {
    line.put("never");
    return;
  }
  const std::int64_t total = nanoseconds(t);
  const std::int64_t fraction = total % kNanosecondsPerSecond;
  line.put_number(total / kNanosecondsPerSecond);
  line.put('.');
  if (fraction % kNanosecondsPerMicrosecond == 0) {
    put_digits(line, fraction / kNanosecondsPerMicrosecond, 6);
  } else {
    put_digits(line, fraction, 9);
  }
}

void put_json_string(LineBuffer& line, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  line.put('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      line.put('\\');
      line.put(c);
    } else if (c == '\n') {
      line.put("\\n");
    } else if (c == '\t') {
      line.put("\\t");
    } else if (byte < 0x20) {
      line.put("\\u00");
      line.put(kHex[byte >> 4U]);
      line.put(kHex[byte & 0xfU]);
    } else {
      line.put(c);
    }
  }
  line.put('"');
}

std::string duration_words(Duration d) {
  if (d == kForever) return "for ever";
  const std::int64_t n = d.count();
  if (n == 0) return "0 s";
  if (n < kNanosecondsPerMicrosecond) return std::to_string(n) + " ns";
  if (n < kNanosecondsPerMillisecond) return decimal(n, kNanosecondsPerMicrosecond) + " us";
  // From here on a value that rounds up to the next unit is written in that unit.
  if (n < kNanosecondsPerSecond - 500) return decimal(n, kNanosecondsPerMillisecond) + " ms";
  if (n < 600 * kNanosecondsPerSecond) return decimal(n, kNanosecondsPerSecond) + " s";
  return hours_words((n + kNanosecondsPerSecond / 2) / kNanosecondsPerSecond);
}

std::string_view flag_words(Flags flags) {
  // Indexed by the five bits of the header; PSH says nothing about the end of a connection and is left out.
  static constexpr std::array<std::string_view, 16> kWords{
      "none", "FIN",     "SYN",     "SYN,FIN",     "RST",     "RST,FIN",     "RST,SYN",     "RST,SYN,FIN",
      "ACK",  "FIN,ACK", "SYN,ACK", "SYN,FIN,ACK", "RST,ACK", "RST,FIN,ACK", "RST,SYN,ACK", "RST,SYN,FIN,ACK"};
  const std::size_t low = flags.bits & (Flags::kFin | Flags::kSyn | Flags::kRst);
  return kWords[low + (flags.ack() ? 8 : 0)];
}

std::string ordinal(unsigned n) {
  const bool teen = n / 10 % 10 == 1;
  const unsigned last = n % 10;
  const char* suffix = teen || last == 0 || last > 3 ? "th" : last == 1 ? "st" : last == 2 ? "nd" : "rd";
  return std::to_string(n) + suffix;
}

}  // namespace finwait
