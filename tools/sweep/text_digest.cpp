#include "tools/sweep/text_digest.hpp"

#include "loss_models/rng.hpp"

namespace finwait::cli {

std::uint64_t text_digest(std::string_view text, std::uint64_t key) {
  std::uint64_t out = mix64(key + kGoldenGamma * (text.size() + 1));
  for (std::size_t begin = 0; begin < text.size(); begin += 8) {
    std::uint64_t word = 0;
    for (std::size_t i = begin; i < begin + 8 && i < text.size(); ++i) {
      word = word << 8U | static_cast<unsigned char>(text[i]);
    }
    out = mix64((out ^ word) + kGoldenGamma);
  }
  return out;
}

}  // namespace finwait::cli
