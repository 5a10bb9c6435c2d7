#include "sim/story/story_tale.hpp"

#include <algorithm>
#include <iterator>

namespace finwait {
namespace {

constexpr std::size_t kMostTold = 40;
constexpr std::size_t kFirstTold = 28;
constexpr std::size_t kLastTold = 10;

Statement how_it_stops(const StoryFacts& facts) {
  const Time end = facts.log().end().t;
  return say(facts.quiet() ? Message::EndsQuiet : Message::EndsTimeUp,
             {end, Side::A, facts.end(Side::A).state, Side::B, facts.end(Side::B).state});
}

}  // namespace

Statements Tale::in_order() {
  std::stable_sort(events_.begin(), events_.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
  Statements told;
  const std::size_t left_out = events_.size() > kMostTold ? events_.size() - kFirstTold - kLastTold : 0;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    if (left_out > 0 && i == kFirstTold) {
      told.push_back(say(Message::LeftOut, {Count{left_out}}));
      i += left_out;
    }
    told.push_back(std::move(events_[i].second));
  }
  events_.clear();
  return told;
}

void tell_opening(const StoryFacts& facts, Tale& tale) {
  const std::optional<Time> a = facts.entered(Side::A, State::Established);
  const std::optional<Time> b = facts.entered(Side::B, State::Established);
  const std::optional<Duration> round_trip = facts.round_trip();
  if (a && b && round_trip) {
    tale.tell(0, say(Message::OpenedRoundTrip, {Side::A, *a, Side::B, *b, *round_trip}));
  } else if (a && b) {
    tale.tell(0, say(Message::Opened, {Side::A, *a, Side::B, *b}));
  } else if (a || b) {
    const Side open = a ? Side::A : Side::B;
    tale.tell(0, say(Message::OpenedOneSided, {open, a ? *a : *b, other(open)}));
  }
}

Statements tell_what_happened(const StoryFacts& facts) {
  Tale tale;
  tell_opening(facts, tale);
  tell_data(facts, tale);
  tell_calls(facts, tale);
  tell_arrivals(facts, tale);
  tell_fins(facts, tale);
  tell_acks(facts, tale);
  tell_resets(facts, tale);
  tell_time_wait(facts, tale);
  tell_leaving(facts, tale);
  tell_probes(facts, tale);
  tell_path(facts, tale);
  Statements told = tale.in_order();
  told.push_back(how_it_stops(facts));
  return told;
}

}  // namespace finwait
