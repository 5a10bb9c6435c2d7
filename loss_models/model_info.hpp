// What every loss model says about itself: its name, its parameters, how its settings are checked and how it is made.
// The scenario loader reads "loss" by these tables, so a new model needs no change outside its own file but one line
// in registry.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "loss_models/loss_model.hpp"
#include "loss_models/loss_spec.hpp"

namespace finwait {

struct LossParameter {
  enum class Kind : std::uint8_t {
    Probability,         // Ratio in 0..1
    Number,              // Ratio, an exact decimal or fraction
    Count,               // uint64 in least..most
    Switch,              // uint64: 0 or 1; written false, true
    Choice,              // uint64: index into `choices`
    Span,                // Duration >= 0
    SpanOrNever,         // the same, or "never" (kForever)
    BitString,           // Bits, at least one: "0010", or a list of 0 and 1
    Counts,              // vector<uint64> in least..most
    Times,               // vector<Duration>, ascending
    StateProbabilities,  // vector<IndexedRatio> by State
    KindProbabilities,   // vector<IndexedRatio> by SegmentKind
    Models,              // vector<LossSpec>, at least one
    BitsOrTimes,         // Bits or vector<Duration>: what a recording holds; also from a file
  };
  std::string_view name;
  Kind kind = Kind::Probability;
  std::string_view help;     // what it means, one clause
  std::string_view alias{};  // tc-netem's name, where it differs
  std::uint64_t least = 0;   // Count, Counts
  std::uint64_t most = UINT64_MAX;
  std::span<const std::string_view> choices{};
  // For people. Empty: what the kind says ("probability", "0 to 1"); a number or a count has to name its unit.
  std::string_view unit{};
  std::string_view range{};
  std::string_view fallback{};  // what holds if it is not given; empty: there is no default
};

// Why settings make no model. `parameter` is the one to blame, "" for the model as a whole; `message` is empty if all
// is well.
struct LossProblem {
  std::string_view parameter{};
  std::string message{};
  std::string allowed{};
  explicit operator bool() const { return !message.empty(); }
};

struct LossModelInfo {
  std::string_view name;
  std::string_view help;     // what it is for, one sentence
  std::string_view source;   // where it comes from; what other tools call it
  std::string_view netem{};  // how tc-netem writes it; empty: it cannot
  // Settings as they stand in a scenario, for people to start from and for measurements: has to be right, and to lose
  // something if the model ever does.
  std::string_view example{};
  std::span<const LossParameter> parameters;
  // What the types alone do not say: missing settings, contradictions, ranges.
  LossProblem (*check)(const LossSpec&) = nullptr;
  // nullptr for a model that never loses anything. The spec has passed check_loss_spec().
  std::unique_ptr<LossModel> (*make)(const LossSpec&) = nullptr;
};

// A check for models whose listed settings must all be there and need nothing else.
LossProblem missing(const LossSpec& spec, std::string_view parameter, std::string_view allowed);

}  // namespace finwait
