#include <utility>

#include "tests/property/row_cases.hpp"

namespace finwait::experiment {

namespace {

const Step kLater = wait_until(kClose);

void no_time_wait_sockets(StackProfile& p) { p.max_tw_buckets = 0; }

Scenario simultaneous(std::string_view stack) { return play(stack, {kLater, close()}, {kLater, close()}); }

}  // namespace

Scenario play(std::string_view stack, std::vector<Step> a, std::vector<Step> b, std::vector<FaultRule> faults) {
  Scenario scenario = between(stack);
  scenario.side(Side::A).app = std::move(a);
  scenario.side(Side::B).app = std::move(b);
  scenario.faults = std::move(faults);
  return scenario;
}

std::vector<RowCase> opening_rows() {
  using enum State;
  const Scenario usual = usual_close("rfc9293");
  const FaultRule crossing_syn = inject_at(10ms, Side::A, "S");
  return {
      {Closed, Cause::Open, Side::A, usual},
      {Listen, Cause::Syn, Side::B, usual},
      {SynSent, Cause::Syn, Side::A, play("rfc9293", {}, {}, {crossing_syn})},
      {SynSent, Cause::SynAck, Side::A, usual},
      {SynReceived, Cause::AckOfSyn, Side::B, usual},
      {SynReceived, Cause::ReturnToListen, Side::B, play("rfc9293", {}, {}, {inject_at(60ms, Side::B, "R")})},
      {SynSent, Cause::Refused, Side::A, play("rfc9293", {}, {}, {inject_at(10ms, Side::A, "RA")})},
      // b is still in LISTEN, so the number after its SYN is SND.NXT + 1.
      {SynReceived, Cause::Refused, Side::A, play("rfc9293", {}, {}, {crossing_syn, inject_at(20ms, Side::A, "R", 1)})},
      {SynSent, Cause::GiveUp, Side::A, play("rfc9293", {}, {}, {silence(Side::A, 0s)})},
      {SynReceived, Cause::GiveUp, Side::B, play("rfc9293", {}, {}, {silence(Side::A, 10ms)})},
      {TimeWait, Cause::NewSyn, Side::A,
       usual_close("rfc9293", {inject_in(Side::A, TimeWait, 1s, Side::A, "S", 1000)})},
  };
}

std::vector<RowCase> closing_rows() {
  using enum State;
  const Scenario usual = usual_close("rfc9293");
  return {
      {Established, Cause::Close, Side::A, usual},
      {CloseWait, Cause::Close, Side::B, usual},
      {Established, Cause::Fin, Side::B, usual},
      {FinWait1, Cause::Fin, Side::B, simultaneous("rfc9293")},
      {FinWait1, Cause::AckOfFin, Side::A, usual},
      {FinWait2, Cause::Fin, Side::A, usual},
      {Closing, Cause::AckOfFin, Side::A, simultaneous("rfc9293")},
      {LastAck, Cause::AckOfFin, Side::B, usual},
      {TimeWait, Cause::TimeWaitTimeout, Side::A, usual},
      {FinWait2, Cause::TimeWaitOverflow, Side::A, with(usual_close("linux"), no_time_wait_sockets)},
      {Closing, Cause::TimeWaitOverflow, Side::A, with(simultaneous("linux"), no_time_wait_sockets)},
      {FinWait2, Cause::FinWait2Timeout, Side::A, usual_close("linux", {lose(3, 0)})},
      {LastAck, Cause::LastAckTimeout, Side::B, usual_close("lwip", {lose(3, 0)})},
  };
}

}  // namespace finwait::experiment
