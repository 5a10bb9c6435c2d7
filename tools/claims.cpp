#include "tools/claims.hpp"

#include <array>
#include <chrono>
#include <string_view>

#include "core/stack_profile.hpp"
#include "core/time_text.hpp"
#include "tools/claims_experiment.hpp"

namespace finwait::cli {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

std::string spell(Duration d) {
  return d == kForever ? "for ever" : format_duration(std::chrono::round<milliseconds>(d));
}

// How long a side stayed in a state, or that it never left it.
std::string stay(const Observation& seen, Side side, State state) {
  return seen.side(side).state == state ? "for ever" : spell(seen.time_in(side, state));
}

std::string yes_or_no(bool yes, const std::string& how) { return (yes ? "yes: " : "no: ") + how; }

void never_closes(Scenario& s) { s.side(Side::B).app = {read_to_eof()}; }

std::string waits_twice(const StackProfile& stack) {
  const Observation seen = Experiment(stack).run([](Scenario& s) { s.faults = {lose(1, 0)}; });
  const std::vector<Time> fins = seen.fins(Side::A);
  const Duration last_gap = fins.back() - fins[fins.size() - 2];
  const Duration wait = seen.entered(Side::A, State::Closed) - fins.back();
  return yes_or_no(wait == 2 * last_gap, spell(wait) + " after a gap of " + spell(last_gap));
}

// A count would not depend on the RTT.
std::string retries(const StackProfile& stack) {
  std::string text;
  bool same = true;
  std::size_t first = 0;
  for (const milliseconds one_way : {milliseconds(10), milliseconds(150), milliseconds(500)}) {
    const Observation seen = Experiment(stack).run([&](Scenario& s) {
      for (DirectionSpec& d : s.link.directions) d.delay = one_way;
      s.faults = {lose(1, 0)};
    });
    const std::size_t n = seen.fins(Side::A).size() - 1;
    if (text.empty()) first = n;
    same = same && n == first;
    text += (text.empty() ? "" : ", ") + std::to_string(n);
  }
  return yes_or_no(same && first == stack.giveup_count_orphan,
                   same ? std::to_string(first) : text + " for an RTT of 20, 300, 1000 ms");
}

std::string fin_wait_2_limit(const StackProfile& stack) {
  Experiment experiment(stack);
  const auto with = [&](const Step& end) {
    return stay(experiment.run([&](Scenario& s) {
      never_closes(s);
      s.side(Side::A).app = {wait_step(milliseconds(400)), end};
    }),
                Side::A, State::FinWait2);
  };
  const std::string closed = with(close_step());
  const std::string shut = with(shutdown_step(ShutdownHow::Write));
  const std::string both = with(shutdown_step(ShutdownHow::Both));
  const bool yes = closed == "60s" && shut == "for ever" && both == "for ever";
  return yes_or_no(yes, "close() " + closed + ", SHUT_WR " + shut + ", SHUT_RDWR " + both);
}

std::string fin_timeout_sets_time_wait(const StackProfile& stack) {
  const Observation seen = Experiment(stack).run([](Scenario& s) {
    for (SideSpec& side : s.sides) side.profile.finwait2_timeout = seconds(5);
  });
  const Duration held = seen.time_in(Side::A, State::TimeWait);
  return yes_or_no(held == seconds(5), "with 5 s TIME-WAIT lasts " + spell(held));
}

// With the ACK lost and a peer slow to close, ACKs go out only in answer to FIN copies.
std::string acks_answer_only(const StackProfile& stack) {
  const Observation seen = Experiment(stack).run([](Scenario& s) {
    s.faults = {lose(2, 1)};
    s.side(Side::B).app = {read_to_eof(), wait_step(seconds(30)), close_step()};
  });
  const std::size_t acks = seen.count(Side::B, [](const SegmentRecord& r) { return r.teardown == 2; });
  const std::size_t fins = seen.fins(Side::A).size();
  return yes_or_no(acks == fins, std::to_string(fins) + " FINs, " + std::to_string(acks) + " ACKs");
}

std::string restarts(const StackProfile& stack) {
  Experiment experiment(stack);
  const Duration plain = experiment.run().time_in(Side::A, State::TimeWait);
  const Observation seen = experiment.run([](Scenario& s) { s.faults = {lose(4, 1)}; });
  const Duration held = seen.time_in(Side::A, State::TimeWait);
  return yes_or_no(held > plain, spell(held) + " instead of " + spell(plain));
}

std::string two_msl(const StackProfile& stack) {
  const Duration held = Experiment(stack).run().time_in(Side::A, State::TimeWait);
  return yes_or_no(held == seconds(60), spell(held));
}

std::string three_segments(const StackProfile& stack) {
  const Observation seen = Experiment(stack).run([](Scenario& s) {
    s.side(Side::B).app = {read_to_eof(), close_step()};
  });
  return yes_or_no(seen.segments_of_close() == 3, std::to_string(seen.segments_of_close()) + " segments");
}

std::string data_carries_ack(const StackProfile& stack) {
  const Observation seen = Experiment(stack).run([](Scenario& s) {
    s.side(Side::A).app = {wait_step(milliseconds(400)), shutdown_step(ShutdownHow::Write), read_to_eof(),
                           close_step()};
    s.side(Side::B).app = {read_to_eof(), send_step(1000), close_step()};
  });
  const std::size_t pure = seen.count(Side::B, [](const SegmentRecord& r) { return r.teardown == 2; });
  return yes_or_no(pure > 0, pure == 0 ? "with data to send no pure ACK either: it rides on the data"
                                       : "a pure ACK, then data and FIN");
}

std::string third_always_lost(const StackProfile& stack) {
  const Observation seen = Experiment(stack).run([](Scenario& s) { s.faults = {lose(3, 0)}; });
  const std::string held = stay(seen, Side::A, State::FinWait2);
  return yes_or_no(held == "60s", "FIN-WAIT-2 " + held + (seen.sent_rst(Side::A) ? ", then RST" : "") + "; LAST-ACK " +
                                      stay(seen, Side::B, State::LastAck));
}

std::string fourth_always_lost(const StackProfile& stack) {
  Experiment experiment(stack);
  const Duration plain = experiment.run().time_in(Side::A, State::TimeWait);
  const Observation seen = experiment.run([](Scenario& s) { s.faults = {lose(4, 0)}; });
  return yes_or_no(
      seen.time_in(Side::A, State::TimeWait) > plain,
      "TIME-WAIT " + stay(seen, Side::A, State::TimeWait) + ", LAST-ACK " + stay(seen, Side::B, State::LastAck));
}

std::string rst_kills(const StackProfile& stack) {
  const Observation seen = Experiment(stack).run([](Scenario& s) {
    FaultRule rule;
    rule.action = FaultAction::Inject;
    rule.after.kind = Trigger::Kind::AtState;
    rule.after.side = Side::A;
    rule.after.state = State::TimeWait;
    rule.after.plus = seconds(2);
    rule.injection.to = Side::A;
    rule.injection.flags.bits = Flags::kRst;
    rule.injection.seq = {SeqExpression::Base::Nxt, Side::B, 0};
    s.faults = {rule};
  });
  const Duration held = seen.time_in(Side::A, State::TimeWait);
  return yes_or_no(held == seconds(2), held == seconds(2) ? "at once" : "it lasts " + spell(held));
}

std::string close_sends_fin(const StackProfile& stack) {
  Experiment experiment(stack);
  const Observation unread = experiment.run([](Scenario& s) {
    s.side(Side::B).app = {send_step(1000), read_to_eof(), close_step()};
  });
  const Observation linger = experiment.run([](Scenario& s) {
    Step zero;
    zero.action = Step::Do::Set;
    zero.options.linger = Duration{0};
    s.side(Side::A).app = {wait_step(milliseconds(400)), zero, close_step()};
  });
  const auto what = [](const Observation& seen) { return std::string(seen.sent_rst(Side::A) ? "RST" : "FIN"); };
  return yes_or_no(!unread.sent_rst(Side::A) && !linger.sent_rst(Side::A),
                   "unread data " + what(unread) + ", linger 0 " + what(linger));
}

std::string silent_give_up(const StackProfile& stack) {
  const Observation seen = Experiment(stack).run([](Scenario& s) { s.faults = {lose(1, 0)}; });
  return yes_or_no(!seen.sent_rst(Side::A), seen.sent_rst(Side::A) ? "a RST" : "nothing");
}

// A vanishes right after its FIN was acknowledged; B's application never closes.
std::string close_wait_for_ever(const StackProfile& stack) {
  const Observation seen = Experiment(stack).run([](Scenario& s) {
    never_closes(s);
    s.side(Side::A).app = {wait_step(milliseconds(400)), shutdown_step(ShutdownHow::Write)};
    FaultRule dead;
    dead.action = FaultAction::Drop;
    dead.after.kind = Trigger::Kind::AtTime;
    dead.after.at = Time(seconds(10));
    s.faults = {dead};
    s.run_for = hours(24);
  });
  const std::string held = stay(seen, Side::B, State::CloseWait);
  return yes_or_no(held == "for ever", held == "for ever" ? held : "keepalive finds the peer dead after " + held);
}

std::string merged_path(const StackProfile& stack) {
  const Observation seen = Experiment(stack).run([](Scenario& s) {
    s.side(Side::B).app = {read_to_eof(), close_step()};
    s.faults = {lose(2, 0)};
  });
  const bool together = seen.entered(Side::A, State::FinWait2) == seen.entered(Side::A, State::TimeWait);
  return yes_or_no(together, together ? "in one instant" : "it stays there");
}

std::string simultaneous(const StackProfile& stack) {
  const Observation seen = Experiment(stack).run([](Scenario& s) {
    for (SideSpec& side : s.sides) {
      Step until = wait_step(seconds(1));
      until.action = Step::Do::WaitUntil;
      side.app = {until, close_step()};
    }
  });
  const bool both =
      seen.entered(Side::A, State::TimeWait) != kNever && seen.entered(Side::B, State::TimeWait) != kNever;
  const bool closing = seen.entered(Side::A, State::Closing) != kNever;
  return yes_or_no(both, closing ? "through CLOSING" : "not through CLOSING");
}

struct Claim {
  std::string_view text;
  std::string (*measure)(const StackProfile&);
};

constexpr std::array kClaims{
    Claim{"After the last try it waits twice the last interval, then closes", waits_twice},
    Claim{"The FIN is repeated `tcp_orphan_retries` times: a fixed number", retries},
    Claim{"FIN-WAIT-2 lasts 60 s after close(), and has no limit after shutdown()", fin_wait_2_limit},
    Claim{"`tcp_fin_timeout` sets the length of TIME-WAIT", fin_timeout_sets_time_wait},
    Claim{"An ACK is never sent again by itself", acks_answer_only},
    Claim{"TIME-WAIT restarts when the FIN is repeated", restarts},
    Claim{"TIME-WAIT is 2 MSL = 60 s", two_msl},
    Claim{"Three segments are enough if the application closes at once", three_segments},
    Claim{"With data still to send the ACK of the FIN is a segment of its own", data_carries_ack},
    Claim{"Third segment always lost: the active side leaves after 60 s", third_always_lost},
    Claim{"Fourth segment always lost: TIME-WAIT starts again each time", fourth_always_lost},
    Claim{"A RST ends TIME-WAIT", rst_kills},
    Claim{"close() always sends a FIN", close_sends_fin},
    Claim{"Giving up sends nothing", silent_give_up},
    Claim{"A side can stay in CLOSE-WAIT for ever, even if its peer is dead", close_wait_for_ever},
    Claim{"A FIN that acknowledges ours leads through FIN-WAIT-2 in one instant", merged_path},
    Claim{"After a simultaneous close both sides are in TIME-WAIT", simultaneous},
};

}  // namespace

std::string claims_table() {
  std::string text = "| # | the lesson says |";
  std::string rule = "|---|---|";
  for (const StackProfile& stack : stacks()) {
    text += " " + std::string(stack.name) + " |";
    rule += "---|";
  }
  text += "\n" + rule + "\n";
  std::size_t number = 0;
  for (const Claim& claim : kClaims) {
    text += "| " + std::to_string(++number) + " | " + std::string(claim.text) + " |";
    for (const StackProfile& stack : stacks()) text += " " + claim.measure(stack) + " |";
    text += "\n";
  }
  return text;
}

}  // namespace finwait::cli
