// Reading "link": every short and long form, what overrides what, and every mistake with its place and what was
// allowed.
#include "sim/link_json.hpp"

#include <catch2/catch.hpp>

#include "sim/text_files.hpp"

using namespace finwait;
using namespace std::chrono_literals;

namespace {

// Files as a map, in place of a disk.
class Files final : public TextFiles {
 public:
  std::optional<std::string> read(std::string_view path, std::string& why_not) const override {
    if (path == "loss.txt") return "# from a capture\n0 1 1\n0,1\n";
    if (path == "times.txt") return "1s\n2500ms # late\n";
    if (path == "empty.txt") return "# nothing\n\n";
    if (path == "mixed.txt") return "0 1\n5ms\n";
    why_not = "no such file";
    return std::nullopt;
  }
};

struct Read {
  LinkSpec link{};
  std::vector<InputError> errors{};
};

Read read(std::string_view text) {
  const Files files;
  Read out;
  InputErrors errors;
  JsonDocument document;
  REQUIRE(parse_json(text, "test.json", document, errors));
  document.texts = &files;
  parse_link(JsonCursor(document, 0, errors), out.link);
  out.errors = errors.take();
  return out;
}

DirectionSpec good(std::string_view text) {
  Read r = read(text);
  INFO(text);
  for (const InputError& error : r.errors) FAIL_CHECK(format(error));
  return r.link.from(Side::A);
}

// "pointer: message" of the first error, and all of them in one text.
std::string bad(std::string_view text) {
  std::string told;
  for (const InputError& error : read(text).errors) {
    told += error.pointer + ": " + error.message + " [" + error.allowed + "] {" + error.did_you_mean + "}\n";
  }
  return told;
}

LossSpec loss(std::string_view text) { return good(R"({"loss": )" + std::string(text) + "}").loss; }

using Catch::Matchers::Contains;
using Distribution = JitterSpec::Distribution;

}  // namespace

TEST_CASE("an empty link is 10 ms each way and loses nothing") {
  const Read r = read("{}");
  CHECK(r.errors.empty());
  CHECK(r.link == LinkSpec{});
  CHECK(r.link.from(Side::B).delay == 10ms);
}

TEST_CASE("a direction overrides the link, value by value") {
  const Read r = read(R"({"delay": "20ms", "loss": "1/10", "a_to_b": {"delay": "5ms"}, "b_to_a": {"loss": "none"}})");
  CHECK(r.errors.empty());
  CHECK(r.link.from(Side::A).delay == 5ms);
  CHECK(r.link.from(Side::A).loss == LossSpec("bernoulli").set("p", Ratio{1, 10}));
  CHECK(r.link.from(Side::B).delay == 20ms);
  CHECK(r.link.from(Side::B).loss.is_none());
}

TEST_CASE("short forms of impairments") {
  const DirectionSpec d = good(
      R"({"jitter": "2ms", "duplicate": "1/10", "corrupt": 0.05, "rate": "1.5Mbit", "queue": 10, "reorder": "1/4"})");
  CHECK(d.jitter == JitterSpec{Distribution::Uniform, 2ms, {}, false});
  CHECK(d.duplicate == DuplicateSpec{{1, 10}, 0ms});
  CHECK(d.corrupt == Ratio{1, 20});
  CHECK(d.rate == 1'500'000);
  CHECK(d.queue == QueueSpec{10, 0});
  CHECK(d.reorder == ReorderSpec{{1, 4}, 1, {}, 0ms});
  CHECK(good(R"({"jitter": "0ms"})") == DirectionSpec{});
  CHECK(good(R"({"rate": "9600bit"})").rate == 9600);
  CHECK(good(R"({"rate": "2gbit"})").rate == 2'000'000'000);
}

TEST_CASE("long forms of impairments") {
  const DirectionSpec d = good(R"({"jitter": {"distribution": "pareto", "amount": "3ms", "reorder": true},
      "duplicate": {"probability": "1/2", "after": "1ms"}, "corrupt": {"probability": "0.5"},
      "rate": "1kbit", "queue": {"octets": 3000}, "reorder": {"nth": [2, "4.."], "by": "20ms"}})");
  CHECK(d.jitter == JitterSpec{Distribution::Pareto, 3ms, {}, true});
  CHECK(d.duplicate == DuplicateSpec{{1, 2}, 1ms});
  CHECK(d.corrupt == Ratio{1, 2});
  CHECK(d.queue == QueueSpec{0, 3000});
  CHECK(d.reorder == ReorderSpec{{}, 1, {{2, 2}, {4, UINT32_MAX}}, 20ms});
  CHECK(good(R"({"reorder": {"gap": 5}})").reorder == ReorderSpec{{1, 1}, 5, {}, 0ms});
  CHECK(good(R"({"reorder": {"nth": "all", "by": "1ms"}})").reorder.nth == Occurrences{{1, UINT32_MAX}});
  CHECK(good(R"({"jitter": {"distribution": "normal", "amount": "1ms"}})").jitter.distribution == Distribution::Normal);
  CHECK(good(R"({"jitter": {"values": ["1ms", "0s"]}})").jitter ==
        JitterSpec{Distribution::Recorded, 0ms, {1ms, 0ms}, false});
  CHECK(good(R"({"jitter": {"distribution": "recorded", "file": "times.txt"}})").jitter.values ==
        std::vector<Duration>{1s, 2500ms});
}

TEST_CASE("every loss model, in every form it has") {
  CHECK(loss(R"("none")").is_none());
  CHECK(loss(R"({"model": "none"})") == LossSpec{});
  CHECK(loss("0.01") == LossSpec("bernoulli").set("p", Ratio{1, 100}));
  CHECK(loss(R"({"model": "bernoulli", "p": "1/3"})") == LossSpec("bernoulli").set("p", Ratio{1, 3}));
  CHECK(loss(R"({"model": "gilbert_elliott", "loss_rate": "0.1", "mean_burst": 2.5})") ==
        LossSpec("gilbert_elliott").set("loss_rate", Ratio{1, 10}).set("mean_burst", Ratio{5, 2}));
  // tc-netem writes the loss probabilities as 1-h and 1-k.
  CHECK(loss(R"({"model": "gilbert_elliott", "p": 0.1, "r": 0.5, "1-h": 0.9, "1-k": 0, "start": "bad"})") ==
        LossSpec("gilbert_elliott")
            .set("p", Ratio{1, 10})
            .set("r", Ratio{1, 2})
            .set("loss_bad", Ratio{9, 10})
            .set("loss_good", Ratio{0, 1})
            .set("start", std::uint64_t{2}));
  CHECK(loss(R"({"model": "periodic", "every": 3})") == LossSpec("periodic").set("every", std::uint64_t{3}));
  CHECK(loss(R"({"model": "burst", "at": 4, "count": 2})") ==
        LossSpec("burst").set("at", std::uint64_t{4}).set("count", std::uint64_t{2}));
  CHECK(loss(R"({"model": "outage", "from": "1s", "to": "never"})") ==
        LossSpec("outage").set("from", Duration(1s)).set("to", kForever));
  CHECK(loss(R"({"model": "pattern", "bits": "010"})") == loss(R"({"model": "pattern", "bits": [0, 1, 0]})"));
  CHECK(loss(R"({"model": "size_dependent", "bit_error_rate": "1e-6"})") ==
        LossSpec("size_dependent").set("bit_error_rate", Ratio{1, 1'000'000}));
  CHECK(loss(R"({"model": "state_dependent", "states": {"LAST-ACK": 1, "FIN-WAIT-1": "1/2"}, "kinds": {"rst": 1}})") ==
        LossSpec("state_dependent")
            .set("states", std::vector<IndexedRatio>{{static_cast<std::uint8_t>(State::FinWait1), {1, 2}},
                                                     {static_cast<std::uint8_t>(State::LastAck), {1, 1}}})
            .set("kinds", std::vector<IndexedRatio>{{7, {1, 1}}}));
}

TEST_CASE("recordings come from the scenario or from a file") {
  const LossSpec bits = LossSpec("recorded").set("values", Bits{0, 1, 1, 0, 1});
  CHECK(loss(R"({"model": "recorded", "values": "01101"})") == bits);
  CHECK(loss(R"({"model": "recorded", "values": [0, 1, 1, 0, 1]})") == bits);
  CHECK(loss(R"({"model": "recorded", "file": "loss.txt"})") == bits);
  const LossSpec times = LossSpec("recorded").set("values", std::vector<Duration>{1s, 2500ms});
  CHECK(loss(R"({"model": "recorded", "values": ["1s", "2.5s"]})") == times);
  CHECK(loss(R"({"model": "recorded", "file": "times.txt"})") == times);
}

TEST_CASE("compositions are read into trees") {
  const LossSpec tree = loss(R"({"model": "any_of", "models": ["1/100",
      {"model": "all_of", "models": [{"model": "outage", "from": "1s", "to": "2s"}, "1/2"]}]})");
  const auto* parts = tree.find_as<std::vector<LossSpec>>("models");
  REQUIRE(parts != nullptr);
  CHECK(parts->size() == 2);
  CHECK(parts->front().model == "bernoulli");
  CHECK(parts->back().model == "all_of");
  CHECK(loss(R"({"model": "then", "models": ["none", "1/2"], "segments": 3})") ==
        loss(R"({"model": "then", "models": ["none", "1/2"], "segments": [3]})"));
}

TEST_CASE("changes keep what they do not name, and a direction's own replace the link's") {
  const Read r = read(R"({"delay": "10ms", "loss": "1/10", "b_to_a": {"changes": [{"at": "1s", "loss": 1}]},
      "changes": [{"at": "5s", "delay": "50ms"}, {"at": "8s", "loss": "none"}]})");
  CHECK(r.errors.empty());
  const DirectionSpec& there = r.link.from(Side::A);
  REQUIRE(there.changes.size() == 2);
  CHECK(there.changes[0].at == kStart + 5s);
  CHECK(there.changes[0].values.delay == 50ms);
  CHECK(there.changes[0].values.loss == there.loss);
  CHECK(there.changes[1].values.delay == 50ms);
  CHECK(there.changes[1].values.loss.is_none());
  const DirectionSpec& back = r.link.from(Side::B);
  REQUIRE(back.changes.size() == 1);
  CHECK(back.changes[0].values.delay == 10ms);
}

TEST_CASE("probabilities outside 0..1, or with more digits than fit exactly, are refused") {
  CHECK_THAT(bad(R"({"loss": 1.5})"), Contains("/loss: "));
  CHECK_THAT(bad(R"({"loss": "-0.1"})"), Contains("/loss: "));
  CHECK_THAT(bad(R"({"loss": "0.1234567890123456789"})"), Contains("/loss: ") && Contains("18 digits"));
  CHECK_THAT(bad(R"({"a_to_b": {"loss": {"model": "bernoulli", "p": "3/2"}}})"), Contains("/a_to_b/loss/p: "));
  CHECK_THAT(bad(R"({"corrupt": 2, "duplicate": "2/1"})"), Contains("/corrupt: ") && Contains("/duplicate: "));
}

TEST_CASE("Gilbert-Elliott without a solution is refused at the parameter to blame") {
  const auto ge = [](std::string_view settings) {
    return bad(R"({"loss": {"model": "gilbert_elliott", )" + std::string(settings) + "}}");
  };
  CHECK_THAT(ge(R"("loss_rate": "1/10", "mean_burst": 0.9)"),
             Contains("/loss/mean_burst: ") && Contains("[1 or more]"));
  CHECK_THAT(ge(R"("loss_rate": 1, "mean_burst": 3)"), Contains("/loss/loss_rate: ") && Contains("[below 1]"));
  CHECK_THAT(ge(R"("loss_rate": "9/10", "mean_burst": 1)"), Contains("/loss/mean_burst: "));
  CHECK_THAT(ge(R"("loss_rate": "1/10")"), Contains("\"mean_burst\" is missing"));
  CHECK_THAT(ge(R"("loss_rate": "1/10", "mean_burst": 2, "1-h": 1)"), Contains("/loss/1-h: contradicts"));
  CHECK_THAT(ge(R"("p": "1/10")"), Contains("\"r\" is missing"));
  CHECK_THAT(ge(R"("p": 0.1, "r": 0.1, "1-h": 1, "loss_bad": 1)"), Contains("both its names"));
}

TEST_CASE("models that do not exist, lack a setting or have one too many") {
  CHECK_THAT(bad(R"({"loss": {"model": "bernouli", "p": 0.1}})"), Contains("/loss/model: ") && Contains("bernoulli"));
  CHECK_THAT(bad(R"({"loss": "gilbert-elliott"})"), Contains("/loss: ") && Contains("gilbert_elliott"));
  CHECK_THAT(bad(R"({"loss": "bernoulli"})"), Contains("\"p\" is missing"));
  CHECK_THAT(bad(R"({"loss": {"p": 0.1}})"), Contains("model"));
  CHECK_THAT(bad(R"({"loss": {"model": "bernoulli", "p": 0.1, "every": 3}})"), Contains("every"));
  CHECK_THAT(bad(R"({"loss": {"model": "periodic", "every": 0}})"), Contains("/loss/every: "));
  CHECK_THAT(bad(R"({"loss": {"model": "pattern", "bits": "0120"}})"), Contains("/loss/bits: "));
  CHECK_THAT(bad(R"({"loss": {"model": "pattern", "bits": ""}})"), Contains("/loss/bits: "));
  CHECK_THAT(bad(R"({"loss": {"model": "outage", "from": "5s", "to": "1s"}})"), Contains("/loss/to: "));
  CHECK_THAT(bad(R"({"loss": {"model": "state_dependent", "states": {"FINWAIT1": 1}}})"), Contains("FIN-WAIT-1"));
  CHECK_THAT(bad(R"({"loss": true})"), Contains("/loss: "));
}

TEST_CASE("recordings that are empty, missing or neither one thing nor the other") {
  CHECK_THAT(bad(R"({"loss": {"model": "recorded", "file": "empty.txt"}})"),
             Contains("/loss/file: ") && Contains("empty"));
  CHECK_THAT(bad(R"({"loss": {"model": "recorded", "file": "gone.txt"}})"), Contains("no such file"));
  CHECK_THAT(bad(R"({"loss": {"model": "recorded", "file": "mixed.txt"}})"), Contains("line 2"));
  CHECK_THAT(bad(R"({"loss": {"model": "recorded", "values": []}})"), Contains("/loss/values: "));
  CHECK_THAT(bad(R"({"loss": {"model": "recorded", "values": ""}})"), Contains("/loss/values: the recording is empty"));
  CHECK_THAT(bad(R"({"loss": {"model": "recorded", "values": [0, "1s"]}})"), Contains("/loss/values/1: "));
  CHECK_THAT(bad(R"({"loss": {"model": "recorded"}})"), Contains("neither"));
  CHECK_THAT(bad(R"({"loss": {"model": "recorded", "values": "01", "file": "loss.txt"}})"), Contains("both"));
  CHECK_THAT(bad(R"({"loss": {"model": "recorded", "values": ["2s", "1s"]}})"), Contains("times go back"));
  CHECK_THAT(bad(R"({"jitter": {"file": "loss.txt"}})"), Contains("/jitter: the recording holds no durations"));
}

TEST_CASE("rate 0, queue 0, negative jitter and other impossible links") {
  CHECK_THAT(bad(R"({"rate": "0bit"})"), Contains("/rate: nothing passes at rate 0"));
  CHECK_THAT(bad(R"({"rate": 0})"), Contains("/rate: "));
  CHECK_THAT(bad(R"({"rate": "1Mbps"})"), Contains("octets"));
  CHECK_THAT(bad(R"({"rate": "1000"})"), Contains("/rate: ") && Contains("Mbit"));
  CHECK_THAT(bad(R"({"rate": "0.3bit"})"), Contains("/rate: "));
  CHECK_THAT(bad(R"({"rate": "1Mbit", "queue": 0})"), Contains("/queue: "));
  CHECK_THAT(bad(R"({"rate": "1Mbit", "queue": {"octets": 0}})"), Contains("/queue/octets: "));
  CHECK_THAT(bad(R"({"rate": "1Mbit", "queue": {"octets": 1, "segments": 1}})"), Contains("/queue: needs one limit"));
  CHECK_THAT(bad(R"({"queue": 10})"), Contains("/queue: ") && Contains("no rate"));
  CHECK_THAT(bad(R"({"rate": "1Mbit", "a_to_b": {"queue": 10}, "b_to_a": {"rate": "none", "queue": 3}})"),
             Contains("/b_to_a/queue: ") && !Contains("/a_to_b"));
  CHECK_THAT(bad(R"({"jitter": "-2ms"})"), Contains("/jitter: "));
  CHECK_THAT(bad(R"({"jitter": {"amount": "-1ms"}})"), Contains("/jitter/amount: "));
  CHECK_THAT(bad(R"({"jitter": {"distribution": "gauss", "amount": "1ms"}})"), Contains("/jitter/distribution: "));
  CHECK_THAT(bad(R"({"jitter": {"distribution": "normal", "values": ["1ms"]}})"), Contains("recorded"));
  CHECK_THAT(bad(R"({"reorder": {"nth": 3, "probability": "1/2"}})"), Contains("/reorder/nth: contradicts"));
  CHECK_THAT(bad(R"({"reorder": {"by": "3ms"}})"), Contains("/reorder: "));
  CHECK_THAT(bad(R"({"reorder": {"probability": 0.5, "gap": 0}})"), Contains("/reorder/gap: "));
  CHECK_THAT(bad(R"({"delay": "never"})"), Contains("/delay: "));
  CHECK_THAT(bad(R"({"dealy": "1ms"})"), Contains("delay"));
}

TEST_CASE("changes must ascend, name a time and change something") {
  CHECK_THAT(bad(R"({"changes": [{"at": "5s", "delay": "1ms"}, {"at": "5s", "delay": "2ms"}]})"),
             Contains("/changes/1/at: times go back"));
  CHECK_THAT(bad(R"({"changes": [{"delay": "1ms"}]})"), Contains("at"));
  CHECK_THAT(bad(R"({"changes": [{"at": "1s"}]})"), Contains("/changes/0: changes nothing"));
  CHECK_THAT(bad(R"({"changes": []})"), Contains("/changes: "));
  // Each mistake is told once, although the link's changes hold for both directions.
  const std::string told = bad(R"({"changes": [{"at": "1s", "loss": 7}]})");
  CHECK(std::count(told.begin(), told.end(), '\n') == 1);
}

TEST_CASE("compositions nest 16 deep; the 17th level is refused where it stands") {
  const auto nested = [](int levels) {
    std::string text = "\"1/2\"";
    for (int i = 0; i < levels; ++i) text = R"({"model": "any_of", "models": [)" + text + "]}";
    return R"({"loss": )" + text + "}";
  };
  CHECK(bad(nested(16)).empty());
  CHECK_THAT(bad(nested(17)), Contains("too deeply") && Contains("at most 16"));
  CHECK_THAT(bad(R"({"loss": {"model": "any_of", "models": []}})"), Contains("/loss/models: "));
  CHECK_THAT(bad(R"({"loss": {"model": "any_of", "models": ["1/2", "3/2"]}})"), Contains("/loss/models/1: "));
}
