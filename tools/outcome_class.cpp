#include "tools/outcome_class.hpp"

#include <set>

namespace finwait::cli {
namespace {

std::string closed_words(const SideOutcome& side) {
  const std::string in = " in " + std::string(name(side.before));
  switch (side.cause) {
    case Cause::AckOfFin:
    case Cause::TimeWaitTimeout:
      return "CLOSED, normal";
    case Cause::GiveUp:
      return "gave up" + in;
    case Cause::UserTimeout:
      return "gave up" + in + " by its user timeout";
    case Cause::Keepalive:
      return "gave up" + in + ", keepalive unanswered";
    case Cause::PersistLimit:
      return "gave up" + in + ", window never opened";
    case Cause::FinWait2Timeout:
    case Cause::LastAckTimeout:
      return "timed out" + in;
    case Cause::Rst:
      return "reset" + in;
    case Cause::Refused:
      return "refused";
    case Cause::Abort:
    case Cause::AbortIntoTimeWait:
      return "aborted" + in;
    case Cause::UnreadData:
      return "reset the peer, unread data";
    case Cause::DataAfterClose:
      return "reset the peer, data after close";
    case Cause::Linger2:
      return "reset the peer, no FIN-WAIT-2 allowed";
    case Cause::OutOfResources:
      return "dropped" + in + ", too many orphans";
    case Cause::TimeWaitOverflow:
      return "CLOSED, no room for TIME-WAIT";
    case Cause::Close:
      return "closed before it was ESTABLISHED";
    case Cause::Open:
    case Cause::Listen:
    case Cause::Syn:
    case Cause::SynAck:
    case Cause::AckOfSyn:
    case Cause::ReturnToListen:
    case Cause::Fin:
    case Cause::NewSyn:
      break;
  }
  return "CLOSED, never opened";
}

}  // namespace

OutcomeClass outcome_of(const EndRecord& end) {
  OutcomeClass outcome;
  for (std::size_t i = 0; i < end.sides.size(); ++i) {
    const SideEnd& side = end.sides[i];
    SideOutcome& out = outcome.sides[i];
    out.state = side.state;
    out.error = side.error;
    if (!out.closed()) continue;
    out.before = side.before;
    out.cause = side.cause;
  }
  outcome.time_was_up = end.reason == "run-for" && !outcome.both_closed();
  return outcome;
}

std::int64_t number_of(const OutcomeClass& outcome) {
  constexpr std::size_t kSides = kStateCount * kStateCount * kCauseCount * kSocketErrorCount;
  static_assert(kSides < std::size_t{1} << 31U);
  std::size_t number = 0;
  for (const SideOutcome& side : outcome.sides) {
    number = number * kStateCount + static_cast<std::size_t>(side.state);
    number = number * kStateCount + static_cast<std::size_t>(side.before);
    number = number * kCauseCount + static_cast<std::size_t>(side.cause);
    number = number * kSocketErrorCount + static_cast<std::size_t>(side.error);
  }
  return static_cast<std::int64_t>(number * 2 + (outcome.time_was_up ? 1 : 0));
}

std::string words(const SideOutcome& side, bool time_was_up) {
  std::string text = side.closed()
                         ? closed_words(side)
                         : std::string(name(side.state)) + (time_was_up ? " when the run ended" : " for ever");
  if (side.error != SocketError::None) text += ", told " + std::string(name(side.error));
  return text;
}

std::vector<std::string> all_side_words() {
  std::set<std::string> all;
  for (std::size_t state = 0; state < kStateCount; ++state) {
    for (std::size_t error = 0; error < kSocketErrorCount; ++error) {
      SideOutcome side;
      side.error = static_cast<SocketError>(error);
      side.state = static_cast<State>(state);
      for (const bool time_was_up : {false, true}) {
        if (!side.closed()) all.insert(words(side, time_was_up));
      }
      side.state = State::Closed;
      side.before = static_cast<State>(state);
      for (std::size_t cause = 0; cause < kCauseCount; ++cause) {
        side.cause = static_cast<Cause>(cause);
        all.insert(words(side, false));
      }
    }
  }
  return {all.begin(), all.end()};
}

std::string words(const OutcomeClass& outcome) {
  const std::string a = words(outcome.sides[0], outcome.time_was_up);
  const std::string b = words(outcome.sides[1], outcome.time_was_up);
  return a == b ? "both " + a : "a " + a + "; b " + b;
}

}  // namespace finwait::cli
