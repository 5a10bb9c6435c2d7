#include "tools/sweep/progress.hpp"

#include <unistd.h>

#include <cmath>

#include "tools/files.hpp"
#include "tools/numbers.hpp"

namespace finwait::cli {
namespace {

std::string left_words(double seconds) {
  const auto all = static_cast<std::uint64_t>(std::ceil(seconds));
  if (all < 60) return std::to_string(all) + " s left";
  if (all < 3600) return std::to_string(all / 60) + " min " + std::to_string(all % 60) + " s left";
  return grouped(all / 3600) + " h " + std::to_string(all % 3600 / 60) + " min left";
}

}  // namespace

std::string progress_line(std::uint64_t done, std::uint64_t all, std::uint64_t done_before, double seconds) {
  const double share = all == 0 ? 1.0 : static_cast<double>(done) / static_cast<double>(all);
  std::string line =
      grouped(done) + " of " + grouped(all) + " runs (" + std::to_string(static_cast<int>(share * 100)) + " %)";
  if (seconds <= 0 || done <= done_before) return line;
  const double rate = static_cast<double>(done - done_before) / seconds;
  line += ", " + grouped(static_cast<std::uint64_t>(rate)) + " runs/s";
  return line + ", " + left_words(static_cast<double>(all - done) / rate);
}

Progress::Progress(std::uint64_t all, std::uint64_t done_before)
    : terminal_(::isatty(STDERR_FILENO) == 1), all_(all), done_before_(done_before) {}

Progress::~Progress() { clear(); }

double Progress::seconds() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }

void Progress::show(std::uint64_t done) {
  if (!terminal_ || Clock::now() < next_) return;
  next_ = Clock::now() + std::chrono::milliseconds(100);
  write_stderr("\r" + progress_line(done, all_, done_before_, seconds()) + "\x1b[K");
  drawn_ = true;
}

void Progress::clear() {
  if (drawn_) write_stderr("\r\x1b[K");
  drawn_ = false;
}

}  // namespace finwait::cli
