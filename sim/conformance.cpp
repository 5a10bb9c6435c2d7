#include "sim/conformance.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

#include "core/time_text.hpp"
#include "sim/trace.hpp"

namespace finwait {

namespace {

using std::chrono::milliseconds;
constexpr Duration kSwapWithin = milliseconds(1);  // segments of both sides this close together may swap
constexpr Duration kTolerance = milliseconds(15);  // and 1/8 of the longest wait before a retransmission
constexpr Duration kExactWithin = milliseconds(8);
constexpr Duration kClosingTolerance = milliseconds(2100);  // the end of FIN-WAIT-2 and TIME-WAIT
constexpr Duration kPollMisses = milliseconds(20);          // a state this short may never have been seen by polling

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

std::string spell(const RecordedSegment& s) {
  return packetdrill_form(s) + " at " + format_duration(std::chrono::duration_cast<std::chrono::microseconds>(s.t));
}

std::string compared(std::string_view expected, std::string_view actual) {
  return "recorded " + std::string(expected) + "; simulated " + std::string(actual);
}

// The longest wait before a retransmission so far: timers are late by up to 1/8 of it, and what follows inherits that.
class LongestWait {
 public:
  Duration with(const RecordedSegment& segment) {
    if (segment.seq == 0 || (segment.len == 0 && !segment.flags.fin())) return longest_;
    const Key key{segment.from ? static_cast<int>(*segment.from) : 2, without_push(segment.flags).bits, segment.seq,
                  segment.len};
    const auto [earlier, first] = last_sent_.try_emplace(key, segment.t);
    if (!first) longest_ = std::max(longest_, segment.t - earlier->second);
    earlier->second = segment.t;
    return longest_;
  }

 private:
  using Key = std::tuple<int, std::uint8_t, std::uint32_t, std::uint32_t>;
  std::map<Key, Duration> last_sent_{};
  Duration longest_{0};
};

// Where `expected` stands among what was simulated and is not used yet: next, or behind what the other side sent within
// a moment. The size if nowhere.
std::size_t find_segment(const RecordedSegment& expected, const std::vector<RecordedSegment>& simulated,
                         const std::vector<bool>& used, std::size_t next) {
  for (std::size_t at = next; at < simulated.size(); ++at) {
    if (used[at]) continue;
    if (same(expected, simulated[at])) return at;
    if (simulated[at].from == expected.from || simulated[at].t - simulated[next].t > kSwapWithin) break;
  }
  return simulated.size();
}

// Rule 1 and 2: the same segments in the same order, each about when it was sent.
void compare_segments(const RecordedRun& run, const std::vector<RecordedSegment>& simulated, RunComparison& result) {
  LongestWait wait;
  std::vector<bool> used(simulated.size(), false);
  std::size_t next = 0;
  const auto skip_used = [&] {
    while (next < simulated.size() && used[next]) ++next;
    return next < simulated.size() ? std::optional(simulated[next]) : std::nullopt;
  };
  for (const RecordedSegment& expected : run.segments) {
    const std::optional<RecordedSegment> following = skip_used();
    const std::size_t at = find_segment(expected, simulated, used, next);
    if (at == simulated.size()) {
      result.pairs.push_back({expected, following});
      result.difference = compared(spell(expected), following ? spell(*following) : "nothing more");
      return;
    }
    used[at] = true;
    result.pairs.push_back({expected, simulated[at]});
    const Duration off = std::chrono::abs(simulated[at].t - expected.t);
    result.worst = std::max(result.worst, off);
    if (off > kTolerance + wait.with(expected) / 8) {
      result.difference = compared(spell(expected), spell(simulated[at]));
      return;
    }
    ++result.matched;
  }
  const std::optional<RecordedSegment> more = skip_used();
  // A recording that was stopped says nothing of what came later.
  if (!more || (!run.complete && more->t > run.segments.back().t)) return;
  result.pairs.push_back({std::nullopt, more});
  result.difference = compared("nothing more", spell(*more));
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
        return who +
               compared(std::string(name(simulated[j - 1].state)) + " ended at " + format_duration(recorded[i].begin),
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
             compared(expected.empty() ? "no error" : expected.substr(1),
                      actual.empty() ? "no error" : actual.substr(1));
    }
  }
  return {};
}

}  // namespace

std::string packetdrill_form(const RecordedSegment& segment) {
  constexpr std::array<std::pair<std::uint8_t, char>, 5> kLetters{
      {{Flags::kSyn, 'S'}, {Flags::kFin, 'F'}, {Flags::kRst, 'R'}, {Flags::kPsh, 'P'}, {Flags::kAck, '.'}}};
  std::string text(segment.from ? name(*segment.from) : "wire");
  text += " > ";
  for (const auto& [bit, letter] : kLetters) {
    if ((segment.flags.bits & bit) != 0) text += letter;
  }
  text += " " + std::to_string(segment.seq) + ":" + std::to_string(segment.seq + segment.len) + "(" +
          std::to_string(segment.len) + ")";
  if (segment.flags.ack()) text += " ack " + std::to_string(segment.ack);
  if (segment.lost) text += " lost";
  return text;
}

Conformance ConformanceTest::compare(const Recording& recording) {
  Conformance result;
  for (const RecordedRun& run : recording.runs) {
    Scenario scenario = recording.scenario;
    for (const Side side : kSides) {
      StackProfile& profile = scenario.side(side).profile;
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
    return std::tuple(x.exact, x.reproduced, x.matched, -x.worst) <
           std::tuple(y.exact, y.reproduced, y.matched, -y.worst);
  };
  const auto best = std::max_element(result.runs.begin(), result.runs.end(), better);
  result.best = static_cast<std::size_t>(best - result.runs.begin());
  return result;
}

}  // namespace finwait
