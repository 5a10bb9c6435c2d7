// What the composed models share: their parts, each with a random stream of its own below the whole's.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "loss_models/loss_model.hpp"
#include "loss_models/loss_spec.hpp"
#include "loss_models/model_info.hpp"

namespace finwait {

class LossParts {
 public:
  explicit LossParts(const std::vector<LossSpec>& specs);

  std::size_t size() const { return models_.size(); }
  // Part i's judgement; a part that is "none" never loses.
  Verdict judge(std::size_t i, const Segment& segment, const Transmission& transmission) {
    return models_[i] ? models_[i]->judge(segment, transmission) : Verdict{};
  }
  // Part i draws from stream substream_key(key, i): parts after it, and what they are, do not change its draws.
  void restart(std::uint64_t key);

 private:
  std::vector<std::unique_ptr<LossModel>> models_;
};

// The one setting of a model that is made of its parts alone.
inline constexpr std::array kPartsParameters{
    LossParameter{.name = "models", .kind = LossParameter::Kind::Models, .help = "the parts, at least one"}};

// "models" is there and not empty.
LossProblem check_parts(const LossSpec& spec);

}  // namespace finwait
