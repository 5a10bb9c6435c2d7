// The timers of one endpoint, one deadline each. Cancelling is an assignment, so nothing goes stale and the table
// can be copied and compared.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/time.hpp"

namespace finwait {

enum class Timer : std::uint8_t {
  Retransmission,  // RFC 6298
  LossProbe,       // RFC 8985 7: tail loss probe
  Reorder,         // RFC 8985 6: RACK's reordering window
  DelayedAck,      // RFC 9293 3.8.6.3
  FinWait2,        // tcp_fin_timeout and its kin
  TimeWait,        // 2 MSL
  Keepalive,       // RFC 9293 3.8.4
  UserTimeout,     // RFC 9293 3.8.3
  Persist,         // zero-window probes, RFC 9293 3.8.6.1
  LastAck,         // lwIP's limit on LAST-ACK
};
inline constexpr std::size_t kTimerCount = 10;

// The spelling used in traces ("fin-wait-2").
constexpr std::string_view name(Timer timer) {
  constexpr std::array<std::string_view, kTimerCount> kNames{
      "retransmission", "loss-probe", "reorder",      "delayed-ack", "fin-wait-2",
      "time-wait",      "keepalive",  "user-timeout", "persist",     "last-ack"};
  return kNames[static_cast<std::size_t>(timer)];
}

class TimerTable {
 public:
  constexpr TimerTable() { deadlines_.fill(kNever); }

  constexpr bool operator==(const TimerTable&) const = default;
  constexpr Time deadline(Timer t) const { return deadlines_[index(t)]; }
  constexpr bool pending(Timer t) const { return deadline(t) != kNever; }
  constexpr void set(Timer t, Time at) { deadlines_[index(t)] = at; }
  constexpr void stop(Timer t) { deadlines_[index(t)] = kNever; }
  constexpr void stop_all() { deadlines_.fill(kNever); }

  // The earliest deadline, kNever if none is pending.
  constexpr Time next() const {
    Time earliest = kNever;
    for (const Time t : deadlines_) earliest = t < earliest ? t : earliest;
    return earliest;
  }

 private:
  static constexpr std::size_t index(Timer t) { return static_cast<std::size_t>(t); }
  std::array<Time, kTimerCount> deadlines_{};
};

}  // namespace finwait
