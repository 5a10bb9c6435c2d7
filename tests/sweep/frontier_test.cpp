// finwait frontier: the values found are those that a calculation by hand gives, to the unit; a run with each of the
// two neighbours confirms them.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/tools/command.hpp"
#include "tools/sweep/frontier_lattice.hpp"

using namespace finwait::tests;
using finwait::cli::FrontierLattice;
using Json = nlohmann::json;

namespace {

const std::string kScenarios = std::string(FINWAIT_SOURCE_DIR) + "/scenarios/";

Json frontier(const std::string& arguments) {
  const Folder folder;
  const Finished done = folder.finwait("frontier " + arguments + " -f json");
  CAPTURE(arguments, done.err);
  REQUIRE(done.code == 0);
  return Json::parse(done.out);
}

// How a side of a run that the frontier names really ends.
Json real_end(const std::string& command, const std::string& side) {
  const Folder folder;
  const Finished done = folder.finwait(command.substr(std::string("finwait ").size()) + " --format json");
  CAPTURE(command, done.err);
  REQUIRE(done.code == 0);
  return Json::parse(done.out).at(side);
}

void refuse(const std::string& arguments, const std::string& words) {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  const Finished done = folder.finwait("frontier " + arguments);
  CAPTURE(arguments);
  CHECK(done.code == 2);
  CHECK(done.out.empty());
  CHECK_THAT(done.err, Catch::Contains(words));
}

// scenarios/sweeps/late-fin.json's base: nothing gets from B to A from just after the ACK of the FIN until 20.65 s.
std::string dead_way_back() {
  return R"({
    "link": { "delay": "50ms",
              "b_to_a": { "changes": [{ "at": "610ms", "loss": "1" }, { "at": "20650ms", "loss": "none" }] } },
    "a": { "stack": "linux", "app": [{ "do": "wait", "for": "400ms" }, { "do": "close" }] },
    "b": { "stack": "linux",
           "app": [{ "do": "read", "until": "eof" }, { "do": "wait", "for": "100ms" }, { "do": "close" }] } })";
}

}  // namespace

TEST_CASE("the late FIN is accepted if A waits as long as the FIN takes, and reset one nanosecond before") {
  // textbook: A enters FIN-WAIT-2 100 ms after its FIN, and the fourth copy of B's arrives 7.2 s after it.
  const Json found = frontier(kScenarios +
                              "lost-3-late-meets-closed-port.json --axis a.tcp_fin_timeout --between 1s 60s "
                              "--unit 1ns --set stack=textbook");
  REQUIRE(found["curves"].size() == 1);
  REQUIRE(found["curves"][0]["changes"].size() == 1);
  const Json& change = found["curves"][0]["changes"][0];
  CHECK(change["below"]["value"] == "7.099999999s");
  CHECK(change["above"]["value"] == "7.1s");
  CHECK(change["below"]["outcome"] == "a timed out in FIN-WAIT-2; b reset in LAST-ACK");
  CHECK(change["above"]["outcome"] == "both CLOSED, normal");
  CHECK(change["below"]["decided_by"][0] == "a: finwait2_timeout (tcp_fin_timeout) = 7.099999999s");
  CHECK(real_end(change["below"]["command"], "b") != real_end(change["above"]["command"], "b"));
}

TEST_CASE("linux comes to another border, where its copies come sooner") {
  // FIN-WAIT-2 104 ms after A's FIN, and the fourth copy arrives 1.4 s after it.
  const Json found =
      frontier(kScenarios + "lost-3-late-meets-closed-port.json --axis a.tcp_fin_timeout --between 1s 60s --unit 1ms");
  REQUIRE(found["curves"][0]["changes"].size() == 1);
  CHECK(found["curves"][0]["changes"][0]["below"]["value"] == "1.295s");
  CHECK(found["curves"][0]["changes"][0]["above"]["value"] == "1.296s");
  // 64 even parts of 59,000 steps, and towards the lower bound 8 of each half.
  CHECK(found["looked_at"] > 65 + 8 * 9);
  CHECK(found["apart_at_most"] == "922ms");
}

TEST_CASE("the borders of the shipped sweep late-fin are those that it names") {
  const Folder folder;
  folder.write("dead.json", dead_way_back());
  const std::string scenario = folder.path() + "/dead.json";
  const Json timeout = frontier(scenario + " --axis a.tcp_fin_timeout --between 1s 60s --unit 1ms");
  REQUIRE(timeout["curves"][0]["changes"].size() == 1);
  CHECK(timeout["curves"][0]["changes"][0]["above"]["value"] == "38.496s");
  const Json retries = frontier(scenario + " --axis b.tcp_orphan_retries --between 1 15");
  REQUIRE(retries["curves"][0]["changes"].size() == 1);
  CHECK(retries["curves"][0]["changes"][0]["below"]["value"] == "6");
  CHECK(retries["curves"][0]["changes"][0]["above"]["value"] == "7");
  CHECK(retries["runs"] == 15);  // every value: there are no more
}

TEST_CASE("an island between the bounds is found, though both bounds have the same outcome") {
  // One segment is lost while the link is dead, and that is so for a FIN at some times only.
  const Folder folder;
  folder.write("island.json", R"({
    "link": { "delay": "50ms", "a_to_b": { "changes": [{ "at": "2s", "loss": "1" }, { "at": "3s", "loss": "none" }] } },
    "a": { "stack": "linux", "set": { "tcp_orphan_retries": 1 },
           "app": [{ "do": "wait", "until": "1s" }, { "do": "close" }] },
    "b": { "stack": "linux",
           "app": [{ "do": "read", "until": "eof" }, { "do": "wait", "for": "100ms" }, { "do": "close" }] } })");
  const Finished probe =
      folder.finwait("frontier island.json --axis /a/app/0/until --between 1s 5s --unit 1ms -f json");
  CAPTURE(probe.err);
  REQUIRE(probe.code == 0);
  const Json found = Json::parse(probe.out);
  const Json& curve = found["curves"][0];
  REQUIRE(curve["changes"].size() >= 2);
  CHECK(curve["first"]["outcome"] == curve["last"]["outcome"]);
}

TEST_CASE("where nothing changes, that is said") {
  const Folder folder;
  const Finished done = folder.finwait("frontier " + kScenarios +
                                       "lost-1-orphan-retries.json --axis a.tcp_orphan_retries --between 1 15");
  CHECK(done.code == 0);
  CHECK_THAT(done.out, Catch::Contains("Nothing changes between 1 and 15: a gave up in FIN-WAIT-1"));
}

TEST_CASE("a second axis gives a border for each of its values") {
  // With b's wait, FIN-WAIT-2 and the copies shift alike: the border does not depend on the delay under textbook.
  const Folder folder;
  const std::string call = "frontier " + kScenarios +
                           "lost-3-late-meets-closed-port.json --axis a.tcp_fin_timeout --between 1s 60s --unit 1ms "
                           "--axis2 /b/app/1/for=0s,100ms,1s --set stack=textbook";
  const Finished done = folder.finwait(call + " -f json");
  CAPTURE(done.err);
  REQUIRE(done.code == 0);
  const Json found = Json::parse(done.out);
  REQUIRE(found["curves"].size() == 3);
  const std::vector<std::string> expected{"7s", "7.1s", "8s"};  // 7 s after B's first FIN
  for (std::size_t i = 0; i < expected.size(); ++i) {
    REQUIRE(found["curves"][i]["changes"].size() == 1);
    CHECK(found["curves"][i]["changes"][0]["above"]["value"] == expected[i]);
  }
  const Finished table = folder.finwait(call);
  CHECK_THAT(table.out, Catch::Contains("100ms") && Catch::Contains("7.099s"));
  const Finished csv = folder.finwait(call + " -f csv");
  CHECK(std::count(csv.out.begin(), csv.out.end(), '\n') == 4);
}

TEST_CASE("the scenario within a sweep has a border too") {
  const Json found =
      frontier("'" + kScenarios + "sweeps/late-fin.json#/scenario' --axis a.tcp_fin_timeout --between 1s 60s");
  const Json& curve = found["curves"][0];
  REQUIRE(curve["changes"].size() == 1);
  CHECK(curve["changes"][0]["below"]["value"] == "38s");
  CHECK_THAT(curve["changes"][0]["below"]["command"].get<std::string>(), Catch::Contains("late-fin.json#/scenario'"));
  refuse(kScenarios + "sweeps/late-fin.json --axis a.tcp_fin_timeout --between 1s 60s", "late-fin.json#/scenario");
  refuse("'" + kScenarios + "sweeps/late-fin.json#/scenaro' --axis a.tcp_fin_timeout --between 1s 60s",
         "nothing stands at /scenaro");
}

TEST_CASE("with repeats the most frequent outcome counts, and all values have the same seeds") {
  const std::string call =
      kScenarios + "links/bernoulli.json --axis link.loss.p --between 0 0.9 --unit 0.1 --repeats 20";
  const Json found = frontier(call);
  CHECK(found["runs"] == 200);
  CHECK(found["curves"][0]["first"]["outcome"] == "both CLOSED, normal");
  CHECK(found["curves"][0]["first"]["runs"] == 20);
  CHECK(found == frontier(call));
}

TEST_CASE("a border that other seeds would move is said to be that of one seed") {
  const Folder folder;
  const std::string lossy = kScenarios + "links/close-under-loss.json --axis link.changes.0.loss.p --between 0 1";
  const std::string words = folder.finwait("frontier " + lossy).out;
  CHECK_THAT(words, Catch::Contains("Chance decides here, and this holds for seed 1 only: at 0.715 ") &&
                        Catch::Contains(" of 16 other seeds end otherwise.\n--repeats N looks for"));
  // So it is: those seeds, one by one.
  const Json chance = frontier(lossy)["chance"];
  REQUIRE(chance["value"] == "0.715");
  int others = 0;
  for (int seed = 2; seed <= 17; ++seed) {
    const Finished run = folder.finwait(
        "run " + kScenarios + "links/close-under-loss.json --set link.changes.0.loss.p=0.715 --format json --seed " +
        std::to_string(seed));
    const Json end = Json::parse(run.out);
    const auto normal = [&end](const char* side) {
      return end[side]["why"].get<std::string>().find(": the normal end of") != std::string::npos;
    };
    others += normal("a") && normal("b") ? 0 : 1;
  }
  CHECK(chance["end_otherwise"] == others);
  // With many seeds chance is counted, and without losses there is none.
  CHECK_FALSE(frontier(lossy + " --repeats 20").contains("chance"));
  CHECK_FALSE(frontier(kScenarios + "lost-3-late-meets-closed-port.json --axis a.tcp_fin_timeout --between 1s 60s")
                  .contains("chance"));
}

TEST_CASE("values of two axes that contradict each other are refused with both named") {
  refuse(
      "lost.json --axis run_for --between 1s 100s --axis2 link.delay=10ms,3s",
      "axis run_for = 1s: /run_for: the run ends before the connection is set up (at run_for = 1s, link.delay = 3s); "
      "allowed: at least 6s");
}

TEST_CASE("the unit is the finer one of the bounds as they were written") {
  const auto unit = [](const std::string& lower, const std::string& upper) {
    return FrontierLattice({lower, lower}, {upper, upper}, "").unit();
  };
  CHECK(unit("1s", "60s") == "1s");
  CHECK(unit("500ms", "60s") == "1ms");
  CHECK(unit("1.5s", "60s") == "100ms");
  CHECK(unit("0", "60s") == "1s");
  CHECK(unit("1", "15") == "1");
  CHECK(unit("0", "0.25") == "0.01");
  CHECK(FrontierLattice({"1", "1s"}, {"60", "60s"}, "").unit() == "1s");  // of a name that counts in seconds
  CHECK(FrontierLattice({"1s", "1s"}, {"60s", "60s"}, "").steps() == 59);
}

TEST_CASE("few steps of a number that may be a fraction are made a thousand and more") {
  const std::string loss = kScenarios + "links/close-under-loss.json --axis link.changes.0.loss.p --between ";
  const Json found = frontier(loss + "0 1");
  CHECK(found["unit"] == "0.001");
  REQUIRE_FALSE(found["curves"][0]["changes"].empty());
  const Json& change = found["curves"][0]["changes"][0];
  CHECK(real_end(change["below"]["command"], "b") != real_end(change["above"]["command"], "b"));
  CHECK(frontier(loss + "0 0.3")["unit"] == "0.0001");  // 3000 of them
  CHECK(frontier(loss + "0 0.99")["unit"] == "0.0001");
  CHECK(frontier(loss + "0 1/3")["unit"] == "1/3000");
  CHECK(frontier(loss + "0 0.101")["unit"] == "0.001");  // 101 steps are no few
  CHECK(frontier(loss + "0 1 --unit 0.1")["unit"] == "0.1");
  // A count has no fractions, and durations are as exact as they are written.
  CHECK(frontier(kScenarios + "lost-1-orphan-retries.json --axis a.tcp_orphan_retries --between 1 15")["unit"] == "1");
  CHECK(frontier(kScenarios + "lost-1-orphan-retries.json --axis a.tcp_fin_timeout --between 1 15")["unit"] == "1s");
}

TEST_CASE("a wide range is looked at as closely at its lower end as its islands are narrow there") {
  const std::string call = "'" + kScenarios +
                           "sweeps/late-fin.json#/scenario' --axis link.delay --between 1ms 10s --unit 1ms --axis2 "
                           "b.tcp_orphan_retries=6,7";
  const Json found = frontier(call);
  std::vector<std::string> changes;
  for (const Json& change : found["curves"][0]["changes"]) changes.push_back(change["below"]["value"]);
  CHECK(changes == std::vector<std::string>{"36ms", "52ms", "68ms", "103ms", "141ms", "205ms", "302ms", "407ms"});
  // As every value says that lies between the bounds.
  const Json all = frontier(call + " --looks 9999");
  CHECK(all["runs"] == 20'000);
  CHECK(all["curves"] == found["curves"]);
  // The table says how it was found.
  const Folder folder;
  const Finished table = folder.finwait("frontier " + call);
  CHECK_THAT(table.out, Catch::Contains("values were looked at first, at most 157ms apart, and closer towards the "
                                        "lower bound") &&
                            Catch::Contains("same outcome was not looked at"));
}

TEST_CASE("each example of the help finds a change") {
  const Folder folder;
  const std::string help = folder.finwait("frontier --help").out;
  const std::string begin = "\n  finwait frontier ";
  int examples = 0;
  for (std::size_t at = help.find(begin); at != std::string::npos; at = help.find(begin, at + 1)) {
    const std::size_t arguments = at + begin.size();
    const std::string example = help.substr(arguments, help.find('\n', arguments) - arguments);
    CAPTURE(example);
    const Finished done = folder.finwait("frontier " + example + " -f json", "", "cd '" FINWAIT_SOURCE_DIR "' &&");
    CAPTURE(done.err);
    REQUIRE(done.code == 0);
    const Json found = Json::parse(done.out);
    bool changes = false;
    for (const Json& curve : found["curves"]) changes = changes || !curve["changes"].empty();
    CHECK(changes);
    ++examples;
  }
  CHECK(examples >= 3);
}

TEST_CASE("a sweep whose only axis is the one to be bisected is refused all the same: its commands would not run") {
  const Folder folder;
  folder.write("one.json", "{ \"scenario\": " + third_lost_once() +
                               R"(, "axes": [{ "name": "limit", "target": "a.tcp_fin_timeout", "values": ["5s"] }] })");
  for (const char* axis : {"limit", "a.tcp_fin_timeout"}) {
    const Finished done = folder.finwait("frontier one.json --between 1s 60s --axis " + std::string(axis));
    CHECK(done.code == 2);
    CHECK_THAT(done.err, Catch::Contains("one.json: a sweep") || Catch::Contains("sets too"));
  }
  CHECK(folder.finwait("frontier 'one.json#/scenario' --axis a.tcp_fin_timeout --between 1s 60s").code == 0);
}

TEST_CASE("what cannot be bisected is refused with its reason") {
  refuse("lost.json --axis a.tcp_fin_timeout --between 60s 1s", "did you mean --between 1s 60s");
  refuse("lost.json --axis a.tcp_fin_timeout --between 60s 60000ms", "both bounds are the same");
  refuse("lost.json --axis a.tcp_fin_timeout --between 1s never", "nothing lies halfway to \"never\"");
  refuse("lost.json --axis a.stack --between linux textbook", "no order");
  refuse("lost.json --axis a.tcp_fin_timeut --between 1s 2s", "did you mean \"tcp_fin_timeout\"");
  refuse("lost.json --axis b.tcp_orphan_retries --between 1 3000", "allowed: 0..255");
  refuse("lost.json --axis a.tcp_fin_timeout --between 1s 5s --unit 3s", "never meet 5s");
  refuse("lost.json --axis a.tcp_fin_timeout --between 1s 5s --unit 1", "allowed: a duration");
  refuse("lost.json --axis a.tcp_fin_timeout --between 1s 60s --unit 100s",
         "--unit 100s: larger than the range, which is 59s long (--between 1s 60s); allowed: at most 59s\n");
  refuse("lost.json --axis link.loss.p --between 1/3 1/2", "closer together than their unit, 1/3; allowed: a --unit");
  refuse("lost.json --axis a.tcp_fin_timeout=1s --between 1s 5s", "the values of the axis are those of --between");
  refuse("lost.json --axis a.tcp_fin_timeout --between 1s 5s --repeats 0", "--repeats 0");
  refuse("lost.json --axis a.tcp_fin_timeout --between 1s 5s --axis2 link.delay=1ms,10mss",
         "--axis2 link.delay=1ms,10mss");
  refuse("lost.json --axis seed --between 1 5", "a seed has no frontier");
  refuse("missing.json --axis a.tcp_fin_timeout --between 1s 5s", "missing.json");
}
