// Losses written down bit by bit: character i of `bits` says whether the i-th segment of this direction is lost (1) or
// not (0), counted from 1. After the last bit nothing is lost, or with `repeat` the bits begin again. For exhaustive
// runs: n bits name one of 2^n ways to lose n segments.
#include <array>
#include <utility>

#include "loss_models/model_info.hpp"

namespace finwait {
namespace {

class Pattern final : public LossModel {
 public:
  Pattern(Bits bits, bool repeat) : bits_(std::move(bits)), repeat_(repeat) {}
  Verdict judge(const Segment&, const Transmission&) override {
    if (next_ == bits_.size()) {
      if (!repeat_) return {};
      next_ = 0;
    }
    return bits_[next_++] != 0 ? Verdict{true, "pattern"} : Verdict{};
  }
  void restart(std::uint64_t) override { next_ = 0; }

 private:
  Bits bits_;
  bool repeat_;
  std::size_t next_ = 0;
};

LossProblem check(const LossSpec& spec) {
  if (LossProblem problem = missing(spec, "bits", "a string of 0 and 1 such as \"0010\"")) return problem;
  if (spec.get("bits", Bits{}).empty()) return {"bits", "no bits", "at least one 0 or 1"};
  return {};
}

using Kind = LossParameter::Kind;
constexpr std::array kParameters{
    LossParameter{.name = "bits", .kind = Kind::BitString, .help = "bit i drops the i-th segment if it is 1"},
    LossParameter{
        .name = "repeat", .kind = Kind::Switch, .help = "begin again after the last bit", .fallback = "false"}};

}  // namespace

const LossModelInfo& pattern_model() {
  static constexpr LossModelInfo kInfo{.name = "pattern",
                                       .help = "Bit i says whether the i-th segment is lost.",
                                       .source = "ns-3: ReceiveListErrorModel",
                                       .example = R"({"model": "pattern", "bits": "0010"})",
                                       .parameters = kParameters,
                                       .check = check,
                                       .make = [](const LossSpec& spec) -> std::unique_ptr<LossModel> {
                                         return std::make_unique<Pattern>(spec.get("bits", Bits{}),
                                                                          spec.get("repeat", std::uint64_t{0}) != 0);
                                       }};
  return kInfo;
}

}  // namespace finwait
