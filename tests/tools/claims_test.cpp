// docs/textbook-claims.md is written by running the simulator: what it says must be what a run shows today.
#include "tools/claims.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "tests/support/text_file.hpp"

TEST_CASE("The page of the lessons' claims says what the runs show") {
  const std::string page = finwait::tests::text_of("docs/textbook-claims.md");
  const std::string table = finwait::cli::claims_table();
  const std::size_t begin = page.find("| # |");
  REQUIRE(begin != std::string::npos);
  const std::size_t end = page.find("\n\n", begin);
  INFO("`finwait claims` prints the table anew; the difference belongs into the commit's message");
  CHECK(page.substr(begin, end + 1 - begin) == table);
}

TEST_CASE("A claim that holds for one stack can fail for another") {
  const std::string table = finwait::cli::claims_table();
  // Give-up: the lessons' account waits twice the last gap, Linux does so below the ceiling, lwIP hardly waits.
  CHECK(table.find("| yes: 8s after a gap of 4s |") != std::string::npos);
  CHECK(table.find("| yes: 76.8s after a gap of 38.4s |") != std::string::npos);
  CHECK(table.find("| no: 500ms after a gap of 384s |") != std::string::npos);
}
