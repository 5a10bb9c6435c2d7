// Measures what a loss model loses over many connections and holds it against the theory. Deterministic for a seed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loss_models/model_info.hpp"

namespace finwait::cli {

// Each connection sends this many segments, kMeasuredGap apart: first data of 1500 octets from ESTABLISHED, then
// kMeasuredFins FINs of 52 octets from FIN-WAIT-1.
inline constexpr std::size_t kMeasuredSegments = 100;
inline constexpr std::size_t kMeasuredFins = 20;
inline constexpr Duration kMeasuredGap = std::chrono::milliseconds(10);

struct MeasuredValue {
  double measured = 0;
  double theory = 0;
  // By how many standard deviations the measurement is off; nothing where theory leaves no room for chance.
  std::optional<double> z{};
  // More than 5 standard deviations off (once in two million by chance), or off at all where there is no chance.
  bool refuted() const;
};

struct MeasuredModel {
  std::string_view model{};
  std::string_view setting{};  // as JSON
  MeasuredValue rate{};        // share of segments lost
  MeasuredValue variance{};    // of the number lost on a connection
  // Mean number of losses in a row, over one stream without restarts; where there is a theory of it.
  std::optional<MeasuredValue> burst{};
};

// How many connections `draws` segments are.
constexpr std::uint64_t connections_of(std::uint64_t draws) { return draws / kMeasuredSegments; }

// The model with the setting of its example. Connection i has the seed `seed` + i, from a to b, as in a run. At least
// two connections. Throws CommandError (Internal) if the example cannot be read or has no theory.
MeasuredModel measure(const LossModelInfo& model, std::uint64_t draws, std::uint64_t seed);

std::string measured_text(const std::vector<MeasuredModel>& models, std::uint64_t draws, std::uint64_t seed);
std::string measured_json(const std::vector<MeasuredModel>& models, std::uint64_t draws, std::uint64_t seed);

// The example as a specification. Throws as above.
LossSpec example_of(const LossModelInfo& model);

}  // namespace finwait::cli
