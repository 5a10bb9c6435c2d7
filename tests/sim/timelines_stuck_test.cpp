// One kind of segment always lost, both sides told to the end: who waits for ever, who gives up and when. Round trip
// 100 ms; times in seconds since a's close(). Sources: RFC 9293 3.6 and 3.8.3; tcp_orphan_retries, tcp_fin_time and
// tcp_timewait_state_process of Linux.
#include <catch2/catch.hpp>

#include "tests/support/experiment.hpp"

using namespace finwait;
using namespace finwait::experiment;

namespace {

Scenario linux_close(std::vector<FaultRule> faults, bool probe) {
  return with(usual_close("linux", std::move(faults)), [&](StackProfile& p) { p.tlp = probe; });
}

}  // namespace

TEST_CASE("every FIN of a is lost: a gives up and b stays ESTABLISHED for ever") {
  const Run rfc = run(usual_close("rfc9293", {lose(1, 0)}));
  CHECK(path(rfc, Side::A) == "0 FIN-WAIT-1, 123 CLOSED");
  CHECK(path(rfc, Side::B).empty());
  CHECK(rfc.end(Side::B).state == State::Established);
  CHECK(rfc.outcome.end.reason == "quiet");
  for (const bool probe : {false, true}) {
    const Run r = run(linux_close({lose(1, 0)}, probe));
    CHECK(r.end(Side::A).state == State::Closed);
    CHECK(r.end(Side::B).state == State::Established);
    CHECK(r.outcome.end.reason == "quiet");
  }
}

TEST_CASE("every pure ACK of b is lost but its FIN passes: harmless") {
  const Run rfc = run(usual_close("rfc9293", {lose(2, 0)}));
  CHECK(path(rfc, Side::A) == "0 FIN-WAIT-1, 0.2 FIN-WAIT-2, 0.2 TIME-WAIT, 240.2 CLOSED");
  const Run r = run(usual_close("linux", {lose(2, 0)}));
  CHECK(path(r, Side::A) == "0 FIN-WAIT-1, 0.2 FIN-WAIT-2, 0.2 TIME-WAIT, 60.2 CLOSED");
  CHECK(sent(r, Side::B) == "A 1 2, FA 1 2");
}

TEST_CASE("every ACK of b is lost and b never closes: each copy is acknowledged in vain") {
  struct Row {
    const char* stack;
    bool probe;
    const char* a;
    const char* copies;
    std::size_t acks;
  };
  const Row rows[] = {
      {"rfc9293", false, "0 FIN-WAIT-1, 123 CLOSED", "1 3 7 15 31 63", 7},
      {"linux", false, "0 FIN-WAIT-1, 153.3 CLOSED", "0.3 0.9 2.1 4.5 9.3 18.9 38.1 76.5", 9},
      {"linux", true, "0 FIN-WAIT-1, 153.6 CLOSED", "0.3 0.6 1.2 2.4 4.8 9.6 19.2 38.4 76.8", 10},
  };
  for (const Row& row : rows) {
    Scenario scenario = with(usual_close(row.stack, {lose(2, 0)}), [&](StackProfile& p) { p.tlp = row.probe; });
    scenario.side(Side::B).app = {read_eof()};
    const Run r = run(scenario);
    INFO(row.stack << ", probe " << row.probe);
    CHECK(path(r, Side::A) == row.a);
    CHECK(fin_copies(r, Side::A) == row.copies);
    CHECK(path(r, Side::B) == "0.05 CLOSE-WAIT");
    CHECK(r.end(Side::B).lost == row.acks);
    CHECK(r.outcome.end.reason == "quiet");
  }
}

TEST_CASE("b closes after a has given up: a RST answers its FIN") {
  for (const char* stack : {"rfc9293", "linux"}) {
    Scenario scenario = usual_close(stack, {lose(2, 0)});
    scenario.side(Side::B).app = {read_eof(), wait_until(kClose + 200s), close()};
    const Run r = run(scenario);
    INFO(stack);
    CHECK(path(r, Side::B) == "0.05 CLOSE-WAIT, 200 LAST-ACK, 200.1 CLOSED");
    CHECK(r.took(Side::B, State::LastAck, Cause::Rst));
  }
}

TEST_CASE("every FIN of b is lost: b gives up; only an orphan of linux leaves FIN-WAIT-2") {
  const Run rfc = run(usual_close("rfc9293", {lose(3, 0)}));
  CHECK(path(rfc, Side::A) == "0 FIN-WAIT-1, 0.1 FIN-WAIT-2");
  CHECK(path(rfc, Side::B) == "0.05 CLOSE-WAIT, 0.15 LAST-ACK, 123.15 CLOSED");
  CHECK(rfc.outcome.end.reason == "quiet");
  const Run plain = run(linux_close({lose(3, 0)}, false));
  CHECK(path(plain, Side::A) == "0 FIN-WAIT-1, 0.104 FIN-WAIT-2, 60.104 CLOSED");
  CHECK(path(plain, Side::B) == "0.05 CLOSE-WAIT, 0.15 LAST-ACK, 153.45 CLOSED");
  const Run probed = run(linux_close({lose(3, 0)}, true));
  CHECK(path(probed, Side::A) == "0 FIN-WAIT-1, 0.104 FIN-WAIT-2, 60.104 CLOSED");
  CHECK(path(probed, Side::B) == "0.05 CLOSE-WAIT, 0.15 LAST-ACK, 153.75 CLOSED");
  CHECK(sent(probed, Side::A) == "FA 1 1");

  Scenario held = linux_close({lose(3, 0)}, true);
  held.side(Side::A).app = {wait_until(kClose), shutdown(), read_eof(), close()};
  const Run r = run(held);
  CHECK(path(r, Side::A) == "0 FIN-WAIT-1, 0.104 FIN-WAIT-2");
  CHECK(r.outcome.end.reason == "quiet");
}

TEST_CASE("every ACK of a is lost: TIME-WAIT restarts at each copy of b's FIN") {
  const Run rfc = run(usual_close("rfc9293", {lose(4, 0)}));
  CHECK(arrivals(rfc, Side::B, "FA") == "0.2 1.2 3.2 7.2 15.2 31.2 63.2");
  CHECK(path(rfc, Side::A) == "0 FIN-WAIT-1, 0.1 FIN-WAIT-2, 0.2 TIME-WAIT, 303.2 CLOSED");
  CHECK(path(rfc, Side::B) == "0.05 CLOSE-WAIT, 0.15 LAST-ACK, 123.15 CLOSED");

  const Run plain = run(linux_close({lose(4, 0)}, false));
  CHECK(arrivals(plain, Side::B, "FA") == "0.2 0.5 1.1 2.3 4.7 9.5 19.1 38.3 76.7");
  CHECK(path(plain, Side::A) == "0 FIN-WAIT-1, 0.104 FIN-WAIT-2, 0.2 TIME-WAIT, 136.7 CLOSED");
  CHECK(path(plain, Side::B) == "0.05 CLOSE-WAIT, 0.15 LAST-ACK, 153.45 CLOSED");
  CHECK(plain.end(Side::A).lost == 9);

  const Run probed = run(linux_close({lose(4, 0)}, true));
  CHECK(arrivals(probed, Side::B, "FA") == "0.2 0.5 0.8 1.4 2.6 5 9.8 19.4 38.6 77");
  CHECK(path(probed, Side::A) == "0 FIN-WAIT-1, 0.104 FIN-WAIT-2, 0.2 TIME-WAIT, 137 CLOSED");
  CHECK(path(probed, Side::B) == "0.05 CLOSE-WAIT, 0.15 LAST-ACK, 153.75 CLOSED");
  CHECK(probed.end(Side::A).lost == 10);
}

TEST_CASE("a stack that does not restart TIME-WAIT leaves on time, whatever comes") {
  const auto no_restart = [](StackProfile& p) { p.tw_restart = TimeWaitRestart::None; };
  const Run r = run(with(usual_close("rfc9293", {lose(4, 0)}), no_restart));
  CHECK(path(r, Side::A) == "0 FIN-WAIT-1, 0.1 FIN-WAIT-2, 0.2 TIME-WAIT, 240.2 CLOSED");
  // macOS: gone after 30 s, so that a later copy is answered with a RST.
  const Run mac = run(usual_close("macos", {lose(4, 0)}));
  CHECK(path(mac, Side::A) == "0 FIN-WAIT-1, 0.1 FIN-WAIT-2, 0.2 TIME-WAIT, 30.2 CLOSED");
  CHECK(mac.took(Side::B, State::LastAck, Cause::Rst));
}

TEST_CASE("every ACK of a is lost and b only shut down: its last copies find nobody and it is reset") {
  for (const bool probe : {false, true}) {
    Scenario scenario = linux_close({lose(4, 0)}, probe);
    scenario.side(Side::B).app = {read_eof(), wait(100ms), shutdown(), wait_error()};
    const Run r = run(scenario);
    INFO("probe " << probe);
    CHECK(arrivals(r, Side::A, "R") == (probe ? "153.85" : "153.55"));
    CHECK(path(r, Side::B) ==
          (probe ? "0.05 CLOSE-WAIT, 0.15 LAST-ACK, 153.85 CLOSED" : "0.05 CLOSE-WAIT, 0.15 LAST-ACK, 153.55 CLOSED"));
    CHECK(told(r, Side::B, kClose) == "eof, shutdown, error ECONNRESET");
  }
}

TEST_CASE("b closes at 70 s: linux has left FIN-WAIT-2 and sends a RST, rfc9293 closes as always") {
  const auto late = [](const char* stack) {
    Scenario scenario = usual_close(stack);
    scenario.side(Side::B).app = {read_eof(), wait_until(kClose + 70s), close()};
    return run(scenario);
  };
  const Run r = late("linux");
  CHECK(path(r, Side::A) == "0 FIN-WAIT-1, 0.104 FIN-WAIT-2, 60.104 CLOSED");
  CHECK(path(r, Side::B) == "0.05 CLOSE-WAIT, 70 LAST-ACK, 70.1 CLOSED");
  CHECK(arrivals(r, Side::A, "R") == "70.1");
  const Run rfc = late("rfc9293");
  CHECK(path(rfc, Side::A) == "0 FIN-WAIT-1, 0.1 FIN-WAIT-2, 70.05 TIME-WAIT, 310.05 CLOSED");
  CHECK(path(rfc, Side::B) == "0.05 CLOSE-WAIT, 70 LAST-ACK, 70.1 CLOSED");
}

TEST_CASE("FIN-WAIT-2 of an orphan lasts as long as its stack says, and one stack tells the peer") {
  struct Row {
    const char* stack;
    const char* a;
    const char* rst;
  };
  const Row rows[] = {
      {"textbook", "0 FIN-WAIT-1, 0.1 FIN-WAIT-2, 60.1 CLOSED", ""},
      {"freebsd", "0 FIN-WAIT-1, 0.1 FIN-WAIT-2, 675.1 CLOSED", ""},
      {"macos", "0 FIN-WAIT-1, 0.1 FIN-WAIT-2, 60.1 CLOSED", "60.15"},
      {"windows", "0 FIN-WAIT-1, 0.1 FIN-WAIT-2, 120.1 CLOSED", ""},
  };
  for (const Row& row : rows) {
    Scenario scenario = usual_close(row.stack);
    scenario.side(Side::B).app = {read_eof()};
    const Run r = run(scenario);
    INFO(row.stack);
    CHECK(path(r, Side::A) == row.a);
    CHECK(arrivals(r, Side::A, "RA") == row.rst);
  }
}

TEST_CASE("lwip counts FIN-WAIT-2 and TIME-WAIT from the last segment before the close, to within a slow tick") {
  Scenario waiting = usual_close("lwip");
  waiting.side(Side::B).app = {read_eof()};
  const Run r = run(waiting);
  const Duration idle_before_close = kClose - 100ms;  // the handshake's last segment came at 100 ms
  const Duration expected = 20s - idle_before_close;
  CHECK(r.end(Side::A).since - (kStart + kClose) >= expected - 500ms);
  CHECK(r.end(Side::A).since - (kStart + kClose) <= expected + 500ms);
  CHECK(r.took(Side::A, State::FinWait2, Cause::FinWait2Timeout));

  // Idle for longer than 2 MSL: TIME-WAIT is over at the next tick.
  Scenario idle = usual_close("lwip");
  idle.side(Side::A).app = {wait_until(300s), close()};
  const Run after_idling = run(idle);
  CHECK(after_idling.end(Side::A).time_in[static_cast<std::size_t>(State::TimeWait)] <= 500ms);
}

TEST_CASE("a silent pure ACK in TIME-WAIT: linux starts its 60 s again, the others do not; nobody answers") {
  struct Row {
    const char* stack;
    const char* end;
  };
  const Row rows[] = {{"linux", "65.2"}, {"rfc9293", "240.2"}, {"freebsd", "60.2"}, {"macos", "30.2"}};
  for (const Row& row : rows) {
    const Run r = run(usual_close(row.stack, {inject_in(Side::A, State::TimeWait, 5s, Side::A, "A")}));
    INFO(row.stack);
    CHECK(path(r, Side::A).ends_with("0.2 TIME-WAIT, " + std::string(row.end) + " CLOSED"));
    CHECK(sent(r, Side::A) == "FA 1 1, A 2 2");
  }
}

TEST_CASE("FIN-WAIT-2 of a linux orphan: tcp_fin_timeout up to 60 s, 2 (T - 60) above, and never below 3.5 RTO") {
  // The ACK of the FIN took 104 ms, so that SRTT is 100.5 ms, the RTO 300.5 ms and 3.5 RTO 1.05175 s.
  struct Row {
    Duration fin_timeout;
    const char* lasts;
  };
  const Row rows[] = {{1s, "1.05175"}, {5s, "5"},   {60s, "60"},  {61s, "2.05175"},
                      {65s, "10"},     {90s, "60"}, {130s, "140"}};
  for (const Row& row : rows) {
    Scenario scenario = with(usual_close("linux"), [&](StackProfile& p) { p.finwait2_timeout = row.fin_timeout; });
    scenario.side(Side::B).app = {read_eof()};
    const Run r = run(scenario);
    INFO("tcp_fin_timeout " << seconds(row.fin_timeout));
    CHECK(seconds(r.end(Side::A).time_in[static_cast<std::size_t>(State::FinWait2)]) == row.lasts);
    CHECK(sent(r, Side::A) == "FA 1 1");  // silent
  }
}
