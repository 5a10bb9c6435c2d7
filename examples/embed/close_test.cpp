// Your own test with finwait's endpoints in it. The code under test is yours: here the memory of a firewall that
// forgets a half-closed connection after a while. Two Linux endpoints talk through it; a closes, b needs five seconds
// to finish and closes then. A firewall that remembers for ten seconds is good enough, one that remembers for two is
// not: b's FIN, the third segment of the close, finds no way, and b retransmits it until it gives up.
#include <array>
#include <core/endpoint.hpp>
#include <core/side.hpp>
#include <cstdio>
#include <variant>
#include <vector>

using namespace std::chrono_literals;
using finwait::Actions, finwait::Duration, finwait::Endpoint, finwait::Segment, finwait::Side, finwait::State,
    finwait::Time;

namespace {

// The code under test.
class Firewall {
 public:
  explicit Firewall(Duration remembers_half_closed) : limit_(remembers_half_closed) {}

  bool lets_pass(Time now, const Segment& segment) {
    if (half_closed_ && now - last_seen_ > limit_) forgotten_ = true;
    if (forgotten_) return false;
    half_closed_ = half_closed_ || segment.flags.fin();
    last_seen_ = now;
    return true;
  }

 private:
  Duration limit_;
  Time last_seen_{};
  bool half_closed_ = false;
  bool forgotten_ = false;
};

// Two endpoints and the firewall between them, 10 ms away from each other. An endpoint never reads a clock: whoever
// embeds it says what time it is, brings it segments and wakes it when its next timeout is due.
class Network {
 public:
  explicit Network(Firewall firewall)
      : firewall_(firewall),
        ends_{Endpoint(*finwait::find_stack("linux"), finwait::SeqNum(1000)),
              Endpoint(*finwait::find_stack("linux"), finwait::SeqNum(9000))} {}

  // A user call on one side: network.call(Side::A, &Endpoint::close).
  void call(Side side, finwait::SocketError (Endpoint::*what)(Time, Actions&)) {
    (end(side).*what)(now_, actions_);
    perform(side);
  }

  // Lets everything happen that is due up to `until`: the earliest arrival or timeout first, an arrival before a
  // timeout.
  void run(Time until) {
    for (;;) {
      const Time arrival = on_the_way_.empty() ? finwait::kNever : on_the_way_.front().at;
      const Side sleeper = end(Side::A).next_timeout() <= end(Side::B).next_timeout() ? Side::A : Side::B;
      const Time timeout = end(sleeper).next_timeout();
      if (arrival > until && timeout > until) break;
      if (arrival <= timeout) {
        const Arrival next = on_the_way_.front();
        on_the_way_.erase(on_the_way_.begin());
        now_ = next.at;
        end(next.to).segment_arrives(now_, next.segment, actions_);
        perform(next.to);
      } else {
        now_ = timeout;
        end(sleeper).timeout(now_, actions_);
        perform(sleeper);
      }
    }
    now_ = until;
  }

  Endpoint& end(Side side) { return ends_[finwait::index(side)]; }

 private:
  struct Arrival {
    Time at;
    Side to;
    Segment segment;
  };

  // An endpoint does nothing itself: it lists what it wants done. The delay is constant, so arrivals stay in order.
  void perform(Side side) {
    for (const finwait::Action& action : actions_) {
      const auto* send = std::get_if<finwait::Send>(&action);
      if (send != nullptr && firewall_.lets_pass(now_, send->segment)) {
        on_the_way_.push_back({now_ + 10ms, finwait::other(side), send->segment});
      }
    }
    actions_.clear();
  }

  Firewall firewall_;
  std::array<Endpoint, 2> ends_;
  std::vector<Arrival> on_the_way_;
  Actions actions_;
  Time now_ = finwait::kStart;
};

// How b is told that the connection has ended: without an error, or that its FIN was never acknowledged.
finwait::SocketError close_through(Firewall firewall) {
  Network network(firewall);
  network.call(Side::B, &Endpoint::listen);
  network.call(Side::A, &Endpoint::open);
  network.run(Time{1s});
  network.call(Side::A, &Endpoint::shutdown_write);
  network.run(Time{6s});
  network.call(Side::B, &Endpoint::shutdown_write);
  network.run(Time{24h});
  return network.end(Side::B).take_error();
}

bool expect(const char* what, bool holds) {
  std::printf("%s: %s\n", holds ? "ok" : "FAILED", what);
  return holds;
}

}  // namespace

int main() {
  const bool patient = expect("ten seconds are enough: b's FIN is acknowledged",
                              close_through(Firewall(10s)) == finwait::SocketError::None);
  const bool hasty = expect("two seconds are not: b gives up with ETIMEDOUT",
                            close_through(Firewall(2s)) == finwait::SocketError::TimedOut);
  return patient && hasty ? 0 : 1;
}
