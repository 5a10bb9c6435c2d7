// LossSpec: which loss model a direction has, and its settings, as plain comparable data; composed models are trees.
// It knows no model: which settings a model has stands in the model's own file (see model_info.hpp).
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "core/time.hpp"
#include "loss_models/ratio.hpp"

namespace finwait {

struct LossSpec;

// The probability for one State or one SegmentKind, by its number in that enumeration.
struct IndexedRatio {
  std::uint8_t index = 0;
  Ratio p{};
  bool operator==(const IndexedRatio&) const = default;
};

using Bits = std::vector<std::uint8_t>;  // each 0 or 1

// A setting's value; which alternative it is follows from the parameter's kind.
using LossValue = std::variant<Ratio, std::uint64_t, Duration, Bits, std::vector<std::uint64_t>, std::vector<Duration>,
                               std::vector<IndexedRatio>, std::vector<LossSpec>>;

struct LossSetting {
  std::string_view name{};
  LossValue value;  // no initialiser here: LossSpec is still incomplete
  bool operator==(const LossSetting& other) const;
};

// Default: "none". `model` and the settings' names are views of constants (the registry's, or literals).
struct LossSpec {
  std::string_view model = "none";
  std::vector<LossSetting> settings{};  // ascending by name

  LossSpec() = default;
  explicit LossSpec(std::string_view name) : model(name) {}
  bool operator==(const LossSpec& other) const;

  bool is_none() const { return model == "none"; }
  // Adds or replaces a setting. `name` must be a constant.
  LossSpec& set(std::string_view name, LossValue value);
  const LossValue* find(std::string_view name) const;
  // The setting, or `fallback` if it is absent or of another type.
  template <class T>
  T get(std::string_view name, T fallback) const {
    const T* value = find_as<T>(name);
    return value != nullptr ? *value : fallback;
  }
  template <class T>
  const T* find_as(std::string_view name) const {
    const LossValue* value = find(name);
    return value != nullptr ? std::get_if<T>(value) : nullptr;
  }
};

}  // namespace finwait
