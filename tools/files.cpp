#include "tools/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "sim/suggest.hpp"
#include "tools/context.hpp"

namespace finwait::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlock = std::size_t{1} << 18U;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ > 2) ::close(fd_);
  }
  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }

 private:
  int fd_;
};

[[noreturn]] void fail(const std::string& what, int error, const std::string& hint = "") {
  throw CommandError(may_pass(error) ? ExitCode::Retry : ExitCode::Usage, what + ": " + std::strerror(error) + hint);
}

// A name in the folder of `path` that it may have been meant to be.
std::string near_name(const fs::path& path) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::error_code error;
  std::vector<std::string> names;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    names.push_back(it->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string found = suggest(path.filename().string(), views);
  if (found.empty()) return "";
  return "; did you mean " + (path.has_parent_path() ? path.parent_path() / found : fs::path(found)).string() + "?";
}

std::string too_large(const std::string& name) {
  return name + ": larger than " + std::to_string(kLargestInput >> 20U) + " MiB, which no scenario is";
}

// Returns errno, 0 if all was written.
int write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return 0;
}

mode_t usual_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666U & ~mask;
}

// What read_input() has read, by device and inode. Workers of a sweep read recordings too.
class Inputs {
 public:
  void add(const struct stat& status) {
    if (!S_ISREG(status.st_mode)) return;
    const std::scoped_lock lock(mutex_);
    files_.insert({status.st_dev, status.st_ino});
  }
  bool has(const struct stat& status) {
    const std::scoped_lock lock(mutex_);
    return files_.contains({status.st_dev, status.st_ino});
  }

 private:
  std::mutex mutex_;
  std::set<std::pair<dev_t, ino_t>> files_;
};

Inputs& inputs() {
  static Inputs inputs;
  return inputs;
}

void require_ours_to_replace(const std::string& path, const struct stat& status) {
  if (inputs().has(status)) {
    throw CommandError(ExitCode::Usage,
                       path + ": this command reads that file itself; choose another name to write to");
  }
  if (is_database(path)) {
    throw CommandError(ExitCode::Usage, path +
                                            ": is a database, as a sweep's results are, and no text takes its place; "
                                            "choose another name to write to");
  }
}

void require_folder(const std::string& path) {
  std::error_code error;
  const fs::path folder = fs::path(path).parent_path();
  if (folder.empty() || fs::is_directory(folder, error)) return;
  throw CommandError(ExitCode::Usage, path + ": the folder " + folder.string() + " does not exist" + near_name(folder));
}

std::string read_all(const std::string& path, bool input) {
  const std::string name = input_name(path);
  const Descriptor file(path == "-" ? 0 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) fail(name, errno, errno == ENOENT ? near_name(path) : "");
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) fail(name, errno);
  if (S_ISDIR(status.st_mode)) {
    throw CommandError(ExitCode::Usage,
                       name + ": is a directory; a scenario is one file (`finwait check` takes folders)");
  }
  if (S_ISREG(status.st_mode) && static_cast<std::size_t>(status.st_size) > kLargestInput) {
    throw CommandError(ExitCode::Usage, too_large(name));
  }
  if (input) inputs().add(status);
  std::string text;
  std::array<char, 1U << 16U> block{};
  for (;;) {
    const ssize_t n = ::read(file.get(), block.data(), block.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail(name, errno);
    if (n == 0) return text;
    text.append(block.data(), static_cast<std::size_t>(n));
    if (text.size() > kLargestInput) throw CommandError(ExitCode::Usage, too_large(name));
  }
}

}  // namespace

bool is_database(const std::string& path) {
  constexpr std::string_view kMark("SQLite format 3\0", 16);
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, kMark.size()> head{};
  return file.valid() && ::read(file.get(), head.data(), head.size()) == static_cast<ssize_t>(head.size()) &&
         std::string_view(head.data(), head.size()) == kMark;
}

std::string input_name(const std::string& path) { return path == "-" ? "<stdin>" : path; }

bool may_pass(int error) {
  return error == EIO || error == ENOSPC || error == EDQUOT || error == EMFILE || error == ENFILE || error == EAGAIN ||
         error == EINTR || error == EFBIG || error == ENOMEM;
}

bool same_file(const std::string& one, const std::string& other) {
  std::error_code error;
  if (fs::equivalent(one, other, error)) return true;
  const fs::path x = fs::weakly_canonical(fs::absolute(one, error), error);
  return !x.empty() && x == fs::weakly_canonical(fs::absolute(other, error), error);
}

std::string read_file(const std::string& path) { return read_all(path, false); }

std::string read_input(const std::string& path) { return read_all(path, true); }

void require_no_dash(const std::string& output) {
  if (output != "-") return;
  throw CommandError(ExitCode::Usage,
                     "-: is stdin where a file is read; what is called so is ./-, and stdout is /dev/stdout");
}

FileWriter::FileWriter(std::string path) : path_(std::move(path)) {
  struct stat status {};
  const bool exists = ::stat(path_.c_str(), &status) == 0;
  require_no_dash(path_);
  if (path_.empty() || (exists && S_ISDIR(status.st_mode))) {
    throw CommandError(ExitCode::Usage,
                       path_.empty() ? "the name of the file to be written is empty" : path_ + ": is a directory");
  }
  if (exists && !S_ISREG(status.st_mode)) return;
  exists ? require_ours_to_replace(path_, status) : require_folder(path_);
  // A symbolic link stays one: what it points to is replaced. If that is an open file that has lost its name, as
  // /dev/stdout may be, renaming would put a file in the link's place.
  std::error_code error;
  const fs::path target = exists ? fs::canonical(path_, error) : fs::path(path_);
  if (error) return;
  target_ = target.string();
  std::string beside = (target.parent_path() / ("." + target.filename().string() + ".XXXXXX")).string();
  file_ = ::mkostemp(beside.data(), O_CLOEXEC);
  if (file_ < 0) fail(path_, errno);
  beside_ = std::move(beside);
}

FileWriter::~FileWriter() {
  if (file_ >= 0) ::close(file_);
  if (!beside_.empty()) ::unlink(beside_.c_str());
}

void FileWriter::write(std::string_view text) {
  if (text_.size() + text.size() < kBlock) {
    text_ += text;
    return;
  }
  put(std::exchange(text_, {}));
  put(text);
}

void FileWriter::finish() {
  put(std::exchange(text_, {}));
  if (beside_.empty()) return;
  if (::fchmod(file_, usual_mode()) != 0 || ::rename(beside_.c_str(), target_.c_str()) != 0) fail(path_, errno);
  beside_.clear();
}

void FileWriter::put(std::string_view text) {
  // Not earlier: opening a pipe tells its reader that somebody writes.
  if (file_ < 0) file_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
  if (file_ < 0) fail(path_, errno);
  const int error = write_all(file_, text);
  if (error == EPIPE) throw CommandError(ExitCode::Ok, "");
  if (error != 0) fail(path_, error);
}

void require_output(const std::string& path) { const FileWriter tried(path); }

void write_file(const std::string& path, std::string_view text) {
  FileWriter file(path);
  file.write(text);
  file.finish();
}

void write_stdout(std::string_view text) {
  const int error = write_all(STDOUT_FILENO, text);
  if (error == EPIPE) throw CommandError(ExitCode::Ok, "");
  if (error != 0) throw CommandError(ExitCode::Retry, std::string("writing the output: ") + std::strerror(error));
}

void write_output(const std::string& path, std::string_view text) {
  if (path.empty()) {
    write_stdout(text);
  } else {
    write_file(path, text);
  }
}

void write_stderr(std::string_view text) { static_cast<void>(write_all(STDERR_FILENO, text)); }

}  // namespace finwait::cli
