#include "sim/story/message_statement.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sim/story/message.hpp"
#include "sim/story/message_columns.hpp"
#include "sim/trace_format.hpp"

namespace finwait {
namespace {

constexpr std::size_t kListedInFull = 8;  // durations; of a longer list the first six and the last two
constexpr std::size_t kListedFirst = 6;
constexpr std::size_t kListedLast = 2;

Message timer_message(Timer timer) {
  return static_cast<Message>(static_cast<std::size_t>(Message::TimerRetransmission) + static_cast<std::size_t>(timer));
}
static_assert(static_cast<std::size_t>(Message::TimerLastAck) ==
              static_cast<std::size_t>(Message::TimerRetransmission) + kTimerCount - 1);

Message unit_message(std::string_view unit) {
  constexpr std::array<std::pair<std::string_view, Message>, 6> kUnits{{{"h", Message::Hours},
                                                                        {"min", Message::Minutes},
                                                                        {"s", Message::Seconds},
                                                                        {"ms", Message::Milliseconds},
                                                                        {"us", Message::Microseconds},
                                                                        {"ns", Message::Nanoseconds}}};
  for (const auto& [spelled, message] : kUnits) {
    if (spelled == unit) return message;
  }
  return Message::Seconds;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

class Renderer {
 public:
  explicit Renderer(Language language) : language_(language) {}

  void put(const Statement& statement) {
    const std::string_view text = words(statement.message, language_);
    std::size_t i = 0;
    while (i < text.size()) {
      const std::size_t open = std::min(text.find('{', i), text.size());
      out_ += text.substr(i, open - i);
      if (open == text.size()) return;
      const std::size_t close = text.find('}', open);
      put_placeholder(statement, text.substr(open + 1, close - open - 1));
      i = close + 1;
    }
  }

  std::string take() { return std::move(out_); }

 private:
  void put_placeholder(const Statement& statement, std::string_view placeholder) {
    const auto number = static_cast<std::size_t>(placeholder[0] - '0');
    if (number >= statement.arguments.size()) return;
    const Argument& argument = statement.arguments[number];
    if (placeholder.size() == 1) {
      std::visit([this](const auto& value) { put(value); }, argument);
      return;
    }
    const auto* count = std::get_if<Count>(&argument);
    const std::size_t bar = placeholder.find('|', 2);
    const bool one = count != nullptr && count->n == 1;
    out_ += one ? placeholder.substr(2, bar - 2) : placeholder.substr(bar + 1);
  }

  void put(Side side) { out_ += upper(name(side)); }
  void put(State state) { out_ += name(state); }
  void put(Duration duration) { out_ += duration_words(duration, language_); }
  void put(Time time) { out_ += duration_words(time - kStart, language_); }
  void put(Count count) { out_ += std::to_string(count.n); }
  void put(Ordinal ordinal) {
    out_ += language_ == Language::English ? finwait::ordinal(ordinal.n) : std::to_string(ordinal.n);
  }
  void put(TeardownNumber number) {
    const std::size_t offset = number.n > 0 ? number.n - 1U : 0U;
    out_ += words(static_cast<Message>(static_cast<std::size_t>(Message::FirstSegment) + offset), language_);
  }
  void put(Timer timer) { out_ += words(timer_message(timer), language_); }
  void put(const std::string& text) { out_ += text; }

  void put(const std::vector<Duration>& list) {
    const std::string_view joint = words(Message::Joint, language_);
    const bool all = list.size() <= kListedInFull;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (!all && i == kListedFirst) {
        out_ += joint;
        out_ += words(Message::Ellipsis, language_);
        i = list.size() - kListedLast;
      }
      if (i > 0) out_ += joint;
      put(list[i]);
    }
  }

  void put(const std::vector<Statement>& list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) out_ += words(i + 1 == list.size() ? Message::LastJoint : Message::Joint, language_);
      put(list[i]);
    }
  }

  Language language_;
  std::string out_{};
};

// One space between Chinese and other characters, none beside full-width punctuation or between Chinese characters.
std::string spaced(std::string_view text) {
  std::string out;
  CharacterClass before = CharacterClass::Space;
  bool space = false;
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character_at(text, i);
    i += c.octets.size();
    if (c.kind == CharacterClass::Space) {
      space = true;
      continue;
    }
    const bool both_narrow = before == CharacterClass::Narrow && c.kind == CharacterClass::Narrow;
    const bool mixed = (before == CharacterClass::Narrow && c.kind == CharacterClass::Han) ||
                       (before == CharacterClass::Han && c.kind == CharacterClass::Narrow);
    if ((space && both_narrow) || mixed) out += ' ';
    out += c.octets;
    before = c.kind;
    space = false;
  }
  return out;
}

// A word of small letters may begin a sentence with a capital; a name ("tcp_retries2", "close()") stays as it is.
bool takes_capital(std::string_view text) {
  std::string_view word = text.substr(0, text.find(' '));
  while (!word.empty() && std::string_view(",;:.").find(word.back()) != std::string_view::npos) word.remove_suffix(1);
  return std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '\''; });
}

}  // namespace

Statement say(Message message, std::vector<Argument> arguments) { return {message, std::move(arguments)}; }

Argument part(Statement statement) {
  std::vector<Statement> list;
  list.push_back(std::move(statement));
  return list;
}

Statement joined(std::vector<Statement> clauses, Message joint) {
  Statement all = std::move(clauses.front());
  for (std::size_t i = 1; i < clauses.size(); ++i) {
    all = say(joint, {part(std::move(all)), part(std::move(clauses[i]))});
  }
  return all;
}

std::string render(const Statement& statement, Language language) {
  Renderer renderer(language);
  renderer.put(statement);
  std::string text = renderer.take();
  return language == Language::Chinese ? spaced(text) : text;
}

std::string sentence(const Statement& statement, Language language) {
  std::string text = render(statement, language);
  if (text.empty()) return text;
  switch (language) {
    case Language::English:
      if (takes_capital(text)) text[0] = upper(std::string_view(text).substr(0, 1))[0];
      return text + ".";
    case Language::Chinese:
      return text + "。";
  }
  return text;
}

std::string duration_words(Duration duration, Language language) {
  std::string english = duration_words(duration);
  if (language == Language::English) return english;
  if (duration == kForever) return std::string(words(Message::ForEver, language));
  std::string text;
  for (std::size_t i = 0; i < english.size();) {
    const std::size_t end = std::min(english.find(' ', i), english.size());
    const std::string_view word = std::string_view(english).substr(i, end - i);
    if (!text.empty()) text += ' ';
    const bool unit = word[0] >= 'a' && word[0] <= 'z';
    text += unit ? words(unit_message(word), language) : word;
    i = end + 1;
  }
  return text;
}

}  // namespace finwait
