// The sections of a story, each in a file of its own: statements, not yet in any language.
#pragma once

#include <vector>

#include "sim/message_statement.hpp"
#include "sim/story_facts.hpp"

namespace finwait {

using Statements = std::vector<Statement>;

// How each side ended, when and why; what was lost.
Statements tell_in_short(const StoryFacts& facts);
// In the order of time: who closed, what was lost, who noticed, which timer fired and why then.
Statements tell_what_happened(const StoryFacts& facts);
Statements tell_how_long(const StoryFacts& facts);

}  // namespace finwait
