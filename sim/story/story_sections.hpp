// The sections of a story, each in a file of its own: statements, not yet in any language.
#pragma once

#include <string>
#include <vector>

#include "sim/story/message.hpp"
#include "sim/story/message_statement.hpp"
#include "sim/story/story_facts.hpp"

namespace finwait {

using Statements = std::vector<Statement>;

// How each side ended, when and why; what was lost.
Statements tell_in_short(const StoryFacts& facts);
// In the order of time: who closed, what was lost, who noticed, which timer fired and why then.
Statements tell_what_happened(const StoryFacts& facts);
// Which rule decided for each side, with its numbers.
Statements tell_which_rule(const StoryFacts& facts);
Statements tell_how_long(const StoryFacts& facts);
// What another value of a parameter or another call would change. Runs the scenario again for each.
Statements tell_what_would_change(const StoryFacts& facts);
// `textbook`: the same scenario under the stack "textbook".
Statements tell_textbook(const StoryFacts& run, const StoryFacts& textbook);
// Whether both enter the same states and send the same segments at the same times.
bool same_course(const StoryFacts& one, const StoryFacts& two);
// Where two runs of one scenario, each with the name of its stack, part.
Statements tell_parting(const StoryFacts& one, const std::string& name, const StoryFacts& two,
                        const std::string& other_name);

}  // namespace finwait
