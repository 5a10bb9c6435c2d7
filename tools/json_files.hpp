// Which JSON files are scenarios and which are sweeps, and where they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/json_document.hpp"

namespace finwait::cli {

// Whether a JSON text is a sweep and no scenario: an object with "axes", or with a "scenario" within it or by its path.
bool is_sweep_text(std::string_view text);
bool is_sweep(const JsonDocument& document);

// `path` itself if it is a file; all scenarios below it, in the order of their names, if it is a folder: *.json
// without *.schema.json, and without sweeps.
std::vector<std::string> scenario_files(const std::string& path);
// The same for sweeps; empty if there is none.
std::vector<std::string> sweep_files(const std::string& path);

}  // namespace finwait::cli
