#include "tools/json_files.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "tools/context.hpp"
#include "tools/files.hpp"

namespace finwait::cli {

namespace fs = std::filesystem;

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
