// Runs a loss model over segments and tells what it lost, as a string of 0 (passed) and 1 (lost).
#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "loss_models/registry.hpp"
#include "loss_models/rng.hpp"

namespace finwait {

inline constexpr std::uint64_t kTestKey = stream_key(1, Side::A, Purpose::Loss);

inline LossSpec bernoulli(std::uint64_t num, std::uint64_t den) {
  return LossSpec("bernoulli").set("p", Ratio{num, den});
}

inline LossSpec composed(std::string_view model, std::vector<LossSpec> parts) {
  return LossSpec(model).set("models", std::move(parts));
}

inline LossSpec pattern(std::string_view bits) {
  Bits value;
  for (const char bit : bits) value.push_back(bit == '1' ? 1 : 0);
  return LossSpec("pattern").set("bits", value);
}

inline std::unique_ptr<LossModel> started(const LossSpec& spec, std::uint64_t key = kTestKey) {
  INFO(check_loss_spec(spec).message);
  REQUIRE_FALSE(check_loss_spec(spec));
  auto model = make_loss_model(spec);
  REQUIRE(model != nullptr);
  model->restart(key);
  return model;
}

// n segments, `gap` apart from time 0 on.
inline std::string story(LossModel& model, std::size_t n, Duration gap = Duration(0)) {
  std::string told;
  Transmission transmission;
  for (std::size_t i = 0; i < n; ++i, transmission.now += gap) {
    told.push_back(model.judge(Segment{}, transmission).lost ? '1' : '0');
  }
  return told;
}

inline std::string story(const LossSpec& spec, std::size_t n, Duration gap = Duration(0),
                         std::uint64_t key = kTestKey) {
  return story(*started(spec, key), n, gap);
}

}  // namespace finwait
