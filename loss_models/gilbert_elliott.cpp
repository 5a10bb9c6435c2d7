// Losses in bursts: a Markov chain of two states, good and bad. Each segment is first judged by the loss probability
// of the state the chain is in, then the chain moves: good to bad with probability p, bad to good with r.
//   stationary share of bad:  p / (p + r)          mean length of a stay in bad: 1/r segments
//   loss rate:                (r * loss_good + p * loss_bad) / (p + r)
// `loss_rate` and `mean_burst` are the two-parameter form (Gilbert's with loss_bad = 1, loss_good = 0): r =
// 1/mean_burst, p = r * loss_rate / (1 - loss_rate), so bursts of losses are geometric with that mean.
// The chain starts in its stationary distribution, because a connection meets a link that was there before it; `start`
// can say otherwise (tc-netem starts in good). Draws: the start one, then two a segment, loss before move.
//
// Sources: Gilbert 1960 (Bell System Technical Journal 39); Elliott 1963 (BSTJ 42); Hasslinger and Hohlfeld 2008 (The
// Gilbert-Elliott Model for Packet Loss in Real Time Services on the Internet). tc-netem: `loss gemodel p r 1-h 1-k`,
// where 1-h is loss_bad and 1-k is loss_good; net/sched/sch_netem.c, loss_gilb_ell(), has the same order.
#include <array>

#include "core/assert.hpp"
#include "loss_models/model_info.hpp"
#include "loss_models/rng.hpp"

namespace finwait {
namespace {

enum class Start : std::uint8_t { Stationary, Good, Bad };
constexpr std::array<std::string_view, 3> kStarts{"stationary", "good", "bad"};

// The chain's transition probabilities as fractions; num and den stay below 2^127.
struct Wide {
  Uint128 num = 0;
  Uint128 den = 1;
};

struct Parameters {
  Wide good_to_bad{};
  Wide bad_to_good{};
  Ratio loss_bad{1, 1};
  Ratio loss_good{0, 1};
};

Parameters parameters_of(const LossSpec& spec) {
  Parameters out;
  if (const Ratio* rate = spec.find_as<Ratio>("loss_rate")) {
    const Ratio burst = spec.get("mean_burst", Ratio{1, 1});
    out.bad_to_good = {burst.den, burst.num};
    // p = (den/num of burst) * rate / (1 - rate)
    out.good_to_bad = {Uint128{burst.den} * rate->num, Uint128{burst.num} * (rate->den - rate->num)};
    return out;
  }
  const Ratio p = spec.get("p", Ratio{});
  const Ratio r = spec.get("r", Ratio{});
  out.good_to_bad = {p.num, p.den};
  out.bad_to_good = {r.num, r.den};
  out.loss_bad = spec.get("loss_bad", Ratio{1, 1});
  out.loss_good = spec.get("loss_good", Ratio{0, 1});
  return out;
}

Uint128 gcd(Uint128 a, Uint128 b) {
  while (b != 0) {
    const Uint128 rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

// p / (p + r) in 64 binary digits; p + r > 0.
Chance stationary_bad(const Parameters& chain) {
  // In the two-parameter form the common factor burst.den is in both numerators; dividing by it keeps the sum small.
  const Uint128 common = gcd(chain.good_to_bad.den, chain.bad_to_good.den);
  require(common != 0, "a probability with the denominator 0");
  // p = a/(common*x), r = b/(common*y): p/(p+r) = a*y / (a*y + b*x). Halve both until the products fit.
  Uint128 a = chain.good_to_bad.num;
  Uint128 b = chain.bad_to_good.num;
  Uint128 x = chain.good_to_bad.den / common;
  Uint128 y = chain.bad_to_good.den / common;
  const Uint128 ab = gcd(a, b);
  require(ab != 0, "a chain that never changes its state");
  a /= ab;
  b /= ab;
  constexpr Uint128 kFits = Uint128{1} << 63U;
  while (a >= kFits || b >= kFits) a >>= 1U, b >>= 1U;
  while (x >= kFits || y >= kFits) x >>= 1U, y >>= 1U;
  const Uint128 bad = a * y;
  return Chance(bad, bad + b * x);
}

class GilbertElliott final : public LossModel {
 public:
  GilbertElliott(const Parameters& chain, Start start)
      : loss_{Chance(chain.loss_good), Chance(chain.loss_bad)},
        move_{Chance(chain.good_to_bad.num, chain.good_to_bad.den),
              Chance(chain.bad_to_good.num, chain.bad_to_good.den)},
        starts_bad_(start == Start::Stationary ? stationary_bad(chain)
                                               : Chance(Ratio{start == Start::Bad ? 1U : 0U, 1})) {}

  Verdict judge(const Segment&, const Transmission&) override {
    const bool lost = stream_.chance(loss_[bad_]);
    bad_ ^= static_cast<std::uint8_t>(stream_.chance(move_[bad_]));
    return lost ? Verdict{true, "gilbert_elliott"} : Verdict{};
  }
  void restart(std::uint64_t key) override {
    stream_ = Stream(key);
    bad_ = static_cast<std::uint8_t>(stream_.chance(starts_bad_));
  }

 private:
  std::array<Chance, 2> loss_;  // by bad_
  std::array<Chance, 2> move_;
  Chance starts_bad_;
  Stream stream_{};
  std::uint8_t bad_ = 0;
};

LossProblem check_two_parameters(const LossSpec& spec) {
  for (const std::string_view other : {"p", "r", "loss_bad", "loss_good"}) {
    if (spec.find(other) != nullptr) {
      return {other, "contradicts \"loss_rate\" and \"mean_burst\"", "either these two, or p, r, loss_bad, loss_good"};
    }
  }
  if (LossProblem problem = missing(spec, "loss_rate", "a probability below 1")) return problem;
  if (LossProblem problem = missing(spec, "mean_burst", "a number of segments, at least 1")) return problem;
  const Ratio rate = spec.get("loss_rate", Ratio{});
  const Ratio burst = spec.get("mean_burst", Ratio{1, 1});
  if (burst.num < burst.den) return {"mean_burst", "a burst has at least one segment", "1 or more"};
  if (rate.num >= rate.den) return {"loss_rate", "no chain loses everything and recovers", "below 1"};
  const Parameters chain = parameters_of(spec);
  if (chain.good_to_bad.num > chain.good_to_bad.den) {
    return {"mean_burst", "too short for this loss rate: no chain has it",
            "mean_burst at least loss_rate / (1 - loss_rate)"};
  }
  return {};
}

LossProblem check(const LossSpec& spec) {
  if (spec.find("loss_rate") != nullptr || spec.find("mean_burst") != nullptr) return check_two_parameters(spec);
  if (LossProblem problem = missing(spec, "p", "loss_rate and mean_burst, or p and r")) return problem;
  if (LossProblem problem = missing(spec, "r", "loss_rate and mean_burst, or p and r")) return problem;
  const bool frozen = spec.get("p", Ratio{}).is_zero() && spec.get("r", Ratio{}).is_zero();
  if (frozen && spec.get("start", std::uint64_t{0}) == 0) {
    return {"r", "p and r are both 0, so there is no stationary distribution to start in",
            "p or r above 0, or \"start\": \"good\" or \"bad\""};
  }
  return {};
}

using Kind = LossParameter::Kind;
constexpr std::array kParameters{
    LossParameter{.name = "loss_rate",
                  .kind = Kind::Probability,
                  .help = "mean share of segments lost",
                  .range = "0 to 1, without 1"},
    LossParameter{.name = "mean_burst",
                  .kind = Kind::Number,
                  .help = "mean length of a burst of losses",
                  .unit = "segments",
                  .range = "1 or more, a decimal or a fraction"},
    LossParameter{.name = "p", .kind = Kind::Probability, .help = "probability to move from good to bad"},
    LossParameter{.name = "r", .kind = Kind::Probability, .help = "probability to move from bad to good"},
    LossParameter{.name = "loss_bad",
                  .kind = Kind::Probability,
                  .help = "loss probability in bad",
                  .alias = "1-h",
                  .fallback = "1"},
    LossParameter{.name = "loss_good",
                  .kind = Kind::Probability,
                  .help = "loss probability in good",
                  .alias = "1-k",
                  .fallback = "0"},
    LossParameter{.name = "start",
                  .kind = Kind::Choice,
                  .help = "the chain's state at the first segment",
                  .choices = kStarts,
                  .fallback = "stationary"}};

}  // namespace

const LossModelInfo& gilbert_elliott_model() {
  static constexpr LossModelInfo kInfo{
      .name = "gilbert_elliott",
      .help = "Losses in bursts: a chain of a good and a bad state, each with its own loss probability.",
      .source = "Gilbert 1960; Elliott 1963; Hasslinger and Hohlfeld 2008",
      .netem = "loss gemodel p r 1-h 1-k",
      .example = R"({"model": "gilbert_elliott", "loss_rate": "1/10", "mean_burst": 3})",
      .parameters = kParameters,
      .check = check,
      .make = [](const LossSpec& spec) -> std::unique_ptr<LossModel> {
        return std::make_unique<GilbertElliott>(parameters_of(spec),
                                                static_cast<Start>(spec.get("start", std::uint64_t{0})));
      }};
  return kInfo;
}

}  // namespace finwait
