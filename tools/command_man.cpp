// finwait man: the manual page, made from the command line itself.
#include <CLI/CLI.hpp>

#include "tools/commands.hpp"
#include "tools/completion.hpp"
#include "tools/files.hpp"
#include "tools/man_page.hpp"

namespace finwait::cli {

void add_man(CLI::App& app, Context&) {
  CLI::App* command = app.add_subcommand("man", "Print the manual page, in man's own format");
  command->callback([&app] { write_stdout(man_page(describe(app))); });
  command->footer(
      "Example:\n"
      "  finwait man | man -l -");
}

}  // namespace finwait::cli
