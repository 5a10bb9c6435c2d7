// A sweep that a test can end before its time.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "tests/tools/command.hpp"

namespace finwait::tests {

// The command in a process of its own, which the test may end. Its words go to `words`.
class Process {
 public:
  Process(const Folder& folder, const std::string& arguments, rlim_t largest_file = RLIM_INFINITY) : pid_(::fork()) {
    if (pid_ != 0) return;
    if (::chdir(folder.path().c_str()) != 0) ::_exit(99);
    const int words = ::open((folder.path() + ".words").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
    ::dup2(words, STDOUT_FILENO);
    ::dup2(words, STDERR_FILENO);
    if (largest_file != RLIM_INFINITY) {
      const rlimit limit{largest_file, largest_file};
      ::setrlimit(RLIMIT_FSIZE, &limit);
      ::signal(SIGXFSZ, SIG_IGN);  // so that writing fails as on a full disk
    }
    const std::string command = "exec '" FINWAIT_BINARY "' " + arguments;
    ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    ::_exit(98);
  }
  void send(int number) const { ::kill(pid_, number); }
  // The exit code; 1000 + the signal that ended it.
  int wait() const {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  }

 private:
  pid_t pid_;
};

}  // namespace finwait::tests
