#include "loss_models/registry.hpp"

#include <array>
#include <cstdlib>
#include <utility>

// One line a model. Each name is a function `const LossModelInfo& <name>_model()` in the model's own file.
#define FINWAIT_LOSS_MODELS(MODEL) \
  MODEL(none)                      \
  MODEL(bernoulli)                 \
  MODEL(gilbert_elliott)           \
  MODEL(periodic)                  \
  MODEL(burst)                     \
  MODEL(outage)                    \
  MODEL(pattern)                   \
  MODEL(state_dependent)           \
  MODEL(recorded)                  \
  MODEL(size_dependent)            \
  MODEL(all_of)                    \
  MODEL(any_of)                    \
  MODEL(then)

namespace finwait {

#define FINWAIT_DECLARE(model) const LossModelInfo& model##_model();
FINWAIT_LOSS_MODELS(FINWAIT_DECLARE)
#undef FINWAIT_DECLARE

std::span<const LossModelInfo* const> loss_models() {
#define FINWAIT_ENTRY(model) &model##_model(),
  static const std::array kModels{FINWAIT_LOSS_MODELS(FINWAIT_ENTRY)};
#undef FINWAIT_ENTRY
  return kModels;
}

const LossModelInfo* find_loss_model(std::string_view name) {
  for (const LossModelInfo* model : loss_models()) {
    if (model->name == name) return model;
  }
  return nullptr;
}

LossProblem missing(const LossSpec& spec, std::string_view parameter, std::string_view allowed) {
  if (spec.find(parameter) != nullptr) return {};
  return {"", "\"" + std::string(parameter) + "\" is missing", std::string(allowed)};
}

namespace {

bool type_fits(const LossParameter& parameter, const LossValue& value) {
  using Kind = LossParameter::Kind;
  switch (parameter.kind) {
    case Kind::Probability: {
      const Ratio* p = std::get_if<Ratio>(&value);
      return p != nullptr && p->is_probability();
    }
    case Kind::Number:
      return std::holds_alternative<Ratio>(value) && std::get_if<Ratio>(&value)->den > 0;
    case Kind::Count: {
      const std::uint64_t* n = std::get_if<std::uint64_t>(&value);
      return n != nullptr && *n >= parameter.least && *n <= parameter.most;
    }
    case Kind::Switch:
      return std::holds_alternative<std::uint64_t>(value) && *std::get_if<std::uint64_t>(&value) <= 1;
    case Kind::Choice: {
      const std::uint64_t* n = std::get_if<std::uint64_t>(&value);
      return n != nullptr && *n < parameter.choices.size();
    }
    case Kind::Span:
    case Kind::SpanOrNever: {
      const Duration* d = std::get_if<Duration>(&value);
      return d != nullptr && *d >= Duration(0) && (*d != kForever || parameter.kind == Kind::SpanOrNever);
    }
    case Kind::BitString:
      return std::holds_alternative<Bits>(value);
    case Kind::Counts:
      return std::holds_alternative<std::vector<std::uint64_t>>(value);
    case Kind::Times:
      return std::holds_alternative<std::vector<Duration>>(value);
    case Kind::StateProbabilities:
    case Kind::KindProbabilities:
      return std::holds_alternative<std::vector<IndexedRatio>>(value);
    case Kind::Models:
      return std::holds_alternative<std::vector<LossSpec>>(value);
    case Kind::BitsOrTimes:
      return std::holds_alternative<Bits>(value) || std::holds_alternative<std::vector<Duration>>(value);
  }
  return false;
}

LossProblem check_settings(const LossSpec& spec, const LossModelInfo& model) {
  for (const LossSetting& setting : spec.settings) {
    const LossParameter* known = nullptr;
    for (const LossParameter& parameter : model.parameters) {
      if (parameter.name == setting.name) known = &parameter;
    }
    if (known == nullptr) return {setting.name, std::string(model.name) + " has no such setting", ""};
    if (!type_fits(*known, setting.value)) return {setting.name, "value out of range", std::string(known->help)};
  }
  return model.check != nullptr ? model.check(spec) : LossProblem{};
}

LossProblem check_nested(const LossSpec& spec, int depth) {
  const LossModelInfo* model = find_loss_model(spec.model);
  if (model == nullptr) return {"", "unknown loss model \"" + std::string(spec.model) + "\"", ""};
  if (depth > kMaxLossDepth) {
    return {"", "loss models nested too deeply", "at most " + std::to_string(kMaxLossDepth) + " levels"};
  }
  if (LossProblem problem = check_settings(spec, *model)) return problem;
  for (const LossSetting& setting : spec.settings) {
    const auto* parts = std::get_if<std::vector<LossSpec>>(&setting.value);
    if (parts == nullptr) continue;
    for (const LossSpec& part : *parts) {
      if (LossProblem problem = check_nested(part, depth + 1)) return problem;
    }
  }
  return {};
}

}  // namespace

// Depth counts compositions: a plain model at the bottom of 16 of them is still fine.
LossProblem check_loss_spec(const LossSpec& spec) { return check_nested(spec, 0); }

std::unique_ptr<LossModel> make_loss_model(const LossSpec& spec) {
  if (spec.is_none() && spec.settings.empty()) return nullptr;
  if (check_loss_spec(spec)) std::abort();
  return find_loss_model(spec.model)->make(spec);
}

}  // namespace finwait
