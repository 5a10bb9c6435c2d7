// InputError: what is wrong in a file that a person wrote, and where. Errors are values and are collected: one reading
// of a file reports all that is wrong with it. Knows neither JSON nor scenarios.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace finwait {

struct InputError {
  std::string file{};          // the file's name, or the option that gave the value: "--set a.KEY=VALUE"
  int line = 0;                // from 1; 0: not in a file
  int column = 0;              // from 1, in octets
  std::string pointer{};       // JSON pointer (RFC 6901) of the value; "" for the whole document
  std::string message{};       // what is wrong
  std::string allowed{};       // what would have been right; "" if the message says it
  std::string did_you_mean{};  // what to type instead, a JSON string with its quotes; "" if nothing suggests itself

  bool operator==(const InputError&) const = default;
};

// `file:line:col: /pointer: message; allowed: ...; did you mean "..."?` in one line; what is empty is left out. Control
// characters are escaped and endless values cut, so that a terminal can show it.
std::string format(const InputError& error);
// A line each; "" for none.
std::string format(const std::vector<InputError>& errors);

// Collects errors in the order in which they are found. Beyond kMost only the count goes on.
class InputErrors {
 public:
  static constexpr std::size_t kMost = 100;

  void add(InputError error);
  bool empty() const { return list_.empty(); }
  std::size_t count() const { return list_.size() + dropped_; }
  // The errors by place in the file, those of options last; if some were dropped, the last one says how many.
  std::vector<InputError> take();

 private:
  std::vector<InputError> list_{};
  std::size_t dropped_ = 0;
};

}  // namespace finwait
