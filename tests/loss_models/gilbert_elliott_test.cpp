// The two-state chain against its closed form: stationary shares, loss rate, burst lengths, and tc-netem's four
// parameters.
#include <catch2/catch.hpp>

#include "tests/loss_models/loss_story.hpp"
#include "tests/loss_models/statistics.hpp"

using namespace finwait;
using namespace finwait::statistics;

namespace {

constexpr std::size_t kSegments = 1'000'000;

LossSpec chain(Ratio p, Ratio r, Ratio loss_bad, Ratio loss_good) {
  return LossSpec("gilbert_elliott").set("p", p).set("r", r).set("loss_bad", loss_bad).set("loss_good", loss_good);
}

LossSpec two_parameters(Ratio rate, Ratio burst) {
  return LossSpec("gilbert_elliott").set("loss_rate", rate).set("mean_burst", burst);
}

std::uint64_t lost_in(const std::string& told) {
  return static_cast<std::uint64_t>(std::count(told.begin(), told.end(), '1'));
}

// The closed form of the mean loss rate, and by how much the chain's memory inflates the variance of the count.
struct ClosedForm {
  double rate;
  double inflation;
};

ClosedForm closed_form(double p, double r, double bad, double good) {
  const double in_bad = p / (p + r);
  const double rate = in_bad * bad + (1 - in_bad) * good;
  const double memory = 1 - p - r;
  const double covariance = (bad - good) * (bad - good) * in_bad * (1 - in_bad) * memory / (1 - memory);
  return {rate, 1 + 2 * covariance / (rate * (1 - rate))};
}

std::vector<std::uint64_t> burst_lengths(const std::string& told, std::size_t cells) {
  std::vector<std::uint64_t> counts(cells);
  std::size_t length = 0;
  for (const char c : told + "0") {
    if (c == '1') {
      ++length;
    } else if (length > 0) {
      ++counts[std::min(length, cells) - 1];
      length = 0;
    }
  }
  return counts;
}

std::vector<double> geometric(double mean, std::size_t cells) {
  std::vector<double> probability;
  double rest = 1;
  for (std::size_t i = 0; i + 1 < cells; ++i) {
    probability.push_back(rest / mean);
    rest -= rest / mean;
  }
  probability.push_back(rest);
  return probability;
}

}  // namespace

TEST_CASE("four parameters: the loss rate is that of the closed form") {
  const std::string told = story(chain({1, 100}, {1, 10}, {8, 10}, {1, 200}), kSegments);
  const ClosedForm form = closed_form(0.01, 0.1, 0.8, 0.005);
  CHECK(form.rate == Approx(0.0772727));
  CHECK(rate_fits(lost_in(told), kSegments, form.rate, form.inflation));
  for (const ClosedForm& wrong : {closed_form(0.011, 0.1, 0.8, 0.005), closed_form(0.01, 0.11, 0.8, 0.005),
                                  closed_form(0.01, 0.1, 0.9, 0.005), closed_form(0.01, 0.1, 0.8, 0.012)}) {
    CHECK_FALSE(rate_fits(lost_in(told), kSegments, wrong.rate, wrong.inflation));
  }
}

TEST_CASE("the chain is a Markov chain: stays in good and bad follow p and r alone") {
  // With losses in bad only and always, the story shows the state itself.
  const std::string told = story(chain({1, 50}, {1, 4}, {1, 1}, {0, 1}), kSegments);
  std::vector<std::uint64_t> from_good(2);
  std::vector<std::uint64_t> from_bad(2);
  for (std::size_t i = 0; i + 1 < told.size(); ++i) {
    ++(told[i] == '1' ? from_bad : from_good)[told[i + 1] == '1' ? 1 : 0];
  }
  CHECK(rate_fits(from_good[1], from_good[0] + from_good[1], 0.02));
  CHECK(rate_fits(from_bad[0], from_bad[0] + from_bad[1], 0.25));
  CHECK_FALSE(rate_fits(from_good[1], from_good[0] + from_good[1], 0.021));
  CHECK_FALSE(rate_fits(from_bad[0], from_bad[0] + from_bad[1], 0.26));
  const ClosedForm share = closed_form(0.02, 0.25, 1, 0);
  CHECK(rate_fits(lost_in(told), kSegments, share.rate, share.inflation));
}

TEST_CASE("two parameters: the mean loss rate and the mean burst length are what was asked for") {
  const std::string told = story(two_parameters({1, 20}, {5, 2}), kSegments);
  const double r = 1 / 2.5;
  const ClosedForm form = closed_form(r * 0.05 / 0.95, r, 1, 0);
  CHECK(form.rate == Approx(0.05));
  CHECK(rate_fits(lost_in(told), kSegments, 0.05, form.inflation));
  CHECK_FALSE(rate_fits(lost_in(told), kSegments, 0.052, form.inflation));
  const std::vector<std::uint64_t> bursts = burst_lengths(told, 12);
  CHECK(counts_fit(bursts, geometric(2.5, 12)));
  CHECK_FALSE(counts_fit(bursts, geometric(2.6, 12)));
}

TEST_CASE("a connection meets the chain in its stationary distribution, unless told otherwise") {
  constexpr std::uint64_t kRuns = 200'000;
  const LossSpec spec = chain({1, 100}, {1, 10}, {1, 1}, {0, 1});
  const auto first_lost = [](const LossSpec& s) {
    const auto model = started(s);
    std::uint64_t lost = 0;
    for (std::uint64_t seed = 0; seed < kRuns; ++seed) {
      model->restart(stream_key(seed, Side::B, Purpose::Loss));
      lost += model->judge(Segment{}, Transmission{}).lost ? 1U : 0U;
    }
    return lost;
  };
  CHECK(rate_fits(first_lost(spec), kRuns, 1.0 / 11));
  CHECK_FALSE(rate_fits(first_lost(spec), kRuns, 1.0 / 10.5));
  CHECK(first_lost(LossSpec(spec).set("start", std::uint64_t{1})) == 0);
  CHECK(first_lost(LossSpec(spec).set("start", std::uint64_t{2})) == kRuns);
}

TEST_CASE("the order is netem's: judged in the state it is in, then the chain moves") {
  // From good with p = 1 to bad, back with r = 1: exactly every second segment, beginning with the second.
  const LossSpec spec = chain({1, 1}, {1, 1}, {1, 1}, {0, 1}).set("start", std::uint64_t{1});
  CHECK(story(spec, 8) == "01010101");
}

TEST_CASE("Gilbert-Elliott's first losses at seed 1 are pinned") {
  CHECK(story(two_parameters({1, 4}, {3, 1}), 60) == "011001100000000000000000000000000000000000111000000000000000");
}

TEST_CASE("parameters without a solution are refused") {
  CHECK(check_loss_spec(two_parameters({1, 1}, {2, 1})).parameter == "loss_rate");
  CHECK(check_loss_spec(two_parameters({1, 10}, {9, 10})).parameter == "mean_burst");
  // Losing 9 of 10 in bursts of one would need a good segment between any two: at most 1 of 2.
  CHECK(check_loss_spec(two_parameters({9, 10}, {1, 1})).parameter == "mean_burst");
  CHECK_FALSE(check_loss_spec(two_parameters({1, 2}, {1, 1})));
  CHECK_FALSE(check_loss_spec(two_parameters({0, 1}, {1, 1})));
  CHECK(check_loss_spec(chain({0, 1}, {0, 1}, {1, 1}, {0, 1})).parameter == "r");
  CHECK(check_loss_spec(two_parameters({1, 10}, {2, 1}).set("p", Ratio{1, 2})).parameter == "p");
  CHECK(check_loss_spec(LossSpec("gilbert_elliott").set("p", Ratio{1, 2})));
}

TEST_CASE("probabilities with all the digits that fit need no rounding and do not overflow") {
  const std::uint64_t most = (std::uint64_t{1} << 63U) - 1;
  const LossSpec spec = two_parameters({most / 4, most - 1}, {most, most / 3});
  const std::string told = story(spec, kSegments);
  const ClosedForm form = closed_form(0.25 / 3 / 0.75, 1.0 / 3, 1, 0);
  CHECK(rate_fits(lost_in(told), kSegments, form.rate, form.inflation));
}
