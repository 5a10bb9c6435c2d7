// The checker must notice: each invariant is broken here on purpose, and reported with its time.
#include "sim/checker.hpp"

#include <catch2/catch.hpp>

#include "tests/support/experiment.hpp"

using namespace finwait;
using namespace std::chrono_literals;

namespace {

const StackProfile kProfile{};

struct Watched {
  Watched() { checker.restart(); }
  std::string only() const {
    REQUIRE(checker.violations().size() == 1);
    return checker.violations().front();
  }
  Checker checker{};
  Endpoint endpoint{kProfile, SeqNum(100)};
  Actions actions{};
};

Send sending(std::string_view letters, SeqNum seq, std::uint16_t copy = 1) {
  Send send;
  parse_flag_letters(letters, send.segment.flags);
  send.segment.seq = seq;
  send.copy = copy;
  return send;
}

std::array<Endpoint, 2> two_endpoints() { return {Endpoint(kProfile, SeqNum(1)), Endpoint(kProfile, SeqNum(2))}; }

}  // namespace

TEST_CASE("time that goes back is noticed, time that stands still is not") {
  Watched w;
  w.checker.time_moves(kStart + 2s);
  w.checker.time_moves(kStart + 2s);
  CHECK(w.checker.violations().empty());
  w.checker.time_moves(kStart + 1s);
  CHECK(w.only() == "at 1s: time went back");
}

TEST_CASE("a move along a row from the state that held is right, and the row counts as used") {
  Watched w;
  w.checker.transition(kStart, Side::A, {State::Closed, State::SynSent, Cause::Open});
  w.checker.transition(kStart, Side::B, {State::Listen, State::SynReceived, Cause::Syn});
  CHECK(w.checker.violations().empty());
  CHECK(w.checker.rows_used()[transition_row(State::Closed, Cause::Open)]);
  CHECK(w.checker.rows_used()[transition_row(State::Listen, Cause::Syn)]);
  CHECK_FALSE(w.checker.rows_used()[transition_row(State::SynSent, Cause::SynAck)]);
}

TEST_CASE("a move from another state, to another state, or by no row is noticed") {
  const Transition wrong[] = {
      {State::Established, State::FinWait1, Cause::Close},  // a is CLOSED
      {State::Closed, State::Established, Cause::Open},     // the row leads to SYN-SENT
      {State::Closed, State::TimeWait, Cause::Fin},         // no such row
  };
  for (const Transition& t : wrong) {
    Watched w;
    w.checker.transition(kStart, Side::A, t);
    INFO(name(t.from) << " -> " << name(t.to));
    CHECK(w.only().find("which is no row of the table from CLOSED") != std::string::npos);
  }
}

TEST_CASE("only a RST may leave a CLOSED endpoint") {
  Watched w;
  w.checker.sends(kStart, Side::A, sending("R", SeqNum(5)), w.endpoint);
  w.checker.sends(kStart, Side::A, sending("RA", SeqNum(5)), w.endpoint);
  CHECK(w.checker.violations().empty());
  w.checker.sends(kStart + 3ms, Side::A, sending("A", SeqNum(5)), w.endpoint);
  CHECK(w.only() == "at 3ms: a sent something other than a RST from CLOSED");
}

TEST_CASE("to send again what was acknowledged is noticed, to send it again before is not") {
  Watched w;
  w.checker.transition(kStart, Side::A, {State::Closed, State::SynSent, Cause::Open});
  const SeqNum una = w.endpoint.tcb().snd.una;
  w.checker.sends(kStart, Side::A, sending("FA", una, 2), w.endpoint);
  w.checker.sends(kStart, Side::A, sending("A", una - 1), w.endpoint);  // a keepalive probe is no repetition
  CHECK(w.checker.violations().empty());
  w.checker.sends(kStart, Side::A, sending("FA", una - 1, 2), w.endpoint);
  CHECK(w.only().find("retransmitted what was acknowledged") != std::string::npos);
}

TEST_CASE("a healthy endpoint is consistent in every state of a handshake") {
  Watched w;
  w.checker.settled(kStart, Side::A, w.endpoint);
  w.endpoint.open(kStart, w.actions);
  w.checker.settled(kStart, Side::A, w.endpoint);
  CHECK(w.checker.violations().empty());
}

TEST_CASE("a run that ends quietly with a timer set, or with octets from nowhere, is noticed") {
  Watched timer;
  std::array<Endpoint, 2> endpoints = two_endpoints();
  const std::array<Application, 2> applications{};
  endpoints[0].open(kStart, timer.actions);
  timer.checker.ended(kStart + 1s, endpoints, applications, false);
  CHECK(timer.checker.violations().empty());  // the run's time was up: a timer may be set
  timer.checker.ended(kStart + 1s, endpoints, applications, true);
  CHECK(timer.only() == "at 1s: the run ended with a timer still set");
}

TEST_CASE("restart forgets violations and states, but not the rows that were used") {
  Watched w;
  w.checker.transition(kStart, Side::A, {State::Closed, State::SynSent, Cause::Open});
  w.checker.time_moves(kStart + 1s);
  w.checker.time_moves(kStart);
  w.checker.restart();
  CHECK(w.checker.violations().empty());
  w.checker.time_moves(kStart);
  w.checker.transition(kStart, Side::A, {State::Closed, State::SynSent, Cause::Open});
  CHECK(w.checker.violations().empty());
  CHECK(w.checker.rows_used()[transition_row(State::Closed, Cause::Open)]);
}

TEST_CASE("who injects text, or shuts down reading, breaks a stream, and finwait is not to blame") {
  using namespace finwait::experiment;
  Scenario forged = usual_close("rfc9293", {inject_at(500ms, Side::B, "PA")});
  forged.faults[0].injection.len = 100;
  const Run with_forged = run(forged);
  CHECK(told(with_forged, Side::B).starts_with("connected, data 100"));
  CHECK(with_forged.outcome.violations.empty());

  Scenario shut = between("linux");
  shut.side(Side::A).app = {wait_until(kClose), send_bytes(100), wait(1s), close()};
  shut.side(Side::B).app = {shutdown(ShutdownHow::Read), wait_until(kClose + 3s), read_eof(), close()};
  const Run unread = run(shut);
  CHECK(unread.outcome.violations.empty());
  CHECK(unread.end(Side::A).state == State::Closed);
}
