// The shipped JSON Schemas, put into the program by the build: scenarios/NAME.schema.json is the schema NAME.
#pragma once

#include <span>
#include <string_view>

namespace finwait::cli {

struct Schema {
  std::string_view name;
  std::string_view text;
};
std::span<const Schema> schemas();

}  // namespace finwait::cli
