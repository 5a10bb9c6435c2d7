// Every n-th segment of a direction is lost: segments `offset`, `offset + every`, `offset + 2 every`, ..., counted from
// 1. Loss rate 1/every exactly; no randomness. For "each third segment": every 3. tc-netem has no such loss model (its
// `gap` is the same idea for reordering).
#include <array>

#include "loss_models/model_info.hpp"

namespace finwait {
namespace {

class Periodic final : public LossModel {
 public:
  Periodic(std::uint64_t every, std::uint64_t offset) : every_(every), offset_(offset) { restart(0); }
  Verdict judge(const Segment&, const Transmission&) override {
    if (--until_loss_ != 0) return {};
    until_loss_ = every_;
    return {true, "periodic"};
  }
  void restart(std::uint64_t) override { until_loss_ = offset_; }

 private:
  std::uint64_t every_;
  std::uint64_t offset_;
  std::uint64_t until_loss_ = 0;
};

constexpr std::array kParameters{LossParameter{.name = "every",
                                               .kind = LossParameter::Kind::Count,
                                               .help = "from one loss to the next",
                                               .least = 1,
                                               .unit = "segments"},
                                 LossParameter{.name = "offset",
                                               .kind = LossParameter::Kind::Count,
                                               .help = "the first segment lost, counted from 1",
                                               .least = 1,
                                               .unit = "segments",
                                               .fallback = "the same as every"}};

}  // namespace

const LossModelInfo& periodic_model() {
  static constexpr LossModelInfo kInfo{
      .name = "periodic",
      .help = "Every n-th segment is lost.",
      .source = "iptables: -m statistic --mode nth",
      .example = R"({"model": "periodic", "every": 5})",
      .parameters = kParameters,
      .check = [](const LossSpec& spec) { return missing(spec, "every", "a number of segments, 1 or more"); },
      .make = [](const LossSpec& spec) -> std::unique_ptr<LossModel> {
        const std::uint64_t every = spec.get("every", std::uint64_t{1});
        return std::make_unique<Periodic>(every, spec.get("offset", every));
      }};
  return kInfo;
}

}  // namespace finwait
