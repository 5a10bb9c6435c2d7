// finwait models: what it says of each loss model, and that its measurements would notice a model that is wrong.
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "loss_models/registry.hpp"
#include "tests/tools/command.hpp"
#include "tools/model_listing.hpp"
#include "tools/model_measure.hpp"
#include "tools/model_theory.hpp"

using namespace finwait;
using namespace finwait::cli;
using finwait::tests::Finished;
using finwait::tests::Folder;

namespace {

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

LossSpec bernoulli(std::uint64_t num, std::uint64_t den) { return LossSpec("bernoulli").set("p", Ratio{num, den}); }

LossMoments theory(const LossSpec& spec, std::size_t segments, Duration gap = Duration(0)) {
  std::vector<SentSegment> connection(segments);
  for (std::size_t i = 0; i < segments; ++i) {
    connection[i].transmission.now += gap * static_cast<Duration::rep>(i);
  }
  REQUIRE_FALSE(check_loss_spec(spec));
  const auto moments = loss_moments(spec, connection);
  REQUIRE(moments.has_value());
  return *moments;
}

// The scenario with this "loss", in the form in which the listing shows it.
std::string scenario_with(const std::string& loss) {
  return R"({"link": {"loss": )" + loss + R"(}, "a": {"stack": "linux", "app": [{"do": "close"}]},
             "b": {"stack": "linux", "app": [{"do": "close"}]}})";
}

}  // namespace

TEST_CASE("models lists every loss model with its settings, their units, ranges and defaults") {
  const Folder folder;
  const auto listed = nlohmann::json::parse(folder.finwait("models --format json").out);
  const std::string text = folder.finwait("models").out;
  REQUIRE(listed.size() == loss_models().size());
  for (std::size_t i = 0; i < listed.size(); ++i) {
    const LossModelInfo& model = *loss_models()[i];
    CAPTURE(model.name);
    CHECK(listed[i]["model"] == std::string(model.name));
    CHECK(!model.source.empty());
    CHECK(contains(text, std::string(model.name) + "\n    " + std::string(model.help) + "\n"));
    CHECK(folder.finwait("models " + std::string(model.name)).out == model_text(model));
    REQUIRE(listed[i]["settings"].size() == model.parameters.size());
    for (const LossParameter& parameter : model.parameters) {
      CAPTURE(parameter.name);
      CHECK(contains(model_text(model), "    " + std::string(parameter.name) + " "));
      CHECK(!range_text(parameter).empty());
      CHECK_FALSE(contains(parameter.help, "default"));
      using Kind = LossParameter::Kind;
      const bool needs_unit =
          parameter.kind == Kind::Number || parameter.kind == Kind::Count || parameter.kind == Kind::Counts;
      CHECK((!needs_unit || !unit_text(parameter).empty()));
    }
  }
  const auto chain = nlohmann::json::parse(folder.finwait("models gilbert_elliott -f json").out);
  CHECK(chain["netem"] == "loss gemodel p r 1-h 1-k");
  CHECK(chain["settings"][4] == nlohmann::json{{"name", "loss_bad"},
                                               {"help", "loss probability in bad"},
                                               {"unit", "probability"},
                                               {"range", "0 to 1"},
                                               {"default", "1"},
                                               {"netem", "1-h"}});
}

TEST_CASE("the example of every model can be put into a scenario as it stands") {
  const Folder folder;
  for (const LossModelInfo* model : loss_models()) {
    CAPTURE(model->name);
    CHECK(example_of(*model).model == model->name);
    folder.write("example.json", scenario_with(std::string(model->example)));
    const Finished done = folder.finwait("run example.json --format json");
    CHECK(done.err.empty());
    CHECK(done.code == 0);
  }
}

TEST_CASE("every model measures what theory says of it, and only what is left to chance is off at all") {
  const Folder folder;
  const Finished done = folder.finwait("models --measure --draws 1000000 --seed 1 --format json");
  CHECK(done.code == 0);
  const auto measured = nlohmann::json::parse(done.out);
  CHECK(measured["connections"] == 10'000);
  REQUIRE(measured["models"].size() == loss_models().size());
  int by_chance = 0;
  for (const auto& model : measured["models"]) {
    CAPTURE(model.dump());
    CHECK((model["model"] == "none" || model["loss_rate"]["measured"] > 0.0));
    for (const char* what : {"loss_rate", "variance"}) {
      const bool chance = model["variance"]["theory"] > 0.0;
      CHECK(model[what]["z"].is_null() != chance);
      if (chance) CHECK(std::abs(model[what]["z"].get<double>()) < 3.3);
      if (!chance) CHECK(model[what]["measured"] == model[what]["theory"]);
      by_chance += chance ? 1 : 0;
    }
    const bool bursts = model["model"] == "bernoulli" || model["model"] == "gilbert_elliott";
    CHECK(model["mean_burst"].is_object() == bursts);
    if (bursts) CHECK(std::abs(model["mean_burst"]["z"].get<double>()) < 3.3);
  }
  CHECK(by_chance == 2 * 7);
  // bernoulli, 1/10: 100 segments lose 10 on average, with variance 100 p (1 - p).
  CHECK(measured["models"][1]["loss_rate"]["theory"] == Approx(0.1));
  CHECK(measured["models"][1]["variance"]["theory"] == Approx(9));
  CHECK(measured["models"][2]["mean_burst"]["theory"] == Approx(3));
}

TEST_CASE("a theory that is slightly wrong would be refuted") {
  const MeasuredModel right = measure(*find_loss_model("bernoulli"), 1'000'000, 1);
  CHECK_FALSE(right.rate.refuted());
  for (const LossSpec& wrong : {bernoulli(102, 1000), bernoulli(98, 1000)}) {
    const LossMoments moments = theory(wrong, kMeasuredSegments);
    const double deviation = std::sqrt(moments.variance() / 10'000) / kMeasuredSegments;
    CHECK(std::abs(right.rate.measured - moments.mean() / kMeasuredSegments) > 5 * deviation);
  }
  // As many losses but shorter bursts: only the variance tells.
  const MeasuredModel bursts = measure(*find_loss_model("gilbert_elliott"), 1'000'000, 1);
  const LossSpec shorter = LossSpec("gilbert_elliott").set("loss_rate", Ratio{1, 10}).set("mean_burst", Ratio{5, 2});
  const LossMoments moments = theory(shorter, kMeasuredSegments);
  CHECK(moments.mean() == Approx(10));
  CHECK(moments.variance() < 0.9 * bursts.variance.measured);
  CHECK(MeasuredValue{0.2, 0.1, 5.1}.refuted());
  CHECK(MeasuredValue{0.2, 0.1, std::nullopt}.refuted());
  CHECK_FALSE(MeasuredValue{0.1, 0.1, std::nullopt}.refuted());
}

TEST_CASE("measurements are the same bytes for a seed, and others for another") {
  const Folder folder;
  const auto measured = [&](const char* seed) {
    return folder.finwait("models any_of --measure --draws 100000 --seed " + std::string(seed)).out;
  };
  CHECK(measured("7") == measured("7"));
  CHECK(measured("7") != measured("8000"));
  CHECK(contains(measured("7"), "1,000 connections"));
}

TEST_CASE("the theory of compositions follows from that of their parts") {
  const std::vector<LossSpec> halves{bernoulli(1, 2), bernoulli(1, 2)};
  const LossMoments any = theory(LossSpec("any_of").set("models", halves), 2);
  CHECK(any.lost(0) == Approx(0.75));
  CHECK(any.both(0, 1) == Approx(0.5625));
  const LossMoments all = theory(LossSpec("all_of").set("models", halves), 2);
  CHECK(all.lost(1) == Approx(0.25));
  CHECK(all.both(0, 1) == Approx(0.0625));
  // Good, bad, good, bad: what the chain does when it must move each time.
  const LossSpec alternating = LossSpec("gilbert_elliott").set("p", Ratio{1, 1}).set("r", Ratio{1, 1});
  const LossMoments chain = theory(LossSpec(alternating).set("start", std::uint64_t{1}), 4);
  CHECK(chain.mean() == Approx(2));
  CHECK(chain.variance() == Approx(0).margin(1e-12));
  // From either state with the same chance: always one of two, so still no variance; but of one segment there is.
  const LossMoments either = theory(alternating, 2);
  CHECK(either.lost(0) == Approx(0.5));
  CHECK(either.both(0, 1) == Approx(0).margin(1e-12));
  // Two segments are safe, then one in two: 0 + 0 + 1/2 + 1/2.
  const LossSpec later = LossSpec("then")
                             .set("models", std::vector<LossSpec>{LossSpec("none"), bernoulli(1, 2)})
                             .set("until", std::vector<Duration>{std::chrono::milliseconds(20)});
  const LossMoments then = theory(later, 4, std::chrono::milliseconds(10));
  CHECK(then.mean() == Approx(1));
  CHECK(then.variance() == Approx(0.5));
}

TEST_CASE("models says what is wrong with the command line and what is allowed") {
  const Folder folder;
  const auto refused = [&](const std::string& arguments, std::string_view part) {
    const Finished done = folder.finwait("models " + arguments);
    CAPTURE(arguments, done.err);
    CHECK(done.code == 2);
    CHECK(done.out.empty());
    CHECK(contains(done.err, part));
  };
  refused("bernouli", "did you mean bernoulli?");
  refused("--draws 100000", "requires --measure");
  refused("--seed 3", "requires --measure");
  refused("--measure --draws 9999", "10000 to 1000000000");
  refused("--measure --seed -1", "at least 0");
  refused("--format csv", "\"text\" or \"json\"");
}
