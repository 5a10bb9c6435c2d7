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

}  // namespace finwait::cli
