// The options of a TCP header as octets and back. Private to core/wire.cpp and wire_size().
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/segment.hpp"

namespace finwait::wire {

inline constexpr std::size_t kMostOptionOctets = 40;

struct OptionOctets {
  std::array<std::uint8_t, kMostOptionOctets> octets{};
  std::size_t size = 0;  // a multiple of 4
  bool fits = true;      // false: there was too little room
};

// `room` is what the datagram has for them, at most 40 octets are used of it.
OptionOctets write_options(const Options& options, std::size_t room);

// Octets that write_options() makes; more than there is room for if they do not fit.
std::size_t options_size(const Options& options, std::size_t room);

// false: malformed.
bool read_options(std::string_view octets, Options& out);

}  // namespace finwait::wire
