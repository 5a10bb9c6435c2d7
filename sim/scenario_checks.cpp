// Contradictions between fault rules: a rule behind another one that takes all its segments can never decide.
#include "sim/scenario_parts_json.hpp"

namespace finwait {
namespace {

bool same_match(const FaultRule& x, const FaultRule& y) {
  return x.teardown == y.teardown && x.from == y.from && x.kind == y.kind && x.after == y.after;
}

// Every segment that `narrow` asks for, `wide` asks for too; both on at the same time or `wide` always.
bool asks_for_more(const FaultRule& wide, const FaultRule& narrow) {
  const bool teardown = wide.teardown == 0 || wide.teardown == narrow.teardown;
  const bool from = !wide.from || wide.from == narrow.from;
  const bool kind = wide.kind == SegmentKind::Any || wide.kind == narrow.kind;
  const bool after = wide.after.kind == Trigger::Kind::Always || wide.after == narrow.after;
  return teardown && from && kind && after;
}

// Every occurrence in `narrow` is in `wide`; empty means all.
bool occurrences_within(const Occurrences& narrow, const Occurrences& wide) {
  if (wide.empty()) return true;
  if (narrow.empty()) return wide.size() == 1 && wide[0] == OccurrenceRange{};
  for (const OccurrenceRange& n : narrow) {
    bool held = false;
    for (const OccurrenceRange& w : wide) held = held || (w.first <= n.first && n.last <= w.last);
    if (!held) return false;
  }
  return true;
}

bool takes_all(const FaultRule& first, const FaultRule& second) {
  if (first.action == FaultAction::Inject || second.action == FaultAction::Inject) return false;
  // Occurrences are counted by each rule for itself: they can be compared only if both match the same segments.
  if (same_match(first, second)) return occurrences_within(second.nth, first.nth);
  return first.nth.empty() && asks_for_more(first, second);
}

}  // namespace

void refuse_contradictions(const std::vector<FaultRule>& rules, const std::vector<JsonCursor>& elements) {
  constexpr std::size_t kMostCompared = 2000;  // beyond that the square of the number is not worth it
  if (rules.size() > kMostCompared) return;
  for (std::size_t second = 1; second < rules.size(); ++second) {
    for (std::size_t first = 0; first < second; ++first) {
      if (!takes_all(rules[first], rules[second])) continue;
      const bool same = same_match(rules[first], rules[second]) && rules[first].nth == rules[second].nth;
      elements[second].error("this rule can never decide: " + elements[first].pointer() + " on line " +
                                 std::to_string(elements[first].line()) +
                                 (same ? " matches the same segments" : " takes all that it matches") + " first",
                             "the narrower rule first, or another \"match\"");
      break;
    }
  }
}

}  // namespace finwait
