#include "tools/model_listing.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "loss_models/fault_rule.hpp"
#include "loss_models/registry.hpp"
#include "sim/suggest.hpp"

namespace finwait::cli {
namespace {

using Json = nlohmann::ordered_json;
using Kind = LossParameter::Kind;

std::string kinds_of_segment() {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < kSegmentKindCount; ++i) names.push_back(name(static_cast<SegmentKind>(i)));
  return quoted_list(names);
}

std::string counted(const LossParameter& parameter) {
  const std::string least = std::to_string(parameter.least);
  // Bounds near what 64 bits hold are there for the arithmetic, not for people.
  constexpr std::uint64_t kNoBound = std::uint64_t{1} << 62U;
  return parameter.most >= kNoBound ? least + " or more" : least + " to " + std::to_string(parameter.most);
}

// "a probability, 0 to 1; default 0"
std::string values_text(const LossParameter& parameter) {
  const std::string unit = unit_text(parameter);
  std::string text = unit + (unit.empty() ? "" : ": ") + range_text(parameter);
  text += parameter.fallback.empty() ? "; no default" : "; default: " + std::string(parameter.fallback);
  if (!parameter.alias.empty()) text += "; tc-netem's name: " + std::string(parameter.alias);
  return text;
}

Json text_or_null(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json parameter_json(const LossParameter& parameter) {
  return Json{{"name", parameter.name},
              {"help", parameter.help},
              {"unit", text_or_null(unit_text(parameter))},
              {"range", range_text(parameter)},
              {"default", text_or_null(parameter.fallback)},
              {"netem", text_or_null(parameter.alias)}};
}

Json json_of(const LossModelInfo& model) {
  Json settings = Json::array();
  for (const LossParameter& parameter : model.parameters) settings.push_back(parameter_json(parameter));
  return Json{{"model", model.name},
              {"help", model.help},
              {"settings", std::move(settings)},
              {"source", model.source},
              {"netem", text_or_null(model.netem)},
              {"example", Json::parse(model.example)}};
}

}  // namespace

std::string unit_text(const LossParameter& parameter) {
  if (!parameter.unit.empty()) return std::string(parameter.unit);
  switch (parameter.kind) {
    case Kind::Probability:
      return "probability";
    case Kind::Span:
    case Kind::SpanOrNever:
    case Kind::Times:
      return "time with its unit";
    case Kind::StateProbabilities:
    case Kind::KindProbabilities:
      return "probability each";
    case Kind::Number:
    case Kind::Count:
    case Kind::Counts:
    case Kind::Switch:
    case Kind::Choice:
    case Kind::BitString:
    case Kind::Models:
    case Kind::BitsOrTimes:
      break;
  }
  return "";
}

std::string range_text(const LossParameter& parameter) {
  if (!parameter.range.empty()) return std::string(parameter.range);
  switch (parameter.kind) {
    case Kind::Probability:
      return "0 to 1";
    case Kind::Number:
      return "0 or more, a decimal or a fraction";
    case Kind::Count:
      return counted(parameter);
    case Kind::Switch:
      return "true or false";
    case Kind::Choice:
      return quoted_list(parameter.choices);
    case Kind::Span:
      return "0s or more";
    case Kind::SpanOrNever:
      return "0s or more, or \"never\"";
    case Kind::BitString:
      return "a string of 0 and 1 or a list of them, at least one";
    case Kind::Counts:
      return "a list, each " + counted(parameter);
    case Kind::Times:
      return "a list, ascending, each 0s or more";
    case Kind::StateProbabilities:
      return "an object from states, spelled as in RFC 9293, to 0 to 1";
    case Kind::KindProbabilities:
      return "an object from " + kinds_of_segment() + " to 0 to 1";
    case Kind::Models:
      return "a list of loss models, at least one, nested at most " + std::to_string(kMaxLossDepth) + " deep";
    case Kind::BitsOrTimes:
      return "a string or list of 0 and 1, or a list of times, ascending; or instead \"file\": the name of a file "
             "with the same";
  }
  return "";
}

std::string model_text(const LossModelInfo& model) {
  std::string out = std::string(model.name) + "\n    " + std::string(model.help) + "\n";
  std::size_t width = 0;
  for (const LossParameter& parameter : model.parameters) width = std::max(width, parameter.name.size());
  for (const LossParameter& parameter : model.parameters) {
    const std::string gap(width - parameter.name.size() + 2, ' ');
    out += "    " + std::string(parameter.name) + gap + std::string(parameter.help) + "\n";
    out += std::string(4 + width + 2, ' ') + values_text(parameter) + "\n";
  }
  out += "    source: " + std::string(model.source) + "\n";
  out += "    tc-netem: " + (model.netem.empty() ? "has nothing like it" : std::string(model.netem)) + "\n";
  out += "    example: \"loss\": " + std::string(model.example) + "\n";
  return out;
}

std::string model_json(const LossModelInfo& model) { return json_of(model).dump(2) + "\n"; }

std::string all_models_text() {
  std::string out;
  for (const LossModelInfo* model : loss_models()) out += (out.empty() ? "" : "\n") + model_text(*model);
  return out;
}

std::string all_models_json() {
  Json list = Json::array();
  for (const LossModelInfo* model : loss_models()) list.push_back(json_of(*model));
  return list.dump(2) + "\n";
}

}  // namespace finwait::cli
