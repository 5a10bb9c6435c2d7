// The loss probability follows what is sent and in which state its sender is (after it decided to send: a FIN is sent
// from FIN-WAIT-1 or LAST-ACK). All entries of `states` and `kinds` that fit a segment are looked up and the largest
// probability counts; `otherwise` counts where none fits. One draw a segment. For "only what is sent while closing is
// at risk", or "a middlebox that drops resets".
#include <algorithm>
#include <array>

#include "loss_models/fault_rule.hpp"
#include "loss_models/model_info.hpp"
#include "loss_models/rng.hpp"

namespace finwait {
namespace {

class StateDependent final : public LossModel {
 public:
  StateDependent(const std::vector<IndexedRatio>& states, const std::vector<IndexedRatio>& kinds, Ratio otherwise)
      : otherwise_(otherwise) {
    for (const IndexedRatio& entry : states) by_state_[entry.index] = Entry{true, Chance(entry.p)};
    for (const IndexedRatio& entry : kinds) by_kind_[entry.index] = Entry{true, Chance(entry.p)};
  }
  Verdict judge(const Segment& segment, const Transmission& transmission) override {
    Entry largest = by_state_[static_cast<std::size_t>(transmission.sender_state)];
    const bool covers_peer_fin = fin_received(transmission.sender_state);
    for (std::size_t kind = 0; kind < kSegmentKindCount; ++kind) {
      const Entry& entry = by_kind_[kind];
      if (!entry.given || !is_kind(static_cast<SegmentKind>(kind), segment, covers_peer_fin)) continue;
      if (!largest.given || less(largest.p, entry.p)) largest = entry;
    }
    return stream_.chance(largest.given ? largest.p : otherwise_) ? Verdict{true, "state_dependent"} : Verdict{};
  }
  void restart(std::uint64_t key) override { stream_ = Stream(key); }

 private:
  struct Entry {
    bool given = false;
    Chance p{};
  };
  static bool less(const Chance& a, const Chance& b) { return !a.certain && (b.certain || a.below < b.below); }

  std::array<Entry, kStateCount> by_state_{};
  std::array<Entry, kSegmentKindCount> by_kind_{};
  Chance otherwise_;
  Stream stream_{};
};

bool in_order(const std::vector<IndexedRatio>& entries, std::size_t count) {
  return std::all_of(entries.begin(), entries.end(),
                     [&](const IndexedRatio& e) { return e.index < count && e.p.is_probability(); });
}

LossProblem check(const LossSpec& spec) {
  const auto states = spec.get("states", std::vector<IndexedRatio>{});
  const auto kinds = spec.get("kinds", std::vector<IndexedRatio>{});
  if (states.empty() && kinds.empty()) {
    return {"", "neither \"states\" nor \"kinds\" names anything", R"("states": {"FIN-WAIT-1": "1/2"}, for example)"};
  }
  if (!in_order(states, kStateCount)) return {"states", "no such state", "the states of RFC 9293"};
  if (!in_order(kinds, kSegmentKindCount)) return {"kinds", "no such kind", "a kind of segment"};
  return {};
}

using Kind = LossParameter::Kind;
constexpr std::array kParameters{
    LossParameter{.name = "states", .kind = Kind::StateProbabilities, .help = "probability by the sender's state"},
    LossParameter{.name = "kinds", .kind = Kind::KindProbabilities, .help = "probability by the segment's kind"},
    LossParameter{.name = "otherwise", .kind = Kind::Probability, .help = "where neither names one", .fallback = "0"}};

}  // namespace

const LossModelInfo& state_dependent_model() {
  static constexpr LossModelInfo kInfo{
      .name = "state_dependent",
      .help = "The probability follows the sender's TCP state or the kind of segment.",
      .source = "finwait's own",
      .example = R"({"model": "state_dependent", "states": {"FIN-WAIT-1": "1/2"}, "otherwise": "1/100"})",
      .parameters = kParameters,
      .check = check,
      .make = [](const LossSpec& spec) -> std::unique_ptr<LossModel> {
        return std::make_unique<StateDependent>(spec.get("states", std::vector<IndexedRatio>{}),
                                                spec.get("kinds", std::vector<IndexedRatio>{}),
                                                spec.get("otherwise", Ratio{}));
      }};
  return kInfo;
}

}  // namespace finwait
