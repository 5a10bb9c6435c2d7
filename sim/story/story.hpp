// The story of a run in plain sentences, told from its trace alone: what was lost, who noticed and how, which timer
// fired and why at that time, which rule decided, what would change it, and where the textbook's account differs. It
// never looks at the scenario's name or its "about".
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/story/language.hpp"
#include "sim/trace_log.hpp"

namespace finwait {

struct StorySection {
  std::string heading{};
  std::vector<std::string> sentences{};
};

struct Story {
  std::vector<StorySection> sections{};
};

// `textbook` is the same scenario run under the stack "textbook" on both sides, for the differences; null: no such
// section.
Story tell_story(const TraceLog& run, const TraceLog* textbook, Language language);
// Where two runs of one scenario, each under the stack of that name, part.
StorySection tell_where_they_part(const TraceLog& one, const std::string& name, const TraceLog& two,
                                  const std::string& other_name, Language language);
// The story as text in lines of at most `width` columns (a Chinese character takes two).
std::string story_text(const Story& story, std::size_t width);

}  // namespace finwait
