// What a scenario says must come of its run ("expect"), as plain data. Reading it from JSON is expectation_json's
// work, testing a run against it expectation_observer's; it knows neither.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/action.hpp"
#include "core/segment.hpp"
#include "core/side.hpp"
#include "core/state.hpp"
#include "core/time.hpp"
#include "loss_models/fault_rule.hpp"

namespace finwait {

// Inclusive bounds; exact where both are the same.
struct CountRange {
  std::uint64_t least = 0;
  std::uint64_t most = UINT64_MAX;
  bool operator==(const CountRange&) const = default;
  bool contains(std::uint64_t n) const { return least <= n && n <= most; }
};
struct DurationBounds {
  Duration least{0};
  Duration most = kForever;
  bool operator==(const DurationBounds&) const = default;
  bool contains(Duration d) const { return least <= d && d <= most; }
};

// The instant from which a time counts: the SYN, the first segment of a kind that a side sends, or a state's first
// beginning.
struct TimeReference {
  enum class Kind : std::uint8_t { Syn, Segment, State };
  Kind kind = Kind::Syn;
  Side side = Side::A;
  SegmentKind segment = SegmentKind::Any;  // Segment
  State state = State::Closed;             // State
  bool operator==(const TimeReference&) const = default;
};

// One segment of an expected sequence. Absent fields are not asked; the fate always is: a segment that does not say
// "lost" must not have been lost.
struct SegmentPattern {
  enum class Fate : std::uint8_t { Delivered, Lost, Corrupted };
  bool any_number = false;  // "...": no segment, or any number of them
  Side from = Side::A;
  Flags flags{};
  std::optional<std::uint32_t> seq{};  // relative
  std::optional<std::uint32_t> ack{};
  std::optional<std::uint32_t> len{};
  std::optional<std::uint32_t> copy{};
  std::optional<std::uint32_t> teardown{};
  std::optional<Why> why{};
  std::optional<Duration> at{};     // since the reference
  std::optional<Duration> since{};  // "+200ms": since the segment before it
  Fate fate = Fate::Delivered;
  bool duplicate = false;  // a copy that the link made
  std::string text{};      // as written
  bool operator==(const SegmentPattern&) const = default;
};

// The kinds of check, one struct each.
struct ExpectEnd {
  Side side = Side::A;
  State state = State::Closed;
  bool operator==(const ExpectEnd&) const = default;
};
struct ExpectCount {
  // Received counts octets handed to the application, the others segments.
  enum class What : std::uint8_t { Sent, Lost, Retransmissions, Received };
  What what = What::Sent;
  Side side = Side::A;
  CountRange range{};
  bool operator==(const ExpectCount&) const = default;
};
struct ExpectError {
  Side side = Side::A;
  SocketError error = SocketError::None;  // None: the application is given no error
  bool operator==(const ExpectError&) const = default;
};
// Every state that the side enters, in order; LISTEN before the SYN may be left out.
struct ExpectStates {
  Side side = Side::A;
  std::vector<State> path{};
  bool operator==(const ExpectStates&) const = default;
};
// When the side enters the state for the first time; never, if `never`.
struct ExpectEnters {
  Side side = Side::A;
  State state = State::Closed;
  bool never = false;
  DurationBounds at{};
  TimeReference after{};
  bool operator==(const ExpectEnters&) const = default;
};
struct ExpectTimeIn {
  Side side = Side::A;
  State state = State::Closed;
  DurationBounds time{};
  bool operator==(const ExpectTimeIn&) const = default;
};
// All segments from the reference on, in the order of their sending. From the SYN on the handshake is left out: every
// segment with SYN, and a's first pure ACK.
struct ExpectSegments {
  TimeReference after{};
  Duration within{0};  // tolerance of each `at` and `since`
  std::vector<SegmentPattern> list{};
  bool operator==(const ExpectSegments&) const = default;
};
// Part of the name of the parameter that decided the end; "": none did.
struct ExpectDecidedBy {
  Side side = Side::A;
  std::string parameter{};
  bool operator==(const ExpectDecidedBy&) const = default;
};
struct ExpectEndsAt {
  DurationBounds at{};
  bool operator==(const ExpectEndsAt&) const = default;
};

using Check = std::variant<ExpectEnd, ExpectCount, ExpectError, ExpectStates, ExpectEnters, ExpectTimeIn,
                           ExpectSegments, ExpectDecidedBy, ExpectEndsAt>;

// One element of "expect": all its checks must hold.
struct Expectation {
  std::vector<std::string> under{};  // applies only if both sides run one of these stacks; empty: always
  std::vector<Check> checks{};
  std::string pointer{};  // "/expect/2"
  int line = 0;           // in the scenario's file; 0 if it came from elsewhere
  bool operator==(const Expectation&) const = default;
};

// How a person reads them: "3", "2 to 4", "at least 2"; "60s", "1s to 2s".
std::string text(const CountRange& range);
std::string text(const DurationBounds& bounds);
// "", " after the first fin from a", " after a enters FIN-WAIT-2".
std::string text(const TimeReference& reference);

}  // namespace finwait
