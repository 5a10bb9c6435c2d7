// finwait stacks: every parameter of a stack, with its value, its unit, its names and where the value comes from.
#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "core/stack_profile.hpp"
#include "sim/suggest.hpp"
#include "tools/command_options.hpp"
#include "tools/commands.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/stack_listing.hpp"

namespace finwait::cli {
namespace {

constexpr std::array<std::string_view, 2> kFormats{"text", "json"};

const StackProfile& named_stack(const std::string& name) {
  const StackProfile* stack = find_stack(name);
  if (stack != nullptr) return *stack;
  std::vector<std::string_view> names;
  for (const StackProfile& known : stacks()) names.push_back(known.name);
  const std::string near = suggest(name, names);
  throw CommandError(ExitCode::Usage, "unknown stack \"" + name + "\"; the stacks are " + quoted_list(names) +
                                          (near.empty() ? "" : "; did you mean " + near + "?"));
}

std::string listing(const std::string& name, bool json) {
  if (name.empty()) return json ? all_stacks_json() : all_stacks_text();
  return json ? stack_json(named_stack(name)) : stack_text(named_stack(name));
}

}  // namespace

void add_stacks(CLI::App& app, Context&) {
  CLI::App* command = app.add_subcommand("stacks", "Show the parameters of the stacks");
  const auto name = std::make_shared<std::string>();
  const auto format = std::make_shared<std::string>("text");
  command->add_option("NAME", *name, "One stack in full; without it, all of them side by side")->type_name("");
  add_choice(*command, "-f,--format", *format, "How to show them (default: text)", kFormats);
  command->callback([name, format] { write_stdout(listing(*name, *format == "json")); });
  command->footer(
      "Every parameter can be set in a scenario (\"set\") or with --set, by its own name or a kernel's.\n"
      "\n"
      "Examples:\n"
      "  finwait stacks\n"
      "  finwait stacks linux\n"
      "  finwait stacks linux --format json | jq '.parameters[] | select(.mark == \"assumed\")'");
}

}  // namespace finwait::cli
