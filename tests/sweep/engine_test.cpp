// The engine: what it says while it works, and that it holds no more for more runs.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "tests/sweep/sweep_folder.hpp"
#include "tools/sweep/progress.hpp"

using namespace finwait::tests;
using finwait::cli::progress_line;

namespace {

// The largest resident set of a sweep of so many runs, in KiB.
long largest_memory(const Folder& folder, const std::string& sweep) {
  const pid_t child = ::fork();
  if (child == 0) {
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDOUT_FILENO);
    if (::chdir(folder.path().c_str()) != 0) ::_exit(99);
    // AddressSanitizer keeps what was freed, up to 256 MB, unless told otherwise.
    ::setenv("ASAN_OPTIONS", "quarantine_size_mb=0:thread_local_quarantine_size_kb=0", 1);
    ::execl("/bin/sh", "sh", "-c", ("exec '" FINWAIT_BINARY "' sweep run " + sweep).c_str(), nullptr);
    ::_exit(98);
  }
  int status = 0;
  rusage usage{};
  ::wait4(child, &status, 0, &usage);
  REQUIRE(WIFEXITED(status));
  REQUIRE(WEXITSTATUS(status) == 0);
  return usage.ru_maxrss;
}

}  // namespace

TEST_CASE("the line of progress says how many, how fast and how long") {
  CHECK(progress_line(0, 1000, 0, 0.0) == "0 of 1,000 runs (0 %)");
  CHECK(progress_line(250'000, 1'000'000, 0, 0.5) == "250,000 of 1,000,000 runs (25 %), 500,000 runs/s, 2 s left");
  // Of a sweep that was resumed, the rate is that of now.
  CHECK(progress_line(600, 1000, 500, 10.0) == "600 of 1,000 runs (60 %), 10 runs/s, 40 s left");
  CHECK(progress_line(1, 100'000'000, 0, 0.001) == "1 of 100,000,000 runs (0 %), 1,000 runs/s, 27 h 46 min left");
  CHECK(progress_line(10, 10'000, 0, 1.0) == "10 of 10,000 runs (0 %), 10 runs/s, 16 min 39 s left");
}

TEST_CASE("memory does not grow with the number of runs") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  // The smaller sweep already fills all that is bounded, what waits for the writer and SQLite's cache: how full they
  // get is a matter of scheduling, so a sweep that does not reach their bounds is no measure. The larger one's rows
  // alone would be 90 MB more.
  const auto grown = [&folder](const std::string& keep) {
    const long few = largest_memory(folder, lossy_sweep(40'000) + " --threads 4 -o few_" + keep + " --keep " + keep);
    const long many = largest_memory(folder, lossy_sweep(160'000) + " --threads 4 -o many_" + keep + " --keep " + keep);
    return many - few;
  };
  CHECK(grown("aggregates") < 8 * 1024);
  CHECK(grown("rows") < 16 * 1024);
}

TEST_CASE("where stderr is no terminal a sweep is quiet") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const Finished done = folder.finwait("sweep run " + lossy_sweep(2000) + " -o out");
  CHECK(done.code == 0);
  CHECK(done.err.empty());
  CHECK(done.out == "out/results.sqlite: 12,000 runs of 6 combinations, 12,000 of them computed now\n");
}
