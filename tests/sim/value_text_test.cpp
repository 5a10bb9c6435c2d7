// Exact numbers from text, and the guess at what somebody meant.
#include "sim/value_text.hpp"

#include <catch2/catch.hpp>

#include "sim/suggest.hpp"

using namespace finwait;

namespace {

Ratio probability(std::string_view text) {
  Ratio out{99, 98};
  const TextProblem wrong = parse_ratio(text, out);
  INFO(text << ": " << wrong.why_not);
  CHECK_FALSE(wrong);
  return out;
}

std::string refusal(std::string_view text) {
  Ratio out{};
  return parse_ratio(text, out).why_not;
}

}  // namespace

TEST_CASE("a probability is an exact ratio in lowest terms, however it is written") {
  CHECK(probability("1/100") == Ratio{1, 100});
  CHECK(probability("0.01") == Ratio{1, 100});
  CHECK(probability("0.010") == Ratio{1, 100});
  CHECK(probability("1e-2") == Ratio{1, 100});
  CHECK(probability("10e-3") == Ratio{1, 100});
  CHECK(probability("2/200") == Ratio{1, 100});
  CHECK(probability("0") == Ratio{0, 1});
  CHECK(probability("0/7") == Ratio{0, 1});
  CHECK(probability("0.000") == Ratio{0, 1});
  CHECK(probability("1") == Ratio{1, 1});
  CHECK(probability("1.0") == Ratio{1, 1});
  CHECK(probability("7/7") == Ratio{1, 1});
  CHECK(probability("0.3333") == Ratio{3333, 10000});
  CHECK(probability("0.000000000000000001") == Ratio{1, 1'000'000'000'000'000'000});
  CHECK(probability("9223372036854775806/9223372036854775807") == Ratio{9223372036854775806U, 9223372036854775807U});
}

TEST_CASE("what is no probability says why") {
  CHECK(refusal("1.01") == "\"1.01\" is more than 1, which no probability is");
  CHECK(refusal("3/2") == "\"3/2\" is more than 1, which no probability is");
  CHECK(refusal("1e300") == "\"1e300\" is more than 1, which no probability is");
  CHECK(refusal("99999999999999999999") == "\"99999999999999999999\" is more than 1, which no probability is");
  CHECK(refusal("1/0") == "\"1/0\" divides by zero");
  CHECK(refusal("-0.1") == "\"-0.1\" is negative");
  CHECK(refusal("0.0000000000000000001") == "\"0.0000000000000000001\" has more than 18 digits after the point");
  CHECK(refusal("9223372036854775808/9223372036854775809") ==
        "\"9223372036854775808/9223372036854775809\" is not a ratio of two whole numbers below 2^63");
  for (const std::string_view text : {"", "x", "1/", "/2", "1//2", "1 / 2", "0.", "0.1.2", "1e", "0x1", "1/2/3"}) {
    INFO(text);
    CHECK_FALSE(refusal(text).empty());
  }
  Ratio out{};
  CHECK(parse_ratio("5%", out).did_you_mean == "\"5/100\"");
  CHECK(parse_ratio(".5", out).did_you_mean == "\"0.5\"");
}

TEST_CASE("other numbers may be above 1") {
  Ratio out{};
  CHECK_FALSE(parse_number("2.50", out));
  CHECK(out == Ratio{5, 2});
  CHECK_FALSE(parse_number("1e3", out));
  CHECK(out == Ratio{1000, 1});
  CHECK(parse_number("1e30", out).why_not == "\"1e30\" is too large");
}

TEST_CASE("whole numbers have their range to the last digit") {
  std::uint64_t out = 0;
  CHECK_FALSE(parse_integer("18446744073709551615", 0, UINT64_MAX, out));
  CHECK(out == UINT64_MAX);
  CHECK(parse_integer("18446744073709551616", 0, UINT64_MAX, out).why_not == "18446744073709551616 is too large");
  CHECK(parse_integer("256", 1, 255, out).why_not == "256 is too large");
  CHECK(parse_integer("0", 1, 255, out).why_not == "0 is too small");
  for (const std::string_view text : {"", "007", "1.0", "1e3", "+1", " 1"}) {
    INFO(text);
    CHECK(parse_integer(text, 0, 9999, out));
  }
}

TEST_CASE("a slip of the finger finds the name, a different word does not") {
  constexpr std::array<std::string_view, 5> kNames{"delay", "duplicate", "tcp_fin_timeout", "a", "b"};
  CHECK(suggest("dealy", kNames) == "delay");
  CHECK(suggest("dely", kNames) == "delay");
  CHECK(suggest("DELAY", kNames) == "delay");
  CHECK(suggest("duplicates", kNames) == "duplicate");
  CHECK(suggest("tcp-fin-timeout", kNames) == "tcp_fin_timeout");
  CHECK(suggest("fin_timeout", kNames) == "tcp_fin_timeout");
  CHECK(suggest("queue", kNames).empty());
  CHECK(suggest("c", kNames).empty());
  CHECK(suggest("", kNames).empty());
  CHECK(suggest(std::string(100'000, 'd'), kNames).empty());
}

TEST_CASE("a rate is read as tc writes it, and written in the largest unit that needs no more than three decimals") {
  const auto rate = [](std::string_view text) {
    std::uint64_t bits = 0;
    const TextProblem wrong = parse_rate(text, bits);
    INFO(text << ": " << wrong.why_not);
    CHECK_FALSE(wrong);
    return bits;
  };
  CHECK(rate("1bit") == 1);
  CHECK(rate("64KBIT") == 64'000);
  CHECK(rate("1.5Mbit") == 1'500'000);
  CHECK(rate("3/8Gbit") == 375'000'000);
  for (const std::uint64_t bits : {1ULL, 999ULL, 1000ULL, 1001ULL, 1'234'567ULL, 1'500'000ULL, 2'000'000'000ULL,
                                   1'000'000'000'001ULL, 1ULL << 62U}) {
    CHECK(rate(format_rate(bits)) == bits);
  }
  CHECK(format_rate(999) == "999bit");
  CHECK(format_rate(1500) == "1.5kbit");
  CHECK(format_rate(1'234'567) == "1234.567kbit");
  CHECK(format_rate(64'000'000) == "64Mbit");
  CHECK(format_rate(5'000'000'000'000) == "5Tbit");
  std::uint64_t bits = 0;
  CHECK(parse_rate("0Mbit", bits).why_not == "nothing passes at rate 0");
  CHECK(parse_rate("10Mbps", bits).why_not == "\"bps\" means octets a second in tc and bits elsewhere");
  CHECK(parse_rate("1/3bit", bits).why_not == "not a whole number of bits a second that fits");
  CHECK(parse_rate("10", bits).why_not == "no rate with its unit");
}
