// The worked timelines without loss and with one segment lost once, as exact expectations: round trip 100 ms, RTO 1 s
// (rfc9293) or 300 ms (linux), times in seconds since a's close(). Linux's ACK of a FIN without data takes one jiffy
// of 4 ms, which moves FIN-WAIT-2 and nothing else. Source: RFC 9293 3.6 and 3.10.7.4, RFC 6298, net/ipv4/tcp_input.c.
#include <catch2/catch.hpp>

#include "tests/support/experiment.hpp"

using namespace finwait;
using namespace finwait::experiment;

namespace {

struct Timeline {
  const char* lost;
  std::vector<FaultRule> faults;
  const char* stack;
  const char* a;
  const char* b;
};

void holds(const Timeline& timeline, const Scenario& scenario) {
  const Run r = run(scenario);
  INFO(timeline.stack << ", lost: " << timeline.lost);
  CHECK(path(r, Side::A) == timeline.a);
  CHECK(path(r, Side::B) == timeline.b);
  CHECK(r.outcome.violations.empty());
  CHECK(r.outcome.end.reason == "quiet");
}

}  // namespace

TEST_CASE("nothing or one segment of the close is lost once") {
  const Timeline timelines[] = {
      {"nothing",
       {},
       "rfc9293",
       "0 FIN-WAIT-1, 0.1 FIN-WAIT-2, 0.2 TIME-WAIT, 240.2 CLOSED",
       "0.05 CLOSE-WAIT, 0.15 LAST-ACK, 0.25 CLOSED"},
      {"nothing",
       {},
       "linux",
       "0 FIN-WAIT-1, 0.104 FIN-WAIT-2, 0.2 TIME-WAIT, 60.2 CLOSED",
       "0.05 CLOSE-WAIT, 0.15 LAST-ACK, 0.25 CLOSED"},
      {"nothing",
       {},
       "textbook",
       "0 FIN-WAIT-1, 0.1 FIN-WAIT-2, 0.2 TIME-WAIT, 60.2 CLOSED",
       "0.05 CLOSE-WAIT, 0.15 LAST-ACK, 0.25 CLOSED"},
      {"the first",
       {lose(1)},
       "rfc9293",
       "0 FIN-WAIT-1, 1.1 FIN-WAIT-2, 1.2 TIME-WAIT, 241.2 CLOSED",
       "1.05 CLOSE-WAIT, 1.15 LAST-ACK, 1.25 CLOSED"},
      {"the first",
       {lose(1)},
       "linux",
       "0 FIN-WAIT-1, 0.404 FIN-WAIT-2, 0.5 TIME-WAIT, 60.5 CLOSED",
       "0.35 CLOSE-WAIT, 0.45 LAST-ACK, 0.55 CLOSED"},
      {"the second",
       {lose(2)},
       "rfc9293",
       "0 FIN-WAIT-1, 0.2 FIN-WAIT-2, 0.2 TIME-WAIT, 240.2 CLOSED",
       "0.05 CLOSE-WAIT, 0.15 LAST-ACK, 0.25 CLOSED"},
      {"the second",
       {lose(2)},
       "linux",
       "0 FIN-WAIT-1, 0.2 FIN-WAIT-2, 0.2 TIME-WAIT, 60.2 CLOSED",
       "0.05 CLOSE-WAIT, 0.15 LAST-ACK, 0.25 CLOSED"},
      {"the third",
       {lose(3)},
       "rfc9293",
       "0 FIN-WAIT-1, 0.1 FIN-WAIT-2, 1.2 TIME-WAIT, 241.2 CLOSED",
       "0.05 CLOSE-WAIT, 0.15 LAST-ACK, 1.25 CLOSED"},
      {"the third",
       {lose(3)},
       "linux",
       "0 FIN-WAIT-1, 0.104 FIN-WAIT-2, 0.5 TIME-WAIT, 60.5 CLOSED",
       "0.05 CLOSE-WAIT, 0.15 LAST-ACK, 0.55 CLOSED"},
      {"the fourth",
       {lose(4)},
       "rfc9293",
       "0 FIN-WAIT-1, 0.1 FIN-WAIT-2, 0.2 TIME-WAIT, 241.2 CLOSED",
       "0.05 CLOSE-WAIT, 0.15 LAST-ACK, 1.25 CLOSED"},
      {"the fourth",
       {lose(4)},
       "linux",
       "0 FIN-WAIT-1, 0.104 FIN-WAIT-2, 0.2 TIME-WAIT, 60.5 CLOSED",
       "0.05 CLOSE-WAIT, 0.15 LAST-ACK, 0.55 CLOSED"},
  };
  for (const Timeline& timeline : timelines) holds(timeline, usual_close(timeline.stack, timeline.faults));
}

TEST_CASE("on linux a loss probe and a plain timeout repeat a lost FIN at the same instant") {
  for (const bool probe : {true, false}) {
    const Run r = run(with(usual_close("linux", {lose(1)}), [&](StackProfile& p) { p.tlp = probe; }));
    CHECK(fin_copies(r, Side::A) == "0.3");
    CHECK(path(r, Side::A) == "0 FIN-WAIT-1, 0.404 FIN-WAIT-2, 0.5 TIME-WAIT, 60.5 CLOSED");
  }
}

TEST_CASE("the second segment is lost and b closes late: the repeated FIN is acknowledged at once") {
  const Timeline timelines[] = {
      {"the second",
       {lose(2)},
       "rfc9293",
       "0 FIN-WAIT-1, 1.1 FIN-WAIT-2, 5.05 TIME-WAIT, 245.05 CLOSED",
       "0.05 CLOSE-WAIT, 5 LAST-ACK, 5.1 CLOSED"},
      {"the second",
       {lose(2)},
       "linux",
       "0 FIN-WAIT-1, 0.4 FIN-WAIT-2, 5.05 TIME-WAIT, 65.05 CLOSED",
       "0.05 CLOSE-WAIT, 5 LAST-ACK, 5.1 CLOSED"},
  };
  for (const Timeline& timeline : timelines) {
    Scenario scenario = usual_close(timeline.stack, timeline.faults);
    scenario.side(Side::B).app = {read_eof(), wait_until(kClose + 5s), close()};
    holds(timeline, scenario);
  }
}

TEST_CASE("a close without loss sends the four segments of the lessons, with their numbers") {
  for (const char* stack : {"textbook", "rfc9293", "linux", "freebsd", "macos", "windows", "lwip"}) {
    const Run r = run(usual_close(stack));
    INFO(stack);
    CHECK(sent(r, Side::A) == "FA 1 1, A 2 2");
    CHECK(sent(r, Side::B) == "A 1 2, FA 1 2");
  }
}

TEST_CASE("a lost fourth segment is answered once for each copy of the third, and never by itself") {
  for (const char* stack : {"textbook", "rfc9293", "linux"}) {
    const Run r = run(usual_close(stack, {lose(4)}));
    INFO(stack);
    CHECK(sent(r, Side::A) == "FA 1 1, A 2 2, A 2 2");
    CHECK(sent(r, Side::B) == "A 1 2, FA 1 2, FA 1 2");
    CHECK(r.end(Side::A).retransmissions == 0);
    CHECK(r.end(Side::B).retransmissions == 1);
  }
}
