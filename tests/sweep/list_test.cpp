// finwait sweep list: what a folder holds, and behind it what in it cannot be read.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "tests/sweep/sweep_folder.hpp"
#include "tools/sweep/sqlite.hpp"

using namespace finwait::tests;
using finwait::cli::Database;
namespace fs = std::filesystem;

namespace {

std::string part(int number) { return "out/part-0000" + std::to_string(number) + "-of-00003.sqlite"; }

// Shards 0 and 1 of 3 are done.
void make_parts(const Folder& folder) {
  folder.write("lossy.json", lossy_close());
  for (const char* shard : {"0/3", "1/3"}) {
    REQUIRE(folder.finwait("sweep run " + lossy_sweep(5) + " -o out --shard " + shard).code == 0);
  }
}

// The second part is listed, and the first is missing for this reason.
void check_passed_over(const Folder& folder, const std::string& reason, int code = 2) {
  const Finished listed = folder.finwait("sweep list out");
  CHECK(listed.code == code);
  CHECK_THAT(listed.err, Catch::Contains(part(0) + ": " + reason));
  CHECK_THAT(listed.out, Catch::Contains(part(1) + ": lossy, shard 1/3, complete, 10 runs") &&
                             Catch::Contains("missing: shards 0 and 2 of 3"));
}

}  // namespace

TEST_CASE("a part that cannot be read is passed over, named at the end, and counts as missing") {
  const Folder folder;
  make_parts(folder);
  CHECK_THAT(folder.finwait("sweep list out").out, Catch::Contains("missing: shard 2 of 3"));
  SECTION("no database") {
    folder.write(part(0), "no database\n");
    check_passed_over(folder, "no sound SQLite database");
  }
  SECTION("a bit has changed") {
    std::string bytes = folder.read(part(0));
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    folder.write(part(0), bytes);
    check_passed_over(folder, "damaged: its checksum is");
  }
  SECTION("a folder") {
    fs::remove(folder.path() + "/" + part(0));
    fs::create_directory(folder.path() + "/" + part(0));
    check_passed_over(folder, "is a directory");
    const Finished merged = folder.finwait("sweep merge out -o merged.sqlite");
    CHECK(merged.code == 2);
    CHECK_THAT(merged.err, Catch::Contains(part(0) + ": is a directory"));
  }
  SECTION("locked") {
    Database holder(folder.path() + "/" + part(0), Database::Mode::ReadWrite);
    holder.run("BEGIN EXCLUSIVE");
    check_passed_over(folder, "locked by another process", 75);
  }
}

TEST_CASE("one file of results is listed too") {
  const Folder folder;
  make_parts(folder);
  CHECK_THAT(folder.finwait("sweep list " + part(1)).out, Catch::StartsWith(part(1) + ": lossy, shard 1/3, complete"));
  REQUIRE(folder.finwait("sweep run " + lossy_sweep(5) + " -o whole").code == 0);
  CHECK_THAT(folder.finwait("sweep list whole/results.sqlite").out,
             Catch::StartsWith("whole/results.sqlite: lossy, complete, 30 runs"));
  folder.write("notes.txt", "notes");
  const Finished refused = folder.finwait("sweep list notes.txt");
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, Catch::Contains("notes.txt"));
}
