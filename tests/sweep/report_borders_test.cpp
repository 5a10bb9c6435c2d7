// What a sweep's page says in words about where outcomes change.
#include <catch2/catch.hpp>
#include <string>

#include "tests/sweep/sweep_folder.hpp"
#include "tests/sweep/sweep_report.hpp"

using namespace finwait::tests;

namespace {

const std::string kSweeps = std::string(FINWAIT_SOURCE_DIR) + "/scenarios/sweeps/";
const std::string kReset = "“a timed out in FIN-WAIT-2; b reset in LAST-ACK”";
const std::string kGaveUp = "“a timed out in FIN-WAIT-2; b gave up in LAST-ACK”";
const std::string kNormal = "“both CLOSED, normal”";

std::string in_short(const std::string& page) { return between(page, "<section id=\"findings\"", "</section>"); }

}  // namespace

TEST_CASE("late-fin's page begins with its answer: who leaves first, and from which timeout on") {
  const Folder folder;
  const std::string found = in_short(report(folder, kSweeps + "late-fin.json"));
  const std::string first =
      "<li>With b.tcp_orphan_retries = 1 to 6 every run ends with " + kGaveUp + ", whatever a.tcp_fin_timeout is.</li>";
  CHECK_THAT(found, Catch::Contains(first) &&
                        Catch::Contains("<li>With b.tcp_orphan_retries = 7 to 10 the outcome changes from " + kReset +
                                        " to " + kNormal + " between a.tcp_fin_timeout = 38s and 39s.</li>"));
  CHECK(found.find(first) < found.find("Of 600 runs"));
}

TEST_CASE("a border that does not depend on the other axis is said once") {
  const Folder folder;
  const std::string found = in_short(
      report(folder, kSweeps + "late-fin.json --where 'b.tcp_orphan_retries > 6 and a.tcp_fin_timeout != 38s'"));
  CHECK_THAT(found, Catch::Contains("<li>Whatever b.tcp_orphan_retries is, the outcome changes from " + kReset +
                                    " to " + kNormal + " between a.tcp_fin_timeout = 37s and 39s.</li>"));
}

TEST_CASE("a border that moves with the other axis is said with its ends") {
  const Folder folder;
  // Under textbook's timers the copy that arrives is sent 7 s after B's first FIN, and A waits from before b's wait on.
  const std::string found = in_short(report(
      folder, std::string(FINWAIT_SOURCE_DIR) +
                  "/scenarios/lost-3-late-meets-closed-port.json --set stack=textbook --axis /b/app/1/for=0s..4s:1s "
                  "--axis a.tcp_fin_timeout=1s..20s:1s"));
  CHECK_THAT(found,
             Catch::Contains("<li>Whatever /b/app/1/for is, the outcome changes from " + kReset + " to " + kNormal +
                             ": between a.tcp_fin_timeout = 6s and 7s with /b/app/1/for = 0s, between "
                             "a.tcp_fin_timeout = 10s and 11s with /b/app/1/for = 4s.</li>"));
}

TEST_CASE("where each value has borders of its own a few are named, and the rest counted") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  // Two axes that hardly matter, and a loss that sometimes does.
  const std::string found = in_short(report(folder,
                                            "lossy.json --set link.loss.p=0.35 --axis a.tcp_fin_timeout=41s..60s:1s "
                                            "--axis link.delay=1ms..15ms:1ms --metric closed_at"));
  CHECK(count(found, "<li>With link.delay = ") == 6);
  CHECK(count(found, " more values of link.delay have borders of their own.</li>") == 1);
}

TEST_CASE("where outcomes change all the time it is said how often, in one line") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string found = in_short(report(
      folder,
      "lossy.json --set link.loss.p=0.6 --axis seed=1..60 --axis b.tcp_orphan_retries=1..12 --metric closed_at"));
  CHECK(count(found, "the outcome changes ") == 1);
  CHECK_THAT(found, Catch::Contains("<li>Whatever b.tcp_orphan_retries is, the outcome changes ") &&
                        Catch::Contains(" times along seed.</li>"));
}

TEST_CASE("along one axis of many stretches the first are named, and the rest counted") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string found =
      in_short(report(folder, "lossy.json --set link.loss.p=0.6 --axis seed=1..200 --metric closed_at"));
  CHECK_THAT(found, Catch::Contains("<li>Along seed: 1") && Catch::Contains("; and ") &&
                        Catch::Contains(" more stretches.</li>"));
}

TEST_CASE("where the runs of one combination end differently no border is claimed") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string found =
      in_short(report(folder, "lossy.json --axis link.loss.p=0,0.5,0.8 --axis link.delay=5ms,80ms --repeats 40"));
  CHECK(count(found, "the outcome changes") == 0);
  CHECK(count(found, "comes most often at") == 1);
}
