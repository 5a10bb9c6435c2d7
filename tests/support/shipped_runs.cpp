#include "tests/support/shipped_runs.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <vector>

#include "sim/runner.hpp"
#include "sim/scenario_json.hpp"
#include "sim/text_files.hpp"
#include "tests/support/text_file.hpp"

namespace finwait::tests {
namespace {

// What a scenario names lies beside it.
class Beside final : public TextFiles {
 public:
  explicit Beside(std::string folder) : folder_(std::move(folder)) {}
  std::optional<std::string> read(std::string_view path, std::string&) const override {
    return text_of(folder_ + "/" + std::string(path));
  }

 private:
  std::string folder_;
};

std::vector<std::string> shipped_in(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(FINWAIT_SOURCE_DIR "/" + folder)) {
    const std::string file = entry.path().filename().string();
    const bool schema = file.find(".schema.json") != std::string::npos;
    if (entry.path().extension() == ".json" && !schema) files.push_back(folder + "/" + file);
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

void for_each_shipped_run(const std::function<void(const std::string& name, const TraceLog& run)>& visit) {
  Runner runner;
  for (const std::string folder : {"scenarios", "scenarios/links"}) {
    const Beside files(folder);
    for (const std::string& file : shipped_in(folder)) {
      INFO(file);
      const ScenarioResult read = read_scenario(text_of(file), file, {}, &files);
      REQUIRE(read.scenario.has_value());
      TraceLog log;
      runner.run(*read.scenario, &log);
      const std::size_t begin = std::string("scenarios/").size();
      visit(file.substr(begin, file.size() - begin - std::string(".json").size()), log);
    }
  }
}

}  // namespace finwait::tests
