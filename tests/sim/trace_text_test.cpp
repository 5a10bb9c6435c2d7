// The text form is what goldens are made of: complete, one line a record, and stable.
#include "sim/trace_text.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "sim/trace_format.hpp"
#include "tests/sim/trace_story.hpp"

using namespace finwait;
using namespace finwait::story;

namespace {

std::string text_of(const Story& story) {
  std::string out;
  TextSink sink(out);
  story.tell(sink);
  return out;
}

}  // namespace

TEST_CASE("every record of a run has its line, and a lost segment says who lost it") {
  const Scenario scenario = scenario_of_third_lost();
  const Story story = third_lost_once(scenario);
  const std::string text = text_of(story);
  CHECK(text.find("run lost-3-once  seed 1  a textbook  b textbook\n") == 0);
  CHECK(text.find("      0.300000  a  state   ESTABLISHED -> FIN-WAIT-1  (close)\n") != std::string::npos);
  CHECK(text.find("      0.830000  b  segment FA seq 1 ack 2 wnd 64240  new  teardown 3  LOST by faults[0]\n") !=
        std::string::npos);
  CHECK(text.find("      1.830000  b  segment FA seq 1 ack 2 wnd 64240  rto  copy 2  teardown 3  -> 1.840000\n") !=
        std::string::npos);
  CHECK(text.find("retransmission set  due 3.830000  rto 2.000000  backoffs 1\n") != std::string::npos);
  CHECK(text.find("       decided by: time_wait (TCP_TIMEWAIT_LEN) = 60s\n") != std::string::npos);
  // The end record takes more than a line; every other takes one.
  const std::size_t end = text.find("\nend quiet");
  CHECK(static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\n')) + 1 ==
        story.records.size() - 1);
}

TEST_CASE("a golden does not change with finwait's version") {
  const Scenario scenario = scenario_of_third_lost();
  CHECK(text_of(third_lost_once(scenario)).find("0.1.0") == std::string::npos);
}

TEST_CASE("times keep every nanosecond, with the points below each other") {
  const Scenario scenario = scenario_of_third_lost();
  Story story(scenario);
  story.at(1234567891ns).app(Side::A, "eof").at(2s).app(Side::A, "eof");
  const std::string text = text_of(story);
  const std::size_t first = text.find("1.234567891");
  const std::size_t second = text.find("2.000000");
  REQUIRE(first != std::string::npos);
  REQUIRE(second != std::string::npos);
  const auto column = [&](std::size_t at) { return at - text.rfind('\n', at); };
  CHECK(column(first) == column(second));
}

TEST_CASE("durations in words are exact where they can be and rounded where they cannot") {
  CHECK(duration_words(0ns) == "0 s");
  CHECK(duration_words(999ns) == "999 ns");
  CHECK(duration_words(250us) == "250 us");
  CHECK(duration_words(1500ns) == "1.5 us");
  CHECK(duration_words(204ms) == "204 ms");
  CHECK(duration_words(203500us) == "203.5 ms");
  CHECK(duration_words(999999600ns) == "1 s");
  CHECK(duration_words(1024ms) == "1.024 s");
  CHECK(duration_words(60s) == "60 s");
  CHECK(duration_words(2h + 11min + 15s) == "2 h 11 min 15 s");
  CHECK(duration_words(10min) == "10 min");
  CHECK(duration_words(kForever) == "for ever");
}

TEST_CASE("ordinals end as they are spoken") {
  CHECK(ordinal(1) == "1st");
  CHECK(ordinal(2) == "2nd");
  CHECK(ordinal(3) == "3rd");
  CHECK(ordinal(11) == "11th");
  CHECK(ordinal(12) == "12th");
  CHECK(ordinal(21) == "21st");
  CHECK(ordinal(113) == "113th");
}
