#include "loss_models/parts.hpp"

#include "loss_models/registry.hpp"
#include "loss_models/rng.hpp"

namespace finwait {

LossParts::LossParts(const std::vector<LossSpec>& specs) {
  models_.reserve(specs.size());
  for (const LossSpec& spec : specs) models_.push_back(make_loss_model(spec));
}

void LossParts::restart(std::uint64_t key) {
  for (std::size_t i = 0; i < models_.size(); ++i) {
    if (models_[i]) models_[i]->restart(substream_key(key, i));
  }
}

LossProblem check_parts(const LossSpec& spec) {
  if (LossProblem problem = missing(spec, "models", "a list of loss models")) return problem;
  if (spec.get("models", std::vector<LossSpec>{}).empty()) {
    return {"models", "nothing to compose", "at least one loss model"};
  }
  return {};
}

}  // namespace finwait
