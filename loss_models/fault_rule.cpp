#include "loss_models/fault_rule.hpp"

#include <algorithm>
#include <array>

namespace finwait {
namespace {

constexpr std::array<std::string_view, kSegmentKindCount> kKindNames{"any", "syn", "syn-ack",    "data",
                                                                     "fin", "ack", "ack-of-fin", "rst"};

}  // namespace

std::string_view name(SegmentKind kind) { return kKindNames[static_cast<std::size_t>(kind)]; }

std::optional<SegmentKind> parse_segment_kind(std::string_view spelled) {
  for (std::size_t i = 0; i < kKindNames.size(); ++i) {
    if (kKindNames[i] == spelled) return static_cast<SegmentKind>(i);
  }
  return std::nullopt;
}

bool is_kind(SegmentKind kind, const Segment& segment, bool covers_peer_fin) {
  switch (kind) {
    case SegmentKind::Any:
      return true;
    case SegmentKind::Syn:
      return segment.flags.syn() && !segment.flags.ack();
    case SegmentKind::SynAck:
      return segment.flags.syn() && segment.flags.ack();
    case SegmentKind::Data:
      return segment.len > 0;
    case SegmentKind::Fin:
      return segment.flags.fin();
    case SegmentKind::Ack:
      return segment.pure_ack();
    case SegmentKind::AckOfFin:
      return segment.pure_ack() && covers_peer_fin;
    case SegmentKind::Rst:
      return segment.flags.rst();
  }
  return false;
}

bool contains(const Occurrences& occurrences, std::uint32_t nth) {
  return occurrences.empty() || std::any_of(occurrences.begin(), occurrences.end(), [nth](const OccurrenceRange& r) {
           return r.first <= nth && nth <= r.last;
         });
}

}  // namespace finwait
