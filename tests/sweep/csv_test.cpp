// --csv: what stands in it whatever the axes are called.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <sstream>
#include <string>

#include "tests/sweep/sweep_folder.hpp"

using namespace finwait::tests;

namespace {

std::string csv_with_axis(const std::string& name, const std::string& keep) {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  // Without losses: the seeds differ by the name of the axis, and nothing shows it.
  const Finished done =
      folder.finwait("sweep run lossy.json --axis '" + name + ":link.delay=5ms,80ms,1s' -o out --csv out.csv" + keep);
  CAPTURE(name, done.err);
  REQUIRE(done.code == 0);
  return folder.read("out.csv");
}

// No two columns are called the same.
void check_header(const std::string& csv) {
  std::istringstream header(csv.substr(0, csv.find("\r\n")));
  std::set<std::string> names;
  for (std::string name; std::getline(header, name, ',');) CHECK(names.insert(name).second);
}

// Without the header.
std::string body(const std::string& csv) { return csv.substr(csv.find("\r\n")); }

}  // namespace

TEST_CASE("an axis may be called as any column of the results is") {
  const std::string usual = csv_with_axis("delay", "");
  REQUIRE(usual.starts_with("combination,delay,kind,name,unit,n,mean,"));
  REQUIRE(std::count(usual.begin(), usual.end(), '\n') == 1 + 3 * 9);
  for (const std::string name : {"n", "unit", "mean", "median", "median_low", "p99", "min", "max", "exact", "witness",
                                 "share", "low", "high", "kind", "name", "metric", "outcome", "Combination"}) {
    CAPTURE(name);
    const std::string csv = csv_with_axis(name, "");
    CHECK(body(csv) == body(usual));
    check_header(csv);
  }
  for (const std::string name : {"run", "repetition", "seed", "outcome", "combination"}) {
    CAPTURE(name);
    const std::string rows = csv_with_axis(name, " --keep rows");
    CHECK(std::count(rows.begin(), rows.end(), '\n') == 1 + 3);
    check_header(rows);
    CHECK(rows.find("\r\n1,1,0,80ms,") != std::string::npos);
  }
}
