#include "tools/recording_files.hpp"

#include <filesystem>

#include "tools/context.hpp"
#include "tools/files.hpp"

namespace finwait::cli {

std::optional<std::string> RecordingFiles::read(std::string_view path, std::string& why_not) const {
  if (path.empty() || path == "-") {
    why_not = "not the name of a file";
    return std::nullopt;
  }
  std::filesystem::path file(path);
  if (file.is_relative() && scenario_path_ != "-") file = std::filesystem::path(scenario_path_).parent_path() / file;
  std::error_code ignored;
  // Neither a directory nor a pipe or device, which might never end.
  if (!std::filesystem::is_regular_file(file, ignored)) {
    why_not = std::filesystem::exists(file, ignored) ? "not a regular file" : "no such file";
    return std::nullopt;
  }
  try {
    return read_input(file.string());
  } catch (const CommandError& error) {
    why_not = error.what();
    return std::nullopt;
  }
}

}  // namespace finwait::cli
