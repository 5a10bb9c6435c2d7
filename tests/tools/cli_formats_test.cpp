// The formats of finwait run and compare as a user chooses them: by name, by the ending of a file, and wrongly.
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "tests/tools/command.hpp"

using finwait::tests::Finished;
using finwait::tests::Folder;
using finwait::tests::third_lost_once;

namespace {

bool starts_with(const std::string& text, const std::string& part) { return text.rfind(part, 0) == 0; }
bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// What a file of each format begins with, and the ending that asks for it.
struct Known {
  const char* format;
  const char* ending;
  std::string begins;
};
const std::array kKnown{Known{"jsonl", "jsonl", R"({"type":"run",)"},
                        Known{"json", "json", "{\n  \"schema\""},
                        Known{"pcapng", "pcapng", "\n\r\r\n"},
                        Known{"mermaid", "mmd", "sequenceDiagram"},
                        Known{"plantuml", "puml", "@startuml"},
                        Known{"dot", "dot", "digraph"},
                        Known{"svg", "svg", "<"},
                        Known{"html", "html", "<!DOCTYPE html>"},
                        Known{"csv", "csv", "time_s,from,flags"}};

}  // namespace

TEST_CASE("the ending of a file chooses its format, and --format writes the same to stdout") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  for (const Known& known : kKnown) {
    CAPTURE(known.format);
    const std::string file = "out." + std::string(known.ending);
    const Finished written = folder.finwait("run lost.json -o " + file);
    CHECK(written.code == 0);
    CHECK(written.err.empty());
    const std::string text = folder.read(file);
    CHECK(contains(text.substr(0, 200), known.begins));
    CHECK(folder.finwait("run lost.json --format " + std::string(known.format)).out == text);
  }
  folder.finwait("run lost.json -o out.trace");
  CHECK(starts_with(folder.read("out.trace"), "run lost  seed 1"));
}

TEST_CASE("where the ending and --format disagree the format wins, and stderr says so") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  const Finished done = folder.finwait("run lost.json -o x.svg --format pcapng");
  CHECK(done.code == 0);
  CHECK(done.err == "finwait: x.svg is written as pcapng, which --format asks for, not as svg\n");
  CHECK(starts_with(folder.read("x.svg"), "\n\r\r\n"));
}

TEST_CASE("an ending in capitals is the same, and one that is a text's is written as text") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  REQUIRE(folder.finwait("run lost.json -o x.SVG").code == 0);
  CHECK(folder.read("x.SVG") == folder.finwait("run lost.json -f svg").out);
  for (const char* name : {"x.txt", "x.md", "x.log", "x", "x.d/x"}) {
    CAPTURE(name);
    if (name == std::string("x.d/x")) std::filesystem::create_directory(folder.path() + "/x.d");
    REQUIRE(folder.finwait("run lost.json -o " + std::string(name)).code == 0);
    CHECK(starts_with(folder.read(name), "run lost"));
  }
}

TEST_CASE("every format says of an injected segment that nobody sent it") {
  const Folder folder;
  const std::string run = "run " FINWAIT_SOURCE_DIR "/scenarios/rst-in-time-wait.json -f ";
  for (const char* format : {"ladder", "mermaid", "plantuml", "text", "svg"}) {
    CAPTURE(format);
    const std::string out = folder.finwait(run + format).out;
    CHECK(contains(out, "injected"));
    CHECK_FALSE(contains(out, "delayed by"));
  }
}

TEST_CASE("options of a format choose within it") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  const auto out = [&folder](const std::string& arguments) { return folder.finwait("run lost.json " + arguments).out; };
  CHECK(starts_with(out("-f csv --table states"), "side,number,state"));
  CHECK(contains(out("-f mermaid --diagram state"), "stateDiagram-v2"));
  CHECK(contains(out("-f svg --diagram state"), "CLOSE-WAIT"));
  CHECK(out("-f svg --axis true") != out("-f svg"));
  CHECK(out("-f pcapng --at a").size() < out("-f pcapng").size());
  CHECK(out("-f pcapng --at both") == out("-f pcapng"));
  CHECK(contains(out("-f html --lang zh"), "lang=\"zh-Hans\""));
}

TEST_CASE("an option that means nothing in a format is refused, with where it belongs") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  const auto refused = [&folder](const std::string& arguments, const std::string& message) {
    const Finished done = folder.finwait(arguments);
    CAPTURE(arguments, done.err);
    CHECK(done.code == 2);
    CHECK(contains(done.err, message));
    CHECK(done.out.empty());
  };
  refused("run lost.json --lang zh", "--lang zh: means nothing in the format text; it goes with --format html");
  refused("run lost.json -f jsonl --axis true", "it goes with --format svg, html");
  refused("run lost.json -f svg --table states", "it goes with --format csv");
  refused("run lost.json -f svg --at a", "it goes with --format pcapng");
  refused("run lost.json -f dot --diagram sequence", "dot draws states, not sequences");
  refused("run lost.json -f html --lang de", "\"de\" is not one of \"en\" or \"zh\"");
  refused("run lost.json -f svgg", "did you mean svg?");
  refused("run lost.json -o x.png", "finwait writes no .png; it writes .svg");
  refused("run lost.json -o x.svgz", "finwait writes no .svgz; did you mean .svg?");
  refused("run lost.json -o x.JSNO", "did you mean .json?");
  refused("compare lost.json --stacks textbook,linux -o x.html", "a comparison is written as text or svg, not as html");
  CHECK(folder.files() == std::vector<std::string>{"lost.json"});
}

TEST_CASE("a comparison is drawn side by side in one picture") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  CHECK(folder.finwait("compare lost.json --stacks textbook,linux -o both.svg").code == 0);
  const std::string picture = folder.read("both.svg");
  CHECK(contains(picture, "textbook"));
  CHECK(contains(picture, "linux"));
  CHECK(folder.finwait("compare lost.json --stacks textbook,linux -f svg").out == picture);
}

TEST_CASE("what cannot be written whole is not written at all") {
  const Folder folder;
  folder.write("lost.json", third_lost_once());
  // A file may have 4 KiB here; a picture has more.
  const Finished full = folder.finwait("run lost.json -o x.svg", "; }", "{ ulimit -f 4;");
  CHECK(full.code == 75);
  CHECK(contains(full.err, "x.svg: File too large"));
  CHECK(folder.files() == std::vector<std::string>{"lost.json"});
  CHECK(folder.finwait("run lost.json -o /dev/full -f html").code == 75);
}
