// Reads a sweep file, strictly, as scenarios are read. It opens no file but the base scenario that it names, and checks
// the form of what stands there, not whether it makes a sweep.
#pragma once

#include <string>
#include <string_view>

#include "sim/input_error.hpp"
#include "tools/sweep/sweep_draft.hpp"

namespace finwait::cli {

// `path` is the file as it was given, or "-"; the base scenario's path counts from its folder.
void parse_sweep(std::string_view text, const std::string& path, SweepDraft& out, InputErrors& errors);

// The base scenario at `path`, or that of "FILE#/pointer".
void load_base(const std::string& path, BaseScenario& out, InputErrors& errors);

}  // namespace finwait::cli
