#include "loss_models/fault_script.hpp"

namespace finwait {
namespace {

bool matches(const FaultRule& rule, const Sighting& s) {
  if (rule.action == FaultAction::Inject) return false;
  if (rule.teardown != 0 && rule.teardown != s.teardown) return false;
  if (rule.from && *rule.from != s.from) return false;
  return is_kind(rule.kind, *s.segment, s.covers_peer_fin);
}

}  // namespace

void FaultScript::restart(const std::vector<FaultRule>& rules) {
  rules_ = rules;
  states_.assign(rules.size(), RuleState{});
  due_.clear();
  watches_segments_ = false;
  for (std::size_t i = names_.size(); i < rules.size(); ++i) names_.push_back("faults[" + std::to_string(i) + "]");
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Trigger& trigger = rules[i].after;
    switch (trigger.kind) {
      case Trigger::Kind::Always:
        turn_on(i, kStart);
        break;
      case Trigger::Kind::AtTime:
        turn_on(i, trigger.at);
        break;
      case Trigger::Kind::AtState:
        break;
      case Trigger::Kind::AtSegment:
        watches_segments_ = true;
        break;
    }
  }
}

void FaultScript::turn_on(std::size_t rule, Time at) {
  states_[rule].on = at;
  if (rules_[rule].action != FaultAction::Inject || at == kNever) return;
  states_[rule].acted = true;
  due_.push_back({at, static_cast<int>(rule)});
}

void FaultScript::state_entered(Side side, State state, Time now) {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const Trigger& trigger = rules_[i].after;
    if (trigger.kind != Trigger::Kind::AtState || trigger.side != side || trigger.state != state) continue;
    if (states_[i].on == kNever) turn_on(i, later(now, trigger.plus));
  }
}

FaultVerdict FaultScript::judge(const Sighting& sighting) {
  FaultVerdict verdict;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const FaultRule& rule = rules_[i];
    RuleState& state = states_[i];
    if (sighting.now < state.on || state.on == kNever || !matches(rule, sighting)) continue;
    ++state.matched;
    if (verdict || !contains(rule.nth, state.matched)) continue;
    state.acted = true;
    verdict.rule = static_cast<int>(i);
    verdict.action = rule.action;
    verdict.delay = rule.delay;
    verdict.copies = rule.copies;
  }
  // After the rules: the segment that turns a rule on is not matched by it.
  if (watches_segments_) watch_triggers(sighting);
  return verdict;
}

void FaultScript::watch_triggers(const Sighting& sighting) {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const Trigger& trigger = rules_[i].after;
    if (trigger.kind != Trigger::Kind::AtSegment || trigger.side != sighting.from) continue;
    if (!is_kind(trigger.segment, *sighting.segment, sighting.covers_peer_fin)) continue;
    if (++states_[i].trigger_seen == trigger.nth) turn_on(i, later(sighting.now, trigger.plus));
  }
}

}  // namespace finwait
