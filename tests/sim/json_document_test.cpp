// The JSON reader: what it keeps (digits, places), what it refuses, and that no text makes it slow or hungry.
#include "sim/json_document.hpp"

#include <catch2/catch.hpp>

using namespace finwait;

namespace {

struct Read {
  JsonDocument document{};
  std::vector<InputError> errors{};
  bool ok = false;
};

Read read(std::string_view text, const JsonLimits& limits = {}) {
  Read out;
  InputErrors errors;
  out.ok = parse_json(text, "f.json", out.document, errors, limits);
  out.errors = errors.take();
  return out;
}

const JsonNode& at(const Read& r, std::string_view key) { return r.document.nodes[r.document.find(0, key)]; }

}  // namespace

TEST_CASE("numbers keep the digits somebody wrote") {
  const Read r = read(
      R"({"p": 0.01, "q": 0.010, "jiffies": 4296245269.323, "big": 123456789012345678901234567890, "n": -7, "e": 1E-3})");
  REQUIRE(r.ok);
  CHECK(at(r, "p").text == "0.01");
  CHECK(at(r, "q").text == "0.010");
  CHECK(at(r, "jiffies").text == "4296245269.323");
  CHECK(at(r, "big").text == "123456789012345678901234567890");
  CHECK(at(r, "n").text == "-7");
  CHECK(at(r, "e").text == "1E-3");
}

TEST_CASE("every value and every key knows its line and column") {
  const Read r = read("{\n  \"a\" : [ 1,\n\ttrue , \"x\\\"y\" ],\r\n  \"b\":null, \"c\"\n:\n{}}");
  REQUIRE(r.ok);
  const auto place = [&r](std::uint32_t n) { return std::pair(r.document.nodes[n].line, r.document.nodes[n].column); };
  CHECK(place(0) == std::pair(1, 1));
  CHECK(place(1) == std::pair(2, 9));   // [
  CHECK(place(2) == std::pair(2, 11));  // 1
  CHECK(place(3) == std::pair(3, 2));   // true
  CHECK(place(4) == std::pair(3, 9));   // "x\"y"
  CHECK(r.document.nodes[4].text == "x\"y");
  CHECK(place(5) == std::pair(4, 7));  // null
  CHECK(r.document.nodes[5].key_column == 3);
  CHECK(place(6) == std::pair(6, 1));  // {}
  CHECK(r.document.nodes[6].key_line == 4);
}

TEST_CASE("a JSON pointer names a node, with the two escapes of RFC 6901") {
  const Read r = read(R"({"a/b": [0, {"c~d": 1}]})");
  REQUIRE(r.ok);
  CHECK(pointer_to(r.document, 0).empty());
  CHECK(pointer_to(r.document, 4) == "/a~1b/1/c~0d");
}

TEST_CASE("a byte order mark is skipped and counts for no column") {
  const Read r = read("\xEF\xBB\xBF{\"a\": }");
  REQUIRE_FALSE(r.ok);
  CHECK(r.errors.at(0).column == 7);
  CHECK(read("\xEF\xBB\xBF{}").ok);
}

TEST_CASE("64 levels are read, the 65th is refused where it opens") {
  const std::string open(64, '[');
  CHECK(read(open + std::string(64, ']')).ok);
  const Read r = read(open + "[]" + std::string(64, ']'));
  REQUIRE_FALSE(r.ok);
  CHECK(format(r.errors.at(0)) == "f.json:1:65: arrays and objects are nested more than 64 deep");
}

TEST_CASE("100 MB of brackets are refused at once") {
  const std::string brackets(100'000'000, '[');
  const Read whole = read(brackets);
  REQUIRE_FALSE(whole.ok);
  CHECK(format(whole.errors.at(0)) == "f.json:1:1: the text is larger than 16777216 octets");
  // And where such a text is allowed, no more of it is read than its depth.
  const Read deep = read(brackets, JsonLimits{.bytes = 1U << 30U});
  REQUIRE_FALSE(deep.ok);
  CHECK(deep.document.nodes.size() == 64);
}

TEST_CASE("the number of values is bounded, and many keys are no trouble") {
  std::string text = "[0";
  for (int i = 0; i < 1000; ++i) text += ",0";
  text += "]";
  const Read r = read(text, JsonLimits{.values = 1000});
  REQUIRE_FALSE(r.ok);
  CHECK(format(r.errors.at(0)) == "f.json:1:2000: there are more than 1000 values");
  CHECK(read(text).ok);

  std::string object = "{";
  for (int i = 0; i < 100'000; ++i) object += "\"k" + std::to_string(i) + "\":0,";
  CHECK(read(object + "\"last\":0}").ok);
  const Read twice = read(object + "\n\"k77777\":0}");
  REQUIRE_FALSE(twice.ok);
  CHECK(format(twice.errors.at(0)) ==
        "f.json:2:1: /k77777: the key \"k77777\" stands twice in this object, first on line 1 and again on line 2");
}

TEST_CASE("all duplicate keys are reported, in the order of the text") {
  const Read r = read("{\"b\":1,\n\"a\":1,\n\"a\":2,\n\"b\":2,\n\"b\":3}");
  REQUIRE(r.errors.size() == 3);
  CHECK(r.errors[0].line == 3);
  CHECK(r.errors[1].line == 4);
  CHECK(r.errors[2].line == 5);
  CHECK(r.errors[2].message.ends_with("first on line 4 and again on line 5"));
}

TEST_CASE("what a terminal would misread is escaped, what is endless is cut") {
  InputError e;
  e.file = "f.json";
  e.line = 1;
  e.column = 2;
  e.pointer = "/\x1b[31m\n";
  e.message = std::string(5000, 'x');
  const std::string shown = format(e);
  CHECK(shown.starts_with("f.json:1:2: /\\u001b[31m\\u000a: xxx"));
  CHECK(shown.size() < 2000);
  CHECK(shown.ends_with("x..."));
}

TEST_CASE("errors are collected up to a limit, and the rest is counted") {
  InputErrors errors;
  for (int i = 0; i < 1000; ++i) errors.add({"f.json", 1000 - i, 1, {}, "bad", {}, {}});
  CHECK(errors.count() == 1000);
  const std::vector<InputError> list = errors.take();
  REQUIRE(list.size() == InputErrors::kMost + 1);
  CHECK(list.front().line < list[1].line);
  CHECK(list.back().message == "900 more errors are not shown");
}
