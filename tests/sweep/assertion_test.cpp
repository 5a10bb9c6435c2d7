// --assert as a gate in somebody's pipeline: it fails when it should whatever becomes of the words, names a run that
// shows why, and refuses what makes no sense before anything is run.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "tests/sweep/sweep_folder.hpp"
#include "tools/sweep/sqlite.hpp"

using namespace finwait::tests;
using finwait::cli::Database;

namespace {

// A finished sweep, a third of whose segments are lost, so that not every run ends well.
struct Lossy {
  Folder folder{};
  std::string sweep = "sweep run lossy.json --axis link.loss.p=0.3 --repeats 400 -o done ";
  std::string results{};
  Lossy() {
    folder.write("lossy.json", lossy_close());
    REQUIRE(folder.finwait(sweep).code == 0);
    results = folder.path() + "/done/results.sqlite";
  }
  Finished require(const std::string& assertion) const {
    return folder.finwait(sweep + "--resume --assert '" + assertion + "'");
  }
  // The one command that a failure names.
  std::string replayed(const std::string& assertion) const {
    const Finished failed = require(assertion);
    CAPTURE(assertion, failed.err);
    REQUIRE(failed.code == 1);
    const std::size_t begin = failed.err.find("\n    finwait run ");
    REQUIRE(begin != std::string::npos);
    const std::size_t end = failed.err.find('\n', begin + 1);
    return failed.err.substr(begin + 5, end - begin - 5);
  }
  std::string command_of(const std::string& repetition) const {
    std::string words = folder.finwait("sweep repro done 0:" + repetition).out;
    return words.substr(0, words.find('\n'));
  }
};

const std::string kNormal = "both CLOSED, normal";

// The part that tells runs apart: replay commands name the scenario in another way when they come from the results.
std::string seed_in(const std::string& command) { return command.substr(command.find("--seed ")); }

}  // namespace

TEST_CASE("a failure names a run that shows it") {
  const Lossy sweep;
  const auto witness = [&sweep](const std::string& which) {
    return ask(sweep.results,
               "SELECT witness FROM outcomes WHERE outcome " + which + " ORDER BY n DESC, outcome LIMIT 1");
  };
  const std::string bad = witness("<> '" + kNormal + "'");
  REQUIRE_FALSE(bad.empty());
  REQUIRE(bad != witness("= '" + kNormal + "'"));
  const auto names = [&sweep](const std::string& assertion, const std::string& repetition) {
    CHECK(seed_in(sweep.replayed(assertion)) == seed_in(sweep.command_of(repetition)));
  };
  // Fewer than all should have the words: one that has them. All should: one that has not.
  names("share(\"CLOSED, normal\") < 1/100", witness("LIKE '%CLOSED, normal%'"));
  names("share(\"" + kNormal + "\") > 99.9%", bad);
  // Where runs without a value count as the latest, one of these is furthest out.
  names("p99(closed_at) < 1ms",
        ask(sweep.results,
            "SELECT coalesce((SELECT witness FROM metrics WHERE metric = 'closed_at' AND n = 400), '" + bad + "')"));
  // Whatever the outcome is called.
  Database(sweep.results, Database::Mode::ReadWrite)
      .run(
          "UPDATE outcomes SET n = 9, outcome = 'both ESTABLISHED for ever' WHERE outcome = (SELECT outcome FROM "
          "outcomes "
          "WHERE "
          "witness = " +
          bad + "); UPDATE metrics SET n = 399 WHERE metric = 'closed_at'");
  names("p99(closed_at) < 1ms", bad);
}

TEST_CASE("a share is told as a count, however small") {
  const Lossy sweep;
  Database(sweep.results, Database::Mode::ReadWrite)
      .run("DELETE FROM outcomes WHERE outcome <> '" + kNormal +
           "'; UPDATE outcomes SET n = 9999999; INSERT INTO outcomes "
           "VALUES (0, 'a reset in FIN-WAIT-1; b CLOSED, normal', 1, 0.0, 0.0, 0.0, 17)");
  const Finished failed = sweep.require("share(\"reset\") == 0");
  CHECK(failed.code == 1);
  CHECK_THAT(failed.err, Catch::Contains("share(reset) is 1 of 10,000,000, < 0.0001 %"));
}

TEST_CASE("it fails also if nobody reads what else there is to say") {
  const Lossy sweep;
  sweep.folder.write("gate.sh", "set -o pipefail\n'" FINWAIT_BINARY "' " + sweep.sweep +
                                    "--resume --assert 'p99(closed_at) < 1ms' --csv /dev/stdout 2>words | true\n"
                                    "echo ${PIPESTATUS[0]} >code\n");
  for (int i = 0; i < 5; ++i) {
    REQUIRE(std::system(("cd '" + sweep.folder.path() + "' && bash gate.sh").c_str()) == 0);
    CHECK(sweep.folder.read("code") == "1\n");
    CHECK_THAT(sweep.folder.read("words"), Catch::Contains("fails for 1 of 1 combination"));
  }
}

TEST_CASE("kinds that do not go together are refused before the runs, wherever they stand") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  for (const std::string assertion :
       {"p99(closed_at) < 2s or p99(closed_at) < 5", "runs() < 0 and p99(closed_at) < 5",
        "runs() > 0 or (n(rsts) == 1 and p90(rsts) > 1s)", "not (runs() == 1 or mean(closed_at) == 3)"}) {
    CAPTURE(assertion);
    const Finished refused = folder.finwait("sweep run " + lossy_sweep(3) + " -o done --assert '" + assertion + "'");
    CHECK(refused.code == 2);
    CHECK_THAT(refused.err, Catch::Contains("on the left"));
    CHECK_FALSE(folder.has("done"));
  }
}
