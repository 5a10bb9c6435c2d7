// Reads "loss" of a scenario's link: a probability ("1/100", which is bernoulli), the name of a model without settings
// ("none"), or an object with "model" and the settings that the model's own table lists.
#pragma once

#include <string_view>
#include <vector>

#include "loss_models/loss_spec.hpp"
#include "sim/json_cursor.hpp"
#include "sim/recorded_text.hpp"

namespace finwait {

// Errors go through the cursor; `out` is then of no use.
void parse_loss(const JsonCursor& c, LossSpec& out);

// A recording: from the member "values" (a string of 0 and 1, a list of 0 and 1, or a list of durations) or from the
// file that "file" names. Reports and returns nothing if there is neither or both, or what is there is wrong.
std::optional<RecordedText> read_recording(const JsonCursor& object);

}  // namespace finwait
