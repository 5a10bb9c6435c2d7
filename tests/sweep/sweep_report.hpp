// A sweep and its page, as a user makes them.
#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "tests/tools/command.hpp"

namespace finwait::tests {

// Runs a sweep into `done` of a folder and reports it with these options.
inline std::string report(const Folder& folder, const std::string& sweep, const std::string& options = "") {
  const Finished run = folder.finwait("sweep run " + sweep + " -o done");
  CAPTURE(run.err);
  REQUIRE(run.code == 0);
  const Finished done = folder.finwait("sweep report done " + options);
  CAPTURE(done.err);
  REQUIRE(done.code == 0);
  return done.out;
}

inline std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

// From `begin`, which must be there, to the next `end`.
inline std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin);
  CAPTURE(begin);
  REQUIRE(from != std::string::npos);
  return text.substr(from, text.find(end, from) - from);
}

}  // namespace finwait::tests
