#include "tools/sweep/store_lock.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>

#include "tools/context.hpp"
#include "tools/files.hpp"

namespace finwait::cli {
namespace {

namespace fs = std::filesystem;

// The kernel's own error where a lock is not to be had because somebody has it.
bool is_taken(int error) { return error == EACCES || error == EAGAIN; }

bool lock_file(int file) {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return ::fcntl(file, F_SETLK, &lock) == 0;
}

// Whoever had the lock may have taken the file away meanwhile: a lock on what has no name keeps nobody out.
bool still_there(int file, const std::string& name) {
  struct stat opened {};
  struct stat named {};
  return ::fstat(file, &opened) == 0 && ::stat(name.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
         opened.st_dev == named.st_dev;
}

std::string holder(int file) {
  std::array<char, 32> digits{};
  const ssize_t n = ::pread(file, digits.data(), digits.size() - 1, 0);
  return n > 0 ? " (process " + std::string(digits.data(), static_cast<std::size_t>(n)) + ")" : "";
}

}  // namespace

StoreLock::StoreLock(const std::string& path) {
  const fs::path file(path);
  name_ = (file.parent_path() / ("." + file.filename().string() + ".lock")).string();
  for (;;) {
    file_ = ::open(name_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file_ < 0) {
      const int error = errno;
      const std::string folder = file.has_parent_path() ? file.parent_path().string() : ".";
      throw CommandError(
          may_pass(error) ? ExitCode::Retry : ExitCode::Usage,
          folder + ": no file can be made there (" + std::strerror(error) + "); allowed: a folder where you may write");
    }
    // Where the file system has no locks at all there is only the user's word.
    if (!lock_file(file_) && is_taken(errno)) {
      const std::string who = holder(file_);
      ::close(file_);
      throw CommandError(ExitCode::Retry,
                         path + ": locked, another finwait" + who +
                             " is writing it; wait for it, or end it and go on (sweep run: with --resume)");
    }
    if (still_there(file_, name_)) break;
    ::close(file_);
  }
  const std::string pid = std::to_string(::getpid());
  // Only for the message above; without it the message is shorter.
  if (::ftruncate(file_, 0) == 0) static_cast<void>(::pwrite(file_, pid.data(), pid.size(), 0) < 0);
}

StoreLock::~StoreLock() {
  ::unlink(name_.c_str());
  ::close(file_);
}

std::error_code sync_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = file >= 0 && ::fsync(file) == 0;
  const std::error_code error(synced ? 0 : errno, std::generic_category());
  if (file >= 0) ::close(file);
  return error;
}

void sync_folder(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  const int file = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  ::fsync(file);
  ::close(file);
}

}  // namespace finwait::cli
