// What the place that output goes to can show, and the person before it read: width, characters, colours, language.
#pragma once

#include <string_view>

#include "sim/story/language.hpp"
#include "sim/trace_ladder.hpp"

namespace finwait::cli {

enum class ColourMode : unsigned char { Auto, Always, Never };

bool stdout_is_terminal();
// `width` 0: the terminal's, 80 where there is none. Unicode if the locale's characters are UTF-8; colour, when Auto,
// only on a terminal that is not "dumb" and if NO_COLOR is not set (no-color.org). `to_file`: not to stdout.
LadderOptions ladder_options(ColourMode colour, int width, bool to_file);

// "en" or "zh" as typed; "": what the locale asks for, Chinese only if its characters are UTF-8.
Language chosen_language(std::string_view typed);

}  // namespace finwait::cli
