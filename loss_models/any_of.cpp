// A segment is lost if any part would lose it: several causes on one way. Every part judges every segment, so each
// keeps its own count and state whatever the others say. The trace names the first part that lost it.
#include "loss_models/model_info.hpp"
#include "loss_models/parts.hpp"

namespace finwait {
namespace {

class AnyOf final : public LossModel {
 public:
  explicit AnyOf(const std::vector<LossSpec>& specs) : parts_(specs) {}
  Verdict judge(const Segment& segment, const Transmission& transmission) override {
    Verdict first{};
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const Verdict verdict = parts_.judge(i, segment, transmission);
      if (!first.lost) first = verdict;
    }
    return first;
  }
  void restart(std::uint64_t key) override { parts_.restart(key); }

 private:
  LossParts parts_;
};

}  // namespace

const LossModelInfo& any_of_model() {
  static constexpr LossModelInfo kInfo{
      .name = "any_of",
      .help = "A segment is lost if any part would lose it.",
      .source = "finwait's own",
      .example = R"({"model": "any_of", "models": ["1/20", {"model": "outage", "from": "300ms", "to": "500ms"}]})",
      .parameters = kPartsParameters,
      .check = check_parts,
      .make = [](const LossSpec& spec) -> std::unique_ptr<LossModel> {
        return std::make_unique<AnyOf>(spec.get("models", std::vector<LossSpec>{}));
      }};
  return kInfo;
}

}  // namespace finwait
