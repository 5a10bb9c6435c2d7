// Shards, merged, are what one process writes; and what does not fit together is refused by name.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/sweep/sweep_folder.hpp"
#include "tools/sweep/part_checksum.hpp"
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

// As somebody would who wrote such a file: a part's checksum is that of what it holds then.
void change(const std::string& path, const std::string& sql) {
  Database(path, Database::Mode::ReadWrite).run(sql);
  if (path.find("part-") != std::string::npos) finwait::cli::write_checksum(path);
}

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

// What kill -9 leaves of a sweep of one process: results.sqlite, and beside it a log that holds what was committed.
void leave_killed_run(const Folder& folder, const std::string& to) {
  const std::string one = folder.path() + "/one/results.sqlite";
  const std::string there = folder.path() + "/" + to + "/results.sqlite";
  Database running(one, Database::Mode::ReadWrite);
  running.run("PRAGMA journal_mode = WAL");
  running.run("PRAGMA wal_autocheckpoint = 0");
  running.run("UPDATE meta SET value = 'running' WHERE key = 'state'");
  running.run("DELETE FROM outcomes");
  for (const char* suffix : {"", "-wal"}) fs::copy_file(one + suffix, there + suffix);
  REQUIRE(fs::file_size(there + "-wal") > 0);
}

// Refused, and the file that is the output is what it was.
void check_kept(const Folder& folder, const std::string& parts, const std::string& output, const std::string& words) {
  const std::string before = folder.read(output);
  const Finished done = folder.finwait("sweep merge " + parts + " -o " + output);
  CHECK(done.code == 2);
  CHECK_THAT(done.err, Catch::Contains(output + ": ") && Catch::Contains(words));
  CHECK(folder.read(output) == before);
  CHECK_FALSE(folder.has(output + ".work"));
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
  CHECK_THAT(done.out, Catch::Contains("3 parts were there twice"));
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
  CHECK_THAT(folder.finwait("sweep list parts").out, Catch::Contains("missing: shards 1 to 3 and 5 of 8"));
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
    check_refused(folder, "parts whole", "is no part, but the results of a whole sweep");
    check_refused(folder, "whole --expect 8", "nothing to merge");
  }
}

TEST_CASE("a log that a killed run left behind never gets into what was merged") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  REQUIRE(folder.finwait("sweep run " + lossy_sweep(100) + " -o one").code == 0);
  const std::string whole = dump(folder.path() + "/one/results.sqlite");
  run_shards(folder, lossy_sweep(100), 2, "parts");
  leave_killed_run(folder, "parts");
  SECTION("while the run can still be finished, it stays") {
    const std::string log = folder.read("parts/results.sqlite-wal");
    check_kept(folder, "parts", "parts/results.sqlite", "finish it (`finwait sweep run SWEEP -o parts --resume`)");
    CHECK(folder.read("parts/results.sqlite-wal") == log);
  }
  SECTION("without its file the log is nothing") {
    fs::remove(folder.path() + "/parts/results.sqlite");
    REQUIRE(folder.finwait("sweep merge parts -o parts/results.sqlite --expect 2").code == 0);
    CHECK(dump(folder.path() + "/parts/results.sqlite") == whole);
    CHECK_FALSE(folder.has("parts/results.sqlite-wal"));
  }
  SECTION("interrupted in order") {
    fs::remove(folder.path() + "/parts/results.sqlite-wal");
    change(folder.path() + "/parts/results.sqlite",
           "PRAGMA journal_mode = DELETE; UPDATE meta SET value = 'running' "
           "WHERE key = 'state'");
    check_kept(folder, "parts", "parts/results.sqlite", "its state is \"running\"");
  }
}

TEST_CASE("merge does not write over what is something else") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  run_shards(folder, lossy_sweep(10), 2, "parts");
  SECTION("notes") {
    folder.write("merged.sqlite", "my notes of the whole year");
    check_kept(folder, "parts", "merged.sqlite", "no sound SQLite database");
  }
  SECTION("one of the parts, by whatever name") {
    check_kept(folder, "parts", "parts/part-00000-of-00002.sqlite", "one of the parts to be merged");
    fs::create_hard_link(folder.path() + "/parts/part-00001-of-00002.sqlite", folder.path() + "/merged.sqlite");
    check_kept(folder, "parts", "merged.sqlite", "one of the parts to be merged");
  }
  SECTION("another part") {
    run_shards(folder, lossy_sweep(10), 3, "others");
    check_kept(folder, "parts", "others/part-00002-of-00003.sqlite", "is a part of a sweep, shard 2/3");
  }
  SECTION("rows that somebody kept") {
    REQUIRE(folder.finwait("sweep run " + lossy_sweep(10) + " -o one --keep rows").code == 0);
    check_kept(folder, "parts", "one/results.sqlite", "--keep is rows, that of the parts is aggregates");
  }
  SECTION("another sweep, another program") {
    REQUIRE(folder.finwait("sweep run " + lossy_sweep(11) + " -o one").code == 0);
    check_kept(folder, "parts", "one/results.sqlite", "the plan hash is");
    REQUIRE(folder.finwait("sweep run " + lossy_sweep(10) + " -o two").code == 0);
    change(folder.path() + "/two/results.sqlite", "UPDATE meta SET value = '0.0.9' WHERE key = 'program'");
    check_kept(folder, "parts", "two/results.sqlite", "the version of finwait is 0.0.9");
  }
  SECTION("but the same results it may") {
    REQUIRE(folder.finwait("sweep run " + lossy_sweep(10) + " -o one").code == 0);
    CHECK(folder.finwait("sweep merge parts -o one/results.sqlite").code == 0);
    CHECK(ask(folder.path() + "/one/results.sqlite", "SELECT value FROM meta WHERE key = 'machine'") ==
          "merged from 2 parts");
  }
}

TEST_CASE("one shard of one is whole already") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  run_shards(folder, lossy_sweep(10), 1, "all");
  const std::string before = folder.read("all/results.sqlite");
  for (const char* expect : {"", " --expect 1"}) {
    const Finished done = folder.finwait("sweep merge all -o all/results.sqlite --csv out.csv" + std::string(expect));
    CHECK(done.code == 0);
    CHECK_THAT(done.out, Catch::Contains("whole already"));
    CHECK(folder.read("all/results.sqlite") == before);
    CHECK(folder.has("out.csv"));
  }
  const Finished done = folder.finwait("sweep merge all -o merged.sqlite --assert 'runs() > 1000000'");
  CHECK(done.code == 1);
  CHECK_THAT(done.out, Catch::Contains("copied from all"));
  CHECK(folder.read("merged.sqlite") == before);
  CHECK(folder.read("all/results.sqlite") == before);
  SECTION("unless it is not") {
    change(folder.path() + "/all/results.sqlite", "DELETE FROM metrics WHERE combination = 3");
    const Finished damaged = folder.finwait("sweep merge all -o other.sqlite");
    CHECK(damaged.code == 2);
    CHECK_THAT(damaged.err, Catch::Contains("all/results.sqlite: damaged: its table metrics"));
    CHECK_FALSE(folder.has("other.sqlite"));
  }
}

TEST_CASE("a wrong assertion, and a CSV that cannot be written, end a merge before it begins") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  run_shards(folder, lossy_sweep(10), 2, "parts");
  check_refused(folder, "parts --assert 'p99(nothing_such) < 2s'", "nothing_such");
  check_refused(folder, "parts --csv nowhere/out.csv", "nowhere");
  check_refused(folder, "parts --csv parts", "is a directory");
}

TEST_CASE("a part with a gap is refused by name") {
  // One repeat: every second combination is whole in each part. Many: they lie in several units, and parts hold
  // tallies.
  struct Damage {
    unsigned repeats;
    const char* sql;
    const char* words;
  };
  for (const Damage& damage :
       {Damage{1, "DELETE FROM axes", "its table axes has 0 rows of"},
        Damage{1, "DELETE FROM outcomes", "its outcomes and partials are of 0 runs"},
        Damage{1, "DELETE FROM metrics WHERE combination = (SELECT max(combination) FROM metrics)",
               "its table metrics has"},
        Damage{1, "DELETE FROM run_rows WHERE run = (SELECT max(run) FROM run_rows)", "its table run_rows has"},
        Damage{1, "UPDATE units SET runs = runs - 1 WHERE unit = (SELECT max(unit) FROM units)", "its units are of"},
        Damage{1, "DROP TABLE outcomes", "no such table: outcomes"},
        Damage{1, "UPDATE axes SET combination = 2 WHERE combination = 1", "UNIQUE constraint failed"},
        Damage{5000, "DELETE FROM partials WHERE combination = 2", "its outcomes and partials are of"},
        Damage{5000, "UPDATE partials SET tally = x'0203' WHERE combination = 2", "tally of combination 2"}}) {
    CAPTURE(damage.repeats, damage.sql);
    const Folder folder;
    folder.write("lossy.json", lossy_close());
    const std::string keep = damage.repeats == 1 ? " --keep rows" : "";
    run_shards(folder, lossy_sweep(damage.repeats) + keep, 2, "parts");
    change(folder.path() + "/parts/part-00001-of-00002.sqlite", damage.sql);
    check_refused(folder, "parts", damage.words);
    const Finished done = merge(folder, "parts");
    CHECK_THAT(done.err, Catch::Contains("parts/part-00001-of-00002.sqlite: damaged: ") &&
                             Catch::Contains("run that shard again") && !Catch::Contains("internal error"));
  }
}

TEST_CASE("a part with a page that makes no sense is refused by name") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  run_shards(folder, lossy_sweep(2000) + " --keep rows", 2, "parts");
  const std::string part = "parts/part-00001-of-00002.sqlite";
  std::string bytes = folder.read(part);
  const std::size_t middle = bytes.size() / 2 / 16384 * 16384;
  bytes.replace(middle, 16384, std::string(16384, '\x5a'));
  folder.write(part, bytes);
  check_refused(folder, "parts", part + ": damaged: ");
}

TEST_CASE("a merge that cannot be ended leaves nothing behind") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  run_shards(folder, lossy_sweep(2000) + " --keep rows", 2, "parts");
  // As on a full disk: no file may grow beyond this.
  const Finished full = folder.finwait("sweep merge parts -o merged.sqlite", "", "ulimit -f 64; trap '' XFSZ; ");
  CHECK(full.code == 75);
  for (const std::string& file : folder.files()) CHECK(file.find("merged") == std::string::npos);
}
