#include "sim/input_error.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace finwait {

namespace {

// One line, of bearable length, whatever the file holds: control characters are escaped, and what is long is cut
// where no UTF-8 sequence is split.
void put_printable(std::string& out, std::string_view text, std::size_t most) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string_view shown = text;
  if (shown.size() > most) {
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    shown = text.substr(0, end);
  }
  for (const char c : shown) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7f) {
      out.push_back(c);
    } else {
      out.append("\\u00").append(1, kHex[byte >> 4U]).append(1, kHex[byte & 15U]);
    }
  }
  if (shown.size() < text.size()) out.append("...");
}

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestText = 1500;

}  // namespace

std::string format(const InputError& error) {
  std::string out;
  put_printable(out, error.file, kLongestText);
  if (error.line > 0) {
    out.append(":").append(std::to_string(error.line)).append(":").append(std::to_string(error.column));
  }
  if (!out.empty()) out.append(": ");
  if (!error.pointer.empty()) {
    put_printable(out, error.pointer, kLongestName);
    out.append(": ");
  }
  put_printable(out, error.message, kLongestText);
  if (!error.allowed.empty()) {
    out.append("; allowed: ");
    put_printable(out, error.allowed, kLongestText);
  }
  if (!error.did_you_mean.empty()) {
    out.append("; did you mean ");
    put_printable(out, error.did_you_mean, kLongestName);
    out.append("?");
  }
  return out;
}

std::string format(const std::vector<InputError>& errors) {
  std::string lines;
  for (const InputError& error : errors) {
    if (!lines.empty()) lines.append("\n");
    lines.append(format(error));
  }
  return lines;
}

void InputErrors::add(InputError error) {
  if (list_.size() < kMost) {
    list_.push_back(std::move(error));
  } else {
    ++dropped_;
  }
}

std::vector<InputError> InputErrors::take() {
  const auto by_place = [](const InputError& x, const InputError& y) {
    if ((x.line == 0) != (y.line == 0)) return y.line == 0;
    return std::pair(x.line, x.column) < std::pair(y.line, y.column);
  };
  std::stable_sort(list_.begin(), list_.end(), by_place);
  if (dropped_ > 0 && !list_.empty()) {
    InputError rest;
    rest.file = list_.front().file;
    rest.message = std::to_string(dropped_) + " more errors are not shown";
    list_.push_back(std::move(rest));
    dropped_ = 0;
  }
  return std::exchange(list_, {});
}

}  // namespace finwait
