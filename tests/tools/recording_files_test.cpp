// Recordings that a scenario names are found from the scenario's folder, and what is no file is refused in words.
#include "tools/recording_files.hpp"

#include <catch2/catch.hpp>

using namespace finwait::cli;

TEST_CASE("a recording is found beside its scenario, whatever the current folder") {
  const RecordingFiles files(std::string(FINWAIT_SOURCE_DIR) + "/scenarios/links/recorded-file.json");
  std::string why_not;
  const auto text = files.read("recorded-loss.txt", why_not);
  REQUIRE(text);
  CHECK(text->find("1 1 0") != std::string::npos);
  CHECK(files.read("../links/recorded-loss.txt", why_not) == text);
  CHECK(files.read(std::string(FINWAIT_SOURCE_DIR) + "/scenarios/links/recorded-loss.txt", why_not) == text);
  CHECK(why_not.empty());
}

TEST_CASE("what is not there, or no file, is refused with a reason") {
  const RecordingFiles files(std::string(FINWAIT_SOURCE_DIR) + "/scenarios/links/recorded-file.json");
  const auto reason = [&](std::string_view path) {
    std::string why_not;
    CHECK_FALSE(files.read(path, why_not));
    return why_not;
  };
  CHECK(reason("gone.txt") == "no such file");
  CHECK(reason("..") == "not a regular file");
  CHECK(reason("/dev/zero") == "not a regular file");
  CHECK(reason("") == "not the name of a file");
  CHECK(reason("-") == "not the name of a file");
}
