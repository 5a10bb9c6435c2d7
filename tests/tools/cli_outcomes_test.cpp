// finwait outcomes: the runs of many seeds are counted right, their times are exact, and each outcome can be seen
// again.
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/tools/command.hpp"
#include "tools/outcome_class.hpp"
#include "tools/outcome_report.hpp"
#include "tools/outcome_seeds.hpp"
#include "tools/outcome_tally.hpp"

using namespace finwait;
using namespace finwait::cli;
using finwait::tests::Finished;
using finwait::tests::Folder;
using nlohmann::json;

namespace {

constexpr const char* kClose = FINWAIT_SOURCE_DIR "/scenarios/links/close-under-loss.json ";

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string with_loss(const std::string& p, const std::string& rest) {
  return "outcomes " + std::string(kClose) + "--set link.changes.0.loss.p=" + p + " " + rest;
}

json outcomes(const Folder& folder, const std::string& p, const std::string& rest) {
  const Finished done = folder.finwait(with_loss(p, rest + " --format json"));
  CAPTURE(done.err);
  REQUIRE(done.code == 0);
  return json::parse(done.out);
}

const json* row_named(const json& stack, const std::string& words) {
  for (const json& row : stack["outcomes"]) {
    if (row["outcome"] == words) return &row;
  }
  return nullptr;
}

std::vector<Duration> milliseconds(std::vector<int> values) {
  std::vector<Duration> out;
  for (const int value : values) out.emplace_back(std::chrono::milliseconds(value));
  return out;
}

EndRecord ended(State a, Cause why_a, Time since_a, State b, Cause why_b, Time since_b) {
  EndRecord end;
  end.reason = "quiet";
  end.sides[0].state = a;
  end.sides[0].cause = why_a;
  end.sides[0].since = since_a;
  end.sides[0].before = State::TimeWait;
  end.sides[1].state = b;
  end.sides[1].cause = why_b;
  end.sides[1].since = since_b;
  end.sides[1].before = State::LastAck;
  return end;
}

Time at_ms(int ms) { return kStart + std::chrono::milliseconds(ms); }

}  // namespace

TEST_CASE("without loss there is one outcome, and every run takes as long as any other") {
  const Folder folder;
  const json all = outcomes(folder, "0", "--seeds 500 --stacks textbook,linux");
  REQUIRE(all["stacks"].size() == 2);
  for (const json& stack : all["stacks"]) {
    CAPTURE(stack.dump());
    CHECK(stack["runs"] == 500);
    REQUIRE(stack["outcomes"].size() == 1);
    CHECK(stack["outcomes"][0]["outcome"] == "both CLOSED, normal");
    CHECK(stack["outcomes"][0]["share"] == 1.0);
    CHECK(stack["outcomes"][0]["witness_seed"] == 1);
    // Connected at 100 ms, closed at 400, FIN of b at 550, ACK at 600, and 60 s of TIME-WAIT.
    const json times{{"median", 60'600'000'000}, {"p99", 60'600'000'000}, {"longest", 60'600'000'000}};
    CHECK(stack["both_closed"] == json{{"count", 500}, {"until_both_closed", times}});
    CHECK(stack["never_both_closed"]["count"] == 0);
  }
  CHECK(contains(folder.finwait(with_loss("0", "--seeds 500")).out, "100.000 %"));
}

TEST_CASE("when everything is lost after the handshake, a gives up, b never hears of it, and no time is shown") {
  const Folder folder;
  const json all = outcomes(folder, "1", "--seeds 7..106 --stacks linux");
  const json& stack = all["stacks"][0];
  REQUIRE(stack["outcomes"].size() == 1);
  const json& row = stack["outcomes"][0];
  CHECK(row["outcome"] == "a gave up in FIN-WAIT-1; b ESTABLISHED for ever");
  CHECK(row["count"] == 100);
  CHECK(row["witness_seed"] == 7);
  CHECK(row["until_both_closed"].is_null());
  CHECK(stack["both_closed"]["until_both_closed"].is_null());
  CHECK(stack["never_both_closed"]["count"] == 100);
  // The same, but the run is over before a gives up.
  const json cut = outcomes(folder, "1", "--seeds 3 --set run_for=1s --stacks linux");
  CHECK(cut["stacks"][0]["outcomes"][0]["outcome"] ==
        "a FIN-WAIT-1 when the run ended; b ESTABLISHED when the run ended");
}

TEST_CASE("the share of the lesson's lost first segment is p to the fourth") {
  // textbook sends its FIN four times; b hears of nothing if all are lost.
  const Folder folder;
  const json all = outcomes(folder, "1/2", "--seeds 20000 --stacks textbook");
  const json* row = row_named(all["stacks"][0], "a gave up in FIN-WAIT-1; b ESTABLISHED for ever");
  REQUIRE(row != nullptr);
  const double p = 1.0 / 16;
  const double deviation = std::sqrt(p * (1 - p) / 20'000);
  CHECK(std::abs((*row)["share"].get<double>() - p) < 4 * deviation);
}

TEST_CASE("the first seed of every outcome shows it again, and no smaller seed does") {
  const Folder folder;
  const json all = outcomes(folder, "2/5", "--seeds 1000 --stacks textbook,linux");
  for (const json& stack : all["stacks"]) {
    REQUIRE(stack["outcomes"].size() >= 3);
    for (const json& row : stack["outcomes"]) {
      CAPTURE(row.dump());
      const auto seed = row["witness_seed"].get<std::uint64_t>();
      const std::string replay = stack["replay"].get<std::string>();
      REQUIRE(replay.rfind("finwait run ", 0) == 0);
      const Finished run =
          folder.finwait(replay.substr(8) + " --seed " + std::to_string(seed) + " --format jsonl | tail -n 1");
      REQUIRE(run.code == 0);
      const json end = json::parse(run.out);
      for (const char* side : {"a", "b"}) {
        CHECK(end[side]["state"] == row[side]["state"]);
        CHECK(end[side]["error"] == row[side]["error"]);
      }
      if (row["count"] == 1) {
        const json& times = row["until_both_closed"];
        const auto last = std::max(end["a"]["since"].get<std::int64_t>(), end["b"]["since"].get<std::int64_t>());
        CHECK((times.is_null() || times["median"] == last));
      }
      if (seed == 1) continue;
      const json before = outcomes(
          folder, "2/5", "--seeds " + std::to_string(seed - 1) + " --stacks " + stack["stack"].get<std::string>());
      CHECK(row_named(before["stacks"][0], row["outcome"]) == nullptr);
    }
  }
}

TEST_CASE("the runs of two ranges are those of the whole, and a stack does not change its neighbour") {
  const Folder folder;
  const json whole = outcomes(folder, "3/10", "--seeds 2000 --stacks textbook,linux");
  const json low = outcomes(folder, "3/10", "--seeds 1..700 --stacks textbook");
  const json high = outcomes(folder, "3/10", "--seeds 701..2000 --stacks textbook");
  std::uint64_t sum = 0;
  for (const json& row : whole["stacks"][0]["outcomes"]) {
    CAPTURE(row.dump());
    std::uint64_t parts = 0;
    for (const json* part : {&low, &high}) {
      const json* found = row_named((*part)["stacks"][0], row["outcome"]);
      if (found != nullptr) parts += (*found)["count"].get<std::uint64_t>();
    }
    CHECK(row["count"] == parts);
    sum += parts;
  }
  CHECK(sum == 2000);
  const json alone = outcomes(folder, "3/10", "--seeds 2000 --stacks linux");
  CHECK(alone["stacks"][0] == whole["stacks"][1]);
}

TEST_CASE("percentiles are those of nearest rank, worked out by hand") {
  const auto ten = milliseconds({10, 20, 30, 40, 50, 60, 70, 80, 90, 100});
  CHECK(nearest_rank(ten, 50) == std::chrono::milliseconds(50));   // the 5th
  CHECK(nearest_rank(ten, 99) == std::chrono::milliseconds(100));  // ceil(9.9) = the 10th
  CHECK(nearest_rank(ten, 1) == std::chrono::milliseconds(10));
  CHECK(nearest_rank(ten, 91) == std::chrono::milliseconds(100));
  CHECK(nearest_rank(ten, 90) == std::chrono::milliseconds(90));
  const auto summary = summary_of(milliseconds({5, 1, 4, 2, 3}));
  REQUIRE(summary.has_value());
  CHECK(summary->median == std::chrono::milliseconds(3));  // ceil(2.5) = the 3rd
  CHECK(summary->p99 == std::chrono::milliseconds(5));
  std::vector<Duration> hundred;
  for (int i = 100; i >= 1; --i) hundred.emplace_back(std::chrono::milliseconds(i));
  const TimeSummary of_hundred{std::chrono::milliseconds(50), std::chrono::milliseconds(99),
                               std::chrono::milliseconds(100)};
  CHECK(summary_of(hundred) == of_hundred);
  CHECK(summary_of(milliseconds({7})) == TimeSummary{milliseconds({7})[0], milliseconds({7})[0], milliseconds({7})[0]});
  CHECK_FALSE(summary_of({}).has_value());
}

TEST_CASE("a tally keeps outcomes apart, the most frequent first, and times only those that both close") {
  OutcomeTally tally;
  const EndRecord normal =
      ended(State::Closed, Cause::TimeWaitTimeout, at_ms(900), State::Closed, Cause::AckOfFin, at_ms(300));
  const EndRecord late =
      ended(State::Closed, Cause::TimeWaitTimeout, at_ms(900), State::Closed, Cause::GiveUp, at_ms(1500));
  const EndRecord stuck = ended(State::TimeWait, Cause::Fin, at_ms(10), State::Closed, Cause::AckOfFin, at_ms(20));
  tally.add(9, late);
  tally.add(8, normal);
  tally.add(5, stuck);
  tally.add(4, normal);
  tally.add(6, normal);
  const OutcomeSummary summary = tally.summary();
  CHECK(summary.runs == 5);
  CHECK(summary.closed == 4);
  REQUIRE(summary.times.has_value());
  CHECK(summary.times->longest == std::chrono::milliseconds(1500));  // b's, which was the later
  CHECK(summary.times->median == std::chrono::milliseconds(900));
  REQUIRE(summary.rows.size() == 3);
  CHECK(words(summary.rows[0].outcome) == "both CLOSED, normal");
  CHECK(summary.rows[0].count == 3);
  CHECK(summary.rows[0].witness == 4);
  CHECK(words(summary.rows[1].outcome) == "a TIME-WAIT for ever; b CLOSED, normal");  // equal counts: by witness
  CHECK_FALSE(summary.rows[1].times.has_value());
  CHECK(words(summary.rows[2].outcome) == "a CLOSED, normal; b gave up in LAST-ACK");
}

TEST_CASE("what the application was told is part of the outcome; how long a state has held is not") {
  EndRecord told = ended(State::Closed, Cause::Rst, at_ms(1), State::CloseWait, Cause::Fin, at_ms(2));
  told.sides[0].before = State::Established;
  const OutcomeClass silent = outcome_of(told);
  CHECK(words(silent) == "a reset in ESTABLISHED; b CLOSE-WAIT for ever");
  told.sides[0].error = SocketError::ConnectionReset;
  CHECK(words(outcome_of(told)) == "a reset in ESTABLISHED, told ECONNRESET; b CLOSE-WAIT for ever");
  CHECK(outcome_of(told) != silent);
  told.sides[0].error = SocketError::None;
  told.sides[1].since = at_ms(99);
  told.sides[1].before = State::SynReceived;
  CHECK(outcome_of(told) == silent);
  told.reason = "run-for";
  CHECK(words(outcome_of(told)) == "a reset in ESTABLISHED; b CLOSE-WAIT when the run ended");
}

TEST_CASE("shares are rounded, but never to nothing or to everything") {
  CHECK(percent_text(1, 3) == "33.333");
  CHECK(percent_text(2, 3) == "66.667");
  CHECK(percent_text(0, 3) == "0.000");
  CHECK(percent_text(3, 3) == "100.000");
  CHECK(percent_text(1, 10'000'000) == "<0.001");
  CHECK(percent_text(9'999'999, 10'000'000) == ">99.999");
  CHECK(percent_text(1, 100'000) == "0.001");
  CHECK(share_text(1, 3) == "0.333333333");
  CHECK(share_text(10'000'000, 10'000'000) == "1.000000000");
}

TEST_CASE("csv has as many fields in every line, the same counts as json, and goes to a file whole") {
  const Folder folder;
  const std::string rest = "--seeds 3000 --stacks textbook,linux";
  const Finished done = folder.finwait(with_loss("3/10", rest + " --format csv -o rows.csv"));
  CHECK(done.code == 0);
  CHECK(done.out.empty());
  const std::string csv = folder.read("rows.csv");
  CHECK(csv == folder.finwait(with_loss("3/10", rest + " --format csv")).out);
  const json all = outcomes(folder, "3/10", rest);
  std::size_t lines = 0;
  for (std::size_t at = 0; at < csv.size(); ++lines) {
    const std::size_t end = csv.find("\r\n", at);
    REQUIRE(end != std::string::npos);
    int fields = 1;
    bool quoted = false;
    for (; at < end; ++at) {
      if (csv[at] == '"') quoted = !quoted;
      if (csv[at] == ',' && !quoted) ++fields;
    }
    CHECK(fields == 17);
    at = end + 2;
  }
  CHECK(lines == 1 + all["stacks"][0]["outcomes"].size() + all["stacks"][1]["outcomes"].size() + 4);
  for (const json& row : all["stacks"][0]["outcomes"]) {
    const std::string count = std::to_string(row["count"].get<std::uint64_t>());
    CHECK(contains(csv, ",3000," + count + "," + share_text(std::stoull(count), 3000) + "," +
                            std::to_string(row["witness_seed"].get<std::uint64_t>()) + ","));
  }
}

TEST_CASE("the scenario's own stacks are kept if none are named, and options with spaces are replayed as typed") {
  const Folder folder;
  const json own = outcomes(folder, "0", "--seeds 1 --set b.stack=textbook --set 'about=two words'");
  CHECK(own["stacks"][0]["stack"] == "linux and textbook");
  CHECK(contains(own["stacks"][0]["replay"].get<std::string>(), " --set 'about=two words'"));
}

TEST_CASE("seeds are a count or a range, ascending and not too many") {
  CHECK(parse_seeds("5").first == 1);
  CHECK(parse_seeds("5").last == 5);
  CHECK(parse_seeds("10000000").count() == 10'000'000);
  CHECK(parse_seeds("0..0").count() == 1);
  const SeedRange top = parse_seeds("18446744073709551615..18446744073709551615");
  CHECK(top.count() == 1);
  CHECK(top.first == UINT64_MAX);
}

TEST_CASE("outcomes says what is wrong with the command line and what is allowed") {
  const Folder folder;
  const auto refused = [&](const std::string& options, std::string_view part) {
    const Finished done = folder.finwait("outcomes " + std::string(kClose) + options);
    CAPTURE(options, done.err);
    CHECK(done.code == 2);
    CHECK(done.out.empty());
    CHECK(contains(done.err, part));
  };
  for (const char* seeds :
       {"0", "9..3", "10000001", "1..10000001", "0..18446744073709551615", "x", "-5", "5..", "..5", "1.5", "1..2..3"}) {
    refused("--seeds " + std::string(seeds), "N for the seeds 1 to N, or FROM..TO, at most 10000000 seeds");
  }
  refused("--seeds 9..3", "did you mean 3..9?");
  refused("--stacks linx", "did you mean \"linux\"?");
  refused("--stacks linux,linux", "linux is there twice");
  refused("--stacks ''", "--stacks: its value is empty; allowed: ");
  refused("--seeds ''", "--seeds: its value is empty; allowed: ");
  refused("--set seed=4", "--seeds 4..4");
  refused("--seed 4", "did you mean --seeds?");
  refused("--set link.changes.0.loss.p=2", "/link/changes/0/loss/p");
  refused("--format yaml", "\"text\", \"csv\" or \"json\"");
}
