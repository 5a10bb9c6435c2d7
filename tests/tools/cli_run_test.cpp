// finwait run, end to end.
#include <catch2/catch.hpp>
#include <string>

#include "tests/tools/command.hpp"

using finwait::tests::Finished;
using finwait::tests::Folder;
using finwait::tests::third_lost_once;

namespace {

bool starts_with(const std::string& text, const std::string& part) { return text.rfind(part, 0) == 0; }
bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a run shows its trace on stdout and says nothing on stderr") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  const Finished text = folder.finwait("run lost.json");
  CHECK(text.code == 0);
  CHECK(text.err.empty());
  CHECK(starts_with(text.out, "run lost  seed 1  a linux  b linux\n"));
  CHECK(contains(text.out, "teardown 3  LOST by faults[0]"));

  const Finished jsonl = folder.finwait("run lost.json --format jsonl");
  CHECK(starts_with(jsonl.out, R"({"type":"run","schema":"finwait-trace/1",)"));
  CHECK(contains(jsonl.out, "\n{\"type\":\"end\","));
  const Finished json = folder.finwait("run lost.json -f json");
  CHECK(starts_with(json.out, "{\n  \"schema\": \"finwait-trace/1\""));
  const Finished ladder = folder.finwait("run lost.json -f ladder", "", "LC_ALL=C.UTF-8");
  CHECK(contains(ladder.out, "✗── ③ FIN,ACK"));
  CHECK(contains(ladder.out, "decided by time_wait"));
}

TEST_CASE("a fault rule that did nothing is told of, with how far it came") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  for (const char* command : {"run", "explain"}) {
    const auto says = [&](const std::string& sets) {
      const Finished done = folder.finwait(std::string(command) + " lost.json" + sets);
      CAPTURE(sets);
      CHECK(done.code == 0);
      return done.err;
    };
    CHECK(says("").empty());
    CHECK(says(" --set faults.0.match.nth=9") ==
          "finwait: faults[0] did nothing: it matched 1 segment, but none that its \"nth\" means and no earlier rule "
          "took\n");
    CHECK(says(" --set faults.0.match.from=a") == "finwait: faults[0] did nothing: it matched no segment\n");
    CHECK(says(R"( --set 'faults.0.after={"at":"b","state":"CLOSING"}')") ==
          "finwait: faults[0] did nothing: what its \"after\" waits for never came\n");
  }
}

TEST_CASE("a ladder is plain ASCII where the locale is, and has colour only when asked for") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  const Finished plain = folder.finwait("run lost.json -f ladder", "", "LC_ALL=C");
  for (const char c : plain.out) REQUIRE(static_cast<unsigned char>(c) < 0x80);
  CHECK(!contains(plain.out, "\x1b"));
  CHECK(contains(folder.finwait("run lost.json -f ladder --color always").out, "\x1b["));
  CHECK(!contains(folder.finwait("run lost.json -f ladder --colour=never").out, "\x1b["));
}

TEST_CASE("a scenario comes from stdin as from a file") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  const Finished file = folder.finwait("run lost.json -f text");
  const Finished piped = folder.finwait("run - -f text", "< lost.json");
  CHECK(piped.code == 0);
  CHECK(piped.out.substr(piped.out.find('\n')) == file.out.substr(file.out.find('\n')));
}

TEST_CASE("--set and --seed change the scenario as its file would") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  CHECK(contains(folder.finwait("run lost.json --seed 18446744073709551615").out, "seed 18446744073709551615"));
  const Finished changed = folder.finwait("run lost.json --set stack=textbook --set a.time_wait=5s -f jsonl");
  CHECK(changed.code == 0);
  CHECK(contains(changed.out, R"("a":"textbook","b":"textbook")"));
  CHECK(contains(changed.out, R"("TIME-WAIT":5000000000)"));
}

TEST_CASE("-o writes the whole trace, with the usual permissions, and leaves nothing beside it") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  folder.write("out.jsonl", "old");
  const Finished done = folder.finwait("run lost.json -f jsonl -o out.jsonl");
  CHECK(done.code == 0);
  CHECK(done.out.empty());
  CHECK(folder.read("out.jsonl") == folder.finwait("run lost.json -f jsonl").out);
  CHECK(folder.files() == std::vector<std::string>{"lost.json", "out.jsonl"});
  CHECK(folder.finwait("run lost.json -o /dev/stdout").out == folder.finwait("run lost.json").out);
}

TEST_CASE("-o leaves a link to an open file without a name as it is") {
  // As /dev/stdout is one, where the file that stdout goes to has been removed.
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  const Finished done = folder.finwait("run lost.json -o link", "&& test -L link && cp /proc/self/fd/1 copy; } >gone",
                                       "ln -s /proc/self/fd/1 link; { rm gone;");
  CHECK(done.code == 0);
  CHECK(folder.read("copy") == folder.finwait("run lost.json").out);
}

TEST_CASE("--twice finds both runs the same") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  const Finished twice = folder.finwait("run lost.json --twice -f jsonl");
  CHECK(twice.code == 0);
  CHECK(twice.out == folder.finwait("run lost.json -f jsonl").out);
}

TEST_CASE("a reader that stops reading is no error; a full disk is one that may pass") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  // `stacks --format json` is longer than a pipe holds, so writing it must fail.
  const Finished closed = folder.finwait("stacks --format json", "; echo $? > code; } | head -c 10", "{");
  CHECK(folder.read("code") == "0\n");
  CHECK(closed.out.size() == 10);
  CHECK(closed.err.empty());
  const Finished full = folder.finwait("run lost.json", "> /dev/full");
  CHECK(full.code == 75);
  CHECK(contains(full.err, "No space left on device"));
}

TEST_CASE("the version, alone and with the build") {
  const Folder folder;
  CHECK(starts_with(folder.finwait("--version").out, "finwait "));
  CHECK(contains(folder.finwait("--version --verbose").out, "compiler: "));
}

TEST_CASE("every command's help ends with examples") {
  const Folder folder;
  for (const char* command : {"", "run", "check", "compare", "stacks", "schema", "completion", "man"}) {
    const Finished help = folder.finwait(std::string(command) + " --help");
    CAPTURE(command);
    CHECK(help.code == 0);
    CHECK(contains(help.out, "Example"));
    CHECK(contains(help.out, "finwait " + std::string(command)));
  }
}
