// Losses as somebody measured them. A recording is either a sequence of 0 and 1, of which the i-th decides the i-th
// segment of this direction (1: lost), or a list of ascending times from the SYN, each of which loses one segment: the
// first one sent at or after it that no earlier time has taken. After the end nothing is lost; with `repeat` a
// sequence of 0 and 1 begins again. The loader reads the file; here are only its values.
#include <array>
#include <utility>

#include "loss_models/model_info.hpp"

namespace finwait {
namespace {

class RecordedBits final : public LossModel {
 public:
  RecordedBits(Bits bits, bool repeat) : bits_(std::move(bits)), repeat_(repeat) {}
  Verdict judge(const Segment&, const Transmission&) override {
    if (next_ == bits_.size()) {
      if (!repeat_) return {};
      next_ = 0;
    }
    return bits_[next_++] != 0 ? Verdict{true, "recorded"} : Verdict{};
  }
  void restart(std::uint64_t) override { next_ = 0; }

 private:
  Bits bits_;
  bool repeat_;
  std::size_t next_ = 0;
};

class RecordedTimes final : public LossModel {
 public:
  explicit RecordedTimes(std::vector<Duration> times) : times_(std::move(times)) {}
  Verdict judge(const Segment&, const Transmission& transmission) override {
    if (next_ == times_.size() || transmission.now.time_since_epoch() < times_[next_]) return {};
    ++next_;
    return {true, "recorded"};
  }
  void restart(std::uint64_t) override { next_ = 0; }

 private:
  std::vector<Duration> times_;
  std::size_t next_ = 0;
};

LossProblem check(const LossSpec& spec) {
  if (LossProblem problem = missing(spec, "values", "\"values\", or \"file\"")) return problem;
  const bool repeat = spec.get("repeat", std::uint64_t{0}) != 0;
  if (const Bits* bits = spec.find_as<Bits>("values")) {
    if (bits->empty()) return {"values", "an empty recording", "0 and 1, or times"};
    return {};
  }
  const auto times = spec.get("values", std::vector<Duration>{});
  if (times.empty()) return {"values", "an empty recording", "0 and 1, or times"};
  for (std::size_t i = 1; i < times.size(); ++i) {
    if (times[i] < times[i - 1]) return {"values", "times go back", "ascending times"};
  }
  if (repeat) return {"repeat", "times cannot begin again", "false, or a recording of 0 and 1"};
  return {};
}

using Kind = LossParameter::Kind;
constexpr std::array kParameters{
    LossParameter{.name = "values", .kind = Kind::BitsOrTimes, .help = "0 and 1 for each segment, or times of losses"},
    LossParameter{
        .name = "repeat", .kind = Kind::Switch, .help = "begin again after the last bit", .fallback = "false"}};

}  // namespace

const LossModelInfo& recorded_model() {
  static constexpr LossModelInfo kInfo{
      .name = "recorded",
      .help = "Losses from a recording: 0 and 1 for each segment, or times.",
      .source = "a measurement of one's own",
      .example = R"({"model": "recorded", "values": ["120ms", "500ms"]})",
      .parameters = kParameters,
      .check = check,
      .make = [](const LossSpec& spec) -> std::unique_ptr<LossModel> {
        if (const Bits* bits = spec.find_as<Bits>("values")) {
          return std::make_unique<RecordedBits>(*bits, spec.get("repeat", std::uint64_t{0}) != 0);
        }
        return std::make_unique<RecordedTimes>(spec.get("values", std::vector<Duration>{}));
      }};
  return kInfo;
}

}  // namespace finwait
