// Shards, merged, are what one process writes; and what does not fit together is refused by name.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/sweep/sweep_folder.hpp"
#include "tools/sweep/sqlite.hpp"

using namespace finwait::tests;
using finwait::cli::Database;

namespace {

namespace fs = std::filesystem;

void run_shards(const Folder& folder, const std::string& sweep, int count, const std::string& to,
                const std::string& left_out = "") {
  for (int i = count - 1; i >= 0; --i) {
    const std::string shard = std::to_string(i) + "/" + std::to_string(count);
    if (shard == left_out) continue;
    const Finished done = folder.finwait("sweep run " + sweep + " -o " + to + " --shard " + shard + " --threads " +
                                         std::to_string(1 + i % 2));
    CAPTURE(shard, done.err);
    REQUIRE(done.code == 0);
  }
}

void change(const std::string& path, const std::string& sql) { Database(path, Database::Mode::ReadWrite).run(sql); }

Finished merge(const Folder& folder, const std::string& arguments) {
  return folder.finwait("sweep merge " + arguments + " -o merged.sqlite");
}

// Refused, with these words, and nothing written.
void check_refused(const Folder& folder, const std::string& arguments, const std::string& words, int code = 2) {
  const Finished done = merge(folder, arguments);
  CHECK(done.code == code);
  CHECK_THAT(done.err, Catch::Contains(words));
  for (const std::string& file : folder.files()) CHECK(file.find("merged") == std::string::npos);
}

}  // namespace

TEST_CASE("merged shards are what one process writes, to the byte of every table and of the CSV") {
  struct Sweep {
    unsigned repeats;
    int shards;
    const char* keep;
  };
  for (const Sweep& sweep : {Sweep{300, 4, ""}, Sweep{300, 3, " --keep rows"}, Sweep{5000, 7, ""}, Sweep{1, 8, ""},
                             Sweep{5000, 2, " --keep rows"}}) {
    CAPTURE(sweep.repeats, sweep.shards, sweep.keep);
    const Folder folder;
    folder.write("lossy.json", lossy_close());
    const std::string text = lossy_sweep(sweep.repeats) + sweep.keep;
    REQUIRE(folder.finwait("sweep run " + text + " -o one --csv one.csv --threads 2").code == 0);
    run_shards(folder, text, sweep.shards, "many");
    const Finished done = merge(folder, "many --csv merged.csv --expect " + std::to_string(sweep.shards));
    CAPTURE(done.err);
    REQUIRE(done.code == 0);
    CHECK(dump(folder.path() + "/merged.sqlite") == dump(folder.path() + "/one/results.sqlite"));
    CHECK(folder.read("merged.csv") == folder.read("one.csv"));
    // Without its meta, even the file is the same.
    for (const char* file : {"/merged.sqlite", "/one/results.sqlite"}) {
      change(folder.path() + file, "DELETE FROM meta; VACUUM");
    }
    CHECK(folder.read("merged.sqlite").substr(100) == folder.read("one/results.sqlite").substr(100));
  }
}

TEST_CASE("neither threads nor the grouping into combinations change a result") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  REQUIRE(folder.finwait("sweep run " + lossy_sweep(7000) + " -o one --threads 1").code == 0);
  REQUIRE(folder.finwait("sweep run " + lossy_sweep(7000) + " -o four --threads 4").code == 0);
  CHECK(dump(folder.path() + "/one/results.sqlite") == dump(folder.path() + "/four/results.sqlite"));
}

TEST_CASE("a shard that runs again changes nothing, and parts may be there twice") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string sweep = lossy_sweep(100);
  run_shards(folder, sweep, 3, "parts");
  const std::string before = folder.read("parts/part-00001-of-00003.sqlite");
  const Finished again = folder.finwait("sweep run " + sweep + " -o parts --shard 1/3");
  CHECK(again.code == 0);
  CHECK_THAT(again.out, Catch::Contains("nothing to do"));
  CHECK(folder.read("parts/part-00001-of-00003.sqlite") == before);
  run_shards(folder, sweep, 3, "others");
  const Finished done = merge(folder, "parts others");
  REQUIRE(done.code == 0);
  CHECK_THAT(done.out, Catch::Contains("3 were there twice"));
  // And merging again replaces it by the same.
  CHECK(merge(folder, "others").code == 0);
}

TEST_CASE("what is missing is named") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  run_shards(folder, lossy_sweep(100), 8, "parts", "5/8");
  fs::remove(folder.path() + "/parts/part-00001-of-00008.sqlite");
  fs::remove(folder.path() + "/parts/part-00002-of-00008.sqlite");
  fs::remove(folder.path() + "/parts/part-00003-of-00008.sqlite");
  check_refused(folder, "parts", "missing: shards 1 to 3 and 5 of 8");
  CHECK_THAT(folder.finwait("sweep list parts").out, Catch::Contains("missing: 1 to 3 and 5 of 8"));
  check_refused(folder, "parts --expect 9", "--expect 9: the parts are those of 8 shards");
  check_refused(folder, "nowhere", "no such file or folder");
  fs::create_directory(folder.path() + "/empty");
  check_refused(folder, "empty", "no part of a sweep");
}

TEST_CASE("parts that do not belong together are refused by name") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  run_shards(folder, lossy_sweep(100), 2, "parts");
  const std::string first = folder.path() + "/parts/part-00000-of-00002.sqlite";
  SECTION("another sweep") {
    run_shards(folder, lossy_sweep(101), 2, "others", "0/2");
    check_refused(folder, "parts/part-00000-of-00002.sqlite others", "the plan hash is");
  }
  SECTION("another number of shards") {
    run_shards(folder, lossy_sweep(100), 3, "others", "0/3");
    check_refused(folder, "parts others", "the number of shards is 3");
  }
  SECTION("another program") {
    change(first, "UPDATE meta SET value = '0.0.9' WHERE key = 'program'");
    check_refused(folder, "parts", "another finwait (0.0.9");
  }
  SECTION("other values of the stacks") {
    change(first, "UPDATE meta SET value = '0123456789abcdef' WHERE key = 'profile_hash'");
    check_refused(folder, "parts", "0123456789abcdef");
  }
  SECTION("a newer version") {
    change(first, "PRAGMA user_version = 99");
    check_refused(folder, "parts", "written by a newer finwait");
  }
  SECTION("twice, and different") {
    run_shards(folder, lossy_sweep(100), 2, "others");
    change(first, "UPDATE axes SET \"link.delay\" = '6ms'");
    check_refused(folder, "parts others", "their results differ (table axes)");
  }
  SECTION("a unit is gone") {
    change(first, "DELETE FROM units WHERE unit = (SELECT max(unit) FROM units)");
    check_refused(folder, "parts", "damaged: it has");
  }
  SECTION("not finished") {
    change(first, "UPDATE meta SET value = 'running' WHERE key = 'state'");
    check_refused(folder, "parts", "is not complete");
  }
  SECTION("no database at all") {
    folder.write("parts/part-00001-of-00002.sqlite",
                 "this is text, and long enough to be looked at, as it seems to me");
    check_refused(folder, "parts", "no sound SQLite database");
  }
  SECTION("the whole sweep") {
    REQUIRE(folder.finwait("sweep run " + lossy_sweep(100) + " -o whole").code == 0);
    check_refused(folder, "whole", "nothing to merge");
  }
}

TEST_CASE("merge does not write over what is something else") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  run_shards(folder, lossy_sweep(10), 2, "parts");
  folder.write("merged.sqlite", "my notes of the whole year");
  const Finished done = merge(folder, "parts");
  CHECK(done.code == 2);
  CHECK(folder.read("merged.sqlite") == "my notes of the whole year");
}
