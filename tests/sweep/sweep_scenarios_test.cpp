// The fast ways into a scenario give what the long way gives, for everything that an axis can set.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "core/parameter.hpp"
#include "sim/runner.hpp"
#include "tests/tools/command.hpp"
#include "tools/context.hpp"
#include "tools/sweep/scenario_slots.hpp"
#include "tools/sweep/sweep_input.hpp"
#include "tools/sweep/sweep_inside.hpp"

namespace finwait::cli {
namespace {

using tests::Folder;

const std::string kScenario = R"({
  "link": { "delay": "50ms", "jitter": "1ms", "loss": "1/100", "duplicate": "0.1", "reorder": { "probability": "0.1", "by": "3ms" },
            "corrupt": "0.01", "a_to_b": { "delay": "40ms" },
            "changes": [{ "at": "300ms", "loss": { "model": "gilbert_elliott", "p": "1/10", "r": "1/2" } }, { "at": "2s", "delay": "70ms" }] },
  "a": { "stack": "linux", "reaction": "1ms", "app": [{ "do": "wait", "for": "400ms" }, { "do": "close" }] },
  "b": { "stack": "linux", "set": { "tcp_fin_timeout": "9s", "hz": 1000 },
         "app": [{ "do": "read", "until": "eof" }, { "do": "wait", "for": "100ms" }, { "do": "close" }] },
  "faults": [{ "match": { "teardown": 1, "nth": 1 }, "do": "delay", "by": "5ms" }]
})";

SweepPlan plan_of(const Folder& folder, const std::vector<std::string>& axes) {
  folder.write("s.json", kScenario);
  SweepOptions options;
  options.path = folder.path() + "/s.json";
  options.axes = axes;
  return read_sweep(options);
}

// All combinations in order, then some at random, as threads and resumed sweeps meet them.
void require_same(const SweepPlan& plan) {
  SweepScenarios scenarios(plan);
  std::mt19937_64 random(11);
  for (std::uint64_t i = 0; i < plan.combinations() + 50; ++i) {
    const std::uint64_t c = i < plan.combinations() ? i : random() % plan.combinations();
    const ScenarioResult right = read_combination(plan, c);
    REQUIRE(right.scenario);
    INFO(plan.replay_command(c, 0));
    REQUIRE(same_experiment(scenarios.of(c), *right.scenario));
  }
}

// Two values that the parameter takes, other than each other.
std::vector<std::string> values_for(const Parameter& parameter) {
  switch (parameter.kind) {
    case ParameterKind::TimeSpan:
      return {"20ms", "300ms", "1s"};
    case ParameterKind::Count:
      return parameter.name == "mss" || parameter.name == "receive_buffer" || parameter.name == "hz"
                 ? std::vector<std::string>{"500", "1000"}
                 : std::vector<std::string>{"3", "8"};
    case ParameterKind::Boolean:
      return {"true", "false"};
    case ParameterKind::Choice: {
      std::vector<std::string> out;
      for (const std::string_view choice : parameter.choices) out.emplace_back(choice);
      return out;
    }
    case ParameterKind::Jiffies:
      return {"none", "1000", "12345.5"};
    case ParameterKind::Table:
      return {"\"1,2,4\"", "\"1,1,3\""};
  }
  return {};
}

std::string axis_text(const std::string& target, const std::vector<std::string>& values) {
  std::string out = target + "=";
  for (std::size_t i = 0; i < values.size(); ++i) out += (i == 0 ? "" : ",") + values[i];
  return out;
}

}  // namespace

TEST_CASE("every parameter, set fast or read, gives the same scenario") {
  const Folder folder;
  for (const Parameter& parameter : parameters()) {
    const std::string name(parameter.name);
    INFO(name);
    const std::vector<std::string> values = values_for(parameter);
    const SweepPlan plan = plan_of(folder, {axis_text("a." + name, values), "b.stack=linux,textbook"});
    CHECK(plan.inside().axes[0].how == Application::Parameters);
    require_same(plan);
  }
}

TEST_CASE("every alias, set fast or read, gives the same scenario") {
  const Folder folder;
  for (const Parameter& parameter : parameters()) {
    for (const Alias& alias : parameter.aliases) {
      // What an alias allows differs; the first pair that it takes is tried.
      const std::vector<std::vector<std::string>> pairs{
          {"1s", "2s"}, {"3", "4"}, {"true", "false"}, {"500", "1000"}, {"0", "3"}, {"30s", "60s"}, {"20ms", "300ms"}};
      bool tried = false;
      for (const std::vector<std::string>& values : pairs) {
        try {
          const SweepPlan plan = plan_of(folder, {axis_text("b." + std::string(alias.name), values)});
          INFO(alias.name);
          require_same(plan);
          tried = true;
          break;
        } catch (const CommandError&) {
        }
      }
      INFO(alias.name);
      CHECK(tried);
    }
  }
}

TEST_CASE("every value of the link, set fast or read, gives the same scenario") {
  const Folder folder;
  for (const std::string axis : {"link.delay=0,1ms,50ms,70ms",
                                 "link.a_to_b.delay=1ms,2ms",
                                 "link.b_to_a.delay=1ms,2ms",
                                 "link.loss.p=0,0.01,1/3,1",
                                 "link.loss=0.1,0.2",
                                 "link.changes.0.loss.p=0.05,0.1",
                                 "link.changes.0.loss.r=1/3,0.5",
                                 "link.changes.1.delay=1ms,9s",
                                 "link.jitter=0s,1ms,2ms",
                                 "link.duplicate=0,0.1",
                                 "link.reorder.probability=0,0.5",
                                 "link.reorder.by=1ms,0",
                                 "link.corrupt=0,1/7",
                                 "link.b_to_a.loss.p=0.1,0.2",
                                 "link.rate=1Mbit,2Mbit,none",
                                 "/a/app/0/for=1ms,2s,never",
                                 "/b/app/1/for=0,1ms",
                                 "a.reaction=0,1ms",
                                 "run_for=1h,2h",
                                 "/faults/0/by=1ms,5ms",
                                 "/faults/0/match/nth=1,2,\"2..\"",
                                 "stack=linux,lwip,textbook",
                                 R"(/a/app=[{"do":"close"}],[{"do":"abort"}])",
                                 "link.changes.0.at=100ms,400ms",
                                 R"(link.loss={"model":"none"},{"model":"pattern","bits":"0010"})"}) {
    INFO(axis);
    require_same(plan_of(folder, {axis}));
    // Beside others that are set fast and read.
    require_same(plan_of(folder, {"a.tcp_fin_timeout=5s,6s", axis, "b.tcp_orphan_retries=3,4"}));
  }
  CHECK(plan_of(folder, {"link.delay=1ms,2ms"}).inside().axes[0].how == Application::Slots);
  CHECK(plan_of(folder, {"link.loss.p=0.1,0.2"}).inside().axes[0].how == Application::Slots);
  CHECK(plan_of(folder, {"/a/app/0/for=1ms,2ms"}).inside().axes[0].how == Application::Slots);
}

TEST_CASE("axes that touch the same part of the scenario are right together") {
  const Folder folder;
  require_same(plan_of(folder, {"link.delay=1ms,2ms,40ms", "link.a_to_b.delay=1ms,50ms", "link.loss.p=0.1,0.2",
                                "link.changes.0.at=1s,100ms"}));
  require_same(plan_of(
      folder, {"a.stack=linux,freebsd,lwip", "a.hz=100,250,1000", "a.tcp_fin_timeout=5s,10s", "/a/app/0/for=1ms,2ms"}));
  // The order in which some parameters are set matters: one stands for two, or is a multiple of another.
  require_same(plan_of(folder, {"a.stack=textbook,linux", "a.giveup_count=3,5", "a.tcp_orphan_retries=0,4"}));
  require_same(plan_of(folder, {"b.TCP_MSL=1s,2s", "b.last_ack_timeout=3s,4s", "b.hz=100,250"}));
}

TEST_CASE("values that contradict each other in one combination are named when it comes") {
  const Folder folder;
  const SweepPlan plan = plan_of(folder, {"run_for=3s,1h", "link.delay=1ms,10s"});
  SweepScenarios scenarios(plan);
  CHECK_NOTHROW(scenarios.of(0));
  CHECK_THROWS_WITH(scenarios.of(1), Catch::Contains("run_for = 3s, link.delay = 10s") &&
                                         Catch::Contains("before the connection is set up"));
  CHECK_NOTHROW(scenarios.of(3));
}

// On an axis of so many values not all are read before the runs.
TEST_CASE("a bad value that nobody looked at is named when it comes, and is not run as something else") {
  constexpr std::uint64_t kValues = 20'000;
  constexpr std::uint64_t kRead = 16'384;
  std::vector<bool> read(kValues);
  for (std::uint64_t i = 0; i < kRead; ++i) read[i * (kValues - 1) / (kRead - 1)] = true;
  const auto unread =
      static_cast<std::uint64_t>(std::find(read.begin() + kValues / 2, read.end(), false) - read.begin());
  struct Bad {
    const char* target;
    const char* unit;
    const char* value;
    const char* words;
  };
  for (const Bad& bad : {Bad{"link.loss.p", "e-9", "1.5", "1.5"}, Bad{"link.corrupt", "e-9", "1.5", "more than 1"},
                         Bad{"a.tcp_fin_timeout", "ms", "9000h", "9000h"}}) {
    CAPTURE(bad.target);
    std::string axis = std::string(bad.target) + "=";
    for (std::uint64_t i = 0; i < kValues; ++i) {
      axis += i == 0 ? "" : ",";
      axis += i == unread ? bad.value : std::to_string(i + 1) + bad.unit;
    }
    const SweepPlan plan = plan_of(Folder(), {axis});
    SweepScenarios scenarios(plan);
    CHECK_NOTHROW(scenarios.of(unread - 1));
    CHECK_THROWS_WITH(scenarios.of(unread), Catch::Contains(bad.target) && Catch::Contains(bad.words));
    CHECK_NOTHROW(scenarios.of(unread + 1));
  }
}

}  // namespace finwait::cli
