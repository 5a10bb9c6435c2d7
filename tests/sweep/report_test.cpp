// finwait sweep report: what the page says is what the database says, and what is not there is named.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <string>

#include "tests/sweep/sweep_folder.hpp"
#include "tests/sweep/sweep_report.hpp"
#include "tests/tools/command.hpp"
#include "tools/files.hpp"
#include "tools/sweep/sqlite.hpp"

using namespace finwait::tests;

namespace {

const std::string kSweeps = std::string(FINWAIT_SOURCE_DIR) + "/scenarios/sweeps/";

void refuse(const Folder& folder, const std::string& arguments, const std::string& words) {
  const Finished done = folder.finwait("sweep report " + arguments);
  CAPTURE(arguments);
  CHECK(done.code == 2);
  CHECK(done.out.empty());
  CHECK_THAT(done.err, Catch::Contains(words));
}

}  // namespace

namespace {

std::size_t at(const std::string& page, const std::string& words) {
  const std::size_t found = page.find(words);
  CAPTURE(words);
  REQUIRE(found != std::string::npos);
  return found;
}

}  // namespace

TEST_CASE("the page of late-fin names its three outcomes, and a cell of the map knows its own") {
  const Folder folder;
  const std::string page = report(folder, kSweeps + "late-fin.json");
  // 6 of 10 orphan retries give up whatever A does; of the other 4, 38 of 60 timeouts are too short.
  const auto runs = [](const std::string& outcome, const std::string& n) {
    return Catch::Contains("<td>" + outcome + "</td><td class=\"number\">" + n + "</td>");
  };
  CHECK_THAT(page, runs("a timed out in FIN-WAIT-2; b gave up in LAST-ACK", "360"));
  CHECK_THAT(page, runs("a timed out in FIN-WAIT-2; b reset in LAST-ACK", "152"));
  CHECK_THAT(page, runs("both CLOSED, normal", "88"));
  CHECK_THAT(page, Catch::Contains("a.tcp_fin_timeout = 38s, b.tcp_orphan_retries = 7: a timed out in FIN-WAIT-2; b "
                                   "reset in LAST-ACK"));
  CHECK_THAT(page, Catch::Contains("a.tcp_fin_timeout = 39s, b.tcp_orphan_retries = 7: both CLOSED, normal"));
  CHECK_THAT(page, Catch::Contains("finwait sweep repro done | finwait run"));
  // It needs nothing but itself.
  CHECK(count(page, "<script") == 0);
  CHECK(count(page, "src=") == 0);
  CHECK(count(page, "href=\"http") == 0);
}

TEST_CASE("the map of delayed-ack is two triangles: three segments below the diagonal, four from it on") {
  const Folder folder;
  const std::string page = report(folder, kSweeps + "delayed-ack.json");
  CHECK_THAT(page, Catch::Contains("delayed ACK = 40ms, b closes after = 38ms: 2</title>"));
  CHECK_THAT(page, Catch::Contains("delayed ACK = 40ms, b closes after = 40ms: 3</title>"));
}

TEST_CASE("one axis gives curves with bands, whose points say what the database says") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string page =
      report(folder, "lossy.json --axis link.loss.p=0,0.1,0.3 --repeats 50 --metric retransmissions");
  const std::string figure = between(page, "aria-label=\"Picture: retransmissions\"", "</figure>");
  // The band from the smallest value to p99, and in it the median's interval.
  CHECK(count(figure, "class=\"fwr-band fwr-c0\"/>") == 2);  // and its sign in the legend
  CHECK(count(figure, "class=\"fwr-inner fwr-c0\"/>") == 1);
  CHECK(count(figure, "class=\"fwr-line fwr-l0\"/>") == 2);
  const std::string database = folder.path() + "/done/results.sqlite";
  const auto of = [&database](const std::string& what, const std::string& combination) {
    return ask(database, "SELECT " + what + " FROM metrics WHERE combination = " + combination);
  };
  CHECK(of("p99", "2") != "0");
  for (const auto& [combination, loss] : {std::pair("0", "0"), {"1", "0.1"}, {"2", "0.3"}}) {
    CHECK_THAT(figure, Catch::Contains(std::string("<title>link.loss.p = ") + loss + ", ") &&
                           Catch::Contains(": " + of("median", combination) + " (" + of("min", combination) + " to " +
                                           of("p99", combination) + ")</title>"));
  }
  CHECK(folder.finwait("sweep report done").out == page);  // the same results give the same bytes
}

TEST_CASE("a page begins with what was found, in words") {
  const Folder folder;
  const std::string page = report(folder, kSweeps + "late-fin.json");
  CHECK(at(page, "Of 600 runs, 360 (60.0 %) ended with “a timed out in FIN-WAIT-2; b gave up in LAST-ACK”") <
        at(page, "<svg"));
  // Counted by hand: TIME-WAIT begins at 39.1 s for the 4 * 22 combinations that get there.
  CHECK_THAT(page, Catch::Contains("to 99.1s (b.tcp_orphan_retries = 7, a.tcp_fin_timeout = 39s, and 87 more), 53 "
                                   "times as much."));
}

TEST_CASE("along one axis the page says from where on which outcome comes") {
  const Folder folder;
  const std::string page =
      report(folder, kSweeps + "late-fin.json --where 'b.tcp_orphan_retries == 7' --axis b.tcp_orphan_retries=7");
  CHECK_THAT(page, Catch::Contains("Along a.tcp_fin_timeout: 1s to 38s: “a timed out in FIN-WAIT-2; b reset in "
                                   "LAST-ACK”; 39s to 60s: “both CLOSED, normal”."));
}

TEST_CASE("with repeats each outcome has a map of its shares, with Wilson's interval in each cell") {
  const Folder folder;
  const std::string page = report(folder, kSweeps + "loss-rtt.json");
  const std::string gave_up = "a CLOSED, normal; b gave up in LAST-ACK";
  CHECK_THAT(page, Catch::Contains("aria-label=\"Share: " + gave_up + "\""));
  const std::string sql = "\"SELECT n FROM axes JOIN outcomes USING (combination) WHERE outcome = '" + gave_up +
                          "' AND loss = '0.3' AND delay = '500ms'\" -f csv";
  const std::string found = folder.finwait("sweep query done " + sql).out;
  CHECK_THAT(found, Catch::Contains("8"));
  // Wilson 1927 with z = 1.96 gives 0.406 % and 1.571 % for 8 of 1000.
  CHECK_THAT(page, Catch::Contains("delay = 500ms, loss = 0.3: 0.80 % (8 of 1,000; 95 % interval 0.41 % to 1.6 %)"));
  CHECK_THAT(page, Catch::Contains("delay = 1ms, loss = 0: 0 % (0 of 1,000; 95 % interval 0 % to 0.38 %)"));
  // What came in one combination only has none.
  CHECK(count(page, "aria-label=\"Share: a gave up in FIN-WAIT-1; b ESTABLISHED for ever\"") == 0);
  // The shares of all outcomes with these words, alone.
  const Finished picture = folder.finwait("sweep report done --picture 'outcomes:gave up'");
  CHECK(picture.code == 0);
  CHECK_THAT(picture.out, Catch::Contains("aria-label=\"Share: gave up\"") && Catch::Contains(">0.80 %</text>"));
  refuse(folder, "done --picture outcomes:exploded", "no outcome has these words; there are: \"both CLOSED, normal\"");
}

TEST_CASE("axes that go in lock-step are one, wherever they stand") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string page =
      report(folder, lossy_sweep(20) + " --axis b.tcp_orphan_retries=3,8 --zip link.delay,b.tcp_orphan_retries");
  CHECK(count(page, "<h2 id=\"slice-") == 1);
  CHECK_THAT(page, Catch::Contains(">link.delay / b.tcp_orphan_retries</text>") && Catch::Contains(">80ms / 8</text>"));
}

TEST_CASE("what has the same value everywhere is said, not drawn") {
  const Folder folder;
  const std::string page = report(folder, kSweeps + "loss-rtt.json");
  CHECK_THAT(page, Catch::Contains("The most frequent outcome is “both CLOSED, normal” in every combination."));
  CHECK_THAT(page, Catch::Contains("Its median is 0 in every combination."));
  CHECK(count(page, "aria-label=\"rsts, median\"") == 0);
}

TEST_CASE("the worst rows are replayed by their worst run, with and without rows") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string page = report(folder, lossy_sweep(50) + " --metric closed_at");
  REQUIRE(folder.finwait("sweep run " + lossy_sweep(50) + " --metric closed_at --keep rows -o rows").code == 0);
  const std::string worst = ask(folder.path() + "/rows/results.sqlite",
                                "SELECT seed FROM runs WHERE combination = (SELECT combination FROM metrics WHERE "
                                "metric = 'closed_at' ORDER BY p99 DESC, combination LIMIT 1) ORDER BY closed_at DESC, "
                                "run LIMIT 1");
  CHECK_THAT(page, Catch::Contains("--seed " + worst + "</code>"));
}

TEST_CASE("a quantile beyond the runs that close is never, in words, pictures and tables") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  // With so many losses more than one run in a hundred has a side that waits for ever.
  const std::string sweep = "lossy.json --axis link.loss.p=0,0.8 --axis link.delay=5ms,80ms --repeats 50";
  const std::string page = report(folder, sweep + " --metric closed_at");
  REQUIRE(ask(folder.path() + "/done/results.sqlite", "SELECT count(*) FROM metrics WHERE p99 IS NULL") != "0");
  CHECK_THAT(page, Catch::Contains(" to never (link.loss.p = 0.8, "));
  CHECK_THAT(
      page, Catch::Contains("link.loss.p = 0.8: never</title>") || Catch::Contains("link.delay = 80ms: never</title>"));
  CHECK_THAT(page, Catch::Contains("never: so many of the runs never get there"));
  CHECK_THAT(page, Catch::Contains("<td class=\"number\">never</td>"));
}

TEST_CASE("a hole that a condition leaves is crossed out, and the legend says so") {
  const Folder folder;
  const std::string page = report(folder, kSweeps + "late-fin.json --where 'a.tcp_fin_timeout != 39s'");
  CHECK_THAT(page, Catch::Contains("a.tcp_fin_timeout = 39s, b.tcp_orphan_retries = 7: no value</title>"));
  CHECK_THAT(page, Catch::Contains("no value: `where` leaves this combination out, or it is not done"));
  CHECK(count(page, "fwr-cross") > 0);
}

TEST_CASE("one picture alone is SVG") {
  const Folder folder;
  const std::string picture = report(folder, kSweeps + "retries2-rtt.json", "--picture a.closed_at");
  CHECK(picture.rfind("<svg", 0) == 0);
  refuse(folder, "done --picture nothing", "allowed: outcomes, outcomes:WORDS, a.closed_at");
}

TEST_CASE("a folder without results, and a damaged database, are refused") {
  const Folder folder;
  refuse(folder, "nowhere", "no such file or folder");
  report(folder, kSweeps + "retries2-rtt.json");
  {
    std::ofstream out(folder.path() + "/done/results.sqlite", std::ios::binary | std::ios::trunc);
    out << std::string(5000, 'x');
  }
  refuse(folder, "done", "results.sqlite");
}

TEST_CASE("a sweep that is not complete is shown as far as it is, and the page says so") {
  const Folder folder;
  report(folder, kSweeps + "retries2-rtt.json");
  {
    finwait::cli::Database results(folder.path() + "/done/results.sqlite", finwait::cli::Database::Mode::ReadWrite);
    results.run(
        "DELETE FROM outcomes WHERE combination >= 10; DELETE FROM metrics WHERE combination >= 10;"
        "UPDATE meta SET value = 'running' WHERE key = 'state'");
  }
  const Finished done = folder.finwait("sweep report done");
  CHECK(done.code == 0);
  CHECK_THAT(done.out, Catch::Contains("Not complete: ") && Catch::Contains("10 of 104 combinations are there"));
  {
    finwait::cli::Database results(folder.path() + "/done/results.sqlite", finwait::cli::Database::Mode::ReadWrite);
    results.run("DELETE FROM outcomes");
  }
  refuse(folder, "done", "no combination is complete yet");
}

TEST_CASE("with three axes there is a section with a link for each value of the third") {
  const Folder folder;
  const std::string page = report(folder, kSweeps + "late-fin.json --axis link.delay=10ms,50ms");
  for (const char* section : {"slice-0", "slice-1"}) {
    CHECK(count(page, std::string("href=\"#") + section + "\"") == 1);
    CHECK(count(page, std::string("id=\"") + section + "\"") == 1);
  }
  CHECK_THAT(page, Catch::Contains(">link.delay = 10ms</h2>") && Catch::Contains(">link.delay = 50ms</h2>"));
  CHECK(count(page, "slice-2") == 0);
}

TEST_CASE("the queries of docs/sweeps.md run on the shipped sweeps and find something") {
  const std::string document = finwait::cli::read_input(FINWAIT_SOURCE_DIR "/docs/sweeps.md");
  const Folder folder;
  for (const std::string name : {"late-fin", "loss-rtt"}) {
    REQUIRE(folder.finwait("sweep run " + kSweeps + name + ".json -o " + name).code == 0);
  }
  const std::string begin = "```\nfinwait sweep query ";
  std::size_t queries = 0;
  for (std::size_t at = document.find(begin); at != std::string::npos; at = document.find(begin, at + 1)) {
    const std::size_t words = at + std::string("```\nfinwait ").size();
    const Finished done = folder.finwait(document.substr(words, document.find("\n```", words) - words));
    CAPTURE(done.err);
    CHECK(done.code == 0);
    CHECK(std::count(done.out.begin(), done.out.end(), '\n') >= 4);  // the columns and three rows
    ++queries;
  }
  CHECK(queries == 3);
}

TEST_CASE("of an axis that is too long the pictures show evenly spaced values, to its end") {
  const Folder folder;
  const std::string page = report(folder, std::string(FINWAIT_SOURCE_DIR) +
                                              "/scenarios/four-way.json --axis a.tcp_fin_timeout=1s..201s:1s "
                                              "--axis link.delay=10ms,50ms --metric closed_at");
  CHECK_THAT(page, Catch::Contains("Of the 201 values of a.tcp_fin_timeout the pictures show one in 3."));
  CHECK_THAT(page, Catch::Contains("<title>a.tcp_fin_timeout = 199s, link.delay = 50ms: "));
}
