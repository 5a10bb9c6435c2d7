// The values of an axis: exact, canonical, ends included; and the places that axes set.
#include <catch2/catch.hpp>
#include <cmath>

#include "tools/sweep/axis_target.hpp"
#include "tools/sweep/axis_values.hpp"
#include "tools/sweep/exact_log.hpp"

namespace finwait::cli {
namespace {

using Texts = std::vector<std::string>;

Texts listed(std::string_view text) {
  Texts out;
  bool logarithmic = false;
  const TextProblem problem = listed_values(text, out, logarithmic);
  INFO(text << ": " << problem.why_not);
  REQUIRE_FALSE(problem);
  return out;
}

std::string refused(std::string_view text) {
  Texts out;
  bool logarithmic = false;
  const TextProblem problem = listed_values(text, out, logarithmic);
  REQUIRE(problem);
  return problem.why_not + (problem.did_you_mean.empty() ? "" : " -> " + problem.did_you_mean);
}

}  // namespace

TEST_CASE("a list is what it says") {
  CHECK(listed("5s,10s,60s") == Texts{"5s", "10s", "60s"});
  CHECK(listed("linux") == Texts{"linux"});
  CHECK(listed(R"([1,3],{"model":"none","x":"a,b"},"x,y")") ==
        Texts{"[1,3]", R"({"model":"none","x":"a,b"})", R"("x,y")"});
  CHECK(listed("1,5..7,20") == Texts{"1", "5", "6", "7", "20"});
  CHECK(listed("\"1..3\"") == Texts{"\"1..3\""});
}

TEST_CASE("steps are decimal arithmetic, and both ends are there") {
  CHECK(listed("0..0.3:0.05") == Texts{"0", "0.05", "0.1", "0.15", "0.2", "0.25", "0.3"});
  CHECK(listed("0.1..0.3:0.1") == Texts{"0.1", "0.2", "0.3"});
  CHECK(listed("1/3..1:1/3") == Texts{"1/3", "2/3", "1"});
  CHECK(listed("0..1s:250ms") == Texts{"0s", "250ms", "500ms", "750ms", "1s"});
  CHECK(listed("5s..5s:1s") == Texts{"5s"});
  CHECK(listed("8..10") == Texts{"8", "9", "10"});
  CHECK(listed("0..1000:1").size() == 1001);
  // 0.1 added ten times is 1, and no double is asked.
  CHECK(listed("0..1:0.1").back() == "1");
}

TEST_CASE("counts divide the way evenly") {
  CHECK(listed("0..1:lin5") == Texts{"0", "0.25", "0.5", "0.75", "1"});
  CHECK(listed("0..1:lin4") == Texts{"0", "1/3", "2/3", "1"});
  CHECK(listed("0..1s:lin4") == Texts{"0s", "333.333333ms", "666.666667ms", "1s"});
  CHECK(listed("10ms..100ms:lin2") == Texts{"10ms", "100ms"});
}

TEST_CASE("logarithmic values are round, and their ends exact") {
  CHECK(listed("1ms..1s:log7") == Texts{"1ms", "3.16ms", "10ms", "31.6ms", "100ms", "316ms", "1s"});
  CHECK(listed("0.001..1:log4") == Texts{"0.001", "0.01", "0.1", "1"});
  CHECK(listed("1..100:log5") == Texts{"1", "3", "10", "32", "100"});
  CHECK(listed("1.0..100:log3") == Texts{"1", "10", "100"});
  CHECK(listed("7ns..3h:log2") == Texts{"7ns", "3h"});
  // So near together that three digits would not tell them apart.
  const Texts near = listed("1s..1001ms:log11");
  REQUIRE(near.size() == 11);
  for (std::size_t i = 1; i < near.size(); ++i) CHECK(near[i - 1] != near[i]);
  CHECK(near.front() == "1s");
  CHECK(near.back() == "1.001s");
}

TEST_CASE("rates range like durations, each in its largest unit") {
  CHECK(listed("1Mbit..10Mbit:lin4") == Texts{"1Mbit", "4Mbit", "7Mbit", "10Mbit"});
  CHECK(listed("500kbit..1.5Mbit:500kbit") == Texts{"500kbit", "1Mbit", "1.5Mbit"});
  CHECK(listed("64kbit..1Gbit:log4") == Texts{"64kbit", "1.6Mbit", "40Mbit", "1Gbit"});
  CHECK(listed("999bit,1234567bit,2000kbit") == Texts{"999bit", "1234567bit", "2000kbit"});
  CHECK(canonical_value("2000kbit") == "2Mbit");
  CHECK(canonical_value("1234567bit") == "1234.567kbit");
  CHECK(axis_value("1.5Mbit").number == 1.5e6);
  CHECK(refused("0..1Mbit:lin3") == "the range goes from 0 to 1Mbit: one is a number, the other a rate");
  CHECK(refused("1Mbit..2Mbit:1") == "the step 1 is a number, the ends are not");
}

TEST_CASE("the integer logarithm agrees with the library's") {
  for (const double x : {1e-9, 0.003, 0.5, 1.0, 1.5, 2.0, 10.0, 12345.678, 3.6e12, 9.2e18}) {
    const auto value = make_exact(static_cast<Int128>(x * 1e9), 1'000'000'000);
    const double got = static_cast<double>(log2_fixed(*value)) / std::pow(2.0, 56);
    CHECK(got == Approx(std::log2(as_double(*value))).epsilon(1e-12).margin(1e-12));
    const Digits digits = exp2_digits(log2_fixed(*value), 9);
    CHECK(static_cast<double>(digits.digits) * std::pow(10.0, digits.power) == Approx(as_double(*value)).epsilon(1e-8));
  }
}

TEST_CASE("a range that cannot be is refused, with what would be right") {
  CHECK(refused("") == "the axis has no values");
  CHECK(refused("1,,2") == "a value is missing beside a comma");
  CHECK(refused("0..1:0.3") == "steps of 0.3 from 0 never meet 1");
  CHECK(refused("10s..1s:1s") == "the range goes down, from 10s to 1s -> 1s..10s");
  CHECK(refused("1..2s:1s") == "the range goes from 1 to 2s: one is a number, the other a duration");
  CHECK(refused("1s..2s:1") == "the step 1 is a number, the ends are not");
  CHECK(refused("1s..2s:0s") == "a step of 0 never arrives");
  CHECK(refused("0..1s:log3") == "a logarithmic range cannot begin at 0");
  CHECK_THAT(refused("1s..2s"), Catch::Contains("does not say which values"));
  CHECK_THAT(refused("1..2:log1"), Catch::Contains("too small"));
  CHECK_THAT(refused("x..2:1"), Catch::Contains("no duration, no rate and no number"));
  CHECK_THAT(refused("1..99999999999999999999"), Catch::Contains("has more digits than can be exact"));
  CHECK_THAT(refused("0..1:0.000000000000000000001"), Catch::Contains("has more digits than can be exact"));
  CHECK_THAT(refused("0..1:1e-9"), Catch::Contains("too many values"));
  CHECK_THAT(refused("1..4:log100"), Catch::Contains("too many to differ"));
  CHECK_THAT(refused("1s..never:1s"), Catch::Contains("no duration, no rate and no number"));
}

TEST_CASE("one text for all that mean the same") {
  CHECK(canonical_value("5000ms") == "5s");
  CHECK(canonical_value("0.10") == "0.1");
  CHECK(canonical_value("1/10") == "0.1");
  CHECK(canonical_value("2/6") == "1/3");
  CHECK(canonical_value("1e3") == "1000");
  CHECK(canonical_value("0010") == "0010");  // a pattern of losses
  CHECK(canonical_value("linux") == "linux");
  CHECK(canonical_value("never") == "never");
  CHECK(axis_value("250ms").number == 0.25);
  CHECK(axis_value("0.05").number == 0.05);
  CHECK(std::isnan(axis_value("never").number));
  CHECK(std::isnan(axis_value("linux").number));
}

TEST_CASE("a target is found under each of its names") {
  const std::vector<AxisTarget> both = resolve_target("tcp_fin_timeout");
  REQUIRE(both.size() == 2);
  CHECK(both[0].text == "a.tcp_fin_timeout");
  CHECK(both[1].side == Side::B);
  const AxisTarget named = resolve_target("a.tcp_fin_timeout").front();
  const AxisTarget pointed = resolve_target("/a/set/finwait2_timeout").front();
  CHECK(named.parameter == pointed.parameter);
  CHECK(overlap(named, pointed));
  CHECK(overlap(resolve_target("a.net.ipv4.tcp_fin_timeout").front(), named));
  CHECK_FALSE(overlap(both[0], both[1]));
  CHECK(overlap(resolve_target("link.loss").front(), resolve_target("link.loss.p").front()));
  CHECK(overlap(resolve_target("stack").front(), resolve_target("b.stack").front()));
  CHECK_FALSE(overlap(resolve_target("link.delay").front(), resolve_target("link.a_to_b.delay").front()));
  CHECK(resolve_target("/a/app/0/for").front().places.front() == AxisTarget::Path{"a", "app", "0", "for"});
  CHECK(resolve_target("/x~1y~0z").front().places.front() == AxisTarget::Path{"x/y~z"});
}

}  // namespace finwait::cli
