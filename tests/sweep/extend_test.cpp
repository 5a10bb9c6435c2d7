// A sweep that has results gets other values: what both have is kept, the rest is computed, and the file is the one
// that the new sweep would have written by itself.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "loss_models/rng.hpp"
#include "tests/sweep/sweep_folder.hpp"
#include "tests/sweep/sweep_process.hpp"
#include "tools/numbers.hpp"
#include "tools/sweep/sqlite.hpp"

using namespace finwait::tests;
using finwait::Stream;

namespace {

namespace fs = std::filesystem;

std::string results(const Folder& folder, const std::string& name) {
  return folder.path() + "/" + name + "/results.sqlite";
}

void copy(const Folder& folder, const std::string& from, const std::string& to) {
  fs::remove_all(folder.path() + "/" + to);
  fs::copy(folder.path() + "/" + from, folder.path() + "/" + to);
}

// The number with commas that ends at `end`; 0 if there is none.
long number_before(const std::string& text, std::size_t end) {
  std::string digits;
  for (std::size_t i = std::min(end, text.size()); i > 0 && std::strchr("0123456789,", text[i - 1]) != nullptr; --i) {
    if (text[i - 1] != ',') digits.insert(0, 1, text[i - 1]);
  }
  return digits.empty() ? 0 : std::stol(digits);
}

const std::string kLoss = "--axis link.loss.p=";
const std::string kDelay = " --axis link.delay=";

// One after the other, each from what the one before left.
struct Step {
  const char* what;
  std::string axes;
  unsigned combinations;
  unsigned computed;     // of them
  unsigned dropped = 0;  // of those before
};

const std::vector<Step>& steps() {
  static const std::vector<Step> all{
      {"the first", kLoss + "0.05,0.1" + kDelay + "5ms,80ms", 4, 4},
      {"a value at the end", kLoss + "0.05,0.1,0.3" + kDelay + "5ms,80ms", 6, 2},
      {"one at the front", kLoss + "0,0.05,0.1,0.3" + kDelay + "5ms,80ms", 8, 2},
      {"one in the middle, of the axis that turns fastest", kLoss + "0,0.05,0.1,0.3" + kDelay + "5ms,20ms,80ms", 12, 4},
      {"another order of values", kLoss + "0.3,0,0.1,0.05" + kDelay + "80ms,5ms,20ms", 12, 0},
      {"another order of axes", kDelay + "80ms,5ms,20ms " + kLoss + "0.3,0,0.1,0.05", 12, 0},
      {"two fewer", kDelay + "5ms,20ms " + kLoss + "0.3,0,0.1", 6, 0, 6},
      {"a where", kDelay + "5ms,20ms,40ms " + kLoss + "0.3,0,0.1,0.2 --where 'link.loss.p < 0.3 or link.delay > 5ms'",
       11, 6, 1},
      {"another where", kLoss + "0,0.1,0.2,0.3" + kDelay + "5ms,20ms,40ms --where 'link.delay < 40ms'", 8, 1, 4},
      {"none", kLoss + "0,0.1,0.2,0.3" + kDelay + "5ms,20ms,40ms", 12, 4},
  };
  return all;
}

void check_steps(unsigned repeats, const std::string& keep) {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string often = " --repeats " + std::to_string(repeats) + keep;
  for (const Step& step : steps()) {
    CAPTURE(step.what, repeats, keep);
    const std::string sweep = "sweep run lossy.json " + step.axes + often;
    if (step.dropped > 0) {
      // What is there is not lost by a slip of the hand.
      const std::string before = folder.read("grown/results.sqlite");
      const Finished refused = folder.finwait(sweep + " -o grown --resume");
      CHECK(refused.code == 2);
      CHECK_THAT(refused.err, Catch::Contains("has " + finwait::cli::counted(step.dropped, "complete combination") +
                                              " that this sweep has not"));
      CHECK_THAT(refused.err, Catch::Contains("--drop"));
      CHECK(folder.read("grown/results.sqlite") == before);
    }
    const Finished grown = folder.finwait(sweep + " -o grown --resume" + (step.dropped > 0 ? " --drop" : ""));
    CAPTURE(grown.err);
    REQUIRE(grown.code == 0);
    CHECK((grown.err.find("dropped") != std::string::npos) == (step.dropped > 0));
    CHECK(grown.out == "grown/results.sqlite: " + finwait::cli::grouped(std::uint64_t{step.combinations} * repeats) +
                           " runs of " + std::to_string(step.combinations) + " combinations, " +
                           finwait::cli::grouped(std::uint64_t{step.computed} * repeats) + " of them computed now\n");
    REQUIRE(folder.finwait(sweep + " -o fresh").code == 0);
    CHECK(dump(results(folder, "grown")) == dump(results(folder, "fresh")));
    fs::remove_all(folder.path() + "/fresh");
  }
  CHECK(folder.files() == std::vector<std::string>{"grown/results.sqlite", "lossy.json"});
}

// A sweep that is done, in "old", of combinations that straddle units, and what it is to become.
struct Grown {
  Folder folder{};
  std::string old = "sweep run lossy.json " + kLoss + "0.1,0.3" + kDelay + "5ms,80ms --keep rows --repeats 2500";
  std::string wider = "sweep run lossy.json " + kLoss + "0,0.1,0.3" + kDelay +
                      "20ms,5ms,80ms --keep rows "
                      "--repeats 2500";
  Grown() {
    folder.write("lossy.json", lossy_close());
    REQUIRE(folder.finwait(old + " -o old").code == 0);
    REQUIRE(folder.finwait(wider + " -o right").code == 0);
  }
  ~Grown() { ::unlink((folder.path() + ".words").c_str()); }
  Grown(const Grown&) = delete;
  Grown& operator=(const Grown&) = delete;
};

void tamper(const std::string& file, const std::string& sql) {
  finwait::cli::Database(file, finwait::cli::Database::Mode::ReadWrite).run(sql);
}

}  // namespace

TEST_CASE("a sweep takes other values, another order and another where, and computes only what is missing") {
  const unsigned repeats = GENERATE(1U, 7U, 1000U, 5000U);
  check_steps(repeats, "");
}

TEST_CASE("with rows, the same") {
  const unsigned repeats = GENERATE(1U, 7U, 1000U);
  check_steps(repeats, " --keep rows");
}

TEST_CASE("a sweep that was stopped half way takes other values too") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string often = " --repeats 60000";
  const std::string wider = "sweep run lossy.json " + kDelay + "5ms,20ms,80ms " + kLoss + "0.1,0.3,0" + often;
  REQUIRE(folder.finwait(wider + " -o right").code == 0);
  Stream random(3);
  for (int i = 0; i < 5; ++i) {
    const Process process(
        folder, "sweep run lossy.json " + kLoss + "0,0.1,0.3" + kDelay + "5ms,80ms" + often + " -o grown --threads 2");
    std::this_thread::sleep_for(std::chrono::microseconds(random.below(600'000)));
    process.send(SIGKILL);
    process.wait();
    // Each run that was reported as done is taken over, or done again with a word.
    const std::string list = folder.finwait("sweep list grown").out;
    const long all = 3 * 3 * 60'000;
    const long before =
        list.find("complete") != std::string::npos ? all * 2 / 3 : number_before(list, list.find(" of 360,000 runs"));
    const Finished grown = folder.finwait(wider + " -o grown --resume");
    CAPTURE(list, grown.err);
    REQUIRE(grown.code == 0);
    const long kept = all - number_before(grown.out, grown.out.find(" of them computed now"));
    CHECK(before == kept + number_before(grown.err, grown.err.find(" runs of combinations that were not complete")));
    CHECK(dump(results(folder, "grown")) == dump(results(folder, "right")));
    fs::remove_all(folder.path() + "/grown");
  }
  ::unlink((folder.path() + ".words").c_str());
}

TEST_CASE("killed while it takes them, it is the old sweep or the new one, and goes on as either") {
  const Grown sweep;
  const Folder& folder = sweep.folder;
  const std::string right = dump(results(folder, "right"));
  Stream random(4);
  for (int start = 0; start < 20; ++start) {
    copy(folder, "old", "grown");
    const Process process(folder, sweep.wider + " -o grown --resume --threads 1");
    std::this_thread::sleep_for(std::chrono::microseconds(random.below(60'000)));
    process.send(SIGKILL);
    process.wait();
    const Finished asked = folder.finwait("sweep query grown 'PRAGMA integrity_check' -f csv");
    const Finished listed = folder.finwait("sweep list grown");
    CAPTURE(start, asked.err, listed.err);
    CHECK(asked.out == "integrity_check\r\nok\r\n");
    CHECK(listed.code == 0);
    const Finished grown = folder.finwait(sweep.wider + " -o grown --resume");
    CAPTURE(grown.err);
    REQUIRE(grown.code == 0);
    CHECK(dump(results(folder, "grown")) == right);
    for (const std::string& file : folder.files()) {
      if (file.starts_with("grown/")) CHECK(file == "grown/results.sqlite");
    }
  }
}

TEST_CASE("what it has taken over is counted once, when it is stopped and goes on") {
  const Grown sweep;
  const Folder& folder = sweep.folder;
  copy(folder, "old", "grown");
  const std::string more =
      "sweep run lossy.json " + kLoss + "0,0.1,0.3" + kDelay + "5ms,80ms --keep rows --repeats 2500";
  // A disk that is full when the old combinations are in, and some of the new ones.
  const rlim_t size = fs::file_size(results(folder, "old"));
  const Process process(folder, more + " -o grown --resume --threads 1", size + size / 8);
  REQUIRE(process.wait() == 75);
  const std::string list = folder.finwait("sweep list grown").out;
  CAPTURE(list);
  CHECK_THAT(list, Catch::Contains(" of 15,000 runs"));
  const Finished grown = folder.finwait(more + " -o grown --resume");
  REQUIRE(grown.code == 0);
  REQUIRE(folder.finwait(more + " -o fresh").code == 0);
  CHECK(dump(results(folder, "grown")) == dump(results(folder, "fresh")));
}

TEST_CASE("on a full disk it stays the old sweep, whole") {
  const Grown sweep;
  const Folder& folder = sweep.folder;
  copy(folder, "old", "grown");
  const std::string before = folder.read("grown/results.sqlite");
  const Process process(folder, sweep.wider + " -o grown --resume", before.size() / 2);
  CHECK(process.wait() == 75);
  CHECK(folder.read("grown/results.sqlite") == before);
  const Finished old = folder.finwait(sweep.old + " -o grown --resume");
  CHECK_THAT(old.out, Catch::Contains("nothing to do"));
  REQUIRE(folder.finwait(sweep.wider + " -o grown --resume").code == 0);
  CHECK(dump(results(folder, "grown")) == dump(results(folder, "right")));
}

TEST_CASE("where more than values differ it is another sweep, and its results stay as they are") {
  const Folder folder;
  folder.write("lossy.json", lossy_close());
  const std::string axes = "sweep run lossy.json " + kLoss + "0,0.1" + kDelay + "5ms,80ms";
  const std::string wider = "sweep run lossy.json " + kLoss + "0,0.1,0.2" + kDelay + "5ms,80ms";
  REQUIRE(folder.finwait(axes + " --repeats 10 -o done").code == 0);
  std::string before = folder.read("done/results.sqlite");
  const auto refuse = [&](const std::string& command, const std::string& why) {
    const Finished refused = folder.finwait(command + " -o done");
    CAPTURE(command, refused.err);
    CHECK(refused.code == 2);
    CHECK_THAT(refused.err, Catch::Contains(why));
    CHECK_THAT(refused.err, Catch::Contains("another folder"));
    CHECK(folder.read("done/results.sqlite") == before);
    CHECK(folder.files() == std::vector<std::string>{"done/results.sqlite", "lossy.json"});
  };
  refuse(wider + " --repeats 10", "holds another sweep");
  refuse(wider + " --repeats 10 --resume --seed 7", "seed 1, not 7");
  refuse(wider + " --repeats 11 --resume", "repeats 10, not 11");
  refuse(wider + " --repeats 10 --resume --set a.tcp_fin_timeout=5s", "another base scenario");
  refuse(wider + " --repeats 10 --resume --metric closed_at", "other metrics");
  refuse(wider + " --repeats 10 --resume --keep rows", "--keep aggregates, not rows");
  refuse(wider + " --repeats 10 --resume --axis a.tcp_fin_timeout=5s", "other axes");
  refuse("sweep run lossy.json " + kLoss + "0,0.1" + kDelay +
             "5ms,80ms --zip link.loss.p,link.delay --repeats 10 --resume",
         "other axes in lock-step");
  refuse("sweep run lossy.json " + kLoss + "0.7,0.8" + kDelay + "5ms,80ms --repeats 10 --resume", "none of its 4");
  refuse(wider + " --repeats 10 --shard 0/2 --resume", "holds another sweep");
  tamper(results(folder, "done"), "UPDATE meta SET value = '0123456789abcdef' WHERE key = 'profile_hash'");
  before = folder.read("done/results.sqlite");
  refuse(wider + " --repeats 10 --resume", "profile hash 0123456789abcdef");
  tamper(results(folder, "done"), "UPDATE meta SET value = '0.0.1' WHERE key = 'program'");
  before = folder.read("done/results.sqlite");
  refuse(wider + " --repeats 10 --resume", "was begun by finwait 0.0.1");
}
