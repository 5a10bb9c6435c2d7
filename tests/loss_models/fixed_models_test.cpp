// The models that draw nothing: what they lose can be written down.
#include <catch2/catch.hpp>

#include "tests/loss_models/loss_story.hpp"

using namespace finwait;
using namespace std::chrono_literals;

namespace {

LossSpec counted(std::string_view model, std::string_view name1, std::uint64_t value1, std::string_view name2 = "",
                 std::uint64_t value2 = 0) {
  LossSpec spec(model);
  spec.set(name1, value1);
  if (!name2.empty()) spec.set(name2, value2);
  return spec;
}

LossSpec outage(Duration from, Duration to) { return LossSpec("outage").set("from", from).set("to", to); }

}  // namespace

TEST_CASE("none is no model at all") {
  CHECK(make_loss_model(LossSpec{}) == nullptr);
  CHECK(LossSpec{}.is_none());
  CHECK(LossSpec{} == LossSpec("none"));
}

TEST_CASE("periodic loses every n-th segment") {
  CHECK(story(counted("periodic", "every", 3), 10) == "0010010010");
  CHECK(story(counted("periodic", "every", 3, "offset", 1), 10) == "1001001001");
  CHECK(story(counted("periodic", "every", 2, "offset", 5), 10) == "0000101010");
  CHECK(story(counted("periodic", "every", 1), 4) == "1111");
  CHECK(check_loss_spec(counted("periodic", "every", 0)).parameter == "every");
  CHECK(check_loss_spec(LossSpec("periodic")));
}

TEST_CASE("burst loses a number of segments in a row, once") {
  CHECK(story(counted("burst", "at", 3, "count", 2), 10) == "0011000000");
  CHECK(story(counted("burst", "at", 1), 5) == "10000");
  CHECK(check_loss_spec(counted("burst", "at", 0)).parameter == "at");
  CHECK(check_loss_spec(counted("burst", "at", 1, "count", 0)).parameter == "count");
}

TEST_CASE("outage loses what is sent in its window: from included, to excluded") {
  CHECK(story(outage(2s, 4s), 8, 1s) == "00110000");
  CHECK(story(outage(0s, kForever), 4, 1h) == "1111");
  CHECK(story(outage(1s, 2s).set("every", Duration(3s)), 12, 1s) == "010010010010");
  CHECK(check_loss_spec(outage(2s, 2s)).parameter == "to");
  CHECK(check_loss_spec(outage(1s, 3s).set("every", Duration(2s))).parameter == "every");
  CHECK(check_loss_spec(outage(1s, kForever).set("every", Duration(2s))).parameter == "every");
  CHECK(check_loss_spec(LossSpec("outage").set("from", Duration(1s))));
}

TEST_CASE("pattern: bit i drops the i-th segment") {
  CHECK(story(pattern("0010"), 8) == "00100000");
  CHECK(story(pattern("0010").set("repeat", std::uint64_t{1}), 10) == "0010001000");
  CHECK(check_loss_spec(pattern("")).parameter == "bits");
}

TEST_CASE("recorded plays 0 and 1, or times of which each costs one segment") {
  CHECK(story(LossSpec("recorded").set("values", Bits{1, 0, 1}), 6) == "101000");
  CHECK(story(LossSpec("recorded").set("values", Bits{1, 0, 1}).set("repeat", std::uint64_t{1}), 7) == "1011011");
  // Nothing is sent between 2.5 s and 3 s, so the time 2.5 s costs the segment at 3 s; both times at 5 s cost one each.
  const std::vector<Duration> times{1s, 2500ms, 5s, 5s};
  CHECK(story(LossSpec("recorded").set("values", times), 9, 1s) == "010101100");
  CHECK(check_loss_spec(LossSpec("recorded").set("values", Bits{})).parameter == "values");
  CHECK(check_loss_spec(LossSpec("recorded").set("values", std::vector<Duration>{2s, 1s})).parameter == "values");
  CHECK(check_loss_spec(LossSpec("recorded").set("values", times).set("repeat", std::uint64_t{1})).parameter ==
        "repeat");
}

TEST_CASE("each model is at its beginning again after restart") {
  for (const LossSpec& spec :
       {counted("periodic", "every", 3), counted("burst", "at", 2), pattern("101"),
        LossSpec("recorded").set("values", Bits{1, 1, 0, 1}),
        LossSpec("recorded").set("values", std::vector<Duration>{0s}),
        composed("then", {pattern("1"), pattern("01")}).set("segments", std::vector<std::uint64_t>{3})}) {
    INFO(spec.model);
    const auto model = started(spec);
    const std::string first = story(*model, 5);
    model->restart(kTestKey);
    CHECK(story(*model, 5) == first);
    CHECK(first.find('1') != std::string::npos);
  }
}

TEST_CASE("a spec is told apart by model and settings, whatever the order of setting") {
  const LossSpec one = LossSpec("burst").set("at", std::uint64_t{2}).set("count", std::uint64_t{3});
  const LossSpec two =
      LossSpec("burst").set("count", std::uint64_t{3}).set("at", std::uint64_t{1}).set("at", std::uint64_t{2});
  CHECK(one == two);
  CHECK(one != LossSpec(one).set("count", std::uint64_t{4}));
  CHECK(composed("any_of", {one}) == composed("any_of", {two}));
  CHECK(composed("any_of", {one}) != composed("all_of", {one}));
  CHECK(check_loss_spec(LossSpec("burst").set("at", std::uint64_t{1}).set("length", std::uint64_t{1})).parameter ==
        "length");
  CHECK(check_loss_spec(LossSpec("bernouli")));
  CHECK(check_loss_spec(LossSpec("bernoulli").set("p", Ratio{3, 2})).parameter == "p");
}

TEST_CASE("every model is listed once, with its settings explained") {
  std::string names;
  for (const LossModelInfo* model : loss_models()) {
    names.append(model->name).append(" ");
    CHECK(find_loss_model(model->name) == model);
    CHECK_FALSE(model->help.empty());
    for (const LossParameter& parameter : model->parameters) CHECK_FALSE(parameter.help.empty());
  }
  CHECK(names ==
        "none bernoulli gilbert_elliott periodic burst outage pattern state_dependent recorded size_dependent all_of "
        "any_of then ");
  CHECK(find_loss_model("") == nullptr);
}
