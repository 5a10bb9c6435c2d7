#include "core/wire_options.hpp"

#include <algorithm>

#include "core/window_scale.hpp"

namespace finwait::wire {
namespace {

// Kinds: RFC 9293 3.1, RFC 7323, RFC 2018.
constexpr std::uint8_t kEnd = 0;
constexpr std::uint8_t kNoOperation = 1;
constexpr std::uint8_t kMss = 2;
constexpr std::uint8_t kWindowScale = 3;
constexpr std::uint8_t kSackPermitted = 4;
constexpr std::uint8_t kSack = 5;
constexpr std::uint8_t kTimestamps = 8;
constexpr std::size_t kMssSize = 4;
constexpr std::size_t kWindowScaleSize = 3;
constexpr std::size_t kSackPermittedSize = 2;
constexpr std::size_t kTimestampsSize = 10;
constexpr std::size_t kSackBlockSize = 8;

std::size_t sack_size(const Options& o) { return o.sack_count == 0 ? 0 : 2 + kSackBlockSize * o.sack_count; }

// With NOPs so that numbers stand on multiples of four octets.
std::size_t aligned_size(const Options& o) {
  std::size_t size = 0;
  if (o.mss != 0) size += kMssSize;
  if (o.has_timestamps) size += kTimestampsSize + 2;  // SACK-permitted takes the place of the two NOPs
  if (o.sack_permitted && !o.has_timestamps) size += kSackPermittedSize + 2;
  if (o.window_scale >= 0) size += kWindowScaleSize + 1;
  if (o.sack_count > 0) size += sack_size(o) + 2;
  return size;
}

std::size_t packed_size(const Options& o) {
  const std::size_t size = (o.mss != 0 ? kMssSize : 0) + (o.has_timestamps ? kTimestampsSize : 0) +
                           (o.sack_permitted ? kSackPermittedSize : 0) + (o.window_scale >= 0 ? kWindowScaleSize : 0) +
                           sack_size(o);
  return (size + 3) / 4 * 4;
}

// What does not fit is not written.
class Writer {
 public:
  explicit Writer(OptionOctets& to) : to_(to) {}
  void put(std::uint8_t octet) {
    if (to_.size < to_.octets.size()) to_.octets[to_.size++] = octet;
  }
  void put16(std::uint16_t value) {
    put(static_cast<std::uint8_t>(value >> 8U));
    put(static_cast<std::uint8_t>(value & 0xffU));
  }
  void put32(std::uint32_t value) {
    put16(static_cast<std::uint16_t>(value >> 16U));
    put16(static_cast<std::uint16_t>(value & 0xffffU));
  }
  void begin(std::uint8_t kind, std::size_t size) {
    put(kind);
    put(static_cast<std::uint8_t>(size));
  }
  void pad(std::size_t n) {
    for (; n > 0; --n) put(kNoOperation);
  }

 private:
  OptionOctets& to_;
};

std::uint32_t number(std::string_view octets) {
  std::uint32_t value = 0;
  for (const char c : octets) value = value << 8U | static_cast<std::uint8_t>(c);
  return value;
}

// `data` is what follows kind and length.
bool read_option(std::uint8_t kind, std::string_view data, Options& out) {
  const std::size_t size = data.size() + 2;
  switch (kind) {
    case kMss:
      out.mss = static_cast<std::uint16_t>(number(data.substr(0, 2)));
      return size == kMssSize;
    case kWindowScale:
      out.window_scale = static_cast<std::int8_t>(std::min<std::uint32_t>(number(data.substr(0, 1)), 14));
      return size == kWindowScaleSize;
    case kSackPermitted:
      out.sack_permitted = true;
      return size == kSackPermittedSize;
    case kTimestamps:
      if (size != kTimestampsSize) return false;
      out.has_timestamps = true;
      out.ts_value = number(data.substr(0, 4));
      out.ts_echo = number(data.substr(4, 4));
      return true;
    case kSack: {
      const std::size_t blocks = data.size() / kSackBlockSize;
      if (blocks == 0 || blocks > out.sack.size() || data.size() % kSackBlockSize != 0) return false;
      out.sack = {};
      out.sack_count = static_cast<std::uint8_t>(blocks);
      for (std::size_t i = 0; i < blocks; ++i) {
        const std::string_view block = data.substr(i * kSackBlockSize, kSackBlockSize);
        out.sack[i] = {SeqNum(number(block.substr(0, 4))), SeqNum(number(block.substr(4)))};
      }
      return true;
    }
    default:  // RFC 9293 3.1, MUST-6: what is unknown is skipped
      return true;
  }
}

}  // namespace

std::size_t options_size(const Options& options, std::size_t room) {
  const std::size_t aligned = aligned_size(options);
  return aligned <= std::min(room, kMostOptionOctets) ? aligned : packed_size(options);
}

OptionOctets write_options(const Options& o, std::size_t room) {
  OptionOctets result;
  Writer w(result);
  const std::size_t most = std::min(room, kMostOptionOctets);
  const std::size_t size = options_size(o, room);
  result.fits = size <= most && o.sack_count <= o.sack.size();
  if (!result.fits) return result;
  const bool aligned = aligned_size(o) <= most;
  if (o.mss != 0) {
    w.begin(kMss, kMssSize);
    w.put16(o.mss);
  }
  if (aligned && o.has_timestamps != o.sack_permitted) w.pad(2);
  if (o.sack_permitted) w.begin(kSackPermitted, kSackPermittedSize);
  if (o.has_timestamps) {
    w.begin(kTimestamps, kTimestampsSize);
    w.put32(o.ts_value);
    w.put32(o.ts_echo);
  }
  if (o.window_scale >= 0) {
    if (aligned) w.pad(1);
    w.begin(kWindowScale, kWindowScaleSize);
    w.put(std::min(static_cast<std::uint8_t>(o.window_scale), kLargestWindowShift));
  }
  if (o.sack_count > 0) {
    if (aligned) w.pad(2);
    w.begin(kSack, sack_size(o));
    for (std::size_t i = 0; i < o.sack_count; ++i) {
      w.put32(o.sack[i].begin.raw());
      w.put32(o.sack[i].end.raw());
    }
  }
  while (result.size < size) w.put(kEnd);
  return result;
}

bool read_options(std::string_view octets, Options& out) {
  while (!octets.empty()) {
    const auto kind = static_cast<std::uint8_t>(octets[0]);
    if (kind == kEnd) return true;
    if (kind == kNoOperation) {
      octets.remove_prefix(1);
      continue;
    }
    if (octets.size() < 2) return false;
    const auto size = static_cast<std::uint8_t>(octets[1]);
    if (size < 2 || size > octets.size()) return false;
    if (!read_option(kind, octets.substr(2, size - 2U), out)) return false;
    octets.remove_prefix(size);
  }
  return true;
}

}  // namespace finwait::wire
