// The ladder, as a person sees it: whole pictures where the shape matters, single lines where a rule does.
#include "sim/trace_ladder.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sim/ladder_canvas.hpp"
#include "tests/sim/trace_story.hpp"

using namespace finwait;
using namespace finwait::story;

namespace {

std::string ladder_of(const Story& story, LadderOptions options = {}) {
  std::string out;
  LadderSink sink(out, options);
  story.tell(sink);
  return out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::string line_with(const std::string& text, const std::string& part) {
  for (const std::string& line : lines_of(text)) {
    if (line.find(part) != std::string::npos) return line;
  }
  return "";
}

// B repeats its FIN `times` times, all lost, with doubling up to 120 s, and gives up.
Story fin_never_arrives(const Scenario& scenario, int times) {
  Story story(scenario);
  Duration t = 830ms;
  Duration rto = 1s;
  half_closed(story).at(t).app(Side::B, "close").enters(Side::B, State::LastAck, Cause::Close);
  story.sends(Side::B, "FA", 1, 2, 3).lost("bernoulli").sets(Side::B, Timer::Retransmission, rto, rto);
  for (int i = 1; i <= times; ++i) {
    t += rto;
    story.at(t).fires(Side::B, Timer::Retransmission, rto);
    rto = std::min<Duration>(2 * rto, 120s);
    story.sends(Side::B, "FA", 1, 2, 3).lost("bernoulli").again(static_cast<std::uint16_t>(i + 1));
    story.sets(Side::B, Timer::Retransmission, rto, rto, static_cast<std::uint32_t>(i));
  }
  story.at(t + rto).fires(Side::B, Timer::Retransmission, rto).enters(Side::B, State::Closed, Cause::GiveUp).ends();
  return story;
}

}  // namespace

TEST_CASE("the third segment lost once, on a terminal of 80 columns") {
  const Scenario scenario = scenario_of_third_lost();
  const std::string expected = R"(B's FIN, the third segment of the close, is lost once

         a textbook                                                 b textbook
 0.000     SYN-SENT │── SYN seq=0 ───────────────────────────────▶│ LISTEN
 0.010              │◀───────────────────── SYN,ACK seq=0 ack=1 ──│ SYN-RECEIVED
 0.020  ESTABLISHED │── ACK seq=1 ack=1 ─────────────────────────▶│
 0.030              │                                             │ ESTABLISHED
 0.300   FIN-WAIT-1 │ close()                                     │
                    │── ① FIN,ACK seq=1 ack=1 ───────────────────▶│
 0.310              │◀─────────────────────── ② ACK seq=1 ack=2 ──│ CLOSE-WAIT
 0.320   FIN-WAIT-2 │ FIN-WAIT-2 timer: 60 s                      │
 0.830              │                                     close() │ LAST-ACK
                    │ lost: faults[0] ✗── ③ FIN,ACK seq=1 ack=2 ──│
 1.830              ┊             timeout 1 s; RTO doubled to 2 s ┊
                    │◀──────── ③ FIN,ACK seq=1 ack=2 · 2nd time ──│
 1.840    TIME-WAIT │ 2 MSL timer: 60 s                           │
                    │── ④ ACK seq=2 ack=2 ───────────────────────▶│
 1.850              │                                             │ CLOSED
61.840       CLOSED ┊ 2 MSL timer has run out (60 s)              ┊
────────────────────────────────────────────────────────────────────────────────
① to ④: the four segments of the close; times in seconds since the SYN
After 61.84 s nothing more can happen.
a  CLOSED since 61.84 s
   2 MSL passed in TIME-WAIT and no further FIN came.
   decided by time_wait (TCP_TIMEWAIT_LEN) = 60s
   SYN-SENT 20 ms · TIME-WAIT 60 s
   4 segments sent, 0 lost, 0 retransmissions
b  CLOSED since 1.85 s
   Its FIN was acknowledged.
   4 segments sent, 1 lost, 1 retransmission
)";
  CHECK(ladder_of(third_lost_once(scenario)) == expected);
}

TEST_CASE("no line is wider than asked, has trailing spaces, or loses the segments' names") {
  const Scenario scenario = scenario_of_third_lost();
  for (const int width : {44, 60, 71, 72, 80, 100, 110, 300}) {
    for (const bool unicode : {true, false}) {
      const std::string text = ladder_of(third_lost_once(scenario), {width, unicode, false});
      CAPTURE(width, unicode, text);
      for (const std::string& line : lines_of(text)) {
        CHECK(columns(line) <= static_cast<std::size_t>(std::min(width, 110)));
        CHECK((line.empty() || line.back() != ' '));
      }
      CHECK(!line_with(text, "FIN,ACK").empty());
      CHECK(!line_with(text, "faults[0]").empty());
      CHECK(!line_with(text, "FIN-WAIT-1").empty());
    }
  }
}

TEST_CASE("plain ASCII is plain ASCII, and colours come only when asked for") {
  const Scenario scenario = scenario_of_third_lost();
  const std::string ascii = ladder_of(third_lost_once(scenario), {80, false, false});
  CHECK(std::all_of(ascii.begin(), ascii.end(), [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
  CHECK(line_with(ascii, "faults[0]").find("X--") != std::string::npos);
  const std::string colour = ladder_of(third_lost_once(scenario), {80, true, true});
  CHECK(colour.find("\x1b[31m") != std::string::npos);
  CHECK(ladder_of(third_lost_once(scenario)).find('\x1b') == std::string::npos);
}

TEST_CASE("segments that cross show where they arrive") {
  const Scenario scenario = scenario_of_third_lost();
  Story story(scenario);
  handshake(story)
      .at(300ms)
      .enters(Side::A, State::FinWait1, Cause::Close)
      .sends(Side::A, "FA", 1, 1, 1)
      .enters(Side::B, State::FinWait1, Cause::Close)
      .sends(Side::B, "FA", 1, 1, 3)
      .at(310ms)
      .enters(Side::A, State::Closing, Cause::Fin)
      .enters(Side::B, State::Closing, Cause::Fin)
      .ends();
  const std::string text = ladder_of(story);
  CHECK(line_with(text, "① FIN,ACK seq=1 ack=1 · sent 0.300").find("▶│") != std::string::npos);
  CHECK(line_with(text, "① FIN,ACK seq=1 ack=1 ╌").find("▶") == std::string::npos);
  CHECK(line_with(text, "sent 0.300").find("CLOSING") != std::string::npos);
}

TEST_CASE("states that both sides enter at one instant share a line") {
  const Scenario scenario = scenario_of_third_lost();
  Story story(scenario);
  handshake(story)
      .at(5s)
      .enters(Side::A, State::Closed, Cause::AckOfFin)
      .enters(Side::B, State::CloseWait, Cause::Fin)
      .ends();
  CHECK(line_with(ladder_of(story), "CLOSE-WAIT").find("CLOSED") != std::string::npos);
}

TEST_CASE("a segment that the link held back is drawn where it left and where it arrived") {
  const Scenario scenario = scenario_of_third_lost();
  Story story(scenario);
  half_closed(story).at(830ms).sends(Side::B, "FA", 1, 2, 3).arrives(5s);
  story.segment().by = "faults[1]";
  story.at(2s).fires(Side::B, Timer::Retransmission).sends(Side::B, "FA", 1, 2, 3).again(2);
  story.at(5s).enters(Side::A, State::Closed, Cause::Rst).ends();
  const std::string text = ladder_of(story, {100, true, false});
  CHECK(!line_with(text, "delayed by faults[1]").empty());
  CHECK(line_with(text, "sent 0.830").find("◀") != std::string::npos);
  CHECK(line_with(text, "RST received").find("CLOSED") != std::string::npos);
}

TEST_CASE("twelve retransmissions are shown, more are counted, and giving up is said") {
  const Scenario scenario = scenario_of_third_lost();
  const auto fins = [](const std::string& text) {
    const std::vector<std::string> lines = lines_of(text);
    return std::count_if(lines.begin(), lines.end(),
                         [](const std::string& l) { return l.find("✗") != std::string::npos; });
  };
  const std::string twelve = ladder_of(fin_never_arrives(scenario, 12));
  CHECK(fins(twelve) == 13);
  CHECK(twelve.find("more times") == std::string::npos);
  const std::string thirty = ladder_of(fin_never_arrives(scenario, 30));
  CHECK(fins(thirty) == 1 + 4 + 2);
  CHECK(!line_with(thirty, "the same 24 more times").empty());
  CHECK(!line_with(thirty, "RTO stays 120 s").empty());
  CHECK(line_with(thirty, "gives up").find("CLOSED") != std::string::npos);
}

TEST_CASE("a silence is marked unless a timer's note tells of it") {
  const Scenario scenario = scenario_of_third_lost();
  Story story(scenario);
  half_closed(story).at(20s).app(Side::B, "close").enters(Side::B, State::LastAck, Cause::Close);
  story.sends(Side::B, "FA", 1, 2, 3).ends();
  const std::string text = ladder_of(story);
  CHECK(line_with(text, "… 19.68 s …").find("┊") != std::string::npos);
  CHECK(ladder_of(third_lost_once(scenario)).find("… 1 s …") == std::string::npos);
}

TEST_CASE("a FIN again in TIME-WAIT is seen to start 2 MSL again") {
  const Scenario scenario = scenario_of_third_lost();
  Story story(scenario);
  half_closed(story).at(830ms).sends(Side::B, "FA", 1, 2, 3);
  story.at(840ms).enters(Side::A, State::TimeWait, Cause::Fin).sets(Side::A, Timer::TimeWait, 60s);
  story.at(2s).sends(Side::B, "FA", 1, 2, 3).again(2);
  story.at(2010ms).sends(Side::A, "A", 2, 2, 4).again(2, Why::Ack).sets(Side::A, Timer::TimeWait, 60s).ends();
  const std::string text = ladder_of(story);
  CHECK(text.find("2 MSL timer: 60 s") != std::string::npos);
  const std::size_t again = text.find("2 MSL timer starts again: 60 s");
  REQUIRE(again != std::string::npos);
  // The reason stands above the segment that it brings about.
  CHECK(again < text.find("④ ACK"));
}

TEST_CASE("the reason for a RST stands above it, also on a narrow ladder") {
  const Scenario scenario = scenario_of_third_lost();
  Story story(scenario);
  half_closed(story).at(700ms).sends(Side::A, "R", 2, 0);
  story.enters(Side::A, State::Closed, Cause::DataAfterClose).ends();
  const std::string text = ladder_of(story);
  CHECK(line_with(text, "data for a closed socket").find("CLOSED") != std::string::npos);
  CHECK(text.find("data for a closed socket") < text.find("RST seq=2"));

  Story silent(scenario);
  handshake(silent).at(10s).sets(Side::B, Timer::Keepalive, 75s).at(85s).fires(Side::B, Timer::Keepalive);
  silent.enters(Side::B, State::Closed, Cause::Keepalive).ends();
  CHECK(!line_with(ladder_of(silent), "  nobody answers: gives up").empty());
  CHECK(!line_with(ladder_of(silent, {110, true, false}), "keepalive timer 75 s: nobody answers: gives up").empty());
}

TEST_CASE("a copy that the link made is called one") {
  const Scenario scenario = scenario_of_third_lost();
  Story story(scenario);
  half_closed(story).at(830ms).sends(Side::B, "FA", 1, 2, 3).sends(Side::B, "FA", 1, 2, 3).arrives(2s);
  story.segment().duplicate = true;
  story.segment().by = "faults[0]";
  story.at(3s).ends();
  CHECK(!line_with(ladder_of(story), "③ FIN,ACK · copy made by faults[0]").empty());
}

TEST_CASE("text is broken at spaces, and a word that is too long is cut") {
  CHECK(wrap("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap("abcdefghij", 4) == std::vector<std::string>{"abcd", "efgh", "ij"});
  CHECK(wrap("", 10) == std::vector<std::string>{""});
  CHECK(clip("①②③", 2) == "①②");
}
