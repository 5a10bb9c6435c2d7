// What a sweep's file says about itself stays with its results.
#include <catch2/catch.hpp>
#include <string>

#include "tests/sweep/sweep_folder.hpp"
#include "tests/sweep/sweep_report.hpp"
#include "tools/sweep/sweep_input.hpp"

using namespace finwait::tests;
using finwait::cli::read_sweep_text;
using finwait::cli::SweepPlan;

namespace {

std::string sweep_about(const std::string& about) {
  return "{ \"about\": \"" + about + "\", \"scenario\": " + lossy_close() +
         ", \"axes\": [{ \"target\": \"link.delay\", \"values\": [\"5ms\", \"80ms\"] }] }";
}

}  // namespace

TEST_CASE("a page says first what was asked") {
  const Folder folder;
  folder.write("asked.json", sweep_about("Does <delay> matter & when?"));
  const std::string page = report(folder, "asked.json");
  CHECK(page.find("<p class=\"about\">Does &lt;delay&gt; matter &amp; when?</p>") < page.find("id=\"findings\""));
  // A sweep of options asks nothing that it could repeat.
  const Folder other;
  other.write("lossy.json", lossy_close());
  CHECK(count(report(other, lossy_sweep(1)), "class=\"about\"") == 0);
}

TEST_CASE("what a sweep is about is in its text, and makes no other sweep of it") {
  const SweepPlan asked = read_sweep_text(sweep_about("A \\\"seed\\\": 5 in it?"), "sweep.json");
  const SweepPlan silent = read_sweep_text(sweep_about(""), "sweep.json");
  CHECK(asked.about() == "A \"seed\": 5 in it?");
  CHECK(asked.hash() == silent.hash());
  CHECK(asked.text() != silent.text());
  const SweepPlan again = read_sweep_text(asked.text(), "again.json");
  CHECK(again.text() == asked.text());
  CHECK(again.about() == asked.about());
  // Another wording is no reason to refuse going on.
  const Folder folder;
  folder.write("sweep.json", sweep_about("Dose delay matter?"));
  REQUIRE(folder.finwait("sweep run sweep.json -o done").code == 0);
  folder.write("sweep.json", sweep_about("Does delay matter?"));
  const Finished resumed = folder.finwait("sweep run sweep.json -o done --resume");
  CHECK(resumed.code == 0);
  CHECK_THAT(resumed.out, Catch::Contains("all there already"));
}

TEST_CASE("the printed file of a sweep that kept rows keeps rows, wherever it was said") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  REQUIRE(folder.finwait("sweep run " + lossy_sweep(2) + " --keep rows -o rows").code == 0);
  const Finished printed = folder.finwait("sweep repro rows");
  REQUIRE(printed.code == 0);
  CHECK_THAT(printed.out, Catch::Contains("\"keep\":\"rows\""));
  folder.write("again.json", printed.out);
  REQUIRE(folder.finwait("sweep run again.json -o again").code == 0);
  const std::string rows = folder.path() + "/rows/results.sqlite";
  CHECK(ask(rows, "SELECT count(*) FROM runs") == "12");
  CHECK(dump(folder.path() + "/again/results.sqlite") == dump(rows));
  // The option has the last word.
  REQUIRE(folder.finwait("sweep run again.json --keep aggregates -o figures").code == 0);
  CHECK_THAT(folder.finwait("sweep repro figures").out, Catch::Contains("\"keep\":\"aggregates\""));
  CHECK(ask(folder.path() + "/figures/results.sqlite", "SELECT value FROM meta WHERE key = 'keep'") == "aggregates");
}
