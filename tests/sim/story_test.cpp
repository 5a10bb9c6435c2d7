// The story of a run: what is said follows from the trace and the parameters, and from nothing else.
#include "sim/story/story.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "tests/property/row_cases.hpp"
#include "tests/support/experiment.hpp"

using namespace finwait;
using namespace finwait::experiment;

namespace {

// The story as one text, each sentence on a line of its own.
std::string told(const Scenario& scenario, Language language = Language::English) {
  Scenario lesson = scenario;
  for (SideSpec& side : lesson.sides) side.profile = *find_stack("textbook");
  TraceLog log;
  TraceLog textbook;
  Runner().run(scenario, &log);
  Runner().run(lesson, &textbook);
  return story_text(tell_story(log, &textbook, language), 100'000);
}

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t i = text.find(part); i != std::string::npos; i = text.find(part, i + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("the scenario's name and its about have no say") {
  Scenario scenario = usual_close("linux", {lose(3, 0)});
  const std::string before = told(scenario);
  const std::string chinese = told(scenario, Language::Chinese);
  scenario.name = "lost-1-always";
  scenario.about = "Nothing at all is lost here, and A never closes.";
  CHECK(told(scenario) == before);
  CHECK(told(scenario, Language::Chinese) == chinese);
}

TEST_CASE("a lost FIN: who notices, which timer, and why then") {
  const std::string story = told(usual_close("linux", {lose(3)}));
  CHECK(says(story, "B's FIN (the third segment of the close) is lost on the way (by faults[0]): A notices nothing"));
  CHECK(says(story, "at 1.45 s, 300 ms later, its tail loss probe sends B's FIN again, and it arrives at 1.5 s"));
  CHECK(says(story, "2 x SRTT 100 ms + 200 ms = 400 ms, is later than the RTO"));
  CHECK(says(
      story,
      "RTO = SRTT 100 ms + 200 ms (4 x RTTVAR, which never counts for less than tcp_rto_min_us = 200ms) = 300 ms"));
  CHECK(!says(story, "gives up"));
}

TEST_CASE("the same FIN under the textbook waits its constant second") {
  const std::string story = told(usual_close("textbook", {lose(3)}));
  CHECK(says(story, "this stack's RTO is 1 s"));
  CHECK(!says(story, "probe"));
  CHECK(says(story, "Nowhere: this run is the textbook's account"));
}

TEST_CASE("a series of copies is told once, with the rule that made its times") {
  const std::string story = told(usual_close("linux", {lose(1, 0)}));
  CHECK(says(story,
             "7 more copies follow, 1.2 s, 2.4 s, 4.8 s, 9.6 s, 19.2 s, 38.4 s, 76.8 s after the first one went out, "
             "because the RTO doubles at each timeout; all of them are lost"));
  CHECK(count(story, "is lost on the way") == 1);
}

TEST_CASE("the ceiling of the RTO is named where it was reached") {
  Scenario scenario = play("linux", {wait_until(kClose), shutdown()}, {read_eof()}, {lose(1, 0)});
  CHECK(says(told(scenario), "up to its ceiling of 120 s (tcp_rto_max_ms)"));
}

TEST_CASE("giving up on linux: a budget, counted from the first timeout, looked at when the timer fires") {
  const std::string orphan = told(usual_close("linux", {lose(1, 0)}));
  CHECK(says(orphan, "tcp_orphan_retries was the limit and not tcp_retries2"));
  CHECK(says(orphan, "(2^9 - 1) x 200 ms = 102.2 s"));
  CHECK(says(orphan, "76.2 s had passed, which is less"));
  CHECK(says(orphan, "153 s had, and it gave up"));
  const std::string holder = told(play("linux", {wait_until(kClose), shutdown()}, {read_eof()}, {lose(1, 0)}));
  CHECK(says(holder, "tcp_retries2 was the limit and not tcp_orphan_retries"));
  CHECK(says(holder, "(2^10 - 1) x 200 ms + 6 x 120 s = 15 min 25 s"));
}

TEST_CASE("giving up elsewhere: a time since the first sending, or a count") {
  CHECK(says(told(usual_close("rfc9293", {lose(1, 0)})), "giveup_time = 100s since the first transmission"));
  CHECK(says(told(usual_close("textbook", {lose(1, 0)})),
             "tcp_orphan_retries = 3 is a count here: after 3 retransmissions"));
  CHECK(says(told(usual_close("freebsd", {lose(1, 0)})), "net.inet.tcp.retries = 12 is a count here"));
  CHECK(says(told(usual_close("windows", {lose(1, 0)})), "TcpMaxDataRetransmissions = 5 is a count here"));
  CHECK(says(told(usual_close("lwip", {lose(1, 0)})), "TCP_MAXRTX = 12 is a count here"));
}

TEST_CASE("an ACK is never repeated by itself, unless the FIN carries what it said") {
  const std::string late =
      told(play("linux", {wait_until(kClose), close()}, {read_eof(), wait(5s), close()}, {lose(2)}));
  CHECK(
      says(late, "Nobody repeats an ACK: B notices nothing, and only another copy of A's FIN makes it send one again"));
  const std::string soon = told(usual_close("linux", {lose(2)}));
  CHECK(says(soon, "but B's own FIN will carry the same acknowledgment"));
}

TEST_CASE("three segments where the textbook has four, and the wait that makes it possible") {
  const std::string merged = told(play("linux", {wait_until(kClose), close()}, {read_eof(), close()}));
  CHECK(says(merged, "the second and the third segment of the close are one"));
  CHECK(says(merged, "The textbook's close has four segments; here B's FIN carried the ACK as well"));
  CHECK(says(told(usual_close("linux")), "waits 4 ms, in case B's own FIN can carry it"));
  CHECK(says(told(usual_close("rfc9293")), "goes out at once"));
}

TEST_CASE("what restarts TIME-WAIT is told once, with how often") {
  const std::string story = told(usual_close("linux", {lose(4, 0)}));
  CHECK(says(story, "TIME-WAIT begins anew each time something comes that restarts it, 9 times in all"));
  CHECK(says(story, "it counts from what restarted it last"));
  CHECK(says(told(usual_close("macos", {lose(4)})), "but this stack does not restart the time (tw_restart = none)"));
}

TEST_CASE("a late FIN meets a closed port") {
  const std::string story = told(play("linux", {wait_until(kClose), close()}, {read_eof(), wait(70s), close()}));
  CHECK(says(story, "where nothing is left of the connection: it is answered with a RST, as a closed port does"));
}

TEST_CASE("what would change it has been tried, and the myth is answered") {
  const std::string orphan = told(usual_close("linux", {lose(1, 0)}));
  CHECK(says(orphan, "With tcp_orphan_retries = 1 instead of 0, A would be CLOSED at 2.2 s instead of 154.6 s"));
  CHECK(says(orphan, "With tcp_retries2 = 3 instead of 15 both sides would end just the same"));
  Scenario tried = usual_close("linux", {lose(1, 0)});
  tried.sides[0].profile.giveup_count_orphan = 1;
  CHECK(run(tried).end(Side::A).since == kStart + 2200ms);
  const std::string normal = told(usual_close("linux"));
  CHECK(says(normal, "With tcp_fin_timeout = 5s instead of 60s both sides would end just the same"));
  CHECK(says(normal, "TCP_TIMEWAIT_LEN, 60s, can only be changed by building another kernel"));
  const std::string held = told(play("linux", {wait_until(kClose), shutdown(), read_eof()}, {read_eof()}));
  CHECK(says(
      held,
      "If A called close() instead of shutdown(), A would be CLOSED at 61.104 s instead of staying in FIN-WAIT-2"));
  CHECK(says(held, "Only B's application can end it, by close()"));
}

TEST_CASE("a derivation whose parts do not add up is left out") {
  // With the kernel's wheel the timers fire late, and the story says so instead of a sum that is wrong.
  Scenario scenario = usual_close("linux", {lose(1, 0)});
  scenario.sides[0].profile.jiffies_at_start = JiffiesAtStart{4295000000U, 0};
  const std::string story = told(scenario);
  CHECK(says(story, "timer wheel"));
  CHECK(!says(story, "Why 300 ms"));
}

TEST_CASE("the run that was cut short says so") {
  Scenario scenario = usual_close("linux");
  scenario.run_for = 30s;
  const std::string story = told(scenario);
  CHECK(says(story, "At 30 s the time of the run is over"));
  CHECK(says(story, "TIME-WAIT was still running when the run ended"));
}

TEST_CASE("without the textbook's run there is no such section") {
  TraceLog log;
  const Scenario scenario = usual_close("linux");
  Runner().run(scenario, &log);
  CHECK(tell_story(log, nullptr, Language::English).sections.size() == 5);
  CHECK(tell_story(log, &log, Language::Chinese).sections.back().heading == "与教科书说法的不同之处");
}

TEST_CASE("two stacks part where their traces first differ") {
  TraceLog linux_log;
  TraceLog textbook_log;
  const Scenario one = usual_close("linux", {lose(1)});
  const Scenario two = usual_close("textbook", {lose(1)});
  Runner().run(one, &linux_log);
  Runner().run(two, &textbook_log);
  const StorySection section = tell_where_they_part(linux_log, "linux", textbook_log, "textbook", Language::English);
  CHECK(section.heading == "Where linux and textbook part");
  CHECK(section.sentences[0] == "Until 1 s both do the same; the last of it: at 1 s A's FIN goes out and is lost.");
  CHECK(says(section.sentences[1], "Then, under linux: at 1.3 s A's FIN goes out for the 2nd time"));
  CHECK(says(section.sentences[2], "Then, under textbook: at 2 s A's FIN goes out for the 2nd time"));
  const StorySection same = tell_where_they_part(linux_log, "x", linux_log, "y", Language::English);
  CHECK(same.sentences == std::vector<std::string>{"X and y do the same at the same times."});
}

TEST_CASE("a run of many thousand segments is a short story, on every stack and in both languages") {
  Scenario scenario = between("linux", 5ms);
  scenario.sides[0].app = {send_bytes(30'000'000), close()};
  scenario.sides[1].app = {read_eof(), close()};
  for (DirectionSpec& direction : scenario.link.directions) {
    direction.loss = LossSpec("bernoulli");
    direction.loss.set("p", Ratio{1, 100});
  }
  const std::string story = told(scenario);
  CHECK(says(story, "octets of data in"));
  CHECK(story.size() < 10'000);
  CHECK(says(story, "This run is too long to try other values on it"));
}

TEST_CASE("every stack has a story for every segment lost for ever") {
  for (const StackProfile& stack : stacks()) {
    for (std::uint8_t segment = 1; segment <= 4; ++segment) {
      const Scenario scenario = usual_close(stack.name, {lose(segment, 0)});
      for (const Language language : {Language::English, Language::Chinese}) {
        const std::string story = told(scenario, language);
        INFO(stack.name << " " << int{segment} << "\n" << story);
        CHECK(story.size() > 1000);
        CHECK(story.find('{') == std::string::npos);
      }
    }
  }
}
