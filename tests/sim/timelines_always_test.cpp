// A FIN that never gets through, under every stack: each repetition and the end, exactly. Round trip 100 ms; times in
// seconds since the first FIN. Sources: RFC 6298 and RFC 9293 3.8.3; tcp_write_timeout and retransmits_timed_out;
// tcp_timer_rexmt of FreeBSD and XNU; tcp_slowtmr of lwIP; TcpMaxDataRetransmissions of Windows.
#include <catch2/catch.hpp>

#include "tests/support/experiment.hpp"

using namespace finwait;
using namespace finwait::experiment;

namespace {

Scenario first_always_lost(std::string_view stack) { return usual_close(stack, {lose(1, 0)}); }

// The same by shutdown(): the descriptor stays open, and the application waits for what happens.
Scenario first_always_lost_shutdown(std::string_view stack) {
  Scenario scenario = first_always_lost(stack);
  scenario.side(Side::A).app = {wait_until(kClose), shutdown(), wait_error()};
  return scenario;
}

struct BlackHole {
  const char* story;
  Scenario scenario;
  const char* copies;
  const char* a;
  const char* rst;  // when the RST of the give-up arrives; "" where b is never told
};

void holds(const BlackHole& hole) {
  const Run r = run(hole.scenario);
  INFO(hole.story);
  CHECK(fin_copies(r, Side::A) == hole.copies);
  CHECK(path(r, Side::A) == hole.a);
  CHECK(arrivals(r, Side::A, "RA") == hole.rst);
  CHECK(r.outcome.violations.empty());
}

constexpr const char* kLinuxProbed = "0.3 0.6 1.2 2.4 4.8 9.6 19.2 38.4 76.8";
constexpr const char* kLinuxPlain = "0.3 0.9 2.1 4.5 9.3 18.9 38.1 76.5";

void no_probe(StackProfile& p) { p.tlp = false; }

}  // namespace

TEST_CASE("the first segment is always lost: rfc9293 and textbook") {
  const auto cap64 = [](StackProfile& p) { p.rto_max = 64s; };
  const auto user_timeout = [](StackProfile& p) {
    p.giveup_time = kForever;
    p.user_timeout = 300s;
  };
  const BlackHole holes[] = {
      {"rfc9293, the RTO's ceiling 60 s", first_always_lost("rfc9293"), "1 3 7 15 31 63", "0 FIN-WAIT-1, 123 CLOSED",
       ""},
      {"rfc9293, ceiling 64 s", with(first_always_lost("rfc9293"), cap64), "1 3 7 15 31 63", "0 FIN-WAIT-1, 127 CLOSED",
       ""},
      {"rfc9293, no R2, user timeout 300 s", with(first_always_lost("rfc9293"), user_timeout),
       "1 3 7 15 31 63 123 183 243", "0 FIN-WAIT-1, 300 CLOSED", ""},
      {"textbook: three copies, then twice the last wait", first_always_lost("textbook"), "1 3 7",
       "0 FIN-WAIT-1, 15 CLOSED", ""},
  };
  for (const BlackHole& hole : holes) holds(hole);
}

TEST_CASE("the first segment is always lost: linux goes by elapsed time, and is silent at the end") {
  const BlackHole holes[] = {
      {"close(), without loss probe", with(first_always_lost("linux"), no_probe), kLinuxPlain,
       "0 FIN-WAIT-1, 153.3 CLOSED", ""},
      {"close(), with loss probe", first_always_lost("linux"), kLinuxProbed, "0 FIN-WAIT-1, 153.6 CLOSED", ""},
      {"shutdown(), without loss probe", with(first_always_lost_shutdown("linux"), no_probe),
       "0.3 0.9 2.1 4.5 9.3 18.9 38.1 76.5 153.3 273.3 393.3 513.3 633.3 753.3 873.3", "0 FIN-WAIT-1, 993.3 CLOSED",
       ""},
      {"shutdown(), with loss probe", first_always_lost_shutdown("linux"),
       "0.3 0.6 1.2 2.4 4.8 9.6 19.2 38.4 76.8 153.6 273.6 393.6 513.6 633.6 753.6 873.6", "0 FIN-WAIT-1, 993.6 CLOSED",
       ""},
  };
  for (const BlackHole& hole : holes) holds(hole);
  CHECK(told(run(holes[3].scenario), Side::A) == "connected, shutdown, error ETIMEDOUT");
}

TEST_CASE("the first segment is always lost: freebsd, macos and windows count, and tell the peer with a RST") {
  const BlackHole holes[] = {
      {"freebsd", first_always_lost("freebsd"), "0.5 1.3 2.7 5.3 10.3 20.1 39.5 78.1 142.1 206.1 270.1 334.1",
       "0 FIN-WAIT-1, 398.1 CLOSED", "398.15"},
      {"macos, whose SRTT is folded into RTTVAR after the fourth timeout", first_always_lost("macos"),
       "0.5 1.3 2.7 5.3 10.3 17.7 32.3 46.9 61.5 76.1 90.7 105.3", "0 FIN-WAIT-1, 119.9 CLOSED", "119.95"},
      {"windows", first_always_lost("windows"), "0.3 0.9 2.1 4.5 9.3", "0 FIN-WAIT-1, 18.9 CLOSED", "18.95"},
  };
  for (const BlackHole& hole : holes) holds(hole);
}

TEST_CASE("the RST of a give-up stands one beyond what the peer expects: a challenge ACK and a second RST settle it") {
  struct Row {
    const char* stack;
    const char* second_rst;
  };
  for (const Row& row : {Row{"freebsd", "398.25"}, Row{"macos", "120.05"}, Row{"windows", "19.05"}}) {
    const Run r = run(first_always_lost(row.stack));
    INFO(row.stack);
    CHECK(sent(r, Side::B) == "A 1 1");  // RFC 5961 3.2: only the exact number resets, and a's FIN never came
    CHECK(arrivals(r, Side::A, "R") == row.second_rst);
    CHECK(path(r, Side::B) == std::string(row.second_rst) + " CLOSED");
    CHECK(told(r, Side::B, kClose) == "error ECONNRESET, close");
  }
}

TEST_CASE("the first segment is always lost: lwip goes half a second after its last copy, in silence") {
  const BlackHole hole{"lwip in FIN-WAIT-1", first_always_lost("lwip"), "3 9 21 45 93 189 381 765 1149 1533 1917 2301",
                       "0 FIN-WAIT-1, 2301.5 CLOSED", ""};
  holds(hole);
}

TEST_CASE("lwip's LAST-ACK ends 120 s after the last segment before the close, at a slow tick") {
  Scenario scenario = usual_close("lwip", {lose(3, 0)});
  scenario.side(Side::B).app = {read_eof(), wait_until(kClose + 500ms), close()};
  const Run r = run(scenario);
  CHECK(fin_copies(r, Side::B) == "3 9 21 45 93");
  // a's FIN came at 0.05; 120 s later, and up to the next tick.
  CHECK(path(r, Side::B) == "0.05 CLOSE-WAIT, 0.5 LAST-ACK, 120.5 CLOSED");
  CHECK(r.took(Side::B, State::LastAck, Cause::LastAckTimeout));
}

TEST_CASE("linux gives up at the first expiry 102.2 s after the first timeout, so the RTO decides the count") {
  struct Row {
    Duration one_way;
    Duration rto_min;
    const char* plain;
    const char* probed;
    unsigned copies;  // driven by timeouts
  };
  // RTO after the handshake: RTT + max(2 RTT, rto_min).
  const Row rows[] = {
      {500us, 200ms, "102.711", "102.912", 8}, {25ms, 200ms, "127.75", "128", 8}, {50ms, 200ms, "153.3", "153.6", 8},
      {50ms, 300ms, "204.4", "204.8", 8},      {50ms, 500ms, "153", "153.6", 7},  {50ms, 900ms, "127", "128", 6},
      {50ms, 2900ms, "189", "192", 5},
  };
  for (const Row& row : rows) {
    for (const bool probe : {false, true}) {
      Scenario scenario = between("linux", row.one_way);
      scenario.side(Side::A).app = {wait_until(kClose), close()};
      scenario.faults = {lose(1, 0)};
      const Run r = run(with(scenario, [&](StackProfile& p) {
        p.rto_min = row.rto_min;
        p.tlp = probe;
      }));
      INFO("one way " << seconds(row.one_way) << ", rto_min " << seconds(row.rto_min) << ", probe " << probe);
      CHECK(path(r, Side::A) == "0 FIN-WAIT-1, " + std::string(probe ? row.probed : row.plain) + " CLOSED");
      CHECK(r.end(Side::A).retransmissions == row.copies + (probe ? 1 : 0));
    }
  }
}

TEST_CASE("linux's user timeout counts from the first timeout-driven copy, not from the FIN") {
  Scenario scenario = first_always_lost("linux");
  SocketOptions options;
  options.user_timeout = 3s;
  scenario.side(Side::A).app = {set(options), wait_until(kClose), close()};
  const Run r = run(scenario);
  CHECK(fin_copies(r, Side::A) == "0.3 0.6 1.2 2.4");
  CHECK(path(r, Side::A) == "0 FIN-WAIT-1, 3.6 CLOSED");
  CHECK(r.took(Side::A, State::FinWait1, Cause::UserTimeout));
}

TEST_CASE("linux's clock of giving up starts anew once everything was acknowledged") {
  // Data is lost twice and repeated; its ACK clears the time of the first timeout-driven copy (retrans_stamp).
  Scenario scenario = first_always_lost("linux");
  FaultRule data = lose_kind(SegmentKind::Data, Side::A);
  data.nth = {{1, 2}};
  scenario.faults.push_back(data);
  scenario.side(Side::A).app = {wait_until(500ms), send_bytes(100), wait_until(200s), close()};
  const Run r = run(scenario);
  CHECK(arrivals(r, Side::A, "PA", 500ms) == "0.65");
  CHECK(fin_copies(r, Side::A) == kLinuxProbed);
  CHECK(path(r, Side::A, 200s) == "0 FIN-WAIT-1, 153.6 CLOSED");
}

TEST_CASE("shutdown() and then close(): the orphan's limit holds from then on, on the same clock") {
  Scenario scenario = with(first_always_lost("linux"), no_probe);
  // Copies at 0.3 0.9 ... 153.3, 273.3; at 300 s the budget of 102.2 s is long spent: the next expiry ends it.
  scenario.side(Side::A).app = {wait_until(kClose), shutdown(), wait_until(kClose + 300s), close()};
  const Run r = run(scenario);
  CHECK(fin_copies(r, Side::A) == "0.3 0.9 2.1 4.5 9.3 18.9 38.1 76.5 153.3 273.3");
  CHECK(path(r, Side::A) == "0 FIN-WAIT-1, 393.3 CLOSED");
}
