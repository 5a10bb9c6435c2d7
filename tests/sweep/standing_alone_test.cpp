// A sweep's results hold the whole sweep: its own text, read anywhere, is the same plan with the same hash. What could
// not stand in it is refused before anything is run.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/sweep/sweep_folder.hpp"
#include "tools/context.hpp"
#include "tools/json_files.hpp"
#include "tools/sweep/scenario_slots.hpp"
#include "tools/sweep/sweep_input.hpp"
#include "tools/sweep/sweep_plan.hpp"

using namespace finwait::tests;
using namespace finwait::cli;

namespace {

// A scenario with this link between two sides that close.
std::string closing(const std::string& link) {
  return R"({ "link": )" + link + R"(,
    "a": { "stack": "linux", "app": [{ "do": "wait", "for": "300ms" }, { "do": "close" }] },
    "b": { "stack": "linux", "app": [{ "do": "read", "until": "eof" }, { "do": "close" }] } })";
}

void check_stands_alone(const SweepPlan& plan) {
  CAPTURE(plan.text());
  const Folder elsewhere;
  const SweepPlan again = read_sweep_text(plan.text(), elsewhere.path() + "/results.sqlite");
  CHECK(again.hash() == plan.hash());
  CHECK(again.text() == plan.text());
  SweepScenarios first(plan);
  SweepScenarios second(again);
  for (std::uint64_t c = 0; c < plan.combinations() && c < 20; ++c) {
    CHECK(same_experiment(first.of(c), second.of(c)));
    CHECK(plan.seed_of(c, 0) == again.seed_of(c, 0));
  }
}

SweepPlan plan_of(const Folder& folder, const std::string& file, std::vector<std::string> axes) {
  SweepOptions options;
  options.path = folder.path() + "/" + file;
  options.axes = std::move(axes);
  return read_sweep(options);
}

}  // namespace

TEST_CASE("every shipped scenario and sweep stands alone") {
  for (const std::string& file : scenario_files(FINWAIT_SOURCE_DIR "/scenarios")) {
    CAPTURE(file);
    SweepOptions options;
    options.path = file;
    options.axes = {"a.tcp_fin_timeout=5s,10s"};
    check_stands_alone(read_sweep(options));
  }
  for (const std::string& file : sweep_files(FINWAIT_SOURCE_DIR "/scenarios")) {
    CAPTURE(file);
    SweepOptions options;
    options.path = file;
    check_stands_alone(read_sweep(options));
  }
}

TEST_CASE("values of every shape stand alone") {
  const Folder folder;
  folder.write("plain.json", closing(R"({ "delay": "50ms" })"));
  folder.write("recorded.json", closing(R"({ "delay": "50ms", "loss": { "model": "recorded", "values": "01" } })"));
  for (const char* axis :
       {"seed=1..3", "x:link.delay=1ms..1s:log5", "a.tcp_fin_timeout=60,90", "link.loss.p=0.10,1/3,2e-2",
        "stack=linux,windows", "link.loss={\"model\":\"none\"},{\"model\":\"bernoulli\",\"p\":0.10}",
        "link.loss.values=\"01\",\"0010\",\"1100\"",
        "link.jitter={\"values\":[\"0ms\",\"1ms\"]},{\"values\":[\"1000us\"]}", "/a/app/0/for=1s,1500ms",
        "/a/app/1={\"do\":\"close\"},{\"do\":\"abort\"}", "it's \"here\", \\ 5 %:link.delay=1ms,2ms",
        "b.tcp_orphan_retries=0..7", "name=\"1\",\"true\",null-like", "run_for=10s,20s"}) {
    CAPTURE(axis);
    const bool recorded = std::string_view(axis).starts_with("link.loss.values");
    check_stands_alone(plan_of(folder, recorded ? "recorded.json" : "plain.json", {axis}));
  }
  folder.write("sweep.json",
               R"({ "scenario": "recorded.json", "seed": 18446744073709551615, "keep": "rows", "repeats": 3,
    "axes": [ { "target": "link.loss.values", "name": "which", "values": ["01", "0010", "1100", "1"] },
              { "target": ["a.tcp_fin_timeout", "/b/set/tcp_fin_timeout"], "from": "1s", "to": "4s", "count": 4 },
              { "target": { "parameter": "tcp_orphan_retries", "on": "both" }, "values": [0, 3.0, "8"] } ],
    "zip": ["which", "a.tcp_fin_timeout"], "where": "a.tcp_fin_timeout != 2s or tcp_orphan_retries > 3", "metrics": ["rsts"] })");
  check_stands_alone(plan_of(folder, "sweep.json", {}));
}

TEST_CASE("recordings that the base reads from files are in the sweep's own text, wherever they stand") {
  const Folder folder;
  folder.write("lost.txt", "# of a night\n0 1 0 0 1\n");
  folder.write("late.txt", "0ms 5ms\n400ms\n");
  for (
      const char* link :
      {R"({ "loss": { "model": "recorded", "file": "lost.txt" }, "jitter": { "file": "late.txt" } })",
       R"({ "a_to_b": { "loss": { "model": "recorded", "file": "lost.txt" }, "delay": "1ms" } })",
       R"({ "loss": { "model": "any_of", "models": [{ "model": "recorded", "file": "lost.txt" }, { "model": "none" }] } })",
       R"({ "changes": [{ "at": "1s", "loss": { "model": "recorded", "file": "lost.txt" } }] })"}) {
    CAPTURE(link);
    folder.write("files.json", closing(link));
    const SweepPlan plan = plan_of(folder, "files.json", {"a.tcp_fin_timeout=5s,10s", "link.delay=1ms,2ms"});
    CHECK(plan.text().find("\"file\"") == std::string::npos);
    check_stands_alone(plan);
    // What the file holds is what the sweep is.
    folder.write("lost.txt", "0 1 0 0 0\n");
    CHECK(plan_of(folder, "files.json", {"a.tcp_fin_timeout=5s,10s", "link.delay=1ms,2ms"}).hash() != plan.hash());
    folder.write("lost.txt", "0 1 0 0 1\n");
  }
}

TEST_CASE("an axis over files is refused before anything is run, with words on what to do instead") {
  const Folder folder;
  folder.write("x.txt", "0 1\n");
  folder.write("y.txt", "1 0\n");
  folder.write("files.json", closing(R"({ "a_to_b": { "loss": { "model": "recorded", "file": "x.txt" } } })"));
  folder.write("plain.json", closing(R"({ "delay": "50ms" })"));
  folder.write("sweep.json", R"({ "scenario": "plain.json", "axes": [{ "target": "link.loss", "values": [
    { "model": "none" },
    { "model": "any_of", "models": [{ "model": "recorded", "file": "x.txt" }, { "model": "none" }] } ] }] })");
  for (const char* sweep :
       {"files.json --axis link.a_to_b.loss.file=x.txt,y.txt",
        "files.json --axis which:/link/a_to_b/loss/file=x.txt,y.txt",
        "plain.json --axis 'link.loss={\"model\":\"recorded\",\"file\":\"x.txt\"},{\"model\":\"none\"}'",
        "sweep.json"}) {
    CAPTURE(sweep);
    const Finished done = folder.finwait("sweep run " + std::string(sweep) + " -o out");
    CHECK(done.code == 2);
    CHECK_THAT(done.err, Catch::Contains("a sweep has to stand alone") && Catch::Contains("\"values\":\"0100\""));
    CHECK_FALSE(std::filesystem::exists(folder.path() + "/out"));
  }
  CHECK_THAT(folder.finwait("sweep run sweep.json").err, Catch::Contains("sweep.json:3:"));
  // What it says to do instead.
  const Finished done = folder.finwait(
      "sweep run plain.json -o out --axis "
      "'link.loss={\"model\":\"recorded\",\"values\":\"0100\"},{\"model\":\"none\"}'");
  CAPTURE(done.err);
  CHECK(done.code == 0);
  CHECK(folder.finwait("sweep report out -o out.html").code == 0);
  CHECK(folder.finwait("sweep repro out 0").code == 0);
}
