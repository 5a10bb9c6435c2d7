#include "sim/story/message_columns.hpp"

namespace finwait {
namespace {

std::size_t sequence_length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xf0) return 4;
  if (first >= 0xe0) return 3;
  return first >= 0xc0 ? 2 : 1;
}

std::uint32_t code_point(std::string_view octets) {
  const auto octet = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(octets[i])); };
  if (octets.size() == 3) return (octet(0) & 0xfU) << 12U | (octet(1) & 0x3fU) << 6U | (octet(2) & 0x3fU);
  if (octets.size() == 2) return (octet(0) & 0x1fU) << 6U | (octet(1) & 0x3fU);
  return octet(0);
}

CharacterClass class_of(std::uint32_t c) {
  switch (c) {
    case U' ':
      return CharacterClass::Space;
    case U'（':
    case U'《':
    case U'“':
    case U'「':
      return CharacterClass::Opening;
    case U'，':
    case U'。':
    case U'；':
    case U'：':
    case U'、':
    case U'）':
    case U'》':
    case U'”':
    case U'」':
    case U'！':
    case U'？':
    case U'…':
      return CharacterClass::Closing;
    default:
      break;
  }
  const bool han = (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff);
  return han ? CharacterClass::Han : CharacterClass::Narrow;
}

// Where a line may end: after `before`, which stands directly in front of `c`.
bool may_break(CharacterClass before, CharacterClass c) {
  if (c == CharacterClass::Closing || before == CharacterClass::Opening) return false;
  return before != CharacterClass::Narrow || c != CharacterClass::Narrow;
}

// The pieces of a text that stay whole; a space belongs to the piece before it.
std::vector<std::string_view> pieces(std::string_view text) {
  std::vector<std::string_view> result;
  std::size_t begin = 0;
  CharacterClass before = CharacterClass::Opening;
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character_at(text, i);
    if (i > begin && c.kind != CharacterClass::Space && may_break(before, c.kind)) {
      result.push_back(text.substr(begin, i - begin));
      begin = i;
    }
    before = c.kind;
    i += c.octets.size();
  }
  if (begin < text.size()) result.push_back(text.substr(begin));
  return result;
}

std::string_view without_space(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
  const std::size_t length = sequence_length(static_cast<unsigned char>(text[at]));
  Character character;
  character.octets = text.substr(at, length);
  if (character.octets.size() == 4) return character;
  character.kind = class_of(code_point(character.octets));
  return character;
}

std::size_t columns_of(std::string_view text) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character_at(text, i);
    n += c.columns();
    i += c.octets.size();
  }
  return n;
}

std::vector<std::string> wrap_columns(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  for (const std::string_view piece : pieces(text)) {
    if (!line.empty() && columns_of(line) + columns_of(without_space(piece)) > width) {
      lines.emplace_back(without_space(line));
      line.clear();
    }
    line += piece;
  }
  if (!line.empty()) lines.emplace_back(without_space(line));
  return lines;
}

}  // namespace finwait
