// The line of progress as somebody sees it who sits before a terminal.
#include "tools/sweep/progress.hpp"

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <string>

#include "tests/sweep/sweep_folder.hpp"

using namespace finwait::tests;

namespace {

struct Seen {
  int code = -1;
  std::string words{};
};

// finwait with these arguments on a terminal of its own, in this folder.
Seen on_terminal(const Folder& folder, const std::string& arguments) {
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) {
    if (::chdir(folder.path().c_str()) != 0) ::_exit(99);
    const std::string command = "exec '" FINWAIT_BINARY "' " + arguments;
    ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    ::_exit(98);
  }
  REQUIRE(child > 0);
  Seen seen;
  char block[4096];
  // Once nobody has the other side open, reading fails with EIO.
  for (ssize_t got = 0; (got = ::read(terminal, block, sizeof block)) > 0;) {
    seen.words.append(block, static_cast<std::size_t>(got));
  }
  ::close(terminal);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFEXITED(status)) seen.code = WEXITSTATUS(status);
  return seen;
}

}  // namespace

TEST_CASE("on a terminal one line shows how far a sweep is, and is gone before the result is said") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const Seen seen =
      on_terminal(folder, "sweep run " + lossy_sweep(100'000) + " --metric closed_at --threads 1 -o done");
  CAPTURE(seen.words);
  REQUIRE(seen.code == 0);
  const std::string drawn = " of 600,000 runs (";
  CHECK_THAT(seen.words, Catch::Contains("\r") && Catch::Contains(drawn) && Catch::Contains(" runs/s, ") &&
                             Catch::Contains(" s left\x1b[K"));
  // Always the same line: nothing breaks it before it is erased.
  const std::string erased = "\r\x1b[K";
  const std::size_t end = seen.words.rfind(erased);
  REQUIRE(end != std::string::npos);
  CHECK(seen.words.rfind(drawn) < end);
  CHECK(seen.words.find('\n') > end);
  CHECK(seen.words.substr(end + erased.size()) ==
        "done/results.sqlite: 600,000 runs of 6 combinations, 600,000 of them computed now\r\n");
}

TEST_CASE("where stderr is no terminal nothing is drawn") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const Seen seen =
      on_terminal(folder, "sweep run " + lossy_sweep(2000) + " --metric closed_at --threads 1 -o done 2>words");
  CHECK_THAT(seen.words, Catch::Contains("12,000 runs of 6 combinations") && !Catch::Contains("runs/s"));
  CHECK(folder.read("words").empty());
}
