// Experiments told in code: short words for scenarios, a run with everything that happened collected, and the run
// told back as text, so that a failed comparison shows both stories. Knows nothing of files and of Catch2.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/runner.hpp"
#include "sim/scenario.hpp"
#include "sim/trace.hpp"

namespace finwait::experiment {

using namespace std::chrono_literals;

// When the close begins in most experiments: long after the handshake, and at a tick of every stack's clock.
inline constexpr Duration kClose = 1s;

// --- Steps of an application ---
Step wait(Duration duration);
Step wait_until(Duration since_syn);
Step wait_error(Duration at_most = kForever);
Step read_eof();
Step read_bytes(std::uint32_t bytes);
Step send_bytes(std::uint32_t bytes);
Step shutdown(ShutdownHow how = ShutdownHow::Write);
Step close();
Step abort_now();
Step set(const SocketOptions& options);

// --- Fault rules ---
// Loses occurrence `nth` of a segment of the close (1..4); 0: all of them.
FaultRule lose(std::uint8_t teardown, std::uint32_t nth = 1);
// Loses everything that the side sends from `after` the SYN on.
FaultRule silence(Side from, Duration after);
// Loses everything of one kind.
FaultRule lose_kind(SegmentKind kind, Side from);
// A segment made by nobody, sent to `to` at a time, or when a side has entered a state and `plus` has passed. Its
// sequence number is the other side's SND.NXT plus `offset`, its ACK number (if it has one) what `to` has sent.
FaultRule inject_at(Duration at, Side to, std::string_view flags, std::int64_t offset = 0);
FaultRule inject_in(Side at, State state, Duration plus, Side to, std::string_view flags, std::int64_t offset = 0);

// --- Scenarios ---
// Two sides of one stack, a link with the same delay both ways, no application.
Scenario between(std::string_view stack, Duration one_way = 50ms);
// The usual close: a closes at kClose; b reads EOF, waits 100 ms and closes.
Scenario usual_close(std::string_view stack, std::vector<FaultRule> faults = {});
// Both sides' profiles changed alike.
template <class Change>
Scenario with(Scenario scenario, Change change) {
  for (SideSpec& side : scenario.sides) change(side.profile);
  return scenario;
}

// --- Runs ---
struct Run {
  std::shared_ptr<Runner> runner{};  // the records' `by` point into it
  Outcome outcome{};
  std::vector<StateRecord> states{};
  std::vector<SegmentRecord> segments{};
  std::vector<TimerRecord> timers{};
  std::vector<AppRecord> apps{};

  const SideEnd& end(Side side) const { return outcome.end.sides[index(side)]; }
  bool took(Side side, State from, Cause cause) const;
};
Run run(const Scenario& scenario);
// Its trace in the text form.
std::string trace_of(Runner& runner, const Scenario& scenario);

// --- Stories: times in seconds since `origin`, in the run's order ---
// "0 FIN-WAIT-1, 0.1 FIN-WAIT-2, 0.2 TIME-WAIT, 60.2 CLOSED": what the side entered from `origin` on.
std::string path(const Run& run, Side side, Duration origin = kClose);
// "0.3 0.9 2.1": when the side sent its FIN again, counted from its first FIN.
std::string fin_copies(const Run& run, Side side);
// "A 1 2, R 2 0": flags, SEQ and ACK of what the side sent from `origin` on, PSH aside.
std::string sent(const Run& run, Side side, Duration origin = kClose);
// When the side's segments with exactly these flags reached the other one: "0.2 1.2 3.2".
std::string arrivals(const Run& run, Side from, std::string_view flags, Duration origin = kClose);
// "eof, error ECONNRESET": what the application saw from `origin` on, with octets where there are any.
std::string told(const Run& run, Side side, Duration origin = Duration{0});
// "153.3", the shortest decimal.
std::string seconds(Duration duration);

}  // namespace finwait::experiment
