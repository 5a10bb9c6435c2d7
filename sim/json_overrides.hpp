// Values that the command line puts into a scenario ("--set a.tcp_fin_timeout=5s"). They are written into the JSON
// tree before it is read, so that an option is checked exactly like the file; errors name the option.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/input_error.hpp"
#include "sim/json_document.hpp"

namespace finwait {

// `path` is dotted: "seed", "run_for", "link.delay", "faults.0.match.nth", "a.stack". Behind "a." and "b." whatever is
// no key of a side is a parameter of its stack: "a.tcp_fin_timeout" means "a.set.tcp_fin_timeout". "stack" sets both
// sides. "link.loss.p" makes the loss a bernoulli where it has no model. A path that begins with / is a JSON pointer
// (RFC 6901): "/a/app/0/for". `value` is JSON if it reads as such, else a string: 7, true, [1,3], {"model":"none"},
// 20ms.
struct Override {
  std::string path{};
  std::string value{};
  std::string origin{};  // what errors show; empty: "--set PATH=VALUE"
};

// Splits "PATH=VALUE"; reports what is not of that form and returns false.
bool parse_override(std::string_view assignment, Override& out, InputErrors& errors);

// The places in the document that a path means, each as the keys that lead there: two for "stack", else one.
std::vector<std::vector<std::string>> override_places(std::string_view path);

void apply_overrides(JsonDocument& document, std::span<const Override> overrides, InputErrors& errors);

}  // namespace finwait
