// What a run came to, reduced to what tells outcomes apart: how each side ended and why. Times and counts of segments
// are no part of it, so that runs with different losses can have the same outcome.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/action.hpp"
#include "core/state.hpp"
#include "sim/trace.hpp"

namespace finwait::cli {

inline constexpr std::size_t kSocketErrorCount = static_cast<std::size_t>(SocketError::AlreadyConnected) + 1;

struct SideOutcome {
  State state = State::Closed;
  State before = State::Closed;  // what it left for CLOSED; of a state that still holds no part of the outcome
  Cause cause = Cause::Open;     // the same
  SocketError error = SocketError::None;

  auto operator<=>(const SideOutcome&) const = default;  // NOLINT(modernize-use-nullptr): the linter sees a 0 in it
  bool closed() const { return state == State::Closed; }
};

struct OutcomeClass {
  std::array<SideOutcome, 2> sides{};
  bool time_was_up = false;  // the run's time ended before a side was done; else nothing can happen any more

  auto operator<=>(const OutcomeClass&) const = default;  // NOLINT(modernize-use-nullptr)
  bool both_closed() const { return sides[0].closed() && sides[1].closed(); }
};

OutcomeClass outcome_of(const EndRecord& end);

// Another number for every other class, from 0; the same ones as long as finwait's states, causes and errors are.
std::int64_t number_of(const OutcomeClass& outcome);

// "CLOSED, normal", "gave up in LAST-ACK", "ESTABLISHED for ever", with what its application was told.
std::string words(const SideOutcome& side, bool time_was_up);
// All that words() can say of a side, each once, sorted.
std::vector<std::string> all_side_words();
// What words() says of a connection that both sides have closed as they should.
inline constexpr std::string_view kNormalEnd = "both CLOSED, normal";
// "both CLOSED, normal", "a gave up in FIN-WAIT-1; b ESTABLISHED for ever".
std::string words(const OutcomeClass& outcome);

}  // namespace finwait::cli
