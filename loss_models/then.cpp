// One model after the other: the first judges until it has seen `segments[0]` segments, or until the time `until[0]`
// (excluded, counted from the SYN), then the second, and so on; the last one stays. Each sees only its own segments and
// counts from its own beginning. For "the first ten are safe, then one in three is lost".
#include <array>
#include <utility>

#include "loss_models/model_info.hpp"
#include "loss_models/parts.hpp"

namespace finwait {
namespace {

class Then final : public LossModel {
 public:
  Then(const std::vector<LossSpec>& specs, std::vector<std::uint64_t> segments, std::vector<Duration> until)
      : parts_(specs), segments_(std::move(segments)), until_(std::move(until)) {}
  Verdict judge(const Segment& segment, const Transmission& transmission) override {
    while (over(transmission.now)) {
      ++current_;
      seen_ = 0;
    }
    ++seen_;
    return parts_.judge(current_, segment, transmission);
  }
  void restart(std::uint64_t key) override {
    parts_.restart(key);
    current_ = 0;
    seen_ = 0;
  }

 private:
  bool over(Time now) const {
    if (current_ < segments_.size()) return seen_ >= segments_[current_];
    return current_ < until_.size() && now.time_since_epoch() >= until_[current_];
  }

  LossParts parts_;
  std::vector<std::uint64_t> segments_;
  std::vector<Duration> until_;
  std::size_t current_ = 0;
  std::uint64_t seen_ = 0;  // by the current part
};

LossProblem check(const LossSpec& spec) {
  if (LossProblem problem = check_parts(spec)) return problem;
  const std::size_t switches = spec.get("models", std::vector<LossSpec>{}).size() - 1;
  const std::string allowed = std::to_string(switches) + ", one less than models";
  const auto* segments = spec.find_as<std::vector<std::uint64_t>>("segments");
  const auto* until = spec.find_as<std::vector<Duration>>("until");
  if ((segments != nullptr) == (until != nullptr)) {
    return {"", "needs either \"segments\" or \"until\" to know when the next model begins", ""};
  }
  if (segments != nullptr && segments->size() != switches) return {"segments", "wrong number of switches", allowed};
  if (until == nullptr) return {};
  if (until->size() != switches) return {"until", "wrong number of switches", allowed};
  for (std::size_t i = 1; i < until->size(); ++i) {
    if ((*until)[i] <= (*until)[i - 1]) return {"until", "times go back", "ascending times"};
  }
  return {};
}

using Kind = LossParameter::Kind;
constexpr std::array kParameters{
    LossParameter{.name = "models", .kind = Kind::Models, .help = "the models in their order, at least one"},
    LossParameter{.name = "segments",
                  .kind = Kind::Counts,
                  .help = "how many each model but the last judges",
                  .least = 1,
                  .unit = "segments"},
    LossParameter{.name = "until",
                  .kind = Kind::Times,
                  .help = "until when each model but the last judges, counted from the SYN"}};

}  // namespace

const LossModelInfo& then_model() {
  static constexpr LossModelInfo kInfo{.name = "then",
                                       .help = "One model after the other, by number of segments or by time.",
                                       .source = "finwait's own",
                                       .example = R"({"model": "then", "models": ["none", "1/5"], "segments": 20})",
                                       .parameters = kParameters,
                                       .check = check,
                                       .make = [](const LossSpec& spec) -> std::unique_ptr<LossModel> {
                                         return std::make_unique<Then>(
                                             spec.get("models", std::vector<LossSpec>{}),
                                             spec.get("segments", std::vector<std::uint64_t>{}),
                                             spec.get("until", std::vector<Duration>{}));
                                       }};
  return kInfo;
}

}  // namespace finwait
