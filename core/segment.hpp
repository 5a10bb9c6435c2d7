// One TCP segment as the model sees it: RFC 9293's variables, the options that matter to the end of a connection,
// and a payload that is a length. Byte strings exist only in captures.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/seq_num.hpp"

namespace finwait {

// The control bits (RFC 9293 3.1), each with its bit in the TCP header.
struct Flags {
  static constexpr std::uint8_t kFin = 0x01;
  static constexpr std::uint8_t kSyn = 0x02;
  static constexpr std::uint8_t kRst = 0x04;
  static constexpr std::uint8_t kPsh = 0x08;
  static constexpr std::uint8_t kAck = 0x10;

  std::uint8_t bits = 0;

  constexpr bool operator==(const Flags&) const = default;
  constexpr bool fin() const { return (bits & kFin) != 0; }
  constexpr bool syn() const { return (bits & kSyn) != 0; }
  constexpr bool rst() const { return (bits & kRst) != 0; }
  constexpr bool psh() const { return (bits & kPsh) != 0; }
  constexpr bool ack() const { return (bits & kAck) != 0; }
};

// The letters of the flags in the order S F R P A, as traces print them ("FA").
std::string_view flag_letters(Flags flags);
// The flags that the letters name, each at most once; false if there is any other character.
bool parse_flag_letters(std::string_view letters, Flags& out);

struct Options {
  std::uint16_t mss = 0;          // octets; 0 = the option is absent
  std::int8_t window_scale = -1;  // shift count; -1 = absent (RFC 7323)
  bool sack_permitted = false;
  bool has_timestamps = false;
  std::uint8_t sack_count = 0;
  std::uint32_t ts_value = 0;  // milliseconds, by convention of this model
  std::uint32_t ts_echo = 0;
  std::array<SeqRange, 4> sack{};  // the first sack_count are valid; a DSACK comes first (RFC 2883)

  constexpr bool operator==(const Options&) const = default;
};

struct Segment {
  SeqNum seq{};
  SeqNum ack{};           // meaningful only with the ACK bit
  std::uint32_t wnd = 0;  // octets, after scaling
  std::uint32_t len = 0;  // octets of payload, without SYN and FIN
  Flags flags{};
  Options options{};

  constexpr bool operator==(const Segment&) const = default;
  // SEG.LEN of RFC 9293 3.4: payload plus one each for SYN and FIN.
  constexpr std::uint32_t seq_len() const { return len + (flags.syn() ? 1U : 0U) + (flags.fin() ? 1U : 0U); }
  // The sequence number after the last one that this segment occupies.
  constexpr SeqNum end() const { return seq + seq_len(); }
  // Where the FIN stands, if there is one.
  constexpr SeqNum fin_seq() const { return seq + len + (flags.syn() ? 1U : 0U); }
  // ACK and nothing else that occupies or ends a sequence space.
  constexpr bool pure_ack() const { return flags.ack() && seq_len() == 0 && !flags.rst(); }
};

}  // namespace finwait
