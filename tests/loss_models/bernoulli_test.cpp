// Independent losses: how many, how they cluster, and that the draws stay what they are.
#include <catch2/catch.hpp>

#include "tests/loss_models/loss_story.hpp"
#include "tests/loss_models/statistics.hpp"

using namespace finwait;
using namespace finwait::statistics;

namespace {

constexpr std::size_t kSegments = 1'000'000;

std::uint64_t lost_in(const std::string& told) {
  return static_cast<std::uint64_t>(std::count(told.begin(), told.end(), '1'));
}

// How many runs of losses were 1, 2, ... long; the last cell takes the rest.
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

}  // namespace

TEST_CASE("bernoulli loses the share it is told to, and the check would notice a fifth of a percent") {
  const std::string told = story(bernoulli(3, 10), kSegments);
  CHECK(rate_fits(lost_in(told), kSegments, 0.3));
  CHECK_FALSE(rate_fits(lost_in(told), kSegments, 0.302));
  CHECK_FALSE(rate_fits(lost_in(told), kSegments, 0.298));
}

TEST_CASE("bernoulli's losses come in geometric bursts: no memory") {
  const std::string told = story(bernoulli(3, 10), kSegments);
  const auto geometric = [](double p) {
    return std::vector<double>{1 - p, p * (1 - p), p * p * (1 - p), p * p * p * (1 - p), p * p * p * p};
  };
  const std::vector<std::uint64_t> bursts = burst_lengths(told, 5);
  CHECK(counts_fit(bursts, geometric(0.3)));
  CHECK_FALSE(counts_fit(bursts, geometric(0.31)));
}

TEST_CASE("bernoulli's first losses at seed 1 are pinned") {
  CHECK(story(bernoulli(1, 3), 40) == "0110001000100010100001000001101101111110");
  CHECK(story(bernoulli(0, 1), 1000).find('1') == std::string::npos);
  CHECK(story(bernoulli(1, 1), 1000).find('0') == std::string::npos);
}

TEST_CASE("a model restarted with the same key tells the same story, with another key another") {
  const auto model = started(bernoulli(1, 2));
  const std::string first = story(*model, 200);
  model->restart(kTestKey);
  CHECK(story(*model, 200) == first);
  model->restart(kTestKey + 1);
  CHECK(story(*model, 200) != first);
  CHECK(model->judge(Segment{}, Transmission{}).by.size() % 9 == 0);  // "bernoulli" or nothing
}
