// LineBuffer: where a sink composes text before it reaches the caller's string. It lives on the stack, so writing a
// record allocates nothing but what the growing string needs. It knows characters and integers, not records.
#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

#include "core/time.hpp"

namespace finwait {

class LineBuffer {
 public:
  // What is not yet written in the buffer is never read: filling it would cost more than the line.
  explicit LineBuffer(std::string& out) : out_(out) {}  // NOLINT(cppcoreguidelines-pro-type-member-init)
  LineBuffer(const LineBuffer&) = delete;
  LineBuffer& operator=(const LineBuffer&) = delete;
  ~LineBuffer() { flush(); }

  void put(std::string_view text) {
    if (text.empty()) return;  // its data may be no address at all, which memcpy must not be given
    if (text.size() > data_.size() - used_) {
      flush();
      if (text.size() > data_.size()) {
        out_.append(text);
        return;
      }
    }
    std::memcpy(data_.data() + used_, text.data(), text.size());
    used_ += text.size();
  }

  void put(char c) {
    if (used_ == data_.size()) flush();
    data_[used_++] = c;
  }

  void put_number(std::integral auto value) {
    if (data_.size() - used_ < kLongestNumber) flush();
    const std::to_chars_result end = std::to_chars(data_.data() + used_, data_.data() + data_.size(), value);
    used_ = static_cast<std::size_t>(end.ptr - data_.data());
  }

  // Nanoseconds.
  void put_number(Time t) { put_number(nanoseconds(t)); }
  void put_number(Duration d) { put_number(d.count()); }

  void flush() {
    out_.append(data_.data(), used_);
    used_ = 0;
  }

 private:
  static constexpr std::size_t kLongestNumber = 20;  // the digits and the sign of a 64-bit integer

  std::string& out_;
  std::size_t used_ = 0;
  std::array<char, 512> data_;  // left uninitialised: only what was put is read
};

}  // namespace finwait
