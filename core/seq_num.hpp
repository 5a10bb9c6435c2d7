// Sequence numbers modulo 2^32 (RFC 9293 3.4). There is no operator<: the order is not transitive, so std::max or
// std::sort on raw numbers would compile and lie. The comparisons have names.
#pragma once

#include <cstdint>

namespace finwait {

class SeqNum {
 public:
  constexpr SeqNum() = default;
  constexpr explicit SeqNum(std::uint32_t raw) : raw_(raw) {}

  constexpr std::uint32_t raw() const { return raw_; }
  constexpr bool operator==(const SeqNum&) const = default;

  constexpr SeqNum operator+(std::uint32_t n) const { return SeqNum(raw_ + n); }
  constexpr SeqNum operator-(std::uint32_t n) const { return SeqNum(raw_ - n); }
  constexpr SeqNum& operator+=(std::uint32_t n) {
    raw_ += n;
    return *this;
  }

  // The signed distance from `from` to this one, in -2^31 .. 2^31-1.
  constexpr std::int32_t minus(SeqNum from) const { return static_cast<std::int32_t>(raw_ - from.raw_); }
  constexpr bool before(SeqNum other) const { return minus(other) < 0; }
  constexpr bool after(SeqNum other) const { return minus(other) > 0; }
  constexpr bool at_or_before(SeqNum other) const { return minus(other) <= 0; }
  constexpr bool at_or_after(SeqNum other) const { return minus(other) >= 0; }

 private:
  std::uint32_t raw_ = 0;
};

constexpr SeqNum later_of(SeqNum a, SeqNum b) { return a.after(b) ? a : b; }
constexpr SeqNum earlier_of(SeqNum a, SeqNum b) { return a.before(b) ? a : b; }

// The half-open range [begin, end).
struct SeqRange {
  SeqNum begin{};
  SeqNum end{};

  constexpr bool operator==(const SeqRange&) const = default;
  constexpr bool empty() const { return begin == end; }
  constexpr std::uint32_t size() const { return end.raw() - begin.raw(); }
  constexpr bool contains(SeqNum s) const { return s.at_or_after(begin) && s.before(end); }
  constexpr bool covers(SeqRange r) const { return r.begin.at_or_after(begin) && r.end.at_or_before(end); }
};

}  // namespace finwait
