#include "sim/jitter.hpp"

#include <algorithm>
#include <bit>

#include "loss_models/uint128.hpp"

namespace finwait {
namespace {

// Far beyond every useful delay, and so far below the limit of Duration that sums cannot overflow.
constexpr Int128 kMost = Int128{1} << 61U;

// factor / 2^digits * amount, rounded towards zero and bounded.
Duration scaled(Duration amount, Int128 factor, unsigned digits) {
  const Int128 product = amount.count() * factor;
  const Int128 unit = Int128{1} << digits;
  return Duration(static_cast<std::int64_t>(std::clamp(product / unit, -kMost, kMost)));
}

Duration normal(Duration amount, Stream& stream) {
  std::int64_t ones = 0;
  for (int word = 0; word < 16; ++word) ones += std::popcount(stream.next());
  // In units of 2^-36 standard deviations: (ones - 512) / 16, and a fraction in -1/2..1/2 of one step.
  const std::int64_t step = std::int64_t{1} << 32U;
  const std::int64_t fraction = stream.between(-step / 2, step / 2 - 1);
  return scaled(amount, (ones - 512) * step + fraction, 36);
}

Duration pareto(Duration amount, Stream& stream) {
  const std::uint64_t m = std::max({stream.next(), stream.next(), stream.next()});
  // X = 2^64 / (m + 1) with 32 binary digits; at most 2^32, because m this small does not happen in the life of a star.
  const Uint128 x = (Uint128{1} << 96U) / (Uint128{m} + 1);
  const Int128 bounded = static_cast<Int128>(std::min(x, Uint128{1} << 63U));
  const Int128 three_halves = Int128{3} << 31U;
  // amount * 4/3 first, so that 63 + 64 bits hold the product.
  const Duration third = Duration(static_cast<std::int64_t>(std::min(Int128{amount.count()} * 4 / 3, kMost)));
  return scaled(third, bounded - three_halves, 32);
}

}  // namespace

Duration draw_jitter(const JitterSpec& spec, Stream& stream, std::size_t& position) {
  switch (spec.distribution) {
    case JitterSpec::Distribution::None:
      return Duration(0);
    case JitterSpec::Distribution::Uniform:
      return Duration(stream.between(-spec.amount.count(), spec.amount.count()));
    case JitterSpec::Distribution::Normal:
      return normal(spec.amount, stream);
    case JitterSpec::Distribution::Pareto:
      return pareto(spec.amount, stream);
    case JitterSpec::Distribution::Recorded: {
      if (spec.values.empty()) return Duration(0);
      const Duration value = spec.values[position % spec.values.size()];
      ++position;
      return value;
    }
  }
  return Duration(0);
}

}  // namespace finwait
