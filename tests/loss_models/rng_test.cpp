// The random numbers are part of the contract: the same draws on every machine, for ever, each stream on its own.
#include "loss_models/rng.hpp"

#include <catch2/catch.hpp>

#include "tests/loss_models/statistics.hpp"

using namespace finwait;
using namespace finwait::statistics;

namespace {

constexpr std::size_t kDraws = 1'000'000;

// How the leading three bits of two streams fall together: 64 cells.
std::vector<std::uint64_t> joint_counts(Stream first, Stream second) {
  std::vector<std::uint64_t> cells(64);
  for (std::size_t i = 0; i < kDraws; ++i) ++cells[(first.next() >> 61U) * 8 + (second.next() >> 61U)];
  return cells;
}

}  // namespace

TEST_CASE("the mixing function is that of SplitMix64") {
  // The published first outputs of SplitMix64 seeded with 1234567: state + gamma, then mixed.
  std::uint64_t state = 1234567;
  for (const std::uint64_t expected : {6457827717110365317U, 3203168211198807973U, 9817491932198370423U}) {
    state += kGoldenGamma;
    CHECK(mix64(state) == expected);
  }
}

TEST_CASE("draws for seed 1 are pinned: changing them would change every recorded run") {
  struct Pinned {
    Side from;
    Purpose purpose;
    std::array<std::uint64_t, 3> draws;
  };
  const std::array<Pinned, 4> pinned{{
      {Side::A, Purpose::Loss, {0xe2a43b5fa10f9f70U, 0x379ead2d12dbef71U, 0x108e3be2c65499d6U}},
      {Side::B, Purpose::Loss, {0x8f8e2c412de9783dU, 0xa319381d4f99f573U, 0x7511bd6c86d1df11U}},
      {Side::A, Purpose::Jitter, {0x1ac5b37f7b9e238dU, 0x8ce37297f63e7be8U, 0xca4cea680d7a6dd2U}},
      {Side::B, Purpose::CopyJitter, {0xadbe264e4a21045cU, 0xbbf8ad386a5144d9U, 0x5f01578604595b62U}},
  }};
  for (const Pinned& p : pinned) {
    Stream stream(stream_key(1, p.from, p.purpose));
    for (const std::uint64_t expected : p.draws) CHECK(stream.next() == expected);
  }
  Stream ranges(stream_key(1, Side::A, Purpose::Loss));
  std::vector<std::int64_t> dice;
  for (int i = 0; i < 12; ++i) dice.push_back(ranges.between(1, 6));
  CHECK(dice == std::vector<std::int64_t>{6, 2, 1, 3, 4, 5, 2, 5, 3, 6, 1, 5});
  static_assert(Stream(stream_key(1, Side::A, Purpose::Loss)).next() != 0, "draws can be made at compile time");
}

TEST_CASE("a chance is exact to 64 binary digits") {
  CHECK(Chance(Ratio{0, 1}) == Chance());
  CHECK(Chance(Ratio{1, 1}).certain);
  CHECK(Chance(Ratio{1, 2}).below == std::uint64_t{1} << 63U);
  CHECK(Chance(Ratio{1, 3}).below == 0x5555555555555555U);
  CHECK(Chance(Ratio{2, 3}).below == 0xaaaaaaaaaaaaaaaaU);
  // The smallest and the largest that fit.
  const std::uint64_t most = (std::uint64_t{1} << 63U) - 1;
  CHECK(Chance(Ratio{1, most}).below == 2);
  CHECK(Chance(Ratio{most - 1, most}).below == UINT64_MAX - 2);
  CHECK_FALSE(Chance(Ratio{most - 1, most}).certain);
  // 1 - 2^-127, whose remainders need all bits of a 128-bit number.
  const Uint128 wide = (Uint128{1} << 127U) - 1;
  CHECK(Chance(wide - 1, wide).below == UINT64_MAX);
}

TEST_CASE("never is never, always is always, and each costs one draw") {
  Stream drawn(7);
  Stream counted(7);
  for (int i = 0; i < 1000; ++i) {
    CHECK_FALSE(drawn.chance(Ratio{0, 1}));
    CHECK(drawn.chance(Ratio{1, 1}));
    (void)counted.next();
    (void)counted.next();
  }
  CHECK(drawn.next() == counted.next());
}

TEST_CASE("a larger probability says yes wherever a smaller one does") {
  Stream small(99);
  Stream large(99);
  int only_large = 0;
  for (int i = 0; i < 100'000; ++i) {
    const bool s = small.chance(Ratio{1, 10});
    const bool l = large.chance(Ratio{3, 10});
    REQUIRE((l || !s));
    only_large += l && !s ? 1 : 0;
  }
  CHECK(rate_fits(static_cast<std::uint64_t>(only_large), 100'000, 0.2));
}

TEST_CASE("whole numbers in a range are uniform, also where the range is no power of two") {
  Stream stream(stream_key(1, Side::B, Purpose::Jitter));
  std::vector<std::uint64_t> cells(100);
  for (std::size_t i = 0; i < kDraws; ++i) ++cells[stream.below(100)];
  CHECK(counts_fit_uniform(cells));
  // Half as wide again as 2^63: half of all numbers taken modulo it would fall into the lower third.
  const std::uint64_t wide = (std::uint64_t{3} << 62U);
  std::vector<std::uint64_t> thirds(3);
  for (std::size_t i = 0; i < kDraws; ++i) ++thirds[stream.below(wide) / (wide / 3)];
  CHECK(counts_fit_uniform(thirds));
  CHECK_FALSE(counts_fit(thirds, {0.5, 0.25, 0.25}));
  for (int i = 0; i < 100; ++i) {
    CHECK(stream.below(1) == 0);
    CHECK(stream.between(-5, -5) == -5);
    const std::int64_t x = stream.between(-2, 2);
    CHECK((x >= -2 && x <= 2));
  }
  (void)stream.between(INT64_MIN, INT64_MAX);
}

TEST_CASE("streams of different directions, purposes, parts and seeds are independent") {
  const std::uint64_t loss_a = stream_key(1, Side::A, Purpose::Loss);
  const std::vector<std::uint64_t> others{
      stream_key(1, Side::B, Purpose::Loss), stream_key(1, Side::A, Purpose::Corrupt),
      stream_key(2, Side::A, Purpose::Loss), substream_key(loss_a, 0), substream_key(loss_a, 1)};
  for (const std::uint64_t other : others) CHECK(counts_fit_uniform(joint_counts(Stream(loss_a), Stream(other))));
  // The check is sharp: a stream against itself one draw later is independent, against itself it is not.
  Stream later_on(loss_a);
  (void)later_on.next();
  CHECK(counts_fit_uniform(joint_counts(Stream(loss_a), later_on)));
  CHECK_FALSE(counts_fit_uniform(joint_counts(Stream(loss_a), Stream(loss_a))));
}

TEST_CASE("the first draws of neighbouring seeds are as good as any") {
  std::vector<std::uint64_t> cells(256);
  std::vector<std::uint64_t> pairs(256);
  std::uint64_t before = 0;
  for (std::uint64_t seed = 0; seed < 200'000; ++seed) {
    const std::uint64_t draw = Stream(stream_key(seed, Side::A, Purpose::Loss)).next();
    ++cells[draw >> 56U];
    ++pairs[(before >> 60U) * 16 + (draw >> 60U)];
    before = draw;
  }
  CHECK(counts_fit_uniform(cells));
  CHECK(counts_fit_uniform(pairs));
}
