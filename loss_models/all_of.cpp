// A segment is lost only if every part would lose it: "in the outage, and then only half of it". Every part judges
// every segment, so each keeps its own count and state whatever the others say. The trace names "all_of".
#include "loss_models/model_info.hpp"
#include "loss_models/parts.hpp"

namespace finwait {
namespace {

class AllOf final : public LossModel {
 public:
  explicit AllOf(const std::vector<LossSpec>& specs) : parts_(specs) {}
  Verdict judge(const Segment& segment, const Transmission& transmission) override {
    bool lost = true;
    for (std::size_t i = 0; i < parts_.size(); ++i) lost &= parts_.judge(i, segment, transmission).lost;
    return lost ? Verdict{true, "all_of"} : Verdict{};
  }
  void restart(std::uint64_t key) override { parts_.restart(key); }

 private:
  LossParts parts_;
};

}  // namespace

const LossModelInfo& all_of_model() {
  static constexpr LossModelInfo kInfo{
      .name = "all_of",
      .help = "A segment is lost if every part would lose it.",
      .source = "finwait's own",
      .example = R"({"model": "all_of", "models": [{"model": "outage", "from": "300ms", "to": "800ms"}, "1/2"]})",
      .parameters = kPartsParameters,
      .check = check_parts,
      .make = [](const LossSpec& spec) -> std::unique_ptr<LossModel> {
        return std::make_unique<AllOf>(spec.get("models", std::vector<LossSpec>{}));
      }};
  return kInfo;
}

}  // namespace finwait
