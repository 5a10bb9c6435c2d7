// A link that goes down: every segment sent in the window from `from` (included) to `to` (excluded) is lost. Times
// count from the SYN. With `every`, the window comes again each time that much later; with `to` "never", the link dies.
#include <array>

#include "loss_models/model_info.hpp"

namespace finwait {
namespace {

class Outage final : public LossModel {
 public:
  Outage(Duration from, Duration to, Duration every) : from_(from), to_(to), every_(every) {}
  Verdict judge(const Segment&, const Transmission& transmission) override {
    Duration t = transmission.now.time_since_epoch();
    if (t < from_) return {};
    if (every_ > Duration(0)) t = from_ + (t - from_) % every_;
    return t < to_ ? Verdict{true, "outage"} : Verdict{};
  }
  void restart(std::uint64_t) override {}

 private:
  Duration from_;
  Duration to_;
  Duration every_;  // 0: once
};

LossProblem check(const LossSpec& spec) {
  if (LossProblem problem = missing(spec, "from", "a time such as \"5s\"")) return problem;
  if (LossProblem problem = missing(spec, "to", "a time such as \"7s\", or \"never\"")) return problem;
  const Duration from = spec.get("from", Duration(0));
  const Duration to = spec.get("to", kForever);
  if (to <= from) return {"to", "the window ends before it begins", "later than \"from\""};
  if (spec.find("every") == nullptr) return {};
  const Duration every = spec.get("every", Duration(0));
  if (to == kForever) return {"every", "a window that never ends cannot come again", "a finite \"to\""};
  if (every <= to - from) return {"every", "the windows would overlap", "longer than the window"};
  return {};
}

using Kind = LossParameter::Kind;
constexpr std::array kParameters{
    LossParameter{.name = "from", .kind = Kind::Span, .help = "when the link goes down, counted from the SYN"},
    LossParameter{.name = "to", .kind = Kind::SpanOrNever, .help = "when it is up again"},
    LossParameter{.name = "every",
                  .kind = Kind::Span,
                  .help = "from one outage's start to the next one's",
                  .range = "longer than the outage",
                  .fallback = "it happens once"}};

}  // namespace

const LossModelInfo& outage_model() {
  static constexpr LossModelInfo kInfo{.name = "outage",
                                       .help = "Everything sent in a window of time is lost.",
                                       .source = "finwait's own",
                                       .example = R"({"model": "outage", "from": "300ms", "to": "500ms"})",
                                       .parameters = kParameters,
                                       .check = check,
                                       .make = [](const LossSpec& spec) -> std::unique_ptr<LossModel> {
                                         return std::make_unique<Outage>(spec.get("from", Duration(0)),
                                                                         spec.get("to", kForever),
                                                                         spec.get("every", Duration(0)));
                                       }};
  return kInfo;
}

}  // namespace finwait
