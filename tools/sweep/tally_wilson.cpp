// Wilson's interval (Wilson 1927) of k in n with z = 1.959964, by integers only: with T = 10^6 and the interval's ends
// as roots of a quadratic, the bounds are
//     (2 k Z + z2 -/+ sqrt(z2 (z2 + 4 k (n - k) Z / n))) / (2 (n Z + z2)),     z2 = z^2 Z, Z a scale.
// Roots and quotients are rounded so that the interval never comes out narrower than it is.
#include "tools/sweep/integer_root.hpp"
#include "tools/sweep/tally.hpp"

namespace finwait::cli {
namespace {

constexpr std::uint64_t kScale = 1'000'000;     // Z
constexpr std::uint64_t kZSquared = 3'841'459;  // 1.959964^2 Z, rounded
constexpr std::uint64_t kMillion = 1'000'000;

}  // namespace

ShareInterval wilson(std::uint64_t count, std::uint64_t n) {
  // Above 2^40 runs the interval is narrower than 10^-6; halving both keeps the products inside 128 bits.
  while (n >= std::uint64_t{1} << 40U) {
    n >>= 1U;
    count >>= 1U;
  }
  const Uint128 spread = static_cast<Uint128>(4) * count * (n - count) * kScale;
  const Uint128 inside = static_cast<Uint128>(kZSquared) * kZSquared + kZSquared * ((spread + n - 1) / n);
  const Uint128 root = static_cast<Uint128>(root_down(inside)) + 1;
  const Uint128 middle = static_cast<Uint128>(2) * count * kScale + kZSquared;
  const Uint128 divisor = static_cast<Uint128>(2) * (static_cast<Uint128>(n) * kScale + kZSquared);
  ShareInterval interval;
  if (count > 0 && middle > root) interval.low = static_cast<std::uint32_t>((middle - root) * kMillion / divisor);
  const Uint128 high = ((middle + root) * kMillion + divisor - 1) / divisor;
  interval.high = count == n || high > kMillion ? kMillion : static_cast<std::uint32_t>(high);
  return interval;
}

}  // namespace finwait::cli
