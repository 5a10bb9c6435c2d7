// What the applications did: close(), shutdown(), abort, exit, with what followed at once; and the errors they saw.
#include <variant>

#include "sim/story/story_tale.hpp"

namespace finwait {
namespace {

// What one call led to, at the same instant and before the side's next call.
struct Consequences {
  const StateRecord* moved = nullptr;
  const SegmentRecord* fin = nullptr;
  const SegmentRecord* rst = nullptr;
};

Consequences consequences(const StoryFacts& facts, const AppRecord& call, std::size_t position) {
  Consequences found;
  const std::vector<TraceRecord>& records = facts.log().records();
  for (std::size_t i = position + 1; i < records.size(); ++i) {
    if (const auto* app = std::get_if<AppRecord>(&records[i])) {
      if (app->t != call.t || app->at == call.at) break;
    } else if (const auto* state = std::get_if<StateRecord>(&records[i])) {
      if (state->t != call.t) break;
      if (state->at == call.at && found.moved == nullptr) found.moved = state;
    } else if (const auto* segment = std::get_if<SegmentRecord>(&records[i])) {
      if (segment->t != call.t) break;
      if (segment->from != call.at || segment->why == Why::Injected) continue;
      if (segment->segment.flags.rst()) {
        found.rst = segment;
      } else if (segment->segment.flags.fin() && segment->copy == 1 && found.fin == nullptr) {
        found.fin = segment;
      }
    }
  }
  return found;
}

Statement words_of_call(const AppRecord& call) {
  if (call.event == "shutdown") return say(Message::CallShutdown, {call.at});
  if (call.event == "exit") return say(Message::CallExit, {call.at});
  if (call.event == "abort") return say(Message::CallAbort, {call.at});
  return say(Message::CallClose, {call.at});
}

Statement told_of_fin(const StoryFacts& facts, const AppRecord& call, const SegmentRecord& fin, State to) {
  const Argument what = part(words_of_call(call));
  // The side that closes second: which of its segments is the first to acknowledge the other side's FIN?
  const Sending* first = fin.teardown == 3 ? facts.first_acknowledging(call.at) : nullptr;
  if (first != nullptr && (*first)->id == fin.id && fin.segment.len == 0) {
    return say(Message::CallFinMerged, {call.t, what, TeardownNumber{3}, to, other(call.at)});
  }
  if (first != nullptr && (*first)->segment.len > 0 && (*first)->id <= fin.id) {
    return say(Message::CallFinAfterData, {call.t, what, TeardownNumber{3}, to, other(call.at)});
  }
  const Message message = fin.segment.len > 0 ? Message::CallFinOnData : Message::CallFin;
  return say(message, {call.t, what, TeardownNumber{fin.teardown}, to});
}

void tell_call(const StoryFacts& facts, const AppRecord& call, std::size_t position, Tale& tale) {
  const Consequences after = consequences(facts, call, position);
  const Argument what = part(words_of_call(call));
  if (after.moved == nullptr) {
    const State state = facts.state_before(call.at, position);
    const bool closing =
        state == State::FinWait1 || state == State::FinWait2 || state == State::Closing || state == State::LastAck;
    if (closing && call.event != "shutdown") tale.tell(position, say(Message::CallRelease, {call.t, what}));
    return;
  }
  const StateRecord& moved = *after.moved;
  if (moved.cause == Cause::Close && moved.to == State::Closed) {
    tale.tell(position, say(Message::ClosedEarlyAt, {call.t, call.at}));
  } else if (moved.cause == Cause::Close && after.fin != nullptr) {
    tale.tell(position, told_of_fin(facts, call, *after.fin, moved.to));
  } else if (moved.cause == Cause::Close) {
    tale.tell(position, say(Message::CallFinWaits, {call.t, what, moved.to}));
  } else if (moved.cause == Cause::UnreadData) {
    tale.tell(position, say(Message::CallUnread, {call.t, what}));
  } else if (moved.cause == Cause::Abort || moved.cause == Cause::AbortIntoTimeWait) {
    if (after.rst == nullptr) {
      tale.tell(position, say(Message::CallAbortSilent, {call.t, what, moved.from}));
    } else if (call.event == "abort") {
      tale.tell(position, say(Message::CallAbortRst, {call.t, what, moved.to}));
    } else {
      tale.tell(position, say(Message::CallLingerZero, {call.t, what, moved.to}));
    }
  }
}

}  // namespace

void tell_calls(const StoryFacts& facts, Tale& tale) {
  for (const Side side : kSides) {
    const SideFacts& of = facts.of(side);
    for (std::size_t i = 0; i < of.apps.size(); ++i) {
      const AppRecord& record = of.apps[i];
      const std::string_view event = record.event;
      if (event == "close" || event == "shutdown" || event == "exit" || event == "abort") {
        tell_call(facts, record, of.app_positions[i], tale);
      } else if (event == "error") {
        tale.tell(of.app_positions[i], say(Message::AppTold, {record.t, side, std::string(name(record.error))}));
      }
    }
  }
}

}  // namespace finwait
