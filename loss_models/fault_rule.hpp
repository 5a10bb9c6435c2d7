// Fault rules as data: which segments a scenario's "faults" match, from when on, and what happens to them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/segment.hpp"
#include "core/side.hpp"
#include "core/state.hpp"
#include "core/time.hpp"

namespace finwait {

// What a segment is, for matching. A segment has exactly one teardown number (0 = none) but may be of several kinds:
// data with FIN is both `Data` and `Fin`; every kind is also `Any`.
enum class SegmentKind : std::uint8_t { Any, Syn, SynAck, Data, Fin, Ack, AckOfFin, Rst };
inline constexpr std::size_t kSegmentKindCount = 8;
std::string_view name(SegmentKind kind);
std::optional<SegmentKind> parse_segment_kind(std::string_view spelled);
// Whether a segment is of this kind. `covers_peer_fin`: its ACK number acknowledges its receiver's FIN.
bool is_kind(SegmentKind kind, const Segment& segment, bool covers_peer_fin);

// Which occurrences of what a rule matches: inclusive ranges, counted from 1, ascending. Empty means all.
struct OccurrenceRange {
  std::uint32_t first = 1;
  std::uint32_t last = UINT32_MAX;
  bool operator==(const OccurrenceRange&) const = default;
};
using Occurrences = std::vector<OccurrenceRange>;
bool contains(const Occurrences& occurrences, std::uint32_t nth);

// From when on a rule holds, or when an injected segment arrives: it counts as already under way, and has no delay.
struct Trigger {
  enum class Kind : std::uint8_t { Always, AtTime, AtState, AtSegment };
  Kind kind = Kind::Always;
  Time at = kStart;                        // AtTime
  Side side = Side::A;                     // AtState: whose state; AtSegment: who sends it
  State state = State::Closed;             // AtState: from the first time it holds
  SegmentKind segment = SegmentKind::Any;  // AtSegment: from when it is sent; that segment itself is not matched
  std::uint32_t nth = 1;                   // AtSegment
  Duration plus{0};                        // AtState, AtSegment
  bool operator==(const Trigger&) const = default;
};

// A sequence number in an injected segment: relative to the sender's SYN, or one of a side's variables plus an offset.
struct SeqExpression {
  enum class Base : std::uint8_t { None, Relative, Iss, Una, Nxt };
  Base base = Base::None;
  Side side = Side::A;      // for Iss, Una, Nxt
  std::int64_t offset = 0;  // the number itself for Relative
  bool operator==(const SeqExpression&) const = default;
};

struct Injection {
  Side to = Side::A;
  Flags flags{};
  SeqExpression seq{};
  SeqExpression ack{};  // Base::None: no ACK number (allowed only without the ACK bit)
  std::uint32_t len = 0;
  bool operator==(const Injection&) const = default;
};

enum class FaultAction : std::uint8_t { Drop, Delay, Duplicate, Corrupt, Inject };

struct FaultRule {
  // match: all that are given must hold
  std::uint8_t teardown = 0;  // 1..4; 0 = not asked
  std::optional<Side> from{};
  SegmentKind kind = SegmentKind::Any;
  Occurrences nth{};
  Trigger after{};
  // do
  FaultAction action = FaultAction::Drop;
  Duration delay{0};               // Delay: this much later
  std::vector<Duration> copies{};  // Duplicate: one further copy each, that much later
  Injection injection{};           // Inject
  bool operator==(const FaultRule&) const = default;
};

}  // namespace finwait
