// All recordings of a real kernel against the simulator. What each of them came to is pinned in pinned.txt: a case
// that got worse fails here with its first difference; one that got better has to be pinned anew.
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "core/time_text.hpp"
#include "sim/conformance.hpp"

using namespace finwait;

namespace {

const std::filesystem::path kFolder = std::filesystem::path(FINWAIT_SOURCE_DIR) / "tests/reference";

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

enum class Grade { Worse, Reproduced, Exact };
std::string_view word(Grade grade) {
  if (grade == Grade::Exact) return "exact";
  return grade == Grade::Reproduced ? "reproduced" : "not reproduced";
}

std::map<std::string, Grade> pinned() {
  std::map<std::string, Grade> pins;
  std::ifstream in(kFolder / "pinned.txt");
  std::string name;
  std::string grade;
  while (in >> name >> grade) {
    const bool known = grade == "exact" || grade == "reproduced";
    INFO("pinned.txt: " << name << " " << grade);
    REQUIRE(known);
    REQUIRE(pins.emplace(name, grade == "exact" ? Grade::Exact : Grade::Reproduced).second);
  }
  return pins;
}

std::set<std::filesystem::path> recordings() {
  std::set<std::filesystem::path> files;
  for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator(kFolder / "linux-6.18")) {
    if (entry.path().extension() == ".json") files.insert(entry.path());
  }
  return files;
}

void compare(const Recording& recording, Grade pin, Grade& grade, ConformanceTest& test) {
  const Conformance result = test.compare(recording);
  grade = result.exact ? Grade::Exact : result.reproduced ? Grade::Reproduced : Grade::Worse;
  const RunComparison& best = result.runs.at(result.best);
  INFO(recording.name << " was " << word(pin) << " and now is " << word(grade) << ". " << best.matched
                      << " segments agree, the worst differs by " << format_duration(best.worst)
                      << ". First difference: " << (best.difference.empty() ? "none" : best.difference));
  CHECK(grade >= pin);
}

}  // namespace

TEST_CASE("what a real kernel did is reproduced, no recording worse than it was, all in two seconds") {
  const std::map<std::string, Grade> pins = pinned();
  std::map<std::string, Grade> found;
  ConformanceTest test;
  const auto began = std::chrono::steady_clock::now();
  for (const std::filesystem::path& file : recordings()) {
    const RecordingResult read = read_recording(text_of(file), file.string());
    INFO(file.string());
    REQUIRE(read.recording.has_value());
    const auto pin = pins.find(read.recording->name);
    CHECK(read.recording->name == file.stem().string());
    compare(*read.recording, pin == pins.end() ? Grade::Reproduced : pin->second, found[read.recording->name], test);
  }
  const auto took = std::chrono::steady_clock::now() - began;

  for (const auto& [name, grade] : found) {
    const auto pin = pins.find(name);
    INFO(name << " is " << word(grade) << ": write that into tests/reference/pinned.txt");
    CHECK(pin != pins.end());
    if (pin != pins.end()) CHECK(grade <= pin->second);
  }
  for (const auto& [name, grade] : pins) {
    INFO(name << " is pinned but has no recording");
    CHECK(found.contains(name));
  }
#ifdef NDEBUG
  CHECK(took < std::chrono::seconds(2));
#else
  CHECK(took < std::chrono::seconds(60));  // sanitizers and no optimisation: a bound against hanging only
#endif
}

TEST_CASE("the recordings are worth pinning: under a stack that is not the kernel's most differ") {
  ConformanceTest test;
  int same = 0;
  int all = 0;
  for (const std::filesystem::path& file : recordings()) {
    if (++all > 30) break;
    const RecordingResult read = read_recording(text_of(file), file.string(), "rfc9293");
    REQUIRE(read.recording.has_value());
    const Conformance result = test.compare(*read.recording);
    same += result.reproduced ? 1 : 0;
    if (result.reproduced) continue;
    INFO(read.recording->name);
    CHECK_FALSE(result.runs.at(result.best).difference.empty());
  }
  CHECK(same < 15);
}
