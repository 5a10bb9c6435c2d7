// The two ends of a connection. There is no client and no server here: either may be the first to close.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace finwait {

enum class Side : std::uint8_t { A, B };

constexpr Side other(Side s) { return s == Side::A ? Side::B : Side::A; }
constexpr std::size_t index(Side s) { return static_cast<std::size_t>(s); }
constexpr std::string_view name(Side s) { return s == Side::A ? "a" : "b"; }

inline constexpr std::array<Side, 2> kSides{Side::A, Side::B};

}  // namespace finwait
