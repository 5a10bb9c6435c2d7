// A statement: a message with what it is about, not yet in any language. render() puts it into words: plurals in
// English; in Chinese full-width punctuation, and one space between Chinese and other characters but none elsewhere.
// State names, parameters and names of rules are spelled alike in every language.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/side.hpp"
#include "core/state.hpp"
#include "core/time.hpp"
#include "core/timer_table.hpp"
#include "sim/story/language.hpp"

namespace finwait {

// Named in message.hpp; who only passes statements on need not know them all.
enum class Message : std::uint16_t;
struct Statement;

// How many of something: decides between singular and plural.
struct Count {
  std::uint64_t n = 0;
};
// The n-th of something.
struct Ordinal {
  unsigned n = 1;
};
// Which of the four segments of the close, 1 to 4.
struct TeardownNumber {
  std::uint8_t n = 1;
};
// A text is the same in every language (a kernel name, a value, the name of a rule). A list is written with commas, a
// long list of durations with its middle left out.
using Argument = std::variant<Side, State, Duration, Time, Count, Ordinal, TeardownNumber, Timer, std::string,
                              std::vector<Duration>, std::vector<Statement>>;

struct Statement {
  Message message{};
  std::vector<Argument> arguments{};
};

// A statement made of a message and what goes into its placeholders, in their order.
Statement say(Message message, std::vector<Argument> arguments = {});
// A statement as an argument of another.
Argument part(Statement statement);
// Several clauses as one statement, each two put together by `joint` (a message of two placeholders).
Statement joined(std::vector<Statement> clauses, Message joint);

// The words, as part of a sentence: no capital, no full stop.
std::string render(const Statement& statement, Language language);
// A whole sentence: with a capital, unless it begins with a name that has none, and a full stop.
std::string sentence(const Statement& statement, Language language);
// A length of time as a person says it: "300 ms", "2 h 11 min 15 s"; "300 毫秒", "2 小时 11 分 15 秒".
std::string duration_words(Duration duration, Language language);

}  // namespace finwait
