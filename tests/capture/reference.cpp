#include "tests/capture/reference.hpp"

#include <algorithm>
#include <variant>

namespace finwait::capture {

std::vector<Sight> expected_sights(const TraceLog& log, std::optional<Side> only) {
  std::vector<Sight> sights;
  std::uint64_t original = 0;
  const auto see = [&](const Sight& sight) {
    if ((!only || *only == sight.at) && sight.t <= log.end().t) sights.push_back(sight);
  };
  for (const TraceRecord& record : log.records()) {
    const auto* r = std::get_if<SegmentRecord>(&record);
    if (r == nullptr) continue;
    if (!r->duplicate) original = r->id;
    if (!r->duplicate && r->why != Why::Injected) see({r->from, false, r->t, original, r});
    if (r->fate != Fate::Lost) see({other(r->from), true, r->rx, original, r});
  }
  std::stable_sort(sights.begin(), sights.end(), [](const Sight& a, const Sight& b) { return a.t < b.t; });
  return sights;
}

// The first round-trip time is that of the handshake: from the last SYN to the ACK that ends it, as seen here.
void SequenceAnalysis::watch_handshake(const Sight& sight) {
  const Segment& segment = sight.record->segment;
  if (segment.flags.syn() && !segment.flags.ack()) {
    opener_ = sight.record->from;
    syn_seen_ = sight.t;
  } else if (!first_rtt_ && opener_ == sight.record->from && segment.flags.ack() && !segment.flags.syn()) {
    first_rtt_ = sight.t - syn_seen_;
  }
}

SequenceAnalysis::Finding SequenceAnalysis::see(const Sight& sight) {
  const SegmentRecord& r = *sight.record;
  const Segment& segment = r.segment;
  Finding finding;
  const std::optional<SeqNum> known = directions_[index(r.from)].syn;
  finding.new_handshake = segment.flags.syn() && known && *known != segment.seq;
  if (finding.new_handshake && !segment.flags.ack()) {
    directions_ = {};
    first_rtt_.reset();
  }
  watch_handshake(sight);
  Direction& direction = directions_[index(r.from)];
  if (segment.flags.syn()) direction.syn = segment.seq;
  const bool ends = segment.flags.syn() || segment.flags.fin() || segment.flags.rst();
  if (direction.next) {
    finding.keep_alive = !ends && segment.len <= 1 && segment.seq == *direction.next - 1;
    finding.repeats = segment.seq_len() > 0 && segment.seq.before(*direction.next) && !finding.keep_alive;
    finding.soon = sight.t - direction.next_seen < first_rtt_.value_or(std::chrono::milliseconds(3));
    finding.overtaken = r.id < direction.next_record;
  }
  if (!direction.next || segment.end().after(*direction.next)) {
    direction.next = segment.end();
    direction.next_seen = sight.t;
    direction.next_record = r.id;
  }
  return finding;
}

}  // namespace finwait::capture
