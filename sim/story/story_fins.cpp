// FINs (and the SYNs before them) that were lost, who noticed, and how they were sent again.
#include <algorithm>

#include "sim/story/story_knobs.hpp"
#include "sim/story/story_tale.hpp"
#include "sim/story/story_timers.hpp"
#include "sim/story/story_words.hpp"

namespace finwait {
namespace {

using Copies = std::vector<Sending>;

Statement loss_of(const SegmentRecord& record) {
  return say(Message::FinLost, {part(noun(record)), part(blame(record)), other(record.from), record.from});
}

Statement fate_of(const SegmentRecord& copy) {
  switch (copy.fate) {
    case Fate::Delivered:
      return say(Message::CopyArrives, {copy.rx});
    case Fate::Corrupted:
      return say(Message::CopyDamaged);
    case Fate::Lost:
      break;
  }
  return say(Message::CopyLost);
}

// The first copy sent for a reason, with the reason: when, after what wait, and why that wait.
// Gives the wait if it was explained, and takes the one that was explained before: it need not be said twice.
Duration tell_copy(const StoryFacts& facts, const Sending& before, const Sending& copy, Duration explained,
                   Tale& tale) {
  const Side side = copy->from;
  const Argument what = part(plain_noun(*copy.record));
  const Argument fate = part(fate_of(*copy.record));
  const bool probe = copy->why == Why::LossProbe;
  if (!probe && copy->why != Why::Rto) {
    tale.tell(copy.position, say(Message::FastAgain, {copy->t, side, what, fate}));
    return explained;
  }
  const TimerLife* life = facts.fired(side, probe ? Timer::LossProbe : Timer::Retransmission, copy->t);
  const Duration waited = life != nullptr ? life->ended - life->set.t : copy->t - before->t;
  if (probe) {
    tale.tell(copy.position, say(Message::ProbeAgain, {side, copy->t, waited, what, fate}));
  } else {
    tale.tell(copy.position, say(Message::TimeoutAgain, {side, copy->t, waited, what, Ordinal{copy->copy}, fate}));
  }
  const std::optional<Statement> why = life != nullptr ? why_then(*life, facts.profile(side)) : std::nullopt;
  if (why && waited != explained) tale.tell(copy.position, say(Message::WhyWait, {waited, part(*why)}));
  if (probe) tale.tell(copy.position, say(Message::ProbeIsNoTimeout));
  return why ? waited : explained;
}

Statement fates_of(const Copies& copies) {
  const auto lost = static_cast<std::uint64_t>(
      std::count_if(copies.begin(), copies.end(), [](const Sending& s) { return s->fate != Fate::Delivered; }));
  if (copies.size() == 1) return say(lost == 1 ? Message::CopyOneLost : Message::CopyOneArrives);
  if (lost == copies.size()) return say(Message::CopiesLost);
  if (lost == 0) return say(Message::CopiesArrive);
  return say(Message::CopiesLostSome, {Count{lost}});
}

// Whether each wait before one of these copies was twice the one before it, or the ceiling of the RTO.
enum class Growth : std::uint8_t { Other, Doubled, ToCeiling };
Growth growth_of(const Copies& all, std::size_t from, Duration ceiling) {
  bool capped = false;
  for (std::size_t i = std::max<std::size_t>(from, 2); i < all.size(); ++i) {
    const Duration before = all[i - 1]->t - all[i - 2]->t;
    const Duration wait = all[i]->t - all[i - 1]->t;
    if (all[i - 1]->why != Why::Rto) {
      if (wait != before) return Growth::Other;  // the wait after a probe is no longer than the one before it
    } else if (wait == ceiling && before * 2 >= ceiling) {
      capped = capped || before * 2 > ceiling;
    } else if (wait != before * 2) {
      return Growth::Other;
    }
  }
  return capped ? Growth::ToCeiling : Growth::Doubled;
}

void tell_rest(const StoryFacts& facts, const Copies& all, std::size_t from, Tale& tale) {
  const Copies rest(all.begin() + static_cast<std::ptrdiff_t>(from), all.end());
  if (rest.empty()) return;
  std::vector<Duration> offsets;
  for (const Sending& copy : rest) offsets.push_back(copy->t - all.front()->t);
  const StackProfile& profile = facts.profile(all.front()->from);
  std::vector<Argument> arguments{Count{rest.size()}, offsets, part(fates_of(rest))};
  Message message = Message::MoreCopies;
  const bool timeouts = std::all_of(rest.begin(), rest.end(), [](const Sending& s) { return s->why == Why::Rto; });
  switch (timeouts ? growth_of(all, from, profile.rto_max) : Growth::Other) {
    case Growth::Other:
      break;
    case Growth::Doubled:
      message = Message::MoreCopiesDoubled;
      break;
    case Growth::ToCeiling:
      message = Message::MoreCopiesCeiling;
      arguments.emplace_back(profile.rto_max);
      arguments.emplace_back(stack_name("rto_max", profile));
      break;
  }
  tale.tell(rest.front().position, say(message, std::move(arguments)));
}

// One segment and its copies: the first that a probe and the first that a timeout sent are told one by one.
void tell_copies(const StoryFacts& facts, const Copies& copies, Tale& tale) {
  if (copies.empty()) return;
  if (copies.front()->fate != Fate::Delivered) {
    tale.tell(copies.front().position, loss_of(*copies.front().record));
  }
  std::size_t i = 1;
  bool told_timeout = false;
  Duration explained{0};
  for (; i < copies.size() && i < 4 && !told_timeout; ++i) {
    explained = tell_copy(facts, copies[i - 1], copies[i], explained, tale);
    told_timeout = copies[i]->why == Why::Rto;
  }
  tell_rest(facts, copies, i, tale);
}

}  // namespace

void tell_fins(const StoryFacts& facts, Tale& tale) {
  for (const Side side : kSides) {
    Copies copies;
    for (const Sending& sending : facts.of(side).sendings) {
      const Flags flags = sending->segment.flags;
      if (!flags.syn() && !flags.fin()) continue;
      // Another SYN or FIN than the one before: what follows are copies of this one.
      const bool another = !copies.empty() && (flags.syn() != copies.front()->segment.flags.syn() ||
                                               sending->segment.end() != copies.front()->segment.end());
      if (another) {
        tell_copies(facts, copies, tale);
        copies.clear();
      }
      copies.push_back(sending);
    }
    tell_copies(facts, copies, tale);
  }
}

}  // namespace finwait
