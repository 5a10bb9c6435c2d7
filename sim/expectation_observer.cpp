#include "sim/expectation_observer.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "core/time_text.hpp"
#include "sim/segment_sequence.hpp"

namespace finwait {
namespace {

bool is_of_kind(const SegmentRecord& r, SegmentKind kind, const std::vector<SegmentRecord>& all) {
  const Segment& s = r.segment;
  switch (kind) {
    case SegmentKind::Any:
      return true;
    case SegmentKind::Syn:
      return s.flags.syn() && !s.flags.ack();
    case SegmentKind::SynAck:
      return s.flags.syn() && s.flags.ack();
    case SegmentKind::Data:
      return s.len > 0;
    case SegmentKind::Fin:
      return s.flags.fin();
    case SegmentKind::Rst:
      return s.flags.rst();
    case SegmentKind::Ack:
      return s.pure_ack();
    case SegmentKind::AckOfFin: {
      // The peer's FIN, wherever its record stands before this one.
      for (const SegmentRecord& fin : all) {
        if (fin.id >= r.id) break;
        if (fin.from != r.from && fin.segment.flags.fin()) {
          return s.pure_ack() && s.ack.at_or_after(fin.segment.fin_seq() + 1);
        }
      }
      return false;
    }
  }
  return false;
}

// Tests the checks of one expectation; std::visit calls the member for each kind.
class Tester {
 public:
  Tester(const EndRecord& end, const std::vector<StateRecord>& states, const std::vector<SegmentRecord>& segments,
         const std::array<std::uint64_t, 2>& received)
      : end_(end), states_(states), segments_(segments), received_(received) {}

  // Nothing if the check holds.
  std::optional<ExpectationFailure> test(const Check& check) {
    failure_.reset();
    std::visit([this](const auto& c) { (*this)(c); }, check);
    return std::exchange(failure_, std::nullopt);
  }

  void operator()(const ExpectEnd& c) {
    const State is = side(c.side).state;
    if (is != c.state) fail(of(c.side, "end state"), std::string(name(c.state)), std::string(name(is)));
  }
  void operator()(const ExpectCount& c) {
    const auto [what, is] = counted(c);
    if (!c.range.contains(is)) fail(of(c.side, what), text(c.range), std::to_string(is));
  }
  void operator()(const ExpectError& c) {
    const SocketError is = side(c.side).error;
    if (is != c.error) fail(of(c.side, "error"), error_text(c.error), error_text(is));
  }
  void operator()(const ExpectStates& c) {
    std::vector<State> path;
    for (const StateRecord& r : states_) {
      if (r.at == c.side) path.push_back(r.to);
    }
    if (std::ranges::equal(without_listen(path), without_listen(c.path))) return;
    fail(of(c.side, "states"), path_text(c.path), path_text(path));
  }
  void operator()(const ExpectEnters& c) {
    const std::string what = of(c.side, "enters ") + std::string(name(c.state)) + text(c.after);
    const Time entered = first_entry(c.side, c.state);
    const std::string expected = c.never ? "never" : text(c.at);
    if (entered == kNever) {
      if (!c.never) fail(what, expected, "never");
      return;
    }
    const Time origin = instant(c.after);
    if (origin == kNever) return fail(what, expected, "the reference never came");
    const Duration is = entered - origin;
    if (c.never || !c.at.contains(is)) fail(what, expected, format_duration(is));
  }
  void operator()(const ExpectTimeIn& c) {
    const Duration is = side(c.side).time_in[static_cast<std::size_t>(c.state)];
    if (!c.time.contains(is)) {
      fail(of(c.side, "time in ") + std::string(name(c.state)), text(c.time), format_duration(is));
    }
  }
  void operator()(const ExpectSegments& c) {
    const Time origin = instant(c.after);
    if (origin == kNever) return fail("segments" + text(c.after), "some", "the reference never came");
    auto mismatch = compare_segments(c, segments_from(c.after, origin), origin);
    if (mismatch) fail(std::move(mismatch->what), std::move(mismatch->expected), std::move(mismatch->actual));
  }
  void operator()(const ExpectDecidedBy& c) {
    const std::string& is = side(c.side).decided_by;
    const bool holds = c.parameter.empty() ? is.empty() : is.find(c.parameter) != std::string::npos;
    if (!holds) fail(of(c.side, "decided by"), name_or_none(c.parameter), name_or_none(is));
  }
  void operator()(const ExpectEndsAt& c) {
    const Duration is = end_.t - kStart;
    if (!c.at.contains(is)) fail("end of the run", text(c.at), format_duration(is));
  }

 private:
  const SideEnd& side(Side s) const { return end_.sides[index(s)]; }
  static std::string of(Side s, std::string_view what) { return std::string(name(s)).append(" ").append(what); }
  static std::string error_text(SocketError e) { return e == SocketError::None ? "none" : std::string(name(e)); }
  static std::string name_or_none(const std::string& n) { return n.empty() ? "no parameter" : "\"" + n + "\""; }

  void fail(std::string what, std::string expected, std::string actual) {
    failure_ = ExpectationFailure{0, {}, 0, std::move(what), std::move(expected), std::move(actual)};
  }
  std::pair<std::string_view, std::uint64_t> counted(const ExpectCount& c) const {
    switch (c.what) {
      case ExpectCount::What::Sent:
        return {"segments sent", side(c.side).sent};
      case ExpectCount::What::Lost:
        return {"segments lost", side(c.side).lost};
      case ExpectCount::What::Retransmissions:
        return {"retransmissions", side(c.side).retransmissions};
      case ExpectCount::What::Received:
        return {"octets received", received_[index(c.side)]};
    }
    return {"", 0};
  }
  // A passive open is in LISTEN before anything happens; whether that is worth a word is the writer's choice.
  static std::span<const State> without_listen(const std::vector<State>& path) {
    const bool listens = !path.empty() && path.front() == State::Listen;
    return std::span(path).subspan(listens ? 1 : 0);
  }
  static std::string path_text(const std::vector<State>& path) {
    std::string out;
    for (const State s : path) out.append(out.empty() ? "" : " ").append(name(s));
    return out.empty() ? "no state" : out;
  }
  Time first_entry(Side s, State state) const {
    for (const StateRecord& r : states_) {
      if (r.at == s && r.to == state) return r.t;
    }
    return kNever;
  }
  // The record at which a segment reference holds; its size if it never does.
  std::size_t first_segment(const TimeReference& r) const {
    std::size_t i = 0;
    while (i < segments_.size() && (segments_[i].from != r.side || !is_of_kind(segments_[i], r.segment, segments_))) {
      ++i;
    }
    return i;
  }
  Time instant(const TimeReference& r) const {
    switch (r.kind) {
      case TimeReference::Kind::Syn:
        return kStart;
      case TimeReference::Kind::State:
        return first_entry(r.side, r.state);
      case TimeReference::Kind::Segment: {
        const std::size_t i = first_segment(r);
        return i < segments_.size() ? segments_[i].t : kNever;
      }
    }
    return kNever;
  }
  // From a segment on, that segment included; from a state on, what is sent at that instant included; from the SYN on
  // without the handshake.
  std::vector<SegmentRecord> segments_from(const TimeReference& r, Time origin) const {
    std::vector<SegmentRecord> out;
    if (r.kind == TimeReference::Kind::Segment) {
      out.assign(segments_.begin() + static_cast<std::ptrdiff_t>(first_segment(r)), segments_.end());
      return out;
    }
    bool handshake_ack_passed = r.kind != TimeReference::Kind::Syn;
    for (const SegmentRecord& s : segments_) {
      if (s.t < origin) continue;
      if (r.kind == TimeReference::Kind::Syn && s.segment.flags.syn()) continue;
      if (!handshake_ack_passed && s.from == Side::A && s.segment.pure_ack()) {
        handshake_ack_passed = true;
        continue;
      }
      out.push_back(s);
    }
    return out;
  }

  const EndRecord& end_;
  const std::vector<StateRecord>& states_;
  const std::vector<SegmentRecord>& segments_;
  const std::array<std::uint64_t, 2>& received_;
  std::optional<ExpectationFailure> failure_{};
};

bool applies(const Expectation& e, const Scenario& scenario) {
  if (e.under.empty()) return true;
  const std::string_view stack = scenario.side(Side::A).profile.name;
  if (stack != scenario.side(Side::B).profile.name) return false;
  for (const std::string& name : e.under) {
    if (name == stack) return true;
  }
  return false;
}

}  // namespace

std::string format(const ExpectationFailure& failure, std::string_view file) {
  std::string out(file);
  if (failure.line > 0) out.append(":").append(std::to_string(failure.line));
  if (!out.empty()) out.append(": ");
  out.append(failure.pointer).append(": ").append(failure.what);
  return out.append(": expected ").append(failure.expected).append(", got ").append(failure.actual);
}

ExpectationObserver::ExpectationObserver(const Scenario& scenario, TraceSink* next)
    : scenario_(&scenario), next_(next) {}

void ExpectationObserver::restart() {
  states_.clear();
  segments_.clear();
  received_ = {};
  failures_.clear();
  tested_ = 0;
  complete_ = false;
}

void ExpectationObserver::write(const TraceRecord& record) {
  if (next_ != nullptr) next_->write(record);
  if (std::holds_alternative<RunRecord>(record)) return restart();
  if (scenario_->expect.empty() && !std::holds_alternative<EndRecord>(record)) return;
  if (const auto* state = std::get_if<StateRecord>(&record)) {
    states_.push_back(*state);
  } else if (const auto* segment = std::get_if<SegmentRecord>(&record)) {
    segments_.push_back(*segment);
  } else if (const auto* app = std::get_if<AppRecord>(&record)) {
    if (app->event == "data") received_[index(app->at)] += app->bytes;
  } else if (const auto* end = std::get_if<EndRecord>(&record)) {
    test(*end);
  }
}

void ExpectationObserver::test(const EndRecord& end) {
  Tester tester(end, states_, segments_, received_);
  for (std::size_t i = 0; i < scenario_->expect.size(); ++i) {
    const Expectation& expectation = scenario_->expect[i];
    if (!applies(expectation, *scenario_)) continue;
    for (const Check& check : expectation.checks) {
      ++tested_;
      std::optional<ExpectationFailure> failure = tester.test(check);
      if (!failure) continue;
      failure->index = i;
      failure->pointer = expectation.pointer;
      failure->line = expectation.line;
      failures_.push_back(std::move(*failure));
    }
  }
  complete_ = true;
}

}  // namespace finwait
