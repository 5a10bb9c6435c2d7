// A sweep that ends before its time, killed or for want of room: what it had reported is kept, nothing is counted
// twice, and --resume comes to the bytes of a sweep that was left in peace. What asks it to end: signal_test.cpp.
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "loss_models/rng.hpp"
#include "tests/sweep/sweep_folder.hpp"
#include "tests/sweep/sweep_process.hpp"
#include "tools/sweep/sqlite.hpp"

using namespace finwait::tests;
using finwait::Stream;
using std::chrono::microseconds;
namespace fs = std::filesystem;

namespace {

std::string results(const Folder& folder, const std::string& name) {
  return folder.path() + "/" + name + "/results.sqlite";
}

// Runs that a file says are done; 0 if it was killed before it had tables.
long runs_done(const Folder& folder, const std::string& name) {
  const std::string list = folder.finwait("sweep list " + name).out;
  const std::size_t complete = list.find("complete, ");
  const std::size_t of = complete == std::string::npos ? list.find(" of ") : list.find(" run", complete);
  if (of == std::string::npos) return 0;
  std::string digits;
  for (const char c : list.substr(list.rfind(' ', of - 1) + 1, of - list.rfind(' ', of - 1) - 1)) {
    if (c != ',') digits += c;
  }
  return std::stol(digits);
}

// Until it comes to its end. What it said was done stays done.
void kill_until_done(const Folder& folder, const std::string& command, const std::string& to, std::uint64_t seed) {
  Stream random(seed);
  int killed = 0;
  int killed_halfway = 0;
  for (int start = 0;; ++start) {
    REQUIRE(start < 200);
    const long before = runs_done(folder, to);
    const Process process(folder, command + " -o " + to + " --threads 1");
    // The first few at any instant of their start; then behind the first commit, on a slow machine too.
    const bool at_start = start < 12;
    const std::uint64_t most = at_start ? 30'000 : 100'000 * (std::uint64_t{1} << std::min(start - 12, 7));
    std::this_thread::sleep_for(microseconds((at_start ? 0 : 200'000) + random.below(most)));
    process.send(SIGKILL);
    const int code = process.wait();
    if (code == 0) break;
    REQUIRE(code == 1000 + SIGKILL);
    ++killed;
    const long after = runs_done(folder, to);
    CHECK(after >= before);
    if (after > before) ++killed_halfway;
  }
  INFO("killed " << killed << " times");
  CHECK(killed >= 12);
  CHECK(killed_halfway >= 1);
}

// Of these folders nothing is left but these files.
void check_only(const Folder& folder, const std::vector<std::string>& allowed) {
  for (const std::string& file : folder.files()) {
    CAPTURE(file);
    CHECK((file.find('/') == std::string::npos || std::find(allowed.begin(), allowed.end(), file) != allowed.end()));
  }
}

void check_killed_and_resumed(const std::string& options, std::uint64_t seed, unsigned repeats) {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  // Combinations of so many runs that each lies in several units, and is put together from partial tallies.
  const std::string sweep = "sweep run " + lossy_sweep(repeats) + options;
  REQUIRE(folder.finwait(sweep + " -o peace --threads 2").code == 0);
  const std::string right = dump(results(folder, "peace"));
  SECTION("one process") {
    kill_until_done(folder, sweep + " --resume", "killed", seed);
    CHECK(folder.finwait("sweep query killed 'PRAGMA integrity_check' -f csv").out == "integrity_check\r\nok\r\n");
    check_only(folder, {"peace/results.sqlite", "killed/results.sqlite"});
  }
  SECTION("a shard") {
    kill_until_done(folder, sweep + " --shard 0/2", "killed", seed);
    REQUIRE(folder.finwait(sweep + " --shard 1/2 -o killed").code == 0);
    check_only(folder,
               {"peace/results.sqlite", "killed/part-00000-of-00002.sqlite", "killed/part-00001-of-00002.sqlite"});
    REQUIRE(folder.finwait("sweep merge killed -o killed/results.sqlite --expect 2").code == 0);
  }
  CHECK(dump(results(folder, "killed")) == right);
}

}  // namespace

TEST_CASE("killed at any instant, any number of times, a sweep resumes to the same bytes") {
  check_killed_and_resumed("", 1, 150'000);
}

TEST_CASE("killed with rows, the same") { check_killed_and_resumed(" --keep rows", 2, 80'000); }

TEST_CASE("what was killed in the midst of a transaction can be read, and is as it was before") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  REQUIRE(folder.finwait("sweep run " + lossy_sweep(50) + " --keep rows -o done").code == 0);
  const std::string done = folder.path() + "/done/results.sqlite";
  const std::string right = dump(done);
  {
    // Changes that have reached the file, and the journal that undoes them: what SIGKILL leaves behind.
    finwait::cli::Database database(done, finwait::cli::Database::Mode::ReadWrite);
    database.run("PRAGMA cache_size = 1");
    database.run("BEGIN IMMEDIATE");
    database.run("UPDATE run_rows SET seed = 0");
    database.run("UPDATE metrics SET n = 0");
    fs::create_directory(folder.path() + "/killed");
    for (const char* file : {"/results.sqlite", "/results.sqlite-journal"}) {
      fs::copy_file(folder.path() + "/done" + file, folder.path() + "/killed" + file);
    }
  }
  REQUIRE(folder.read("killed/results.sqlite") != folder.read("done/results.sqlite"));
  const Finished listed = folder.finwait("sweep list killed");
  CAPTURE(listed.err);
  CHECK(listed.code == 0);
  CHECK(dump(folder.path() + "/killed/results.sqlite") == right);
  CHECK(folder.read("killed/results.sqlite") == folder.read("done/results.sqlite"));
}

TEST_CASE("a full disk ends a sweep with 75, and when there is room it goes on") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string sweep = "sweep run " + lossy_sweep(2000) + " --keep rows";
  REQUIRE(folder.finwait(sweep + " -o room").code == 0);
  const rlim_t needed = fs::file_size(results(folder, "room"));
  for (const rlim_t room : {rlim_t{0}, rlim_t{20'000}, needed / 3, needed - 1}) {
    CAPTURE(room);
    const std::string name = "full" + std::to_string(room);
    const Process process(folder, sweep + " -o " + name, room);
    CHECK(process.wait() == 75);
    const Finished again = folder.finwait(sweep + " --resume -o " + name);
    CAPTURE(again.err);
    REQUIRE(again.code == 0);
    CHECK(dump(results(folder, name)) == dump(results(folder, "room")));
  }
  ::unlink((folder.path() + ".words").c_str());
}

TEST_CASE("a finished sweep has nothing to resume, and says so") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string sweep = "sweep run " + lossy_sweep(10) + " -o done";
  REQUIRE(folder.finwait(sweep).code == 0);
  const std::string before = folder.read("done/results.sqlite");
  const Finished again = folder.finwait(sweep + " --resume");
  CHECK(again.code == 0);
  CHECK_THAT(again.out, Catch::Contains("nothing to do"));
  CHECK(folder.read("done/results.sqlite") == before);
  const Finished without = folder.finwait(sweep);
  CHECK(without.code == 2);
  CHECK_THAT(without.err, Catch::Contains("add --resume"));
  CHECK(folder.read("done/results.sqlite") == before);
}
