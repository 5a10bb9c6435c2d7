#include "tools/sweep/stop_signals.hpp"

#include <atomic>

namespace finwait::cli {
namespace {

struct Watched {
  int number;
  int flags;
};
constexpr std::array<Watched, 3> kWatched{
    {{SIGINT, static_cast<int>(SA_RESETHAND)}, {SIGTERM, static_cast<int>(SA_RESETHAND)}, {SIGHUP, 0}}};

// The thread that asks need not be the one that the signal interrupts.
std::atomic<bool> asked = false;
static_assert(std::atomic<bool>::is_always_lock_free);

}  // namespace

StopSignals::StopSignals() {
  static_assert(kWatched.size() == kSignals);
  for (std::size_t i = 0; i < kSignals; ++i) {
    struct sigaction action {};
    action.sa_handler = [](int) { asked = true; };
    action.sa_flags = kWatched[i].flags;
    ::sigaction(kWatched[i].number, nullptr, &before_[i]);
    if (before_[i].sa_handler != SIG_IGN) ::sigaction(kWatched[i].number, &action, nullptr);
  }
}

StopSignals::~StopSignals() {
  for (std::size_t i = 0; i < kSignals; ++i) ::sigaction(kWatched[i].number, &before_[i], nullptr);
}

bool stop_asked() { return asked; }

}  // namespace finwait::cli
