// The language of `where` and of assertions: what it means, exactly, and where it says that something is wrong.
#include "tools/sweep/expression.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <random>

namespace finwait::cli {
namespace {

constexpr std::array<std::string_view, 5> kNames{"a.tcp_fin_timeout", "link.loss.p", "b.time_in.FIN-WAIT-2",
                                                 "/a/app/0/for", "a.stack"};
constexpr std::array<std::string_view, 3> kFunctions{"p99", "share", "n"};

ExpressionProblem problem_of(std::string_view text) {
  ExpressionProblem problem;
  REQUIRE_FALSE(Expression::parse(text, kNames, kFunctions, problem));
  return problem;
}

// With what each name stands for; calls are 2 s, 0.25 and 1000 by their function.
std::optional<ExpressionValue> value_of(std::string_view text, const std::map<std::string, std::string>& names = {}) {
  ExpressionProblem problem;
  const auto expression = Expression::parse(text, kNames, kFunctions, problem);
  INFO(format(problem, "where", text));
  REQUIRE(expression);
  std::vector<ExpressionValue> values;
  for (const std::size_t i : expression->names())
    values.push_back(read_expression_value(names.at(std::string(kNames[i]))));
  std::vector<ExpressionValue> calls;
  for (const Expression::Call& call : expression->calls()) {
    calls.push_back(read_expression_value(call.function == "p99" ? "2s" : call.function == "share" ? "0.25" : "1000"));
  }
  return expression->evaluate(values, calls, problem);
}

bool holds(std::string_view text, const std::map<std::string, std::string>& names = {}) {
  const auto value = value_of(text, names);
  REQUIRE(value);
  REQUIRE(value->kind == ExpressionValue::Kind::Boolean);
  return value->number == whole(1);
}

ExpressionProblem refusal_of(std::string_view text) {
  ExpressionProblem problem;
  const auto expression = Expression::parse(text, {}, {}, problem);
  INFO(format(problem, "where", text));
  REQUIRE(expression);
  REQUIRE_FALSE(expression->holds({}, {}, problem));
  return problem;
}

}  // namespace

TEST_CASE("arithmetic binds as in mathematics") {
  CHECK(holds("1 + 2 * 3 == 7"));
  CHECK(holds("(1 + 2) * 3 == 9"));
  CHECK(holds("10 - 4 - 3 == 3"));
  CHECK(holds("12 / 2 / 3 == 2"));
  CHECK(holds("-2 * -3 == 6"));
  CHECK(holds("2 - -2 == 4"));
  CHECK(holds("not 1 > 2 and 2 > 1"));
  CHECK(holds("1 > 2 or 2 > 1 and 3 > 2"));
  CHECK_FALSE(holds("(1 > 2 or 2 > 1) and 3 < 2"));
  CHECK(holds("!(1 == 2) && 1 != 2 || 1 == 2"));
  CHECK(holds("min(3, 1, 2) == 1 and max(3, 1, 2) == 3"));
}

TEST_CASE("comparisons do not depend on rounding") {
  CHECK(holds("0.1 + 0.2 == 0.3"));
  CHECK(holds("1/3 + 1/3 + 1/3 == 1"));
  CHECK(holds("1/10 == 0.1"));
  CHECK(holds("1e-3 == 1/1000"));
  CHECK(holds("5% == 1/20"));
  CHECK(holds("0.1 * 3 <= 0.3"));
  CHECK(holds("1/9223372036854775807 > 1/9223372036854775807 - 1/9223372036854775806"));
  // The products of this comparison need 252 bits.
  CHECK(holds("9223372036854775807/9223372036854775806*9223372036854775805/9223372036854775804 > 1"));
}

TEST_CASE("durations have a unit and keep it") {
  CHECK(holds("5s == 5000ms"));
  CHECK(holds("3 * 1.5s == 4500ms"));
  CHECK(holds("1min / 1s == 60"));
  CHECK(holds("1h / 2 == 30min"));
  CHECK(holds("1s > 0 and 0 < 1ns"));
  CHECK(holds("never > 8000h and never == never and 5s + never == never"));
  CHECK(holds("max(1s, 10ms) == 1s"));
}

TEST_CASE("rates have a unit and keep it") {
  CHECK(holds("1.5Mbit == 1500kbit and 1Gbit > 999Mbit"));
  CHECK(holds("2 * 1Mbit + 500kbit == 2.5Mbit"));
  CHECK(holds("10Mbit / 4 == 2.5Mbit"));
  CHECK(holds("10Mbit / 4Mbit == 2.5"));
  CHECK(holds("1kbit > 0 and max(1kbit, 0) == 1kbit"));
}

TEST_CASE("names are known to the caller, with dots, dashes and slashes") {
  const std::map<std::string, std::string> names{{"a.tcp_fin_timeout", "5s"},
                                                 {"link.loss.p", "0.05"},
                                                 {"b.time_in.FIN-WAIT-2", "60s"},
                                                 {"/a/app/0/for", "10ms"},
                                                 {"a.stack", "linux"}};
  CHECK(holds("a.tcp_fin_timeout < 10s", names));
  CHECK(holds("link.loss.p*2 == 1/10", names));
  CHECK(holds("b.time_in.FIN-WAIT-2 - 1s == 59s", names));
  CHECK(holds("b.time_in.FIN-WAIT-2-1s == 59s", names));
  CHECK(holds("/a/app/0/for / 2 == 5ms", names));
  CHECK(holds("a.stack == \"linux\" and a.stack != 'lwip'", names));
}

TEST_CASE("calls are listed for the caller, with their arguments") {
  ExpressionProblem problem;
  const auto expression = Expression::parse("p99(link.loss.p) < 2s and share(\"a gave up*\", 3) <= 0.5 and n > 1",
                                            kNames, kFunctions, problem);
  REQUIRE(expression);
  REQUIRE(expression->calls().size() == 3);
  CHECK(expression->calls()[0].function == "p99");
  CHECK(expression->calls()[0].arguments[0].text == "link.loss.p");
  CHECK(expression->calls()[1].arguments[0].kind == Expression::Argument::Kind::String);
  CHECK(expression->calls()[1].arguments[0].text == "a gave up*");
  CHECK(expression->calls()[1].arguments[1].value.number == whole(3));
  CHECK(expression->calls()[2].arguments.empty());
  CHECK(expression->calls()[1].column == 27);
  CHECK(holds("p99(link.loss.p) <= 2s"));
  CHECK_FALSE(holds("p99(link.loss.p) < 2s"));
  CHECK(holds("share(\"x\") * 4 == 1 and n == 1000"));
}

TEST_CASE("min and max of one name are the caller's, of several values ours") {
  constexpr std::array<std::string_view, 2> kExtremes{"min", "max"};
  ExpressionProblem problem;
  const auto aggregate = Expression::parse("max(link.loss.p) < 1", kNames, kExtremes, problem);
  REQUIRE(aggregate);
  CHECK(aggregate->calls().size() == 1);
  const auto own = Expression::parse("max(link.loss.p, 0.5) < 1", kNames, kExtremes, problem);
  REQUIRE(own);
  CHECK(own->calls().empty());
}

TEST_CASE("one spelling for all that differ only in spaces and signs") {
  ExpressionProblem problem;
  const auto x = Expression::parse("a.stack=='linux'&&!(link.loss.p<0.1)", kNames, {}, problem);
  const auto y = Expression::parse("a.stack == \"linux\"  and not ( link.loss.p < 0.1 )", kNames, {}, problem);
  REQUIRE(x);
  REQUIRE(y);
  CHECK(x->canonical() == y->canonical());
  const auto again = Expression::parse(x->canonical(), kNames, {}, problem);
  REQUIRE(again);
  CHECK(again->canonical() == x->canonical());
}

TEST_CASE("an expression that does not parse names the column") {
  const auto check = [](std::string_view text, std::size_t column, std::string_view message) {
    INFO(text);
    const ExpressionProblem problem = problem_of(text);
    CHECK(problem.column == column);
    CHECK_THAT(problem.message, Catch::Contains(std::string(message)));
  };
  check("", 1, "empty");
  check("  ", 1, "empty");
  check("link.loss.p <", 14, "a value is missing");
  check("link.loss.p < * 3", 15, "a value is missing");
  check("link.los.p < 3", 1, "no name that is known");
  check("(1 < 2", 7, "not closed");
  check("1 < 2)", 6, "was over before this");
  check("1 < 2 < 3", 7, "three values");
  check("link.loss.p = 3", 13, "= assigns nothing");
  check("1 < 2 & 2 < 3", 7, "one sign of two");
  check("'abc", 1, "not closed");
  check("5sec < 3s", 1, "no number, no duration and no rate");
  check("p98(link.loss.p) < 3s", 1, "no function");
  check("p99(link.loss.p < 3s", 17, "not closed");
  check("p99() and share(nothing)", 17, "no name that is known");
  check(".5 < 1", 1, "digit is missing");
  check("1 < 2 3", 7, "was over before this");
  check("a.stack == linux", 12, "no name that is known");
  check(std::string(200, '(').append("1"), 101, "nested too deeply");
  check(std::string(20'000, '-').append("1"), 10'000, "too long");
  CHECK(problem_of("a.tcp_fin_timeot < 3s").did_you_mean == "a.tcp_fin_timeout");
  CHECK(problem_of("a.tcp_fin_timeout < 5 ms").did_you_mean == "5ms");
  CHECK(problem_of("a.tcp_fin_timeout < 5m").did_you_mean == "5min");
  CHECK(problem_of("a.tcp_fin_timeout < 5 xs").did_you_mean.empty());
}

TEST_CASE("min and max of one value say that they need two, where the caller has none of that name") {
  for (const std::string function : {"min", "max"}) {
    const ExpressionProblem problem = problem_of(function + "(link.loss.p) > 1");
    CHECK(problem.message == function + " needs two values, with a comma between them");
    CHECK(problem.allowed == function + "(x, y)");
    CHECK(problem.did_you_mean.empty());
    CHECK(problem_of("1 < " + function + "()").column == 5);
  }
}

TEST_CASE("the words of the language in capitals are meant in small letters") {
  const auto check = [](std::string_view text, std::size_t column, std::string_view meant) {
    INFO(text);
    const ExpressionProblem problem = problem_of(text);
    CHECK(problem.column == column);
    CHECK(problem.did_you_mean == meant);
  };
  check("1 < 2 AND 2 < 3", 7, "and");
  check("1 < 2 Or 2 < 3", 7, "or");
  check("(1 < 2 OR 2 < 3)", 8, "or");
  check("NOT link.loss.p > 1", 1, "not");
  check("NOT (link.loss.p > 1)", 1, "not");
  check("1 < 2 and NOT(1 < 2)", 11, "not");
  check("link.loss.p == TRUE", 16, "true");
  check("MAX(link.loss.p, 1) > 1", 1, "max");
}

TEST_CASE("kinds that do not go together are refused where they meet") {
  const auto check = [](std::string_view text, std::size_t column, std::string_view message) {
    INFO(text);
    const ExpressionProblem problem = refusal_of(text);
    CHECK(problem.column == column);
    CHECK_THAT(problem.message, Catch::Contains(std::string(message)));
  };
  check("5s < 3", 4, "a duration on the left, a number on the right");
  check("1 < 2 and 5s + 3 > 1s", 14, "a duration on the left");
  check("'x' < 'y'", 5, "has no order");
  check("'x' + 'y' == 'xy'", 5, "cannot calculate with a string");
  check("1s * 1s > 0", 4, "a duration times a duration");
  check("1Mbit * 1s > 0", 7, "a rate times a duration");
  check("1Mbit / 1s > 0", 7, "a rate by a duration");
  check("1Mbit < 1s", 7, "a rate on the left, a duration on the right");
  check("1 / 1s > 0", 3, "a number by a duration");
  check("1 / 0 > 1", 3, "division by zero");
  check("1 / (2 - 2) > 1", 3, "division by zero");
  check("3 and 1 < 2", 3, "needs true or false");
  check("1 + 2", 1, "neither true nor false");
  check("1e18 * 1e18 * 1e18 > 1", 13, "too large");
  // The right side is not looked at where the left one decides.
  ExpressionProblem problem;
  CHECK(Expression::parse("1 < 2 or 1 / 0 > 1", {}, {}, problem)->holds({}, {}, problem) == true);
}

TEST_CASE("the message shows the place with a caret, also behind letters of two octets") {
  ExpressionProblem problem;
  problem.column = 8;
  problem.message = "wrong";
  CHECK(format(problem, "where", "'\xc3\xbc' < x") == "where: column 8: wrong\n  '\xc3\xbc' < x\n        ^");
}

TEST_CASE("no text at all brings the parser down, and its problem lies within the text") {
  std::mt19937 random(7);
  constexpr std::string_view kPieces[] = {"a.stack", "link.loss.p", "5s", "0.3", "(",  ")",   "min(", "p99(",
                                          ",",       "\"x\"",       "'",  "and", "or", "not", "==",   "<",
                                          "-",       "/",           "*",  " ",   "%",  "1e"};
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    for (auto n = random() % 12; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
    ExpressionProblem problem;
    const auto expression = Expression::parse(text, kNames, kFunctions, problem);
    if (!expression) {
      CHECK(problem.column >= 1);
      CHECK(problem.column <= text.size() + 1);
      continue;
    }
    std::vector<ExpressionValue> names(expression->names().size(), read_expression_value("5s"));
    std::vector<ExpressionValue> calls(expression->calls().size(), read_expression_value("0.5"));
    if (!expression->evaluate(names, calls, problem)) CHECK(problem.column <= text.size());
  }
}

}  // namespace finwait::cli
