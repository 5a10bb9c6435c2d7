#include "tests/support/text_file.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

namespace finwait::tests {

std::string text_of(const std::string& path) {
  const std::string file = path.rfind('/', 0) == 0 ? path : FINWAIT_SOURCE_DIR "/" + path;
  std::ifstream in(file, std::ios::binary);
  INFO(file);
  REQUIRE(in.good());
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace finwait::tests
