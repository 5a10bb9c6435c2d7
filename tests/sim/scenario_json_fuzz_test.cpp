// Damaged scenarios: whatever happens to a text, reading it ends in a scenario or in errors that can be found again.
#include <catch2/catch.hpp>

#include "sim/scenario_json.hpp"

using namespace finwait;

namespace {

constexpr std::string_view kSeedText = R"({
  "$schema": "scenario.schema.json", "name": "fuzz", "about": "everything \"once\" \u00e4",
  "seed": 18446744073709551615, "run_for": "10min",
  "link": { "delay": "10ms" },
  "stacks": ["textbook", "linux"],
  "a": { "stack": "linux", "hz": 250, "jiffies_at_start": 4296245269.323,
         "set": { "tcp_fin_timeout": "5s", "sack": true, "tcp_orphan_retries": 3 },
         "app": [ { "do": "wait", "for": "300ms" }, { "do": "wait", "for": "error", "at_most": "1s" },
                  { "do": "send", "bytes": 100, "more": false },
                  { "do": "set", "linger2": "none", "keepalive": { "idle": "1s", "count": 9 } },
                  { "do": "shutdown", "how": "write" }, { "do": "wait", "until": "1.5s" }, { "do": "close" } ] },
  "b": { "app": [ { "do": "exchange", "rounds": 1, "bytes": 10 }, { "do": "read", "until": "eof" },
                  { "do": "read", "until": 3 }, { "do": "abort" }, { "do": "exit" } ] },
  "faults": [
    { "about": "x", "match": { "teardown": 3, "nth": [1, "3..4"] }, "do": "drop" },
    { "match": { "from": "b", "kind": "ack-of-fin", "nth": "2..", "after": "1s" }, "do": "delay", "by": "5ms" },
    { "match": { "after": { "at": "a", "state": "FIN-WAIT-2", "plus": "1s" } }, "do": "duplicate", "after": ["1ms", "0s"] },
    { "match": { "nth": 1, "after": { "segment": { "from": "b", "kind": "fin", "nth": 1 } } }, "do": "corrupt" },
    { "inject": { "to": "a", "flags": "RA", "seq": "b.nxt-1", "ack": 1, "len": 0 }, "after": "2s" } ],
  "expect": [
    { "under": ["linux"], "end": { "a": "CLOSED" }, "error": { "b": null, "a": "ECONNRESET" } },
    { "states": { "a": ["SYN-SENT", "CLOSED"] }, "sent": { "a": { "min": 1, "max": 9 } }, "ends_at": { "min": "1s" } },
    { "enters": { "a": [ { "state": "TIME-WAIT", "at": "0.5s", "within": "1ms", "after": { "first": "fin", "from": "a" } },
                         { "state": "CLOSED", "at": "never" } ] }, "time_in": { "b": { "CLOSE-WAIT": "60s" } } },
    { "segments": { "after": { "at": "a", "state": "CLOSED" }, "within": "1us",
                    "are": ["a FA seq=1 ack=1 +2ms", "...", "b A lost why=ack"] }, "decided_by": { "a": "fin" } } ]
})";

// A generator of our own: the same damage on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t n) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return (state_ >> 33U) % n;
  }

 private:
  std::uint64_t state_;
};

constexpr std::array<std::string_view, 30> kPieces{
    "{",           "}",     "[",         "]",         ",",      ":",       "\"",
    "\\",          "null",  "true",      "-1",        "0",      "1e9",     "0.1",
    "\"never\"",   "\"a\"", "\"linux\"", "\"error\"", "{}",     "[]",      "\"\"",
    "\xff",        "\n",    "\"1..0\"",  "\"10ms\"",  "\"do\"", "\"eof\"", "99999999999999999999",
    "\"\\ud800\"", "\xc3"};

std::string damaged(Dice& dice) {
  std::string text(kSeedText);
  for (std::uint64_t n = 1 + dice.below(3); n > 0; --n) {
    const std::uint64_t at = dice.below(text.size());
    const std::uint64_t length = 1 + dice.below(dice.below(4) == 0 ? 60 : 4);
    switch (dice.below(6)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, kPieces[dice.below(kPieces.size())]);
        break;
      case 2:
        text[at] = static_cast<char>(dice.below(256));
        break;
      case 3:
        text.replace(at, length, kPieces[dice.below(kPieces.size())]);
        break;
      case 4:  // a piece of the text again, elsewhere
        text.insert(at, text.substr(dice.below(text.size()), length));
        break;
      case 5: {  // a whole word becomes another: stays JSON more often than not
        const std::size_t quote = text.find('"', at);
        const std::size_t end = quote == std::string::npos ? quote : text.find('"', quote + 1);
        if (end != std::string::npos) text.replace(quote, end - quote + 1, kPieces[dice.below(kPieces.size())]);
        break;
      }
    }
    if (text.empty()) text = "{";
  }
  return text;
}

}  // namespace

TEST_CASE("20,000 damaged scenarios are read or told why not") {
  REQUIRE(read_scenario(kSeedText, "fuzz.json").errors.empty());
  Dice dice(20'000);
  std::size_t read = 0;
  std::size_t told = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = damaged(dice);
    const ScenarioResult r = read_scenario(text, "fuzz.json");
    bool well = r.scenario.has_value() == r.errors.empty();
    for (const InputError& e : r.errors) well = well && e.line >= 1 && e.column >= 1 && !e.message.empty();
    if (!well) {
      INFO(text);
      REQUIRE(well);
    }
    ++(r.scenario ? read : told);
  }
  // Both happen: neither does the damage spare everything nor does the reader refuse everything.
  CHECK(read > 100);
  CHECK(told > 10'000);
}

TEST_CASE("a scenario cut anywhere is refused, and says where it ends") {
  for (std::size_t n = 0; n + 1 < kSeedText.size(); ++n) {
    const ScenarioResult r = read_scenario(kSeedText.substr(0, n), "cut.json");
    REQUIRE_FALSE(r.scenario);
    REQUIRE(r.errors.at(0).line >= 1);
  }
}
