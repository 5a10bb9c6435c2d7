// A folder that shards share: what else may be in it, and what a shard does about a part that is no good.
#include <catch2/catch.hpp>
#include <string>

#include "tests/sweep/sweep_folder.hpp"
#include "tools/sweep/sqlite.hpp"

using namespace finwait::tests;
using finwait::cli::Database;

namespace {

// Two of three shards are done.
class SharedFolder {
 public:
  SharedFolder() {
    folder.write("lossy.json", lossy_close());
    for (const char* shard : {"0/3", "1/3"}) REQUIRE(run(shard).code == 0);
  }
  Finished run(const std::string& shard, const std::string& sweep = lossy_sweep(5)) const {
    return folder.finwait("sweep run " + sweep + " -o out" + (shard.empty() ? "" : " --shard " + shard));
  }
  std::string part(int number) const {
    return folder.path() + "/out/part-0000" + std::to_string(number) + "-of-00003.sqlite";
  }

  Folder folder;
};

const std::string kOtherSweep = "lossy.json --axis link.delay=1ms,2ms";

}  // namespace

TEST_CASE("a part that is empty, damaged or not complete is written anew") {
  const SharedFolder shared;
  const std::string whole = dump(shared.part(1));
  CHECK_THAT(shared.run("1/3").out, Catch::Contains("all there already"));
  SECTION("empty") { shared.folder.write("out/part-00001-of-00003.sqlite", ""); }
  SECTION("text") { shared.folder.write("out/part-00001-of-00003.sqlite", "no database\n"); }
  SECTION("with a page overwritten") {
    std::string bytes = shared.folder.read("out/part-00001-of-00003.sqlite");
    std::fill_n(bytes.begin() + 4096 * 3, 3000, '\xff');
    shared.folder.write("out/part-00001-of-00003.sqlite", bytes);
  }
  SECTION("without a table") { Database(shared.part(1), Database::Mode::ReadWrite).run("DROP TABLE meta"); }
  SECTION("not complete") {
    Database(shared.part(1), Database::Mode::ReadWrite).run("UPDATE meta SET value = 'running' WHERE key = 'state'");
  }
  const Finished again = shared.run("1/3");
  CAPTURE(again.err);
  CHECK(again.code == 0);
  CHECK_THAT(again.out, !Catch::Contains("all there already"));
  CHECK_THAT(again.err,
             Catch::Contains("part-00001-of-00003.sqlite: damaged or not complete; this shard is computed anew"));
  CHECK(dump(shared.part(1)) == whole);
}

TEST_CASE("results that are whole but damaged are not taken for done") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string sweep = "sweep run " + lossy_sweep(3) + " -o done --keep rows --resume";
  REQUIRE(folder.finwait(sweep).code == 0);
  CHECK_THAT(folder.finwait(sweep).out, Catch::Contains("all there already"));
  std::string bytes = folder.read("done/results.sqlite");
  const std::size_t page = 16384;
  REQUIRE(bytes.size() > 4 * page);
  std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(3 * page + 100), 3000, '\xff');
  folder.write("done/results.sqlite", bytes);
  const Finished again = folder.finwait(sweep);
  CHECK(again.code == 2);
  CHECK_THAT(again.err, Catch::Contains("done/results.sqlite: damaged"));
  CHECK_THAT(again.err, Catch::Contains("move it away"));
}

TEST_CASE("a shard that was killed with nothing left to do but to clear up does that when it is run again") {
  const SharedFolder shared;
  for (const char* left : {".work", ".work-wal", ".work-shm"}) {
    shared.folder.write("out/part-00001-of-00003" + std::string(left), "left over");
  }
  CHECK_THAT(shared.run("1/3").out, Catch::Contains("all there already"));
  CHECK(shared.folder.files() ==
        std::vector<std::string>{"lossy.json", "out/part-00000-of-00003.sqlite", "out/part-00001-of-00003.sqlite"});
}

TEST_CASE("another shard's damaged part is merge's business, and keeps nobody from working") {
  const SharedFolder shared;
  shared.folder.write("out/part-00000-of-00003.sqlite", "no database\n");
  CHECK(shared.run("2/3").code == 0);
}

TEST_CASE("a part is no result: report refuses it, and query says what it is") {
  const SharedFolder shared;
  const std::string file = "out/part-00001-of-00003.sqlite";
  const Finished report = shared.folder.finwait("sweep report " + file);
  CHECK(report.code == 2);
  CHECK(report.out.empty());
  CHECK_THAT(report.err, Catch::Contains(file + ": is a part of a sweep, shard 1/3; put all parts together first, with "
                                                "`finwait sweep merge out -o out/results.sqlite`"));
  const Finished query = shared.folder.finwait("sweep query " + file + " 'SELECT count(*) FROM units' -f csv");
  CHECK(query.code == 0);
  CHECK_THAT(query.out, Catch::StartsWith("count(*)\r\n"));
  CHECK_THAT(query.err, Catch::Contains("shard 1/3 alone"));
}

TEST_CASE("a folder with parts of another sweep, or of another number of shards, is refused") {
  const SharedFolder shared;
  for (const std::string shard : {"", "2/3"}) {
    const Finished other = shared.run(shard, kOtherSweep);
    CHECK(other.code == 2);
    CHECK_THAT(other.err, Catch::Contains("out: holds another sweep, \"lossy\""));
  }
  const Finished recut = shared.run("0/5");
  CHECK(recut.code == 2);
  CHECK_THAT(recut.err, Catch::Contains("parts of the same sweep in 3 shards"));
  CHECK_FALSE(shared.folder.has("out/results.sqlite"));
}
