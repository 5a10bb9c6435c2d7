#include <algorithm>
#include <map>
#include <utility>

#include "sim/picture/sequence_model.hpp"

namespace finwait {

void give_slots(SequenceRun& run) {
  using Place = std::pair<Time, Side>;
  std::map<Place, std::size_t> arrivals;
  for (SequenceArrow& arrow : run.arrows) {
    if (arrow.hidden || arrow.lost()) continue;
    arrow.end_slot = arrivals[{arrow.end, other(arrow.segment->from)}]++;
  }
  std::map<Place, std::size_t> sends;
  const SequenceArrow* original = nullptr;
  for (SequenceArrow& arrow : run.arrows) {
    if (arrow.hidden) continue;
    if (arrow.injected()) {
      arrow.start_slot = arrow.end_slot;
      continue;
    }
    if (arrow.segment->duplicate && original != nullptr) {
      arrow.start_slot = original->start_slot;
      continue;
    }
    original = &arrow;
    const Place place{arrow.segment->t, arrow.segment->from};
    const auto arrived = arrivals.find(place);
    // Answers leave where the last of what came at the same time arrived.
    const std::size_t first = arrived == arrivals.end() ? 0 : arrived->second - 1;
    arrow.start_slot = first + sends[place]++;
  }
}

}  // namespace finwait
