// Somebody asks a sweep to end: by Ctrl-C, by the scheduler, by closing the session that it was started from.
#include <signal.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include "tests/sweep/sweep_folder.hpp"
#include "tests/sweep/sweep_process.hpp"

using namespace finwait::tests;
namespace fs = std::filesystem;

namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

void wait_a_moment() { std::this_thread::sleep_for(std::chrono::milliseconds(1)); }

// What the process said.
std::string words(const Folder& folder) {
  return folder.read("../" + folder.path().substr(folder.path().rfind('/') + 1) + ".words");
}

// Until this file is there and holds something; false if that takes too long.
bool wait_for(const Folder& folder, const std::string& beginning) {
  for (int i = 0; i < 60'000; ++i) {
    for (const std::string& file : folder.files()) {
      std::error_code gone;
      if (file.starts_with(beginning) && fs::file_size(folder.path() + "/" + file, gone) > 0 && !gone) return true;
    }
    wait_a_moment();
  }
  return false;
}

bool has_commit(const Folder& folder, const std::string& results) {
  return folder.has(results) &&
         folder.finwait("sweep query " + results + " 'SELECT 1 FROM units' -f csv").out.size() > 3;
}

}  // namespace

TEST_CASE("whoever asks a sweep to end, it commits, says how to go on, and goes on to the same bytes") {
  for (const int number : kSignals) {
    CAPTURE(number);
    const Folder folder;
    folder.write("lossy.json", lossy_close());
    const std::string sweep = "sweep run " + lossy_sweep(60'000) + " --threads 2";
    const Process process(folder, sweep + " -o stopped");
    while (!has_commit(folder, "stopped/results.sqlite")) wait_a_moment();
    process.send(number);
    if (number == SIGHUP) process.send(number);  // one from the shell, one from the system
    REQUIRE(process.wait() == 75);
    CHECK_THAT(words(folder), Catch::Contains("interrupted: ") && Catch::Contains("--resume"));
    const Finished resumed = folder.finwait(sweep + " -o stopped --resume");
    REQUIRE(resumed.code == 0);
    CHECK(resumed.out.find("nothing to do") == std::string::npos);
    CHECK(resumed.out.find("360,000 of them computed now") == std::string::npos);
    REQUIRE(folder.finwait(sweep + " -o peace").code == 0);
    CHECK(dump(folder.path() + "/stopped/results.sqlite") == dump(folder.path() + "/peace/results.sqlite"));
    ::unlink((folder.path() + ".words").c_str());
  }
}

TEST_CASE("under nohup a sweep outlives its session") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  struct sigaction before {};
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGHUP, &ignore, &before);
  const Process process(folder, "sweep run " + lossy_sweep(60'000) + " --threads 2 -o out");
  ::sigaction(SIGHUP, &before, nullptr);
  while (!has_commit(folder, "out/results.sqlite")) wait_a_moment();
  process.send(SIGHUP);
  CHECK(process.wait() == 0);
  CHECK_THAT(words(folder), Catch::Contains("360,000 runs"));
  ::unlink((folder.path() + ".words").c_str());
}

TEST_CASE("while a CSV is written a signal ends it with a word, and leaves the one that was there") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string sweep = "sweep run " + lossy_sweep(60'000) + " --keep rows --threads 2 -o done";
  REQUIRE(folder.finwait(sweep).code == 0);
  folder.write("rows.csv", "old");
  for (const int number : kSignals) {
    CAPTURE(number);
    const Process process(folder, sweep + " --resume --csv rows.csv");
    REQUIRE(wait_for(folder, ".rows.csv."));
    process.send(number);
    REQUIRE(process.wait() == 75);
    CHECK_THAT(words(folder), Catch::Contains("rows.csv: interrupted"));
    CHECK(folder.read("rows.csv") == "old");
    for (const std::string& file : folder.files()) CHECK_FALSE(file.starts_with("."));
  }
  CHECK(folder.finwait(sweep + " --resume --csv rows.csv").code == 0);
  CHECK(fs::file_size(folder.path() + "/rows.csv") > 1'000'000);
  ::unlink((folder.path() + ".words").c_str());
}

TEST_CASE("a signal ends a merge with 75, and nothing is left of it") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string sweep = "sweep run " + lossy_sweep(60'000) + " --keep rows --threads 2 -o parts --shard ";
  for (const char* shard : {"0/2", "1/2"}) REQUIRE(folder.finwait(sweep + shard).code == 0);
  for (const int number : kSignals) {
    CAPTURE(number);
    const Process process(folder, "sweep merge parts -o merged.sqlite");
    REQUIRE(wait_for(folder, "merged.sqlite.work"));
    process.send(number);
    REQUIRE(process.wait() == 75);
    CHECK_THAT(words(folder), Catch::Contains("interrupted: nothing was written"));
    for (const std::string& file : folder.files()) CHECK(file.find("merged") == std::string::npos);
  }
  ::unlink((folder.path() + ".words").c_str());
}

TEST_CASE("results that nobody keeps are gone, too, when a sweep is asked to end") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  fs::create_directory(folder.path() + "/passing");
  ::setenv("TMPDIR", (folder.path() + "/passing").c_str(), 1);
  const Process process(folder, "sweep run " + lossy_sweep(400'000) + " --threads 2");
  ::unsetenv("TMPDIR");
  REQUIRE(wait_for(folder, "passing/finwait-sweep-"));
  process.send(SIGHUP);
  CHECK(process.wait() == 75);
  CHECK(fs::is_empty(folder.path() + "/passing"));
  ::unlink((folder.path() + ".words").c_str());
}
