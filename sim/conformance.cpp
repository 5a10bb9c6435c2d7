#include "sim/conformance.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>

#include "core/time_text.hpp"
#include "sim/trace.hpp"

namespace finwait {

namespace {

using std::chrono::milliseconds;
constexpr Duration kSwapWithin = milliseconds(1);   // segments of both sides this close together may swap
constexpr Duration kTolerance = milliseconds(15);   // and 1/8 of the longest wait before a retransmission
constexpr Duration kExactWithin = milliseconds(8);
constexpr Duration kClosingTolerance = milliseconds(2100);  // the end of FIN-WAIT-2 and TIME-WAIT
constexpr Duration kPollMisses = milliseconds(20);  // a state this short may never have been seen by polling

struct Stay {
  State state = State::Closed;
  Duration begin{0};
};

// What the simulator did, in the recording's terms.
class Observer : public TraceSink {
 public:
  void write(const TraceRecord& record) override {
    if (const auto* segment = std::get_if<SegmentRecord>(&record)) {
      if (!segment->duplicate) segments.push_back(in_recorded_terms(*segment));
    } else if (const auto* state = std::get_if<StateRecord>(&record)) {
      states[index(state->at)].push_back({state->to, state->t.time_since_epoch()});
    } else if (const auto* app = std::get_if<AppRecord>(&record)) {
      if (app->error != SocketError::None) {
        errors.push_back({app->t.time_since_epoch(), app->at, std::string(name(app->error))});
      }
    }
  }

  std::vector<RecordedSegment> segments{};
  std::array<std::vector<Stay>, 2> states{};
  std::vector<RecordedError> errors{};

 private:
  static RecordedSegment in_recorded_terms(const SegmentRecord& record) {
    RecordedSegment segment;
    segment.t = record.t.time_since_epoch();
    if (record.why != Why::Injected) segment.from = record.from;
    segment.flags = record.segment.flags;
    segment.seq = record.seq;
    segment.ack = record.segment.flags.ack() ? record.ack : 0;
    segment.len = record.segment.len;
    segment.lost = record.fate == Fate::Lost;
    return segment;
  }
};

Flags without_push(Flags flags) {
  flags.bits = static_cast<std::uint8_t>(flags.bits & ~Flags::kPsh);
  return flags;
}

bool same(const RecordedSegment& x, const RecordedSegment& y) {
  return x.from == y.from && without_push(x.flags) == without_push(y.flags) && x.seq == y.seq && x.ack == y.ack &&
         x.len == y.len && x.lost == y.lost;
}

// As packetdrill prints a segment: "a > F. 1:1(0) ack 1".
std::string spell(const RecordedSegment& s) {
  std::string text(s.from ? name(*s.from) : "wire");
  text += " " + std::string(flag_letters(s.flags)) + " " + std::to_string(s.seq) + ":" +
          std::to_string(s.seq + s.len) + "(" + std::to_string(s.len) + ")";
  if (s.flags.ack()) text += " ack " + std::to_string(s.ack);
  if (s.lost) text += " lost";
  return text + " at " + format_duration(std::chrono::duration_cast<std::chrono::microseconds>(s.t));
}

std::string compared(std::string_view expected, std::string_view actual) {
  return "recorded " + std::string(expected) + "; simulated " + std::string(actual);
}

// Rule 1 and 2: the same segments in the same order, each about when it was sent.
void compare_segments(const RecordedRun& run, const std::vector<RecordedSegment>& simulated, RunComparison& result) {
  using Key = std::tuple<int, std::uint8_t, std::uint32_t, std::uint32_t>;
  std::map<Key, Duration> last_sent;
  Duration longest_wait{0};
  std::vector<bool> used(simulated.size(), false);
  std::size_t next = 0;
  for (const RecordedSegment& expected : run.segments) {
    while (next < simulated.size() && used[next]) ++next;
    std::size_t at = next;
    // What the other side sent within a moment may stand before it.
    while (at < simulated.size() && (used[at] || !same(expected, simulated[at]))) {
      if (!used[at] && (simulated[at].from == expected.from || simulated[at].t - simulated[next].t > kSwapWithin)) break;
      ++at;
    }
    if (at >= simulated.size() || used[at] || !same(expected, simulated[at])) {
      result.difference = compared(spell(expected), next < simulated.size() ? spell(simulated[next]) : "nothing more");
      return;
    }
    if (at != next && expected.t - run.segments.front().t < Duration{0}) return;
    used[at] = true;
    if (expected.seq != 0 && (expected.len > 0 || expected.flags.fin())) {
      const Key key{expected.from ? static_cast<int>(*expected.from) : 2, without_push(expected.flags).bits,
                    expected.seq, expected.len};
      if (const auto earlier = last_sent.find(key); earlier != last_sent.end()) {
        longest_wait = std::max(longest_wait, expected.t - earlier->second);
      }
      last_sent[key] = expected.t;
    }
    const Duration off = simulated[at].t > expected.t ? simulated[at].t - expected.t : expected.t - simulated[at].t;
    result.worst = std::max(result.worst, off);
    if (off > kTolerance + longest_wait / 8) {
      result.difference = compared(spell(expected), spell(simulated[at]));
      return;
    }
    ++result.matched;
  }
  while (next < simulated.size() && used[next]) ++next;
  if (next == simulated.size()) return;
  // A recording that was stopped says nothing of what came later.
  if (!run.complete && simulated[next].t > run.segments.back().t) return;
  result.difference = compared("nothing more", spell(simulated[next]));
}

// The recorded states of one side as the model counts them: what polling adds, and the full socket's CLOSED when the
// small time-wait object takes over, are taken out.
std::vector<Stay> recorded_stays(const RecordedRun& run, Side side) {
  std::vector<Stay> stays;
  bool ended = false;
  Duration ended_at{0};
  for (const RecordedState& s : run.states) {
    if (s.side != side || s.t < Duration{milliseconds(-50)}) continue;
    if (!s.state || *s.state == State::Closed) {
      if (!ended) ended_at = s.t;
      if (!s.state && !stays.empty() &&
          (stays.back().state == State::TimeWait || stays.back().state == State::FinWait2)) {
        ended_at = s.t;  // the object's own end
      }
      ended = !stays.empty();
      continue;
    }
    ended = false;
    if (stays.empty() || stays.back().state != *s.state) stays.push_back({*s.state, s.t});
  }
  if (ended) stays.push_back({State::Closed, ended_at});
  return stays;
}

std::string spell(const std::vector<Stay>& stays) {
  std::string text;
  for (const Stay& stay : stays) text += (text.empty() ? "" : " ") + std::string(name(stay.state));
  return text.empty() ? "no state" : text;
}

// Rule 3: the same states in the same order; and rule 4: about the same end of FIN-WAIT-2 and TIME-WAIT.
std::string compare_states(const RecordedRun& run, Side side, std::vector<Stay> simulated) {
  std::vector<Stay> recorded = recorded_stays(run, side);
  if (!simulated.empty() && simulated.front().state == State::Listen) simulated.erase(simulated.begin());
  const std::string who = std::string(name(side)) + ": ";
  std::size_t i = 0;
  for (std::size_t j = 0; j < simulated.size(); ++j) {
    if (i < recorded.size() && recorded[i].state == simulated[j].state) {
      const bool closing_end = j > 0 && simulated[j].state == State::Closed &&
                               (simulated[j - 1].state == State::TimeWait || simulated[j - 1].state == State::FinWait2);
      const Duration off = recorded[i].begin - simulated[j].begin;
      const bool watched = simulated[j > 0 ? j - 1 : 0].state != State::TimeWait || run.time_wait_watched;
      if (closing_end && watched && (off > kClosingTolerance || off < -kClosingTolerance)) {
        return who + compared(std::string(name(simulated[j - 1].state)) + " ended at " + format_duration(recorded[i].begin),
                              "at " + format_duration(simulated[j].begin));
      }
      ++i;
      continue;
    }
    const bool held_small = simulated[j].state == State::TimeWait || simulated[j].state == State::FinWait2;
    const bool brief = j + 1 < simulated.size() && simulated[j + 1].begin - simulated[j].begin < kPollMisses;
    if (held_small && brief) continue;  // over before polling could see it
    // Beyond the end of what was watched anything may have come.
    const bool unwatched = i == recorded.size() && (!run.complete || !run.time_wait_watched);
    if (unwatched) break;
    return who + compared(spell(recorded), spell(simulated));
  }
  if (i < recorded.size()) return who + compared(spell(recorded), spell(simulated));
  return {};
}

std::string compare_errors(const RecordedRun& run, const std::vector<RecordedError>& simulated) {
  for (const Side side : kSides) {
    std::string expected;
    std::string actual;
    for (const RecordedError& e : run.errors) {
      if (e.side == side) expected += " " + e.error;
    }
    const Duration stop = run.segments.empty() ? Duration{0} : run.segments.back().t;
    for (const RecordedError& e : simulated) {
      if (e.side == side && (run.complete || e.t <= stop)) actual += " " + e.error;
    }
    if (expected != actual) {
      return std::string(name(side)) + "'s application: " +
             compared(expected.empty() ? "no error" : expected.substr(1), actual.empty() ? "no error" : actual.substr(1));
    }
  }
  return {};
}

}  // namespace

Conformance ConformanceTest::compare(const Recording& recording) {
  Conformance result;
  for (const RecordedRun& run : recording.runs) {
    Scenario scenario = recording.scenario;
    for (const Side side : kSides) {
      StackProfile& profile = scenario.side(side).profile;
      if (!stack_.empty()) {
        if (const StackProfile* stack = find_stack(stack_)) profile = *stack;
      }
      // The recording processes took 0.3 to 0.6 ms from a timer to the next call, 0.3 to 0.5 ms from a segment.
      scenario.side(side).reaction = std::chrono::microseconds(400);
      profile.hz = run.hz;
      profile.jiffies_at_start = run.jiffies_at_syn;
    }
    Observer observer;
    runner_.run(scenario, &observer);
    RunComparison comparison;
    compare_segments(run, observer.segments, comparison);
    for (const Side side : kSides) {
      if (comparison.difference.empty()) {
        comparison.difference = compare_states(run, side, observer.states[index(side)]);
      }
    }
    if (comparison.difference.empty()) comparison.difference = compare_errors(run, observer.errors);
    comparison.reproduced = comparison.difference.empty();
    comparison.exact = comparison.reproduced && comparison.worst <= kExactWithin;
    result.reproduced = result.reproduced || comparison.reproduced;
    result.exact = result.exact || comparison.exact;
    result.runs.push_back(std::move(comparison));
  }
  const auto better = [](const RunComparison& x, const RunComparison& y) {
    return std::tuple(x.exact, x.reproduced, x.matched, -x.worst) < std::tuple(y.exact, y.reproduced, y.matched, -y.worst);
  };
  const auto best = std::max_element(result.runs.begin(), result.runs.end(), better);
  result.best = static_cast<std::size_t>(best - result.runs.begin());
  return result;
}

}  // namespace finwait
