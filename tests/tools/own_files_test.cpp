// No output takes the place of a file that the command itself needs, whatever name leads to it; and one mechanism
// writes them all.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "tests/sweep/sweep_folder.hpp"
#include "tests/tools/command.hpp"

using namespace finwait::tests;
namespace fs = std::filesystem;

namespace {

// Refused before anything is run, with these words, and every file is what it was.
void check_refused(const Folder& folder, const std::string& command, const std::string& words) {
  std::vector<std::string> before;
  for (const std::string& file : folder.files()) before.push_back(file + folder.read(file));
  const Finished done = folder.finwait(command);
  CAPTURE(command);
  CHECK(done.code == 2);
  CHECK(done.out.empty());
  CHECK_THAT(done.err, Catch::Contains(words));
  std::vector<std::string> after;
  for (const std::string& file : folder.files()) after.push_back(file + folder.read(file));
  CHECK(after == before);
}

}  // namespace

TEST_CASE("no output replaces the scenario it is made of, or a file that this names") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  folder.write("lost.txt", "0 1 0\n");
  folder.write("recorded.json", R"({ "link": { "loss": { "model": "recorded", "file": "lost.txt" } },
    "a": { "stack": "linux", "app": [{ "do": "close" }] },
    "b": { "stack": "linux", "app": [{ "do": "read", "until": "eof" }, { "do": "close" }] } })");
  folder.write("sweep.json",
               R"({ "scenario": "recorded.json", "axes": [{ "target": "link.delay", "values": ["1ms"] }] })");
  fs::create_symlink("lossy.json", folder.path() + "/link");
  fs::create_hard_link(folder.path() + "/lossy.json", folder.path() + "/second");
  const std::string words = "this command reads that file itself";
  for (const char* name : {"lossy.json", "./lossy.json", "link", "second"}) {
    const std::string to = " -o " + std::string(name);
    check_refused(folder, "run lossy.json" + to + " -f text", words);
    check_refused(folder, "explain lossy.json" + to, words);
    check_refused(folder, "outcomes lossy.json --seeds 10" + to, words);
    check_refused(folder, "compare lossy.json --stacks linux,freebsd" + to + " -f text", words);
    check_refused(folder, "frontier lossy.json --axis link.delay --between 1ms 2ms" + to, words);
    check_refused(folder, "sweep run lossy.json --axis link.delay=1ms -o out --csv " + std::string(name), words);
  }
  for (const char* name : {"sweep.json", "recorded.json", "lost.txt"}) {
    check_refused(folder, "sweep run sweep.json -o out --csv " + std::string(name), words);
  }
  // Another one's file may be replaced, as ever.
  folder.write("old.txt", "old");
  CHECK(folder.finwait("run lossy.json -o old.txt").code == 0);
  CHECK(folder.read("old.txt") != "old");
}

TEST_CASE("- is no file to write to: whoever means stdout would look for it in vain") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  for (const char* command : {"run lossy.json -f text -o -", "sweep run lossy.json --axis link.delay=1ms -o -",
                              "sweep merge out -o -", "sweep run lossy.json --axis link.delay=1ms -o out --csv -"}) {
    const Finished refused = folder.finwait(command);
    CHECK(refused.code == 2);
    CHECK_THAT(refused.err, Catch::Contains("./-") && Catch::Contains("/dev/stdout"));
    CHECK_FALSE(folder.has("-"));
  }
  CHECK(folder.finwait("run lossy.json -f text -o ./-").code == 0);
  CHECK(folder.has("-"));
}

TEST_CASE("no output replaces a sweep's results") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string run = "sweep run " + lossy_sweep(5);
  REQUIRE(folder.finwait(run + " -o done").code == 0);
  for (const char* shard : {" --shard 0/2", " --shard 1/2"})
    REQUIRE(folder.finwait(run + shard + " -o parts").code == 0);
  REQUIRE(folder.finwait("sweep merge parts -o merged.sqlite").code == 0);
  fs::create_symlink("done/results.sqlite", folder.path() + "/link");
  fs::create_hard_link(folder.path() + "/done/results.sqlite", folder.path() + "/second");
  const std::string themselves = "is a file of the results themselves";
  SECTION("that are there") {
    for (const char* name :
         {"done/results.sqlite", "link", "second", "done/../done/results.sqlite", "done/results.sqlite-wal"}) {
      check_refused(folder, run + " -o done --resume --csv " + std::string(name), themselves);
    }
    check_refused(folder, run + " -o done --resume --csv parts/part-00001-of-00002.sqlite", "is a database");
    check_refused(folder, "sweep merge parts -o merged.sqlite --csv merged.sqlite", themselves);
    check_refused(folder, "sweep merge parts -o merged.sqlite --csv parts/part-00000-of-00002.sqlite", "is a database");
    check_refused(folder, "sweep report done -o link", "is a database");
    check_refused(folder, "run lossy.json -f text -o done/results.sqlite", "is a database");
  }
  SECTION("that are still to be written") {
    check_refused(folder, run + " -o new --csv new", "is the folder of the results");
    check_refused(folder, run + " -o new/ --csv ./new", "is the folder of the results");
    fs::create_directory(folder.path() + "/empty");
    check_refused(folder, run + " -o empty --csv empty", "is the folder of the results");
    check_refused(folder, run + " -o empty --csv empty/results.sqlite", themselves);
    check_refused(folder, run + " -o empty --csv empty/results.sqlite-wal", themselves);
    check_refused(folder, "sweep merge parts -o new.sqlite --csv new.sqlite", themselves);
    check_refused(folder, "sweep merge parts -o new.sqlite --csv new.sqlite.work", themselves);
    check_refused(folder, "sweep merge parts -o new.sqlite --csv ''", "--csv: its value is empty");
  }
  SECTION("and --csv writes as -o does") {
    check_refused(folder, run + " -o new --csv doen/x.csv", "the folder doen does not exist; did you mean done?");
    folder.write("kept.csv", "old");
    fs::create_symlink("kept.csv", folder.path() + "/pointer");
    REQUIRE(folder.finwait(run + " -o done --resume --csv pointer").code == 0);
    CHECK(fs::is_symlink(folder.path() + "/pointer"));
    CHECK_THAT(folder.read("kept.csv"), Catch::StartsWith("combination,"));
    const Finished piped = folder.finwait(run + " -o done --resume --csv /dev/stdout", "| cat");
    CHECK_THAT(piped.out, Catch::Contains("\ncombination,") || Catch::StartsWith("combination,"));
  }
}
