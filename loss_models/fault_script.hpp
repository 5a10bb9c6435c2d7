// FaultScript: a scenario's fault rules at work. It sees every segment when it is sent and every state a side enters,
// and answers which rule decides; it also says when a rule's injected segment is due. It sends nothing itself and knows
// no link, endpoint or scheduler.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/segment.hpp"
#include "core/side.hpp"
#include "core/state.hpp"
#include "core/time.hpp"
#include "loss_models/fault_rule.hpp"

namespace finwait {

// One segment as it is sent.
struct Sighting {
  Time now = kStart;
  Side from = Side::A;
  const Segment* segment = nullptr;
  std::uint8_t teardown = 0;     // 1..4; 0: it is none of the four
  bool covers_peer_fin = false;  // its ACK number acknowledges the FIN of the side it goes to
};

// What becomes of it by the rules. Without a matching rule `rule` is -1 and nothing else means anything.
struct FaultVerdict {
  int rule = -1;
  FaultAction action = FaultAction::Drop;
  Duration delay{0};                   // for Delay: this much later than the link alone would deliver it
  std::span<const Duration> copies{};  // for Duplicate: one further copy each, that much after the original
  explicit operator bool() const { return rule >= 0; }
};

class FaultScript {
 public:
  // An injection whose time has become known.
  struct Due {
    Time at = kStart;
    int rule = 0;
  };

  // Back to time 0 with these rules, which must outlive the run. Allocates only if there are more than ever before.
  // Injections at a fixed time are due from here on: see take_due().
  void restart(const std::vector<FaultRule>& rules);
  bool empty() const { return rules_.empty(); }

  // A side has entered a state (its initial CLOSED is not entered). Only the first time counts.
  void state_entered(Side side, State state, Time now);

  // The first rule that matches the segment decides. Each rule counts for its `nth` whatever its other keys match while
  // it is on, also when an earlier rule decided. To be called once for each sending, in the order of sending.
  FaultVerdict judge(const Sighting& sighting);

  // Injections that have become due to be scheduled since the last clear(), in the order in which that happened; the
  // caller takes them and clears the list. Call after restart(), state_entered() and judge().
  std::vector<Due>& take_due() { return due_; }

  // What became of a rule so far.
  struct Effect {
    bool on = false;            // its `after` has come
    bool acted = false;         // it decided about a segment, or its injection is due
    std::uint32_t matched = 0;  // segments while it was on, whatever its `nth`
  };
  Effect effect(int rule) const {
    const RuleState& state = states_[static_cast<std::size_t>(rule)];
    return {state.on != kNever, state.acted, state.matched};
  }
  int count() const { return static_cast<int>(rules_.size()); }

  // "faults[0]": how a trace names the rule. The view stays valid until the script is destroyed.
  std::string_view name_of(int rule) const { return names_[static_cast<std::size_t>(rule)]; }

 private:
  struct RuleState {
    Time on = kNever;  // from when on it matches
    bool acted = false;
    std::uint32_t matched = 0;       // since then
    std::uint32_t trigger_seen = 0;  // segments that its AtSegment trigger has seen
  };
  void turn_on(std::size_t rule, Time at);
  void watch_triggers(const Sighting& sighting);

  std::span<const FaultRule> rules_{};
  std::vector<RuleState> states_{};
  std::vector<Due> due_{};
  std::vector<std::string> names_{};
  bool watches_segments_ = false;
};

}  // namespace finwait
