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

template <State state>
std::int64_t ends_in(const SideEnd& side) {
  return side.state == state ? 1 : 0;
}

// A text that may be a template's argument; metrics' names and descriptions are put together of such when compiled.
template <std::size_t size>
struct Literal {
  std::array<char, size> text{};
  // NOLINTNEXTLINE(google-explicit-constructor,hicpp-explicit-conversions): so that a literal can stand in its place
  consteval Literal(const char (&from)[size]) { std::copy_n(from, size, text.begin()); }  // NOLINT(*-avoid-c-arrays)
};

template <Literal... parts>
struct Joined {
  static constexpr std::size_t kLength = ((sizeof(parts.text) - 1) + ...);
  static constexpr std::array<char, kLength> kText = [] {
    std::array<char, kLength> out{};
    auto* at = out.begin();
    ((at = std::copy_n(parts.text.begin(), sizeof(parts.text) - 1, at)), ...);
    return out;
  }();
};

template <Literal... parts>
constexpr std::string_view joined() {
  return {Joined<parts...>::kText.data(), Joined<parts...>::kLength};
}

// NAME, a.NAME and b.NAME.
template <Literal spelled, std::int64_t (*figure)(const SideEnd&), Literal help>
constexpr std::array<Metric, 3> three(MetricUnit unit = MetricUnit::Count) {
  return {Metric{joined<spelled>(), unit, joined<help, ", of both sides together.">(), of_both<figure>},
          Metric{joined<"a.", spelled>(), unit, joined<help, ", of a.">(), of_side<figure, kA>},
          Metric{joined<"b.", spelled>(), unit, joined<help, ", of b.">(), of_side<figure, kB>}};
}

template <Literal spelled, State state>
constexpr std::array<Metric, 4> of_state() {
  constexpr MetricUnit kTime = MetricUnit::Nanoseconds;
  return {Metric{joined<"a.time_in.", spelled>(), kTime,
                 joined<"Time a spent in ", spelled, ", all visits together.">(), of_side<time_in<state>, kA>},
          Metric{joined<"b.time_in.", spelled>(), kTime,
                 joined<"Time b spent in ", spelled, ", all visits together.">(), of_side<time_in<state>, kB>},
          Metric{joined<"a.ends_in.", spelled>(), MetricUnit::Count,
                 joined<"1 if ", spelled, " is the state in which a is at the end, else 0.">(),
                 of_side<ends_in<state>, kA>},
          Metric{joined<"b.ends_in.", spelled>(), MetricUnit::Count,
                 joined<"1 if ", spelled, " is the state in which b is at the end, else 0.">(),
                 of_side<ends_in<state>, kB>}};
}

template <std::size_t... sizes>
constexpr auto one_list(const std::array<Metric, sizes>&... lists) {
  std::array<Metric, (sizes + ...)> out{};
  auto* at = out.begin();
  ((at = std::copy(lists.begin(), lists.end(), at)), ...);
  return out;
}

constexpr std::array kTimes{
    Metric{"closed_at", MetricUnit::Nanoseconds,
           "Time from the SYN until both sides are CLOSED; absent if one never is.", both_closed_at},
    Metric{"a.closed_at", MetricUnit::Nanoseconds, "Time from the SYN until a is CLOSED; absent if it never is.",
           of_side<closed_at_of, kA>},
    Metric{"b.closed_at", MetricUnit::Nanoseconds, "Time from the SYN until b is CLOSED; absent if it never is.",
           of_side<closed_at_of, kB>},
    Metric{"ended_at", MetricUnit::Nanoseconds,
           "Time from the SYN until nothing more could happen, or the time was up.", ended_at},
};

constexpr auto kStates = one_list(
    of_state<"CLOSED", State::Closed>(), of_state<"LISTEN", State::Listen>(), of_state<"SYN-SENT", State::SynSent>(),
    of_state<"SYN-RECEIVED", State::SynReceived>(), of_state<"ESTABLISHED", State::Established>(),
    of_state<"FIN-WAIT-1", State::FinWait1>(), of_state<"FIN-WAIT-2", State::FinWait2>(),
    of_state<"CLOSE-WAIT", State::CloseWait>(), of_state<"CLOSING", State::Closing>(),
    of_state<"LAST-ACK", State::LastAck>(), of_state<"TIME-WAIT", State::TimeWait>());

constexpr auto kCounts = one_list(
    three<"retransmissions", retransmissions, "Segments sent again">(),
    three<"retransmissions.rto", by_reason<Why::Rto>, "Segments sent again by the RTO">(),
    three<"retransmissions.loss-probe", by_reason<Why::LossProbe>, "Segments sent again as a tail loss probe">(),
    three<"retransmissions.fast", by_reason<Why::Fast>,
          "Segments sent again before the RTO because ACKs told of the loss">(),
    three<"retransmissions.window-probe", by_reason<Why::WindowProbe>,
          "Probes of a closed window, which are not counted as retransmissions">(),
    three<"retransmissions.keepalive", by_reason<Why::Keepalive>,
          "Keepalive probes, which are not counted as retransmissions">(),
    three<"give_ups", give_ups,
          "1 if nobody answered until a limit ended it (retransmissions, user timeout, keepalive, window probes)">(),
    three<"rsts", rsts, "Segments sent with RST">(),
    three<"errors", errors, "1 if the application was told an error">(),
    three<"delivered", octets_read, "Octets that the application read">(MetricUnit::Octets),
    three<"sent", sent, "Segments sent, the lost ones included">(),
    three<"lost", lost, "Segments lost or corrupted on the way">());

constexpr auto kMetrics = one_list(kTimes, kStates, kCounts);

}  // namespace

std::span<const Metric> metrics() { return kMetrics; }

const Metric* find_metric(std::string_view name) {
  const auto* found =
      std::find_if(kMetrics.begin(), kMetrics.end(), [name](const Metric& m) { return m.name == name; });
  return found == kMetrics.end() ? nullptr : &*found;
}

}  // namespace finwait::cli
