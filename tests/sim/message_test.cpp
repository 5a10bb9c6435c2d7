// The table of messages: complete in both languages, and put into words as each language writes.
#include "sim/story/message.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "sim/story/message_columns.hpp"
#include "sim/story/message_statement.hpp"

using namespace finwait;
using namespace std::chrono_literals;

namespace {

constexpr Language kBoth[] = {Language::English, Language::Chinese};

std::set<char> placeholders(std::string_view text) {
  std::set<char> used;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '{') used.insert(text[i + 1]);
  }
  return used;
}

}  // namespace

// The compiler refuses an incomplete table; this says which message it is, and holds even if that check were lost.
TEST_CASE("every message has a text in both languages, about the same things") {
  REQUIRE(message_count() > 200);
  for (std::size_t i = 0; i < message_count(); ++i) {
    const auto message = static_cast<Message>(i);
    const std::string_view english = words(message, Language::English);
    const std::string_view chinese = words(message, Language::Chinese);
    INFO("message " << i << ": " << english << " | " << chinese);
    CHECK(!english.empty());
    CHECK(!chinese.empty());
    CHECK(placeholders(english) == placeholders(chinese));
  }
}

TEST_CASE("English keeps to ASCII, and Chinese to full-width punctuation beside Chinese characters") {
  for (std::size_t i = 0; i < message_count(); ++i) {
    const std::string_view english = words(static_cast<Message>(i), Language::English);
    INFO(english);
    // A terminal may show no more than ASCII; the report's labels are for browsers.
    const bool for_terminals = i < static_cast<std::size_t>(Message::ReportLanguageTag);
    const auto ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    CHECK((!for_terminals || std::all_of(english.begin(), english.end(), ascii)));
    const std::string_view chinese = words(static_cast<Message>(i), Language::Chinese);
    INFO(chinese);
    CharacterClass before = CharacterClass::Space;
    for (std::size_t at = 0; at < chinese.size();) {
      const Character c = character_at(chinese, at);
      at += c.octets.size();
      const bool half_width = c.octets == "," || c.octets == ";" || c.octets == ":" || c.octets == "?";
      CHECK(!(before == CharacterClass::Han && half_width));
      before = c.kind;
    }
  }
}

TEST_CASE("durations are said as a person says them") {
  const auto both = [](Duration d) {
    return duration_words(d, Language::English) + " | " + duration_words(d, Language::Chinese);
  };
  CHECK(both(300ms) == "300 ms | 300 毫秒");
  CHECK(both(1500ms) == "1.5 s | 1.5 秒");
  CHECK(both(2h + 11min + 15s) == "2 h 11 min 15 s | 2 小时 11 分 15 秒");
  CHECK(both(kForever) == "for ever | 永远");
  CHECK(both(0s) == "0 s | 0 秒");
}

TEST_CASE("English has a plural, Chinese has none") {
  const auto copies = [](std::uint64_t n, Language language) {
    return render(say(Message::GaveUpCountNow, {Count{n}, part(say(Message::PeerNotTold))}), language);
  };
  CHECK(copies(1, Language::English) ==
        "no acknowledgment came: it gave up right after 1 retransmission; the peer is not told");
  CHECK(copies(2, Language::English) ==
        "no acknowledgment came: it gave up right after 2 retransmissions; the peer is not told");
  CHECK(copies(2, Language::Chinese) == "一直没有收到确认：重传 2 次之后立即放弃；对端不会得到任何通知");
}

TEST_CASE("a sentence begins with a capital, but a name stays as it is spelled") {
  CHECK(sentence(say(Message::ShortNothingLost), Language::English) == "Nothing was lost.");
  CHECK(sentence(say(Message::Verbatim, {std::string("tcp_retries2 = 15")}), Language::English) ==
        "tcp_retries2 = 15.");
  CHECK(sentence(say(Message::Verbatim, {std::string("net.inet.tcp.msl = 1")}), Language::English) ==
        "net.inet.tcp.msl = 1.");
  CHECK(sentence(say(Message::ShortNothingLost), Language::Chinese) == "没有报文丢失。");
}

TEST_CASE("Chinese has one space between Chinese and other characters, and none beside its punctuation") {
  const Statement s = say(Message::CallFin,
                          {Time(500ms), part(say(Message::CallClose, {Side::A})), TeardownNumber{1}, State::FinWait1});
  CHECK(render(s, Language::Chinese) == "500 毫秒时，A 调用 close()：发出 FIN（第一次挥手），进入 FIN-WAIT-1");
}

TEST_CASE("a long list of durations leaves out its middle") {
  std::vector<Duration> list;
  for (int i = 1; i <= 10; ++i) list.emplace_back(i * 1s);
  const Statement s = say(Message::Verbatim, {list});
  CHECK(render(s, Language::English) == "1 s, 2 s, 3 s, 4 s, 5 s, 6 s, ..., 9 s, 10 s");
  CHECK(render(s, Language::Chinese) == "1 秒、2 秒、3 秒、4 秒、5 秒、6 秒、……、9 秒、10 秒");
}

TEST_CASE("lines are as wide as was asked for, a Chinese character counting for two columns") {
  const std::string text = "它的 FIN 在 LAST-ACK 状态得到确认：这是被动关闭方的正常结束。";
  CHECK(columns_of("它 FIN。") == 8);
  for (const std::size_t width : {12U, 20U, 31U, 60U}) {
    std::string joined;
    for (const std::string& line : wrap_columns(text, width)) {
      INFO(width << ": " << line);
      CHECK(columns_of(line) <= width);
      const CharacterClass first = character_at(line, 0).kind;
      CHECK(first != CharacterClass::Closing);
      CHECK(first != CharacterClass::Space);
      joined += line;
    }
    CHECK(joined.find("LAST-ACK") != std::string::npos);
  }
  CHECK(wrap_columns("", 20).empty());
  CHECK(wrap_columns("a_word_longer_than_the_line and more", 10).front() == "a_word_longer_than_the_line");
}

TEST_CASE("no message leaves a placeholder behind") {
  // Enough arguments of a kind that every placeholder takes.
  const std::vector<Argument> arguments(8, Argument{Count{2}});
  for (std::size_t i = 0; i < message_count(); ++i) {
    for (const Language language : kBoth) {
      const std::string text = render(say(static_cast<Message>(i), arguments), language);
      INFO(text);
      CHECK(text.find('{') == std::string::npos);
      CHECK(text.find('}') == std::string::npos);
    }
  }
}
