// Where a run and the same scenario under the stack "textbook" differ, each difference with its reason.
#include <algorithm>
#include <string>

#include "sim/story/story_knobs.hpp"
#include "sim/story/story_sections.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

std::vector<Sending> fins(const StoryFacts& facts, Side side) {
  std::vector<Sending> found;
  for (const Sending& sending : facts.of(side).sendings) {
    if (sending->segment.flags.fin()) found.push_back(sending);
  }
  return found;
}

std::vector<Duration> offsets(const std::vector<Sending>& copies) {
  std::vector<Duration> list;
  for (std::size_t i = 1; i < copies.size(); ++i) list.push_back(copies[i]->t - copies[0]->t);
  return list;
}

// The first pure ACK of the first FIN, and how long it waited after that FIN's arrival.
const Sending* first_ack(const StoryFacts& facts, Side side) {
  for (const Sending& sending : facts.of(side).sendings) {
    if (sending->teardown == 2 && sending->why != Why::ChallengeAck) return &sending;
  }
  return nullptr;
}

void compare_acks(const StoryFacts& run, const StoryFacts& textbook, Statements& told) {
  const std::optional<Side> closer = run.first_closer();
  if (!closer || closer != textbook.first_closer()) return;
  const Side side = other(*closer);
  const Sending* here = first_ack(run, side);
  const Sending* there = first_ack(textbook, side);
  const Sending* fin_here = run.first_fin(side);
  const Sending* fin_there = textbook.first_fin(side);
  const Sending* acknowledging = run.first_acknowledging(side);
  const bool merged_here = acknowledging != nullptr && fin_here != nullptr && (*acknowledging)->id == (*fin_here)->id &&
                           run.entered(side, State::CloseWait).has_value();
  const bool apart_there = there != nullptr && (fin_there == nullptr || there->position < fin_there->position);
  if (merged_here && apart_there) {
    told.push_back(say(Message::TbMerged, {side}));
    return;
  }
  if (acknowledging != nullptr && (*acknowledging)->segment.len > 0 && apart_there) {
    told.push_back(say(Message::TbAckOnData, {*closer, side}));
    return;
  }
  if (here == nullptr || (*here)->why != Why::DelayedAck) return;
  const TimerLife* life = run.fired(side, Timer::DelayedAck, (*here)->t);
  if (life != nullptr && there != nullptr && (*there)->why == Why::Ack) {
    told.push_back(say(Message::TbAckDelay, {*closer, (*here)->t - life->set.t}));
  }
}

void compare_copies(const StoryFacts& run, const StoryFacts& textbook, Side side, Statements& told) {
  const std::vector<Sending> here = fins(run, side);
  const std::vector<Sending> there = fins(textbook, side);
  if (here.empty() || there.empty()) return;
  const std::vector<Duration> mine = offsets(here);
  const std::vector<Duration> theirs = offsets(there);
  if (mine.empty() && theirs.empty()) return;
  if (mine.empty() || theirs.empty()) {
    const Message message = theirs.empty() ? Message::TbAgainHere : Message::TbAgainThere;
    told.push_back(say(message, {side, Count{std::max(mine.size(), theirs.size())}}));
    return;
  }
  if (mine[0] != theirs[0]) {
    // A FIN that went out behind lost data shares its timer with that.
    const bool lone = theirs[0] == textbook.profile(side).rto_initial && run.profile(side).rtt_from_handshake;
    told.push_back(say(lone ? Message::TbFirstWait : Message::TbFirstWaitPlain, {side, theirs[0], mine[0]}));
  }
  if (mine.size() > 1 && theirs.size() > 1 && here[1]->why == Why::LossProbe) {
    told.push_back(say(Message::TbProbe, {side, theirs, mine}));
  }
  if (mine.size() != theirs.size()) {
    const bool by_time = run.end(side).cause == Cause::GiveUp && textbook.end(side).cause == Cause::GiveUp &&
                         run.profile(side).giveup_mode == GiveUp::SinceFirstRetransmissionModel;
    told.push_back(
        say(by_time ? Message::TbCountTime : Message::TbCount, {side, Count{theirs.size()}, Count{mine.size()}}));
  }
}

bool sent_rst(const StoryFacts& facts, Side side) {
  const std::vector<Sending>& all = facts.of(side).sendings;
  return std::any_of(all.begin(), all.end(), [](const Sending& s) { return s->segment.flags.rst(); });
}

Argument error_words(SocketError error) {
  if (error == SocketError::None) return part(say(Message::NoError));
  return std::string(name(error));
}

void compare_end(const StoryFacts& run, const StoryFacts& textbook, Side side, Statements& told) {
  const SideEnd& here = run.end(side);
  const SideEnd& there = textbook.end(side);
  if (here.state == State::Closed && there.state == State::Closed) {
    const bool apart = duration_words(here.since - kStart) != duration_words(there.since - kStart);
    if (apart) told.push_back(say(Message::TbClosedAt, {side, there.since, here.since}));
  } else if (there.state == State::Closed) {
    told.push_back(say(Message::TbClosedThere, {side, there.since, here.state}));
  } else if (here.state == State::Closed) {
    told.push_back(say(Message::TbClosedHere, {side, there.state, here.since}));
  } else if (here.state != there.state) {
    told.push_back(say(Message::TbState, {side, there.state, here.state}));
  }
  const bool both = here.state == State::Closed && there.state == State::Closed;
  if (both && here.cause != there.cause) {
    told.push_back(say(Message::TbWhy, {side, part(there.reason), part(here.reason)}));
  }
  const auto time_wait = static_cast<std::size_t>(State::TimeWait);
  const bool waited = here.time_in[time_wait] != Duration{0} && there.time_in[time_wait] != Duration{0};
  if (waited && here.time_in[time_wait] != there.time_in[time_wait]) {
    told.push_back(say(Message::TbTimeWait, {side, there.time_in[time_wait], here.time_in[time_wait]}));
  }
  const bool rst_here = sent_rst(run, side);
  const bool rst_there = sent_rst(textbook, side);
  if (rst_here != rst_there) told.push_back(say(rst_here ? Message::TbRstHere : Message::TbRstThere, {side}));
  if (here.error != there.error) {
    told.push_back(say(Message::TbTold, {side, error_words(there.error), error_words(here.error)}));
  }
}

// Who is gone first, where both are gone at different times.
std::optional<Side> first_gone(const StoryFacts& facts) {
  const SideEnd& a = facts.end(Side::A);
  const SideEnd& b = facts.end(Side::B);
  if (a.state != State::Closed || b.state != State::Closed || a.since == b.since) return std::nullopt;
  return a.since < b.since ? Side::A : Side::B;
}

}  // namespace

Statements tell_textbook(const StoryFacts& run, const StoryFacts& textbook) {
  Statements told;
  const bool itself =
      std::all_of(kSides.begin(), kSides.end(), [&](Side side) { return run.profile(side) == textbook.profile(side); });
  if (itself) {
    told.push_back(say(Message::TextbookItself));
    return told;
  }
  compare_acks(run, textbook, told);
  for (const Side side : kSides) compare_copies(run, textbook, side, told);
  for (const Side side : kSides) compare_end(run, textbook, side, told);
  const std::optional<Side> here = first_gone(run);
  const std::optional<Side> there = first_gone(textbook);
  if (here && there && *here != *there) told.push_back(say(Message::TbOrder, {*there, *here}));
  if (told.empty()) {
    told.push_back(say(same_course(run, textbook) ? Message::TextbookAgrees : Message::TextbookAgreesInTheEnd));
  }
  return told;
}

}  // namespace finwait
