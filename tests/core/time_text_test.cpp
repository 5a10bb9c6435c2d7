// Durations as text: what people write becomes whole nanoseconds exactly, or is refused with what is allowed.
#include "core/time_text.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace finwait;
using namespace std::chrono_literals;

namespace {

Duration read(std::string_view text) {
  const ParsedDuration parsed = parse_duration(text);
  INFO(text << ": " << parsed.error);
  REQUIRE(parsed.value.has_value());
  CHECK(parsed.error.empty());
  return *parsed.value;
}

std::string why_not(std::string_view text) {
  const ParsedDuration parsed = parse_duration(text);
  INFO(text);
  REQUIRE_FALSE(parsed.value.has_value());
  return parsed.error;
}

}  // namespace

TEST_CASE("durations are read exactly in every unit") {
  CHECK(read("7ns") == 7ns);
  CHECK(read("250us") == 250us);
  CHECK(read("10ms") == 10ms);
  CHECK(read("1.5s") == 1500ms);
  CHECK(read("2min") == 2min);
  CHECK(read("1h") == 1h);
  CHECK(read("never") == kForever);
  CHECK(read("0") == 0ns);
}

TEST_CASE("decimals are whole nanoseconds or refused, never rounded") {
  CHECK(read("0.1s") == 100ms);  // no binary float is 0.1
  CHECK(read("1.000000001s") == 1000000001ns);
  CHECK(read("0.0000000000025h") == 9ns);
  CHECK(read("90.000000000000000000s") == 90s);
  CHECK(why_not("1.0000000001s").find("finer than a nanosecond") != std::string::npos);
  CHECK(why_not("0.5ns").find("finer than a nanosecond") != std::string::npos);
  CHECK(why_not("0.0000000000003h").find("finer than a nanosecond") != std::string::npos);
}

TEST_CASE("the longest duration is one nanosecond short of never") {
  CHECK(read("9223372036.854775806s") == kForever - 1ns);
  CHECK(why_not("9223372036.854775807s").find("too long") != std::string::npos);
  CHECK(why_not("99999999999999999999999999h").find("too long") != std::string::npos);
}

TEST_CASE("what is not a duration is refused with what is allowed and what was probably meant") {
  for (const char* text : {"", "s", "5", "-1s", "1.s", ".5s", "1e3s", "5 s", "5parsecs", "1s2ms", "+1s", "1,5s"}) {
    CHECK(why_not(text).find("(ns, us, ms, s, min, h)") != std::string::npos);
  }
  CHECK(why_not("5sec").find("did you mean \"5s\"?") != std::string::npos);
  CHECK(why_not("5 s").find("did you mean \"5s\"?") != std::string::npos);
  CHECK(why_not("2m").find("did you mean \"2min\"?") != std::string::npos);
  CHECK(why_not("inf").find("did you mean \"never\"?") != std::string::npos);
}

TEST_CASE("a bare number counts the unit it is given") {
  CHECK(parse_duration_in("60", 1s).value == Duration(60s));
  CHECK(parse_duration_in("0.5", 1ms).value == Duration(500us));
  CHECK_FALSE(parse_duration_in("60s", 1s).value);
  CHECK_FALSE(parse_duration_in("never", 1s).value);
  CHECK(parse_duration_in("x", 1s).error.find("seconds") != std::string::npos);
}

TEST_CASE("durations are written as people write them, and read back as they were") {
  CHECK(format_duration(0ns) == "0s");
  CHECK(format_duration(200ms) == "200ms");
  CHECK(format_duration(60s) == "60s");
  CHECK(format_duration(1500ms) == "1.5s");
  CHECK(format_duration(2h) == "2h");
  CHECK(format_duration(kForever) == "never");
  for (const Duration duration : {Duration(1), Duration(999), Duration(1001), Duration(3333333), Duration(59999999999),
                                  Duration(3600000000001), kForever - 1ns, kForever}) {
    CHECK(read(format_duration(duration)) == duration);
  }
}
