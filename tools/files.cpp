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
#include <system_error>
#include <utility>

#include "sim/suggest.hpp"
#include "tools/context.hpp"

namespace finwait::cli {
namespace {

namespace fs = std::filesystem;

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

// The reasons that trying again, or making room, may cure.
bool may_pass(int error) {
  return error == EIO || error == ENOSPC || error == EDQUOT || error == EMFILE || error == ENFILE || error == EAGAIN ||
         error == EINTR || error == EFBIG;
}

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

void write_in_place(const std::string& path, std::string_view text) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file.valid()) fail(path, errno);
  if (const int error = write_all(file.get(), text)) fail(path, error);
}

void write_beside(const fs::path& target, const std::string& path, std::string_view text) {
  std::string beside = (target.parent_path() / ("." + target.filename().string() + ".XXXXXX")).string();
  const Descriptor file(::mkostemp(beside.data(), O_CLOEXEC));
  if (!file.valid()) fail(path, errno);
  int error = write_all(file.get(), text);
  if (error == 0 && ::fchmod(file.get(), usual_mode()) != 0) error = errno;
  if (error == 0 && ::rename(beside.c_str(), target.c_str()) != 0) error = errno;
  if (error == 0) return;
  ::unlink(beside.c_str());
  fail(path, error);
}

}  // namespace

std::string input_name(const std::string& path) { return path == "-" ? "<stdin>" : path; }

std::string read_input(const std::string& path) {
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

void write_file(const std::string& path, std::string_view text) {
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (path.empty() || (exists && S_ISDIR(status.st_mode))) {
    throw CommandError(ExitCode::Usage, path.empty() ? "-o: the name is empty" : path + ": is a directory");
  }
  if (exists && !S_ISREG(status.st_mode)) {
    write_in_place(path, text);
    return;
  }
  std::error_code no_folder;
  const fs::path folder = fs::path(path).parent_path();
  if (!exists && !folder.empty() && !fs::is_directory(folder, no_folder)) {
    throw CommandError(ExitCode::Usage,
                       path + ": the folder " + folder.string() + " does not exist" + near_name(folder));
  }
  // A symbolic link stays one: what it points to is replaced.
  std::error_code error;
  const fs::path real = exists ? fs::canonical(path, error) : fs::path(path);
  if (error) {
    // It points to an open file that has lost its name, as /dev/stdout may; renaming would put a file in its place.
    write_in_place(path, text);
    return;
  }
  write_beside(real, path, text);
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

bool is_sweep_text(std::string_view text) {
  const bool axes = text.find("\"axes\"") != std::string_view::npos;
  if (!axes && text.find("\"scenario\"") == std::string_view::npos) return false;
  JsonDocument document;
  InputErrors ignored;
  // What is no JSON is a broken sweep if it has axes, and is told so.
  return parse_json(text, "", document, ignored) ? is_sweep(document) : axes;
}

bool is_sweep(const JsonDocument& document) {
  if (document.nodes.empty() || document.nodes[0].type != JsonType::Object) return false;
  const auto has = [&document](std::string_view key) { return document.find(0, key) != JsonNode::kNone; };
  if (has("axes")) return true;
  // One whose "axes" are misspelled. Recordings have a scenario too, and results its name.
  if (!has("scenario") || has("runs") || has("a") || has("b")) return false;
  const JsonNode& base = document.nodes[document.find(0, "scenario")];
  return base.type == JsonType::Object || (base.type == JsonType::String && base.text.ends_with(".json"));
}

namespace {

// The JSON files below a folder that are sweeps, or those that are not.
std::vector<std::string> json_files(const std::string& folder, bool sweeps) {
  std::error_code error;
  std::vector<std::string> files;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (name.ends_with(".json") && !name.ends_with(".schema.json") && it->is_regular_file(error) &&
        is_sweep_text(read_input(it->path().string())) == sweeps) {
      files.push_back(it->path().lexically_normal().string());
    }
  }
  if (error) throw CommandError(ExitCode::Usage, folder + ": " + error.message());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::vector<std::string> scenario_files(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<std::string> files = json_files(path, false);
  if (files.empty()) throw CommandError(ExitCode::Usage, path + ": no scenario (*.json) in this folder");
  return files;
}

std::vector<std::string> sweep_files(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return json_files(path, true);
  return is_sweep_text(read_input(path)) ? std::vector<std::string>{path} : std::vector<std::string>{};
}

}  // namespace finwait::cli
