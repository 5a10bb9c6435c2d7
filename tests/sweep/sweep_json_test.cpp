// Bad input: a sweep that is wrong says what, where, what was allowed and what was probably meant, all of it at once.
#include <catch2/catch.hpp>

#include "tests/tools/command.hpp"
#include "tools/context.hpp"
#include "tools/sweep/sweep_input.hpp"

namespace finwait::cli {
namespace {

using tests::Folder;

const std::string kBase =
    R"("scenario": { "link": { "delay": "50ms" }, "a": { "stack": "linux", "app": [{ "do": "wait", "for": "1s" }, { "do": "close" }] }, "b": { "stack": "linux" } })";

// What the command says of a sweep file with these members.
std::string refusal(const std::string& members) {
  try {
    (void)read_sweep_text("{ " + kBase + ",\n" + members + " }", "s.json");
  } catch (const CommandError& error) {
    CHECK(error.code() == ExitCode::Usage);
    return error.what();
  }
  FAIL("accepted: " << members);
  return "";
}

std::string with_axis(const std::string& axis) { return refusal("\"axes\": [" + axis + "]"); }

void says(const std::string& message, const std::vector<std::string>& parts) {
  for (const std::string& part : parts) CHECK_THAT(message, Catch::Contains(part));
}

std::string option_refusal(const SweepOptions& given) {
  const Folder folder;
  SweepOptions options = given;
  folder.write(
      "base.json",
      R"({ "link": { "delay": "50ms" }, "a": { "stack": "linux", "app": [{ "do": "close" }] }, "b": { "stack": "linux" } })");
  options.path = folder.path() + "/base.json";
  try {
    (void)read_sweep(options);
  } catch (const CommandError& error) {
    return error.what();
  }
  FAIL("accepted");
  return "";
}

}  // namespace

TEST_CASE("an axis that addresses nothing is named, with its place and what is near") {
  says(with_axis(R"({ "target": "link.dleay", "values": ["1ms", "2ms"] })"),
       {"s.json:2:47: /axes/0/values/0: axis \"link.dleay\", value 1ms: unknown key \"dleay\"",
        "(/link/dleay of the scenario)", "did you mean \"delay\"?"});
  // Said once, not for each value.
  CHECK(with_axis(R"({ "target": "link.dleay", "values": ["1ms", "2ms"] })").find('\n') == std::string::npos);
  says(with_axis(R"({ "target": "a.tcp_fin_timeot", "values": ["1s"] })"),
       {"no stack has a parameter \"tcp_fin_timeot\"", "did you mean \"tcp_fin_timeout\"?"});
  // What is no place at all may be a parameter cut short, or on a side that there is not.
  for (const char* target : {"fin_timeout", "c.tcp_fin_timeout"}) {
    says(refusal(R"("axes": [{"target": ")" + std::string(target) + R"(", "values": ["5s"]}])"),
         {"unknown key", "a parameter (`finwait stacks`)", "did you mean a.tcp_fin_timeout?"});
  }
  says(with_axis(R"({ "target": "/a/app/2/for", "values": ["1s"] })"),
       {"/a/app has no element 2", "allowed: 0 to 1 (the position in the list)"});
  says(with_axis(R"({ "target": { "parameter": "tcp_finn_timeout", "on": "a" }, "values": ["1s"] })"),
       {"/axes/0/target/parameter", "no stack has a parameter", "did you mean \"tcp_fin_timeout\"?"});
  says(with_axis(R"({ "target": "", "values": ["1s"] })"), {"target is empty"});
  says(with_axis(R"({ "target": [], "values": ["1s"] })"), {"/axes/0/target: the array is empty"});
}

TEST_CASE("every value is read as the scenario's reader would, before anything is run") {
  says(with_axis(R"({ "target": "link.loss.p", "values": [0.1, 1.5, "2/1", 0.2] })"),
       {"/axes/0/values/1: axis \"link.loss.p\", value 1.5: \"1.5\" is more than 1",
        "/axes/0/values/2: axis \"link.loss.p\", value 2:", "a probability from 0 to 1"});
  says(with_axis(R"({ "target": "a.tcp_orphan_retries", "from": 250, "to": 260, "step": 1 })"),
       {"axis \"a.tcp_orphan_retries\", value 256", "is out of range", "/axes/0"});
  says(with_axis(R"({ "target": "a.tcp_fin_timeout", "values": ["1s", true] })"), {"/axes/0/values/1", "value true"});
  says(with_axis(R"({ "target": "a.stack", "values": ["linux", "linus"] })"),
       {"value linus", "did you mean \"linux\"?"});
  says(with_axis(R"({ "target": "run_for", "values": ["1h", "1ms"] })"),
       {"axis \"run_for\", value 1ms: the run ends before the connection is set up"});
}

TEST_CASE("an axis without values, with the same value twice, or with two ways to give them") {
  says(with_axis(R"({ "target": "link.delay", "values": [] })"), {"/axes/0/values: the array is empty"});
  says(with_axis(R"({ "target": "link.delay" })"), {"the axis has no values"});
  says(with_axis(R"({ "target": "link.delay", "values": ["1s", "1000ms"] })"),
       {"/axes/0/values/1", "has the value 1s twice"});
  says(with_axis(R"({ "target": "a.tcp_fin_timeout", "values": [60, "1min"] })"), {"has the value 60s twice"});
  says(with_axis(R"({ "target": "link.delay", "values": ["1s"], "from": "1s" })"), {"\"values\" beside a range"});
  says(with_axis(R"({ "target": "link.delay", "from": "1s", "step": "1s" })"), {"the key \"to\" is missing"});
  says(with_axis(R"({ "target": "link.delay", "from": "1s", "to": "2s" })"), {"one of \"step\" and \"count\""});
  says(with_axis(R"({ "target": "link.delay", "from": "1s", "to": "2s", "step": "300ms" })"),
       {"never meet 2s", "1.9s or 2.2s"});
  says(with_axis(R"({ "target": "link.delay", "from": "1s", "to": "2s", "step": "1s", "scale": "log" })"),
       {"a step is linear"});
  says(with_axis(R"({ "target": "link.delay", "from": "1s", "to": "2s", "count": 1 })"),
       {"/axes/0/count", "too small"});
  says(refusal(R"("axes": [])"), {"the sweep has no axis"});
}

TEST_CASE("two axes for one place are refused under whatever names") {
  const auto two = [](const std::string& x, const std::string& y) {
    return refusal(R"("axes": [{ "target": ")" + x + R"(", "values": ["1s"] }, { "target": ")" + y +
                   R"(", "values": ["2s"] }])");
  };
  // What an assertion means by a name must not depend on what somebody has called an axis.
  says(with_axis(R"({ "name": "closed_at", "target": "link.delay", "values": ["1ms"] })"),
       {"the axis is called \"closed_at\"", "no metric's"});
  says(with_axis("{ \"name\": \"two\\nlines\", \"target\": \"link.delay\", \"values\": [\"1ms\"] }"),
       {"a control character", "a name on one line"});
  says(two("a.tcp_fin_timeout", "a.tcp_fin_timeout"), {"a second axis is called \"a.tcp_fin_timeout\"", "sets too"});
  says(two("a.tcp_fin_timeout", "/a/set/finwait2_timeout"),
       {"axis \"/a/set/finwait2_timeout\" sets", "axis \"a.tcp_fin_timeout\" sets too as a.tcp_fin_timeout"});
  says(two("tcp_fin_timeout", "b.tcp_fin_timeout"), {"sets too"});
  says(two("link", "link.delay"), {"sets too"});
  says(with_axis(R"({ "target": ["link.delay", "link.delay"], "values": ["1s"] })"), {"the same axis sets too"});
}

TEST_CASE("zip names its axes, which have as many values each") {
  const std::string axes = R"("axes": [{ "name": "x", "target": "link.delay", "values": ["1s", "2s"] },
    { "name": "y", "target": "a.tcp_fin_timeout", "values": ["1s", "2s", "3s"] }], )";
  says(refusal(axes + R"("zip": [["x", "y"]])"), {"axis \"x\" has 2 values, axis \"y\" 3", "/zip/0/1"});
  says(refusal(axes + R"("zip": [["x", "z"]])"), {"there is no axis \"z\"", "\"x\" or \"y\""});
  says(refusal(axes + R"("zip": ["x", "x"])"), {"in a zip already"});
  says(refusal(axes + R"("zip": [["x"]])"), {"too short"});
}

TEST_CASE("a where that does not parse shows the column, one that drops everything says of how many") {
  const std::string axes = R"("axes": [{ "target": "link.delay", "values": ["1s", "2s"] }], )";
  says(refusal(axes + R"("where": "link.delay < 3")"),
       {"s.json:2:72: /where: column 12: a duration on the left, a number on the right, where link.delay is 1s",
        "\n  link.delay < 3\n             ^"});
  says(refusal(axes + R"("where": "link.dealy < 3s")"), {"column 1", "did you mean link.delay?"});
  says(refusal(axes + R"("where": "link.delay > 3s")"), {"/where: no combination is left of 2"});
  says(refusal(axes + R"("where": "")"), {"/where: the expression is empty"});
  says(refusal(axes + R"("where": 3)"), {"/where: this is a number"});
}

TEST_CASE("numbers that cannot be: 2^63 runs, no repeats, a seed with a sign") {
  std::string axes;
  for (const std::string name : {"a.tcp_fin_timeout", "b.tcp_fin_timeout", "link.delay", "a.keepalive_idle"}) {
    axes +=
        (axes.empty() ? "" : ", ") + ("{ \"target\": \"" + name) + R"(", "from": "1ms", "to": "100s", "step": "1ms" })";
  }
  says(refusal("\"axes\": [" + axes + "]"), {"2^63 runs or more", "100000 (link.delay) x", "1 repeats"});
  says(refusal(R"("axes": [], "repeats": 0)"), {"/repeats: 0 is too small"});
  says(refusal(R"("axes": [], "seed": -1)"), {"/seed: -1 is negative"});
  says(refusal(R"("axes": [{ "target": "seed", "values": [1, 2] }], "repeats": 2)"),
       {"every repetition would be the same run"});
  says(refusal(R"("axes": [{ "target": "link.delay", "from": "1ns", "to": "2s", "step": "1ns" }])"),
       {"too many values", "at most 1000000"});
  says(refusal(R"("axes": [{ "target": "link.delay", "values": ["1s"] }], "metrics": ["closed_att"])"),
       {"/metrics/0: there is no metric \"closed_att\"", "did you mean closed_at?"});
  says(refusal(R"("axes": [{ "target": "link.delay", "values": ["1s"] }], "metrics": ["rsts", "rsts"])"),
       {"/metrics/1", "there twice"});
  says(refusal(R"("axes": [{ "target": "link.delay", "values": ["1s"] }], "metrics": ["closed_at,rsts"])"),
       {"/metrics/0", "did you mean \"closed_at\", \"rsts\"?"});
}

TEST_CASE("a whole number may be written with zeros behind a point, as the schema has it") {
  const SweepPlan plan = read_sweep_text("{ " + kBase + R"(, "repeats": 2.0, "seed": 7.00,
    "axes": [{ "target": "link.delay", "from": "1ms", "to": "3ms", "count": 3.0 }] })",
                                         "s.json");
  CHECK(plan.combinations() == 3);
  CHECK(plan.repeats() == 2);
  CHECK(plan.seed() == 7);
  says(with_axis(R"({ "target": "link.delay", "from": "1ms", "to": "3ms", "count": 3.5 })"),
       {"/axes/0/count: 3.5 is not a whole number"});
}

TEST_CASE("a sweep has a name, also where its scenario's is empty") {
  says(refusal(R"("axes": [], "name": "")"), {"/name: the sweep's name is empty"});
  const Folder folder;
  folder.write("base.json",
               R"({ "name": "", "a": { "stack": "linux", "app": [{ "do": "close" }] }, "b": { "stack": "linux" } })");
  SweepOptions options;
  options.path = folder.path() + "/base.json";
  options.axes = {"link.delay=1ms,2ms"};
  const SweepPlan plan = read_sweep(options);
  CHECK_THAT(plan.name(), Catch::EndsWith("base.json"));
  CHECK(read_sweep_text(plan.text(), "s.json").hash() == plan.hash());
}

TEST_CASE("the base scenario's own errors keep their place") {
  try {
    (void)read_sweep_text(
        R"({ "scenario": { "a": { "stack": "linus" } }, "axes": [{ "target": "link.delay", "values": ["1s"] }] })",
        "s.json");
    FAIL("accepted");
  } catch (const CommandError& error) {
    says(error.what(), {"s.json:1:33: /scenario/a/stack: \"linus\" is not known here"});
  }
  try {
    (void)read_sweep_text(R"({ "scenario": "nowhere.json", "axes": [] })", "sub/s.json");
    FAIL("accepted");
  } catch (const CommandError& error) {
    says(error.what(), {"/scenario", "sub/nowhere.json"});
  }
}

TEST_CASE("options are refused by their own names") {
  const auto axis = [](const std::string& text) {
    SweepOptions options;
    options.axes = {text};
    return option_refusal(options);
  };
  says(axis("link.delay"), {"--axis link.delay: there is no ="});
  says(axis("link.delay="), {"--axis link.delay=: the axis has no values"});
  says(axis(":link.delay=1s"), {"the name before : is missing"});
  says(axis("link.dleay=1s"), {"--axis link.dleay=1s: axis \"link.dleay\", value 1s: unknown key"});
  SweepOptions options;
  options.axes = {"link.delay=1s,2s"};
  options.repeats = "0";
  options.seed = "x";
  says(option_refusal(options), {"--repeats 0: 0 is too small", "--seed x: x is not a whole number"});
  options.repeats = options.seed = "";
  options.where = "link.delay >";
  says(option_refusal(options), {"--where: column 13: a value is missing", "\n  link.delay >\n              ^"});
  options.where = "";
  options.zips = {"link.delay,link.loss"};
  says(option_refusal(options), {"--zip link.delay,link.loss: zip: there is no axis \"link.loss\""});
  options.zips.clear();
  options.metrics = {"closed"};
  says(option_refusal(options), {"--metric closed: there is no metric \"closed\""});
  options.metrics = {"closed_at,rsts"};
  says(option_refusal(options),
       {"there is no metric \"closed_at,rsts\"", "did you mean --metric closed_at --metric rsts?"});
  options.metrics = {"closed_att, rsts"};
  says(option_refusal(options), {"did you mean --metric closed_at --metric rsts?"});
  options.metrics = {"closed_at,zzzzzzzz"};
  CHECK_THAT(option_refusal(options), !Catch::Contains("did you mean"));
  options.metrics.clear();
  options.sets = {"link.delay"};
  says(option_refusal(options), {"--set link.delay: there is no ="});
  options = {};
  says(option_refusal(options), {"the sweep has no axis"});
}

TEST_CASE("a sweep is no scenario, and says so") {
  const Folder folder;
  folder.write("sweep.json", "{ " + kBase + R"(, "axes": [{ "target": "link.delay", "values": ["1ms", "2ms"] }] })");
  const tests::Finished taken = folder.finwait("run sweep.json");
  CHECK(taken.code == 2);
  says(taken.err,
       {"sweep.json: this is a sweep, not a scenario", "finwait sweep run sweep.json", "sweep.json#/scenario"});
  CHECK(folder.finwait("run 'sweep.json#/scenario'").code == 0);
  const tests::Finished astray = folder.finwait("run 'sweep.json#/scenari'");
  CHECK(astray.code == 2);
  says(astray.err, {"sweep.json: nothing stands at /scenari"});
  // A walk through a folder of scenarios passes it by.
  folder.write("close.json", tests::third_lost_once());
  const tests::Finished checked = folder.finwait("check .");
  CHECK_THAT(checked.out + checked.err, !Catch::Contains("sweep.json"));
}

TEST_CASE("a sweep whose axes are misspelled is a sweep all the same") {
  const Folder folder;
  const std::string sweep = "{ " + kBase + R"(, "axis": [{ "target": "link.delay", "values": ["1ms", "2ms"] }] })";
  folder.write("typo.json", sweep);
  for (const std::string command : {"sweep list typo.json", "sweep run typo.json -o out"}) {
    CAPTURE(command);
    const tests::Finished done = folder.finwait(command);
    CHECK(done.code == 2);
    says(done.err, {"/axis: unknown key \"axis\"", "did you mean \"axes\"?"});
    CHECK_THAT(done.err, !Catch::Contains("\"link\"") && !Catch::Contains("is missing"));
  }
  says(folder.finwait("run typo.json").err, {"this is a sweep, not a scenario"});
  // One with a path, and one in the making.
  folder.write("path.json", R"({ "scenario": "base.json", "axs": [] })");
  says(folder.finwait("sweep list path.json").err, {"unknown key \"axs\"", "did you mean \"axes\"?"});
  folder.write("half.json", "{ \"axes\": [ ");
  says(folder.finwait("sweep list half.json").err, {"half.json:1:"});
  // What has a scenario's name in it is none: results.
  folder.write("result.json", R"({ "scenario": "four-way", "curves": [] })");
  says(folder.finwait("sweep list result.json").err, {"neither results of a sweep nor a sweep file"});
}

TEST_CASE("sweep list passes over a broken sweep and names it at the end") {
  const Folder folder;
  const auto sweep = [](const std::string& target) {
    return "{ " + kBase + R"(, "axes": [{ "target": ")" + target + R"(", "values": ["1ms", "2ms"] }] })";
  };
  folder.write("1.json", sweep("link.delay"));
  folder.write("2.json", sweep("link.dleay"));
  folder.write("3.json", sweep("a.tcp_fin_timeout"));
  folder.write("4.json", R"({ "scenario": "gone.json", "axes": [] })");
  const tests::Finished done = folder.finwait("sweep list .");
  CHECK(done.code == 2);
  CHECK(done.out ==
        "1.json: 2 combinations of link.delay (2), 1 run each\n"
        "3.json: 2 combinations of a.tcp_fin_timeout (2), 1 run each\n");
  says(done.err, {"2.json:1:", "did you mean \"delay\"?", "4.json:1:", "gone.json"});
}

TEST_CASE("an option that no command has is named before one that is missing") {
  const Folder folder;
  folder.write("lost.json", tests::third_lost_once());
  const auto refused = [&folder](const std::string& arguments, const std::string& words) {
    const tests::Finished done = folder.finwait(arguments);
    CAPTURE(arguments);
    CHECK(done.code == 2);
    CHECK_THAT(done.err, Catch::Contains(words));
  };
  refused("frontier lost.json --axes a.tcp_fin_timeout --between 1s 2s", "unknown option --axes; did you mean --axis?");
  refused("frontier lost.json --axis=a.tcp_fin_timeout --betwen 1s 2s", "did you mean --between?");
  refused("frontier lost.json --between 1s 2s", "--axis is required");
  refused("sweep run --axes link.delay=1s", "did you mean --axis?");
}

}  // namespace finwait::cli
