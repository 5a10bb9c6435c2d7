#include "sim/story/message.hpp"

#include <array>
#include <span>
#include <utility>

#include "sim/story/message_rows_closing.hpp"
#include "sim/story/message_rows_endings.hpp"
#include "sim/story/message_rows_events.hpp"
#include "sim/story/message_rows_knobs.hpp"
#include "sim/story/message_rows_losses.hpp"
#include "sim/story/message_rows_report.hpp"
#include "sim/story/message_rows_rules.hpp"
#include "sim/story/message_rows_textbook.hpp"
#include "sim/story/message_rows_words.hpp"

namespace finwait {
namespace {

constexpr std::array<std::span<const MessageRow>, 9> kTables{
    message_rows::kWords,  message_rows::kEndings,  message_rows::kEvents,
    message_rows::kLosses, message_rows::kClosing,  message_rows::kRules,
    message_rows::kKnobs,  message_rows::kTextbook, message_rows::kReport};

consteval std::size_t rows() {
  std::size_t n = 0;
  for (const std::span<const MessageRow> table : kTables) n += table.size();
  return n;
}
constexpr std::size_t kCount = rows();

// Which of the placeholders {0} to {7} a text uses, as bits; -1 if one is spelled wrongly.
consteval int placeholders(std::string_view text) {
  int used = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '}') return -1;
    if (text[i] != '{') continue;
    if (i + 2 >= text.size() || text[i + 1] < '0' || text[i + 1] > '7') return -1;
    const std::size_t close = text.find('}', i);
    if (close == std::string_view::npos || (text[i + 2] != '}' && text[i + 2] != '|')) return -1;
    used |= 1 << (text[i + 1] - '0');
    i = close;
  }
  return used;
}

// A table that lacks a language, whose languages differ in placeholders, or that is not in the order of the enum, does
// not compile.
consteval bool complete(std::span<const MessageRow> table, std::size_t first) {
  for (const MessageRow& row : table) {
    if (static_cast<std::size_t>(row.id) != first++) return false;
    if (row.english.empty() || row.chinese.empty()) return false;
    const int used = placeholders(row.english);
    if (used < 0 || used != placeholders(row.chinese)) return false;
  }
  return true;
}
consteval std::size_t first_of(std::size_t table) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < table; ++i) n += kTables[i].size();
  return n;
}
template <std::size_t... tables>
consteval bool all_complete(std::index_sequence<tables...> /*numbers*/) {
  return (complete(kTables[tables], first_of(tables)) && ...);
}
static_assert(all_complete(std::make_index_sequence<kTables.size()>()),
              "a message lacks a language, its languages differ in placeholders, or the tables differ from the enum");

const MessageRow& row_of(Message message) {
  auto i = static_cast<std::size_t>(message);
  for (const std::span<const MessageRow> table : kTables) {
    if (i < table.size()) return table[i];
    i -= table.size();
  }
  return kTables[0][0];
}

}  // namespace

std::size_t message_count() { return kCount; }

std::string_view words(Message message, Language language) {
  const MessageRow& row = row_of(message);
  switch (language) {
    case Language::English:
      return row.english;
    case Language::Chinese:
      return row.chinese;
  }
  return {};
}

}  // namespace finwait
