// A link as data: for each direction its delay, its loss model, its impairments, and how they change with time. Names
// and meanings follow tc-netem (man 8 tc-netem) where it has the feature; where they depart, it is said here.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/side.hpp"
#include "core/time.hpp"
#include "loss_models/fault_rule.hpp"
#include "loss_models/loss_spec.hpp"
#include "loss_models/ratio.hpp"

namespace finwait {

// Variation of the one-way delay, drawn for each segment. The delay with it is never below 0: what would be is 0.
// Unless `reorder`, a segment arrives no earlier than the one sent before it (netem reorders: its queue is by time).
struct JitterSpec {
  enum class Distribution : std::uint8_t {
    None,
    Uniform,   // a whole number of ns in -amount..+amount
    Normal,    // mean 0, standard deviation `amount`; see sim/jitter.hpp for the arithmetic
    Pareto,    // amount * 4/3 * (X - 3/2), X Pareto with shape 3 and scale 1: netem's pareto table, without its cut at
               // 4 * amount; mean 0, standard deviation 1.155 * amount, never below -2/3 * amount
    Recorded,  // `values` in turn, added to the delay; after the last one again from the first
  };
  Distribution distribution = Distribution::None;
  Duration amount{0};
  std::vector<Duration> values{};
  bool reorder = false;
  bool operator==(const JitterSpec&) const = default;
};

// Explicit reordering. Chosen are the segments whose number in this direction (from 1) is in `nth`, if it is not
// empty; otherwise by `probability`, but after a chosen one at least gap - 1 others pass (netem's gap). A chosen
// segment is held back by `by`; if that is 0 it overtakes: it is sent without delay or jitter, as netem does.
struct ReorderSpec {
  Ratio probability{};
  std::uint32_t gap = 1;
  Occurrences nth{};
  Duration by{0};
  bool operator==(const ReorderSpec&) const = default;
  bool none() const { return probability.is_zero() && nth.empty(); }
};

// With this probability a segment arrives twice; the copy has its own jitter and comes `after` later.
struct DuplicateSpec {
  Ratio probability{};
  Duration after{0};
  bool operator==(const DuplicateSpec&) const = default;
};

// What waits behind the segment that is being serialised. At most one limit is set; tail drop. Without a limit set,
// 1000 segments (netem's default).
struct QueueSpec {
  std::uint64_t segments = 0;
  std::uint64_t octets = 0;
  bool operator==(const QueueSpec&) const = default;
};

// What holds in one direction at one time.
struct LinkValues {
  Duration delay = std::chrono::milliseconds(10);  // one way, before jitter
  LossSpec loss{};
  JitterSpec jitter{};
  ReorderSpec reorder{};
  DuplicateSpec duplicate{};
  Ratio corrupt{};         // probability that the checksum fails at the receiver
  std::uint64_t rate = 0;  // bits a second; 0: no serialisation delay
  QueueSpec queue{};
  bool operator==(const LinkValues&) const = default;
};

// From `at` on (for segments sent at or after it), these values hold: all of them, also those that did not change.
struct LinkChange {
  Time at = kStart;
  LinkValues values{};
  bool operator==(const LinkChange&) const = default;
};

// One direction: what "link", "link.a_to_b" or "link.b_to_a" of a scenario says.
struct DirectionSpec : LinkValues {
  std::vector<LinkChange> changes{};  // ascending by `at`
  bool operator==(const DirectionSpec&) const = default;
};

struct LinkSpec {
  // By the index of the sending side: [0] is a_to_b.
  std::array<DirectionSpec, 2> directions{};

  bool operator==(const LinkSpec&) const = default;
  const DirectionSpec& from(Side sender) const { return directions[index(sender)]; }
};

}  // namespace finwait
