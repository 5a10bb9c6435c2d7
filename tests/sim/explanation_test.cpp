// Why each side ended as it did, in a sentence, and the parameter that decided it, by its kernel name and value.
#include "sim/story/explanation.hpp"

#include <catch2/catch.hpp>

#include "tests/property/row_cases.hpp"
#include "tests/support/experiment.hpp"

using namespace finwait;
using namespace finwait::experiment;

namespace {

struct Ending {
  const char* story;
  Scenario scenario;
  Side side;
  const char* why;  // part of it
  const char* decided_by;
};

void holds(const Ending& ending) {
  const Run r = run(ending.scenario);
  INFO(ending.story);
  const SideEnd& end = r.end(ending.side);
  INFO("why: " << end.why);
  CHECK(end.why.find(ending.why) != std::string::npos);
  CHECK(end.decided_by == ending.decided_by);
}

Scenario held_open(const char* stack) {
  return play(stack, {wait_until(kClose), shutdown(), read_eof()}, {read_eof(), close()}, {lose(3, 0)});
}

}  // namespace

TEST_CASE("the normal ends") {
  const Ending endings[] = {
      {"the active side", usual_close("linux"), Side::A, "TIME-WAIT lasted its time",
       "time_wait (TCP_TIMEWAIT_LEN) = 60s"},
      {"the passive side", usual_close("linux"), Side::B, "its FIN was acknowledged", ""},
  };
  for (const Ending& ending : endings) holds(ending);
}

TEST_CASE("giving up names the stack's limit") {
  const Ending endings[] = {
      {"an orphan of linux", usual_close("linux", {lose(1, 0)}), Side::A, "after 9 retransmissions",
       "giveup_count_orphan (tcp_orphan_retries) = 0, which means 8"},
      {"linux with the descriptor open", play("linux", {wait_until(kClose), shutdown()}, {}, {lose(1, 0)}), Side::A,
       "after 16 retransmissions", "giveup_count (tcp_retries2) = 15"},
      {"rfc9293", usual_close("rfc9293", {lose(1, 0)}), Side::A, "the peer is not told", "giveup_time = 100s"},
      {"freebsd tells the peer", usual_close("freebsd", {lose(1, 0)}), Side::A, "the peer was sent a RST", ""},
  };
  for (std::size_t i = 0; i < 3; ++i) holds(endings[i]);
  CHECK(run(endings[3].scenario).end(Side::A).why.find(endings[3].why) != std::string::npos);
}

TEST_CASE("0 orphan retries mean 8 only as long as the RTO is below its ceiling") {
  // tcp_orphan_retries(): at 1 s the RTO has reached its ceiling, and A gives up long before a budget of 8 would end.
  Scenario low = usual_close("linux", {lose(1, 0)});
  low.side(Side::A).profile.rto_max = std::chrono::seconds(1);
  holds({"the ceiling is low", low, Side::A, "over the budget",
         "giveup_count_orphan (tcp_orphan_retries) = 0, which means 0 once the wait has reached rto_max "
         "(tcp_rto_max_ms) = 1s"});
  low.side(Side::A).profile.giveup_count_orphan = 8;
  holds({"a real 8", low, Side::A, "over the budget", "giveup_count_orphan (tcp_orphan_retries) = 8"});
}

TEST_CASE("FIN-WAIT-2 that ends, and FIN-WAIT-2 that does not") {
  const Ending endings[] = {
      {"after close()", usual_close("linux", {lose(3, 0)}), Side::A, "FIN-WAIT-2 was allowed to last, 60s",
       "finwait2_timeout (tcp_fin_timeout) = 60s"},
      {"after shutdown()", held_open("linux"), Side::A, "the application still holds the descriptor",
       "finwait2_when = orphan"},
      {"where no stack limits it", usual_close("rfc9293", {lose(3, 0)}), Side::A, "sets FIN-WAIT-2 no limit",
       "finwait2_when = never"},
  };
  for (const Ending& ending : endings) holds(ending);
}

TEST_CASE("whoever sits and waits is told for what") {
  const Ending endings[] = {
      {"CLOSE-WAIT", play("rfc9293", {wait_until(kClose), close()}, {read_eof()}), Side::B,
       "the application never closes", "keepalive (SO_KEEPALIVE) = false"},
      {"ESTABLISHED", usual_close("rfc9293", {lose(1, 0)}), Side::B, "it never heard of the other side's end",
       "keepalive (SO_KEEPALIVE) = false"},
  };
  for (const Ending& ending : endings) holds(ending);
  Scenario cut = usual_close("linux");
  cut.run_for = 30s;
  holds({"the run was too short", cut, Side::A, "still running when the run ended",
         "time_wait (TCP_TIMEWAIT_LEN) = 60s"});
}

TEST_CASE("RST: who sent it, and why") {
  SocketOptions no_linger;
  no_linger.linger = 0s;
  const Ending endings[] = {
      {"SO_LINGER 0", play("linux", {set(no_linger), wait_until(kClose), close()}, {read_eof()}), Side::A,
       "the application aborted", "SO_LINGER"},
      {"the other side of it", play("linux", {set(no_linger), wait_until(kClose), close()}, {read_eof()}), Side::B,
       "the peer's RST ended it in ESTABLISHED", ""},
      {"unread data", play("linux", {send_bytes(10)}, {wait_until(kClose), close()}), Side::B,
       "data that the application had not read", "rst_on_close_unread = true"},
      {"data after close()", play("linux", {wait_until(kClose), close()}, {wait_until(kClose + 200ms), send_bytes(10)}),
       Side::A, "nobody can read any more", "rst_on_data_after_close = true"},
  };
  for (const Ending& ending : endings) holds(ending);
}

TEST_CASE("every end of every row of the transition table has its sentence, without a full stop") {
  for (const std::vector<RowCase>& rows : {opening_rows(), closing_rows(), reset_rows(), giving_up_rows()}) {
    for (const RowCase& row : rows) {
      const Run r = run(row.scenario);
      for (const Side side : kSides) {
        const std::string& why = r.end(side).why;
        INFO(name(row.from) << " + " << name(row.cause) << ", " << name(side) << ": " << why);
        CHECK(why.size() > 10);
        CHECK(why.back() != '.');
        CHECK(why != "it was never opened");
      }
    }
  }
}
