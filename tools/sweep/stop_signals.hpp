// The signals that ask a sweep to end: SIGINT (Ctrl-C), SIGTERM (a scheduler), SIGHUP (the terminal is gone, as when an
// ssh session closes). Whoever works for long asks now and then whether one has come, and ends in order.
#pragma once

#include <signal.h>

#include <array>
#include <cstddef>

namespace finwait::cli {

// While one of these is there, the first SIGINT and SIGTERM are only noted, and a second one ends the process at once.
// Of SIGHUP several may come by themselves, from the shell and from the system, so all are noted. What is ignored, as
// SIGHUP is under nohup, stays ignored. They may be nested.
class StopSignals {
 public:
  StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  ~StopSignals();

 private:
  static constexpr std::size_t kSignals = 3;
  std::array<struct sigaction, kSignals> before_{};
};

// Whether one has come since the process began.
bool stop_asked();

}  // namespace finwait::cli
