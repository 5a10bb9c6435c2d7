// Where things stand in a sequence diagram: for every scenario that ships, on both axes, alone and beside another run,
// no text touches another one, nothing is cut, and time only runs downwards.
#include "sim/picture/sequence_layout.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "sim/picture/sequence_words.hpp"
#include "tests/sim/trace_story.hpp"
#include "tests/support/shipped_runs.hpp"

using namespace finwait;
using namespace finwait::story;

namespace {

constexpr std::size_t kMost = 120;

// What a picture is made of; the picture points into it.
struct Drawn {
  std::vector<SequenceRun> runs{};
  std::vector<SequenceFold> folds{};
  SequencePicture picture{};
};

Drawn drawn(std::vector<const TraceLog*> logs, TimeAxis axis) {
  Drawn result;
  for (const TraceLog* log : logs) result.runs.push_back(sequence_of(*log));
  result.folds = fold_sequences(result.runs, kMost);
  for (SequenceRun& run : result.runs) give_slots(run);
  result.picture = lay_out(result.runs, result.folds, axis);
  return result;
}

std::string words_of(const TextBlock& block) {
  std::string text;
  for (const std::string& line : block.lines) text.append(text.empty() ? "" : " / ").append(line);
  return text;
}

// "": none do.
std::string touching(const SequencePicture& picture) {
  const std::vector<const TextBlock*> texts = texts_of(picture);
  std::string found;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (std::size_t j = i + 1; j < texts.size(); ++j) {
      if (overlap(*texts[i], *texts[j])) found += words_of(*texts[i]) + " touches " + words_of(*texts[j]) + "\n";
    }
  }
  return found;
}

std::string cut_off(const SequencePicture& picture) {
  const Box paper{0_px, 0_px, picture.width, picture.height};
  std::string found;
  for (const TextBlock* text : texts_of(picture)) {
    if (!paper.contains(bounds(*text))) found += words_of(*text) + " is cut\n";
  }
  return found;
}

void check_arrows(const SequencePicture& picture) {
  for (const ArrowShape& shape : picture.arrows) {
    CHECK(shape.stop.y >= shape.begin.y);
    if (!shape.arrow->lost()) continue;
    const SequenceColumns& columns = picture.columns[shape.run];
    CHECK(shape.stop.x > columns.strips[0].inner() + 20_px);
    CHECK(shape.stop.x < columns.strips[1].inner() - 20_px);
  }
}

SequenceRoom room_for_arrows() { return {.arrow = 20_px, .notes = {}}; }

// a sends a segment at each of these times; each arrives 10 ms later.
void tell_sendings(const Scenario& scenario, const std::vector<Duration>& times, TraceLog& log) {
  Story story(scenario);
  for (const Duration t : times) story.at(t).sends(Side::A, "A", 1, 1).arrives(t + 10ms);
  story.at(times.back() + 10ms).ends().tell(log);
}

}  // namespace

TEST_CASE("in no picture of a shipped scenario does text touch text, or leave the paper") {
  tests::for_each_shipped_run([](const std::string& name, const TraceLog& run) {
    for (const TimeAxis axis : {TimeAxis::Compressed, TimeAxis::TrueToScale}) {
      for (const std::size_t runs : {1U, 2U, 3U}) {
        INFO(name << ", " << runs << " side by side" << (axis == TimeAxis::TrueToScale ? ", true to scale" : ""));
        const Drawn result = drawn(std::vector<const TraceLog*>(runs, &run), axis);
        CHECK(touching(result.picture) == "");
        CHECK(cut_off(result.picture) == "");
        check_arrows(result.picture);
      }
    }
  });
}

TEST_CASE("compressed, every segment of a shipped scenario has its label") {
  tests::for_each_shipped_run([](const std::string& name, const TraceLog& run) {
    INFO(name);
    const Drawn result = drawn({&run}, TimeAxis::Compressed);
    CHECK(result.picture.unlabelled == 0);
  });
}

TEST_CASE("true to scale, a label without a place of its own stands in a list or is counted") {
  const Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  third_lost_once(scenario).tell(log);
  const Drawn result = drawn({&log}, TimeAxis::TrueToScale);
  REQUIRE(result.picture.lists.size() == 1);
  CHECK(result.picture.unlabelled == 0);
  const std::string list = words_of(result.picture.lists.front().text);
  CHECK(list.find("fall together at this scale") != std::string::npos);
  for (const ArrowShape& shape : result.picture.arrows) {
    CHECK(shape.listed == shape.label.lines.empty());
  }
  CHECK(result.picture.height < 2000_px);
}

TEST_CASE("time runs downwards, and the same instant is at the same height for both sides and all runs") {
  tests::for_each_shipped_run([](const std::string& name, const TraceLog& log) {
    for (const TimeAxis axis : {TimeAxis::Compressed, TimeAxis::TrueToScale}) {
      INFO(name);
      std::vector<SequenceRun> runs{sequence_of(log)};
      give_slots(runs.front());
      const SequenceTimeMap map = time_map(runs, {}, axis, room_for_arrows());
      const std::vector<SequenceInstant>& instants = map.instants();
      for (std::size_t i = 0; i + 1 < instants.size(); ++i) {
        CHECK(instants[i].top <= instants[i].bottom);
        CHECK(instants[i].bottom <= instants[i + 1].top);
        const Time between = instants[i].t + (instants[i + 1].t - instants[i].t) / 2;
        CHECK(map.at(between) >= instants[i].top);
        CHECK(map.at(between) <= instants[i + 1].top);
      }
    }
  });
}

TEST_CASE("idle time becomes a break on the compressed axis only") {
  const Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  tell_sendings(scenario, {0ms, 60s}, log);
  std::vector<SequenceRun> runs{sequence_of(log)};
  const SequenceTimeMap compressed = time_map(runs, {}, TimeAxis::Compressed, room_for_arrows());
  REQUIRE(compressed.breaks().size() == 1);
  CHECK(compressed.breaks().front().from == kStart + 10ms);
  CHECK(compressed.breaks().front().to == kStart + 60s);
  CHECK(compressed.bottom() - compressed.top() < 250_px);

  const SequenceTimeMap to_scale = time_map(runs, {}, TimeAxis::TrueToScale, room_for_arrows());
  CHECK(to_scale.breaks().empty());
  const Px whole = to_scale.bottom() - to_scale.top();
  const Px half = to_scale.at(kStart + 30'005ms) - to_scale.top();
  CHECK(half * 2 >= whole - 1_px);
  CHECK(half * 2 <= whole + 1_px);
}

TEST_CASE("what is sent at one instant leaves in order, one below the other") {
  const Scenario scenario = scenario_of_third_lost();
  TraceLog log;
  tell_sendings(scenario, {5ms, 5ms, 5ms}, log);
  const Drawn result = drawn({&log}, TimeAxis::Compressed);
  REQUIRE(result.picture.arrows.size() == 3);
  for (std::size_t i = 1; i < 3; ++i) {
    CHECK(result.picture.arrows[i].from.y > result.picture.arrows[i - 1].from.y + 15_px);
    CHECK(result.picture.arrows[i].to.y > result.picture.arrows[i - 1].to.y + 15_px);
  }
}

TEST_CASE("a timer is drawn from set to fired, beside those that run meanwhile") {
  const Scenario scenario = scenario_of_third_lost();
  Story story(scenario);
  story.at(0ms).sets(Side::A, Timer::Keepalive, 1s).sends(Side::A, "A", 1, 1);
  story.at(100ms).sets(Side::A, Timer::Retransmission, 300ms);
  story.at(200ms).sets(Side::A, Timer::Retransmission, 300ms);
  story.at(500ms).fires(Side::A, Timer::Retransmission).at(700ms).stops(Side::A, Timer::Keepalive).ends();
  TraceLog log;
  story.tell(log);
  const SequenceRun run = sequence_of(log);
  REQUIRE(run.timers.size() == 2);
  const SequenceTimer& keepalive = run.timers[0];
  const SequenceTimer& retransmission = run.timers[1];
  CHECK(keepalive.end == SequenceTimer::End::Stopped);
  CHECK(keepalive.to == kStart + 700ms);
  CHECK(retransmission.end == SequenceTimer::End::Fired);
  CHECK(retransmission.from == kStart + 100ms);
  CHECK(retransmission.to == kStart + 500ms);
  CHECK(retransmission.restarts == std::vector<Time>{kStart + 200ms});
  CHECK(retransmission.lane != keepalive.lane);
  CHECK(timer_lines(retransmission).front() == "retransmission 300\u00a0ms");
  CHECK(timer_lines(retransmission).back() == "set 2 times");
}

TEST_CASE("hundreds of repetitions leave their first and last ones, and a word about the rest") {
  const Scenario scenario = scenario_of_third_lost();
  std::vector<Duration> times;
  for (int i = 0; i < 300; ++i) times.push_back(i * 75s);
  TraceLog log;
  tell_sendings(scenario, times, log);
  const Drawn result = drawn({&log}, TimeAxis::Compressed);
  CHECK(result.picture.arrows.size() == 6);
  REQUIRE(result.folds.size() == 1);
  CHECK(result.folds.front().segments == 294);
  CHECK(result.folds.front().from == kStart + 4 * 75s);
  CHECK(result.folds.front().to == kStart + 297 * 75s);
  CHECK(touching(result.picture) == "");
}

TEST_CASE("what one run repeats is not hidden from another that does something else then") {
  const Scenario scenario = scenario_of_third_lost();
  std::vector<Duration> times;
  for (int i = 0; i < 300; ++i) times.push_back(i * 75s);
  TraceLog many;
  tell_sendings(scenario, times, many);
  TraceLog few;
  tell_sendings(scenario, {100 * 75s}, few);
  const Drawn result = drawn({&many, &few}, TimeAxis::Compressed);
  const auto shown = std::count_if(result.picture.arrows.begin(), result.picture.arrows.end(),
                                   [](const ArrowShape& s) { return s.arrow->segment->t == kStart + 100 * 75s; });
  CHECK(shown == 2);
  CHECK(result.folds.size() == 2);
}
