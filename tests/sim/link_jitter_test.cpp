// The shapes of delay variation against their closed forms, a million draws each, and tc-netem's scale.
#include <catch2/catch.hpp>

#include "sim/jitter.hpp"
#include "tests/loss_models/statistics.hpp"

using namespace finwait;
using namespace finwait::statistics;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kDraws = 1'000'000;

// Deviations in units of the amount.
std::vector<double> sample(JitterSpec::Distribution distribution, std::uint64_t seed = 1) {
  const JitterSpec spec{distribution, 2ms, {}, false};
  Stream stream(stream_key(seed, Side::A, Purpose::Jitter));
  std::size_t position = 0;
  std::vector<double> values(kDraws);
  for (double& value : values) value = static_cast<double>(draw_jitter(spec, stream, position).count()) / 2e6;
  return values;
}

struct Moments {
  double mean = 0;
  double variance = 0;
};

Moments moments(const std::vector<double>& values) {
  Moments m;
  for (const double v : values) m.mean += v / static_cast<double>(values.size());
  for (const double v : values) m.variance += (v - m.mean) * (v - m.mean) / static_cast<double>(values.size());
  return m;
}

double pareto_cdf(double deviation, double amount) {
  const double x = deviation / amount * 0.75 + 1.5;
  return x <= 1 ? 0 : 1 - 1 / (x * x * x);
}

}  // namespace

TEST_CASE("uniform jitter: plus or minus the amount") {
  std::vector<double> values = sample(JitterSpec::Distribution::Uniform);
  const Moments m = moments(values);
  CHECK(std::abs(m.mean) < kTwoSided * std::sqrt(1.0 / 3 / kDraws));
  CHECK(m.variance == Approx(1.0 / 3).epsilon(0.005));
  CHECK(distribution_fits(values, [](double x) { return (x + 1) / 2; }));
  CHECK_FALSE(distribution_fits(values, [](double x) { return (x / 1.01 + 1) / 2; }));
  CHECK(values.front() >= -1);
  CHECK(values.back() <= 1);
  const JitterSpec tiny{JitterSpec::Distribution::Uniform, 1ns, {}, false};
  Stream stream(3);
  std::size_t position = 0;
  std::vector<std::uint64_t> cells(3);
  for (int i = 0; i < 30'000; ++i) ++cells[static_cast<std::size_t>(draw_jitter(tiny, stream, position).count() + 1)];
  CHECK(counts_fit_uniform(cells));  // -1, 0 and 1 ns: both ends included
}

TEST_CASE("normal jitter: mean 0, standard deviation the amount") {
  std::vector<double> values = sample(JitterSpec::Distribution::Normal);
  const Moments m = moments(values);
  CHECK(std::abs(m.mean) < kTwoSided / std::sqrt(kDraws));
  CHECK(std::abs(m.variance - 1) < kTwoSided * std::sqrt(2.0 / kDraws));
  CHECK(distribution_fits(values, [](double x) { return normal_cdf(x); }));
  CHECK_FALSE(distribution_fits(values, [](double x) { return normal_cdf(x / 1.015); }));
  CHECK_FALSE(distribution_fits(values, [](double x) { return normal_cdf(x - 0.01); }));
  // The tails are there: about 63 of a million lie beyond four deviations, either way.
  const auto far = std::count_if(values.begin(), values.end(), [](double x) { return std::abs(x) > 4; });
  CHECK(rate_fits(static_cast<std::uint64_t>(far), kDraws, 2 * normal_cdf(-4)));
}

TEST_CASE("pareto jitter: shape 3, mean 0, on netem's scale") {
  std::vector<double> values = sample(JitterSpec::Distribution::Pareto);
  const Moments m = moments(values);
  CHECK(std::abs(m.mean) < kTwoSided * std::sqrt(4.0 / 3 / kDraws));
  CHECK(distribution_fits(values, [](double x) { return pareto_cdf(x, 1); }));
  CHECK_FALSE(distribution_fits(values, [](double x) { return pareto_cdf(x, 1.015); }));
  CHECK(values.front() >= -2.0 / 3 - 1e-6);
  CHECK(values.back() > 20);  // heavy-tailed: netem's own table stops at 4
}

TEST_CASE("jitter drawn at seed 1 is pinned") {
  const auto first = [](JitterSpec::Distribution distribution) {
    const JitterSpec spec{distribution, 1ms, {}, false};
    Stream stream(stream_key(1, Side::A, Purpose::Jitter));
    std::size_t position = 0;
    std::vector<std::int64_t> values;
    for (int i = 0; i < 4; ++i) values.push_back(draw_jitter(spec, stream, position).count());
    return values;
  };
  CHECK(first(JitterSpec::Distribution::Uniform) == std::vector<std::int64_t>{-790842, 100691, 580473, 366512});
  CHECK(first(JitterSpec::Distribution::Normal) == std::vector<std::int64_t>{793625, 756633, 464853, 1580036});
  CHECK(first(JitterSpec::Distribution::Pareto) == std::vector<std::int64_t>{-312740, -576476, -647695, -550888});
}

TEST_CASE("enormous amounts do not overflow") {
  for (const auto distribution :
       {JitterSpec::Distribution::Uniform, JitterSpec::Distribution::Normal, JitterSpec::Distribution::Pareto}) {
    const JitterSpec spec{distribution, kForever - 1ns, {}, false};
    Stream stream(11);
    std::size_t position = 0;
    for (int i = 0; i < 1000; ++i) (void)draw_jitter(spec, stream, position);
  }
}
