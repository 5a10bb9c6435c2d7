// The arithmetic of the window scale option (RFC 7323 2): which shift a buffer needs, and which windows 16 bits can say
// with it. It knows no connection and no bytes.
#pragma once

#include <algorithm>
#include <cstdint>

namespace finwait {

inline constexpr std::uint8_t kLargestWindowShift = 14;  // RFC 7323 2.3
inline constexpr std::uint32_t kLargestWindowField = 65535;

// The smallest shift with which the whole buffer can be offered, at most 14 (tcp_select_initial_window does it so).
constexpr std::uint8_t window_shift(std::uint32_t buffer) {
  std::uint8_t shift = 0;
  while (shift < kLargestWindowShift && (buffer >> shift) > kLargestWindowField) ++shift;
  return shift;
}

// The largest window, at most `octets`, that the field says exactly with this shift.
constexpr std::uint32_t representable_window(std::uint32_t octets, std::uint8_t shift) {
  return std::min(octets >> shift, kLargestWindowField) << shift;
}

// The smallest window, at least `octets`, that the field says exactly; the largest there is if none is large enough.
constexpr std::uint32_t rounded_up_window(std::uint32_t octets, std::uint8_t shift) {
  const std::uint32_t cut_off = (1U << shift) - 1;
  const std::uint32_t field = (octets >> shift) + ((octets & cut_off) != 0 ? 1 : 0);
  return std::min(field, kLargestWindowField) << shift;
}

}  // namespace finwait
