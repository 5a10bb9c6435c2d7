// Runs a scenario and gives its trace in one of the formats of `finwait run`.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sim/runner.hpp"
#include "sim/scenario.hpp"
#include "sim/trace_ladder.hpp"

namespace finwait::cli {

enum class Format : unsigned char { Ladder, Text, Jsonl, Json };

// The names of the formats, in the order in which they are listed.
std::span<const std::string_view> format_names();
std::optional<Format> parse_format(std::string_view name);

// Throws CommandError (Internal) if the run breaks one of finwait's own invariants.
std::string render(Runner& runner, const Scenario& scenario, Format format, const LadderOptions& ladder);

// Throws CommandError (Internal) with every invariant that was broken.
void require_sound(const Outcome& outcome);

}  // namespace finwait::cli
