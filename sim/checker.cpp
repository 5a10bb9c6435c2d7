#include "sim/checker.hpp"

#include "core/time_text.hpp"

namespace finwait {

void Checker::restart() {
  now_ = kStart;
  forged_ = false;
  states_ = {State::Closed, State::Listen};
  violations_.clear();
  rows_used_.resize(transition_table().size());
}

void Checker::violated(Time now, std::string what) {
  violations_.push_back("at " + format_duration(now.time_since_epoch()) + ": " + std::move(what));
}

void Checker::time_moves(Time now) {
  if (now < now_) violated(now, "time went back");
  now_ = now;
}

void Checker::transition(Time now, Side side, const Transition& transition) {
  State& state = states_[index(side)];
  const std::span<const TransitionRow> table = transition_table();
  const std::size_t row = transition_row(transition.from, transition.cause);
  if (transition.from != state || row == table.size() || table[row].to != transition.to) {
    violated(now, std::string(name(side)) + " moved from " + std::string(name(transition.from)) + " to " +
                      std::string(name(transition.to)) + " (" + std::string(name(transition.cause)) +
                      "), which is no row of the table from " + std::string(name(state)));
  } else {
    rows_used_[row] = true;
  }
  state = transition.to;
}

void Checker::sends(Time now, Side side, const Send& send, const Endpoint& endpoint) {
  const Segment& segment = send.segment;
  if (states_[index(side)] == State::Closed && !segment.flags.rst()) {
    violated(now, std::string(name(side)) + " sent something other than a RST from CLOSED");
  }
  const bool acknowledged = segment.seq_len() > 0 && segment.end().at_or_before(endpoint.tcb().snd.una);
  if (send.copy > 1 && acknowledged) violated(now, std::string(name(side)) + " retransmitted what was acknowledged");
}

void Checker::settled(Time now, Side side, const Endpoint& endpoint) {
  if (!endpoint.consistent()) {
    violated(now, std::string(name(side)) + " is in " + std::string(name(endpoint.state())) +
                      ", which does not agree with its FIN and the peer's");
  }
}

void Checker::ended(Time now, const std::array<Endpoint, 2>& endpoints, const std::array<Application, 2>& applications,
                    bool quiet) {
  for (const Side side : kSides) {
    const Application& reader = applications[index(side)];
    const Application& writer = applications[index(other(side))];
    const std::uint64_t delivered = reader.bytes_read() + endpoints[index(side)].readable();
    if (delivered > writer.bytes_sent() && !forged_) {
      violated(now, std::string(name(side)) + " was given more than was sent");
    }
    const bool whole = delivered == writer.bytes_sent();
    const bool excused = forged_ || reader.stopped_reading();
    const bool told = reader.last_error() != SocketError::None || writer.last_error() != SocketError::None;
    // Who shut down or gave up reading, or heard of an error, has no claim to the rest of the stream.
    if (reader.saw_eof() && endpoints[index(side)].peer_fin_received() && !whole && !told && !excused &&
        endpoints[index(side)].last_cause() != Cause::DataAfterClose) {
      violated(now, std::string(name(side)) + " read EOF before it had everything that was sent");
    }
    const Endpoint& endpoint = endpoints[index(side)];
    if (quiet && endpoint.next_timeout() != kNever) violated(now, "the run ended with a timer still set");
  }
}

}  // namespace finwait
