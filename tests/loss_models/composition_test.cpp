// The laws of composition: what any_of, all_of and then lose follows from what their parts lose, segment by segment.
#include <catch2/catch.hpp>

#include "tests/loss_models/loss_story.hpp"
#include "tests/loss_models/statistics.hpp"

using namespace finwait;
using namespace finwait::statistics;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kSegments = 5000;

std::vector<LossSpec> mixed_parts() {
  return {bernoulli(1, 3), LossSpec("gilbert_elliott").set("p", Ratio{1, 10}).set("r", Ratio{1, 3}),
          LossSpec("periodic").set("every", std::uint64_t{4}), bernoulli(1, 3)};
}

// The parts on their own, each with the stream it has inside a composition.
std::vector<std::string> alone(const std::vector<LossSpec>& parts) {
  std::vector<std::string> stories;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    stories.push_back(story(parts[i], kSegments, Duration(0), substream_key(kTestKey, i)));
  }
  return stories;
}

}  // namespace

TEST_CASE("any_of loses the union and all_of the intersection of what their parts lose") {
  const std::vector<LossSpec> parts = mixed_parts();
  const std::vector<std::string> stories = alone(parts);
  std::string united(kSegments, '0');
  std::string common(kSegments, '1');
  for (const std::string& told : stories) {
    for (std::size_t i = 0; i < kSegments; ++i) {
      if (told[i] == '1') united[i] = '1';
      if (told[i] == '0') common[i] = '0';
    }
  }
  CHECK(story(composed("any_of", parts), kSegments) == united);
  CHECK(story(composed("all_of", parts), kSegments) == common);
  CHECK(common.find('1') != std::string::npos);
  CHECK(stories.front() != stories.back());  // the same model twice has two streams
}

TEST_CASE("independent parts: the rates multiply") {
  constexpr std::size_t kMany = 400'000;
  const auto lost = [](const LossSpec& spec) {
    const std::string told = story(spec, kMany);
    return static_cast<std::uint64_t>(std::count(told.begin(), told.end(), '1'));
  };
  const std::vector<LossSpec> parts{bernoulli(1, 10), bernoulli(1, 5)};
  CHECK(rate_fits(lost(composed("any_of", parts)), kMany, 1 - 0.9 * 0.8));
  CHECK(rate_fits(lost(composed("all_of", parts)), kMany, 0.02));
  CHECK_FALSE(rate_fits(lost(composed("all_of", parts)), kMany, 0.022));
  CHECK_FALSE(rate_fits(lost(composed("any_of", parts)), kMany, 0.283));
}

TEST_CASE("none is neutral in any_of and absorbing in all_of") {
  const std::string one = alone({bernoulli(1, 2)}).front();
  CHECK(story(composed("any_of", {bernoulli(1, 2)}), kSegments) == one);
  CHECK(story(composed("all_of", {bernoulli(1, 2)}), kSegments) == one);
  CHECK(story(composed("any_of", {bernoulli(1, 2), LossSpec{}}), kSegments) == one);
  CHECK(story(composed("all_of", {bernoulli(1, 2), LossSpec{}}), kSegments) == std::string(kSegments, '0'));
}

TEST_CASE("changing one part does not change the draws of another") {
  const std::string before = story(composed("any_of", {bernoulli(1, 4), bernoulli(0, 1)}), kSegments);
  CHECK(before == story(composed("any_of", {bernoulli(1, 4), pattern("0")}), kSegments));
  CHECK(before == story(composed("any_of", {bernoulli(1, 4)}), kSegments));
}

TEST_CASE("the verdict names the part that lost it") {
  const auto any = started(composed("any_of", {pattern("0110"), LossSpec("burst").set("at", std::uint64_t{3}),
                                               LossSpec("periodic").set("every", std::uint64_t{4})}));
  std::string names;
  for (int i = 0; i < 4; ++i) names.append(any->judge(Segment{}, Transmission{}).by).append("|");
  CHECK(names == "|pattern|pattern|periodic|");
  const auto all = started(composed("all_of", {pattern("1"), pattern("1")}));
  CHECK(all->judge(Segment{}, Transmission{}).by == "all_of");
}

TEST_CASE("then: one model after the other, each from its own beginning") {
  const LossSpec by_count =
      composed("then", {pattern("111111"), pattern("0101"), LossSpec("periodic").set("every", std::uint64_t{2})})
          .set("segments", std::vector<std::uint64_t>{2, 3});
  CHECK(story(by_count, 12) == "110100101010");
  const LossSpec by_time =
      composed("then", {pattern("0"), bernoulli(1, 1), LossSpec{}}).set("until", std::vector<Duration>{2s, 5s});
  CHECK(story(by_time, 8, 1s) == "00111000");
  // A silence that outlasts a whole phase skips it.
  CHECK(story(by_time, 3, 6s) == "000");
  CHECK(check_loss_spec(composed("then", {pattern("0"), pattern("1")})));
  CHECK(check_loss_spec(composed("then", {pattern("0"), pattern("1")}).set("segments", std::vector<std::uint64_t>{}))
            .parameter == "segments");
  CHECK(check_loss_spec(
            composed("then", {pattern("0"), pattern("1"), pattern("1")}).set("until", std::vector<Duration>{2s, 1s}))
            .parameter == "until");
  CHECK_FALSE(check_loss_spec(composed("then", {pattern("1")}).set("until", std::vector<Duration>{})));
}

TEST_CASE("compositions nest 16 deep and no deeper, and an empty one is refused") {
  LossSpec nested = pattern("1");
  for (int depth = 1; depth <= kMaxLossDepth; ++depth) nested = composed("any_of", {nested});
  CHECK(story(nested, 2) == "10");
  const LossProblem problem = check_loss_spec(composed("any_of", {nested}));
  CHECK(problem.message == "loss models nested too deeply");
  CHECK(check_loss_spec(composed("any_of", {})).parameter == "models");
  CHECK(check_loss_spec(LossSpec("all_of")));
  CHECK(check_loss_spec(composed("all_of", {bernoulli(2, 1)})).parameter == "p");
}
