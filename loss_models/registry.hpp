// The loss models by name. It knows each model only through its LossModelInfo.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "loss_models/loss_model.hpp"
#include "loss_models/loss_spec.hpp"
#include "loss_models/model_info.hpp"

namespace finwait {

// How deep compositions may nest: a composed model inside a composed model is depth 2.
inline constexpr int kMaxLossDepth = 16;

// All models, in the order in which they are listed.
std::span<const LossModelInfo* const> loss_models();
// nullptr if there is no such model.
const LossModelInfo* find_loss_model(std::string_view name);

// What is wrong with the spec, its parts included; the first problem found. No problem: it can be made.
LossProblem check_loss_spec(const LossSpec& spec);

// The model, not yet restarted: call restart(stream_key(...)) before the first judgement. nullptr for "none". The
// spec must pass check_loss_spec(); otherwise the program ends, because a wrong model would be a silent lie.
std::unique_ptr<LossModel> make_loss_model(const LossSpec& spec);

}  // namespace finwait
