// Tests of goodness of fit for models that draw: each says whether what was counted is compatible with what theory
// says, at a significance of 1 in 1000. Seeds are fixed, so a check that passes passes always; each one is shown to be
// sharp by a slightly wrong parameter that it must refuse. Floating point is fine here: nothing simulated depends on
// it.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace finwait::statistics {

inline constexpr double kSignificance = 0.001;
inline constexpr double kTwoSided = 3.2905;  // normal deviate that is exceeded, either way, once in 1000

inline double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

// `count` of `n` events whose number has mean n * p and variance n * p * (1 - p) * inflation; the inflation is above 1
// for correlated events.
inline bool rate_fits(std::uint64_t count, std::uint64_t n, double p, double inflation = 1.0) {
  const double expected = static_cast<double>(n) * p;
  const double deviation = std::sqrt(expected * (1.0 - p) * inflation);
  return std::abs(static_cast<double>(count) - expected) <= kTwoSided * deviation;
}

// Pearson's chi-square: `observed` counts against the probabilities of the cells, which sum to 1. The tail probability
// by Wilson and Hilferty (1931), good to three digits from three degrees of freedom on.
inline bool counts_fit(const std::vector<std::uint64_t>& observed, const std::vector<double>& probability) {
  double n = 0;
  for (const std::uint64_t count : observed) n += static_cast<double>(count);
  double chi_square = 0;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    const double expected = n * probability[i];
    const double difference = static_cast<double>(observed[i]) - expected;
    chi_square += difference * difference / expected;
  }
  const double freedom = static_cast<double>(observed.size() - 1);
  const double spread = 2.0 / (9.0 * freedom);
  const double z = (std::cbrt(chi_square / freedom) - (1.0 - spread)) / std::sqrt(spread);
  return normal_cdf(-z) > kSignificance;
}

inline bool counts_fit_uniform(const std::vector<std::uint64_t>& observed) {
  return counts_fit(observed, std::vector<double>(observed.size(), 1.0 / static_cast<double>(observed.size())));
}

// Kolmogorov and Smirnov: the largest distance between the sample's distribution and `cdf`. `sample` gets sorted.
template <class Cdf>
bool distribution_fits(std::vector<double>& sample, Cdf cdf) {
  std::sort(sample.begin(), sample.end());
  const double n = static_cast<double>(sample.size());
  double distance = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double expected = cdf(sample[i]);
    distance = std::max({distance, expected - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - expected});
  }
  return distance * std::sqrt(n) < 1.9495;  // the 0.999 quantile of Kolmogorov's distribution
}

}  // namespace finwait::statistics
