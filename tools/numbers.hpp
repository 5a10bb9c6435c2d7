// Whole numbers as people read them.
#pragma once

#include <cstdint>
#include <string>

namespace finwait::cli {

// 1234567 as "1,234,567".
inline std::string grouped(std::uint64_t n) {
  std::string text = std::to_string(n);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

// "1 run", "2,000 runs".
inline std::string counted(std::uint64_t n, const std::string& thing) {
  return grouped(n) + " " + thing + (n == 1 ? "" : "s");
}

// 16 hexadecimal digits.
inline std::string hexadecimal(std::uint64_t value) {
  constexpr const char* kDigits = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t i = text.size(); i-- > 0; value >>= 4U) text[i] = kDigits[value & 15U];
  return text;
}

}  // namespace finwait::cli
