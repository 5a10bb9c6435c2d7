// What the tests of text diagrams share: a story that is told, a run without end, and counting in what came out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sim/trace_log.hpp"
#include "tests/sim/trace_story.hpp"

namespace finwait::story {

inline TraceLog& told(TraceLog& log, const Scenario& scenario) {
  third_lost_once(scenario).tell(log);
  return log;
}

// Nothing but segments, one after the other, none like the one before.
inline void tell_many(TraceLog& log, const Scenario& scenario, std::uint32_t segments) {
  Story story(scenario);
  for (std::uint32_t i = 0; i < segments; ++i) story.at(100ms * i).sends(Side::A, "A", i * 7 % 1009, i);
  story.ends().tell(log);
}

inline std::size_t times(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

}  // namespace finwait::story
