// The loss models as text and as JSON: what each does, its settings, its source, an example.
#pragma once

#include <string>

#include "loss_models/model_info.hpp"

namespace finwait::cli {

std::string model_text(const LossModelInfo& model);
std::string model_json(const LossModelInfo& model);
// All of them; the JSON is an array of what model_json() gives.
std::string all_models_text();
std::string all_models_json();

// What a setting is counted in and what it may be, in words: the parameter's own, else what its kind says.
std::string unit_text(const LossParameter& parameter);
std::string range_text(const LossParameter& parameter);

}  // namespace finwait::cli
