// One line on a terminal that says how far a sweep is. Where stderr is no terminal it says nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace finwait::cli {

// "1,200,000 of 4,000,000 runs (30 %), 812,345 runs/s, 3 s left".
std::string progress_line(std::uint64_t done, std::uint64_t all, std::uint64_t done_before, double seconds);

class Progress {
 public:
  Progress(std::uint64_t all, std::uint64_t done_before);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Redraws, at most ten times a second.
  void show(std::uint64_t done);
  // Takes the line away, so that something else can be said.
  void clear();
  double seconds() const;

 private:
  using Clock = std::chrono::steady_clock;
  bool terminal_;
  bool drawn_ = false;
  std::uint64_t all_;
  std::uint64_t done_before_;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point next_{};
};

}  // namespace finwait::cli
