#include <CLI/CLI.hpp>

#include "tools/completion.hpp"

namespace finwait::cli {
namespace {

OptionDescription describe(const CLI::Option& option) {
  OptionDescription description;
  description.positional = option.get_positional() && !option.nonpositional();
  if (description.positional) {
    description.names.push_back(option.get_name(true));
  } else {
    for (const std::string& name : option.get_lnames()) description.names.push_back("--" + name);
    for (const std::string& name : option.get_snames()) description.names.push_back("-" + name);
  }
  if (option.get_items_expected_max() > 0) description.value = option.get_type_name();
  description.help = option.get_description();
  description.required = option.get_required();
  return description;
}

CommandDescription describe_command(const CLI::App& app) {
  CommandDescription description;
  description.name = app.get_name();
  description.help = app.get_description();
  description.footer = app.get_footer();
  for (const CLI::Option* option : app.get_options()) description.options.push_back(describe(*option));
  return description;
}

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

}  // namespace

std::vector<std::string> OptionDescription::choices() const {
  std::vector<std::string> words;
  if (value.find('|') == std::string::npos) return words;
  for (std::size_t begin = 0; begin <= value.size();) {
    const std::size_t end = std::min(value.find('|', begin), value.size());
    words.push_back(value.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

CommandLine describe(const CLI::App& app) {
  CommandLine line;
  line.program = describe_command(app);
  for (const CLI::App* command : commands_of(app)) {
    line.commands.push_back(describe_command(*command));
    line.commands.back().has_commands = !commands_of(*command).empty();
    for (const CLI::App* below : commands_of(*command)) {
      line.commands.push_back(describe_command(*below));
      line.commands.back().name = command->get_name() + " " + below->get_name();
    }
  }
  return line;
}

}  // namespace finwait::cli
