// A merge of one part is a copy: whole or not there, and an error that stays is not called one that may pass.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "tests/sweep/sweep_folder.hpp"

using namespace finwait::tests;
namespace fs = std::filesystem;

TEST_CASE("a copy that fails leaves nothing behind, and says whether it is worth trying again") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  REQUIRE(folder.finwait("sweep run " + lossy_sweep(2000) + " --keep rows -o all").code == 0);
  REQUIRE(fs::file_size(folder.path() + "/all/results.sqlite") > 64 * 1024);
  SECTION("a full disk may have room again") {
    const Finished full = folder.finwait("sweep merge all -o merged.sqlite", "", "ulimit -f 64; trap '' XFSZ; ");
    CAPTURE(full.err);
    CHECK(full.code == 75);
    CHECK_THAT(full.err, Catch::Contains("merged.sqlite: "));
    for (const std::string& file : folder.files()) CHECK(file.find("merged") == std::string::npos);
  }
  SECTION("something in the way stays there") {
    fs::create_directories(folder.path() + "/merged.sqlite.new/mine");
    const Finished done = folder.finwait("sweep merge all -o merged.sqlite");
    CAPTURE(done.err);
    CHECK(done.code == 2);
    CHECK_FALSE(folder.has("merged.sqlite"));
    CHECK(fs::exists(folder.path() + "/merged.sqlite.new/mine"));
  }
  // And then it works.
  fs::remove_all(folder.path() + "/merged.sqlite.new");
  REQUIRE(folder.finwait("sweep merge all -o merged.sqlite").code == 0);
  CHECK(dump(folder.path() + "/merged.sqlite") == dump(folder.path() + "/all/results.sqlite"));
}
