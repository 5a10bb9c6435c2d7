// Each segment is lost with probability p, whatever happened before: one draw a segment. The number of losses among n
// segments is binomial: mean np, variance np(1-p); burst lengths are geometric with mean 1/(1-p).
// tc-netem: `loss random P` without correlation.
#include <array>

#include "loss_models/model_info.hpp"
#include "loss_models/rng.hpp"

namespace finwait {
namespace {

class Bernoulli final : public LossModel {
 public:
  explicit Bernoulli(Ratio p) : p_(p) {}
  Verdict judge(const Segment&, const Transmission&) override {
    return stream_.chance(p_) ? Verdict{true, "bernoulli"} : Verdict{};
  }
  void restart(std::uint64_t key) override { stream_ = Stream(key); }

 private:
  Chance p_;
  Stream stream_{};
};

constexpr std::array kParameters{
    LossParameter{.name = "p", .kind = LossParameter::Kind::Probability, .help = "probability that a segment is lost"}};

}  // namespace

const LossModelInfo& bernoulli_model() {
  static constexpr LossModelInfo kInfo{
      .name = "bernoulli",
      .help = "Each segment is lost with probability p, independently.",
      .source = "independent trials; ns-3: RateErrorModel by packet",
      .netem = "loss random P",
      .example = R"({"model": "bernoulli", "p": "1/10"})",
      .parameters = kParameters,
      .check = [](const LossSpec& spec) { return missing(spec, "p", "a probability such as \"1/100\""); },
      .make = [](const LossSpec& spec) -> std::unique_ptr<LossModel> {
        return std::make_unique<Bernoulli>(spec.get("p", Ratio{}));
      }};
  return kInfo;
}

}  // namespace finwait
