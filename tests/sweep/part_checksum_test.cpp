// A part that was damaged on its way is seen, wherever the damage is and however sound the database looks.
#include "tools/sweep/part_checksum.hpp"

#include <catch2/catch.hpp>
#include <cstddef>
#include <string>

#include "loss_models/rng.hpp"
#include "tests/sweep/sweep_folder.hpp"
#include "tools/sweep/sqlite.hpp"

using namespace finwait::tests;
using finwait::Stream;
using finwait::cli::checksum_fault;
using finwait::cli::CommandError;
using finwait::cli::Database;

namespace {

const std::string kPart = "parts/part-00001-of-00002.sqlite";

Finished run_shard(const Folder& folder, const std::string& shard) {
  return folder.finwait("sweep run " + lossy_sweep(50) + " --keep rows -o parts --shard " + shard);
}

void make_parts(const Folder& folder) {
  folder.write("lossy.json", lossy_close());
  for (const char* shard : {"0/2", "1/2"}) REQUIRE(run_shard(folder, shard).code == 0);
}

// Whether finwait takes the file for the part that was written.
bool accepted(const Folder& folder) {
  try {
    Database part(folder.path() + "/" + kPart, Database::Mode::ReadOnly);
    return checksum_fault(part).empty();
  } catch (const CommandError&) {
    return false;  // SQLite itself refuses it
  }
}

// The two counters that SQLite moves whenever it writes.
bool is_counter(std::size_t octet) { return (octet >= 24 && octet < 28) || (octet >= 92 && octet < 96); }

}  // namespace

TEST_CASE("a stored number that has changed is found by merge, which names the part") {
  const Folder folder;
  make_parts(folder);
  REQUIRE(folder.finwait("sweep merge parts -o whole.sqlite").code == 0);
  const std::string before = folder.read(kPart);
  Database(folder.path() + "/" + kPart, Database::Mode::ReadWrite)
      .run("UPDATE run_rows SET closed_at = closed_at + 1 WHERE run = (SELECT max(run) FROM run_rows)");
  CHECK(ask(folder.path() + "/" + kPart, "PRAGMA integrity_check") == "ok");
  const Finished refused = folder.finwait("sweep merge parts -o merged.sqlite");
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, Catch::Contains(kPart + ": damaged: its checksum is ") &&
                              Catch::Contains("move it away and run that shard again"));
  CHECK_FALSE(folder.has("merged.sqlite"));

  SECTION("and by the shard, when it is run again, which writes it anew") {
    const Finished again = run_shard(folder, "1/2");
    CHECK(again.code == 0);
    CHECK_THAT(again.err, Catch::Contains(kPart + ": damaged or not complete; this shard is computed anew"));
    REQUIRE(folder.finwait("sweep merge parts -o merged.sqlite").code == 0);
    CHECK(dump(folder.path() + "/merged.sqlite") == dump(folder.path() + "/whole.sqlite"));
  }
  SECTION("what is the same again is accepted") {
    folder.write(kPart, before);
    CHECK(folder.finwait("sweep merge parts -o merged.sqlite").code == 0);
  }
}

TEST_CASE("no bit of a part can flip unseen") {
  const Folder folder;
  make_parts(folder);
  const std::string whole = folder.read(kPart);
  REQUIRE(accepted(folder));
  Stream draws(1);
  for (int i = 0; i < 300; ++i) {
    std::string bytes = whole;
    const std::size_t octet = draws.next() % bytes.size();
    if (is_counter(octet)) continue;
    bytes[octet] = static_cast<char>(bytes[octet] ^ static_cast<char>(1U << (draws.next() % 8)));
    folder.write(kPart, bytes);
    CAPTURE(octet);
    CHECK_FALSE(accepted(folder));
  }
  folder.write(kPart, whole);
  CHECK(accepted(folder));
}

TEST_CASE("a part that is shorter, longer or without its checksum is no part") {
  const Folder folder;
  make_parts(folder);
  const std::string whole = folder.read(kPart);
  for (const std::string& bytes : {whole.substr(0, whole.size() - 1), whole.substr(0, whole.size() / 2), whole + "x"}) {
    folder.write(kPart, bytes);
    CAPTURE(bytes.size());
    CHECK_FALSE(accepted(folder));
  }
  folder.write(kPart, whole);
  Database(folder.path() + "/" + kPart, Database::Mode::ReadWrite).run("DROP TABLE checksum");
  CHECK_THAT(folder.finwait("sweep merge parts -o merged.sqlite").err, Catch::Contains("it has no checksum"));
}

TEST_CASE("people may add what they like to the results of a whole sweep") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string sweep = "sweep run " + lossy_sweep(5) + " -o all --resume";
  REQUIRE(folder.finwait(sweep).code == 0);
  Database(folder.path() + "/all/results.sqlite", Database::Mode::ReadWrite)
      .run("CREATE VIEW mine AS SELECT * FROM metrics; CREATE INDEX by_metric ON metrics (metric)");
  CHECK_THAT(folder.finwait(sweep).out, Catch::Contains("all there already"));
  CHECK(folder.finwait("sweep merge all -o copied.sqlite").code == 0);
}
