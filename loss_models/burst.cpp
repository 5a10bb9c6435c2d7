// One burst: `count` segments in a row are lost, from segment number `at` on, counted from 1 in this direction. For
// "the connection loses these three and nothing else".
#include <array>

#include "loss_models/model_info.hpp"

namespace finwait {
namespace {

class Burst final : public LossModel {
 public:
  Burst(std::uint64_t at, std::uint64_t count) : before_(at - 1), count_(count) {}
  Verdict judge(const Segment&, const Transmission&) override {
    const std::uint64_t seen = seen_++;
    // Unsigned: segments before the burst wrap around to large numbers.
    return seen - before_ < count_ ? Verdict{true, "burst"} : Verdict{};
  }
  void restart(std::uint64_t) override { seen_ = 0; }

 private:
  std::uint64_t before_;
  std::uint64_t count_;
  std::uint64_t seen_ = 0;
};

constexpr std::uint64_t kMost = std::uint64_t{1} << 62U;
constexpr std::array kParameters{LossParameter{.name = "at",
                                               .kind = LossParameter::Kind::Count,
                                               .help = "the first segment lost, counted from 1",
                                               .least = 1,
                                               .most = kMost,
                                               .unit = "segments"},
                                 LossParameter{.name = "count",
                                               .kind = LossParameter::Kind::Count,
                                               .help = "how many are lost in a row",
                                               .least = 1,
                                               .most = kMost,
                                               .unit = "segments",
                                               .fallback = "1"}};

}  // namespace

const LossModelInfo& burst_model() {
  static constexpr LossModelInfo kInfo{
      .name = "burst",
      .help = "A number of segments in a row are lost, once.",
      .source = "finwait's own",
      .example = R"({"model": "burst", "at": 3, "count": 4})",
      .parameters = kParameters,
      .check = [](const LossSpec& spec) { return missing(spec, "at", "a segment's number, 1 or more"); },
      .make = [](const LossSpec& spec) -> std::unique_ptr<LossModel> {
        return std::make_unique<Burst>(spec.get("at", std::uint64_t{1}), spec.get("count", std::uint64_t{1}));
      }};
  return kInfo;
}

}  // namespace finwait
