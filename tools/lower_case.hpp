// ASCII letters in small ones, in every locale; what is no ASCII letter stays.
#pragma once

#include <string>

namespace finwait::cli {

inline std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace finwait::cli
