#include "tests/tools/command.hpp"

#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "tools/files.hpp"

namespace finwait::tests {

namespace fs = std::filesystem;

Folder::Folder() : path_((fs::temp_directory_path() / "finwait-test-XXXXXX").string()) {
  if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder");
}

Folder::~Folder() {
  std::error_code error;
  fs::remove_all(path_, error);
}

void Folder::write(const std::string& name, const std::string& text) const {
  const fs::path file = fs::path(path_) / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

std::string Folder::read(const std::string& name) const { return cli::read_input((fs::path(path_) / name).string()); }

bool Folder::has(const std::string& name) const { return fs::exists(fs::path(path_) / name); }

std::vector<std::string> Folder::files() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(path_)) {
    if (entry.is_regular_file()) names.push_back(entry.path().lexically_relative(path_).string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Finished Folder::finwait(const std::string& arguments, const std::string& after, const std::string& before) const {
  // What it says stays outside the folder, which shows what the command itself leaves behind.
  const std::string out = path_ + ".out";
  const std::string err = path_ + ".err";
  const std::string command = "cd '" + path_ + "' && { " + before + " '" FINWAIT_BINARY "' " + arguments + " " + after +
                              "; } >'" + out + "' 2>'" + err + "'";
  const int status = std::system(command.c_str());
  Finished finished;
  finished.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  const auto slurp = [](const std::string& name) {
    std::string text = cli::read_input(name);
    fs::remove(name);
    return text;
  };
  finished.out = slurp(out);
  finished.err = slurp(err);
  return finished;
}

std::string third_lost_once() {
  return R"({
  "about": "B's FIN, the third segment of the close, is lost once",
  "link": { "delay": "10ms" },
  "a": { "stack": "linux", "app": [ { "do": "wait", "for": "300ms" }, { "do": "close" } ] },
  "b": { "stack": "linux",
         "app": [ { "do": "read", "until": "eof" }, { "do": "wait", "for": "500ms" }, { "do": "close" } ] },
  "faults": [ { "match": { "teardown": 3, "nth": 1 }, "do": "drop" } ],
  "stacks": [ "textbook", "linux" ],
  "expect": [ { "end": { "a": "CLOSED", "b": "CLOSED" } }, { "retransmissions": { "b": 1 } } ]
}
)";
}

}  // namespace finwait::tests
