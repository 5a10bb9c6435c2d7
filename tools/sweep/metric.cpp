#include "tools/sweep/metric.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "core/state.hpp"

namespace finwait::cli {
namespace {

constexpr std::size_t kA = index(Side::A);
constexpr std::size_t kB = index(Side::B);

std::int64_t closed_at_of(const SideEnd& side) {
  return side.state == State::Closed ? nanoseconds(side.since) : kAbsent;
}

// A figure of one side, of side a or b, and of both together.
template <std::int64_t (*figure)(const SideEnd&), std::size_t side>
std::int64_t of_side(const EndRecord& end) {
  return figure(end.sides[side]);
}
template <std::int64_t (*figure)(const SideEnd&)>
std::int64_t of_both(const EndRecord& end) {
  return figure(end.sides[kA]) + figure(end.sides[kB]);
}

std::int64_t both_closed_at(const EndRecord& end) {
  const std::int64_t a = closed_at_of(end.sides[kA]);
  const std::int64_t b = closed_at_of(end.sides[kB]);
  return a == kAbsent || b == kAbsent ? kAbsent : std::max(a, b);
}

std::int64_t ended_at(const EndRecord& end) { return nanoseconds(end.t); }

template <State state>
std::int64_t time_in(const SideEnd& side) {
  return side.time_in[static_cast<std::size_t>(state)].count();
}

template <Why why>
std::int64_t by_reason(const SideEnd& side) {
  return side.by_reason[static_cast<std::size_t>(why)];
}

std::int64_t retransmissions(const SideEnd& side) { return side.retransmissions; }
std::int64_t sent(const SideEnd& side) { return side.sent; }
std::int64_t lost(const SideEnd& side) { return side.lost; }
std::int64_t rsts(const SideEnd& side) { return side.rsts; }
std::int64_t errors(const SideEnd& side) { return side.error == SocketError::None ? 0 : 1; }
std::int64_t octets_read(const SideEnd& side) { return static_cast<std::int64_t>(side.octets_read); }

// Nobody answered until a limit was reached.
std::int64_t give_ups(const SideEnd& side) {
  if (side.state != State::Closed) return 0;
  return side.cause == Cause::GiveUp || side.cause == Cause::UserTimeout || side.cause == Cause::Keepalive ||
                 side.cause == Cause::PersistLimit
             ? 1
             : 0;
}

#define FINWAIT_TIME_IN(SPELLED, STATE)                                                                      \
  Metric{"a.time_in." SPELLED, MetricUnit::Nanoseconds, "Time a spent in " SPELLED ", all visits together.", \
         of_side<time_in<State::STATE>, kA>},                                                                \
      Metric {                                                                                               \
    "b.time_in." SPELLED, MetricUnit::Nanoseconds, "Time b spent in " SPELLED ", all visits together.",      \
        of_side<time_in<State::STATE>, kB>                                                                   \
  }

// NAME, a.NAME and b.NAME.
#define FINWAIT_THREE(NAME, UNIT, FIGURE, WORDS)                              \
  Metric{NAME, UNIT, WORDS ", of both sides together.", of_both<FIGURE>},     \
      Metric{"a." NAME, UNIT, WORDS ", of a.", of_side<FIGURE, kA>}, Metric { \
    "b." NAME, UNIT, WORDS ", of b.", of_side<FIGURE, kB>                     \
  }

constexpr std::array kMetrics{
    Metric{"closed_at", MetricUnit::Nanoseconds,
           "Time from the SYN until both sides are CLOSED; absent if one never is.", both_closed_at},
    Metric{"a.closed_at", MetricUnit::Nanoseconds, "Time from the SYN until a is CLOSED; absent if it never is.",
           of_side<closed_at_of, kA>},
    Metric{"b.closed_at", MetricUnit::Nanoseconds, "Time from the SYN until b is CLOSED; absent if it never is.",
           of_side<closed_at_of, kB>},
    Metric{"ended_at", MetricUnit::Nanoseconds,
           "Time from the SYN until nothing more could happen, or the time was up.", ended_at},
    FINWAIT_TIME_IN("CLOSED", Closed),
    FINWAIT_TIME_IN("LISTEN", Listen),
    FINWAIT_TIME_IN("SYN-SENT", SynSent),
    FINWAIT_TIME_IN("SYN-RECEIVED", SynReceived),
    FINWAIT_TIME_IN("ESTABLISHED", Established),
    FINWAIT_TIME_IN("FIN-WAIT-1", FinWait1),
    FINWAIT_TIME_IN("FIN-WAIT-2", FinWait2),
    FINWAIT_TIME_IN("CLOSE-WAIT", CloseWait),
    FINWAIT_TIME_IN("CLOSING", Closing),
    FINWAIT_TIME_IN("LAST-ACK", LastAck),
    FINWAIT_TIME_IN("TIME-WAIT", TimeWait),
    FINWAIT_THREE("retransmissions", MetricUnit::Count, retransmissions, "Segments sent again"),
    FINWAIT_THREE("retransmissions.rto", MetricUnit::Count, by_reason<Why::Rto>, "Segments sent again by the RTO"),
    FINWAIT_THREE("retransmissions.loss-probe", MetricUnit::Count, by_reason<Why::LossProbe>,
                  "Segments sent again as a tail loss probe"),
    FINWAIT_THREE("retransmissions.fast", MetricUnit::Count, by_reason<Why::Fast>,
                  "Segments sent again before the RTO because ACKs told of the loss"),
    FINWAIT_THREE("retransmissions.window-probe", MetricUnit::Count, by_reason<Why::WindowProbe>,
                  "Probes of a closed window, which are not counted as retransmissions"),
    FINWAIT_THREE("retransmissions.keepalive", MetricUnit::Count, by_reason<Why::Keepalive>,
                  "Keepalive probes, which are not counted as retransmissions"),
    FINWAIT_THREE(
        "give_ups", MetricUnit::Count, give_ups,
        "1 if nobody answered until a limit ended it (retransmissions, user timeout, keepalive, window probes)"),
    FINWAIT_THREE("rsts", MetricUnit::Count, rsts, "Segments sent with RST"),
    FINWAIT_THREE("errors", MetricUnit::Count, errors, "1 if the application was told an error"),
    FINWAIT_THREE("delivered", MetricUnit::Octets, octets_read, "Octets that the application read"),
    FINWAIT_THREE("sent", MetricUnit::Count, sent, "Segments sent, the lost ones included"),
    FINWAIT_THREE("lost", MetricUnit::Count, lost, "Segments lost or corrupted on the way"),
};

#undef FINWAIT_TIME_IN
#undef FINWAIT_THREE

}  // namespace

std::span<const Metric> metrics() { return kMetrics; }

const Metric* find_metric(std::string_view name) {
  const auto* found =
      std::find_if(kMetrics.begin(), kMetrics.end(), [name](const Metric& m) { return m.name == name; });
  return found == kMetrics.end() ? nullptr : &*found;
}

}  // namespace finwait::cli
