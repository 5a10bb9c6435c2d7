// What a sweep and its axes may be called.
#include <catch2/catch.hpp>

#include "tests/sweep/sweep_folder.hpp"

using namespace finwait::tests;

TEST_CASE("names with octets that are no UTF-8 cannot make results that nobody can read") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const Finished refused = folder.finwait("sweep run lossy.json --axis '\xff:link.delay=1ms,2ms' -o out");
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, Catch::Contains("the axis's name is not valid UTF-8"));
  CHECK_FALSE(folder.has("out/results.sqlite"));
  folder.write("n\xff.json", lossy_close());
  REQUIRE(folder.finwait("sweep run 'n\xff.json' --axis link.delay=1ms,2ms -o out").code == 0);
  CHECK(folder.finwait("sweep repro out 0").code == 0);
  CHECK_THAT(folder.finwait("sweep list out").out, Catch::Contains("n\uFFFD, complete"));
}

TEST_CASE("an axis cannot hide what an assertion knows by its name") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const Finished refused = folder.finwait(
      "sweep run lossy.json --axis 'p99(closed_at):link.delay=1ms,2ms' --assert 'p99(closed_at) < 3s' -o out");
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, Catch::Contains("reads as a call in an expression"));
}
