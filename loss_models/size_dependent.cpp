// Each bit on the wire is wrong with probability e, independently, and a segment with a wrong bit is lost: for n octets
// p = 1 - (1 - e)^(8n). The size counts IPv4 and TCP headers, options and payload; link-layer framing is not known.
// The power is taken in fixed point of 64 binary digits, rounding down, which makes p at most 8n * 2^-63 too large.
// One draw a segment.
#include <array>

#include "loss_models/model_info.hpp"
#include "loss_models/rng.hpp"

namespace finwait {
namespace {

// a * b for fractions of 2^64, rounded down.
constexpr std::uint64_t product(std::uint64_t a, std::uint64_t b) {
  return static_cast<std::uint64_t>((Uint128{a} * b) >> 64U);
}

class SizeDependent final : public LossModel {
 public:
  explicit SizeDependent(Ratio bit_error_rate) : bit_error_(bit_error_rate) {}
  Verdict judge(const Segment&, const Transmission& transmission) override {
    if (transmission.size != size_) {
      size_ = transmission.size;
      p_ = loss_of(size_);
    }
    return stream_.chance(p_) ? Verdict{true, "size_dependent"} : Verdict{};
  }
  void restart(std::uint64_t key) override { stream_ = Stream(key); }

 private:
  Chance loss_of(std::uint32_t octets) const {
    Chance p = bit_error_;
    if (p.certain || p.below == 0 || octets == 0) return octets == 0 ? Chance() : p;
    // (1 - e)^(8 octets) by squaring; 1 - e < 1 is a fraction of 2^64, and 1 itself cannot be written, hence `first`.
    std::uint64_t base = 0 - p.below;
    std::uint64_t power = 0;
    bool first = true;
    for (std::uint64_t n = std::uint64_t{octets} * 8; n != 0; n >>= 1U) {
      if ((n & 1U) != 0) {
        power = first ? base : product(power, base);
        first = false;
      }
      base = product(base, base);
    }
    if (power == 0) {
      p.certain = true;
    } else {
      p.below = 0 - power;
    }
    return p;
  }

  Chance bit_error_;
  std::uint32_t size_ = 0;
  Chance p_{};
  Stream stream_{};
};

constexpr std::array kParameters{LossParameter{
    .name = "bit_error_rate", .kind = LossParameter::Kind::Probability, .help = "probability that one bit is wrong"}};

}  // namespace

const LossModelInfo& size_dependent_model() {
  static constexpr LossModelInfo kInfo{
      .name = "size_dependent",
      .help = "Each bit may be wrong, so longer segments are lost more often.",
      .source = "independent bit errors; ns-3: RateErrorModel by bit",
      .example = R"({"model": "size_dependent", "bit_error_rate": "1e-5"})",
      .parameters = kParameters,
      .check = [](const LossSpec& spec) { return missing(spec, "bit_error_rate", "a probability such as \"1e-6\""); },
      .make = [](const LossSpec& spec) -> std::unique_ptr<LossModel> {
        return std::make_unique<SizeDependent>(spec.get("bit_error_rate", Ratio{}));
      }};
  return kInfo;
}

}  // namespace finwait
