// One process at a time writes a file: a lock file beside it, held by the kernel, so that it ends with the process.
#pragma once

#include <string>
#include <system_error>

namespace finwait::cli {

class StoreLock {
 public:
  // DIR/.NAME.lock. Throws CommandError: Retry if another process holds it.
  explicit StoreLock(const std::string& path);
  ~StoreLock();
  StoreLock(const StoreLock&) = delete;
  StoreLock& operator=(const StoreLock&) = delete;

 private:
  std::string name_;
  int file_ = -1;
};

// What is in this file survives a power failure from here on; or what the system says why not.
std::error_code sync_file(const std::string& path);
// What was renamed in this folder survives a power failure from here on.
void sync_folder(const std::string& path);

}  // namespace finwait::cli
