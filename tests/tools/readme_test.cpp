// What the documents show of finwait must be what finwait prints: every block that begins with "$ ./tools/finwait" is
// run.
#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace {

struct Shown {
  std::string arguments;
  std::string output;
};

std::vector<Shown> shown_runs(const std::string& document) {
  const std::string kPrompt = "$ ./tools/finwait ";
  std::ifstream file(FINWAIT_SOURCE_DIR "/" + document);
  std::vector<Shown> runs;
  std::string line;
  bool inside = false;
  while (std::getline(file, line)) {
    if (line.rfind("```", 0) == 0) {
      inside = false;
    } else if (line.rfind(kPrompt, 0) == 0) {
      runs.push_back({line.substr(kPrompt.size()), ""});
      inside = true;
    } else if (inside) {
      runs.back().output += line + "\n";
    }
  }
  return runs;
}

// As on a terminal of 80 columns without colour.
std::string output_of(const std::string& arguments) {
  const bool run = arguments.rfind("run ", 0) == 0 && arguments.find(" -") == std::string::npos;
  const std::string command = "cd " FINWAIT_SOURCE_DIR " && COLUMNS=80 LC_ALL=C.UTF-8 NO_COLOR=1 " FINWAIT_BINARY " " +
                              arguments + (run ? " --format ladder" : "") + " 2>&1";
  std::string text;
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 4096> buffer{};
  while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe)) text.append(buffer.data(), n);
  CHECK(pclose(pipe) == 0);
  return text;
}

}  // namespace

TEST_CASE("the documents show what finwait prints") {
  for (const std::string document : {"README.md", "docs/seeing.md"}) {
    const std::vector<Shown> runs = shown_runs(document);
    REQUIRE(runs.size() >= 2);
    for (const Shown& run : runs) {
      INFO(document << ": finwait " << run.arguments);
      CHECK(output_of(run.arguments) == run.output);
    }
  }
}
