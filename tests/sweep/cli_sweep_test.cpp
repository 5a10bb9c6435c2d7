// finwait sweep: what it keeps is right, can be asked for, and can be seen again; what is wrong is named.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/sweep/sweep_folder.hpp"
#include "tools/sweep/sqlite.hpp"

using namespace finwait::tests;
using finwait::cli::Database;
using finwait::cli::Statement;

namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find("\r\n", begin);
    REQUIRE(end != std::string::npos);
    out.push_back(text.substr(begin, end - begin));
    begin = end + 2;
  }
  return out;
}

void change(const std::string& path, const std::string& sql) { Database(path, Database::Mode::ReadWrite).run(sql); }

// A folder with a finished sweep, `done`.
struct Done {
  Folder folder{};
  std::string results{};
  explicit Done(const std::string& sweep = lossy_sweep(50), const std::string& options = "") {
    folder.write("lossy.json", lossy_close());
    const Finished run = folder.finwait("sweep run " + sweep + " -o done " + options);
    CAPTURE(run.err);
    REQUIRE(run.code == 0);
    results = folder.path() + "/done/results.sqlite";
  }
  void refuse(const std::string& arguments, const std::string& words, int code = 2) const {
    const Finished done = folder.finwait("sweep " + arguments);
    CAPTURE(arguments);
    CHECK(done.code == code);
    CHECK_THAT(done.err, Catch::Contains(words));
    CHECK(done.out.empty());
  }
};

}  // namespace

TEST_CASE("the figures are those of the rows") {
  const Done sweep(lossy_sweep(200), "--keep rows");
  Database results(sweep.results, Database::Mode::ReadOnly);
  // Nearest rank, counted anew from the rows by SQL.
  for (const std::string metric : {"closed_at", "b.closed_at", "retransmissions"}) {
    const std::string column = finwait::cli::sql_name(metric);
    Statement figures = results.prepare(
        "SELECT combination, n, mean, median, p90, p99, min, max FROM metrics WHERE metric = '" + metric + "'");
    int combinations = 0;
    while (figures.step()) {
      ++combinations;
      const std::string where =
          " FROM runs WHERE combination = " + std::to_string(figures.integer(0)) + " AND " + column + " IS NOT NULL";
      const auto count = results.integer("SELECT count(*)" + where);
      REQUIRE(figures.integer(1) == count);
      REQUIRE(count > 0);
      // Of all runs; those without a value are later than all others, and SQLite has no row for them here: "".
      const auto ranked = [&](std::int64_t per_mille) {
        return results.text("SELECT " + column + where + " ORDER BY " + column + " LIMIT 1 OFFSET " +
                            std::to_string((200 * per_mille + 999) / 1000 - 1));
      };
      CHECK(figures.text(3) == ranked(500));
      CHECK(figures.text(4) == ranked(900));
      CHECK(figures.text(5) == ranked(990));
      CHECK(figures.integer(6) == results.integer("SELECT min(" + column + ")" + where));
      CHECK(figures.integer(7) == results.integer("SELECT max(" + column + ")" + where));
      CHECK(figures.real(2) == Approx(std::stod(results.text("SELECT avg(" + column + ")" + where))));
    }
    CHECK(combinations == 6);
  }
  // Outcomes with their least witness.
  CHECK(results.integer("SELECT count(*) FROM (SELECT combination, outcome, n, witness FROM outcomes EXCEPT "
                        "SELECT combination, outcome, count(*), min(repetition) FROM runs GROUP BY 1, 2)") == 0);
  CHECK(results.integer("SELECT count(*) FROM outcomes") > 6);
  CHECK(results.integer("SELECT count(*) FROM outcomes WHERE low > share OR high < share") == 0);
  CHECK(results.integer("SELECT count(DISTINCT seed) FROM runs") == 1200);
}

TEST_CASE("repro prints a command that shows the run again") {
  const Done sweep(lossy_sweep(30), "--keep rows --metric ended_at --metric retransmissions");
  Database results(sweep.results, Database::Mode::ReadOnly);
  Statement rows = results.prepare("SELECT run, combination, repetition, seed, ended_at FROM runs WHERE run % 37 = 0");
  int shown = 0;
  while (rows.step()) {
    const std::string run(rows.text(0));
    const Finished repro = sweep.folder.finwait("sweep repro done " + run);
    REQUIRE(repro.code == 0);
    CHECK_THAT(repro.out, Catch::Contains("--seed " + std::string(rows.text(3))));
    CHECK(sweep.folder.finwait("sweep repro done " + std::string(rows.text(1)) + ":" + std::string(rows.text(2))).out ==
          repro.out);
    sweep.folder.write("again.sh", "finwait() { '" FINWAIT_BINARY "' \"$@\"; }\n" +
                                       repro.out.substr(0, repro.out.size() - 1) +
                                       " --format jsonl | tail -n 1 >end.json\n");
    REQUIRE(sweep.folder.finwait("--version", "; sh again.sh").code == 0);
    CHECK(nlohmann::json::parse(sweep.folder.read("end.json"))["t"] == rows.integer(4));
    ++shown;
  }
  CHECK(shown == 5);
}

TEST_CASE("aggregates and rows as CSV") {
  const Done sweep(lossy_sweep(20), "--csv out.csv");
  const std::vector<std::string> figures = lines(sweep.folder.read("out.csv"));
  CHECK(figures.front() ==
        "combination,link.loss.p,link.delay,kind,name,unit,n,mean,median,median_low,median_high,p90,p99,min,max,exact,"
        "share,low,high,witness");
  CHECK(std::count_if(figures.begin(), figures.end(),
                      [](const std::string& l) { return l.find(",metric,closed_at,ns,") != std::string::npos; }) == 6);
  CHECK_THAT(sweep.folder.read("out.csv"), Catch::Contains(",outcome,\"both CLOSED, normal\",runs,20,"));
  REQUIRE(
      sweep.folder.finwait("sweep run " + lossy_sweep(20) + " -o rows --keep rows --metric closed_at --csv rows.csv")
          .code == 0);
  const std::vector<std::string> rows = lines(sweep.folder.read("rows.csv"));
  CHECK(rows.size() == 121);
  CHECK(rows.front() == "run,combination,repetition,link.loss.p,link.delay,seed,outcome,closed_at");
  CHECK(rows[1].starts_with("0,0,0,0,5ms,"));
}

TEST_CASE("query answers with CSV or a table, reads only, and one statement at a time") {
  const Done sweep;
  const Finished csv =
      sweep.folder.finwait("sweep query done 'SELECT combination, \"link.delay\" FROM axes WHERE combination < 2'");
  CHECK(csv.out == "combination,link.delay\r\n0,5ms\r\n1,80ms\r\n");
  const Finished table = sweep.folder.finwait(
      "sweep query done -f table 'SELECT combination AS c, \"link.delay\" AS d FROM axes WHERE combination < 2'");
  CHECK(table.out == "c  d\n0  5ms\n1  80ms\n");
  const Finished json = sweep.folder.finwait(
      "sweep query done -f json 'SELECT combination AS c, \"link.delay\" AS \"d \"\"e\", NULL AS n, combination / 2.0 "
      "AS "
      "c, 9e999 AS i FROM axes WHERE combination < 2'");
  CHECK(json.out == R"([
{"c":0,"d \"e":"5ms","n":null,"c:1":0.0,"i":null},
{"c":1,"d \"e":"80ms","n":null,"c:1":0.5,"i":null}
]
)");
  CHECK(sweep.folder.finwait("sweep query done -f json 'SELECT 1 WHERE 0'").out == "[]\n");
  sweep.refuse("query done 'DELETE FROM axes'", "only statements that read");
  sweep.refuse("query done 'SELECT 1; DELETE FROM axes'", "one statement at a time");
  sweep.refuse("query done \"ATTACH 'x' AS y\"", "only statements that read");
  sweep.refuse("query done ''", "SQL: its value is empty; allowed: TEXT (One statement that reads)");
  sweep.refuse("query done ' '", "there is no statement");
  sweep.refuse("query done 'SELECT \"losss\" FROM axes'", "column 8: no such column: losss");
  sweep.refuse("query done 'SELECT loss FROM axes'", "the columns of axes: combination, link.loss.p");
  sweep.refuse("report done -o x.pdf", "a name that ends in .html");
  sweep.refuse("report done --picture outcomes -o x.html", "a name that ends in .svg");
  CHECK_FALSE(sweep.folder.has("x.pdf"));
  CHECK(sweep.folder.finwait("sweep query done 'SELECT 1; -- and no more'").code == 0);
  sweep.refuse("query done 'SELECT * FROM axis'", "no such table: axis. The tables are: axes, ");
  sweep.refuse("query nowhere 'SELECT 1'", "no such file or folder");
  // What goes wrong only while it runs is still the SQL's fault and not the file's.
  sweep.refuse("query done \"SELECT json_extract(outcome, '$.a') FROM outcomes\"", "SQL: malformed JSON");
  sweep.refuse("query done \"SELECT load_extension('x')\"", "SQL: not authorized");
  sweep.refuse("query done 'PRAGMA journal_mode'", "PRAGMAs that change nothing");
  CHECK(ask(sweep.results, "SELECT count(*) FROM axes") == "6");
}

TEST_CASE("an assertion that fails ends with 1 and names the combinations and their values") {
  const Done sweep;
  const std::string again = "run " + lossy_sweep(50) + " -o done --resume ";
  CHECK(sweep.folder.finwait("sweep " + again + "--assert 'runs() == 50' --assert 'share(\"CLOSED\") >= 0'").code == 0);
  const Finished failed =
      sweep.folder.finwait("sweep " + again + "--assert 'maximum(b.closed_at) < 450ms or link.loss.p > 0'");
  CHECK(failed.code == 1);
  CHECK_THAT(failed.err, Catch::Contains("fails for 1 of 6 combinations"));
  CHECK_THAT(failed.err, Catch::Contains("combination 1 (link.loss.p 0, link.delay 80ms): maximum(b.closed_at) is "));
  CHECK(sweep.folder
            .finwait("sweep " + again +
                     "--assert 'max(b.closed_at) == maximum(b.closed_at)' --assert 'max(min(rsts), 2) == 2'")
            .code == 0);
  // The command that it names replays the run that is furthest out.
  CHECK_THAT(failed.err,
             Catch::Contains("\n    finwait run lossy.json --set link.loss.p=0 --set link.delay=80ms --seed "));
  const Finished divided = sweep.folder.finwait("sweep " + again + "--assert 'mean(rsts) / mean(rsts) < 2'");
  CHECK(divided.code == 1);
  CHECK_THAT(divided.err, Catch::Contains("combination 0") && Catch::Contains("division by zero"));
  sweep.refuse(again + "--assert 'share(\"gaev up\") == 0'", "no outcome has the words \"gaev up\"");
  sweep.refuse(again + "--assert 'p99(a.time_in.LAST-ACK) < 1s'", "a metric that this sweep does not keep");
  sweep.refuse(again + "--assert 'closed_at < 2s'", "closed_at alone");
  sweep.refuse(again + "--assert 'p98(closed_at) < 2s'", "there is no function \"p98\"");
  sweep.refuse(again + "--assert 'p99(closed_at) <'", "column 17");
  sweep.refuse(again + "--assert 'p99(closed_at) < 2'", "a duration on the left");
  sweep.refuse(again + "--assert 'share(closed_at) < 2'", "column 1: share is of something else");
}

TEST_CASE("without a folder the answer is shown and nothing stays") {
  Folder folder;
  folder.write("lossy.json", lossy_close());
  const Finished shown = folder.finwait("sweep run " + lossy_sweep(50));
  CHECK(shown.code == 0);
  CHECK(std::count(shown.out.begin(), shown.out.end(), '\n') == 7);
  CHECK_THAT(shown.out, Catch::Contains("link.delay") && Catch::Contains("most frequent outcome") &&
                            Catch::Contains("median closed_at (s)") &&
                            Catch::Contains("\n0            5ms         both CLOSED, normal    100.0"));
  CHECK_THAT(shown.err, Catch::Contains("300 runs of 6 combinations; nothing is kept"));
  CHECK(folder.files() == std::vector<std::string>{"lossy.json"});
  const Finished once = folder.finwait("sweep run lossy.json --axis link.delay=5ms,80ms --metric rsts");
  CHECK(once.out ==
        "link.delay  outcome              rsts\n"
        "5ms         both CLOSED, normal     0\n"
        "80ms        both CLOSED, normal     0\n");
  for (const char* option : {"--resume", "--shard 0/2", "--keep rows"}) {
    const Finished refused = folder.finwait("sweep run " + lossy_sweep(2) + " " + option);
    CHECK(refused.code == 2);
    CHECK_THAT(refused.err, Catch::Contains("needs -o DIR"));
  }
  // Whether a table can be written is asked before anything is run.
  const Finished refused = folder.finwait("sweep run " + lossy_sweep(2) + " -o out --csv nowhere/out.csv");
  CHECK(refused.code == 2);
  CHECK(folder.files() == std::vector<std::string>{"lossy.json"});
}

TEST_CASE("a quantile that falls among runs without a value does not hold") {
  Folder folder;
  folder.write("lossy.json", lossy_close());
  // With every segment lost from here on, b never leaves ESTABLISHED: nobody ever tells it.
  const std::string sweep =
      "sweep run lossy.json --axis link.loss.p=0,1 --repeats 4 --set run_for=10s -o out --resume ";
  const Finished failed = folder.finwait(sweep + "--assert 'maximum(b.closed_at) < 9999s'");
  CHECK(failed.code == 1);
  CHECK_THAT(failed.err, Catch::Contains("fails for 1 of 2"));
  CHECK_THAT(failed.err, Catch::Contains("maximum(b.closed_at) is never"));
  CHECK(folder.finwait(sweep + "--assert 'median(b.closed_at) > 10s or link.loss.p == 0'").code == 0);
}

TEST_CASE("a folder of something else, or begun otherwise, is refused and left alone") {
  const Done sweep;
  const std::string before = sweep.folder.read("done/results.sqlite");
  sweep.refuse("run " + lossy_sweep(51) + " -o done --resume", "holds another sweep");
  sweep.refuse("run " + lossy_sweep(50) + " -o done --resume --keep rows", "was begun with --keep aggregates");
  sweep.refuse("run " + lossy_sweep(51) + " -o done --shard 0/2", "holds another sweep");
  sweep.refuse("run " + lossy_sweep(50) + " -o lossy.json", "is a file");
  sweep.refuse("run " + lossy_sweep(50) + " -o ''", "--output: its value is empty");
  CHECK(sweep.folder.read("done/results.sqlite") == before);
  SECTION("newer") {
    change(sweep.results, "PRAGMA user_version = 2");
    sweep.refuse("run " + lossy_sweep(50) + " -o done --resume", "written by a newer finwait");
    sweep.refuse("query done 'SELECT 1'", "written by a newer finwait");
    sweep.refuse("repro done 1", "written by a newer finwait");
  }
  SECTION("another program") {
    change(sweep.results, "UPDATE meta SET value = '0.0.1' WHERE key = 'program'");
    sweep.refuse("run " + lossy_sweep(50) + " -o done --resume", "was begun by finwait 0.0.1");
  }
  SECTION("other stacks") {
    change(sweep.results, "UPDATE meta SET value = 'feed' WHERE key = 'profile_hash'");
    sweep.refuse("run " + lossy_sweep(50) + " -o done --resume", "other values of the stacks' parameters");
  }
  SECTION("another database") {
    fs::remove(sweep.results);
    Database(sweep.results, Database::Mode::Create).run("CREATE TABLE mine (a)");
    sweep.refuse("run " + lossy_sweep(50) + " -o done", "of no sweep");
  }
  SECTION("no database") {
    sweep.folder.write("done/results.sqlite", std::string(5000, 'x'));
    sweep.refuse("run " + lossy_sweep(50) + " -o done --resume", "no sound SQLite database");
    sweep.refuse("list done", "no sound SQLite database");
  }
  SECTION("cut off") {
    sweep.folder.write("done/results.sqlite", before.substr(0, before.size() / 2));
    sweep.refuse("query done 'SELECT * FROM outcomes, metrics, axes'", "no sound SQLite database");
  }
}

TEST_CASE("a database that another process has locked ends with 75") {
  const Done sweep;
  Database other(sweep.results, Database::Mode::ReadWrite);
  other.run("BEGIN EXCLUSIVE");
  sweep.refuse("query done 'SELECT 1 FROM axes'", "locked by another process", 75);
  sweep.refuse("run " + lossy_sweep(50) + " -o done --resume", "locked by another process", 75);
  other.run("COMMIT");
  CHECK(sweep.folder.finwait("sweep run " + lossy_sweep(50) + " -o done --resume").code == 0);
}

TEST_CASE("a sweep that another finwait is at work on ends with 75") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  folder.write("both.sh", "'" FINWAIT_BINARY "' sweep run " + lossy_sweep(2'000'000) +
                              " -o out 2>/dev/null &\n"
                              "first=$!\nwhile [ ! -e out/results.sqlite ]; do sleep 0.02; done\nsleep 0.2\n"
                              "'" FINWAIT_BINARY "' sweep run " +
                              lossy_sweep(2'000'000) +
                              " -o out --resume 2>second.err\necho $? >second.code\n"
                              "'" FINWAIT_BINARY
                              "' sweep query out 'SELECT count(*) FROM meta' >third.out; echo $? >third.code\n"
                              "kill -TERM $first; wait $first; echo $? >first.code\n");
  folder.finwait("--version", "; sh both.sh");
  CHECK(folder.read("second.code") == "75\n");
  CHECK_THAT(folder.read("second.err"), Catch::Contains("another finwait"));
  CHECK(folder.read("third.code") == "0\n");  // who only reads is let in
  CHECK(folder.read("first.code") == "75\n");
}

TEST_CASE("a folder where nothing may be written is named") {
  if (::geteuid() == 0) return;  // root may
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  fs::create_directory(folder.path() + "/closed");
  ::chmod((folder.path() + "/closed").c_str(), 0500);
  const Finished done = folder.finwait("sweep run " + lossy_sweep(1) + " -o closed/out");
  CHECK(done.code == 2);
  CHECK_THAT(done.err, Catch::Contains("closed/out"));
}

TEST_CASE("wrong options of sweep commands") {
  const Done sweep;
  const std::string run = "run " + lossy_sweep(50) + " -o other ";
  sweep.refuse(run + "--shard 8/8", "the last one is 7/8");
  sweep.refuse(run + "--shard 3", "allowed: K/N");
  sweep.refuse(run + "--shard ''", "allowed: K/N");
  sweep.refuse(run + "--csv ''", "--csv: its value is empty");
  sweep.refuse(run + "--shard 0/2 --csv x.csv", "--csv needs all runs");
  sweep.refuse(run + "--shard 0/2 --assert 'runs() > 0'", "--assert needs all runs");
  sweep.refuse(run + "--threads 0", "--threads");
  sweep.refuse(run + "--keep all", "--keep");

  sweep.refuse("run lossy.json", "the sweep has no axis");
  sweep.refuse("repro done 300", "300 is too large; runs are numbered from 0 to 299");
  sweep.refuse("repro done 6:0", "combinations are numbered from 0 to 5");
  sweep.refuse("repro done 5:50", "repetitions are numbered from 0 to 49");
  sweep.refuse("repro done x", "allowed: RUN, or COMBINATION:REPETITION");
  sweep.refuse("rum", "did you mean run?");
  sweep.refuse("", "finwait sweep --help");
  CHECK_FALSE(sweep.folder.has("other/results.sqlite"));
  CHECK(sweep.folder.finwait("sweep merge --help").out.find("finwait sweep merge") != std::string::npos);
}
