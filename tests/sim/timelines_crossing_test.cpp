// Segments that meet: the FIN that carries the ACK of the other one, and the simultaneous close. Round trip 100 ms;
// times in seconds since a's close(). Sources: RFC 9293 Figure 5 with its notes, 3.6.3, 3.10.7.4.
#include <catch2/catch.hpp>

#include "tests/support/experiment.hpp"

using namespace finwait;
using namespace finwait::experiment;

namespace {

Scenario merged_close(std::string_view stack, std::vector<FaultRule> faults = {}) {
  Scenario scenario = usual_close(stack, std::move(faults));
  scenario.side(Side::B).app = {read_eof(), close()};
  return scenario;
}

Scenario simultaneous_close(std::string_view stack, std::vector<FaultRule> faults = {}) {
  Scenario scenario = usual_close(stack, std::move(faults));
  scenario.side(Side::B).app = {wait_until(kClose), close()};
  return scenario;
}

}  // namespace

TEST_CASE("b closes at once: three segments, and FIN-WAIT-2 lasts no time") {
  const Run rfc = run(merged_close("rfc9293"));
  CHECK(path(rfc, Side::A) == "0 FIN-WAIT-1, 0.1 FIN-WAIT-2, 0.1 TIME-WAIT, 240.1 CLOSED");
  CHECK(path(rfc, Side::B) == "0.05 CLOSE-WAIT, 0.05 LAST-ACK, 0.15 CLOSED");
  CHECK(sent(rfc, Side::A) == "FA 1 1, A 2 2");
  CHECK(sent(rfc, Side::B) == "FA 1 2");
  const Run r = run(merged_close("linux"));
  CHECK(path(r, Side::A) == "0 FIN-WAIT-1, 0.1 FIN-WAIT-2, 0.1 TIME-WAIT, 60.1 CLOSED");
  CHECK(path(r, Side::B) == "0.05 CLOSE-WAIT, 0.05 LAST-ACK, 0.15 CLOSED");
  CHECK(sent(r, Side::B) == "FA 1 2");
}

TEST_CASE("stacks that must acknowledge a FIN at once never merge it with their own") {
  for (const char* stack : {"textbook", "freebsd", "macos"}) {
    const Run r = run(merged_close(stack));
    INFO(stack);
    CHECK(sent(r, Side::B) == "A 1 2, FA 1 2");
    CHECK(path(r, Side::B) == "0.05 CLOSE-WAIT, 0.05 LAST-ACK, 0.15 CLOSED");
  }
  for (const char* stack : {"lwip", "windows"}) CHECK(sent(run(merged_close(stack)), Side::B) == "FA 1 2");
}

TEST_CASE("after data linux waits 40 ms for the application's FIN, without data one jiffy") {
  for (const bool data : {false, true}) {
    for (const Duration reaction : {3ms, 5ms, 39ms, 41ms}) {
      Scenario scenario = usual_close("linux");
      scenario.side(Side::A).app = {wait_until(kClose - 500ms), send_bytes(10), wait_until(kClose), close()};
      if (!data) scenario.side(Side::A).app = {wait_until(kClose), close()};
      scenario.side(Side::B).app = {read_eof(), wait(reaction), close()};
      const Run r = run(scenario);
      INFO("data " << data << ", b closes after " << seconds(reaction));
      const bool merged = reaction < (data ? 40ms : 4ms);
      const std::string ack = data ? "12" : "2";
      CHECK(sent(r, Side::B) == (merged ? "FA 1 " + ack : "A 1 " + ack + ", FA 1 " + ack));
    }
  }
}

TEST_CASE("the merged segment is lost once: both sides repeat their FIN, and the copies cross") {
  const Run rfc = run(merged_close("rfc9293", {lose(3)}));
  CHECK(path(rfc, Side::A) == "0 FIN-WAIT-1, 1.1 FIN-WAIT-2, 1.1 TIME-WAIT, 241.1 CLOSED");
  CHECK(path(rfc, Side::B) == "0.05 CLOSE-WAIT, 0.05 LAST-ACK, 1.15 CLOSED");
  const Run r = run(merged_close("linux", {lose(3)}));
  CHECK(path(r, Side::A) == "0 FIN-WAIT-1, 0.4 FIN-WAIT-2, 0.4 TIME-WAIT, 60.4 CLOSED");
  CHECK(path(r, Side::B) == "0.05 CLOSE-WAIT, 0.05 LAST-ACK, 0.45 CLOSED");
  for (const Run* each : {&rfc, &r}) {
    CHECK(each->end(Side::A).retransmissions == 1);
    CHECK(each->end(Side::B).retransmissions == 1);
  }
}

TEST_CASE("simultaneous close: CLOSING and TIME-WAIT on both sides") {
  for (const char* stack : {"rfc9293", "linux", "textbook", "freebsd", "macos", "windows", "lwip"}) {
    const Run r = run(simultaneous_close(stack));
    INFO(stack);
    for (const Side side : kSides) {
      CHECK(path(r, side).starts_with("0 FIN-WAIT-1, 0.05 CLOSING, 0.1 TIME-WAIT, "));
      CHECK(sent(r, side) == "FA 1 1, A 2 2");
    }
  }
  CHECK(path(run(simultaneous_close("linux")), Side::B) == "0 FIN-WAIT-1, 0.05 CLOSING, 0.1 TIME-WAIT, 60.1 CLOSED");
}

TEST_CASE("simultaneous close, a's FIN lost once: only a passes CLOSING") {
  const Run rfc = run(simultaneous_close("rfc9293", {lose(1)}));
  CHECK(path(rfc, Side::A) == "0 FIN-WAIT-1, 0.05 CLOSING, 1.1 TIME-WAIT, 241.1 CLOSED");
  CHECK(path(rfc, Side::B) == "0 FIN-WAIT-1, 0.1 FIN-WAIT-2, 1.05 TIME-WAIT, 241.05 CLOSED");
  const Run r = run(simultaneous_close("linux", {lose(1)}));
  CHECK(path(r, Side::A) == "0 FIN-WAIT-1, 0.05 CLOSING, 0.4 TIME-WAIT, 60.4 CLOSED");
  CHECK(path(r, Side::B) == "0 FIN-WAIT-1, 0.1 FIN-WAIT-2, 0.35 TIME-WAIT, 60.35 CLOSED");
}

TEST_CASE("simultaneous close, a's ACK lost once: b repeats its FIN, a acknowledges and starts again") {
  const Run rfc = run(simultaneous_close("rfc9293", {lose(4)}));
  CHECK(path(rfc, Side::A) == "0 FIN-WAIT-1, 0.05 CLOSING, 0.1 TIME-WAIT, 241.05 CLOSED");
  CHECK(path(rfc, Side::B) == "0 FIN-WAIT-1, 0.05 CLOSING, 1.1 TIME-WAIT, 241.1 CLOSED");
  const Run r = run(simultaneous_close("linux", {lose(4)}));
  CHECK(path(r, Side::A) == "0 FIN-WAIT-1, 0.05 CLOSING, 0.1 TIME-WAIT, 60.35 CLOSED");
  CHECK(path(r, Side::B) == "0 FIN-WAIT-1, 0.05 CLOSING, 0.4 TIME-WAIT, 60.4 CLOSED");
}

TEST_CASE("simultaneous close, both ACKs lost: linux takes the crossing FINs' ACKs, the RFC's letter does not") {
  const std::vector<FaultRule> both = {lose(2), lose(4)};
  const Run rfc = run(simultaneous_close("rfc9293", both));
  const Run r = run(simultaneous_close("linux", both));
  for (const Side side : kSides) {
    CHECK(path(rfc, side) == "0 FIN-WAIT-1, 0.05 CLOSING, 1.1 TIME-WAIT, 241.1 CLOSED");
    CHECK(sent(rfc, side) == "FA 1 1, A 2 2, FA 1 2, A 2 2");
    CHECK(path(r, side) == "0 FIN-WAIT-1, 0.05 CLOSING, 0.35 TIME-WAIT, 60.35 CLOSED");
    CHECK(sent(r, side) == "FA 1 1, A 2 2, FA 1 2");  // and no reply
  }
  // BSD and macOS take the ACK too, but answer the copy.
  for (const char* stack : {"freebsd", "macos"}) {
    const Run bsd = run(simultaneous_close(stack, both));
    INFO(stack);
    CHECK(path(bsd, Side::A).starts_with("0 FIN-WAIT-1, 0.05 CLOSING, 0.55 TIME-WAIT, "));
    CHECK(sent(bsd, Side::A) == "FA 1 1, A 2 2, FA 1 2, A 2 2");
  }
}
