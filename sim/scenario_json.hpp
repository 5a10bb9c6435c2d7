// Reads a scenario from its JSON text, strictly: all that is wrong is reported, with file, line and JSON pointer, and
// nothing is guessed. The only way into Scenario from text; it opens no file and runs nothing.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/input_error.hpp"
#include "sim/json_overrides.hpp"
#include "sim/scenario.hpp"

namespace finwait {

struct ScenarioResult {
  std::optional<Scenario> scenario{};  // present exactly if there is no error
  std::vector<InputError> errors{};    // by place in the file
};

// `file_name` is what errors show; the scenario's name is taken from it (without folder and ".json") unless the text
// has a "name". `overrides` replace or add values before anything is checked, in their order. Besides the form of
// every value, contradictions are refused: rules that can never match or never decide, steps that say two things, a
// `run_for` shorter than the two one-way delays in which the connection is set up. `texts` reads the files that a
// scenario names (recordings); without it such a scenario is an error.
ScenarioResult read_scenario(std::string_view text, std::string_view file_name,
                             std::span<const Override> overrides = {}, const TextFiles* texts = nullptr);

// The same from a document that is already parsed, of which `document` is a copy to be changed.
ScenarioResult read_scenario(JsonDocument document, std::string_view file_name, std::span<const Override> overrides,
                             const TextFiles* texts);

class JsonCursor;
// Reads a scenario that is part of a larger document (a recording, a sweep); it has no name but its own "name". Errors
// go through the cursor.
void parse_scenario(const JsonCursor& root, Scenario& out);

}  // namespace finwait
