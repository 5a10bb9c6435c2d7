// Random numbers that are part of the contract: a run is replayed from its scenario and seed alone, on every machine.
// The generator is SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014), which
// is counter-based: draw i (from 1) of a stream with key k is
//     mix64(mix64(k) + i * gamma(k + 0x9e3779b97f4a7c15))      modulo 2^64
// with mix64 = Stafford's variant 13 and gamma = the paper's mixGamma. It must not know who draws.
#pragma once

#include <bit>
#include <cstdint>

#include "core/side.hpp"
#include "loss_models/ratio.hpp"
#include "loss_models/uint128.hpp"

namespace finwait {

inline constexpr std::uint64_t kGoldenGamma = 0x9e3779b97f4a7c15U;

// A bijection of 64 bits in which every input bit moves every output bit (Stafford's Mix13).
constexpr std::uint64_t mix64(std::uint64_t z) {
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}

// An odd increment with enough changes between neighbouring bits (mixGamma of the paper).
constexpr std::uint64_t mix_gamma(std::uint64_t z) {
  z = (z ^ (z >> 33U)) * 0xff51afd7ed558ccdU;
  z = (z ^ (z >> 33U)) * 0xc4ceb9fe1a85ec53U;
  z = (z ^ (z >> 33U)) | 1U;
  return std::popcount(z ^ (z >> 1U)) < 24 ? z ^ 0xaaaaaaaaaaaaaaaaU : z;
}

// What a stream is for. Each purpose of each direction has a stream of its own, so that changing one model, or adding
// an impairment, does not change the draws of another. New purposes go at the end: the numbers are part of the draws.
enum class Purpose : std::uint8_t { Loss, Corrupt, Duplicate, Jitter, Reorder, CopyJitter };

// The key of the `number`-th stream below `key`: of a part of a composed model, of a later phase of a link.
constexpr std::uint64_t substream_key(std::uint64_t key, std::uint64_t number) {
  return mix64(key + kGoldenGamma * (number + 1));
}

// The key of the stream for one direction (named by its sender) and purpose of the run with this seed.
constexpr std::uint64_t stream_key(std::uint64_t seed, Side from, Purpose purpose) {
  return substream_key(substream_key(mix64(seed), index(from)), static_cast<std::uint64_t>(purpose));
}

class Stream {
 public:
  constexpr Stream() : Stream(0) {}
  constexpr explicit Stream(std::uint64_t key) : state_(mix64(key)), gamma_(mix_gamma(key + kGoldenGamma)) {}

  // 64 uniform bits.
  constexpr std::uint64_t next() {
    state_ += gamma_;
    return mix64(state_);
  }

  // Yes with the given probability. Always one draw, also for 0 and 1: with the same key, a larger probability says
  // yes wherever a smaller one does.
  constexpr bool chance(Chance p) {
    const std::uint64_t u = next();
    return (u < p.below) | p.certain;
  }
  constexpr bool chance(Ratio p) { return chance(Chance(p)); }

  // A uniform integer in 0..n-1, n > 0, without modulo bias (Lemire 2019: multiply, reject the short remainder).
  constexpr std::uint64_t below(std::uint64_t n) {
    Uint128 product = Uint128{next()} * n;
    if (static_cast<std::uint64_t>(product) < n) {
      const std::uint64_t threshold = (0 - n) % n;
      while (static_cast<std::uint64_t>(product) < threshold) product = Uint128{next()} * n;
    }
    return static_cast<std::uint64_t>(product >> 64U);
  }

  // A uniform integer in least..most, both included; least <= most.
  constexpr std::int64_t between(std::int64_t least, std::int64_t most) {
    const std::uint64_t width = static_cast<std::uint64_t>(most) - static_cast<std::uint64_t>(least) + 1;
    const std::uint64_t offset = width == 0 ? next() : below(width);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(least) + offset);
  }

 private:
  std::uint64_t state_;
  std::uint64_t gamma_;
};

}  // namespace finwait
