// Runs the built finwait as a user does, in a folder of its own, and keeps what it said.
#pragma once

#include <string>
#include <vector>

namespace finwait::tests {

struct Finished {
  int code = -1;
  std::string out{};
  std::string err{};
};

// A folder that is gone when its owner is.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::string& path() const { return path_; }
  void write(const std::string& name, const std::string& text) const;
  std::string read(const std::string& name) const;
  bool has(const std::string& name) const;
  // The names of all files in it, hidden ones too.
  std::vector<std::string> files() const;

  // finwait with these arguments as a shell reads them, in this folder; `before` and `after` are put around the
  // command: "COLUMNS=40", "< in.json".
  Finished finwait(const std::string& arguments, const std::string& after = "", const std::string& before = "") const;

 private:
  std::string path_;
};

// A scenario that is right: the third segment of the close is lost once.
std::string third_lost_once();

}  // namespace finwait::tests
