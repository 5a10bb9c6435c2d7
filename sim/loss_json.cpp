#include "sim/loss_json.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "loss_models/fault_rule.hpp"
#include "loss_models/registry.hpp"

namespace finwait {
namespace {

void parse_nested(const JsonCursor& c, int depth, LossSpec& out);

std::vector<std::string_view> model_names() {
  std::vector<std::string_view> names;
  for (const LossModelInfo* model : loss_models()) names.push_back(model->name);
  return names;
}

const LossModelInfo* read_model(const JsonCursor& c) {
  const auto i = c.choice(model_names());
  return i ? loss_models()[*i] : nullptr;
}

std::optional<LossValue> read_bits(const JsonCursor& c) {
  Bits bits;
  constexpr std::string_view kAllowed = "a string of 0 and 1 such as \"0010\", or a list of 0 and 1";
  if (c.is(JsonType::String)) {
    if (c.text().empty() || c.text().find_first_not_of("01") != std::string_view::npos) {
      c.error("not a pattern", std::string(kAllowed));
      return std::nullopt;
    }
    for (const char bit : c.text()) bits.push_back(bit == '1' ? 1 : 0);
    return bits;
  }
  if (!c.is(JsonType::Array)) {
    c.wrong_type(kAllowed);
    return std::nullopt;
  }
  if (!c.array(1)) return std::nullopt;
  for (const JsonCursor& element : c.children()) {
    if (const auto bit = element.integer(0, 1)) bits.push_back(static_cast<std::uint8_t>(*bit));
  }
  return bits;
}

// An object from names to probabilities.
std::optional<LossValue> read_probabilities(const JsonCursor& c, const std::vector<std::string_view>& names) {
  if (!c.object(names)) return std::nullopt;
  std::vector<IndexedRatio> out;
  for (const JsonCursor& entry : c.children()) {
    const auto place = std::find(names.begin(), names.end(), entry.key());
    if (place == names.end()) continue;
    const auto p = entry.ratio();
    if (p) out.push_back({static_cast<std::uint8_t>(place - names.begin()), *p});
  }
  std::sort(out.begin(), out.end(), [](const IndexedRatio& a, const IndexedRatio& b) { return a.index < b.index; });
  return out;
}

std::vector<std::string_view> state_names() {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < kStateCount; ++i) names.push_back(name(static_cast<State>(i)));
  return names;
}

std::vector<std::string_view> kind_names() {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < kSegmentKindCount; ++i) names.push_back(name(static_cast<SegmentKind>(i)));
  return names;
}

// A list, or one value that stands for a list of one.
std::vector<JsonCursor> elements_of(const JsonCursor& c) {
  if (!c.is(JsonType::Array)) return {c};
  return c.children();
}

std::optional<LossValue> read_value(const JsonCursor& c, const LossParameter& parameter, int depth) {
  using Kind = LossParameter::Kind;
  const auto some = [](const auto& value) { return value ? std::optional<LossValue>(*value) : std::nullopt; };
  switch (parameter.kind) {
    case Kind::Probability:
      return some(c.ratio());
    case Kind::Number:
      return some(c.number());
    case Kind::Count:
      return some(c.integer(parameter.least, parameter.most));
    case Kind::Switch: {
      const auto on = c.boolean();
      return on ? std::optional<LossValue>(std::uint64_t{*on ? 1U : 0U}) : std::nullopt;
    }
    case Kind::Choice: {
      const auto i = c.choice(parameter.choices);
      return i ? std::optional<LossValue>(std::uint64_t{*i}) : std::nullopt;
    }
    case Kind::Span:
      return some(c.duration());
    case Kind::SpanOrNever:
      return some(c.duration(DurationRange{.never = true}));
    case Kind::BitString:
      return read_bits(c);
    case Kind::Counts: {
      std::vector<std::uint64_t> out;
      for (const JsonCursor& element : elements_of(c)) {
        if (const auto n = element.integer(parameter.least, parameter.most)) out.push_back(*n);
      }
      return out;
    }
    case Kind::Times: {
      std::vector<Duration> out;
      for (const JsonCursor& element : elements_of(c)) {
        if (const auto d = element.duration()) out.push_back(*d);
      }
      return out;
    }
    case Kind::StateProbabilities:
      return read_probabilities(c, state_names());
    case Kind::KindProbabilities:
      return read_probabilities(c, kind_names());
    case Kind::Models: {
      std::vector<LossSpec> out;
      if (!c.array(1)) return std::nullopt;
      for (const JsonCursor& element : c.children()) parse_nested(element, depth + 1, out.emplace_back());
      return out;
    }
    case Kind::BitsOrTimes:
      break;  // read by read_recording(), from its object
  }
  return std::nullopt;
}

void read_setting(const JsonCursor& object, const LossParameter& parameter, int depth, LossSpec& out) {
  if (parameter.kind == LossParameter::Kind::BitsOrTimes) {
    const auto recording = read_recording(object);
    if (!recording) return;
    if (recording->bits.empty()) {
      out.set(parameter.name, recording->times);
    } else {
      out.set(parameter.name, recording->bits);
    }
    return;
  }
  auto member = object.member(parameter.name);
  if (!parameter.alias.empty()) {
    const auto other = object.member(parameter.alias);
    if (member && other) {
      other->error("\"" + std::string(parameter.name) + "\" is there under both its names", "one of them");
      return;
    }
    if (other) member = other;
  }
  if (!member) return;
  if (auto value = read_value(*member, parameter, depth)) out.set(parameter.name, std::move(*value));
}

// Where a problem's parameter stands, under any of its names.
JsonCursor place_of(const JsonCursor& object, const LossModelInfo& model, const LossProblem& problem) {
  if (problem.parameter.empty()) return object;
  if (const auto member = object.member(problem.parameter)) return *member;
  for (const LossParameter& parameter : model.parameters) {
    if (parameter.name != problem.parameter) continue;
    if (!parameter.alias.empty()) {
      if (const auto member = object.member(parameter.alias)) return *member;
    }
    if (parameter.kind == LossParameter::Kind::BitsOrTimes) {
      if (const auto file = object.member("file")) return *file;
    }
  }
  return object;
}

void parse_object(const JsonCursor& c, int depth, LossSpec& out) {
  const auto name = c.required("model");
  const LossModelInfo* model = name ? read_model(*name) : nullptr;
  if (model == nullptr) return;
  out.model = model->name;
  std::vector<std::string_view> keys{"model"};
  for (const LossParameter& parameter : model->parameters) {
    keys.push_back(parameter.name);
    if (!parameter.alias.empty()) keys.push_back(parameter.alias);
    if (parameter.kind == LossParameter::Kind::BitsOrTimes) keys.emplace_back("file");
  }
  const std::size_t errors_before = c.errors().count();
  (void)c.object(keys);
  for (const LossParameter& parameter : model->parameters) read_setting(c, parameter, depth, out);
  if (c.errors().count() != errors_before || model->check == nullptr) return;
  if (LossProblem problem = model->check(out)) {
    place_of(c, *model, problem).error(std::move(problem.message), std::move(problem.allowed));
  }
}

// "0.01" is a probability, "none" a model's name.
bool looks_like_number(std::string_view text) { return !text.empty() && text.find_first_of("0123456789.-+") == 0; }

void parse_nested(const JsonCursor& c, int depth, LossSpec& out) {
  out = LossSpec();
  if (depth > kMaxLossDepth) {
    c.error("loss models nested too deeply", "at most " + std::to_string(kMaxLossDepth) + " levels of composition");
  } else if (c.is(JsonType::Object)) {
    parse_object(c, depth, out);
  } else if (c.is(JsonType::Number) || (c.is(JsonType::String) && looks_like_number(c.text()))) {
    if (const auto p = c.ratio()) out = LossSpec("bernoulli").set("p", *p);
  } else if (c.is(JsonType::String)) {
    const LossModelInfo* model = read_model(c);
    if (model == nullptr) return;
    out.model = model->name;
    LossProblem problem = model->check != nullptr ? model->check(out) : LossProblem{};
    if (problem) c.error(std::move(problem.message), "{\"model\": \"" + std::string(model->name) + "\", ...}");
  } else {
    c.wrong_type("a probability such as \"1/100\", \"none\", or an object with \"model\"");
  }
}

}  // namespace

void parse_loss(const JsonCursor& c, LossSpec& out) { parse_nested(c, 0, out); }

}  // namespace finwait
