#include "tools/cli.hpp"

#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "sim/suggest.hpp"
#include "tools/commands.hpp"
#include "tools/context.hpp"
#include "tools/files.hpp"
#include "tools/version.hpp"

namespace finwait::cli {
namespace {

int fail(ExitCode code, const std::string& message) {
  if (!message.empty()) write_stderr("finwait: " + message + "\n");
  return static_cast<int>(code);
}

// The subcommand that was parsed, the innermost of `sweep run`, or the application itself.
const CLI::App& parsed_command(const CLI::App& app) {
  const std::vector<CLI::App*> commands = app.get_subcommands();
  return commands.empty() ? app : parsed_command(*commands.back());
}

// "finwait sweep run".
std::string full_name(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return parent == nullptr ? command.get_name() : full_name(*parent) + " " + command.get_name();
}

std::string nearest(const std::string& typed, const std::vector<std::string>& names) {
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string found = suggest(typed, views);
  return found.empty() ? "" : "; did you mean " + found + "?";
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

int usage_error(const CLI::App& app, const std::string& message) {
  const CLI::App& command = parsed_command(app);
  return fail(ExitCode::Usage, message + "\nTry '" + full_name(command) + " --help'.");
}

// The first of the arguments that nobody took which looks like an option; "" if none does.
std::string unknown_option(const CLI::App& app) {
  for (const std::string& extra : app.remaining(true)) {
    if (extra.size() > 1 && extra.front() == '-') return extra;
  }
  return "";
}

int unknown_argument(const CLI::App& app) {
  const CLI::App& command = parsed_command(app);
  const std::vector<std::string> extras = app.remaining(true);
  const std::string option = unknown_option(app);
  const std::string typed = !option.empty() ? option : extras.empty() ? "" : extras.front();
  if (!option.empty()) {
    const std::string name = typed.substr(0, typed.find('='));
    return usage_error(app, "unknown option " + name + nearest(name, option_names(command)));
  }
  if (const std::vector<std::string> names = command_names(command); !names.empty()) {
    return usage_error(app, "unknown command " + typed + nearest(typed, names));
  }
  return usage_error(app, "one argument too many: " + typed);
}

int no_command(const CLI::App& app) {
  if (app.count("--version") > 0) {
    write_stdout(version_text(app.count("--verbose") > 0));
    return 0;
  }
  write_stderr(app.help());
  return static_cast<int>(ExitCode::Usage);
}

// A variable of somebody's script that is not set must not mean that the option was not given.
void refuse_empty_values(CLI::App& app) {
  for (CLI::Option* option : app.get_options()) {
    if (option->get_items_expected_max() == 0) continue;
    const std::string empty =
        "its value is empty; allowed: " + option->get_type_name() + " (" + option->get_description() + ")";
    option->check([empty](const std::string& value) { return value.empty() ? empty : std::string(); });
  }
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) refuse_empty_values(*command);
}

int parse_and_run(CLI::App& app, Context& context, int argc, const char* const* argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const CLI::App& command = parsed_command(app);
    write_stdout(command.help(&command == &app ? "" : full_name(*command.get_parent())));
    return 0;
  } catch (const CLI::ExtrasError&) {
    return unknown_argument(app);
  } catch (const CLI::ParseError& error) {
    // Of `finwait sweep rnu`, CLI11 says only that a command is missing.
    const bool mistyped = !command_names(parsed_command(app)).empty() && !app.remaining(true).empty();
    // Of `finwait frontier --axes x`, only that --axis is.
    return mistyped || !unknown_option(app).empty() ? unknown_argument(app) : usage_error(app, error.what());
  }
  if (app.get_subcommands().empty()) return no_command(app);
  return static_cast<int>(context.exit_code);
}

}  // namespace

int run_command_line(int argc, const char* const* argv) {
  // A reader that has seen enough is no error: writing then fails with EPIPE, which ends the command quietly.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on files is to be an error like a full disk, not the end
  try {
    CLI::App app;
    Context context;
    app.name("finwait");
    add_commands(app, context);
    refuse_empty_values(app);
    return parse_and_run(app, context, argc, argv);
  } catch (const CommandError& error) {
    return fail(error.code(), error.what());
  } catch (const std::bad_alloc&) {
    return fail(ExitCode::Retry, "out of memory");
  } catch (const std::exception& error) {
    return fail(ExitCode::Internal, std::string("internal error: ") + error.what());
  }
}

}  // namespace finwait::cli
