// One way of a link: in which order its impairments act, what they are called, and that none disturbs another.
#include "sim/link.hpp"

#include <catch2/catch.hpp>

#include "tests/loss_models/statistics.hpp"

using namespace finwait;
using namespace finwait::statistics;
using namespace std::chrono_literals;

namespace {

// A link and a clock: sends segments and tells what became of them.
class Way {
 public:
  explicit Way(DirectionSpec spec, std::uint64_t seed = 1, Side from = Side::A) : spec_(std::move(spec)) {
    link.restart(spec_, from, seed);
  }
  LinkVerdict send(Duration at, std::uint32_t size = 40) {
    return link.transmit(kStart + at, Segment{}, Transmission{kStart + at, State::Established, size});
  }
  // One segment as text: its arrival in microseconds or "lost", why, and copies.
  std::string tell(Duration at, std::uint32_t size = 40) {
    const LinkVerdict v = send(at, size);
    std::string told = v.fate == Fate::Lost ? "lost" : std::to_string(nanoseconds(v.rx) / 1000);
    if (v.fate == Fate::Corrupted) told += "!";
    if (!v.by.empty()) told.append(" ").append(v.by);
    for (const LinkCopy& copy : v.copies) {
      told.append(" + ").append(std::to_string(nanoseconds(copy.rx) / 1000)).append(" ").append(copy.by);
    }
    return told;
  }
  Link link;

 private:
  DirectionSpec spec_;
};

DirectionSpec with_delay(Duration delay) {
  DirectionSpec spec;
  spec.delay = delay;
  return spec;
}

LossSpec bernoulli(std::uint64_t num, std::uint64_t den) { return LossSpec("bernoulli").set("p", Ratio{num, den}); }

}  // namespace

TEST_CASE("a plain link delays, and nothing else") {
  Way way(with_delay(10ms));
  CHECK(way.tell(0s) == "10000");
  CHECK(way.tell(0s) == "10000");
  CHECK(way.tell(5s, 1500) == "5010000");
}

TEST_CASE("what is lost is lost by the model's name") {
  DirectionSpec spec = with_delay(1ms);
  spec.loss = LossSpec("burst").set("at", std::uint64_t{2});
  Way way(spec);
  CHECK(way.tell(0s) == "1000");
  CHECK(way.tell(0s) == "lost burst");
  CHECK(way.tell(0s) == "1000");
}

TEST_CASE("rate: one segment after the other, 8 bits an octet, rounded up to a nanosecond") {
  DirectionSpec spec = with_delay(1ms);
  spec.rate = 1'000'000;
  Way way(spec);
  CHECK(way.tell(0s, 125) == "2000");        // 1000 bits at 1 Mbit/s: 1 ms, then the delay
  CHECK(way.tell(0s, 125) == "3000 queue");  // waits for the first
  CHECK(way.tell(5ms, 250) == "8000");       // the link is idle again
  spec.rate = 3;
  Way slow(spec);
  CHECK(slow.send(0s, 1).rx == kStart + 1ms + Duration(2'666'666'667));
}

TEST_CASE("queue: who finds no room is lost at the tail, and used no time on the wire") {
  DirectionSpec spec = with_delay(1ms);
  spec.rate = 1'000'000;
  spec.queue = {2, 0};
  Way way(spec);
  CHECK(way.tell(0s, 125) == "2000");  // being sent
  CHECK(way.tell(0s, 125) == "3000 queue");
  CHECK(way.tell(0s, 125) == "4000 queue");
  CHECK(way.tell(0s, 125) == "lost queue full");
  CHECK(way.tell(999us, 125) == "lost queue full");
  CHECK(way.tell(1ms, 125) == "5000 queue");  // the second segment is being sent now: one place
  CHECK(way.tell(1ms, 125) == "lost queue full");
}

TEST_CASE("queue in octets counts what waits, not what is being sent") {
  DirectionSpec spec = with_delay(0ms);
  spec.rate = 8'000'000;  // an octet a microsecond
  spec.queue = {0, 1000};
  Way way(spec);
  CHECK(way.tell(0s, 1500) == "1500");
  CHECK(way.tell(0s, 600) == "2100 queue");
  CHECK(way.tell(0s, 401) == "lost queue full");
  CHECK(way.tell(0s, 400) == "2500 queue");
  CHECK(way.tell(1500us, 600) == "3100 queue");
}

TEST_CASE("without a limit a queue holds 1000 segments, as netem's does") {
  DirectionSpec spec = with_delay(0ms);
  spec.rate = 1000;
  Way way(spec);
  int lost = 0;
  for (int i = 0; i < 1010; ++i) lost += way.send(0s).fate == Fate::Lost ? 1 : 0;
  CHECK(lost == 9);
}

TEST_CASE(
    "the queue comes before the loss model: what is lost on the way has used the rate, and a full queue loses first") {
  DirectionSpec spec = with_delay(0ms);
  spec.rate = 8'000'000;
  spec.queue = {1, 0};
  spec.loss = LossSpec("burst").set("at", std::uint64_t{1}).set("count", std::uint64_t{2});
  Way way(spec);
  CHECK(way.tell(0s, 100) == "lost burst");
  CHECK(way.tell(0s, 100) == "lost burst");
  CHECK(way.tell(0s, 100) == "lost queue full");  // not seen by the model
  CHECK(way.tell(100us, 100) == "300 queue");
}

TEST_CASE("duplicate: a second copy, named; corrupt: it arrives and is no use") {
  DirectionSpec spec = with_delay(1ms);
  spec.duplicate = {{1, 1}, 2ms};
  CHECK(Way(spec).tell(0s) == "1000 + 3000 link.duplicate");
  spec.corrupt = {1, 1};
  CHECK(Way(spec).tell(0s) == "1000! link.corrupt + 3000 link.duplicate");
  spec.loss = bernoulli(1, 1);
  CHECK(Way(spec).tell(0s) == "lost bernoulli");
}

TEST_CASE("reorder as netem: chosen segments are not delayed, and a gap keeps them apart") {
  DirectionSpec spec = with_delay(10ms);
  spec.reorder = {{1, 1}, 3, {}, 0ms};
  Way way(spec);
  CHECK(way.tell(0s) == "10000");
  CHECK(way.tell(1ms) == "11000");
  CHECK(way.tell(2ms) == "2000 link.reorder");
  CHECK(way.tell(3ms) == "13000");
  CHECK(way.tell(4ms) == "14000");
  CHECK(way.tell(5ms) == "5000 link.reorder");
}

TEST_CASE("reorder by number holds just those back, lost segments counted") {
  DirectionSpec spec = with_delay(10ms);
  spec.reorder.nth = {{2, 2}, {4, 5}};
  spec.reorder.by = 20ms;
  spec.loss = LossSpec("burst").set("at", std::uint64_t{4});
  Way way(spec);
  CHECK(way.tell(0s) == "10000");
  CHECK(way.tell(0s) == "30000 link.reorder");
  CHECK(way.tell(0s) == "10000");
  CHECK(way.tell(0s) == "lost burst");
  CHECK(way.tell(0s) == "30000 link.reorder");
}

TEST_CASE("jitter does not reorder unless it is told that it may") {
  DirectionSpec spec = with_delay(10ms);
  spec.jitter = {JitterSpec::Distribution::Uniform, 9ms, {}, false};
  for (const bool reorder : {false, true}) {
    spec.jitter.reorder = reorder;
    Way way(spec);
    Time before = kStart;
    int overtaken = 0;
    for (int i = 0; i < 1000; ++i) {
      const Time rx = way.send(i * 1ms).rx;
      CHECK(rx >= kStart + i * 1ms + 1ms);
      overtaken += rx < before ? 1 : 0;
      before = rx;
    }
    CHECK((overtaken > 100) == reorder);
    CHECK((overtaken == 0) == !reorder);
  }
}

TEST_CASE("a recorded jitter is played in turn, and named") {
  DirectionSpec spec = with_delay(10ms);
  spec.jitter = {JitterSpec::Distribution::Recorded, 0ms, {0ms, 3ms, 1ms}, false};
  Way way(spec);
  CHECK(way.tell(0s) == "10000");
  CHECK(way.tell(1s) == "1013000 jitter");
  CHECK(way.tell(2s) == "2011000 jitter");
  CHECK(way.tell(3s) == "3010000");
}

TEST_CASE("the delay with jitter is never negative") {
  DirectionSpec spec = with_delay(1ms);
  spec.jitter = {JitterSpec::Distribution::Normal, 10ms, {}, true};
  Way way(spec);
  int at_once = 0;
  for (int i = 0; i < 10'000; ++i) {
    const Time rx = way.send(1s).rx;
    REQUIRE(rx >= kStart + 1s);
    at_once += rx == kStart + 1s ? 1 : 0;
  }
  CHECK(rate_fits(static_cast<std::uint64_t>(at_once), 10'000, normal_cdf(-0.1)));
}

TEST_CASE("changes hold for what is sent from their time on; a shorter route may overtake") {
  DirectionSpec spec = with_delay(100ms);
  LinkValues fast = spec;
  fast.delay = 10ms;
  LinkValues dead = fast;
  dead.loss = bernoulli(1, 1);
  spec.changes = {{kStart + 5s, fast}, {kStart + 8s, dead}};
  Way way(spec);
  CHECK(way.tell(0s) == "100000");
  CHECK(way.tell(4999ms) == "5099000");
  CHECK(way.tell(5s) == "5010000");  // overtakes the one before
  CHECK(way.tell(8s) == "lost bernoulli");
  CHECK(way.tell(100s) == "lost bernoulli");
  way.link.restart(spec, Side::A, 1);
  CHECK(way.send(0s).rx == kStart + 100ms);
}

TEST_CASE("a change that leaves the loss model alone does not begin it again") {
  DirectionSpec spec = with_delay(1ms);
  spec.loss = LossSpec("periodic").set("every", std::uint64_t{3});
  LinkValues slower = spec;
  slower.delay = 2ms;
  spec.changes = {{kStart + 2s, slower}};
  Way way(spec);
  CHECK(way.tell(0s) == "1000");
  CHECK(way.tell(1s) == "1001000");
  CHECK(way.tell(2s) == "lost periodic");
}

TEST_CASE("each segment's fate on one account does not depend on another impairment") {
  // 2000 segments: who is corrupted, doubled, delayed by how much, with and without loss, one in two.
  DirectionSpec spec = with_delay(10ms);
  spec.corrupt = {1, 5};
  spec.duplicate.probability = {1, 4};
  spec.jitter = {JitterSpec::Distribution::Uniform, 5ms, {}, true};
  DirectionSpec lossy = spec;
  lossy.loss = bernoulli(1, 2);
  Way clean(spec);
  Way losing(lossy);
  int lost = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string whole = clean.tell(i * 1ms);
    const std::string seen = losing.tell(i * 1ms);
    // Copies have a jitter of their own, drawn only for copies that exist.
    if (seen == "lost bernoulli") {
      ++lost;
    } else {
      CHECK(whole.substr(0, whole.find('+')) == seen.substr(0, seen.find('+')));
    }
  }
  CHECK(rate_fits(static_cast<std::uint64_t>(lost), 2000, 0.5));
}

TEST_CASE("shares of corrupted and doubled segments are what was asked for") {
  constexpr std::uint64_t kSegments = 200'000;
  DirectionSpec spec = with_delay(1ms);
  spec.corrupt = {1, 20};
  spec.duplicate.probability = {1, 10};
  spec.reorder.probability = {1, 8};
  Way way(spec);
  std::array<std::uint64_t, 3> seen{};
  for (std::uint64_t i = 0; i < kSegments; ++i) {
    const LinkVerdict v = way.send(0s);
    seen[0] += v.fate == Fate::Corrupted ? 1U : 0U;
    seen[1] += v.copies.size();
    seen[2] += v.rx == kStart ? 1U : 0U;
  }
  CHECK(rate_fits(seen[0], kSegments, 0.05));
  CHECK(rate_fits(seen[1], kSegments, 0.1));
  CHECK(rate_fits(seen[2], kSegments, 0.125));
  CHECK_FALSE(rate_fits(seen[0], kSegments, 0.053));
  CHECK_FALSE(rate_fits(seen[1], kSegments, 0.103));
  CHECK_FALSE(rate_fits(seen[2], kSegments, 0.129));
}

TEST_CASE("the same seed sends the same way again; directions and seeds differ") {
  DirectionSpec spec = with_delay(10ms);
  spec.loss = bernoulli(1, 3);
  spec.jitter = {JitterSpec::Distribution::Pareto, 1ms, {}, false};
  const auto story = [&](std::uint64_t seed, Side from) {
    Way way(spec, seed, from);
    std::string told;
    for (int i = 0; i < 50; ++i) told += way.tell(i * 1ms) + ",";
    way.link.restart(spec, from, seed);
    std::string again;
    for (int i = 0; i < 50; ++i) again += way.tell(i * 1ms) + ",";
    CHECK(told == again);
    return told;
  };
  CHECK(story(1, Side::A) == story(1, Side::A));
  CHECK(story(1, Side::A) != story(2, Side::A));
  CHECK(story(1, Side::A) != story(1, Side::B));
}

TEST_CASE("a link taken from one spec to another keeps nothing of the first") {
  DirectionSpec lossy = with_delay(1ms);
  lossy.loss = bernoulli(1, 1);
  lossy.rate = 1000;
  const DirectionSpec plain = with_delay(7ms);
  Way way(lossy);
  CHECK(way.tell(0s) == "lost bernoulli");
  way.link.restart(plain, Side::A, 1);
  CHECK(way.send(0s).rx == kStart + 7ms);
  CHECK(way.send(0s).fate == Fate::Delivered);
}
