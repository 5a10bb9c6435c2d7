// finwait schema: the JSON Schemas that finwait ships, from inside the program.
#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tools/command_options.hpp"
#include "tools/commands.hpp"
#include "tools/files.hpp"
#include "tools/schemas.hpp"

namespace finwait::cli {

void add_schema(CLI::App& app, Context&) {
  CLI::App* command = app.add_subcommand("schema", "Print a JSON Schema (draft-07)");
  const auto name = std::make_shared<std::string>();
  const auto names = std::make_shared<std::vector<std::string_view>>();
  for (const Schema& schema : schemas()) names->push_back(schema.name);
  add_choice(*command, "NAME", *name, "Which one", *names)->required();
  command->callback([name, names] {
    for (const Schema& schema : schemas()) {
      if (schema.name == *name) write_stdout(schema.text);
    }
  });
  command->footer(
      "Examples:\n"
      "  finwait schema scenario > scenario.schema.json\n"
      "  finwait run scenarios/four-way.json --format jsonl | head -1");
}

}  // namespace finwait::cli
