// What a plan says of its runs: which combinations, in which order, with which seeds; and that two ways of writing a
// sweep are one sweep.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "sim/runner.hpp"
#include "tests/tools/command.hpp"
#include "tools/context.hpp"
#include "tools/sweep/scenario_slots.hpp"
#include "tools/sweep/sweep_input.hpp"
#include "tools/sweep/sweep_inside.hpp"

namespace finwait::cli {
namespace {

using tests::Finished;
using tests::Folder;

const std::string kScenario = R"({
  "link": { "delay": "50ms", "changes": [{ "at": "300ms", "loss": { "model": "bernoulli", "p": "1/10" } }] },
  "a": { "stack": "linux", "app": [{ "do": "wait", "for": "400ms" }, { "do": "close" }] },
  "b": { "stack": "linux", "app": [{ "do": "read", "until": "eof" }, { "do": "wait", "for": "100ms" }, { "do": "close" }] }
})";

SweepPlan plan_of(const Folder& folder, const std::vector<std::string>& axes, const std::string& where = "",
                  const std::string& repeats = "", const std::string& seed = "",
                  const std::vector<std::string>& zips = {}) {
  folder.write("s.json", kScenario);
  SweepOptions options;
  options.path = folder.path() + "/s.json";
  options.axes = axes;
  options.where = where;
  options.repeats = repeats;
  options.seed = seed;
  options.zips = zips;
  return read_sweep(options);
}

// What each axis has in a combination, by the axes' names.
std::map<std::string, std::string> named_values(const SweepPlan& plan, std::uint64_t combination) {
  std::map<std::string, std::string> out;
  const std::vector<std::uint32_t> at = plan.values_of(combination);
  for (std::size_t i = 0; i < at.size(); ++i) out[plan.axes()[i].name] = plan.axes()[i].values[at[i]].text;
  return out;
}

// The seed of each combination by its values, for the given repetition.
std::map<std::map<std::string, std::string>, std::uint64_t> seeds_of(const SweepPlan& plan, std::uint64_t repetition) {
  std::map<std::map<std::string, std::string>, std::uint64_t> out;
  for (std::uint64_t c = 0; c < plan.combinations(); ++c) out[named_values(plan, c)] = plan.seed_of(c, repetition);
  return out;
}

}  // namespace

TEST_CASE("the last axis turns fastest, and where keeps the order") {
  const Folder folder;
  const SweepPlan plan = plan_of(folder, {"a.tcp_fin_timeout=5s,10s,60s", "link.delay=10ms,20ms"},
                                 "not (a.tcp_fin_timeout == 10s and link.delay > 10ms)");
  REQUIRE(plan.combinations() == 5);
  std::vector<std::string> seen;
  for (std::uint64_t c = 0; c < 5; ++c) {
    const auto values = named_values(plan, c);
    seen.push_back(values.at("a.tcp_fin_timeout") + " " + values.at("link.delay"));
  }
  CHECK(seen == std::vector<std::string>{"5s 10ms", "5s 20ms", "10s 10ms", "60s 10ms", "60s 20ms"});
}

TEST_CASE("zip lets axes go in lock-step") {
  const Folder folder;
  const SweepPlan plan =
      plan_of(folder, {"a.tcp_fin_timeout=5s,10s", "link.delay=10ms,20ms,30ms", "b.tcp_fin_timeout=7s,8s"}, "", "", "",
              {"a.tcp_fin_timeout,b.tcp_fin_timeout"});
  REQUIRE(plan.combinations() == 6);
  for (std::uint64_t c = 0; c < 6; ++c) {
    const auto values = named_values(plan, c);
    CHECK((values.at("a.tcp_fin_timeout") == "5s") == (values.at("b.tcp_fin_timeout") == "7s"));
  }
}

TEST_CASE("random plans have the combinations that trying them all gives") {
  std::mt19937 random(3);
  const Folder folder;
  for (int round = 0; round < 25; ++round) {
    // Three to five axes of counts; one pair may be zipped; where compares two of them.
    const std::array<std::string, 5> names{"a.tcp_orphan_retries", "b.tcp_orphan_retries", "a.tcp_retries2",
                                           "b.tcp_retries2", "a.syn_retries"};
    const std::size_t count = 3 + random() % 3;
    std::vector<std::size_t> sizes;
    std::vector<std::string> axes;
    for (std::size_t i = 0; i < count; ++i) sizes.push_back(1 + random() % 6);
    const bool zipped = random() % 2 == 0;
    if (zipped) sizes[2] = sizes[0];
    for (std::size_t i = 0; i < count; ++i) axes.push_back(names[i] + "=1.." + std::to_string(sizes[i]));
    const std::string where = names[0] + " + " + names[1] + " >= " + names[2];
    const SweepPlan plan =
        plan_of(folder, axes, where, "", "",
                zipped ? std::vector<std::string>{names[0] + "," + names[2]} : std::vector<std::string>{});
    std::set<std::vector<std::uint32_t>> expected;
    std::vector<std::uint32_t> at(count, 0);
    for (bool more = true; more;) {
      const bool in_step = !zipped || at[0] == at[2];
      if (in_step && at[0] + 1 + at[1] + 1 >= at[2] + 1) expected.insert(at);
      more = false;
      for (std::size_t i = count; i-- > 0;) {
        if (++at[i] < sizes[i]) {
          more = true;
          break;
        }
        at[i] = 0;
      }
    }
    std::set<std::vector<std::uint32_t>> got;
    for (std::uint64_t c = 0; c < plan.combinations(); ++c) got.insert(plan.values_of(c));
    CHECK(plan.combinations() == expected.size());
    CHECK(got == expected);
  }
}

TEST_CASE("seeds depend on the sweep's seed, the values by name and the repetition, and on nothing else") {
  const Folder folder;
  const SweepPlan plan = plan_of(folder, {"a.tcp_fin_timeout=5s,10s,60s", "link.delay=10ms,20ms"}, "", "100");
  // Another order of the axes, of the values, and more values; other repeats; a where.
  const SweepPlan other = plan_of(folder, {"link.delay=1ms,20ms,10ms,7ms", "a.tcp_fin_timeout=60s,5s,1s,10s"},
                                  "link.delay >= 10ms and a.tcp_fin_timeout >= 5s", "50");
  const SweepPlan reseeded = plan_of(folder, {"a.tcp_fin_timeout=5s,10s,60s", "link.delay=10ms,20ms"}, "", "100", "2");
  for (const std::uint64_t repetition : {0U, 1U, 49U}) {
    CHECK(seeds_of(plan, repetition) == seeds_of(other, repetition));
    CHECK(seeds_of(plan, repetition) != seeds_of(reseeded, repetition));
  }
  std::set<std::uint64_t> all;
  for (std::uint64_t c = 0; c < plan.combinations(); ++c) {
    for (std::uint64_t r = 0; r < plan.repeats(); ++r) {
      all.insert(plan.seed_of(c, r));
      CHECK(plan.seed_of(c, r) == plan.seed_from(plan.seed_key(c), r));
    }
  }
  CHECK(all.size() == plan.runs());
  // Pinned: a seed is part of every result ever kept.
  CHECK(plan.seed_of(0, 0) == 1805248882068478203U);
  CHECK(plan.seed_of(5, 99) == 10182015998960041204U);
}

TEST_CASE("a seed is what the formula of docs/sweep-files.md gives") {
  // Written from the document alone.
  constexpr std::uint64_t kG = 0x9e3779b97f4a7c15U;
  const auto mix = [](std::uint64_t z) {
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  };
  const auto octets = [&mix](std::uint64_t start, const std::string& text) {
    std::uint64_t d = mix(start + kG * (text.size() + 1));
    for (std::size_t at = 0; at < text.size(); at += 8) {
      std::uint64_t word = 0;
      for (const char c : text.substr(at, 8)) word = word * 256 + static_cast<unsigned char>(c);
      d = mix((d ^ word) + kG);
    }
    return d;
  };
  const auto digest = [&octets](const std::string& name, const std::string& value) {
    return octets(octets(kG, name), value);
  };
  const auto seed = [&](std::uint64_t sweep_seed, const std::string& timeout, const std::string& delay,
                        std::uint64_t repetition) {
    std::uint64_t key = mix(sweep_seed + kG);
    key = mix((key ^ digest("a.tcp_fin_timeout", timeout)) + kG);
    key = mix((key ^ digest("link.delay", delay)) + kG);
    return mix(key + kG * (repetition + 1));
  };
  const Folder folder;
  const SweepPlan plan = plan_of(folder, {"link.delay=10ms,20ms", "a.tcp_fin_timeout=5000ms,60"}, "", "100", "7");
  CHECK(plan.seed_of(0, 0) == seed(7, "5s", "10ms", 0));
  CHECK(plan.seed_of(1, 99) == seed(7, "60s", "10ms", 99));
  CHECK(plan.seed_of(2, 3) == seed(7, "5s", "20ms", 3));
  CHECK(plan.seed_of(0, 0) == 3835070006289786179U);
}

TEST_CASE("an axis may be the seed itself") {
  const Folder folder;
  const SweepPlan plan = plan_of(folder, {"seed=7,8,1000"});
  CHECK(plan.seed_of(0, 0) == 7);
  CHECK(plan.seed_of(2, 0) == 1000);
  CHECK_THAT(plan.replay_command(2, 0), Catch::EndsWith("s.json --seed 1000"));
}

TEST_CASE("a sweep file and a command line that say the same are the same sweep") {
  const Folder folder;
  folder.write("s.json", kScenario);
  folder.write("sub/sweep.json", R"({
    "scenario": "../s.json", "about": "nothing to do with it", "name": "another name", "keep": "rows",
    "repeats": 10, "seed": 4,
    "axes": [
      { "target": { "parameter": "tcp_fin_timeout", "on": "both" }, "values": [5, "10000ms", "1min"] },
      { "name": "loss", "target": "link.changes.0.loss.p", "from": 0, "to": "3/10", "step": "0.05" },
      { "target": "/a/app/0/for", "from": "100ms", "to": "1s", "count": 4, "scale": "log" }
    ],
    "where": "loss<0.2   && tcp_fin_timeout>5s",
    "metrics": ["closed_at", "rsts"]
  })");
  SweepOptions file;
  file.path = folder.path() + "/sub/sweep.json";
  SweepOptions line;
  line.path = folder.path() + "/s.json";
  line.axes = {"tcp_fin_timeout=5s,10s,60s", "loss:link.changes.0.loss.p=0..0.3:0.05", "/a/app/0/for=100ms..1s:log4"};
  line.where = "loss < 0.2 and tcp_fin_timeout > 5s";
  line.repeats = "10";
  line.seed = "4";
  line.metrics = {"closed_at", "rsts"};
  const SweepPlan x = read_sweep(file);
  const SweepPlan y = read_sweep(line);
  CHECK(x.hash() == y.hash());
  CHECK(x.hash().size() == 16);
  CHECK(x.combinations() == 2 * 4 * 4);
  CHECK(x.keep() == Keep::Rows);
  CHECK(x.name() == "another name");
  // Anything that changes a run or its row makes another sweep.
  line.metrics = {"closed_at"};
  CHECK(read_sweep(line).hash() != x.hash());
  line.metrics = {"closed_at", "rsts"};
  line.sets = {"run_for=2h"};
  CHECK(read_sweep(line).hash() != x.hash());
  line.sets.clear();
  line.repeats = "11";
  CHECK(read_sweep(line).hash() != x.hash());
}

TEST_CASE("the plan's own text is a sweep file with the same hash, which needs no other file") {
  const Folder folder;
  folder.write("lost.txt", "0 1 0 0 1\n");
  folder.write("r.json", R"({ "about": "x",
    "link": { "delay": "50ms", "b_to_a": { "loss": { "model": "recorded", "file": "lost.txt" } } },
    "a": { "stack": "linux", "app": [{ "do": "close" }] },
    "b": { "stack": "linux", "app": [{ "do": "read", "until": "eof" }, { "do": "close" }] } })");
  SweepOptions options;
  options.path = folder.path() + "/r.json";
  options.axes = {"a.tcp_fin_timeout=5s,10s", "link.a_to_b.loss.p=0.1,1/3", "b.stack=linux,freebsd"};
  options.where = "a.tcp_fin_timeout > 5s or b.stack == 'linux'";
  options.repeats = "3";
  const SweepPlan plan = read_sweep(options);
  const Folder elsewhere;
  const SweepPlan again = read_sweep_text(plan.text(), elsewhere.path() + "/sweep.json");
  CHECK(again.hash() == plan.hash());
  CHECK(again.text() == plan.text());
  CHECK_THAT(plan.text(), Catch::Contains("\"01001\""));
  SweepScenarios first(plan);
  SweepScenarios second(again);
  for (std::uint64_t c = 0; c < plan.combinations(); ++c) {
    CHECK(same_experiment(first.of(c), second.of(c)));
    CHECK(plan.seed_of(c, 1) == again.seed_of(c, 1));
  }
}

TEST_CASE("an axis of the file gets other values by its name alone, and another meaning by its full form") {
  const Folder folder;
  folder.write("sweep.json", "{ \"scenario\": " + kScenario + R"(,
    "axes": [{ "name": "loss", "target": "link.changes.0.loss.p", "values": [0.1, 0.2] }, { "target": "link.delay", "values": ["1ms"] }] })");
  SweepOptions options;
  options.path = folder.path() + "/sweep.json";
  options.axes = {"loss=0.3,0.4,0.5", "link.delay=2ms,3ms"};
  const SweepPlan plan = read_sweep(options);
  REQUIRE(plan.axes().size() == 2);
  CHECK(plan.axes()[0].name == "loss");
  CHECK(plan.axes()[0].targets == std::vector<std::string>{"link.changes.0.loss.p"});
  CHECK(plan.combinations() == 6);
  CHECK(named_values(plan, 5) == std::map<std::string, std::string>{{"loss", "0.5"}, {"link.delay", "3ms"}});
  options.axes = {"loss:a.tcp_fin_timeout=5s"};
  CHECK(read_sweep(options).axes()[0].targets == std::vector<std::string>{"a.tcp_fin_timeout"});
}

TEST_CASE("ten million combinations with a where need no memory for each and are found at once") {
  const Folder folder;
  const SweepPlan plan =
      plan_of(folder, {"a.tcp_fin_timeout=1s..1000s:1s", "b.tcp_fin_timeout=1s..1000s:1s", "link.delay=1ms..10ms:1ms"},
              "a.tcp_fin_timeout < b.tcp_fin_timeout");
  CHECK(plan.combinations() == 1000 * 999 / 2 * 10);
  const auto last = named_values(plan, plan.combinations() - 1);
  CHECK(last.at("a.tcp_fin_timeout") == "999s");
  CHECK(last.at("b.tcp_fin_timeout") == "1000s");
  std::mt19937_64 random(1);
  std::vector<std::uint32_t> before;
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t c = random() % (plan.combinations() - 1);
    const std::vector<std::uint32_t> here = plan.values_of(c);
    CHECK(here[0] < here[1]);
    CHECK(here < plan.values_of(c + 1));
  }
}

}  // namespace finwait::cli
