// Scenarios from text: what every form means, and that a careless text gets all its errors, each with its place.
#include "sim/scenario_json.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace finwait;
using namespace std::chrono_literals;

namespace {

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string all_errors(const ScenarioResult& r) {
  std::string out;
  for (const InputError& e : r.errors) out.append(format(e)).append("\n");
  return out;
}

// The scenario of a text that must be right.
Scenario good(std::string_view text, std::vector<Override> overrides = {}) {
  ScenarioResult r = read_scenario(text, "scenarios/lesson.json", overrides);
  INFO(text << "\n" << all_errors(r));
  REQUIRE(r.scenario);
  REQUIRE(r.errors.empty());
  return *std::move(r.scenario);
}

std::string errors_with(std::string_view text, std::vector<Override> overrides) {
  const ScenarioResult r = read_scenario(text, "f.json", overrides);
  CHECK_FALSE(r.scenario);
  return all_errors(r);
}

// The scenario of interface.md.
constexpr std::string_view kContract = R"({
  "$schema": "scenario.schema.json",
  "about": "B's FIN, the third segment of the close, is lost once",
  "seed": 1,
  "run_for": "10min",
  "link": { "delay": "10ms" },
  "a": { "stack": "linux", "set": { "tcp_fin_timeout": "5s" },
         "app": [ { "do": "wait", "for": "300ms" }, { "do": "close" } ] },
  "b": { "stack": "linux",
         "app": [ { "do": "read", "until": "eof" }, { "do": "wait", "for": "500ms" }, { "do": "close" } ] },
  "faults": [ { "match": { "teardown": 3, "nth": 1 }, "do": "drop" } ],
  "expect": [ { "end": { "a": "CLOSED", "b": "CLOSED" } }, { "retransmissions": { "b": 1 } } ]
})";

std::vector<FaultRule> rules(const std::string& list) { return good("{\"faults\": [" + list + "]}").faults; }
std::vector<Step> steps(const std::string& list) {
  return good("{\"b\": {\"app\": [" + list + "]}}").side(Side::B).app;
}
StackProfile profile(const std::string& side) { return good("{\"a\": " + side + "}").side(Side::A).profile; }

}  // namespace

TEST_CASE("the scenario of the contract reads as it is meant") {
  const Scenario s = good(kContract);
  CHECK(s.name == "lesson");
  CHECK(s.about.starts_with("B's FIN"));
  CHECK(s.seed == 1);
  CHECK(s.run_for == 10min);
  CHECK(s.link.from(Side::B).delay == 10ms);
  CHECK(s.side(Side::A).profile.name == "linux");
  CHECK(s.side(Side::A).profile.finwait2_timeout == 5s);
  CHECK(s.side(Side::B).profile == *find_stack("linux"));
  REQUIRE(s.side(Side::A).app.size() == 2);
  CHECK(s.side(Side::A).app[0] == Step{.action = Step::Do::WaitFor, .duration = 300ms});
  CHECK(s.side(Side::A).app[1] == Step{.action = Step::Do::Close});
  CHECK(s.side(Side::B).app[0] == Step{.action = Step::Do::Read, .until_eof = true});
  REQUIRE(s.faults.size() == 1);
  CHECK(s.faults[0] == FaultRule{.teardown = 3, .nth = {{1, 1}}});
  REQUIRE(s.expect.size() == 2);
  CHECK(s.expect[0].checks == std::vector<Check>{ExpectEnd{Side::A, State::Closed}, ExpectEnd{Side::B, State::Closed}});
  CHECK(s.expect[1].checks == std::vector<Check>{ExpectCount{ExpectCount::What::Retransmissions, Side::B, {1, 1}}});
  CHECK(s.expect[1].pointer == "/expect/1");
  CHECK(s.expect[1].line == 12);
}

TEST_CASE("an empty scenario has every default") {
  const Scenario s = good("{}");
  CHECK(s.seed == 1);
  CHECK(s.run_for == 24h);
  for (const Side side : kSides) {
    CHECK(s.side(side).profile == *find_stack("rfc9293"));
    CHECK(s.side(side).app.empty());
  }
}

TEST_CASE("the name is the file's, without folder and ending, unless the text has one") {
  CHECK(read_scenario("{}", "a/b/four-way.json").scenario->name == "four-way");
  CHECK(read_scenario("{}", "-").scenario->name == "stdin");
  CHECK(read_scenario(R"({"name": "x"})", "four-way.json").scenario->name == "x");
}

TEST_CASE("every step is read with all its keys") {
  CHECK(steps(R"({"do": "wait", "for": "never"})")[0] == Step{.action = Step::Do::WaitFor, .duration = kForever});
  CHECK(steps(R"({"do": "wait", "until": "2s"})")[0] == Step{.action = Step::Do::WaitUntil, .duration = 2s});
  CHECK(steps(R"({"do": "wait", "for": "error"})")[0] == Step{.action = Step::Do::WaitError, .duration = kForever});
  CHECK(steps(R"({"do": "wait", "for": "error", "at_most": "3s"})")[0] ==
        Step{.action = Step::Do::WaitError, .duration = 3s});
  CHECK(steps(R"({"do": "read", "until": 100})")[0] == Step{.action = Step::Do::Read, .bytes = 100});
  CHECK(steps(R"({"do": "send", "bytes": 7, "more": true})")[0] ==
        Step{.action = Step::Do::Send, .bytes = 7, .more = true});
  CHECK(steps(R"({"do": "exchange", "rounds": 2, "bytes": 9})")[0] ==
        Step{.action = Step::Do::Exchange, .bytes = 9, .rounds = 2});
  CHECK(steps(R"({"do": "shutdown", "how": "both"})")[0] ==
        Step{.action = Step::Do::Shutdown, .how = ShutdownHow::Both});
  CHECK(steps(R"({"do": "abort"}, {"do": "exit"})")[1] == Step{.action = Step::Do::Exit});

  const SocketOptions o = steps(R"({"do": "set", "linger": "0s", "linger2": "none", "user_timeout": "never",
      "keepalive": {"idle": "1s", "interval": "2s", "count": 3}, "quickack": false, "receive_buffer": 4096})")[0]
                              .options;
  CHECK(o.linger == Duration(0));
  CHECK(o.linger2 == Duration(-1));
  CHECK(o.user_timeout == kForever);
  CHECK(o.keepalive == true);
  CHECK(o.keepalive_idle == Duration(1s));
  CHECK(o.keepalive_interval == Duration(2s));
  CHECK(o.keepalive_count == 3U);
  CHECK(o.quickack == false);
  CHECK(o.receive_buffer == 4096U);
  const SocketOptions off = steps(R"({"do": "set", "keepalive": false, "linger2": "3s"})")[0].options;
  CHECK(off.keepalive == false);
  CHECK_FALSE(off.keepalive_idle);
  CHECK(off.linger2 == Duration(3s));
}

TEST_CASE("a rule's nth has five forms") {
  const auto nth = [](const std::string& text) {
    return rules(R"({"match": {"nth": )" + text + R"(}, "do": "drop"})")[0].nth;
  };
  CHECK(nth("2") == Occurrences{{2, 2}});
  CHECK(nth("[1, 3]") == Occurrences{{1, 1}, {3, 3}});
  CHECK(nth("\"2..\"") == Occurrences{{2, UINT32_MAX}});
  CHECK(nth("\"1..3\"") == Occurrences{{1, 3}});
  CHECK(nth("[1, \"3..4\", \"6..\"]") == Occurrences{{1, 1}, {3, 4}, {6, UINT32_MAX}});
  CHECK(nth("\"all\"").empty());
}

TEST_CASE("a rule says what it does and from when on") {
  CHECK(rules(R"({"match": {"from": "b", "kind": "ack-of-fin"}, "do": "corrupt"})")[0] ==
        FaultRule{.from = Side::B, .kind = SegmentKind::AckOfFin, .action = FaultAction::Corrupt});
  CHECK(rules(R"({"match": {}, "do": "delay", "by": "5ms"})")[0].delay == 5ms);
  CHECK(rules(R"({"match": {}, "do": "duplicate", "after": "5ms"})")[0].copies == std::vector<Duration>{5ms});
  CHECK(rules(R"({"match": {}, "do": "duplicate", "after": ["1ms", "2s"]})")[0].copies ==
        std::vector<Duration>{1ms, 2s});
  CHECK(rules(R"({"match": {}, "do": "duplicate"})")[0].copies == std::vector<Duration>{0ms});

  const Trigger at_time{.kind = Trigger::Kind::AtTime, .at = kStart + 2s};
  CHECK(rules(R"({"match": {"after": "2s"}, "do": "drop"})")[0].after == at_time);
  CHECK(rules(R"({"match": {}, "after": "2s", "do": "drop"})")[0].after == at_time);
  CHECK(rules(R"({"match": {"after": {"at": "b", "state": "FIN-WAIT-2", "plus": "1s"}}, "do": "drop"})")[0].after ==
        Trigger{.kind = Trigger::Kind::AtState, .side = Side::B, .state = State::FinWait2, .plus = 1s});
  CHECK(rules(R"({"match": {"after": {"segment": {"from": "b", "kind": "fin", "nth": 2}, "plus": "0ms"}},
                  "do": "drop"})")[0]
            .after ==
        Trigger{.kind = Trigger::Kind::AtSegment, .side = Side::B, .segment = SegmentKind::Fin, .nth = 2});
  // For a duplicate "after" is the copies' delay, so its trigger stands in "match".
  const FaultRule both = rules(R"({"match": {"after": "2s"}, "do": "duplicate", "after": "3ms"})")[0];
  CHECK(both.after == at_time);
  CHECK(both.copies == std::vector<Duration>{3ms});
}

TEST_CASE("an injected segment has flags and sequence numbers of four forms") {
  const auto inject = [](const std::string& more) {
    return rules(R"({"inject": {"to": "a", )" + more + R"(}, "after": "1s"})")[0];
  };
  const FaultRule reset = inject(R"("flags": "R", "seq": "b.nxt")");
  CHECK(reset.action == FaultAction::Inject);
  CHECK(reset.after.at == kStart + 1s);
  CHECK(reset.injection.to == Side::A);
  CHECK(reset.injection.flags == Flags{Flags::kRst});
  CHECK(reset.injection.seq == SeqExpression{SeqExpression::Base::Nxt, Side::B, 0});
  CHECK(reset.injection.ack == SeqExpression{});
  const Injection data = inject(R"("flags": "PA", "seq": "a.iss+1", "ack": "a.una-2", "len": 10)").injection;
  CHECK(data.seq == SeqExpression{SeqExpression::Base::Iss, Side::A, 1});
  CHECK(data.ack == SeqExpression{SeqExpression::Base::Una, Side::A, -2});
  CHECK(data.len == 10);
  CHECK(inject(R"("flags": "R", "seq": 17)").injection.seq ==
        SeqExpression{SeqExpression::Base::Relative, Side::A, 17});
  CHECK(inject(R"("flags": "R", "seq": -1)").injection.seq.offset == -1);
  CHECK(rules(R"({"do": "inject", "inject": {"to": "b", "flags": "S", "seq": 0}, "match": {"after": "1s"}})")[0]
            .after.kind == Trigger::Kind::AtTime);
}

TEST_CASE("rules that leave each other something to decide are no contradiction") {
  CHECK(rules(R"({"match": {"teardown": 3, "nth": 1}, "do": "drop"},
                 {"match": {"teardown": 3, "nth": 2}, "do": "corrupt"},
                 {"match": {"from": "b", "kind": "fin", "after": "1s"}, "do": "drop"},
                 {"match": {"from": "b", "kind": "fin"}, "do": "drop"},
                 {"match": {"from": "b", "nth": 1}, "do": "drop"},
                 {"match": {"from": "b", "kind": "data", "nth": 1}, "do": "drop"},
                 {"inject": {"to": "a", "flags": "R", "seq": 1}, "after": "1s"},
                 {"inject": {"to": "a", "flags": "R", "seq": 1}, "after": "1s"})")
            .size() == 8);
}

TEST_CASE("a side's parameters go by their own names and by the kernels'") {
  CHECK(profile(R"({"stack": "linux", "set": {"tcp_fin_timeout": 5}})").finwait2_timeout == 5s);
  CHECK(profile(R"({"stack": "linux", "set": {"finwait2_timeout": "5s"}})").finwait2_timeout == 5s);
  CHECK(profile(R"({"set": {"sack": true, "hz": 1000}, "stack": "linux"})").hz == 1000);
  // A kernel's clock may stand beside "set": it is the machine's, not the stack's.
  const StackProfile clock = profile(R"({"stack": "linux", "hz": 100, "jiffies_at_start": 4296245269.323})");
  CHECK(clock.hz == 100);
  REQUIRE(clock.jiffies_at_start);
  CHECK(*clock.jiffies_at_start == JiffiesAtStart{4296245269, 323'000'000});
  CHECK(profile(R"({"stack": "linux", "set": {"jiffies_at_start": "4296245269.323"}})") ==
        profile(R"({"stack": "linux", "jiffies_at_start": 4296245269.323})"));
}

TEST_CASE("the command line's values count before the file's") {
  const auto set = [](std::string path, std::string value) {
    return good(kContract, {{std::move(path), std::move(value), {}}});
  };
  CHECK(set("seed", "7").seed == 7);
  CHECK(set("run_for", "5min").run_for == 5min);
  CHECK(set("link.delay", "20ms").link.from(Side::A).delay == 20ms);
  CHECK(set("a.tcp_fin_timeout", "7s").side(Side::A).profile.finwait2_timeout == 7s);
  // Whatever name the file uses for the parameter.
  CHECK(set("a.finwait2_timeout", "7s").side(Side::A).profile.finwait2_timeout == 7s);
  CHECK(set("a.net.ipv4.tcp_fin_timeout", "7").side(Side::A).profile.finwait2_timeout == 7s);
  CHECK(set("b.set.tcp_fin_timeout", "7").side(Side::B).profile.finwait2_timeout == 7s);
  CHECK(set("a.stack", "rfc9293").side(Side::A).profile.name == "rfc9293");
  CHECK(set("a.stack", "rfc9293").side(Side::A).profile.finwait2_timeout == 5s);
  CHECK(set("a.stack", "rfc9293").side(Side::B).profile.name == "linux");
  CHECK(set("stack", "textbook").side(Side::A).profile.name == "textbook");
  CHECK(set("stack", "textbook").side(Side::B).profile.name == "textbook");
  CHECK(set("faults.0.match.nth", "[1,2]").faults[0].nth == Occurrences{{1, 1}, {2, 2}});
  CHECK(set("faults", "[]").faults.empty());
  CHECK(set("a.app", R"([{"do": "abort"}])").side(Side::A).app == std::vector<Step>{{.action = Step::Do::Abort}});
  CHECK(set("a.app.0.for", "1s").side(Side::A).app[0].duration == 1s);
  CHECK(set("about", "say \"when\"").about == "say \"when\"");
  CHECK(good("{}", {{"seed", "1", {}}, {"seed", "2", {}}}).seed == 2);
  CHECK(good("{}", {{"a.tcp_fin_timeout", "1", {}}, {"a.finwait2_timeout", "2s", {}}})
            .side(Side::A)
            .profile.finwait2_timeout == 2s);
}

TEST_CASE("errors in the command line's values name the option") {
  CHECK(errors_with("{}", {{"link.delay", "20", {}}})
            .starts_with("--set link.delay=20: /link/delay: 20 has no unit; allowed: a number with a unit"));
  CHECK(errors_with("{}", {{"sead", "7", {}}}).starts_with("--set sead=7: /sead: unknown key \"sead\""));
  CHECK(errors_with("{}", {{"seed", "x", "--seed x"}}) ==
        "--seed x: /seed: \"x\" is a string; allowed: a whole number, at least 0\n");
  CHECK(errors_with("{}", {{"a.tcp_fin_timout", "5s", {}}}) ==
        "--set a.tcp_fin_timout=5s: /a/set/tcp_fin_timout: no stack has a parameter \"tcp_fin_timout\"; "
        "allowed: the names that `finwait stacks` lists; did you mean \"tcp_fin_timeout\"?\n");
  CHECK(errors_with(kContract, {{"faults.1.do", "drop", {}}}) ==
        "--set faults.1.do=drop: /faults has no element 1; allowed: 0 (the position in the list)\n");
  CHECK(errors_with(kContract, {{"seed.x", "1", {}}}) ==
        "--set seed.x=1: nothing stands below /seed; allowed: a path such as seed, link.delay, a.stack or "
        "a.tcp_fin_timeout\n");
  CHECK(errors_with("{}", {{"faults", "[1", {}}}).starts_with("--set faults=[1: not valid JSON"));
  CHECK(errors_with("{}", {{"about", "\xff", {}}}).find("not valid UTF-8") != std::string::npos);
  // The file's own errors keep their places, and come first.
  const std::string both = errors_with("{\"seed\": -1}", {{"link.delay", "x", {}}});
  CHECK(both.starts_with("f.json:1:10: /seed: -1 is negative"));
  CHECK(both.find("\n--set link.delay=x: ") != std::string::npos);

  InputErrors errors;
  Override o;
  CHECK(parse_override("a.x=1=2", o, errors));
  CHECK(o.path == "a.x");
  CHECK(o.value == "1=2");
  CHECK_FALSE(parse_override("seed", o, errors));
  CHECK_FALSE(parse_override("=7", o, errors));
  CHECK(format(errors.take().at(0)) ==
        "--set seed: there is no =; allowed: NAME=VALUE, as a.tcp_fin_timeout=5s, link.delay=20ms or seed=7");
}

// Beside each file stands what it must be told. FINWAIT_BLESS=1 writes that anew, for the eye of a reviewer.
TEST_CASE("every kind of bad input is told what is wrong, where, and what was allowed") {
  const std::filesystem::path folder = std::filesystem::path(FINWAIT_SOURCE_DIR) / "tests" / "bad_input";
  const bool bless = std::getenv("FINWAIT_BLESS") != nullptr;
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    ++files;
    const std::string name = entry.path().filename().string();
    const ScenarioResult r = read_scenario(contents(entry.path()), name);
    INFO(name);
    CHECK_FALSE(r.scenario);
    CHECK_FALSE(r.errors.empty());
    const std::filesystem::path told = std::filesystem::path(entry.path()).replace_extension(".errors");
    if (bless) std::ofstream(told, std::ios::binary) << all_errors(r);
    CHECK(all_errors(r) == contents(told));
  }
  CHECK(files >= 39);
}
