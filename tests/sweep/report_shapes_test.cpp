// finwait sweep report on sweeps of other shapes than a rectangle: no axis, three of them, and values that tie.
#include <catch2/catch.hpp>
#include <string>

#include "tests/sweep/sweep_folder.hpp"
#include "tests/sweep/sweep_report.hpp"

using namespace finwait::tests;

namespace {

const std::string kSweeps = std::string(FINWAIT_SOURCE_DIR) + "/scenarios/sweeps/";

}  // namespace

TEST_CASE("a sweep without axes is reported, asked and replayed like any other") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string page = report(folder, "lossy.json --set link.loss.p=0.3 --repeats 200 --csv figures.csv");
  const std::string database = folder.path() + "/done/results.sqlite";
  const std::string most = ask(database, "SELECT max FROM metrics WHERE metric = 'retransmissions'");
  CHECK_THAT(page, Catch::Contains("200 runs of each") && Catch::Contains("<title>scenario = as it is, ") &&
                       Catch::Contains("retransmissions: median ") && Catch::Contains(" to " + most + ".") &&
                       Catch::Contains("No axis: the scenario as it is, with a seed for each run."));
  CHECK(folder.finwait("sweep report done --picture closed_at").out.rfind("<svg", 0) == 0);
  CHECK(folder.finwait("sweep report done --picture outcomes").out.rfind("<svg", 0) == 0);
  CHECK_THAT(folder.read("figures.csv"), Catch::StartsWith("combination,kind,name,"));
  CHECK_THAT(folder.finwait("sweep query done 'SELECT * FROM axes'").out, Catch::Equals("combination\r\n0\r\n"));
  CHECK_THAT(folder.finwait("sweep list done").out, Catch::Contains("complete, 200 runs (1 combination, "));
  const Finished repro = folder.finwait("sweep repro done 7");
  CHECK(repro.code == 0);
  CHECK_THAT(repro.out, Catch::StartsWith("finwait sweep repro done | finwait run "));
}

TEST_CASE("of three axes the one with the fewest values makes the slices, wherever it stands") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string axes =
      " --axis a.tcp_fin_timeout=5s,20s --axis link.loss.p=0,0.1,0.3 --axis link.delay=5ms,20ms,80ms";
  const std::string page = report(folder, "lossy.json --metric closed_at" + axes);
  CHECK(count(page, "<h2 id=\"slice-") == 2);
  CHECK_THAT(page, Catch::Contains(">a.tcp_fin_timeout = 5s</h2>") && Catch::Contains(">a.tcp_fin_timeout = 20s</h2>"));
  // Of equally few the last.
  const Folder other;
  other.write("lossy.json", lossy_close());
  const std::string even = report(other, lossy_sweep(1) + " --axis a.tcp_fin_timeout=5s,20s --metric closed_at");
  CHECK_THAT(even, Catch::Contains(">a.tcp_fin_timeout = 5s</h2>"));
}

TEST_CASE("what is the same in a slice is one sentence and no picture") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  // Without loss nothing is sent again and every run ends as it should; with loss that is not so.
  const std::string page = report(folder,
                                  "lossy.json --axis link.loss.p=0,0.7 --axis link.delay=5ms,20ms,80ms "
                                  "--axis b.tcp_orphan_retries=1,2,3 --repeats 30 --metric retransmissions "
                                  "--metric delivered --metric closed_at");
  const std::string calm = between(page, "<section id=\"slice-0\"", "</section>");
  CHECK_THAT(calm,
             Catch::Contains("link.loss.p = 0</h2>") &&
                 Catch::Contains("<p>Every run with link.loss.p = 0 ends with “both CLOSED, normal”.</p>") &&
                 Catch::Contains("<p>The same in every run with link.loss.p = 0: retransmissions 0, delivered 0.</p>"));
  CHECK(count(calm, "aria-label=\"Share: ") == 0);
  CHECK(count(calm, "aria-label=\"retransmissions") == 0);
  CHECK(count(calm, "aria-label=\"closed_at, median") == 1);
  const std::string rough = between(page, "<section id=\"slice-1\"", "</section>");
  CHECK_THAT(rough, Catch::Contains("<p>The same in every run with link.loss.p = 0.7: delivered 0.</p>"));
  CHECK(count(rough, "aria-label=\"Share: both CLOSED, normal, link.loss.p = 0.7\"") == 1);
  CHECK(count(rough, "aria-label=\"retransmissions, p99, link.loss.p = 0.7\"") == 1);
}

TEST_CASE("of worst rows that tie one is listed, with how many there are") {
  const Folder folder;
  const std::string page = report(folder, kSweeps + "late-fin.json");
  const std::string worst = between(page, "<section id=\"worst\"", "The rarest outcomes");
  // 152 of the 600 combinations are reset; the others' 0 is no worst row.
  CHECK(count(worst, "<td>a.rsts</td>") == 1);
  CHECK_THAT(worst, Catch::Contains("<td>a.rsts</td><td class=\"number\">1</td><td>b.tcp_orphan_retries = 7, "
                                    "a.tcp_fin_timeout = 1s, and 151 more</td>"));
  CHECK_THAT(worst, Catch::Contains("a.tcp_fin_timeout = 39s, and 87 more</td>"));
}

TEST_CASE("a metric of which only the 99th percentile is the same everywhere is among the worst rows") {
  const Folder folder;
  const std::string page = report(folder, kSweeps + "loss-rtt.json");
  const std::string database = folder.path() + "/done/results.sqlite";
  REQUIRE(ask(database, "SELECT count(DISTINCT p99) FROM metrics WHERE metric = 'rsts'") == "1");
  const std::string most = ask(database, "SELECT max(max) FROM metrics WHERE metric = 'rsts'");
  REQUIRE(most != "0");
  const std::string worst = between(page, "<section id=\"worst\"", "The rarest outcomes");
  CHECK_THAT(worst, Catch::Contains("<td>rsts</td><td class=\"number\">0</td><td class=\"number\">" + most + "</td>"));
  CHECK(count(worst, "the same in every run") == 0);
}

TEST_CASE("where quantiles are known to a bucket only, the page names the metrics") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string jitter = "lossy.json --set link.jitter.distribution=uniform --set link.jitter.amount=5ms ";
  const std::string page = report(folder, jitter + "--repeats 3000 --metric closed_at --metric errors");
  const std::string database = folder.path() + "/done/results.sqlite";
  REQUIRE(ask(database, "SELECT exact FROM metrics WHERE metric = 'closed_at'") == "0");
  CHECK_THAT(page, Catch::Contains("<p>Of more than 1,024 different values ") &&
                       Catch::Contains(" below the exact one: closed_at (in 1 combination).</p>"));
}
