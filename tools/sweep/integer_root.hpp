// Square roots of integers, for figures that come out the same on every machine.
#pragma once

#include <cstdint>

#include "loss_models/uint128.hpp"

namespace finwait::cli {

// The greatest number whose square is at most `square`.
constexpr std::uint64_t root_down(Uint128 square) {
  std::uint64_t root = 0;
  for (std::uint64_t bit = std::uint64_t{1} << 63U; bit != 0; bit >>= 1U) {
    const std::uint64_t tried = root | bit;
    if (static_cast<Uint128>(tried) * tried <= square) root = tried;
  }
  return root;
}

}  // namespace finwait::cli
