#include "loss_models/loss_spec.hpp"

#include <algorithm>
#include <utility>

namespace finwait {

bool LossSetting::operator==(const LossSetting& other) const { return name == other.name && value == other.value; }

bool LossSpec::operator==(const LossSpec& other) const { return model == other.model && settings == other.settings; }

LossSpec& LossSpec::set(std::string_view name, LossValue value) {
  const auto place =
      std::lower_bound(settings.begin(), settings.end(), name,
                       [](const LossSetting& setting, std::string_view wanted) { return setting.name < wanted; });
  if (place != settings.end() && place->name == name) {
    place->value = std::move(value);
  } else {
    settings.insert(place, LossSetting{name, std::move(value)});
  }
  return *this;
}

const LossValue* LossSpec::find(std::string_view name) const {
  for (const LossSetting& setting : settings) {
    if (setting.name == name) return &setting.value;
  }
  return nullptr;
}

}  // namespace finwait
