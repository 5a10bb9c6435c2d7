// One character of UTF-8 text at a time, without tables and without guessing: what is no UTF-8 is said to be none.
#pragma once

#include <cstddef>
#include <string_view>

namespace finwait {

struct Utf8Character {
  char32_t code = 0;
  std::size_t bytes = 1;  // how much of the text it takes; 1 for a byte that begins no character
  bool valid = false;     // shortest form, no surrogate, at most U+10FFFF (RFC 3629 section 4)
};

// The first character of `text`, which must not be empty.
constexpr Utf8Character next_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < bytes) return {lead, 1, false};
  char32_t code = lead & (0x7fU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xc0U) != 0x80U) return {lead, 1, false};
    code = code << 6U | (byte(i) & 0x3fU);
  }
  const bool shortest = bytes == 2 || (bytes == 3 ? code >= 0x800 : code >= 0x10000);
  if (!shortest || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return {lead, 1, false};
  return {code, bytes, true};
}

constexpr bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const Utf8Character c = next_character(text);
    if (!c.valid) return false;
    text.remove_prefix(c.bytes);
  }
  return true;
}

}  // namespace finwait
