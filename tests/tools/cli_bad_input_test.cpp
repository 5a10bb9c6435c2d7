// Bad input: exit code 2, a message that says what is wrong and what was meant, and no file left behind.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/tools/command.hpp"

using finwait::tests::Finished;
using finwait::tests::Folder;
using finwait::tests::third_lost_once;

namespace {

struct Case {
  std::string what;
  std::string from;  // replaced in the good scenario
  std::string to;
  std::vector<std::string> said;  // all of it stands in the message
};

std::string with(const Case& c) {
  std::string text = third_lost_once();
  const std::size_t at = text.find(c.from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, c.from.size(), c.to);
}

}  // namespace

TEST_CASE("every key that the reader allows stands in the schema") {
  const Folder folder;
  const std::string schema = folder.finwait("schema scenario").out;
  for (const char* text : {R"({"zzz": 1})", R"({"a": {"zzz": 1}})", R"({"link": {"zzz": 1}})",
                           R"({"faults": [{"zzz": 1, "do": "drop", "match": {}}]})",
                           R"({"faults": [{"do": "drop", "match": {"zzz": 1}}]})"}) {
    folder.write("odd.json", text);
    const std::string said = folder.finwait("run odd.json").err;
    CAPTURE(text, said);
    std::size_t at = said.find("unknown key \"zzz\"; allowed: ");
    REQUIRE(at != std::string::npos);
    const std::size_t line = said.find('\n', at);
    int keys = 0;
    for (at = said.find('"', said.find("allowed: ", at)); at < line; at = said.find('"', at + 1)) {
      const std::size_t end = said.find('"', at + 1);
      CHECK(schema.find(said.substr(at, end + 1 - at) + ":") != std::string::npos);
      ++keys;
      at = end;
    }
    CHECK(keys > 3);
  }
}

TEST_CASE("a wrong scenario: where, what, and what was allowed; no trace is written") {
  const std::vector<Case> cases{
      {"unknown key", "\"faults\"", "\"fautls\"", {"bad.json:7:", "fautls", "faults"}},
      {"wrong type", "\"10ms\"", "[]", {"bad.json:3:", "/link/delay"}},
      {"missing unit", "\"10ms\"", "\"10\"", {"bad.json:3:", "/link/delay", "unit"}},
      {"a number as time", "\"10ms\"", "10", {"bad.json:3:", "/link/delay"}},
      {"negative time", "\"10ms\"", "\"-10ms\"", {"bad.json:3:", "/link/delay"}},
      {"a time beyond 64 bits", "\"10ms\"", "\"99999999999999h\"", {"bad.json:3:", "/link/delay"}},
      {"unknown stack", "\"stack\": \"linux\"", "\"stack\": \"linx\"", {"/a/stack", "did you mean \"linux\"?"}},
      {"nth 0", "\"nth\": 1", "\"nth\": 0", {"/faults/0/match/nth"}},
      {"probability above 1",
       "\"delay\": \"10ms\"",
       R"("delay": "10ms", "loss": { "model": "bernoulli", "p": "3/2" })",
       {"/link/loss/p"}},
      {"unknown model",
       "\"delay\": \"10ms\"",
       R"("delay": "10ms", "loss": { "model": "bernouli", "p": "1/2" })",
       {"/link/loss/model", "bernoulli"}},
      {"run_for too small", "\"link\"", "\"run_for\": \"1ns\", \"link\"", {"/run_for"}},
      {"no JSON", "{", "teardown {", {"bad.json:1:", "not valid JSON"}},
      {"an unclosed bracket", "\n}\n", "\n", {"bad.json:"}},
  };
  for (const Case& c : cases) {
    const Folder folder;
    folder.write("bad.json", with(c));
    const Finished done = folder.finwait("run bad.json -f jsonl -o trace.jsonl");
    CAPTURE(c.what, done.err);
    CHECK(done.code == 2);
    CHECK(done.out.empty());
    for (const std::string& part : c.said) CHECK(done.err.find(part) != std::string::npos);
    CHECK(folder.files() == std::vector<std::string>{"bad.json"});
  }
}

TEST_CASE("what is no scenario file at all") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  folder.write("empty.json", "");
  folder.write("huge.json", std::string((std::size_t{16} << 20U) + 1, '['));
  folder.write("deep.json", std::string(1'000'000, '['));
  const auto refused = [&](const std::string& arguments, const std::string& message) {
    const Finished done = folder.finwait("run " + arguments + " -o trace");
    CAPTURE(arguments, done.err);
    CHECK(done.code == 2);
    CHECK(done.out.empty());
    CHECK(done.err.find(message) != std::string::npos);
    CHECK(done.err.size() < 400);
    CHECK(!folder.has("trace"));
  };
  refused("lots.json", "lots.json: No such file or directory; did you mean lost.json?");
  refused(".", "is a directory");
  refused("empty.json", "empty.json:1:1: the file is empty");
  refused("huge.json", "larger than 16 MiB");
  refused("/dev/zero", "larger than 16 MiB");
  refused("deep.json", "nested");
  refused("lost.json/x", "Not a directory");
}

TEST_CASE("a wrong command line is told what was meant") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  const auto refused = [&](const std::string& arguments, const std::string& message) {
    const Finished done = folder.finwait(arguments);
    CAPTURE(arguments, done.err);
    CHECK(done.code == 2);
    CHECK(done.out.empty());
    CHECK(done.err.find(message) != std::string::npos);
  };
  refused("", "Usage: finwait");
  refused("rnu lost.json", "unknown command rnu; did you mean run?");
  refused("run", "SCENARIO is required");
  refused("run lost.json --fromat text", "unknown option --fromat; did you mean --format?");
  refused("run lost.json --format jsnol", "did you mean jsonl?");
  refused("run lost.json more.json", "one argument too many: more.json");
  refused("run lost.json --width 0", "--width");
  refused("run lost.json --seed -1", "seed");
  refused("run lost.json --seed 18446744073709551616", "--seed 18446744073709551616");
  refused("run lost.json --set a", "--set a");
  refused("run lost.json --set a.tcp_fin_timout=5s", "did you mean \"tcp_fin_timeout\"?");
  // What that kernel allows, not what the simulator could do.
  refused("run lost.json --set a.tcp_fin_timeout=null", "this is null; allowed: 0s..8589934s");
  refused("run lost.json --set a.finwait2_timeout=null", "this is null; allowed: 0s..8760h, or never");
  refused("run lost.json -o .", "is a directory");
  refused("run lost.json -o no/such/folder", "the folder no/such does not exist");
  refused("compare lost.json", "--stacks is required");
  refused("compare lost.json --stacks linux", "two stacks or more");
  refused("compare lost.json --stacks linux,linux", "twice");
  refused("compare lost.json --stacks linux,texbook", "did you mean \"textbook\"?");
  refused("stacks linx", "did you mean linux?");
  refused("schema scenaro", "NAME");
  refused("check .. --bless --no-golden", "--no-golden");
}

TEST_CASE("an output file that cannot be finished keeps what it had") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  folder.write("out", "precious");
  const Finished done = folder.finwait("run lost.json --set a.stack=nothing -o out");
  CHECK(done.code == 2);
  CHECK(folder.read("out") == "precious");
}
