#include "core/segment.hpp"

#include "core/action.hpp"

namespace finwait {

namespace {

struct Letter {
  char letter;
  std::uint8_t bit;
};
constexpr std::array<Letter, 5> kLetters{
    {{'S', Flags::kSyn}, {'F', Flags::kFin}, {'R', Flags::kRst}, {'P', Flags::kPsh}, {'A', Flags::kAck}}};

// All 32 combinations, spelled once at compile time: traces print one for each segment.
struct Spelling {
  std::array<char, 5> text{};
  std::uint8_t size = 0;
};
consteval std::array<Spelling, 32> spell_all() {
  std::array<Spelling, 32> all{};
  for (std::size_t bits = 0; bits < all.size(); ++bits) {
    for (const Letter& l : kLetters) {
      if ((bits & l.bit) != 0) all[bits].text[all[bits].size++] = l.letter;
    }
  }
  return all;
}
constexpr std::array<Spelling, 32> kSpellings = spell_all();

}  // namespace

std::string_view flag_letters(Flags flags) {
  const Spelling& s = kSpellings[flags.bits & 0x1F];
  return {s.text.data(), s.size};
}

bool parse_flag_letters(std::string_view letters, Flags& out) {
  Flags flags;
  for (const char c : letters) {
    std::uint8_t bit = 0;
    for (const Letter& l : kLetters) {
      if (l.letter == c) bit = l.bit;
    }
    if (bit == 0 || (flags.bits & bit) != 0) return false;
    flags.bits = static_cast<std::uint8_t>(flags.bits | bit);
  }
  out = flags;
  return true;
}

std::string_view name(Why why) {
  constexpr std::array<std::string_view, 12> kNames{"new",   "rto",         "loss-probe",    "fast",
                                                    "ack",   "delayed-ack", "duplicate-ack", "challenge-ack",
                                                    "reset", "keepalive",   "window-probe",  "injected"};
  static_assert(static_cast<std::size_t>(Why::Injected) + 1 == kNames.size());
  return kNames[static_cast<std::size_t>(why)];
}

std::string_view name(SocketError error) {
  switch (error) {
    case SocketError::None:
      return "";
    case SocketError::ConnectionReset:
      return "ECONNRESET";
    case SocketError::ConnectionRefused:
      return "ECONNREFUSED";
    case SocketError::TimedOut:
      return "ETIMEDOUT";
    case SocketError::BrokenPipe:
      return "EPIPE";
    case SocketError::NotConnected:
      return "ENOTCONN";
    case SocketError::AlreadyConnected:
      return "EISCONN";
  }
  return "";
}

}  // namespace finwait
