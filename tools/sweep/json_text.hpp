// JSON written back from a parsed document, in one canonical form: members in the order of their names, numbers as they
// were written, no spaces. It knows no scenario.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/json_document.hpp"

namespace finwait::cli {

void append_json(std::string& out, const JsonDocument& document, std::uint32_t node);
// A value as --set takes it: JSON if it reads as such, else a string.
std::string json_value(std::string_view text);

}  // namespace finwait::cli
