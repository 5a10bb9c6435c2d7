// finwait check: expectations, goldens, blessing, and the reports.
#include <catch2/catch.hpp>
#include <string>

#include "tests/tools/command.hpp"

using finwait::tests::Finished;
using finwait::tests::Folder;
using finwait::tests::third_lost_once;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

void write_project(const Folder& folder) {
  folder.write("scenarios/lost.json", third_lost_once());
  folder.write("scenarios/links/lost.json", third_lost_once());
  folder.write("scenarios/own.schema.json", "no scenario");
  folder.write("tests/golden/.keep", "");
}

}  // namespace

TEST_CASE("a scenario is checked as written and under each of its stacks") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  const Finished done = folder.finwait("check lost.json");
  CHECK(done.code == 0);
  CHECK(contains(done.out, "ok      lost.json  (3 expectations)\n"));
  CHECK(contains(done.out, "ok      lost.json [textbook]  (3 expectations)\n"));
  CHECK(contains(done.out, "ok      lost.json [linux]  (3 expectations)\n"));
  CHECK(done.err == "3 runs: 3 ok\n");
}

TEST_CASE("an expectation that fails is named, and the exit code is 1") {
  const Folder folder;
  folder.write("lost.json", replaced(third_lost_once(), "\"b\": 1 }", "\"b\": 7 }"));
  const Finished done = folder.finwait("check lost.json --junit report.xml");
  CHECK(done.code == 1);
  CHECK(contains(done.out, "FAILED  lost.json"));
  CHECK(contains(done.out, "b retransmissions: expected 7, got 1"));
  const std::string junit = folder.read("report.xml");
  CHECK(contains(junit, R"(tests="3" failures="3" errors="0")"));
  CHECK(contains(junit, R"(<testcase classname="lost.json" name="textbook">)"));
  CHECK(contains(junit, "expected 7, got 1</failure>"));
}

TEST_CASE("golden traces: missing, blessed, the same, changed") {
  const Folder folder;
  write_project(folder);
  const Finished missing = folder.finwait("check scenarios");
  CHECK(missing.code == 1);
  CHECK(contains(missing.out, "tests/golden/lost.trace: there is no golden trace yet (--bless writes it)"));

  const Finished blessed = folder.finwait("check scenarios --bless");
  CHECK(blessed.code == 0);
  CHECK(contains(blessed.out, "blessed scenarios/lost.json [linux]"));
  for (const char* name : {"lost.trace", "lost.textbook.trace", "lost.linux.trace", "links/lost.trace"}) {
    CAPTURE(name);
    CHECK(folder.has(std::string("tests/golden/") + name));
  }
  CHECK(folder.read("tests/golden/lost.trace") == folder.finwait("run scenarios/lost.json").out);

  CHECK(contains(folder.finwait("check scenarios").out,
                 "ok      scenarios/links/lost.json [textbook]  (3 expectations, golden)"));
  // From any folder the same goldens are found.
  CHECK(folder.finwait("check " + folder.path() + "/scenarios", "", "cd / &&").code == 0);

  folder.write("tests/golden/lost.trace", replaced(folder.read("tests/golden/lost.trace"), "FIN-WAIT-1", "FIN-WAIT-9"));
  const Finished changed = folder.finwait("check scenarios");
  CHECK(changed.code == 1);
  CHECK(contains(changed.out, "the trace is no longer the golden one"));
  CHECK(contains(changed.out, "-> FIN-WAIT-9"));
  CHECK(contains(changed.out, "-> FIN-WAIT-1"));
  CHECK(folder.finwait("check scenarios --no-golden").code == 0);
  // Other values give another trace; only the expectations count then.
  CHECK(folder.finwait("check scenarios --set link.delay=11ms").code == 0);
}

TEST_CASE("a scenario that cannot be read is an error of its own; the others are still checked") {
  const Folder folder;
  folder.write("all/good.json", third_lost_once());
  folder.write("all/bad.json", "{");
  const Finished done = folder.finwait("check all --tap");
  CHECK(done.code == 2);
  CHECK(contains(done.out, "TAP version 13\n1..4\nnot ok 1 - all/bad.json\n# all/bad.json:1:"));
  CHECK(contains(done.out, "\nok 4 - all/good.json [linux]\n"));
  CHECK(folder.finwait("check nothing.json").code == 2);
  folder.write("empty/readme", "");
  CHECK(contains(folder.finwait("check empty").err, "no scenario"));
}
