#include "sim/html_sha256.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace finwait {
namespace {

constexpr std::size_t kBlock = 64;  // octets

// FIPS 180-4 4.2.2.
constexpr std::array<std::uint32_t, 64> kRound{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

using Hash = std::array<std::uint32_t, 8>;

// FIPS 180-4 6.2.2, with its names. `octet(i)` is the i-th octet of the block.
template <class Octet>
void take_block(Hash& hash, Octet octet) {
  std::array<std::uint32_t, 64> w{};
  for (std::size_t t = 0; t < 16; ++t) {
    for (std::size_t i = 0; i < 4; ++i) w[t] = w[t] << 8U | octet(4 * t + i);
  }
  for (std::size_t t = 16; t < w.size(); ++t) {
    const std::uint32_t s0 = std::rotr(w[t - 15], 7) ^ std::rotr(w[t - 15], 18) ^ w[t - 15] >> 3U;
    const std::uint32_t s1 = std::rotr(w[t - 2], 17) ^ std::rotr(w[t - 2], 19) ^ w[t - 2] >> 10U;
    w[t] = s1 + w[t - 7] + s0 + w[t - 16];
  }
  Hash v = hash;  // a to h
  for (std::size_t t = 0; t < w.size(); ++t) {
    const std::uint32_t s1 = std::rotr(v[4], 6) ^ std::rotr(v[4], 11) ^ std::rotr(v[4], 25);
    const std::uint32_t t1 = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + kRound[t] + w[t];
    const std::uint32_t s0 = std::rotr(v[0], 2) ^ std::rotr(v[0], 13) ^ std::rotr(v[0], 22);
    const std::uint32_t t2 = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
    std::copy_backward(v.begin(), v.end() - 1, v.end());
    v[4] += t1;
    v[0] = t1 + t2;
  }
  for (std::size_t i = 0; i < hash.size(); ++i) hash[i] += v[i];
}

// The message, padded: a 1 bit, zeros, and its length in bits (5.1.1).
std::uint32_t padded_octet(std::string_view bytes, std::size_t length, std::size_t i) {
  if (i < bytes.size()) return static_cast<unsigned char>(bytes[i]);
  if (i == bytes.size()) return 0x80;
  const std::size_t from_end = length - 1 - i;
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  return from_end < 8 ? static_cast<std::uint32_t>(bits >> (8 * from_end) & 0xff) : 0;
}

}  // namespace

std::string sha256_base64(std::string_view bytes) {
  // FIPS 180-4 5.3.3.
  Hash hash{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const std::size_t length = (bytes.size() + 9 + kBlock - 1) / kBlock * kBlock;
  for (std::size_t begin = 0; begin < length; begin += kBlock) {
    take_block(hash, [&](std::size_t i) { return padded_octet(bytes, length, begin + i); });
  }
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  // 256 bits are 42 digits and 4 bits more.
  const auto bit = [&hash](std::size_t i) {
    return i < 256 ? static_cast<std::size_t>(hash[i / 32] >> (31 - i % 32) & 1U) : std::size_t{0};
  };
  std::string text;
  for (std::size_t i = 0; i < 256; i += 6) {
    std::size_t digit = 0;
    for (std::size_t k = 0; k < 6; ++k) digit = digit << 1U | bit(i + k);
    text += kDigits[digit];
  }
  return text + "=";
}

}  // namespace finwait
