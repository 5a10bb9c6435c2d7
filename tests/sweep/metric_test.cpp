// The figures of a run: each is read off a story whose numbers are known.
#include "tools/sweep/metric.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "sim/runner.hpp"
#include "sim/scenario_json.hpp"
#include "tests/tools/command.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/sweep/sweep_input.hpp"

namespace finwait::cli {
namespace {

using tests::Folder;

constexpr std::int64_t kMillisecond = 1'000'000;

class Story {
 public:
  explicit Story(const std::string& file, const std::vector<Override>& overrides = {}) {
    const std::string path = std::string(FINWAIT_SOURCE_DIR "/scenarios/").append(file);
    const ScenarioResult result = read_scenario(read_input(path), path, overrides);
    REQUIRE(result.scenario);
    end_ = runner_.run_quietly(*result.scenario).end;
  }
  std::int64_t operator[](std::string_view name) const {
    const Metric* metric = find_metric(name);
    INFO(name);
    REQUIRE(metric != nullptr);
    return metric->read(end_);
  }

 private:
  Runner runner_;
  EndRecord end_;
};

// "since": 61000000000 of side a in a run's JSON.
std::int64_t figure(const std::string& json, std::string_view side, std::string_view key) {
  const std::size_t at = json.find("\"" + std::string(key) + "\": ", json.find("\n  \"" + std::string(side) + "\": {"));
  REQUIRE(at != std::string::npos);
  return std::stoll(json.substr(at + key.size() + 4));
}

}  // namespace

TEST_CASE("names of metrics are found, once each") {
  std::set<std::string_view> names;
  for (const Metric& metric : metrics()) {
    CHECK(names.insert(metric.name).second);
    CHECK(find_metric(metric.name) == &metric);
    CHECK(metric.read != nullptr);
    CHECK_THAT(std::string(metric.help), Catch::EndsWith("."));
  }
  for (const std::string_view side : {"a", "b"}) {
    for (std::size_t i = 0; i < kStateCount; ++i) {
      const std::string metric = std::string(side).append(".time_in.").append(name(static_cast<State>(i)));
      CHECK(names.count(metric) == 1);
      CHECK(names.count(std::string(side).append(".ends_in.").append(name(static_cast<State>(i)))) == 1);
    }
  }
  CHECK(find_metric("closed") == nullptr);
}

TEST_CASE("the state in which a side is left") {
  const Story story("lost-1-always.json");
  CHECK(story["a.ends_in.CLOSED"] == 1);
  CHECK(story["b.ends_in.CLOSED"] == 0);
  CHECK(story["b.ends_in.ESTABLISHED"] == 1);
  CHECK(story["b.ends_in.CLOSE-WAIT"] == 0);
}

TEST_CASE("a close whose third segment is lost once") {
  const Story story("lost-3-once.json");
  CHECK(story["closed_at"] == 61'000 * kMillisecond);
  CHECK(story["a.closed_at"] == 61'000 * kMillisecond);
  CHECK(story["b.closed_at"] == 1'050 * kMillisecond);
  CHECK(story["ended_at"] == 61'000 * kMillisecond);
  CHECK(story["a.time_in.FIN-WAIT-2"] == 396 * kMillisecond);
  CHECK(story["b.time_in.LAST-ACK"] == 400 * kMillisecond);
  CHECK(story["a.time_in.CLOSING"] == 0);
  CHECK(story["a.ends_in.CLOSED"] == 1);
  CHECK(story["b.ends_in.LAST-ACK"] == 0);
  CHECK(story["retransmissions"] == 1);
  CHECK(story["b.retransmissions.loss-probe"] == 1);
  CHECK(story["retransmissions.rto"] == 0);
  CHECK(story["sent"] == 8);
  CHECK(story["lost"] == 1);
  CHECK(story["b.lost"] == 1);
  CHECK(story["rsts"] == 0);
  CHECK(story["give_ups"] == 0);
  CHECK(story["errors"] == 0);
  CHECK(story["delivered"] == 0);
}

TEST_CASE("a FIN that never arrives: one side gives up, the other never closes") {
  const Story story("lost-1-always.json");
  CHECK(story["closed_at"] == kAbsent);
  CHECK(story["b.closed_at"] == kAbsent);
  CHECK(story["a.closed_at"] == 154'100 * kMillisecond);
  CHECK(story["a.retransmissions"] == 9);
  CHECK(story["a.retransmissions.loss-probe"] == 1);
  CHECK(story["a.retransmissions.rto"] == 8);
  CHECK(story["give_ups"] == 1);
  CHECK(story["a.give_ups"] == 1);
  CHECK(story["b.give_ups"] == 0);
}

TEST_CASE("a late FIN meets a closed port; a keepalive is answered by nobody; data is read") {
  const Story late("lost-3-late-meets-closed-port.json");
  CHECK(late["a.rsts"] == 1);
  CHECK(late["b.rsts"] == 0);
  const Story crashed("crash-host-keepalive.json");
  CHECK(crashed["retransmissions.keepalive"] > 0);
  CHECK(crashed["retransmissions"] == 0);
  CHECK(crashed["give_ups"] == 1);
  CHECK(crashed["errors"] == 1);
  const Story data("four-way-after-data.json");
  CHECK(data["a.delivered"] == 200);
  CHECK(data["b.delivered"] == 100);
  CHECK(data["delivered"] == 300);
  const Story zero("zero-window.json");
  CHECK(zero["retransmissions.window-probe"] > 0);
}

TEST_CASE("the reasons of retransmissions add up") {
  for (const std::string_view seed : {"1", "2", "3", "4", "5", "6", "7", "8"}) {
    const Story story("links/close-under-loss.json",
                      {{"seed", std::string(seed), ""}, {"link.changes.0.loss.p", "0.4", ""}});
    for (const std::string_view side : {"", "a.", "b."}) {
      const auto count = [&story, side](std::string_view figure) { return story[std::string(side).append(figure)]; };
      CHECK(count("retransmissions") ==
            count("retransmissions.rto") + count("retransmissions.loss-probe") + count("retransmissions.fast"));
    }
  }
}

TEST_CASE("the replay command runs the very run, whatever the axes set") {
  const Folder folder;
  folder.write("it's a sweep.json", R"({
    "scenario": {
      "link": { "delay": "50ms", "changes": [{ "at": "300ms", "loss": "0.1" }] },
      "a": { "stack": "linux", "app": [{ "do": "wait", "for": "400ms" }, { "do": "close" }] },
      "b": { "stack": "linux", "app": [{ "do": "read", "until": "eof" }, { "do": "wait", "for": "100ms" }, { "do": "close" }] } },
    "repeats": 4,
    "axes": [{ "target": "/b/app/1/for", "values": ["1ms", "300ms"] }, { "target": "link.changes.0.loss.p", "values": ["1/3", 0.5] },
             { "target": "tcp_fin_timeout", "values": ["1s", 60] }, { "target": "b.stack", "values": ["linux", "freebsd"] },
             { "target": "a.backoff_table", "values": ["1,2,4", "1,1,3"] }]
  })");
  SweepOptions options;
  options.path = folder.path() + "/it's a sweep.json";
  options.sets = {"link.jitter=2ms"};
  const SweepPlan plan = read_sweep(options);
  REQUIRE(plan.combinations() == 32);
  SweepScenarios scenarios(plan);
  Runner runner;
  for (const std::uint64_t combination : {0U, 5U, 13U, 22U, 31U}) {
    const std::uint64_t repetition = combination % plan.repeats();
    Scenario& scenario = scenarios.of(combination);
    scenario.seed = plan.seed_of(combination, repetition);
    const EndRecord end = runner.run_quietly(scenario).end;
    const std::string command = plan.replay_command(combination, repetition);
    INFO(command);
    REQUIRE(command.rfind("finwait ", 0) == 0);
    const tests::Finished finished = folder.finwait(command.substr(8) + " --format json");
    REQUIRE(finished.code == 0);
    for (const Side side : kSides) {
      const SideEnd& expected = end.sides[index(side)];
      CHECK(figure(finished.out, name(side), "since") == nanoseconds(expected.since));
      CHECK(figure(finished.out, name(side), "sent") == expected.sent);
      CHECK(figure(finished.out, name(side), "lost") == expected.lost);
      CHECK(figure(finished.out, name(side), "retransmissions") == expected.retransmissions);
    }
  }
}

TEST_CASE("a run is replayed from the results alone, when the sweep file is gone") {
  const Folder folder;
  folder.write("s.json", tests::third_lost_once());
  REQUIRE(folder.finwait("sweep run s.json --axis /b/app/1/for=10ms,200ms --axis link.loss.p=0,1/3 --repeats 5 -o out")
              .code == 0);
  SweepOptions options;
  options.path = folder.path() + "/s.json";
  options.axes = {"/b/app/1/for=10ms,200ms", "link.loss.p=0,1/3"};
  options.repeats = "5";
  const SweepPlan plan = read_sweep(options);
  folder.write("s.json", "gone");
  SweepScenarios scenarios(plan);
  Runner runner;
  for (const std::uint64_t row : {0U, 8U, 19U}) {
    std::string command = folder.finwait("sweep repro out " + std::to_string(row)).out;
    const std::size_t second = command.find("| finwait ");
    REQUIRE(command.rfind("finwait ", 0) == 0);
    REQUIRE(second != std::string::npos);
    command.pop_back();  // the end of the line
    command.replace(second, 10, "| '" FINWAIT_BINARY "' ");
    const tests::Finished finished = folder.finwait(command.substr(8) + " --format json");
    INFO(command);
    REQUIRE(finished.code == 0);
    Scenario& scenario = scenarios.of(row / 5);
    scenario.seed = plan.seed_of(row / 5, row % 5);
    const EndRecord end = runner.run_quietly(scenario).end;
    for (const Side side : kSides) {
      CHECK(figure(finished.out, name(side), "since") == nanoseconds(end.sides[index(side)].since));
      CHECK(figure(finished.out, name(side), "sent") == end.sides[index(side)].sent);
      CHECK(figure(finished.out, name(side), "lost") == end.sides[index(side)].lost);
    }
  }
}

TEST_CASE("the shipped sweeps give the answers that they tell") {
  const auto plan_of = [](const std::string& file) {
    SweepOptions options;
    options.path.append(FINWAIT_SOURCE_DIR "/scenarios/sweeps/").append(file);
    return read_sweep(options);
  };
  Runner runner;
  const auto run = [&runner](const SweepPlan& plan, SweepScenarios& scenarios, std::uint64_t c) {
    Scenario& scenario = scenarios.of(c);
    scenario.seed = plan.seed_of(c, 0);
    return runner.run_quietly(scenario).end;
  };
  {
    const SweepPlan plan = plan_of("late-fin.json");
    SweepScenarios scenarios(plan);
    for (std::uint64_t c = 0; c < plan.combinations(); ++c) {
      const std::vector<std::uint32_t> at = plan.values_of(c);
      const std::uint32_t retries = at[0] + 1;
      const std::uint32_t fin_timeout = at[1] + 1;
      const EndRecord end = run(plan, scenarios, c);
      const bool gives_up = retries <= 6;
      CHECK(find_metric("b.give_ups")->read(end) == (gives_up ? 1 : 0));
      CHECK(find_metric("a.rsts")->read(end) == (!gives_up && fin_timeout <= 38 ? 1 : 0));
      CHECK((find_metric("a.time_in.TIME-WAIT")->read(end) > 0) == (!gives_up && fin_timeout >= 39));
    }
  }
  {
    const SweepPlan plan = plan_of("delayed-ack.json");
    SweepScenarios scenarios(plan);
    for (std::uint64_t c = 0; c < plan.combinations(); ++c) {
      const std::vector<std::uint32_t> at = plan.values_of(c);
      const bool three = at[1] < at[0] || at[1] == 0;
      CHECK(find_metric("b.sent")->read(run(plan, scenarios, c)) == (three ? 2 : 3));
    }
  }
  {
    // At 20 ms of round-trip time: 3, 5, 8, 15 retries, measured 3.68, 14.9, 118 and 960 s after the FIN.
    const SweepPlan plan = plan_of("retries2-rtt.json");
    SweepScenarios scenarios(plan);
    const std::map<std::string, std::pair<std::int64_t, std::int64_t>> measured{
        {"3", {3520, 4}}, {"5", {14080, 6}}, {"8", {112640, 9}}, {"15", {945280, 16}}};
    for (std::uint64_t c = 0; c < plan.combinations(); ++c) {
      const std::vector<std::uint32_t> at = plan.values_of(c);
      const auto expected = measured.find(plan.axes()[0].values[at[0]].text);
      if (plan.axes()[1].values[at[1]].text != "10ms" || expected == measured.end()) continue;
      const EndRecord end = run(plan, scenarios, c);
      CHECK(find_metric("a.time_in.FIN-WAIT-1")->read(end) == expected->second.first * kMillisecond);
      CHECK(find_metric("a.retransmissions")->read(end) == expected->second.second);
    }
  }
}

}  // namespace finwait::cli
