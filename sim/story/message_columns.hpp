// UTF-8 text as a typesetter sees it: which characters are Chinese, which are closing punctuation, how wide they are,
// and where a line may end. Knows no messages. Malformed octets count as characters of their own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace finwait {

enum class CharacterClass : std::uint8_t {
  Space,
  Narrow,   // ASCII and other one-column characters
  Han,      // a Chinese character
  Opening,  // full-width punctuation that must not end a line
  Closing,  // full-width punctuation that must not begin a line
};

struct Character {
  std::string_view octets{};
  CharacterClass kind = CharacterClass::Narrow;

  std::size_t columns() const { return kind == CharacterClass::Space || kind == CharacterClass::Narrow ? 1 : 2; }
};

// The character that begins at `text[at]`.
Character character_at(std::string_view text, std::size_t at);
// Columns that a terminal gives the text: two for a Chinese character or full-width punctuation.
std::size_t columns_of(std::string_view text);
// Lines of at most `width` columns. A line of Chinese may end between any two characters, but none begins with closing
// punctuation; other words stay whole.
std::vector<std::string> wrap_columns(std::string_view text, std::size_t width);

}  // namespace finwait
